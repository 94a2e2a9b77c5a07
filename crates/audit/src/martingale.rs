//! The fortune of whoever bets, paper by paper, against an assertion's being false.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::assertion::{Assertion, AssertionError, Papers};
use crate::bet::{Bet, staked};
use crate::margin::Margin;
use crate::risk::RiskLimit;

/// Whether a paper goes back before the next one is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Drawn {
    /// It does: each draw is one of all papers, and one that is drawn twice counts twice.
    WithReplacement,
    /// It does not: each draw is one of those that were not drawn.
    WithoutReplacement,
}

/// What people read on a paper that was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Read {
    /// A kind of the contest, by its number from 0.
    Kind(usize),
    /// None: blank, invalid, of another contest.
    NoKind,
    /// The paper was not found, or may not be opened: it counts as the worst that it could be.
    NotFound,
}

/// A test of one assertion that goes on paper by paper. Under the hypothesis that the assertion is false its
/// [p-value](Self::p_value) is ever at or below α with a chance of at most α, whenever one looks and however one stops.
///
/// ```
/// use sailau_audit::{Assertion, Drawn, Martingale, Papers, Read};
///
/// let papers = Papers::new(vec![600, 400], 1_000)?;
/// let wins = Assertion::new(vec![1, -1])?;
/// let mut test = Martingale::comparison(&wins, &papers, "bet 2".parse()?, Drawn::WithReplacement)?;
/// // A tenth of the papers would have to be misread; each one that was not makes this less likely.
/// for _ in 0..29 {
///     test.compare(&wins, Some(0), Read::Kind(0))?;
/// }
/// assert!(test.p_value() < 0.05);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// In a comparison audit a paper counts (1 − ω)/2, where ω is by how much its report overstates the assertion as a share of the
/// most that it could; in a polling audit it counts its coefficient, from 0 for the least to 1 for the greatest. The fortune is
/// multiplied by 1 + λ (x − μ), where μ is the mean of all papers not yet drawn if the assertion just fails, and λ the
/// [bet](Bet) (Waudby-Smith, Stark and Ramdas 2021; Stark 2023). Sums of what was read are whole numbers, so that without
/// replacement a μ at the end of its range is known exactly.
#[derive(Debug, Clone)]
pub struct Martingale {
    bet: Bet,
    drawn: Drawn,
    null: Null,
    draws: u64,
    /// The sum of what was read.
    sum: u128,
    /// The sum of all overstatements, as shares of the most that there can be.
    overstated: f64,
    fortune: f64,
    peak: f64,
}

/// The hypothesis that the assertion is false.
#[derive(Debug, Clone)]
struct Null {
    /// A value is a whole number up to this.
    highest: u128,
    /// The sum over all papers if the assertion just fails.
    total: u128,
    population: u64,
    /// The mean, as a part of the highest.
    mean: f64,
    /// What the mean was reported to be.
    reported: f64,
    /// What papers count if they are as reported, and their shares.
    expected: Vec<(f64, f64)>,
    compared: bool,
}

/// Why a paper cannot be taken into account.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MartingaleError {
    /// A kind that there is not.
    #[error("there is no kind {kind} of papers: there are {kinds}, numbered from 0")]
    Kind {
        /// What was given.
        kind: usize,
        /// The number of kinds.
        kinds: usize,
    },
    /// All papers were drawn.
    #[error(
        "all {population} papers were drawn already: what they say is known, no further one can be drawn"
    )]
    AllDrawn {
        /// The number of papers.
        population: u64,
    },
    /// A paper of a comparison audit in a polling audit, or the other way round.
    #[error("this test was made for a {made}; give its papers with `{with}`")]
    OtherAudit {
        /// What it was made for.
        made: &'static str,
        /// The method that takes its papers.
        with: &'static str,
    },
}

/// Fortunes are kept below this, which can only delay a confirmation that no risk limit asks for.
const FORTUNE: f64 = 1e250;

impl Martingale {
    /// A comparison audit: of each paper that is drawn it is known as what it was reported.
    ///
    /// # Errors
    ///
    /// Those of [`Assertion::margin`].
    pub fn comparison(
        assertion: &Assertion,
        papers: &Papers,
        bet: Bet,
        drawn: Drawn,
    ) -> Result<Self, AssertionError> {
        let margin = assertion.margin(papers)?;
        let all = assertion.range().saturating_mul(papers.population().into());
        let null = Null {
            highest: assertion.range().saturating_mul(2),
            total: all - assertion.sum(papers)?.unsigned_abs(),
            population: papers.population(),
            mean: margin.rest() as f64 / margin.all() as f64 / 2.0,
            reported: 0.5,
            expected: vec![(0.5, 1.0)],
            compared: true,
        };
        Ok(Self::new(null, bet, drawn))
    }

