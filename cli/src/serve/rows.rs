//! The table of seats: a row for every party, in both houses.

use std::collections::BTreeMap;

use sailau::system::Outcome;
use serde::Serialize;

use super::colours::{GREY, colour};
use super::counts::Counts;
use super::question::Case;
use super::verdicts::share;

/// Parties that have no seat in either house and are shown nevertheless.
const WITHOUT_SEATS: usize = 12;

/// A line of the table of seats.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Row {
    pub(super) holder: Holder,
    pub(super) party: Option<String>,
    votes: Option<u128>,
    share: Option<f64>,
    pub(super) before: u32,
    pub(super) after: u32,
    pub(super) colour: &'static str,
}

/// Whose seats they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Holder {
    Party,
    Independents,
    Tied,
    Unfilled,
}

/// A row for everybody with a seat in either house, most votes first, and for those next to them.
pub(super) fn rows(case: &Case, counts: &Counts) -> (Vec<Row>, usize) {
    let Counts { before, after } = counts;
    let contest = case.votes.main_contest();
    let total = case.votes.total(contest);
    let votes: BTreeMap<String, u128> = case
        .votes
        .party_totals(contest)
        .into_iter()
        .map(|(party, votes)| (party.name.clone(), votes))
        .collect();
    let mut names: Vec<&str> = votes.keys().map(String::as_str).collect();
    for (name, _) in before.totals().into_iter().chain(after.totals()) {
        names.extend(name.filter(|name| !votes.contains_key(*name) && !names.contains(name)));
    }
    let held = |name: &str| (before.held_by(Some(name)), after.held_by(Some(name)));
    // The colour of a party hangs on its votes alone: it stays while the law is changed.
    names.sort_by_key(|name| (std::cmp::Reverse(votes.get(*name).copied().unwrap_or(0)), *name));
    let mut without = 0;
    let mut more = 0;
    let mut rows = Vec::new();
    for (rank, name) in names.into_iter().enumerate() {
        let (before, after) = held(name);
        if before == 0 && after == 0 {
            without += 1;
            if without > WITHOUT_SEATS {
                more += 1;
                continue;
            }
        }
        let own = votes.get(name).copied();
        rows.push(Row {
            holder: Holder::Party,
            party: Some(name.to_owned()),
            votes: own,
            share: own.map(|votes| share(votes, total)),
            before,
            after,
            colour: colour(rank),
        });
    }
    let tied = |outcome: &Outcome| outcome.ties.iter().map(|tie| tie.seats).fold(0, u32::saturating_add);
    let unfilled =
        |outcome: &Outcome| outcome.unfilled.iter().map(|row| row.seats).fold(0, u32::saturating_add);
    let others = [
        (Holder::Independents, before.independents(), after.independents()),
        (Holder::Tied, tied(before), tied(after)),
        (Holder::Unfilled, unfilled(before), unfilled(after)),
    ];
    for (holder, before, after) in others.into_iter().filter(|&(_, before, after)| before > 0 || after > 0) {
        rows.push(Row { holder, party: None, votes: None, share: None, before, after, colour: GREY });
    }
    (rows, more)
}
