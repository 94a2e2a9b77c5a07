//! Papers drawn from a seed that was thrown in public, so that everybody can draw them again.

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::martingale::Drawn;

/// A seed thrown in public: at least twenty decimal digits, as with ten-sided dice.
///
/// ```
/// use sailau_audit::Seed;
///
/// let seed: Seed = "35463 11556 11216 36246 15351 222".parse()?;
/// assert_eq!(seed.to_string(), "3546311556112163624615351222");
/// assert!("12345".parse::<Seed>().is_err());
/// # Ok::<(), sailau_audit::SeedError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Seed(String);

/// Why a text is no seed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SeedError {
    /// A character that is no digit.
    #[error("a seed has digits only, and spaces between them; `{0}` is none of these")]
    NoDigit(
        /// The first such character.
        char,
    ),
    /// Too few digits for nobody to have chosen them.
    #[error(
        "a seed has at least 20 digits, and this one {0}: throw more dice, in public and after the results are published"
    )]
    TooShort(
        /// The number of digits.
        usize,
    ),
}

impl FromStr for Seed {
    type Err = SeedError;

    fn from_str(text: &str) -> Result<Self, SeedError> {
        let digits: String = text.chars().filter(|character| !character.is_whitespace()).collect();
        match digits.chars().find(|character| !character.is_ascii_digit()) {
            Some(character) => Err(SeedError::NoDigit(character)),
            None if digits.len() < 20 => Err(SeedError::TooShort(digits.len())),
            None => Ok(Self(digits)),
        }
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Seed {
    type Error = SeedError;

    fn try_from(text: String) -> Result<Self, SeedError> {
        text.parse()
    }
}

impl From<Seed> for String {
    fn from(seed: Seed) -> Self {
        seed.0
    }
}

/// A paper that was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Draw {
    /// The number of the draw, from 1.
    pub number: u64,
    /// The number of the paper, from 1 to the number of papers.
    pub paper: u64,
}

/// Papers drawn one after the other by the rule of Rivest's sampler of 2011, which audits in the United States draw by: the
/// paper is 1 more than SHA-256(`seed,counter`), as a number, modulo the number of papers; the counter goes up from 1. Without
/// replacement a paper that was drawn before is passed over. Of a district it is SHA-256(`seed,district,counter`).
///
/// ```
/// use sailau_audit::{Drawn, Sampler};
///
/// // The example in Rivest's reference implementation of 14 November 2011.
/// let seed = "3546311556112163624615351222".parse()?;
/// let papers: Vec<u64> = Sampler::new(&seed, 876, Drawn::WithReplacement).take(5).map(|draw| draw.paper).collect();
/// assert_eq!(papers, [740, 180, 264, 789, 238]);
/// # Ok::<(), sailau_audit::SeedError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Sampler {
    digests: Digests,
    population: u64,
    drawn: Drawn,
    number: u64,
    /// Only without replacement.
    before: HashSet<u64>,
}

impl Sampler {
    /// Draws from so many papers, which are numbered from 1. From no papers nothing is drawn; without replacement the draws end
    /// when all papers were drawn.
    #[must_use]
    pub fn new(seed: &Seed, population: u64, drawn: Drawn) -> Self {
        Self::of(Digests::new(&seed.0), population, drawn)
    }

    /// Draws from the papers of one district, independent of all other districts though their seed is the same.
    #[must_use]
    pub fn in_district(seed: &Seed, district: &str, population: u64, drawn: Drawn) -> Self {
        Self::of(Digests::new(&format!("{seed},{district}")), population, drawn)
    }

    fn of(digests: Digests, population: u64, drawn: Drawn) -> Self {
        Self { digests, population, drawn, number: 0, before: HashSet::new() }
    }
}

impl Iterator for Sampler {
    type Item = Draw;

    fn next(&mut self) -> Option<Draw> {
        if self.population == 0 || self.before.len() as u64 == self.population {
            return None;
        }
        loop {
            let paper = self.digests.next_below(self.population) + 1;
            if self.drawn == Drawn::WithReplacement || self.before.insert(paper) {
                self.number += 1;
                return Some(Draw { number: self.number, paper });
            }
        }
    }
}

/// Batches of papers drawn with chances in proportion to weights, with replacement, by the same digests: the remainder of
/// SHA-256(`seed,counter`) by the sum of all weights is looked up among their running sums.
///
/// ```
/// use sailau_audit::WeightedSampler;
///
/// let seed = "35463115561121636246".parse()?;
/// let batches: Vec<usize> = WeightedSampler::new(&seed, &[5, 0, 80, 15])?.take(6).collect();
/// assert_eq!(batches, [2, 2, 3, 2, 2, 2]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct WeightedSampler {
    digests: Digests,
    sums: Vec<u64>,
    total: u64,
}

/// Why weights are none.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum WeightsError {
    /// Nothing can be drawn.
    #[error("all weights are 0: nothing can be drawn")]
    Nothing,
    /// Beyond 64 bits.
    #[error("the sum of all weights is beyond 64 bits; divide them by some number, rounding up")]
    TooLarge,
}

