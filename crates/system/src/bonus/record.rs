//! A bonus in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::{BonusHouse, BonusSeats, TopUp, UpTo};
use crate::plan::ListPlan;
use crate::protocol::layout::{count, grouped};
use crate::protocol::names::Names;
use crate::protocol::words::{Margin, Words};

/// The largest list, or alliance, gets seats before the others are shared out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BonusStep {
    /// The list; of an alliance all of them, with a plus between them.
    pub party: String,
    /// Its votes, and those of the next.
    #[serde(flatten)]
    pub lead: Lead,
    /// Why so many, in words.
    pub rule: String,
    /// How many seats.
    pub seats: u32,
}

/// Votes of the largest list or alliance, and of the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Lead {
    /// Votes of the largest.
    pub votes: u64,
    /// Votes of the next; none where there is nobody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<u64>,
}

impl Lead {
    /// Of one of these.
    pub(crate) fn of(one: usize, votes: impl Iterator<Item = u64> + Clone) -> Self {
        let others = votes.clone().enumerate().filter(|&(other, votes)| other != one && votes > 0);
        Self { votes: votes.clone().nth(one).unwrap_or(0), next: others.map(|(_, votes)| votes).max() }
    }
}

/// `1,000, the next 900`.
impl fmt::Display for Lead {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&grouped(self.votes))?;
        match self.next {
            Some(next) => write!(f, ", the next {}", grouped(next)),
            None => Ok(()),
        }
    }
}

pub(crate) fn bonus(
    names: &Names<'_>,
    plan: &ListPlan,
    lists: &[u32],
    lead: Lead,
    (rule, valid): (&BonusSeats, u128),
    seats: u32,
) -> BonusStep {
    let mut why = match rule.from {
        None => format!("{} whatever its votes", count(rule.seats, "seat")),
        Some(from) => format!(
            "{} from {from} of {} valid votes on, which are {}",
            count(rule.seats, "seat"),
            grouped(valid),
            grouped(from.votes_of(valid, true))
        ),
    };
    if let Some(step) = rule.one_more_each {
        why += &format!(", one more for each {step} above them");
    }
    if let Some(most) = rule.at_most {
        why += &format!(", at most {}", grouped(most));
    }
    BonusStep { party: names.lists(plan, lists).join(" + "), lead, rule: why, seats }
}

impl Words for BonusStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let Self { party, lead, rule, .. } = self;
        let seats = count(self.seats, "seat");
        writeln!(f, "  {party} has most votes ({lead}) and gets {seats} first: {rule}.{margin}")
    }
}

/// The largest list, or alliance, is raised to a number of seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TopUpStep {
    /// The list; of an alliance all of them, with a plus between them.
    pub party: String,
    /// Its votes, and those of the next.
    #[serde(flatten)]
    pub lead: Lead,
    /// The seats that its votes are worth.
    pub own: u32,
    /// Why so many, in words.
    pub rule: String,
    /// The seats that it has in all.
    pub seats: u32,
    /// Whether they are added to the seats of the area.
    pub grows: bool,
}

/// In an area of `all` seats the largest is raised from the first number to the second.
pub(crate) fn topped_up(
    names: &Names<'_>,
    plan: &ListPlan,
    lists: &[u32],
    lead: Lead,
    (rule, all, valid): (&TopUp, u32, u128),
    (own, seats): (u32, u32),
) -> TopUpStep {
    let grows = rule.house == BonusHouse::Grows;
    let mut why = match rule.up_to {
        UpTo::Seats(number) => format!("no fewer than {}", count(number, "seat")),
        UpTo::Share(share) if grows => format!("no less than {share} of all, those that are added too"),
        UpTo::Share(share) => format!("no less than {share} of {}", count(all, "seat")),
    };
    if let Some(from) = rule.from {
        let (needed, valid) = (grouped(from.votes_of(valid, true)), grouped(valid));
        why += &format!(" from {from} of {valid} valid votes on, which are {needed}");
    }
    TopUpStep { party: names.lists(plan, lists).join(" + "), lead, own, rule: why, seats, grows }
}

impl Words for TopUpStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let (own, seats) = (count(self.own, "seat"), grouped(self.seats));
        let how = if self.grows { "the house grows by them" } else { "the others share the rest" };
        let Self { party, lead, rule, .. } = self;
        writeln!(
            f,
            "  {party} has most votes ({lead}), which are worth {own}, and is raised to {seats}: {rule}; {how}.{margin}"
        )
    }
}
