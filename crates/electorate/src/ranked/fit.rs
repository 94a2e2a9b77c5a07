//! Preferences by party, out of real ballots.

use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use super::{INDEPENDENTS, Preferences};
use sailau_ranked::{Ballots, Rank};

/// What real voters put after their first choice, by party: ballots of any number of papers go in, and weights with the shares of
/// those who stop come out.
///
/// A list is read as the parties in the order in which they first come on it; candidates without a party are one party,
/// [`INDEPENDENTS`]. Blank ranks and candidates who stand there for the second time are passed over; from a rank with more than one
/// candidate on, a list says nothing any more. The weights of the voters of a party are those that make their lists likeliest
/// (Plackett 1975, Luce 1959, by the iterations of Hunter 2004), each choice among the parties of that paper which were left;
/// they are shares, with a sum of 1. Who stops is counted where there was somebody left to rank and a rank to write on.
///
/// ```
/// use sailau::electorate::{PreferenceFit, Preferences};
/// use sailau::ranked::Ballots;
///
/// let ballots = Ballots::read(3, "count,preferences\n60,1>2\n20,1>3\n20,1\n50,2\n30,3>2\n".as_bytes())?;
/// let mut fit = PreferenceFit::default();
/// fit.add(&ballots, &[Some("A"), Some("B"), Some("C")], None)?;
/// let fitted = fit.preferences();
/// let Preferences::Weights(weights) = &fitted.preferences else { unreachable!() };
/// // Eighty go on from A, three in four of them to B; nobody goes on from B.
/// assert!((weights["A"]["B"] - 0.75).abs() < 1e-9);
/// assert_eq!(fitted.voters["B"], 50);
/// assert_eq!(fitted.stops["B"], 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct PreferenceFit {
    parties: Vec<String>,
    of_first: BTreeMap<usize, Lists>,
}

/// What a fit gives: fields of a [`RankedContest`](super::RankedContest).
#[derive(Debug, Clone, PartialEq)]
pub struct FittedPreferences {
    /// Weights by party of the first choice and next party: a table.
    pub preferences: Preferences,
    /// The share of those who stop after each party, by party of the first choice.
    pub stops: BTreeMap<String, f64>,
    /// How many voters each row is of.
    pub voters: BTreeMap<String, u64>,
}

/// Why ballots cannot be fitted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PreferenceFitError {
    /// Parties of another paper.
    #[error(
        "the ballots number {candidates} candidates, and the parties of {given} are given; give one for each"
    )]
    Parties {
        /// Candidates of the ballots.
        candidates: usize,
        /// As many as were given.
        given: usize,
    },
    /// More ballots than 64 bits hold.
    #[error("there are more ballots than 18,446,744,073,709,551,615")]
    TooManyBallots,
}

/// The lists of a first choice.
#[derive(Debug, Clone, Default)]
struct Lists {
    voters: u64,
    stopped: u64,
    went_on: u64,
    /// By the parties that were left, ascending: how many chose one of them.
    choices: BTreeMap<Vec<usize>, u64>,
    chosen: BTreeMap<usize, u64>,
}

/// So many iterations at most, and how little changes at the last.
const ITERATIONS: usize = 10_000;
const NEAR: f64 = 1e-12;

