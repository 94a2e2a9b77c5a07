//! The typed steps of a [`Protocol`].

mod facts;
pub(crate) mod layout;
mod lines;
mod open_list;
pub(super) mod record;
mod stage_facts;
mod stages;
mod text;

use serde::Serialize;

use super::outcome::Reason;
use super::{Base, Overshoot, TieRule, Upper};
use crate::apportion::{Method, Ratio};

pub use lines::{
    AverageLine, BoundLine, CandidateLine, ClaimLine, CompensationLine, DistrictLine, DivisorLine, DoubtLine,
    GroupLine, LevellingLine, NumberLine, PersonalLine, PlacementLine, QuotaLine, SeatsLine, StrongestLine,
    SubtractionLine, ThresholdLine, VotesLine, WinnerLine,
};

/// The record of a count: what was established, in the order in which an election commission does it.
///
/// `Display` prints it for a reader; `serde` writes each entry as an object with its `step`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Protocol {
    /// The entries, tier by tier.
    pub entries: Vec<Entry>,
}

/// One entry of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The tier; none when it is about the whole count.
    pub tier: Option<String>,
    /// The district; none when the tier is nationwide.
    pub district: Option<String>,
    /// Where the rule stands and how well it is known, where the rules say so.
    pub article: Option<String>,
    /// What was established.
    #[serde(flatten)]
    pub step: Step,
}

