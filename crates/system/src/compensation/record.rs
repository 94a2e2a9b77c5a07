//! Compensation in the record: what lists are due, what went back, and who does not sit.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use crate::plan::ListPlan;
use crate::protocol::layout::{count, grouped, joined, percent, table};
use crate::protocol::names::Names;
use crate::protocol::words::{Margin, Words};

/// Seats of linked tiers were set against what the lists are due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CompensationStep {
    /// The seats that are shared, those in linked tiers among them.
    pub house: u32,
    /// Seats in linked tiers of those who take no part.
    pub others: u32,
    /// Each list, most votes first.
    pub lists: Vec<CompensationLine>,
}

/// What a list is due, holds and gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CompensationLine {
    /// The list.
    pub party: String,
    /// The votes.
    pub votes: u64,
    /// Seats that its votes are worth.
    pub due: u32,
    /// Seats that its party holds in linked tiers.
    pub held: u32,
    /// List seats.
    pub list: u32,
}

pub(crate) fn compensated(
    names: &Names<'_>,
    plan: &ListPlan,
    house: u32,
    votes: &[u64],
    share: &[u32],
    (held, others): (&[u32], u32),
    given: &[u32],
) -> CompensationStep {
    let line = |i: usize, party, votes| CompensationLine {
        party,
        votes,
        due: share[i],
        held: held[i],
        list: given[i],
    };
    let lists = names.lines(plan, votes, line);
    CompensationStep { house, others, lists }
}

impl Words for CompensationStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let off = match self.others {
            0 => String::new(),
            n => format!(", after {} of those who take no part in the lists", count(n, "seat")),
        };
        let seats = count(self.house, "seat");
        writeln!(f, "  {seats} to share by list votes, district seats set against them{off}.{margin}")?;
        let rows = self.lists.iter().map(|line| {
            let over = match line.held.saturating_sub(line.due) {
                0 => String::new(),
                n => format!("overhang {n}"),
            };
            let figures = [line.due, line.held, line.list].map(grouped);
            [line.party.clone(), grouped(line.votes)].into_iter().chain(figures).chain([over]).collect()
        });
        table(f, &["list", "votes", "due", "held", "list seats", ""], rows.collect())
    }
}

/// Seats of the linked tier went back, and others there got them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ReturnedStep {
    /// Party and district of each, such as "A in North".
    pub returned: Vec<String>,
    /// Who got them instead.
    pub instead: Vec<String>,
}

pub(super) fn returned(
    names: &Names<'_>,
    plan: &ListPlan,
    returned: &[(u32, Option<usize>)],
    instead: impl Iterator<Item = (u32, Option<usize>)>,
) -> ReturnedStep {
    let returned = names.with_places(plan, returned.iter().copied());
    ReturnedStep { returned, instead: names.with_places(plan, instead) }
}

impl Words for ReturnedStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let (returned, instead) = (self.returned.join(", "), joined(&self.instead, "nobody"));
        writeln!(f, "  Returned: {returned}. In their place: {instead}.{margin}")
    }
}

/// A winner that does not sit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NotSeatedStep {
    /// Who it is.
    pub name: String,
    /// The votes.
    pub votes: u64,
    /// The valid votes of the district: of a party's winners those with the smallest part of them do not sit.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub valid: u128,
}

impl Words for NotSeatedStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let (votes, valid, share) =
            (grouped(self.votes), grouped(self.valid), percent(self.votes, self.valid));
        writeln!(
            f,
            "  Not seated: {}, {votes} of {valid} votes, {share}; the list votes of the party do not cover it.{margin}",
            self.name
        )
    }
}