    /// A polling audit: what each paper was reported as is not known, only what is read on it.
    ///
    /// # Errors
    ///
    /// Those of [`Assertion::margin`].
    pub fn polling(
        assertion: &Assertion,
        papers: &Papers,
        bet: Bet,
        drawn: Drawn,
    ) -> Result<Self, AssertionError> {
        let sum = assertion.margin(papers).and_then(|_| assertion.sum(papers))?;
        let least = assertion.lowest().unsigned_abs();
        let mean = least as f64 / assertion.range() as f64;
        let null = Null {
            highest: assertion.range(),
            total: least.saturating_mul(papers.population().into()),
            population: papers.population(),
            mean,
            reported: mean + sum as f64 / assertion.range() as f64 / papers.population() as f64,
            expected: shares_by_value(assertion, papers),
            compared: false,
        };
        Ok(Self::new(null, bet, drawn))
    }

    fn new(null: Null, bet: Bet, drawn: Drawn) -> Self {
        Self { bet, drawn, null, draws: 0, sum: 0, overstated: 0.0, fortune: 1.0, peak: 1.0 }
    }

    /// The next paper of a comparison audit: as what it was reported (none for a paper of no kind), and what people read. The
    /// assertion is the one that the test was made for.
    ///
    /// # Errors
    ///
    /// [`MartingaleError`]; the test is then as it was before.
    pub fn compare(
        &mut self,
        assertion: &Assertion,
        reported: Option<usize>,
        read: Read,
    ) -> Result<(), MartingaleError> {
        if !self.null.compared {
            return Err(MartingaleError::OtherAudit { made: "polling audit", with: "poll" });
        }
        let said = assertion.of_kind(reported).map_err(|kinds| no_kind(reported, kinds))?;
        let lost = said.abs_diff(assertion.lowest());
        // What was read less the least, and the greatest less what was reported.
        self.value(coefficient_above_least(assertion, read)? + (assertion.range() - lost))
    }

    /// The next paper of a polling audit. The assertion is the one that the test was made for.
    ///
    /// # Errors
    ///
    /// [`MartingaleError`]; the test is then as it was before.
    pub fn poll(&mut self, assertion: &Assertion, read: Read) -> Result<(), MartingaleError> {
        if self.null.compared {
            return Err(MartingaleError::OtherAudit { made: "comparison audit", with: "compare" });
        }
        self.value(coefficient_above_least(assertion, read)?)
    }

    /// About how many more papers confirm the assertion at this risk limit if they read as they were reported: for a comparison
    /// audit with a fixed bet that many are enough, for others it is an estimate. 0 where it is confirmed, `None` where no
    /// number of papers would do.
    #[must_use]
    pub fn papers_left(&self, risk: RiskLimit) -> Option<u64> {
        if self.confirms(risk) {
            return Some(0);
        }
        let mean = self.mean_of_the_rest()?;
        let growth: f64 =
            self.null.expected.iter().map(|&(x, share)| share * self.growth(x, mean).ln()).sum();
        let papers = (-risk.ln() - self.fortune.ln()) / growth;
        // What a fortune of 0 or one that does not grow would need is no number.
        (growth > 0.0 && papers < 1e18).then(|| (papers * (1.0 - 1e-12)).ceil().max(1.0) as u64)
    }

    /// The mean of all papers that can be drawn next if the assertion just fails; none where no paper is left.
    fn mean_of_the_rest(&self) -> Option<f64> {
        if self.drawn == Drawn::WithReplacement {
            return Some(self.null.mean);
        }
        let left = self.null.population.checked_sub(self.draws).filter(|&left| left > 0)?;
        Some(self.null.total.saturating_sub(self.sum) as f64 / self.null.highest as f64 / left as f64)
    }

    fn value(&mut self, value: u128) -> Result<(), MartingaleError> {
        let x = value as f64 / self.null.highest as f64;
        let mean =
            self.mean_of_the_rest().ok_or(MartingaleError::AllDrawn { population: self.null.population })?;
        self.fortune = (self.fortune * self.growth(x, mean)).min(FORTUNE);
        self.draws = self.draws.saturating_add(1);
        self.sum = self.sum.saturating_add(value);
        if self.null.compared {
            self.overstated += (1.0 - 2.0 * x).max(0.0);
        }
        if self.drawn == Drawn::WithoutReplacement && self.sum > self.null.total {
            // What was read is more than there would be in all.
            self.fortune = f64::INFINITY;
        }
        self.peak = self.peak.max(self.fortune);
        Ok(())
    }

