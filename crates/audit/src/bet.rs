//! The tests by which papers confirm an assertion; each is a way to bet against its being false.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::factor::Factor;
use crate::fraction::{Fraction, FractionError};
use crate::margin::Margin;

/// A test, as a way to bet. Money is staked paper by paper against the assertion being false; if it is false, no way of betting
/// makes a player rich but by luck, and with a chance of at most the risk limit α a fortune ever reaches 1/α (Ville 1939). So
/// an assertion is confirmed when the fortune has grown by 1/α.
///
/// | written | test | stake on a paper |
/// |---|---|---|
/// | `bet 1.8`, or `planned` | betting martingale (Waudby-Smith, Stark and Ramdas 2021) | a fixed part of the highest stake, which is `bet 2`, or `highest` |
/// | `kaplan-wald 0.95` | Stark and Teague 2014: the cushion 0.95 | the same as `bet 1.9` |
/// | `kaplan-kolmogorov 0.1` | Stark 2020: values shifted by 0.1 | with replacement the same as `bet 5/3`; without it grows |
/// | `kaplan-markov 1.03905` | super-simple audits (Stark 2010): the inflator 1.03905 | just below the highest |
/// | `alpha 100` | ALPHA (Stark 2023): the estimate of the reported mean, as if seen on 100 papers, learns from the papers read | as much as the estimate says |
///
/// Of the highest stake a single paper that is misread in the worst way takes everything, so audits are planned with less.
///
/// ```
/// use sailau_audit::Bet;
///
/// let bet: Bet = "kaplan-wald 0.95".parse()?;
/// assert_eq!(bet, Bet::kaplan_wald("0.95".parse()?)?);
/// assert!("bet 2.1".parse::<Bet>().is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bet(Way);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Way {
    Fixed(Fraction),
    KaplanWald(Fraction),
    KaplanKolmogorov(Fraction),
    KaplanMarkov(Fraction),
    Alpha(u32),
}

/// Why something is no test.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BetError {
    /// A name that is none.
    #[error(
        "there is no test `{0}`; write \"highest\", \"planned\", \"bet 1.8\", \"kaplan-wald 0.95\", \"kaplan-kolmogorov 0.1\", \"kaplan-markov 1.03905\" \
         or \"alpha 100\""
    )]
    Unknown(
        /// The text as given.
        String,
    ),
    /// A number that is none.
    #[error("the number of a test: {0}")]
    NoFraction(#[from] FractionError),
    /// A number that the test does not take.
    #[error("{test} takes a number {range}, not {given}")]
    OutOfRange {
        /// The test, as it is written.
        test: &'static str,
        /// What it takes.
        range: &'static str,
        /// What was given.
        given: String,
    },
}

const DIGITS: u64 = 1_000_000_000;

/// A fraction above `low`, at most `high`, of numbers that leave room for products.
fn within(
    test: &'static str,
    range: &'static str,
    given: Fraction,
    good: impl Fn(u64, u64) -> bool,
) -> Result<Fraction, BetError> {
    let (above, below) = (given.numerator(), given.denominator());
    if above > 4 * DIGITS || below > DIGITS || !good(above, below) {
        return Err(BetError::OutOfRange { test, range, given: given.to_string() });
    }
    Ok(given)
}

impl Bet {
    /// The highest stake, `bet 2`: no test with replacement needs fewer papers as long as none is misread, and none forgives
    /// less.
    pub const HIGHEST: Self = Self(Way::Fixed(Fraction::decimal(2, 0)));

    /// The stake to plan with, `bet 1.8`: a tenth more papers, and a paper misread in the worst way takes nine tenths of the
    /// fortune instead of all of it.
    pub const PLANNED: Self = Self(Way::Fixed(Fraction::decimal(18, 1)));

