//! The typed steps of a [`Protocol`].

use serde::Serialize;

use super::outcome::Reason;
use super::{Base, Overshoot, TieRule};
use crate::apportion::{Method, Quotient, Ratio};
use crate::law::Certainty;

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
    /// The house grew to hold a guarantee.
    HouseGrew {
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

/// A rule that is not verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DoubtLine {
    /// The tier, or the tier and its rule.
    pub rule: String,
    /// How well it is known.
    pub certainty: Certainty,
    /// What a reader should know.
    pub note: Option<String>,
    /// Where it was read.
    pub url: Option<String>,
}

/// A list against the threshold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThresholdLine {
    /// The list.
    pub party: String,
    /// Its votes.
    pub votes: u64,
    /// Whether it takes part.
    pub passes: bool,
    /// Votes above what is needed; negative below.
    pub margin: i128,
}

/// A list's whole quotas and remainder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuotaLine {
    /// The list.
    pub party: String,
    /// Its votes.
    pub votes: u64,
    /// Whole quotas.
    pub whole: u128,
    /// What is left, in units of 1/(the quota's denominator) vote.
    pub remainder: u128,
    /// Seats for the remainder that are sure, ties left out.
    pub extra: u32,
}

/// A list's seats and the quotients at the border.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AverageLine {
    /// The list.
    pub party: String,
    /// Its votes.
    pub votes: u64,
    /// Its sure seats.
    pub seats: u32,
    /// The quotient that brought the last of them; none without a seat.
    pub last: Option<Quotient>,
    /// The quotient for one more.
    pub next: Quotient,
}

/// A list's seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeatsLine {
    /// The list.
    pub party: String,
    /// Its seats.
    pub seats: u32,
}

/// A candidate's votes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CandidateLine {
    /// The candidate, with the party.
    pub name: String,
    /// The votes.
    pub votes: u64,
}

/// Winners as given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WinnerLine {
    /// The district, where it is known.
    pub district: Option<String>,
    /// Candidate or party; "without a party" when neither is known.
    pub holder: String,
    /// How many seats.
    pub seats: u32,
}