impl WeightedSampler {
    /// Draws places of these weights, from 0.
    ///
    /// # Errors
    ///
    /// [`WeightsError`].
    pub fn new(seed: &Seed, weights: &[u64]) -> Result<Self, WeightsError> {
        let mut total = 0u64;
        let mut sums = Vec::with_capacity(weights.len());
        for &weight in weights {
            total = total.checked_add(weight).ok_or(WeightsError::TooLarge)?;
            sums.push(total);
        }
        if total == 0 {
            return Err(WeightsError::Nothing);
        }
        Ok(Self { digests: Digests::new(&seed.0), sums, total })
    }
}

impl Iterator for WeightedSampler {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let at = self.digests.next_below(self.total);
        Some(self.sums.partition_point(|&sum| sum <= at))
    }
}

/// SHA-256 of a text, a comma and a counter.
#[derive(Debug, Clone)]
struct Digests {
    /// The text and its comma, taken in already.
    start: Sha256,
    counter: u64,
}

impl Digests {
    fn new(text: &str) -> Self {
        Self { start: Sha256::new().chain_update(text).chain_update(","), counter: 0 }
    }

    /// The next digest as a number of 256 bits, modulo a number that is not 0.
    fn next_below(&mut self, number: u64) -> u64 {
        self.counter += 1;
        let digest = self.start.clone().chain_update(self.counter.to_string()).finalize();
        let number = u128::from(number);
        digest.iter().fold(0, |rest, &byte| (rest * 256 + u128::from(byte)) % number) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn papers(text: &str, population: u64, number: usize) -> Vec<u64> {
        let sampler = Sampler::of(Digests::new(text), population, Drawn::WithReplacement);
        sampler.take(number).map(|draw| draw.paper).collect()
    }

    /// The test cases of github.com/cjerdonek/rivest-sampler-tests, version 0.2.0-alpha of 2014: letters, signs and repeated
    /// papers among them.
    #[test]
    fn the_published_cases_come_out() {
        assert_eq!(papers("1", 1_000, 3), [97, 89, 163]);
        assert_eq!(papers("0", 2, 3), [1, 1, 2]);
        assert_eq!(papers("0", 1_000, 3), [905, 573, 160]);
        assert_eq!(papers("0000000000", 1_000, 3), [978, 359, 132]);
        assert_eq!(papers("999999999999999999999999", 1_000, 3), [544, 800, 654]);
        assert_eq!(papers("3546311556112163624615351222", 876, 5), [740, 180, 264, 789, 238]);
        assert_eq!(papers("abcde", 1_000, 3), [247, 427, 157]);
        assert_eq!(papers("abc123", 1_000, 3), [455, 764, 629]);
        assert_eq!(papers("snowman: \u{2603}", 1_000, 3), [634, 56, 46]);
        assert_eq!(papers("\u{1f600}", 1_000, 5), [596, 415, 303, 11, 141]);
    }

    #[test]
    fn without_replacement_every_paper_comes_once() {
        let seed = "35463115561121636246".parse().unwrap();
        let draws: Vec<Draw> = Sampler::new(&seed, 50, Drawn::WithoutReplacement).collect();
        assert_eq!(draws.iter().map(|draw| draw.paper).collect::<HashSet<_>>().len(), 50);
        assert!((1..=50).eq(draws.iter().map(|draw| draw.number)));
        // What is drawn is the same sequence without those that come again.
        let mut first = HashSet::new();
        let again = Sampler::new(&seed, 50, Drawn::WithReplacement)
            .map(|draw| draw.paper)
            .filter(|&p| first.insert(p));
        assert!(again.take(50).eq(draws.iter().map(|draw| draw.paper)));
        assert_eq!(Sampler::new(&seed, 0, Drawn::WithReplacement).next(), None);
    }

    #[test]
    fn districts_have_draws_of_their_own() {
        let seed: Seed = "35463115561121636246".parse().unwrap();
        let of = |district| {
            Sampler::in_district(&seed, district, 1_000_000, Drawn::WithReplacement).next().unwrap().paper
        };
        assert_eq!(of("Almaty"), papers("35463115561121636246,Almaty", 1_000_000, 1)[0]);
        assert_ne!(of("Almaty"), of("Astana"));
    }

    #[test]
    fn papers_are_drawn_equally_often() {
        let seed = "35463115561121636246".parse().unwrap();
        let mut times = [0u32; 10];
        for draw in Sampler::new(&seed, 10, Drawn::WithReplacement).take(20_000) {
            times[usize::try_from(draw.paper - 1).unwrap()] += 1;
        }
        // Of nine degrees of freedom, beyond 27.9 once in a thousand.
        let chi_squared: f64 = times.iter().map(|&n| (f64::from(n) - 2_000.0).powi(2) / 2_000.0).sum();
        assert!(chi_squared < 27.9, "{chi_squared}");
    }

    #[test]
    fn weights_must_be_something() {
        let seed = "35463115561121636246".parse().unwrap();
        assert_eq!(WeightedSampler::new(&seed, &[0, 0]).unwrap_err(), WeightsError::Nothing);
        assert_eq!(WeightedSampler::new(&seed, &[u64::MAX, 1]).unwrap_err(), WeightsError::TooLarge);
    }
}
