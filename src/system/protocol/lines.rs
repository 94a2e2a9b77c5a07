//! The lines of the tables in a protocol.

use serde::Serialize;

use crate::apportion::biproportional::BigRatio;
use crate::apportion::{Quotient, Ratio};
use crate::law::Certainty;

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

/// A candidate of an open list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonalLine {
    /// The candidate.
    pub name: String,
    /// Personal votes.
    pub votes: u64,
    /// The place on the list; none when it is not given.
    pub place: Option<u32>,
    /// Whether the votes put the candidate before the order of the list.
    pub passes: bool,
    /// Whether the candidate sits.
    pub elected: bool,
    /// Whether the candidate competes with equal ones for the seats that are left.
    pub tied: bool,
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

/// The first place of a district.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StrongestLine {
    /// The district.
    pub district: String,
    /// The list with most votes there; several when they are equal.
    pub parties: Vec<String>,
    /// Its votes.
    pub votes: u64,
    /// The seats that are sure for it; 0 when its party has none to give.
    pub seats: u32,
}

/// A list's votes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VotesLine {
    /// The list.
    pub party: String,
    /// The votes.
    pub votes: u64,
}

/// A list whose candidates won seats with votes that no longer count for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SubtractionLine {
    /// The list.
    pub party: String,
    /// Its votes before.
    pub votes: u64,
    /// How many are taken off: no more than it has.
    pub taken: u64,
}

/// A district's seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DistrictLine {
    /// The district.
    pub district: String,
    /// What they were apportioned by.
    pub base: u64,
    /// The seats.
    pub seats: u32,
}

/// Lists that share seats as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupLine {
    /// The lists, by name.
    pub lists: Vec<String>,
    /// Their votes together.
    pub votes: u64,
    /// Their sure seats together.
    pub seats: u32,
}

/// A list that may not have more than so many seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BoundLine {
    /// The list.
    pub party: String,
    /// The votes.
    pub votes: u64,
    /// The most seats; none without a limit that could matter.
    pub most: Option<u32>,
    /// The sure seats.
    pub seats: u32,
}

/// What a list is due, holds and gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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

/// What a list is sure of and what the house that was found gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LevellingLine {
    /// The list.
    pub party: String,
    /// Seats that it is sure of.
    pub least: u32,
    /// Seats that its votes are worth in the house that was found.
    pub share: u32,
}

/// What a list was left short of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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

/// A party's seats in a district or a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlacementLine {
    /// The district or region.
    pub district: String,
    /// Seats in all.
    pub seats: u32,
    /// Those of them that it holds in linked tiers, or more when it holds more than it is due.
    pub held: u32,
}

/// A party's number of voters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NumberLine {
    /// The party.
    pub party: String,
    /// The number.
    pub number: Ratio,
}

/// What the votes of a district or a party are divided by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DivisorLine {
    /// The district or the party.
    pub name: String,
    /// The divisor, exact.
    pub divisor: BigRatio,
}