    /// A fixed stake of above 0, and at most 2, for each half that a paper's value can differ from the mean.
    ///
    /// # Errors
    ///
    /// [`BetError::OutOfRange`].
    pub fn fixed(bet: Fraction) -> Result<Self, BetError> {
        within("bet", "above 0, at most 2, of at most nine digits", bet, |above, below| {
            above > 0 && above <= 2 * below
        })
        .map(|bet| Self(Way::Fixed(bet)))
    }

    /// Kaplan-Wald with a cushion above 0 and at most 1.
    ///
    /// # Errors
    ///
    /// [`BetError::OutOfRange`].
    pub fn kaplan_wald(cushion: Fraction) -> Result<Self, BetError> {
        within("kaplan-wald", "above 0, at most 1, of at most nine digits", cushion, |above, below| {
            above > 0 && above <= below
        })
        .map(|cushion| Self(Way::KaplanWald(cushion)))
    }

    /// Kaplan-Kolmogorov with a shift of 0 or more, in units of the assorter.
    ///
    /// # Errors
    ///
    /// [`BetError::OutOfRange`].
    pub fn kaplan_kolmogorov(shift: Fraction) -> Result<Self, BetError> {
        within("kaplan-kolmogorov", "from 0 to 4, of at most nine digits", shift, |above, below| {
            above <= 4 * below
        })
        .map(|shift| Self(Way::KaplanKolmogorov(shift)))
    }

    /// Kaplan-Markov of super-simple audits with an error inflator of 1 or more.
    ///
    /// # Errors
    ///
    /// [`BetError::OutOfRange`].
    pub fn kaplan_markov(inflator: Fraction) -> Result<Self, BetError> {
        within("kaplan-markov", "from 1 to 4, of at most nine digits", inflator, |above, below| {
            above >= below && above <= 4 * below
        })
        .map(|inflator| Self(Way::KaplanMarkov(inflator)))
    }

    /// ALPHA with the shrink-trunc estimate: the reported mean counts as if it had been seen on so many papers, at least 1.
    ///
    /// # Errors
    ///
    /// [`BetError::OutOfRange`].
    pub fn alpha(papers: u32) -> Result<Self, BetError> {
        if papers == 0 {
            return Err(BetError::OutOfRange {
                test: "alpha",
                range: "of at least 1 paper",
                given: "0".to_owned(),
            });
        }
        Ok(Self(Way::Alpha(papers)))
    }

    /// By what a paper that counts `x` multiplies the fortune, where the mean is `mean` if the assertion just fails, and was
    /// `first` before the first draw; none where that depends on what was read before.
    pub(crate) fn growth(self, x: f64, mean: f64, first: f64) -> Option<f64> {
        let shifted = |shift: f64| if mean + shift > 0.0 { (x + shift) / (mean + shift) } else { 1.0 };
        match self.0 {
            Way::Fixed(bet) => Some(staked(bet.to_f64() / 2.0, x, mean)),
            Way::KaplanWald(cushion) => Some(staked(cushion.to_f64(), x, mean)),
            // One half in units of the assorter is the mean here.
            Way::KaplanKolmogorov(shift) => Some(shifted(2.0 * shift.to_f64() * first)),
            Way::KaplanMarkov(inflator) => Some(shifted((inflator.to_f64() - 1.0) / 2.0)),
            Way::Alpha(_) => None,
        }
    }

    /// The stake as a part of the highest, from 0 to 1, where it is the same for every mean.
    pub(crate) fn stake(self) -> Option<f64> {
        match self.0 {
            Way::Fixed(bet) => Some(bet.to_f64() / 2.0),
            Way::KaplanWald(cushion) => Some(cushion.to_f64()),
            Way::KaplanKolmogorov(_) | Way::KaplanMarkov(_) | Way::Alpha(_) => None,
        }
    }

    /// The papers as which ALPHA takes what was reported; 0 for other tests.
    pub(crate) fn remembered(self) -> f64 {
        if let Way::Alpha(papers) = self.0 { papers.into() } else { 0.0 }
    }

