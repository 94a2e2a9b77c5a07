//! How many papers are to be expected where some are misread, and where what was reported is not known paper by paper.

use thiserror::Error;

use crate::assertion::{Assertion, AssertionError, Papers};
use crate::bet::{Bet, staked};
use crate::margin::Margin;
use crate::martingale::learned_stake;
use crate::risk::RiskLimit;

/// How often papers are misread, and how much it matters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Misread {
    /// By how much such a paper overstates the assertion, as a share of the most that one can: 1 is the worst, −1 the best. A
    /// ballot for another list that was taken for one of the winner overstates by a half or so.
    pub overstatement: f64,
    /// The share of all papers, from 0 to 1.
    pub rate: f64,
}

/// Why numbers are no rates.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
#[non_exhaustive]
pub enum MisreadError {
    /// Outside what there can be.
    #[error(
        "a paper overstates by −1 to 1, and rates are shares from 0 to 1: not {overstatement} at a rate of {rate}"
    )]
    OutOfRange {
        /// What was given.
        overstatement: f64,
        /// What was given.
        rate: f64,
    },
    /// More than all papers.
    #[error("the rates of all misread papers add up to {0}, which is more than all papers")]
    MoreThanAll(
        /// Their sum.
        f64,
    ),
}

/// What a polling audit is to expect.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Polling {
    /// The number of papers, drawn with replacement.
    pub papers: f64,
    /// The fixed bet that needs fewest, from 0 to 2.
    pub bet: f64,
}

impl Margin {
    /// About how many papers a comparison audit draws until this test confirms, where papers are misread at these rates:
    /// ln(1/α) over the mean growth of the logarithm of the fortune (Wald 1947). `None` where the fortune does not grow, and all
    /// papers must be counted.
    ///
    /// # Errors
    ///
    /// [`MisreadError`].
    ///
    /// ```
    /// use sailau_audit::{Bet, Margin, Misread};
    ///
    /// // Kazakhstan 2023, if one paper in ten thousand is taken for the opposite of what it says.
    /// let margin = Margin::new(1_273_595, 100, 6_366_441)?;
    /// let misread = Misread { overstatement: 1.0, rate: 0.0001 };
    /// let papers = margin.expected(Bet::PLANNED, "5%".parse()?, &[misread])?;
    /// assert_eq!(papers.map(f64::round), Some(1_906.0));
    /// assert_eq!(margin.expected(Bet::HIGHEST, "5%".parse()?, &[misread])?, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn expected(
        self,
        bet: Bet,
        risk: RiskLimit,
        misread: &[Misread],
    ) -> Result<Option<f64>, MisreadError> {
        for &Misread { overstatement, rate } in misread {
            if !((-1.0..=1.0).contains(&overstatement) && (0.0..=1.0).contains(&rate)) {
                return Err(MisreadError::OutOfRange { overstatement, rate });
            }
        }
        let rates: f64 = misread.iter().map(|misread| misread.rate).sum();
        if rates > 1.0 + 1e-12 {
            return Err(MisreadError::MoreThanAll(rates));
        }
        let mean = (1.0 - self.share()) / 2.0;
        let overstated = misread.iter().map(|m| m.rate * m.overstatement.max(0.0)).sum();
        // What ALPHA learns in the end.
        let learned = learned_stake(self.share(), 0.0, 1.0, overstated);
        let growth = |overstatement: f64| {
            let x = (1.0 - overstatement) / 2.0;
            bet.growth(x, mean, mean).unwrap_or_else(|| staked(learned, x, mean)).ln()
        };
        let of_misread = misread.iter().filter(|m| m.rate > 0.0).map(|m| m.rate * growth(m.overstatement));
        let rate = of_misread.sum::<f64>() + (1.0 - rates).max(0.0) * growth(0.0);
        Ok((rate > 0.0).then(|| -risk.ln() / rate))
    }
}

impl Assertion {
    /// About how many papers a polling audit draws, with the fixed bet that needs fewest if the papers are as reported. In a
    /// polling audit nobody knows as what a paper that is drawn was reported. `None` where the assertion is a tie.
    ///
    /// # Errors
    ///
    /// Those of [`Assertion::margin`].
    ///
    /// ```
    /// use sailau_audit::{Assertion, Papers};
    ///
    /// // Denmark's last seat of 2014: 605,889 against 588,102 of 2,332,217.
    /// let papers = Papers::new(vec![605_889, 588_102], 2_332_217)?;
    /// let polling = Assertion::new(vec![1, -1])?.polling(&papers, "0.1%".parse()?)?.unwrap();
    /// assert_eq!(polling.papers.round(), 121_595.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn polling(&self, papers: &Papers, risk: RiskLimit) -> Result<Option<Polling>, AssertionError> {
        if self.margin(papers)?.numerator() == 0 {
            return Ok(None);
        }
        let least = 2.0 * if self.is_trivial() { self.range() } else { self.lowest().unsigned_abs() } as f64;
        let kinds: Vec<(f64, f64)> = self
            .coefficients()
            .iter()
            .copied()
            .chain([self.no_kind()])
            .zip(papers.by_kind().iter().copied().chain([papers.other()]))
            .filter(|&(coefficient, count)| coefficient != 0 && count > 0)
            .map(|(coefficient, count)| {
                (coefficient as f64 / least, count as f64 / papers.population() as f64)
            })
            .collect();
        // The growth of the logarithm is concave: its derivative falls through 0 where it is greatest, or never.
        let slope = |bet: f64| kinds.iter().map(|&(x, share)| share * x / (1.0 + bet * x)).sum::<f64>();
        let (mut low, mut high) = (0.0, 2.0);
        for _ in 0..100 {
            let middle = (low + high) / 2.0;
            if slope(middle) > 0.0 { low = middle } else { high = middle }
        }
        let growth = kinds.iter().map(|&(x, share)| share * (low * x).ln_1p()).sum::<f64>();
        Ok(Some(Polling { papers: -risk.ln() / growth, bet: low }))
    }
}
