//! Whole batches of papers counted again by hand: polling stations, where nothing is known of the single paper.

use thiserror::Error;

use crate::assertion::{Assertion, AssertionError, Papers};
use crate::bet::Bet;
use crate::contest::Contest;
use crate::margin::Margin;
use crate::martingale::reaches;
use crate::risk::RiskLimit;
use crate::sample::SampleSize;

/// A contest whose papers lie in batches, each with a reported count: polling stations. Batches are drawn with replacement,
/// with chances in proportion to the most that they can have overstated any assertion, and counted again by hand.
///
/// With the highest bet it is the audit of Stark 2009 (*Risk-limiting post-election audits: P-values from common probability
/// inequalities*): the Kaplan-Markov product of (1 − 1/U)/(1 − taint).
///
/// ```
/// use sailau_audit::{Asserted, Assertion, BatchAudit, Bet, Contest, Papers, SampleSize, WeightedSampler};
///
/// let stations = vec![Papers::new(vec![300, 200], 520)?, Papers::new(vec![150, 150], 310)?, Papers::new(vec![90, 10], 100)?];
/// let wins = Asserted { label: "Asel before Bota".to_owned(), assertion: Assertion::new(vec![1, -1])? };
/// let papers = Papers::new(vec![540, 360], 930)?;
/// let contest = Contest::new(vec!["Asel".to_owned(), "Bota".to_owned()], papers, vec![wins])?;
/// let audit = BatchAudit::new(&contest, &stations)?;
///
/// let risk = "5%".parse()?;
/// assert_eq!(audit.sample(Bet::HIGHEST, risk), SampleSize::Papers(17));
/// let mut test = audit.test(Bet::HIGHEST)?;
/// for station in WeightedSampler::new(&"35463115561121636246".parse()?, audit.weights())?.take(17) {
///     test.read(station, &stations[station])?;
/// }
/// assert!(test.confirms(risk));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct BatchAudit {
    assertions: Vec<InBatches>,
    papers: Vec<u64>,
    kinds: usize,
    weights: Vec<u64>,
    /// What a weight of 1 is of the margin of an assertion: one part in so many.
    parts: u64,
    total: u64,
}

/// An assertion and what its batches were reported as.
#[derive(Debug, Clone)]
struct InBatches {
    label: String,
    assertion: Assertion,
    sum: u128,
    by_batch: Vec<i128>,
}

/// Why batches cannot be audited, or a count cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BatchError {
    /// Batches that are not the contest.
    #[error(
        "the batches hold {batches} papers of {kind}, and the contest has {contest}; every paper must be in one batch"
    )]
    NotTheContest {
        /// Which papers.
        kind: String,
        /// The sum over the batches.
        batches: u128,
        /// What the contest has.
        contest: u64,
    },
    /// A batch whose kinds are not those of the contest.
    #[error("batch {batch}: {problem}")]
    Batch {
        /// The batch, from 1.
        batch: usize,
        /// What is wrong.
        #[source]
        problem: AssertionError,
    },
    /// A tie has no margin to bound errors with.
    #[error("assertion `{0}` is a tie: count all papers by hand")]
    Tie(
        /// What it says.
        String,
    ),
    /// A margin of next to nothing.
    #[error(
        "an assertion has so small a margin that no sample of batches would do: count all papers by hand"
    )]
    TooNarrow,
    /// A test whose stakes depend on what was read.
    #[error("`{0}` is no test for batches; take one that has a fixed stake, such as \"bet 1.8\"")]
    Bet(
        /// The test.
        Bet,
    ),
    /// A batch that there is not.
    #[error("there is no batch {batch}: there are {batches}, numbered from 1")]
    NoBatch {
        /// The batch, from 1.
        batch: usize,
        /// The number of batches.
        batches: usize,
    },
    /// More papers than a batch was said to have.
    #[error(
        "batch {batch} holds {found} papers and was reported to hold {reported}: the bounds of the audit do not hold; put the \
         numbers of papers right and begin anew with another seed"
    )]
    MorePapers {
        /// The batch, from 1.
        batch: usize,
        /// What was found.
        found: u64,
        /// What was reported.
        reported: u64,
    },
}

