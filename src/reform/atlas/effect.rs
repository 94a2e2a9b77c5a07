//! The same votes under both laws: the mechanical effect of a reform.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

use super::{House, Joined};
use crate::system::{CountError, Districts, ElectoralSystem, Outcome, Tier, TierRule};
use crate::votes::Votes;

/// The mechanical effect of a reform on the votes of one election: these votes under both laws.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Effect {
    /// The house under the rules before.
    pub before: House,
    /// The house under the rules after.
    pub after: House,
    /// Seats of a hundred that change hands: half the sum of the differences of the shares of seats, as houses may differ
    /// in size.
    pub moved: f64,
    /// What became of a majority.
    pub majority: MajorityChange,
}

/// What a reform did to a majority of one party on the same votes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MajorityChange {
    /// Nobody has one under either law.
    None,
    /// One party has it under both.
    Kept(String),
    /// A party has it only under the rules after.
    Made(String),
    /// A party has it only under the rules before.
    Lost(String),
    /// It passes from the first to the second.
    Passed(String, String),
}

impl Effect {
    /// Sets two houses of the same votes beside each other.
    #[must_use]
    pub fn between(before: House, after: House) -> Self {
        let names: BTreeSet<Option<&str>> =
            before.parties.iter().chain(&after.parties).map(|row| row.0.as_deref()).collect();
        let share = |house: &House, name| match house.sure() {
            0 => 0.0,
            all => f64::from(house.seats_of(name)) / f64::from(all),
        };
        let differences = names.into_iter().map(|name| (share(&after, name) - share(&before, name)).abs());
        let moved = 50.0 * differences.sum::<f64>();
        let majority = match (before.majority.clone(), after.majority.clone()) {
            (None, None) => MajorityChange::None,
            (None, Some(party)) => MajorityChange::Made(party),
            (Some(party), None) => MajorityChange::Lost(party),
            (Some(old), Some(new)) if old == new => MajorityChange::Kept(new),
            (Some(old), Some(new)) => MajorityChange::Passed(old, new),
        };
        Self { before, after, moved, majority }
    }
}

/// `made: Hill`.
impl fmt::Display for MajorityChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Kept(party) => write!(f, "kept: {party}"),
            Self::Made(party) => write!(f, "made: {party}"),
            Self::Lost(party) => write!(f, "lost: {party}"),
            Self::Passed(old, new) => write!(f, "passed: {old} to {new}"),
        }
    }
}

/// Votes as another law can count them.
///
/// Winners that stand in place of votes stood under their own law. They are kept in tiers that the other law fills in the same
/// way, with at least as many districts: there the same candidates would have won. Elsewhere they are left out, and the
/// seats of tiers whose votes are not there stay empty, and are named.
pub(super) fn votes_for(votes: &Votes, own: &ElectoralSystem, other: &ElectoralSystem) -> Votes {
    let stays = |name: &str| match (own.tier(name), other.tier(name)) {
        (Some(own), Some(other)) => is_filled_alike(own, other),
        _ => false,
    };
    let kept = votes.winners().iter().filter(|winner| stays(&winner.tier)).cloned().collect::<Vec<_>>();
    let bare = votes.clone().without_winners();
    // They were winners of these votes before, and are in their form.
    bare.clone().with_winners(kept).unwrap_or(bare).allow_uncounted()
}

/// By the same majority, in at least as many districts. How a second round is held bears on who wins it, not on a winner.
fn is_filled_alike(own: &Tier, other: &Tier) -> bool {
    let enough = match (&own.districts, &other.districts) {
        (Districts::Number(own), Districts::Number(other)) => own <= other,
        (own, other) => own == other,
    };
    let alike = match (&own.rule, &other.rule) {
        (TierRule::Candidates(own), TierRule::Candidates(other)) => {
            (&own.majority, &own.lead, own.group_limit, &own.ranked)
                == (&other.majority, &other.lead, other.group_limit, &other.ranked)
        }
        (own, other) => own == other,
    };
    enough && alike && own.seats == other.seats
}

/// Counts votes under another law than their own. What it asks for and the votes lack is taken as nothing, where that alone
/// stands in the way, and told.
pub(super) fn count_under(
    votes: &Votes,
    own: &ElectoralSystem,
    other: &ElectoralSystem,
) -> Result<Outcome, CountError> {
    let votes = votes_for(votes, own, other);
    match other.count(&votes) {
        Ok(outcome) => Ok(outcome),
        Err(error) => match other.missing_as_nothing(&votes).and_then(|what_if| what_if.count()) {
            Ok(outcome) => Ok(outcome),
            // The plain count says what is wrong in the words of these votes.
            Err(_) => Err(error),
        },
    }
}

/// The house of votes under another law than their own, or why there is none, in words.
pub(super) fn house_under(
    votes: &Votes,
    own: &ElectoralSystem,
    other: &ElectoralSystem,
    joined: &[&Joined],
) -> Result<House, String> {
    let outcome = count_under(votes, own, other).map_err(|error| error.to_string())?;
    House::of(votes, other, &outcome, joined).map_err(|error| error.to_string())
}
