//! How few votes would have moved a seat of one real count under whole rules.
//!
//! # What moves
//!
//! Votes of parties and candidates that stand on a ballot:
//!
//! * **switched**: from one to another on the same ballot (in a nationwide list tier that is searched by ranges, from
//!   anywhere in the country);
//! * **added**: voters who stayed at home vote for one; the roll stays as it is;
//! * **withheld**: voters of one stay at home.
//!
//! Votes of lists that are not named, votes against all and invalid ballots stay as they are.
//!
//! # What a moved seat is
//!
//! Other sure seats of a party in a tier, another winner of a district, or another number of seats that a tie leaves
//! open or that stay empty. So a seat that comes into a tie counts as moved: it is in doubt ([`Fewest::is_decided`]).
//!
//! # How it is found, and how sure it is
//!
//! * **List tiers by a method and a threshold** (with or without a sole qualifier), nationwide or district by district, by
//!   divisor methods, Hare's or Hagenbach-Bischoff's quota, each with remainders or averages, or block. For a way to
//!   move votes, x of them, the lists that pass change at a few x only, as the threshold is linear in x. Between these
//!   the seats are those of [`apportion`](mod@crate::apportion) among the same lists, and "as they are" holds for one interval of
//!   x: see [`apportion::Margins`](crate::apportion::Margins). So two counts and halving tell the first change of a range.
//! * **Tiers of candidates by plurality**: half the lead of the last winner over the first loser, or all of it.
//! * **All other tiers**, such as those with linkage, and where one ballot fills several tiers: vote by vote, all ways with
//!   one vote, then all with two, each counted in full. What takes too long is refused, with the number of votes
//!   up to which nothing changes.
//!
//! * **Tiers of ranked ballots**: [ballots that change](RankedMargin), exact for an instant run-off unless the search is too long,
//!   bounds for every other method; see [`RankedRule::margin`](crate::ranked::RankedRule::margin). They are not held against the
//!   votes of other tiers, as a changed ballot is not a moved vote.
//!
//! Every answer is counted again in full: with that many votes the result is another, with one fewer it is not.
//! Two-round tiers and tiers whose winners are given are [not searched](SeatMargin::not_searched).

mod candidate_race;
mod district_seats;
mod list_race;
mod moves;
mod races;
mod ranked;
mod scan;

use serde::Serialize;
use thiserror::Error;

use super::bar;
use crate::system::{CandidateRule, CountError, ElectoralSystem, Outcome, Tier, TierRule};
use crate::votes::Votes;
use moves::{Move, Way};
use races::Race;
pub use ranked::RankedMargin;

/// The most work of a search vote by vote: counts by ballot entries. It is some minutes of a release build.
pub const MOST_WORK: u64 = 4_000_000_000;

/// The fewest votes that move a seat. See the [module](self).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeatMargin {
    /// From one to another. None when no number of votes moves a seat so.
    pub switched: Option<Fewest>,
    /// From nobody. None when no number of votes moves a seat so.
    pub added: Option<Fewest>,
    /// To nobody. None when no number of votes moves a seat so.
    pub withheld: Option<Fewest>,
    /// Of each contest of ranked ballots, how many of them must change. Left out of JSON where there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ranked: Vec<RankedMargin>,
    /// Tiers whose votes were not searched, and why.
    pub not_searched: Vec<(String, String)>,
}

/// So few votes move a seat, and no fewer do. Of several ways that need as few, the first in the order of the votes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fewest {
    /// How many, at least 1.
    pub votes: u64,
    /// The contest.
    pub contest: String,
    /// The district; none in a nationwide contest, or where it does not matter.
    pub district: Option<String>,
    /// Whose they are; none for votes added.
    pub from: Option<String>,
    /// Whose they become; none for votes withheld.
    pub to: Option<String>,
    /// The seats that move.
    pub seats: Vec<SeatChange>,
    /// Seats that a tie leaves open, before and then.
    pub tied: (u32, u32),
    /// Seats that stay empty, before and then.
    pub unfilled: (u32, u32),
}

impl Fewest {
    /// Whether no more seats are tied than before: the seat is in other hands, not in doubt.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.tied.1 <= self.tied.0
    }
}

/// The seats of a holder that become more or fewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeatChange {
    /// The tier.
    pub tier: String,
    /// The party, or the candidate where there is no party or another of the same party wins.
    pub holder: String,
    /// Sure seats before.
    pub before: u32,
    /// Sure seats then.
    pub after: u32,
}

/// Why there is no margin.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SeatMarginError {
    /// There is no result in the first place.
    #[error(transparent)]
    Count(#[from] CountError),
    /// A search vote by vote that takes too long.
    #[error(
        "tier `{tier}` is searched vote by vote, and that takes too much work: no {how} of up to {unchanged} votes moves a seat, and more were not tried"
    )]
    TooMuchWork {
        /// A tier that asks for it.
        tier: String,
        /// Votes `switched`, `added` or `withheld`.
        how: &'static str,
        /// So many votes change nothing.
        unchanged: u64,
    },
    /// Votes that cannot be counted when some have moved: the rules have no answer there.
    #[error("contest `{contest}`: with {votes} votes moved from {from} to {to} the count stops: {error}")]
    Stops {
        /// The contest.
        contest: String,
        /// How many votes have moved.
        votes: u64,
        /// Whose they were, or `nobody`.
        from: String,
        /// Whose they became, or `nobody`.
        to: String,
        /// Why the count stops.
        error: Box<CountError>,
    },
    /// The full count does not bear out what was found: a fault of this crate that is better told than hidden.
    #[error(
        "contest `{contest}`: {votes} votes were found to be the fewest, and counting again does not bear it out; please report it"
    )]
    NotBorneOut {
        /// The contest.
        contest: String,
        /// The votes that were found.
        votes: u64,
    },
}

