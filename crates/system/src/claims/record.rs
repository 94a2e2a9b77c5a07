//! Claims in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::Claims;
use crate::plan::ListPlan;
use crate::protocol::layout::{count, decimal, grouped, table};
use crate::protocol::names::Names;
use crate::protocol::words::{Margin, Words};
use sailau_apportion::Ratio;

/// What linked tiers left the lists short of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ClaimsStep {
    /// The house that claims are reckoned in.
    pub house: u32,
    /// Seats in linked tiers of those who take no part; they are off `house` already.
    pub others: u32,
    /// Votes of those who take part: a claim is a list's share of the house by them, less what it holds.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub votes: u128,
    /// What claims are multiplied by; none where they stand as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<String>,
    /// Each list, most votes first.
    pub lists: Vec<ClaimLine>,
}

/// What a list was left short of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ClaimLine {
    /// The list.
    pub party: String,
    /// The votes.
    pub votes: u64,
    /// Seats that its party holds in linked tiers.
    pub held: u32,
    /// The claim in seats, exact, before it is rounded.
    pub claim: Ratio,
    /// The claim in whole seats, where they are rounded: halves up, and those below one to nothing.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::wide_numbers::read"
    )]
    pub rounded: Option<u128>,
}

/// Claims in units of 1/`unit` seat.
pub(super) fn claims(
    names: &Names<'_>,
    plan: &ListPlan,
    (house, others): (u32, u32),
    votes: &[u64],
    held: &[u32],
    rule: &Claims,
    (exact, rounded, unit): (&[u128], &[u128], u128),
) -> ClaimsStep {
    let line = |i: usize, party, votes| ClaimLine {
        party,
        votes,
        held: held[i],
        claim: Ratio { numerator: exact[i], denominator: unit.max(1) },
        rounded: rule.rounded.then(|| rounded[i]),
    };
    ClaimsStep {
        house,
        others,
        votes: votes.iter().map(|&n| u128::from(n)).sum(),
        times: rule.times.map(|times| times.to_string()),
        lists: names.lines(plan, votes, line),
    }
}

impl Words for ClaimsStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let (house, others) = (grouped(self.house), count(self.others, "seat"));
        let times = self.times.as_ref().map(|times| format!(", times {times}")).unwrap_or_default();
        writeln!(
            f,
            "  Claims in a house of {house} ({others} of those who take no part in the lists are off): its part of {} \
             votes, less the seats held{times}.{margin}",
            grouped(self.votes)
        )?;
        let rounded = self.lists.iter().any(|line| line.rounded.is_some());
        let rows = self.lists.iter().map(|line| {
            let claim = decimal(line.claim);
            let mut row = vec![line.party.clone(), grouped(line.votes), grouped(line.held), claim];
            row.extend(line.rounded.map(grouped));
            row
        });
        let mut head = vec!["list", "votes", "held", "claim"];
        head.extend(rounded.then_some("rounded"));
        table(f, &head, rows.collect())
    }
}
