//! A levelled house in the record.

use std::cmp::Reverse;
use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::Minimum;
use crate::plan::ListPlan;
use crate::protocol::layout::{grouped, table};
use crate::protocol::names::Names;
use crate::protocol::words::{Margin, Words};

/// What lists are sure of in the districts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LeastSeatsStep {
    /// How that follows from what votes are worth and what is held.
    pub minimum: Minimum,
    /// Each district and each list that votes are worth something for there, or that holds seats.
    pub districts: Vec<LeastSeatsLine>,
}

/// What a list is sure of in a district.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LeastSeatsLine {
    /// The district.
    pub district: String,
    /// The list.
    pub party: String,
    /// Its votes there.
    pub votes: u64,
    /// Seats that they are worth, by the method, among the lists that take part.
    pub worth: u32,
    /// Seats that it holds there.
    pub held: u32,
    /// Seats that it is sure of.
    pub least: u32,
}

pub(super) fn least_seats_of_districts(
    names: &Names<'_>,
    plan: &ListPlan,
    minimum: Minimum,
    (votes, held): (&[u64], &[u32]),
    (worth, sure): (&[u32], &[u32]),
) -> LeastSeatsStep {
    let mut districts = Vec::new();
    for (d, &district) in plan.places.districts.iter().enumerate() {
        for list in 0..plan.parties.len() {
            let cell = list * plan.places.districts.len() + d;
            let line = LeastSeatsLine {
                district: names.district(district),
                party: names.list(plan, list),
                votes: votes[cell],
                worth: worth[cell],
                held: held[cell],
                least: sure[cell],
            };
            if line.votes > 0 || line.held > 0 {
                districts.push(line);
            }
        }
    }
    let key = |line: &LeastSeatsLine| (line.district.clone(), Reverse(line.votes), line.party.clone());
    districts.sort_by_cached_key(key);
    LeastSeatsStep { minimum, districts }
}

impl Words for LeastSeatsStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let how = match self.minimum {
            Minimum::Greater => "the greater of what its votes are worth there and what it holds",
            Minimum::Mean => {
                "the mean of what its votes are worth there and what it holds, rounded up and no less than what it holds"
            }
        };
        writeln!(f, "  In each district a list is sure of {how}:{margin}")?;
        let mut before = None;
        let rows = self.districts.iter().map(|line| {
            let new = before != Some(&line.district);
            before = Some(&line.district);
            let district = if new { line.district.clone() } else { String::new() };
            let figures = [line.worth, line.held, line.least].map(grouped);
            [district, line.party.clone(), grouped(line.votes)].into_iter().chain(figures).collect()
        });
        table(f, &["district", "list", "votes", "worth", "held", "least"], rows.collect())
    }
}

/// The house grew until it held what everybody is sure of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LevellingStep {
    /// The seats to begin with.
    pub base: u32,
    /// The smallest house that is enough.
    pub house: u32,
    /// Each list, most seats first.
    pub lists: Vec<LevellingLine>,
}

/// What a list is sure of and what the house that was found gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LevellingLine {
    /// The list.
    pub party: String,
    /// Seats that it is sure of.
    pub least: u32,
    /// Seats that its votes are worth in the house that was found.
    pub share: u32,
}

pub(super) fn levelled(
    names: &Names<'_>,
    plan: &ListPlan,
    (base, house): (u32, u32),
    least: &[u32],
    share: &[u32],
) -> LevellingStep {
    let line = |i| LevellingLine { party: names.list(plan, i), least: least[i], share: share[i] };
    let some = (0..share.len()).filter(|&i| share[i] > 0 || least[i] > 0);
    let mut lists: Vec<_> = some.map(line).collect();
    lists.sort_by(|a, b| b.share.cmp(&a.share).then_with(|| a.party.cmp(&b.party)));
    LevellingStep { base, house, lists }
}

impl Words for LevellingStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(
            f,
            "  Each list's least seats, and its share of the smallest house that holds them: {} grew to {}.{margin}",
            grouped(self.base),
            grouped(self.house)
        )?;
        let row = |line: &LevellingLine| vec![line.party.clone(), grouped(line.least), grouped(line.share)];
        table(f, &["list", "least", "share"], self.lists.iter().map(row).collect())
    }
}
