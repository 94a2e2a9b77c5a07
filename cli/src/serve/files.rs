//! What can be downloaded: the changed law, the seats, both pictures, the record, the report.

use sailau::report::Table;
use sailau::report::page::{Comparison, Election};
use serde::Deserialize;

use super::counts::Counts;
use super::pictures::house;
use super::question::Case;
use super::refusal::Refusal;
use super::rows::rows;

/// A file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum File {
    #[serde(rename = "rules.toml")]
    Rules,
    #[serde(rename = "seats.csv")]
    Seats,
    #[serde(rename = "before.svg")]
    Before,
    #[serde(rename = "after.svg")]
    After,
    #[serde(rename = "record.txt")]
    Record,
    #[serde(rename = "report.html")]
    Report,
}

/// The longest record that a browser is sent.
const RECORD: usize = 8 << 20;

impl File {
    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Rules => "application/toml; charset=utf-8",
            Self::Seats => "text/csv; charset=utf-8",
            Self::Before | Self::After => "image/svg+xml",
            Self::Record => "text/plain; charset=utf-8",
            Self::Report => "text/html; charset=utf-8",
        }
    }

    /// The text of the file.
    pub(super) fn text(self, case: &Case) -> Result<String, Refusal> {
        match self {
            Self::Rules => case.after.to_toml().map_err(Refusal::uncountable),
            Self::Seats => seats(case),
            Self::Before => picture(case, false),
            Self::After => picture(case, true),
            Self::Record => record(case),
            Self::Report => report(case),
        }
    }
}

fn seats(case: &Case) -> Result<String, Refusal> {
    let Counts { before, after } = Counts::of(case)?;
    let counts = [("before", &before), ("after", &after)];
    let table =
        Table::of_counts(&case.votes, case.votes.main_contest(), &counts).map_err(Refusal::uncountable)?;
    Ok(table.to_csv())
}

fn picture(case: &Case, is_after: bool) -> Result<String, Refusal> {
    let counts = Counts::of(case)?;
    let (rows, _) = rows(case, &counts);
    let outcome = if is_after { &counts.after } else { &counts.before };
    let drawn = house(case, &rows, outcome, is_after);
    drawn.ok_or_else(|| Refusal::uncountable("a house of so many seats is not drawn"))
}

/// The whole record of both counts.
fn record(case: &Case) -> Result<String, Refusal> {
    let laws = [(&case.before, &case.votes), (&case.after, &case.votes_after)];
    let mut text = String::new();
    for (at, (rules, votes)) in laws.into_iter().enumerate() {
        if at == 1 && case.before == case.after {
            continue;
        }
        let outcome = rules.count(votes).map_err(Refusal::uncountable)?;
        text += &format!("{}\n\n{}\n", rules.name, outcome.protocol);
        if text.len() > RECORD {
            return Err(Refusal::too_large(
                "the record is too long for a page; `sailau count --protocol` prints it",
            ));
        }
    }
    Ok(text)
}

fn report(case: &Case) -> Result<String, Refusal> {
    let before = case.before.count(&case.votes).map_err(Refusal::uncountable)?;
    let mut rules = vec![("before".to_owned(), case.before.clone())];
    let mut outcomes = vec![before];
    if case.before != case.after {
        outcomes.push(case.after.count(&case.votes_after).map_err(Refusal::uncountable)?);
        rules.push(("after".to_owned(), case.after.clone()));
    }
    let comparison = Comparison {
        title: case.title.clone(),
        lead: Vec::new(),
        rules,
        elections: vec![Election {
            name: format!("votes of {}", case.title),
            source: format!("Votes: {}.", case.title),
            votes: case.votes_after.clone(),
            outcomes,
        }],
        drawn: None,
        scale: None,
        sources: case.sources.clone(),
    };
    Ok(comparison.page().map_err(Refusal::uncountable)?.finish())
}