impl PreferenceFit {
    /// Adds the ballots of a paper: the party of each candidate, none where there is none, and how many ranks a ballot has
    /// where these are fewer than candidates.
    ///
    /// # Errors
    ///
    /// [`PreferenceFitError`]; nothing is added then.
    pub fn add(
        &mut self,
        ballots: &Ballots,
        parties: &[Option<&str>],
        ranks: Option<usize>,
    ) -> Result<(), PreferenceFitError> {
        if parties.len() != ballots.candidates() {
            let (candidates, given) = (ballots.candidates(), parties.len());
            return Err(PreferenceFitError::Parties { candidates, given });
        }
        let voters: u64 = self.of_first.values().map(|lists| lists.voters).sum();
        // Each voter makes at most as many choices as there are parties.
        let choices = u128::from(voters) + u128::from(ballots.total());
        let most = (self.parties.len() + parties.len()).max(1) as u128;
        if choices.saturating_mul(most) > u128::from(u64::MAX) {
            return Err(PreferenceFitError::TooManyBallots);
        }
        let numbers: Vec<usize> =
            parties.iter().map(|party| self.number(party.unwrap_or(INDEPENDENTS))).collect();
        let all: BTreeSet<usize> = numbers.iter().copied().collect();
        for list in ballots.lists() {
            let mut order: Vec<usize> = Vec::new();
            let (mut written, mut is_read) = (0, true);
            for rank in list.ranks() {
                written += 1;
                match rank {
                    Rank::Blank => {}
                    Rank::One(candidate) => {
                        if !order.contains(&numbers[candidate]) {
                            order.push(numbers[candidate]);
                        }
                    }
                    Rank::Several(_) | Rank::Overvote => {
                        is_read = false;
                        break;
                    }
                }
            }
            let has_rank_left = ranks.is_none_or(|ranks| written < ranks);
            self.add_order(&all, &order, list.count(), is_read && has_rank_left);
        }
        Ok(())
    }

    /// So many lists of parties in this order; `ends` where nothing kept the voter from going on.
    fn add_order(&mut self, all: &BTreeSet<usize>, order: &[usize], count: u64, ends: bool) {
        let Some((first, then)) = order.split_first() else { return };
        let lists = self.of_first.entry(*first).or_default();
        lists.voters += count;
        let mut left: Vec<usize> = all.iter().copied().filter(|party| party != first).collect();
        for next in then {
            lists.went_on += count;
            // Where one alone is left, nothing is chosen.
            if left.len() > 1 {
                *lists.choices.entry(left.clone()).or_default() += count;
                *lists.chosen.entry(*next).or_default() += count;
            }
            left.retain(|party| party != next);
        }
        if ends && !left.is_empty() {
            lists.stopped += count;
        }
    }

    fn number(&mut self, party: &str) -> usize {
        self.parties.iter().position(|known| known == party).unwrap_or_else(|| {
            self.parties.push(party.to_owned());
            self.parties.len() - 1
        })
    }

    /// Weights and shares of all parties that were somebody's first choice. A party that nobody chose when others were left has
    /// the weight 0.
    #[must_use]
    pub fn preferences(&self) -> FittedPreferences {
        let name = |party: usize| self.parties[party].clone();
        let mut rows = BTreeMap::new();
        let (mut stops, mut voters) = (BTreeMap::new(), BTreeMap::new());
        for (&first, lists) in &self.of_first {
            let row = lists.weights(self.parties.len());
            let given = row.iter().enumerate().filter(|(_, weight)| **weight > 0.0);
            let row: BTreeMap<_, _> = given.map(|(next, &weight)| (name(next), weight)).collect();
            rows.insert(name(first), row);
            voters.insert(name(first), lists.voters);
            let ended = lists.stopped + lists.went_on;
            if ended > 0 {
                stops.insert(name(first), lists.stopped as f64 / ended as f64);
            }
        }
        FittedPreferences { preferences: Preferences::Weights(rows), stops, voters }
    }
}

impl Lists {
    /// The weights that make the choices likeliest.
    fn weights(&self, parties: usize) -> Vec<f64> {
        let mut weights = vec![0.0; parties];
        let all: u64 = self.chosen.values().sum();
        for (&party, &chosen) in &self.chosen {
            weights[party] = chosen as f64 / all as f64;
        }
        for _ in 0..ITERATIONS {
            let mut exposure = vec![0.0; parties];
            for (left, &count) in &self.choices {
                let sum: f64 = left.iter().map(|&party| weights[party]).sum();
                left.iter().for_each(|&party| exposure[party] += count as f64 / sum);
            }
            let mut next = vec![0.0; parties];
            for (&party, &chosen) in &self.chosen {
                next[party] = chosen as f64 / exposure[party];
            }
            let sum: f64 = next.iter().sum();
            next.iter_mut().for_each(|weight| *weight /= sum);
            let moved = next.iter().zip(&weights).map(|(next, own)| (next - own).abs()).fold(0.0, f64::max);
            weights = next;
            if moved <= NEAR {
                break;
            }
        }
        weights
    }
}
