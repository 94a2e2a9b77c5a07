//! Claims in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use crate::apportion::Ratio;
use crate::system::plan::ListPlan;
use crate::system::protocol::layout::{count, decimal, grouped, table};
use crate::system::protocol::names::Names;
use crate::system::protocol::words::{Margin, Words};

/// What linked tiers left the lists short of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ClaimsStep {
    /// The house that claims are reckoned in.
    pub house: u32,
    /// Seats in linked tiers of those who take no part; they are off `house` already.
    pub others: u32,
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
    /// List seats.
    pub seats: u32,
}

/// Claims in units of 1/`unit` seat.
pub(super) fn claims(
    names: &Names<'_>,
    plan: &ListPlan,
    (house, others): (u32, u32),
    votes: &[u64],
    held: &[u32],
    (claims, unit): (&[u128], u128),
    given: &[u32],
) -> ClaimsStep {
    let line = |i: usize, party, votes| ClaimLine {
        party,
        votes,
        held: held[i],
        claim: Ratio { numerator: claims[i], denominator: unit.max(1) },
        seats: given[i],
    };
    ClaimsStep { house, others, lists: names.lines(plan, votes, line) }
}

impl Words for ClaimsStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let (house, others) = (grouped(self.house), count(self.others, "seat"));
        writeln!(
            f,
            "  Claims in a house of {house} ({others} of those who take no part in the lists are off):{margin}"
        )?;
        let rows = self.lists.iter().map(|line| {
            let claim = decimal(line.claim);
            vec![line.party.clone(), grouped(line.votes), grouped(line.held), claim, grouped(line.seats)]
        });
        table(f, &["list", "votes", "held", "claim", "list seats"], rows.collect())
    }
}
