//! What the counting kernel tells while it counts.
//!
//! There is one kernel. Who listens to it decides what a count costs: [`Workspace`](super::Workspace) only adds
//! seats up, the [recorder](super::record) writes the protocol. What only the recorder wants goes through
//! [`Witness::note`], which is empty by default and compiles to nothing.

use super::figures::Figures;
use super::outcome::Reason;
use super::plan::{ListPlan, Published, SeatPlan, SinglePlan};
use super::{Overshoot, SoleQualifier, Threshold, TieRule};

/// Where something happens.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    pub(super) tier: usize,
    pub(super) district: Option<usize>,
}

/// Who competes in a tie.
#[derive(Clone, Copy)]
pub(super) enum Claimants<'a> {
    /// Lists, by their number in the plan.
    Lists(&'a ListPlan, &'a [u32]),
    /// Candidates, by their number on the ballot.
    Candidates(&'a SinglePlan, &'a SeatPlan, &'a [u32]),
}

pub(super) trait Witness {
    /// Seats of an area's lists, ties left out.
    fn list_seats(&mut self, at: At, plan: &ListPlan, given: &[u32]);
    /// A candidate, by number on the ballot, won a district.
    fn elected(&mut self, at: At, plan: &SinglePlan, seat: &SeatPlan, entry: usize);
    /// A row of winners given in place of votes.
    fn published(&mut self, at: At, row: &Published);
    /// Seats that nobody's votes fill.
    fn without_party(&mut self, at: At, seats: u32);
    /// Seats that stay tied; `all_to_one` when one claimant will get all of them.
    fn tied(&mut self, at: At, who: Claimants<'_>, seats: u32, all_to_one: bool);
    /// Seats that this count does not fill.
    fn unfilled(&mut self, at: At, seats: u32, reason: Reason);
    /// Seats by which the house grew.
    fn house_grew(&mut self, at: At, seats: u32);
    /// Something worth recording.
    #[inline]
    fn note(&mut self, at: At, fact: Fact<'_>) {
        let _ = (at, fact);
    }
}

/// What a recorder may want to know.
pub(super) enum Fact<'a> {
    /// The boxes of an area have been added up.
    Figures(&'a Figures),
    /// Lists were held against the threshold.
    Threshold {
        plan: &'a ListPlan,
        threshold: &'a Threshold,
        base: u128,
        needed: u128,
        votes: &'a [u64],
        passes: &'a [bool],
    },
    /// No list reached the threshold, and it was waived or not.
    NoListPasses { waived: bool },
    /// Seats were shared by the tier's method.
    Apportioned {
        plan: &'a ListPlan,
        seats: u32,
        /// Votes of those who take part; 0 for the others.
        votes: &'a [u64],
        given: &'a [u32],
    },
    /// The sole-qualifier rule was applied.
    SoleQualifier {
        plan: &'a ListPlan,
        rule: &'a SoleQualifier,
        seats: u32,
        first: u32,
        /// The lists that came next: several when they are equal.
        seconds: &'a [u32],
        votes: &'a [u64],
        share: SoleShare,
    },
    /// A tie rule decided.
    TieBroken { rule: TieRule, who: Claimants<'a>, winners: &'a [u32] },
    /// Turnout was held against its minimum.
    Turnout { cast: u128, registered: u128, needed: u128 },
    /// The candidates of a district.
    District {
        plan: &'a SinglePlan,
        seat: &'a SeatPlan,
        votes: &'a [u64],
        figures: &'a Figures,
        /// The votes that a majority needs, and the base that it is of.
        majority: Option<(u128, u128)>,
    },
    /// The second round of a district: entries of the first round with their votes.
    RunOff { plan: &'a SinglePlan, seat: &'a SeatPlan, entries: &'a [u32], votes: &'a [u64] },
    /// A second round is needed; who came first and second is among these.
    RunOffToCome { plan: &'a SinglePlan, seat: &'a SeatPlan, finalists: &'a [u32] },
    /// Winners were given in place of votes.
    Published(&'a [Published]),
    /// Seats of nobody's votes.
    Appointed { seats: u32 },
    /// The votes of a tier are not there.
    VotesNotGiven,
}

/// How the sole-qualifier rule came to its seats.
#[derive(Debug, Clone, Copy)]
pub(super) struct SoleShare {
    /// Whole quotas of the first list.
    pub(super) first_whole: u32,
    /// Integer part of the second list's quotas by the factor.
    pub(super) second_reduced: u32,
    /// Seats of the first and of the second list.
    pub(super) first: u32,
    pub(super) second: u32,
    /// What yielded, when the guarantee overshot the house.
    pub(super) overshoot: Option<Overshoot>,
}
