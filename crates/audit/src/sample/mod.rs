//! How many papers are to be drawn as long as none turns out to be misread.

mod expected;
mod without_replacement;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::bet::Bet;
use crate::margin::Margin;
use crate::risk::RiskLimit;

pub use expected::{Misread, MisreadError, Polling};

/// How many papers are to be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SampleSize {
    /// So many.
    Papers(u64),
    /// All papers are to be counted by hand.
    All(WhyAll),
}

/// Why a sample does not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyAll {
    /// The sample would be larger than all papers.
    MoreThanAll,
    /// A single misread paper can make the assertion false: the margin is below one paper.
    BelowOnePaper,
    /// The reported papers are a tie.
    Tie,
}

impl SampleSize {
    /// The number of papers to look at, all of them if it must be.
    #[must_use]
    pub fn of(self, population: u64) -> u64 {
        match self {
            Self::Papers(papers) => papers.min(population),
            Self::All(_) => population,
        }
    }
}

/// `1497`, or `all papers: …` with the reason.
impl fmt::Display for SampleSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Papers(papers) => papers.fmt(f),
            Self::All(why) => write!(f, "all papers: {why}"),
        }
    }
}

impl fmt::Display for WhyAll {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MoreThanAll => "a sample would be larger",
            Self::BelowOnePaper => "a single misread paper can change the outcome",
            Self::Tie => "the reported papers are a tie",
        })
    }
}

impl Margin {
    /// The least sample of a comparison audit, drawn with replacement: as many papers as are looked at if every one of them
    /// was read as it was reported. No test that keeps the risk limit needs fewer. It is the least `n` with
    /// (1 − m/N)^n ≤ α, and that is decided exactly.
    ///
    /// ```
    /// use sailau_audit::{Margin, SampleSize, WhyAll};
    ///
    /// // Kazakhstan 2021: 11,126.311 of 7,241,562 papers.
    /// let margin = Margin::new(11_126_311, 1_000, 7_241_562)?;
    /// assert_eq!(margin.sample("5%".parse()?), SampleSize::Papers(1_949));
    /// assert_eq!(Margin::new(1, 2, 7_241_562)?.sample("5%".parse()?), SampleSize::All(WhyAll::BelowOnePaper));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn sample(self, risk: RiskLimit) -> SampleSize {
        self.sample_by(Bet::HIGHEST, risk)
    }

    /// The sample of a comparison audit with this test, drawn with replacement, if every paper was read as it was reported.
    ///
    /// ```
    /// use sailau_audit::{Margin, SampleSize};
    ///
    /// // Denmark's list of the European Parliament, 2014: 8,893½ of 2,332,217 papers.
    /// let margin = Margin::new(17_787, 2, 2_332_217)?;
    /// let risk = "0.1%".parse()?;
    /// assert_eq!(margin.sample_by("kaplan-wald 0.95".parse()?, risk), SampleSize::Papers(1_903));
    /// assert_eq!(margin.sample(risk), SampleSize::Papers(1_809));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn sample_by(self, bet: Bet, risk: RiskLimit) -> SampleSize {
        self.least(|most| match bet.clean(self) {
            Some(factor) => factor.least(risk, most),
            None => crate::martingale::clean_draws(self, bet, risk, most),
        })
    }

    /// The least sample drawn without replacement: if the assertion is false, at least `k` papers are misread, `k` being the
    /// margin as a whole number, and the least sample holds one of them with a chance of at least 1 − α.
    ///
    /// ```
    /// use sailau_audit::{Margin, SampleSize};
    ///
    /// // Netherlands 2023: 52⅔ of 10,432,726 papers.
    /// let margin = Margin::new(158, 3, 10_432_726)?;
    /// let risk = "5%".parse()?;
    /// assert_eq!(margin.sample(risk), SampleSize::Papers(593_423));
    /// assert_eq!(margin.sample_without_replacement(risk), SampleSize::Papers(573_335));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn sample_without_replacement(self, risk: RiskLimit) -> SampleSize {
        /// No place has as many papers; of more, the sample with replacement is taken, which is a few papers larger.
        const MOST: u64 = 100_000_000_000;
        if self.population() > MOST {
            return self.sample(risk);
        }
        self.least(|_| Some(without_replacement::least(self.population(), self.whole(), risk)))
    }

    fn least(self, papers: impl FnOnce(u64) -> Option<u64>) -> SampleSize {
        if self.numerator() == 0 {
            SampleSize::All(WhyAll::Tie)
        } else if self.numerator() < self.denominator() {
            SampleSize::All(WhyAll::BelowOnePaper)
        } else {
            papers(self.population()).map_or(SampleSize::All(WhyAll::MoreThanAll), SampleSize::Papers)
        }
    }
}
