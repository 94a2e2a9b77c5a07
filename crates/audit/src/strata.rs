//! One assertion over papers that are drawn district by district.

use std::collections::BTreeMap;

use thiserror::Error;

use crate::assertion::{Assertion, AssertionError, Papers};
use crate::bet::{Bet, staked};
use crate::margin::Margin;
use crate::martingale::{MartingaleError, Read, coefficient_above_least, reaches};
use crate::risk::RiskLimit;
use crate::sample::SampleSize;

/// A comparison audit of one assertion over several strata, such as a national threshold over districts, each of which draws
/// papers of its own, with replacement and in whatever proportion.
///
/// If the assertion is false, the strata together overstate it by the margin or more, nobody knows which of them by how much.
/// For each way to share the overstatement out the fortunes of the strata are multiplied; the p-value is that of the way that
/// is worst for the audit (Ottoboni, Stark, Lindeman and McBurnett 2018; Stark 2023; Spertus and Stark 2022). Here the logarithm of a
/// fortune with a fixed stake is convex in the overstatement, so that the worst way is found exactly, for any number of strata.
///
/// ```
/// use sailau_audit::{Assertion, Bet, Papers, Read, StratifiedTest};
///
/// let (north, south) = (Papers::new(vec![6_000, 4_000], 10_000)?, Papers::new(vec![9_500, 9_500], 20_000)?);
/// let wins = Assertion::new(vec![1, -1])?;
/// let mut test = StratifiedTest::new(wins, &[north, south], Bet::HIGHEST)?;
/// let risk = "5%".parse()?;
/// // In proportion to their papers the strata draw together what a single sample would.
/// assert_eq!(test.samples(risk), Some(vec![30, 60]));
/// for (stratum, papers) in [30, 60].into_iter().enumerate() {
///     for _ in 0..papers {
///         test.compare(stratum, Some(0), Read::Kind(0))?;
///     }
/// }
/// assert!(test.confirms(risk));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct StratifiedTest {
    assertion: Assertion,
    margin: Margin,
    /// A part of the highest, from 0 to 1.
    stake: f64,
    bet: Bet,
    strata: Vec<Stratum>,
    least: f64,
}

#[derive(Debug, Clone)]
struct Stratum {
    papers: f64,
    population: u64,
    /// The most that it can have overstated, in papers.
    most: f64,
    /// How often a paper counted so much: the value is a whole number up to twice the range.
    read: BTreeMap<u128, u64>,
    highest: f64,
}