impl BatchAudit {
    /// The contest and its batches: together their papers are those of the contest. Assertions that no paper speaks against are
    /// left out.
    ///
    /// # Errors
    ///
    /// [`BatchError`].
    pub fn new(contest: &Contest, batches: &[Papers]) -> Result<Self, BatchError> {
        same_papers(contest, batches)?;
        let mut assertions = Vec::new();
        for asserted in contest.assertions().iter().filter(|asserted| !asserted.assertion.is_trivial()) {
            let sum = |(at, batch): (usize, &Papers)| {
                asserted.assertion.sum(batch).map_err(|problem| BatchError::Batch { batch: at + 1, problem })
            };
            let by_batch: Vec<i128> = batches.iter().enumerate().map(sum).collect::<Result<_, _>>()?;
            // What a contest asserts is not below 0.
            let sum = by_batch.iter().sum::<i128>().unsigned_abs();
            if sum == 0 {
                return Err(BatchError::Tie(asserted.label.clone()));
            }
            let (label, assertion) = (asserted.label.clone(), asserted.assertion.clone());
            assertions.push(InBatches { label, assertion, sum, by_batch });
        }
        let papers: Vec<u64> = batches.iter().map(Papers::population).collect();
        let bound = |batch: usize| assertions.iter().map(|a| a.bound(batch, &papers)).fold(0.0, f64::max);
        let bounds: Vec<f64> = (0..batches.len()).map(bound).collect();
        // As fine as the sum of all weights has room for in 62 bits.
        let room = (2f64.powi(62) / bounds.iter().sum::<f64>().max(1.0)).min(2f64.powi(32));
        if room < 1.0 {
            return Err(BatchError::TooNarrow);
        }
        let parts = room as u64;
        // Rounded up: a weight may be more than the bound, never less.
        let weights: Vec<u64> =
            bounds.iter().map(|bound| (bound * parts as f64 * (1.0 + 1e-12)).ceil() as u64).collect();
        let total = weights.iter().fold(0u64, |total, &weight| total.saturating_add(weight));
        Ok(Self { assertions, papers, kinds: contest.kinds().len(), weights, parts, total })
    }

    /// The weights by which batches are drawn, with a [`WeightedSampler`](crate::WeightedSampler).
    #[must_use]
    pub fn weights(&self) -> &[u64] {
        &self.weights
    }

    /// What a draw says: the share 1/U that makes the sample, as a margin. U is the sum of what all batches can have
    /// overstated, in margins.
    fn margin(&self) -> Margin {
        Margin::checked(self.parts.min(self.total.max(1)).into(), 1, self.total.max(1))
    }

    /// How many draws confirm the outcome if every batch was counted rightly. Batches come more than once among them: see
    /// [`papers_to_count`](Self::papers_to_count).
    #[must_use]
    pub fn sample(&self, bet: Bet, risk: RiskLimit) -> SampleSize {
        if self.assertions.is_empty() { SampleSize::Papers(0) } else { self.margin().sample_by(bet, risk) }
    }

    /// How many papers so many draws give to count on average: those of every batch that is drawn, once.
    #[must_use]
    pub fn papers_to_count(&self, draws: u64) -> f64 {
        let missed =
            |weight: u64| (draws as f64 * (-(weight as f64) / self.total.max(1) as f64).ln_1p()).exp();
        self.weights
            .iter()
            .zip(&self.papers)
            .map(|(&weight, &papers)| papers as f64 * (1.0 - missed(weight)))
            .sum()
    }

    /// A test that nothing was read for yet.
    ///
    /// # Errors
    ///
    /// [`BatchError::Bet`].
    pub fn test(&self, bet: Bet) -> Result<BatchTest<'_>, BatchError> {
        if bet.remembered() > 0.0 {
            return Err(BatchError::Bet(bet));
        }
        Ok(BatchTest { audit: self, bet, draws: 0, fortunes: vec![(1.0, 1.0); self.assertions.len()] })
    }
}

impl InBatches {
    /// The most that a batch can have overstated, in margins of the assertion: all its papers say the worst.
    fn bound(&self, batch: usize, papers: &[u64]) -> f64 {
        let (reported, papers) =
            (self.by_batch.get(batch).copied().unwrap_or(0), papers.get(batch).copied().unwrap_or(0));
        // Checked with the sum over all papers.
        let worst = self.assertion.lowest() * i128::from(papers);
        reported.abs_diff(worst) as f64 / self.sum as f64
    }
}

fn same_papers(contest: &Contest, batches: &[Papers]) -> Result<(), BatchError> {
    let kinds = contest.kinds().len();
    for (at, batch) in batches.iter().enumerate() {
        if batch.by_kind().len() != kinds {
            let problem = AssertionError::Kinds { coefficients: kinds, kinds: batch.by_kind().len() };
            return Err(BatchError::Batch { batch: at + 1, problem });
        }
    }
    let same = |kind: String, batches: u128, contest: u64| {
        if batches == u128::from(contest) {
            Ok(())
        } else {
            Err(BatchError::NotTheContest { kind, batches, contest })
        }
    };
    for (kind, (name, &reported)) in contest.kinds().iter().zip(contest.papers().by_kind()).enumerate() {
        let of_kind = |batch: &Papers| batch.by_kind().get(kind).copied().map_or(0, u128::from);
        same(format!("`{name}`"), batches.iter().map(of_kind).sum(), reported)?;
    }
    let all = batches.iter().map(|batch| u128::from(batch.population())).sum();
    same("all kinds".to_owned(), all, contest.papers().population())
}

