//! What the counting kernel tells while it counts.
//!
//! There is one kernel. Who listens to it decides what a count costs: [`Workspace`](super::Workspace) only adds
//! seats up, the [recorder](crate::system::protocol::record) writes the protocol. What only the recorder wants goes through
//! [`Witness::note`], which is empty by default and compiles to nothing.

use super::figures::Figures;
use super::strongest_list::FirstPlace;
use crate::apportion::biproportional::Solution;
use crate::apportion::{Method, Ratio};
use crate::system::outcome::Reason;
use crate::system::plan::{ListPlan, Published, SeatPlan, SinglePlan};
use crate::system::rules::{Overshoot, SoleQualifier, TieRule, Upper};

/// Where something happens.
#[derive(Debug, Clone, Copy)]
pub(in crate::system) struct At {
    pub(in crate::system) tier: usize,
    pub(in crate::system) district: Option<usize>,
}

/// Who competes in a tie.
#[derive(Clone, Copy)]
pub(in crate::system) enum Claimants<'a> {
    /// Lists, by their number in the plan.
    Lists(&'a ListPlan, &'a [u32]),
    /// Candidates, by their number on the ballot.
    Candidates(&'a SinglePlan, &'a SeatPlan, &'a [u32]),
}

pub(in crate::system) trait Witness {
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
    /// A winner that does not sit: the seat is not covered by the votes of the party's list.
    fn not_seated(&mut self, at: At, plan: &SinglePlan, seat: &SeatPlan, entry: usize);
    /// Seats by which the house grew.
    fn house_grew(&mut self, at: At, seats: u32);
    /// Seats by which the house shrank.
    fn house_shrank(&mut self, at: At, seats: u32);
    /// Something worth recording.
    #[inline]
    fn note(&mut self, at: At, fact: Fact<'_>) {
        let _ = (at, fact);
    }
}

/// What a recorder may want to know.
pub(in crate::system) enum Fact<'a> {
    /// The boxes of an area have been added up.
    Figures(&'a Figures),
    /// Lists were held against a share of the votes.
    Threshold {
        plan: &'a ListPlan,
        /// Which of the plan's bars it is.
        bar: usize,
        base: u128,
        needed: u128,
        votes: &'a [u64],
        /// Who takes part by now.
        passes: &'a [bool],
    },
    /// Lists were held against another way past the threshold.
    Alternative { plan: &'a ListPlan, bar: usize, votes: &'a [u64], admitted: &'a [bool] },
    /// The districts' seats were apportioned.
    DistrictSeats { plan: &'a ListPlan, method: &'a Method, bases: &'a [u64], seats: &'a [u32] },
    /// Some lists' votes weigh more.
    Weighted { plan: &'a ListPlan, votes: &'a [u64], weighted: &'a [bool] },
    /// Lists of a kind got a first seat for a part of the quota.
    FirstSeats { plan: &'a ListPlan, price: u64, lists: &'a [u32] },
    /// The largest list got a bonus.
    Bonus { plan: &'a ListPlan, list: u32, seats: u32 },
    /// Seats were shared among lists and alliances of lists.
    Allied { plan: &'a ListPlan, method: &'a Method, seats: u32, groups: &'a [Group], inner: bool },
    /// Seats were shared by a quota as the law words it.
    ByQuota {
        plan: &'a ListPlan,
        quota: Ratio,
        base: u128,
        seats: u32,
        left: u128,
        votes: &'a [u64],
        given: &'a [u32],
    },
    /// Seats of the linked tier went back, and others there got them: list and district of each.
    Returned { plan: &'a ListPlan, returned: &'a [(u32, Option<usize>)], instead: &'a [(u32, Option<usize>)] },
    /// Seats that quotas leave are other tiers'.
    Left { seats: u32 },
    /// Lists reached their most seats, or had a fewest.
    Bounded { plan: &'a ListPlan, seats: u32, votes: &'a [u64], most: &'a [u32], given: &'a [u32] },
    /// Seats of linked tiers were set against what the lists are due.
    Compensated {
        plan: &'a ListPlan,
        house: u32,
        /// Seats of those who take no part in the lists.
        others: u32,
        votes: &'a [u64],
        share: &'a [u32],
        held: &'a [u32],
        given: &'a [u32],
    },
    /// The house grew until it held what everybody is sure of.
    Levelled { plan: &'a ListPlan, base: u32, house: u32, least: &'a [u32], share: &'a [u32] },
    /// What linked tiers left the lists short of.
    Claims {
        plan: &'a ListPlan,
        house: u32,
        others: u32,
        votes: &'a [u64],
        held: &'a [u32],
        /// Claims in units of 1/`unit` seat.
        claims: &'a [u128],
        unit: u128,
        given: &'a [u32],
    },
    /// Votes of candidates went to their lists.
    Transferred { plan: &'a ListPlan, votes: &'a [u64] },
    /// Votes that won seats were taken off the lists: votes before, and how many.
    Subtracted { plan: &'a ListPlan, votes: &'a [u64], taken: &'a [u64] },
    /// What the parties' seats follow from, in units of 1/`unit`.
    VoterNumbers { plan: &'a ListPlan, by: Upper, numbers: &'a [u64], unit: u64 },
    /// The strongest list of each district is to have seats there.
    StrongestLists { plan: &'a ListPlan, firsts: &'a [FirstPlace] },
    /// It matters which of equal lists is the strongest in these districts, and is open: the districts of so many
    /// seats follow only from that.
    StrongestOpen { plan: &'a ListPlan, firsts: &'a [FirstPlace], seats: u32 },
    /// The seats of parties in districts were found.
    Biproportional { plan: &'a ListPlan, solution: &'a Solution },
    /// A party's seats went to its lists in the districts.
    Placed { plan: &'a ListPlan, list: u32, given: &'a [u32], held: &'a [u32] },
    /// Equal claims to districts: those of the seats from here on are open.
    PlacementOpen { plan: &'a ListPlan, claims: &'a [(u32, Option<usize>)] },
    /// A seat found its district, or its region, by the greatest quotient.
    PlacedOne { plan: &'a ListPlan, list: u32, to: Option<usize>, number: u32 },
    /// A party's seats came to the regions, those that it holds there among them.
    PlacedInRegions { plan: &'a ListPlan, list: u32, given: &'a [u32], held: &'a [u32] },
    /// The lists of an area have their seats, and their candidates' votes say who sits.
    OpenList {
        plan: &'a ListPlan,
        /// The number of the area.
        area: usize,
        seats: u32,
        valid: u128,
        votes: &'a [u64],
        given: &'a [u32],
    },
    /// No list reached the threshold, and it was waived or not.
    NoListPasses { waived: bool },
    /// Seats were shared by the tier's method.
    Apportioned {
        plan: &'a ListPlan,
        method: &'a Method,
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

/// Lists that share seats as one.
#[derive(Debug, Clone, Default)]
pub(in crate::system) struct Group {
    pub(in crate::system) lists: Vec<u32>,
    pub(in crate::system) votes: u64,
    pub(in crate::system) seats: u32,
}

/// How the sole-qualifier rule came to its seats.
#[derive(Debug, Clone, Copy)]
pub(in crate::system) struct SoleShare {
    /// Whole quotas of the first list.
    pub(in crate::system) first_whole: u32,
    /// Integer part of the second list's quotas by the factor.
    pub(in crate::system) second_reduced: u32,
    /// Seats of the first and of the second list.
    pub(in crate::system) first: u32,
    pub(in crate::system) second: u32,
    /// What yielded, when the guarantee overshot the house.
    pub(in crate::system) overshoot: Option<Overshoot>,
}
