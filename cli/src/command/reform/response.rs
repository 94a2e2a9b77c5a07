//! `sailau reform behaviour`: what voters and lists did after the reforms on board, beside what the law did.

use std::process::ExitCode;

use sailau::reform::atlas::{Response, Steps, Study};
use sailau::report::{Table, wrapped};
use serde::Serialize;

use super::atlas::studies;
use crate::failure::Failure;
use crate::output::{Form, for_people, print};

/// A reform as programs see it.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    country: &'a str,
    response: Option<Response>,
    cannot_tell: Option<String>,
}

pub(super) fn behaviour(ids: &[String], form: Form) -> Result<ExitCode, Failure> {
    let studies = studies(ids)?;
    if form.json {
        let rows: Vec<Row> = studies.iter().map(row).collect();
        return print(&(serde_json::to_string(&rows)? + "\n"));
    }
    if let Some(table) = form.of(&Table::of_responses(&studies)) {
        return print(&table);
    }
    let mut text = for_people(&Table::of_responses_in_short(&studies));
    text += &wrapped(
        "\nbelow: the share of the votes of lists below a threshold, in the last election before the reform, in the same votes under \
         the new law, and in the first election after it. law: what the new law did to the same votes, in points (the mechanical \
         effect). behaviour: what voters and lists did otherwise (the psychological effect, with the swing of opinion in it). \
         parties: effective number by votes.",
        0,
    );
    text += &in_sum(&studies);
    let mut cautions = String::new();
    for study in &studies {
        match study.response() {
            Ok(response) => {
                let of = |caution: &String| wrapped(&format!("  {}: {caution}", study.entry.id), 4);
                cautions += &response.cautions.iter().map(of).collect::<String>();
            }
            Err(why) => text += &wrapped(&format!("Cannot be told: {}: {why}.", study.entry.id), 2),
        }
    }
    if !cautions.is_empty() {
        text += &format!("With care:\n{cautions}");
    }
    print(&text)
}

fn row(study: &Study) -> Row<'_> {
    let (response, cannot_tell) = match study.response() {
        Ok(response) => (Some(response), None),
        Err(why) => (None, Some(why.to_string())),
    };
    Row { id: &study.entry.id, country: &study.entry.country, response, cannot_tell }
}

/// How often voters and lists made up for what the law did.
fn in_sum(studies: &[Study]) -> String {
    let all: Vec<Steps> = studies.iter().filter_map(|study| study.response().ok()?.below).collect();
    let of = |sign: f64, did: &str, less: &str| {
        let own: Vec<&Steps> = all.iter().filter(|below| sign * below.mechanical() >= 0.005).collect();
        if own.is_empty() {
            return String::new();
        }
        let mean = |effect: fn(Steps) -> f64| {
            100.0 * own.iter().map(|below| effect(**below)).sum::<f64>() / own.len() as f64
        };
        format!(
            "Laws that {did} half a point or more of the same votes: {}. In {} of the elections that followed {less} votes were below the \
             threshold than the law alone would have left there. In the mean law {:+.1} points, behaviour {:+.1}.\n",
            own.len(),
            own.iter().filter(|below| sign * below.behaviour() < 0.0).count(),
            mean(Steps::mechanical),
            mean(Steps::behaviour),
        )
    };
    wrapped(&of(1.0, "shut out", "fewer"), 2) + &wrapped(&of(-1.0, "let in", "more"), 2)
}