/// What the batches that were counted again say.
#[derive(Debug, Clone)]
pub struct BatchTest<'a> {
    audit: &'a BatchAudit,
    bet: Bet,
    draws: u64,
    /// The fortune of each assertion, and its highest so far.
    fortunes: Vec<(f64, f64)>,
}

impl BatchTest<'_> {
    /// The next batch that was drawn, from 0, and what people counted in it; its population is the number of papers that were
    /// found. Papers that were reported and not found count as the worst. A batch that is drawn again counts again.
    ///
    /// # Errors
    ///
    /// [`BatchError`]; the test is then as it was.
    pub fn read(&mut self, batch: usize, counted: &Papers) -> Result<(), BatchError> {
        let growths = self.growths(batch, counted)?;
        for ((fortune, peak), growth) in self.fortunes.iter_mut().zip(growths) {
            // As with papers one by one: kept finite, which can only delay a confirmation.
            *fortune = (*fortune * growth).min(1e250);
            *peak = peak.max(*fortune);
        }
        self.draws = self.draws.saturating_add(1);
        Ok(())
    }

    /// By what a batch lets the fortune of each assertion grow.
    pub(crate) fn growths(&self, batch: usize, counted: &Papers) -> Result<Vec<f64>, BatchError> {
        let audit = self.audit;
        let number = batch.saturating_add(1);
        let of_batch = audit.papers.get(batch).zip(audit.weights.get(batch));
        let (&reported, &weight) =
            of_batch.ok_or(BatchError::NoBatch { batch: number, batches: audit.papers.len() })?;
        let missing = reported.checked_sub(counted.population());
        let found = counted.population();
        let missing = missing.ok_or(BatchError::MorePapers { batch: number, found, reported })?;
        if counted.by_kind().len() != audit.kinds {
            let problem = AssertionError::Kinds { coefficients: audit.kinds, kinds: counted.by_kind().len() };
            return Err(BatchError::Batch { batch: number, problem });
        }
        let share = audit.parts as f64 / audit.total as f64;
        let mean = (1.0 - share) / 2.0;
        let mut growths = Vec::with_capacity(audit.assertions.len());
        for of in &audit.assertions {
            let sum =
                of.assertion.sum(counted).map_err(|problem| BatchError::Batch { batch: number, problem })?;
            // No sum over papers of a batch is beyond that over all papers.
            let said = of.by_batch.get(batch).copied().unwrap_or(0);
            let overstated = said - sum - of.assertion.lowest() * i128::from(missing);
            let taint = overstated as f64 / of.sum as f64 * audit.parts as f64 / weight.max(1) as f64;
            let x = (1.0 - taint.min(1.0)) / 2.0;
            growths.push(self.bet.growth(x, mean, mean).unwrap_or(1.0));
        }
        Ok(growths)
    }

    /// The p-value of the assertion that is least sure, from 1 down.
    #[must_use]
    pub fn p_value(&self) -> f64 {
        self.p_values().map(|(_, p_value)| p_value).fold(0.0, f64::max)
    }

    /// What each assertion says, and its p-value.
    pub fn p_values(&self) -> impl Iterator<Item = (&str, f64)> {
        self.audit
            .assertions
            .iter()
            .zip(&self.fortunes)
            .map(|(of, (_, peak))| (of.label.as_str(), 1.0 / peak))
    }

    /// About how many more draws confirm every assertion if all further counts are as reported; none where no number would do.
    #[must_use]
    pub fn draws_left(&self, risk: RiskLimit) -> Option<u64> {
        let mean = (1.0 - self.audit.parts as f64 / self.audit.total as f64) / 2.0;
        let growth = self.bet.growth(0.5, mean, mean)?.ln();
        let open = self.fortunes.iter().filter(|&&(_, peak)| !reaches(peak, risk));
        open.map(|&(fortune, _)| (-risk.ln() - fortune.ln()) / growth).try_fold(0, |most: u64, draws| {
            // What a fortune of 0 would need is no number.
            (draws < 1e18).then(|| most.max((draws * (1.0 - 1e-12)).ceil().max(1.0) as u64))
        })
    }

    /// Whether every assertion is confirmed at this risk limit.
    #[must_use]
    pub fn confirms(&self, risk: RiskLimit) -> bool {
        self.fortunes.iter().all(|&(_, peak)| reaches(peak, risk))
    }

    /// How many draws it has taken into account.
    #[must_use]
    pub fn draws(&self) -> u64 {
        self.draws
    }
}