    /// By what the fortune grows with a paper without error, draws with replacement; none where it depends on what was read
    /// before.
    pub(crate) fn clean(self, margin: Margin) -> Option<Factor> {
        let numbers = |fraction: Fraction| (fraction.numerator(), fraction.denominator());
        let stake = |above: u64, below: u64| Factor::of_stake(margin, above, below);
        match self.0 {
            Way::Fixed(bet) => Some(stake(bet.numerator(), 2 * bet.denominator())),
            Way::KaplanWald(cushion) => Some(stake(cushion.numerator(), cushion.denominator())),
            // (x + g)/(1/2 + g) is a stake of 1/(1 + 2g) of the highest.
            Way::KaplanKolmogorov(shift) => {
                let (above, below) = numbers(shift);
                Some(stake(below, below + 2 * above))
            }
            Way::KaplanMarkov(inflator) => {
                let (above, below) = numbers(inflator);
                Some(Factor::of_inflator(margin, above, below))
            }
            Way::Alpha(_) => None,
        }
    }
}

/// What a stake, as a part of the highest, becomes with a paper that counts `x` where `mean` is expected.
pub(crate) fn staked(stake: f64, x: f64, mean: f64) -> f64 {
    if mean > 0.0 { (1.0 - stake) + stake * (x / mean) } else { 1.0 }
}

/// As it is read: `bet 1.8`.
impl fmt::Display for Bet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Way::Fixed(bet) => write!(f, "bet {bet}"),
            Way::KaplanWald(cushion) => write!(f, "kaplan-wald {cushion}"),
            Way::KaplanKolmogorov(shift) => write!(f, "kaplan-kolmogorov {shift}"),
            Way::KaplanMarkov(inflator) => write!(f, "kaplan-markov {inflator}"),
            Way::Alpha(papers) => write!(f, "alpha {papers}"),
        }
    }
}

impl FromStr for Bet {
    type Err = BetError;

    fn from_str(text: &str) -> Result<Self, BetError> {
        let unknown = || BetError::Unknown(text.to_owned());
        match text.trim() {
            "highest" => return Ok(Self::HIGHEST),
            "planned" => return Ok(Self::PLANNED),
            _ => {}
        }
        let (name, number) = text.trim().split_once(' ').ok_or_else(unknown)?;
        match name {
            "bet" => Self::fixed(number.parse()?),
            "kaplan-wald" => Self::kaplan_wald(number.parse()?),
            "kaplan-kolmogorov" => Self::kaplan_kolmogorov(number.parse()?),
            "kaplan-markov" => Self::kaplan_markov(number.parse()?),
            "alpha" => Self::alpha(number.trim().parse().map_err(|_| unknown())?),
            _ => Err(unknown()),
        }
    }
}

impl TryFrom<String> for Bet {
    type Error = BetError;

    fn try_from(text: String) -> Result<Self, BetError> {
        text.parse()
    }
}

impl From<Bet> for String {
    fn from(bet: Bet) -> Self {
        bet.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_read_as_they_are_written() {
        for text in [
            "bet 1.8",
            "bet 2",
            "kaplan-wald 0.95",
            "kaplan-kolmogorov 0.1",
            "kaplan-markov 1.03905",
            "alpha 100",
        ] {
            assert_eq!(text.parse::<Bet>().unwrap().to_string(), text);
        }
        for (name, bet) in [
            ("planned", Bet::PLANNED),
            ("bet 1.8", Bet::PLANNED),
            ("highest", Bet::HIGHEST),
            ("bet 2", Bet::HIGHEST),
        ] {
            assert_eq!(name.parse(), Ok(bet));
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "bet",
            "bet 0",
            "bet 2.1",
            "bet x",
            "kaplan-wald 0",
            "kaplan-wald 1.1",
            "kaplan-markov 0.9",
            "alpha 0",
        ] {
            assert!(text.parse::<Bet>().is_err(), "{text}");
        }
        for text in ["alpha -1", "alpha 1.5", "bravo 1", "bet 1.0000000000", "kaplan-kolmogorov 5"] {
            assert!(text.parse::<Bet>().is_err(), "{text}");
        }
    }
}