/// The fewest votes that move a seat of this count, and from whom to whom. See the [module](self).
///
/// # Errors
///
/// [`SeatMarginError`].
///
/// # Examples
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan;
/// use sailau::reform::seat_margin;
///
/// // 2023: OSDP passed 5 % by 12,735 votes. With one more for another list it is out, and its four seats move.
/// let election = kazakhstan::election(date(2023, 3, 19)).unwrap();
/// let margin = seat_margin(election.law()?, &election.votes())?;
/// let fewest = margin.switched.unwrap();
/// assert_eq!((fewest.from.as_deref(), fewest.votes), (Some("OSDP"), 12_736));
/// let osdp = fewest.seats.iter().find(|seat| seat.holder == "OSDP").unwrap();
/// assert_eq!((osdp.before, osdp.after), (4, 0));
/// // The single-member winners of 2023 are known without their votes.
/// assert_eq!(margin.not_searched[0].0, "single");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn seat_margin(system: &ElectoralSystem, votes: &Votes) -> Result<SeatMargin, SeatMarginError> {
    let before = system.count(votes)?;
    let mut searched = Searched::default();
    let (mut ranked, mut not_searched) = (Vec::new(), Vec::new());
    for tier in &system.tiers {
        if let TierRule::Candidates(CandidateRule { ranked: Some(rule), .. }) = &tier.rule
            && let Some(contest) = bar::contest(system, votes, tier)
        {
            ranked.extend(ranked::of(votes, &before, (tier, rule), contest)?);
        } else if let Err(why) = searched.add(system, votes, &before, tier) {
            not_searched.push((tier.name.clone(), why.to_owned()));
        }
    }
    let mut of = |way| searched.fewest(system, votes, &before, way);
    let (switched, added, withheld) = (of(Way::Switched)?, of(Way::Added)?, of(Way::Withheld)?);
    Ok(SeatMargin { switched, added, withheld, ranked, not_searched })
}

/// What is searched, and how.
#[derive(Default)]
struct Searched {
    races: Vec<Race>,
    /// Contests that are searched vote by vote, with a tier that asks for it.
    by_vote: Vec<(String, String)>,
}

impl Searched {
    /// Adds a tier; or says why it is not searched.
    fn add(
        &mut self,
        system: &ElectoralSystem,
        votes: &Votes,
        before: &Outcome,
        tier: &Tier,
    ) -> Result<(), &'static str> {
        match &tier.rule {
            TierRule::Appointed(_) => return Err("nobody votes for its seats"),
            TierRule::List(rule) if rule.turnout.is_some() => {
                return Err("it can be void; only elections that are valid anyway are searched");
            }
            TierRule::Candidates(rule) if rule.majority.is_some() || rule.turnout.is_some() => {
                return Err("it has two rounds or can be void; only lists and plurality are searched");
            }
            _ => {}
        }
        let contest = bar::contest(system, votes, tier).ok_or("its votes are not given")?;
        let filled =
            |other: &Tier| bar::contest(system, votes, other).is_some_and(|found| found.name == contest.name);
        let alone = system.tiers.iter().filter(|other| filled(other)).count() == 1;
        let races = if alone { races::of(system, votes, before, tier, contest) } else { None };
        match races {
            Some(races) => self.races.extend(races),
            None if self.by_vote.iter().any(|(name, _)| *name == contest.name) => {}
            None => self.by_vote.push((contest.name.clone(), tier.name.clone())),
        }
        Ok(())
    }

    fn fewest(
        &mut self,
        system: &ElectoralSystem,
        votes: &Votes,
        before: &Outcome,
        way: Way,
    ) -> Result<Option<Fewest>, SeatMarginError> {
        let mut best: Option<(u64, Move)> = None;
        for race in &mut self.races {
            let most = best.as_ref().map_or(u64::MAX, |(fewest, _)| fewest - 1);
            if let Some(found) = race.fewest(way, most)? {
                best = Some(found);
            }
        }
        if !self.by_vote.is_empty() {
            let most = best.as_ref().map_or(u64::MAX, |(fewest, _)| fewest - 1);
            if let Some(found) = scan::fewest(system, votes, &self.by_vote, way, most)? {
                best = Some(found);
            }
        }
        let Some((fewest, change)) = best else { return Ok(None) };
        let after = system.count(&change.made(votes, fewest))?;
        let short = system.count(&change.made(votes, fewest - 1))?;
        if !moves::differs(system, before, &after) || moves::differs(system, before, &short) {
            return Err(SeatMarginError::NotBorneOut { contest: change.contest, votes: fewest });
        }
        Ok(Some(moves::report(votes, before, &after, change, fewest)))
    }
}