/// What an entry establishes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Step {
    /// The count begins: which rules.
    Rules {
        /// The name of the system.
        name: String,
        /// The day it came into force.
        since: Option<String>,
        /// The act.
        source: Option<String>,
    },
    /// A tier begins.
    Tier {
        /// Its seats.
        seats: u32,
        /// What fills them.
        how: String,
    },
    /// What the ballot boxes held.
    Ballots {
        /// Votes for lists and candidates.
        valid: u128,
        /// Votes against all, where the ballot has that line.
        against_all: u128,
        /// Invalid ballots; none when unknown.
        invalid: Option<u128>,
        /// Voters on the roll; none when unknown.
        registered: Option<u128>,
    },
    /// Votes against all that are given although the ballot has no such line under these rules.
    AgainstAllNotOnTheBallot {
        /// How many; they count as invalid.
        votes: u128,
    },
    /// Who reached the threshold.
    Threshold {
        /// The rule in words, such as "at least 5% of valid votes".
        rule: String,
        /// What the share is of.
        of: Base,
        /// The size of the base.
        base: u128,
        /// The votes that are enough.
        needed: u128,
        /// Each list, most votes first.
        lists: Vec<ThresholdLine>,
    },
    /// No list reached the threshold.
    NoListPasses {
        /// Whether the threshold is waived, by an option of the rules.
        waived: bool,
    },
    /// One list alone passed, and the next one is admitted beside it.
    SoleQualifier {
        /// The list that passed.
        first: String,
        /// The list that came next; several when they have equal votes.
        seconds: Vec<String>,
        /// The votes of both by the seats.
        quota: Ratio,
        /// The factor by which the second list's quotas are multiplied.
        factor: String,
        /// The fewest seats of the second list.
        at_least: u32,
        /// Whole quotas of the first list.
        first_whole: u32,
        /// The second list's quotas by the factor, integer part.
        second_reduced: u32,
        /// Seats of the first list.
        first_seats: u32,
        /// Seats of the second list.
        second_seats: u32,
        /// The option that was used because guarantee and whole quotas exceed the house.
        overshoot: Option<Overshoot>,
    },
    /// Seats by a quota and largest remainders.
    Quota {
        /// The method.
        method: Method,
        /// Votes of those who take part.
        votes: u128,
        /// Seats to share.
        seats: u32,
        /// The quota, exact.
        quota: Ratio,
        /// Each list, most votes first.
        lists: Vec<QuotaLine>,
        /// Seats left after whole quotas.
        left: u128,
    },
    /// Seats by highest averages.
    Averages {
        /// The method.
        method: Method,
        /// Seats to share.
        seats: u32,
        /// Each list, most votes first.
        lists: Vec<AverageLine>,
    },
    /// Seats by a method that has no figures to show for each list.
    Method {
        /// The method.
        method: Method,
        /// Seats to share.
        seats: u32,
    },
    /// A tie rule decided between equal claims.
    TieBroken {
        /// The rule.
        rule: TieRule,
        /// Who won by it.
        winners: Vec<String>,
    },
    /// Equal claims that no rule decided.
    TieOpen {
        /// Who competes.
        parties: Vec<String>,
        /// Seats among them.
        seats: u32,
        /// The rule that could not decide, or says that nothing does.
        rule: TieRule,
        /// Why it could not.
        why: String,
    },
    /// The seats of an area's lists.
    Seats {
        /// Each list with seats, most first.
        lists: Vec<SeatsLine>,
    },
    /// The candidates of a district.
    Candidates {
        /// Most votes first.
        candidates: Vec<CandidateLine>,
        /// The votes that a majority needs.
        needed: Option<u128>,
    },
    /// Turnout against its minimum.
    Turnout {
        /// Ballots cast.
        cast: u128,
        /// Voters on the roll.
        registered: u128,
        /// Ballots that are enough.
        needed: u128,
    },
    /// The second round.
    RunOff {
        /// The two, more votes first.
        candidates: Vec<CandidateLine>,
    },
    /// A second round has to decide.
    RunOffToCome {
        /// Who came first and second, with all who are equal.
        finalists: Vec<String>,
    },
    /// A candidate is elected.
    Elected {
        /// Who it is.
        name: String,
    },
    /// Winners were given in place of votes; nothing was counted.
    WinnersGiven {
        /// Seats by holder and district.
        winners: Vec<WinnerLine>,
    },
    /// Seats that voters do not fill.
    Appointed {
        /// Who fills them.
        by: String,
        /// How many.
        seats: u32,
    },
    /// The votes of a tier are not there.
    VotesNotGiven,
    /// Seats that stay empty.
    Unfilled {
        /// How many.
        seats: u32,
        /// Why.
        reason: Reason,
    },
    /// A further way past the threshold.
    Alternative {
        /// The rule in words, such as "or 3 seats of tier `single`".
        rule: String,
        /// Who takes part by now, most votes first.
        admitted: Vec<String>,
    },
    /// The districts' seats were apportioned.
    DistrictSeats {
        /// The method.
        method: Method,
        /// Each district, most seats first.
        districts: Vec<DistrictLine>,
    },
    /// Votes of some lists weigh more.
    Weighted {
        /// What they are multiplied by.
        times: String,
        /// Whose.
        lists: Vec<String>,
    },
    /// Lists of a kind that have a first seat for a part of the quota.
    FirstSeats {
        /// The votes that it costs.
        price: u64,
        /// Who has one, by name.
        lists: Vec<String>,
    },
    /// The largest list gets seats before the others are shared out.
    Bonus {
        /// The list.
        party: String,
        /// How many seats.
        seats: u32,
    },
    /// Seats were shared among lists and alliances of lists.
    Allied {
        /// The method.
        method: Method,
        /// Seats to share.
        seats: u32,
        /// Whether it was within an alliance.
        inner: bool,
        /// Each group, most votes first.
        groups: Vec<GroupLine>,
    },
    /// Seats of the linked tier that parties had beyond their share of the country went back.
    Returned {
        /// Party and district of each, such as "A in North".
        returned: Vec<String>,
        /// Who got them instead.
        instead: Vec<String>,
    },
    /// Seats that quotas leave, which a tier that is linked to this one shares out.
    LeftToOtherTiers {
        /// How many.
        seats: u32,
    },
    /// Lists with a fewest or a most number of seats.
    Bounded {
        /// Seats to share.
        seats: u32,
        /// Each list, most votes first.
        lists: Vec<BoundLine>,
    },
    /// Votes of candidates were added to their lists.
    Transferred {
        /// Each list that got some, most first.
        lists: Vec<VotesLine>,
    },
    /// Votes that won seats were taken off the lists of the winners.
    Subtracted {
        /// Each list that lost some, most votes first.
        lists: Vec<SubtractionLine>,
    },
    /// Seats of linked tiers were set against what the lists are due.
    Compensation {
        /// The seats that are shared, those in linked tiers among them.
        house: u32,
        /// Seats in linked tiers of those who take no part.
        others: u32,
        /// Each list, most votes first.
        lists: Vec<CompensationLine>,
    },
    /// The house grew until it held what everybody is sure of.
    Levelling {
        /// The seats to begin with.
        base: u32,
        /// The smallest house that is enough.
        house: u32,
        /// Each list, most seats first.
        lists: Vec<LevellingLine>,
    },
    /// What linked tiers left the lists short of.
    Claims {
        /// The house that claims are reckoned in.
        house: u32,
        /// Seats in linked tiers of those who take no part; they are off `house` already.
        others: u32,
        /// Each list, most votes first.
        lists: Vec<ClaimLine>,
    },
    /// What the parties' seats follow from.
    VoterNumbers {
        /// Which votes or numbers.
        by: Upper,
        /// Each party with its number, exact, most first.
        lists: Vec<NumberLine>,
    },
    /// The strongest list of each district is to have seats there.
    StrongestLists {
        /// So many, if the district and the party have them.
        at_least: u32,
        /// Each district with seats and votes.
        districts: Vec<StrongestLine>,
    },
    /// Equal lists are the strongest in a district, which of them is open, and it matters: the districts of some seats
    /// are open.
    StrongestOpen {
        /// District and lists of each, such as "North: A, B".
        claims: Vec<String>,
        /// How many seats have no district yet.
        seats: u32,
    },
    /// The divisors by which anyone can check seats of parties in districts: votes by both, rounded; of a strongest
    /// list no fewer than it is sure of.
    Biproportional {
        /// Each district's.
        districts: Vec<DivisorLine>,
        /// Each party's.
        parties: Vec<DivisorLine>,
    },
    /// A party's seats in the districts.
    Placement {
        /// The party.
        party: String,
        /// Each district where it has some.
        districts: Vec<PlacementLine>,
    },
    /// A party's seats in the regions, before they come to the districts there.
    PlacementInRegions {
        /// The party.
        party: String,
        /// Each region where it has some.
        regions: Vec<PlacementLine>,
    },
    /// A seat found its district, or its region.
    PlacedOne {
        /// Its place in the order of quotients.
        number: u32,
        /// The party.
        party: String,
        /// The district or region.
        to: String,
    },
    /// Equal claims to districts: which comes first would decide, so the districts of the seats that are left are open.
    PlacementOpen {
        /// Party and district of each, such as "A in North".
        claims: Vec<String>,
    },
    /// Who sits for an open list.
    OpenList {
        /// The list.
        party: String,
        /// Its sure seats.
        seats: u32,
        /// The preference threshold in words; none when personal votes alone decide.
        rule: Option<String>,
        /// The personal votes that are enough to come before the order of the list.
        needed: Option<u128>,
        /// Each candidate, in the order in which they sit.
        candidates: Vec<PersonalLine>,
        /// Seats that equal votes leave open among candidates.
        open: u32,
        /// Seats for which the votes name no candidate.
        unnamed: u32,
    },
    /// A winner that does not sit.
    NotSeated {
        /// Who it is.
        name: String,
    },
    /// The house grew to hold a guarantee or overhang.
    HouseGrew {
        /// By how many seats.
        seats: u32,
    },
    /// The house shrank, because it has fewer seats than districts and winners were refused theirs.
    HouseShrank {
        /// By how many seats.
        seats: u32,
    },
    /// Rules of this system that were not read in a text that settles them.
    Doubts {
        /// What they are about, and what is known.
        rules: Vec<DoubtLine>,
    },
    /// Votes (or winners) of a contest that no tier of these rules reads.
    ContestNotUsed {
        /// Its name.
        contest: String,
    },
}
