//! Ways of voting: what several days, early, remote or electronic voting might do to turnout and to a result.
//!
//! **This is a scenario, not a law and not a forecast.** The effects are handed in, each with its source and doubt, such as
//! those that studies found in other countries ([`abroad::voting_ways`](crate::abroad::voting_ways)).
//!
//! **The model.** An effect of `e` points, measured where turnout was `t`, multiplies the odds of voting by those of
//! `t + e` against those of `t`, and does so in each place: it moves most where half of the voters vote, and nobody
//! where all or none do. The effect is normal with the way's spread, and differs between places with a spread of its
//! own. Those who come or stay away prefer the parties as those who voted did, each party's odds times the exponential
//! of a normal number: no lean on average, which is what studies of voting by post found. Votes are as many a voter as
//! before.
//!
//! ```
//! use sailau::abroad::voting_ways;
//! use sailau::simulate::Run;
//! use sailau::simulate::voting_ways::{Place, Scenario};
//!
//! let place = |name: &str, voters| Place { name: name.to_owned(), registered: 1_000_000, voters };
//! let scenario = Scenario {
//!     places: vec![place("town", 300_000), place("country", 700_000)],
//!     votes: vec![540_000, 460_000],
//!     ways: voting_ways().to_vec(),
//!     local_spread: 0.5,
//!     lean: 0.2,
//! };
//! let many = Run::from_seed(1).draws(1_000).run(&scenario.varying(|_| Vec::new())?)?.summary;
//! let post = &many.ways[3];
//! assert_eq!(scenario.ways[3].name, "remote, by post");
//! // 43 to 47.1 per cent in the study: 3.6 points more where 30 of 100 voted, 3.4 where 70 did.
//! let turnout = |place: usize| post.turnout[place].mean().unwrap() / 1_000.0;
//! assert!((33.2..34.0).contains(&turnout(0)) && (72.9..73.8).contains(&turnout(1)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Experiment, Fingerprint, Generator, MergeError, Moments, Summary};
use crate::electorate::VotingWay;
use crate::random::exp;
use crate::range::within;

/// A region, or any other place whose turnout is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// Voters on the roll; at least one.
    pub registered: u64,
    /// Those who voted.
    pub voters: u64,
}

/// An election as it was, and the ways of voting to try on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The places.
    pub places: Vec<Place>,
    /// The votes of each party in the whole; they need not be all who voted.
    pub votes: Vec<u64>,
    /// The ways.
    pub ways: Vec<VotingWay>,
    /// The standard deviation of the effect between places, in points.
    pub local_spread: f64,
    /// The standard deviation of the logarithm of a party's odds among those who come or stay away.
    pub lean: f64,
}

/// Why a scenario cannot be drawn.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum ScenarioError {
    /// Nothing to draw.
    #[error("there are no {0}, so there is nothing to draw")]
    None(
        /// Of what.
        &'static str,
    ),
    /// More voters than are registered.
    #[error("{voters} voted of {registered} registered in {place}; check both figures")]
    TooManyVoters {
        /// The place.
        place: String,
        /// Voters.
        voters: u64,
        /// Registered.
        registered: u64,
    },
    /// More than 2^53 in all: they would not be exact.
    #[error("{0} add up to more than 2^53")]
    TooLarge(
        /// What.
        &'static str,
    ),
    /// A number that is out of its range.
    #[error("{what} is {given}, which is not {range}")]
    OutOfRange {
        /// What.
        what: String,
        /// As given.
        given: f64,
        /// Its range.
        range: &'static str,
    },
}

impl Scenario {
    /// As an experiment; `seats` turns the votes of a draw into seats, and may return nothing.
    ///
    /// # Errors
    ///
    /// [`ScenarioError`]: no places, parties, votes or ways; more voters than registered; numbers out of range.
    pub fn varying<F>(&self, seats: F) -> Result<Varying<'_, F>, ScenarioError>
    where
        F: Fn(&[u64]) -> Vec<u32> + Sync,
    {
        self.check()?;
        let parties = seats(&self.votes).len();
        Ok(Varying { scenario: self, seats, parties_with_seats: parties })
    }