/// Why strata are no audit, or a paper cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum StrataError {
    /// A stratum that is none.
    #[error("stratum {stratum}: {problem}")]
    Stratum {
        /// The stratum, from 1.
        stratum: usize,
        /// What is wrong.
        #[source]
        problem: AssertionError,
    },
    /// All strata together.
    #[error("all strata together: {0}")]
    Together(#[from] AssertionError),
    /// More papers than 64 bits.
    #[error("all strata together have more papers than 64 bits")]
    TooLarge,
    /// A test without a fixed stake.
    #[error("`{0}` is no test for strata; take a fixed stake, such as \"bet 1.8\" or \"kaplan-wald 0.95\"")]
    Bet(
        /// The test.
        Bet,
    ),
    /// A stratum that there is not.
    #[error("there is no stratum {stratum}: there are {strata}, numbered from 1")]
    NoStratum {
        /// The stratum, from 1.
        stratum: usize,
        /// The number of strata.
        strata: usize,
    },
    /// A kind that there is not.
    #[error(transparent)]
    Kind(#[from] MartingaleError),
}

impl StratifiedTest {
    /// An assertion over all papers of these strata; its test has a fixed stake.
    ///
    /// # Errors
    ///
    /// [`StrataError`].
    pub fn new(assertion: Assertion, strata: &[Papers], bet: Bet) -> Result<Self, StrataError> {
        let stake = bet.stake().ok_or(StrataError::Bet(bet))?;
        let mut by_kind = vec![0u64; assertion.coefficients().len()];
        let mut population = 0u64;
        let mut all = Vec::with_capacity(strata.len());
        for (at, papers) in strata.iter().enumerate() {
            let wrong = |problem| StrataError::Stratum { stratum: at + 1, problem };
            let sum = assertion.sum(papers).map_err(wrong)?;
            let worst = assertion.lowest() * i128::from(papers.population());
            for (sum, &count) in by_kind.iter_mut().zip(papers.by_kind()) {
                *sum = sum.checked_add(count).ok_or(StrataError::TooLarge)?;
            }
            population = population.checked_add(papers.population()).ok_or(StrataError::TooLarge)?;
            all.push(Stratum {
                papers: papers.population() as f64,
                population: papers.population(),
                most: (sum.abs_diff(worst) as f64 / assertion.range() as f64).min(papers.population() as f64),
                read: BTreeMap::new(),
                highest: 2.0 * assertion.range() as f64,
            });
        }
        let margin = assertion.margin(&Papers::new(by_kind, population)?)?;
        Ok(Self { assertion, margin, stake, bet, strata: all, least: 1.0 })
    }

    /// The margin of the assertion over all strata.
    #[must_use]
    pub fn margin(&self) -> Margin {
        self.margin
    }

    /// How many papers each stratum draws, in proportion to its papers, so that the assertion is confirmed if none is misread;
    /// none where all papers must be counted.
    #[must_use]
    pub fn samples(&self, risk: RiskLimit) -> Option<Vec<u64>> {
        let SampleSize::Papers(sample) = self.margin.sample_by(self.bet, risk) else { return None };
        let all = u128::from(self.margin.population());
        let of = |stratum: &Stratum| (u128::from(sample) * u128::from(stratum.population)).div_ceil(all);
        self.strata.iter().map(|stratum| u64::try_from(of(stratum)).ok()).collect()
    }

    /// The next paper of a stratum, from 0: as what it was reported, and what people read.
    ///
    /// # Errors
    ///
    /// [`StrataError`]; the test is then as it was.
    pub fn compare(
        &mut self,
        stratum: usize,
        reported: Option<usize>,
        read: Read,
    ) -> Result<(), StrataError> {
        let strata = self.strata.len();
        let no_stratum = StrataError::NoStratum { stratum: stratum.saturating_add(1), strata };
        let said = self.assertion.of_kind(reported);
        let no_kind = |kinds| MartingaleError::Kind { kind: reported.unwrap_or(0), kinds };
        let said = said.map_err(no_kind)?.abs_diff(self.assertion.lowest());
        let value = coefficient_above_least(&self.assertion, read)? + (self.assertion.range() - said);
        let stratum = self.strata.get_mut(stratum).ok_or(no_stratum)?;
        *stratum.read.entry(value).or_default() += 1;
        Ok(())
    }

    /// The p-value of what was read so far; the least that it ever was when one asked. It may be asked for as often as one
    /// likes.
    pub fn p_value(&mut self) -> f64 {
        let fortune = self.worst_logarithm().exp();
        self.least = self.least.min(1.0 / fortune.max(1.0));
        self.least
    }

    /// Whether the assertion is confirmed at this risk limit.
    pub fn confirms(&mut self, risk: RiskLimit) -> bool {
        // What a paper too few lacks is far more than logarithms lose.
        reaches(1.0 / self.p_value() * (1.0 + 1e-12), risk)
    }

    /// The logarithm of the product of all fortunes, where the margin is shared out to make it least. Whatever the price of a
    /// paper of overstatement, what the strata pay at that price is a lower bound (weak duality); the best price is looked for.
    fn worst_logarithm(&self) -> f64 {
        let needed = self.margin.to_f64();
        let at = |price: f64| {
            let best = |stratum: &Stratum| stratum.best_at(price, self.stake);
            let overstated: Vec<f64> = self.strata.iter().map(best).collect();
            let cost =
                |(stratum, &papers): (&Stratum, &f64)| stratum.logarithm(papers, self.stake) - price * papers;
            let sum: f64 = overstated.iter().sum();
            (sum, price * needed + self.strata.iter().zip(&overstated).map(cost).sum::<f64>())
        };
        let (mut low, mut high) = (0.0, f64::MIN_POSITIVE);
        for stratum in &self.strata {
            // At this price a stratum has overstated all that it can.
            high = stratum.slope(stratum.most * (1.0 - 1e-12), self.stake).max(high);
        }
        high = high.min(1e100);
        let mut bound = at(0.0).1.max(at(high).1);
        for _ in 0..100 {
            let price = (low + high) / 2.0;
            let (overstated, cost) = at(price);
            bound = bound.max(cost);
            if overstated < needed { low = price } else { high = price }
        }
        bound
    }
}

impl Stratum {
    /// The mean if so many papers were overstated.
    fn mean(&self, overstated: f64) -> f64 {
        ((1.0 - overstated / self.papers) / 2.0).max(f64::MIN_POSITIVE)
    }

    fn values(&self) -> impl Iterator<Item = (f64, f64)> {
        self.read.iter().map(|(&value, &times)| (value as f64 / self.highest, times as f64))
    }

    /// The logarithm of the fortune. A stratum that has understated is not bet on, so what it would win without any
    /// overstatement is left out.
    fn logarithm(&self, overstated: f64, stake: f64) -> f64 {
        let of = |overstated: f64| {
            let mean = self.mean(overstated);
            self.values().map(|(x, times)| times * staked(stake, x, mean).ln()).sum::<f64>()
        };
        let none = of(0.0);
        if none.is_finite() { of(overstated) - none.max(0.0) } else { none }
    }

    /// By how much the logarithm grows with a paper of overstatement.
    fn slope(&self, overstated: f64, stake: f64) -> f64 {
        let mean = self.mean(overstated);
        let of = |(x, times): (f64, f64)| {
            let grown = staked(stake, x, mean);
            if grown > 0.0 { times * stake * x / (mean * mean) / grown / (2.0 * self.papers) } else { 0.0 }
        };
        self.values().map(of).sum()
    }

    /// The overstatement at which the next paper of it costs more than the price.
    fn best_at(&self, price: f64, stake: f64) -> f64 {
        let (mut low, mut high) = (0.0, self.most);
        if self.slope(low, stake) >= price {
            return low;
        }
        for _ in 0..60 {
            let middle = (low + high) / 2.0;
            if self.slope(middle, stake) < price { low = middle } else { high = middle }
        }
        low
    }
}
