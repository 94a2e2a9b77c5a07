//! Real recalls, under their own law and under others.

use std::error::Error;
use std::fmt::{self, Write};

use jiff::civil::date;
use sailau::abroad::{past_recalls, recall_law};
use sailau::kazakhstan;
use sailau::procedure::recall::{PastRecall, Vote};
use sailau::report::wrapped;
use serde::Serialize;

use crate::output::left_out;

#[derive(Serialize)]
pub(crate) struct Row {
    law: &'static str,
    day: String,
    office: &'static str,
    electorate: Option<u64>,
    signatures: Option<u64>,
    yes: Option<u64>,
    no: Option<u64>,
    recalled: bool,
    outcome: Option<bool>,
    under_kazakhstan: Option<bool>,
    under_taiwan_1994: Option<bool>,
    unsourced: &'static str,
}

pub(crate) fn rows() -> Result<Vec<Row>, Box<dyn Error>> {
    let kazakhstan = kazakhstan::recall_laws().on(date(2022, 11, 5))?.value.rules.vote;
    let taiwan = recall_law("taiwan-1994").and_then(|one| one.law.rules.vote);
    let row = |one: &'static PastRecall| {
        let under = |vote: &Option<Vote>| one.vote_under(vote.as_ref()?);
        Row {
            law: &one.law,
            day: one.day.to_string(),
            office: &one.office,
            electorate: one.electorate,
            signatures: one.signatures,
            yes: one.yes,
            no: one.no,
            recalled: one.recalled,
            outcome: recall_law(&one.law).and_then(|own| one.outcome_under(&own.law.rules)),
            under_kazakhstan: under(&kazakhstan),
            under_taiwan_1994: under(&taiwan),
            unsourced: &one.unsourced,
        }
    };
    Ok(past_recalls().iter().map(row).collect())
}

/// Recalls whose figures settle them; without `all`, those that ended a mandate, or would have under one of the rules.
pub(crate) fn write(text: &mut String, rows: &[Row], all: bool) -> fmt::Result {
    let settled: Vec<_> = rows.iter().filter(|row| row.outcome.is_some()).collect();
    writeln!(
        text,
        "RECALLS THAT TOOK PLACE: {} of {} have the figures that settle them\n",
        settled.len(),
        rows.len()
    )?;
    let recalled = |outcome: fn(&Row) -> Option<bool>| {
        let known = settled.iter().filter_map(|row| outcome(row));
        (known.clone().filter(|&recalled| recalled).count(), known.count())
    };
    let (own, _) = recalled(|row| row.outcome);
    let (kazakhstan, of) = recalled(|row| row.under_kazakhstan);
    let (taiwan, of_taiwan) = recalled(|row| row.under_taiwan_1994);
    *text += &wrapped(
        &format!(
            "Under their own law {own} of {} lost their mandate. The same votes would have ended {kazakhstan} of {of} under \
             Kazakhstan's law of 2022, and {taiwan} of {of_taiwan} under Taiwan's before 2016.",
            settled.len()
        ),
        0,
    );
    text.push('\n');
    writeln!(
        text,
        "{:<11} {:<40} {:>6} {:>6}  {:<8} {:<10} Taiwan -2016",
        "day", "office", "yes %", "no %", "own law", "Kazakhstan"
    )?;
    let says = |outcome: Option<bool>| match outcome {
        Some(true) => "recalled",
        Some(false) => "kept",
        None => "-",
    };
    let ended =
        |row: &&&Row| [row.outcome, row.under_kazakhstan, row.under_taiwan_1994].contains(&Some(true));
    let kept = settled.iter().filter(|row| !ended(row)).count();
    for row in settled.iter().filter(|row| all || ended(row)) {
        // A share of the electorate; of signatures where there was no vote.
        let percent = |part: Option<u64>| match (part, row.electorate) {
            (Some(part), Some(of)) => format!("{:.1}", 100.0 * part as f64 / of as f64),
            _ => "-".to_owned(),
        };
        let yes = percent(row.yes.or(row.signatures));
        let mark = if row.unsourced.is_empty() { " " } else { "?" };
        writeln!(
            text,
            "{:<10}{mark:1} {:<40} {:>6} {:>6}  {:<8} {:<10} {}",
            row.day,
            row.office.chars().take(40).collect::<String>(),
            yes,
            percent(row.no),
            says(row.outcome),
            says(row.under_kazakhstan),
            says(row.under_taiwan_1994),
        )?;
    }
    if !all && kept > 0 {
        *text += &left_out(&[format!("{kept} who kept it under each of these rules")]);
    }
    let agree = rows.iter().filter(|row| row.outcome == Some(row.recalled)).count();
    text.push('\n');
    *text += &wrapped(
        &format!(
            "The outcome by the law's own rule is the official one in {agree} of them. Shares are of the electorate; of British \
             petitions, yes is who signed, and no vote follows. ? marks a figure without a source that settles it. The other \
             columns take the same votes; under another law people would have voted otherwise (a turnout rule invites a \
             boycott)."
        ),
        0,
    );
    writeln!(text)
}