    /// By what a paper that counts `x` multiplies the fortune.
    fn growth(&self, x: f64, mean: f64) -> f64 {
        if mean >= 1.0 {
            // There is nothing to win; what is not staked is not lost.
            return 1.0;
        }
        if let Some(growth) = self.bet.growth(x, mean, self.null.mean) {
            return growth;
        }
        let papers = self.bet.remembered();
        if self.null.compared {
            return staked(
                learned_stake(1.0 - 2.0 * mean, papers, self.draws as f64, self.overstated),
                x,
                mean,
            );
        }
        let estimate = self.shrunk_mean(papers, mean);
        // Odds of a bet on the highest value against 0: the estimate against the mean.
        let won = if mean > 0.0 { estimate / mean * x } else { x };
        won + (1.0 - estimate) / (1.0 - mean) * (1.0 - x)
    }

    /// The shrink-trunc estimate of the mean (Stark 2023, section 2.5.2): the reported mean as if seen on some papers, and what
    /// was read, kept above the mean of the null by an amount that shrinks.
    fn shrunk_mean(&self, papers: f64, mean: f64) -> f64 {
        let seen = papers + self.draws as f64;
        let shrunk = (papers * self.null.reported + self.sum as f64 / self.null.highest as f64) / seen;
        let least = mean + (self.null.reported - self.null.mean) / 2.0 / seen.sqrt();
        shrunk.max(least).min(1.0 - 1e-9).max(mean)
    }

    /// The greatest α at which the assertion would not be confirmed yet, from 1 down to 0: one over the highest fortune so far.
    /// It is 0 where the papers read prove the assertion.
    #[must_use]
    pub fn p_value(&self) -> f64 {
        1.0 / self.peak
    }

    /// Whether the assertion is confirmed at this risk limit.
    #[must_use]
    pub fn confirms(&self, risk: RiskLimit) -> bool {
        reaches(self.peak, risk)
    }

    /// How many papers it has taken into account.
    #[must_use]
    pub fn draws(&self) -> u64 {
        self.draws
    }
}

/// What papers count in a polling audit, and how many there are of each as a share.
fn shares_by_value(assertion: &Assertion, papers: &Papers) -> Vec<(f64, f64)> {
    let coefficients = assertion.coefficients().iter().copied().chain([assertion.no_kind()]);
    let counts = papers.by_kind().iter().copied().chain([papers.other()]);
    let share = |count: u64| count as f64 / papers.population() as f64;
    let value =
        |coefficient: i128| coefficient.abs_diff(assertion.lowest()) as f64 / assertion.range() as f64;
    coefficients
        .zip(counts)
        .filter(|&(_, count)| count > 0)
        .map(|(a, count)| (value(a), share(count)))
        .collect()
}

/// Whether a fortune is 1/α or more.
pub(crate) fn reaches(fortune: f64, risk: RiskLimit) -> bool {
    let risk = risk.fraction();
    fortune * risk.numerator() as f64 >= risk.denominator() as f64
}

fn no_kind(kind: Option<usize>, kinds: usize) -> MartingaleError {
    MartingaleError::Kind { kind: kind.unwrap_or(0), kinds }
}

/// From 0 to the range.
pub(crate) fn coefficient_above_least(assertion: &Assertion, read: Read) -> Result<u128, MartingaleError> {
    let kind = match read {
        Read::Kind(kind) => Some(kind),
        Read::NoKind => None,
        Read::NotFound => return Ok(0),
    };
    let coefficient = assertion.of_kind(kind).map_err(|kinds| no_kind(kind, kinds))?;
    Ok(coefficient.abs_diff(assertion.lowest()))
}

/// The stake that grows fastest where a share `p` of the papers is misread in the worst way is 1 − p/x of the highest, x being
/// the share of the margin (Kelly 1956). The estimate of p is a tenth of x, which gives a bet of 1.8, as if seen on so many
/// papers, and what was read.
pub(crate) fn learned_stake(share: f64, papers: f64, draws: f64, overstated: f64) -> f64 {
    if share <= 0.0 {
        return 0.0;
    }
    let misread = (papers * share / 10.0 + overstated) / (papers + draws);
    (1.0 - misread / share).clamp(0.0, 1.0)
}

/// After how many papers without error, drawn with replacement, this test confirms at the risk limit: at most so many.
pub(crate) fn clean_draws(margin: Margin, bet: Bet, risk: RiskLimit, most: u64) -> Option<u64> {
    /// Beyond, a bet of 1.8 is counted with, which is never above the stake that is learned.
    const FOLLOWED: u64 = 50_000_000;
    let bound = Bet::PLANNED.clean(margin).and_then(|factor| factor.least(risk, u64::MAX))?;
    let papers = bet.remembered();
    if bound > FOLLOWED {
        return Some(bound).filter(|&bound| bound <= most);
    }
    let (share, gain) = (margin.share(), margin.numerator() as f64 / margin.rest() as f64);
    let mut fortune = 1.0;
    (0..bound.min(most)).find_map(|draws| {
        fortune *= 1.0 + learned_stake(share, papers, draws as f64, 0.0) * gain;
        reaches(fortune, risk).then_some(draws + 1)
    })
}