    fn check(&self) -> Result<(), ScenarioError> {
        let none = [
            (self.places.is_empty(), "places"),
            (self.ways.is_empty(), "ways"),
            (self.votes.iter().all(|&votes| votes == 0), "votes"),
            (self.places.iter().all(|place| place.voters == 0), "voters"),
        ];
        if let Some((_, what)) = none.into_iter().find(|(none, _)| *none) {
            return Err(ScenarioError::None(what));
        }
        for place in &self.places {
            let (voters, registered) = (place.voters, place.registered);
            if voters > registered || registered == 0 {
                return Err(ScenarioError::TooManyVoters { place: place.name.clone(), voters, registered });
            }
        }
        let exact = |mut numbers: Box<dyn Iterator<Item = u64> + '_>| {
            numbers.try_fold(0u64, |sum, n| sum.checked_add(n)).is_some_and(|sum| sum <= 1 << 53)
        };
        if !exact(Box::new(self.places.iter().map(|place| place.registered))) {
            return Err(ScenarioError::TooLarge("registered voters"));
        }
        if !exact(Box::new(self.votes.iter().copied())) {
            return Err(ScenarioError::TooLarge("votes"));
        }
        let number = |what: String, given, possible: RangeInclusive<f64>, range| {
            within(given, possible, |given| ScenarioError::OutOfRange { what, given, range })
        };
        let spread = |what, given| number(what, given, 0.0..=100.0, "between 0 and 100 points");
        spread("the spread between places".to_owned(), self.local_spread)?;
        number("the lean".to_owned(), self.lean, 0.0..=5.0, "between 0 and 5")?;
        for VotingWay { name, effect, spread: own, at, .. } in &self.ways {
            let range = "between -100 and 100 points";
            number(format!("the effect of {name}"), *effect, -100.0..=100.0, range)?;
            spread(format!("the spread of {name}"), *own)?;
            number(format!("the turnout of {name}"), *at, 1.0..=99.0, "between 1 and 99 per cent")?;
        }
        Ok(())
    }
}

/// Draws a scenario, each way on the same draw.
#[derive(Debug, Clone)]
pub struct Varying<'a, F> {
    scenario: &'a Scenario,
    seats: F,
    parties_with_seats: usize,
}

/// What came out for each way, in the order of the scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Ways {
    /// Each way.
    pub ways: Vec<WayOutcome>,
}

/// What came out for a way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WayOutcome {
    /// Turnout of each place, in thousandths of a point.
    pub turnout: Vec<Moments>,
    /// Turnout in the whole, in thousandths of a point.
    pub whole: Moments,
    /// Each party's share of the votes, in thousandths of a point.
    pub shares: Vec<Moments>,
    /// Each party's seats, as the scenario's function counts them.
    pub seats: Vec<Moments>,
}

impl Summary for Ways {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        if self.ways.len() != other.ways.len() {
            return Err(MergeError::Shape("one has more ways"));
        }
        for (one, other) in self.ways.iter_mut().zip(&other.ways) {
            one.turnout.merge(&other.turnout)?;
            one.whole.merge(&other.whole)?;
            one.shares.merge(&other.shares)?;
            one.seats.merge(&other.seats)?;
        }
        Ok(())
    }
}

/// The numbers of a draw, the same for all ways.
#[derive(Debug, Default)]
pub struct Drawn {
    places: Vec<f64>,
    odds: Vec<f64>,
    votes: Vec<u64>,
}

impl<F: Fn(&[u64]) -> Vec<u32> + Sync> Experiment for Varying<'_, F> {
    type Summary = Ways;
    type Workspace = Drawn;

    fn summary(&self) -> Ways {
        let moments = |n| vec![Moments::default(); n];
        let way = WayOutcome {
            turnout: moments(self.scenario.places.len()),
            whole: Moments::default(),
            shares: moments(self.scenario.votes.len()),
            seats: moments(self.parties_with_seats),
        };
        Ways { ways: vec![way; self.scenario.ways.len()] }
    }

    fn workspace(&self) -> Drawn {
        Drawn::default()
    }

    fn fingerprint(&self) -> Fingerprint {
        // The rule of seats is a closure, which is known by what it answers.
        let asked = self.scenario.votes.iter().map(|&votes| votes.max(1)).collect::<Vec<_>>();
        Fingerprint::default().with("the scenarios differ", &format!("{:?}", self.scenario)).with(
            "the rules of seats differ",
            &format!("{} {:?}", self.parties_with_seats, (self.seats)(&asked)),
        )
    }

    fn draw(&self, generator: &mut Generator, drawn: &mut Drawn, summary: &mut Ways) {
        let scenario = self.scenario;
        let common = generator.normal();
        drawn.places.clear();
        drawn.places.extend(scenario.places.iter().map(|_| scenario.local_spread * generator.normal()));
        drawn.odds.clear();
        for &votes in &scenario.votes {
            drawn.odds.push(votes as f64 * exp(scenario.lean * generator.normal()));
        }
        let odds: f64 = drawn.odds.iter().sum();
        drawn.odds.iter_mut().for_each(|one| *one /= odds);
        for (way, outcome) in scenario.ways.iter().zip(&mut summary.ways) {
            self.one_way(way, common, drawn, outcome);
        }
    }
}

impl<F: Fn(&[u64]) -> Vec<u32> + Sync> Varying<'_, F> {
    fn one_way(&self, way: &VotingWay, common: f64, drawn: &mut Drawn, outcome: &mut WayOutcome) {
        let scenario = self.scenario;
        let (mut before, mut after, mut registered) = (0u64, 0u64, 0u64);
        for ((place, local), moments) in scenario.places.iter().zip(&drawn.places).zip(&mut outcome.turnout) {
            // One voting day is what was: nothing varies.
            let local = if way.effect == 0.0 && way.spread == 0.0 { 0.0 } else { *local };
            let voters = voting(place, way.effect + way.spread * common + local, way.at);
            moments.push(share(voters, place.registered));
            before += place.voters;
            after += voters;
            registered += place.registered;
        }
        outcome.whole.push(share(after, registered));
        // As many valid votes a voter as before.
        let all: u64 = scenario.votes.iter().sum();
        let moved = (after as f64 - before as f64) * all as f64 / before as f64;
        drawn.votes.clear();
        for (&votes, odds) in scenario.votes.iter().zip(&drawn.odds) {
            drawn.votes.push((votes as f64 + moved * odds).max(0.0).round() as u64);
        }
        let sum: u64 = drawn.votes.iter().sum();
        for (&votes, moments) in drawn.votes.iter().zip(&mut outcome.shares) {
            moments.push(share(votes, sum));
        }
        for (seats, moments) in (self.seats)(&drawn.votes).into_iter().zip(&mut outcome.seats) {
            moments.push(i64::from(seats));
        }
    }
}

/// How many vote in a place when an effect of so many points was measured at that turnout.
fn voting(place: &Place, effect: f64, at: f64) -> u64 {
    let odds = |percent: f64| percent / (100.0 - percent);
    // A study's turnout plus an effect far out of what it saw is still a turnout.
    let factor = odds((at + effect).clamp(0.1, 99.9)) / odds(at);
    let (voters, abstainers) = (place.voters as f64, (place.registered - place.voters) as f64);
    let changed = voters * factor / (voters * factor + abstainers) * place.registered as f64;
    // Between nobody and everybody.
    (changed.round() as u64).min(place.registered)
}

/// A share in thousandths of a point.
fn share(part: u64, whole: u64) -> i64 {
    if whole == 0 {
        return 0;
    }
    (part as f64 / whole as f64 * 100_000.0).round() as i64
}
