//! Audits of polling stations of which some reported something else than lies in their boxes, by the hundred thousand.

use rand::Rng;
use rand::rngs::ChaCha8Rng;

use super::blocks;
use super::chances::Powers;
use super::simulated::Simulated;
use crate::assertion::Papers;
use crate::batches::{BatchAudit, BatchError};
use crate::bet::Bet;
use crate::martingale::reaches;
use crate::risk::RiskLimit;

/// Audits of the stations of one contest: they are drawn as an audit draws them, and counted as what lies in them, until every
/// assertion is confirmed, or until so many draws that all stations are counted instead.
///
/// ```
/// use sailau_audit::{Asserted, Assertion, BatchAudit, BatchSimulation, Bet, Contest, Papers};
///
/// // In truth both have 5,000: station 1 wrote 400 of Bota's papers to Asel.
/// let in_the_box = |a| Papers::new(vec![a, 1_000 - a], 1_000);
/// let truth = (0..10).map(|_| in_the_box(500)).collect::<Result<Vec<_>, _>>()?;
/// let mut reported = truth.clone();
/// reported[0] = in_the_box(900)?;
/// let wins = Asserted { label: "Asel before Bota".to_owned(), assertion: Assertion::new(vec![1, -1])? };
/// let kinds = vec!["Asel".to_owned(), "Bota".to_owned()];
/// let contest = Contest::new(kinds, Papers::new(vec![5_400, 4_600], 10_000)?, vec![wins])?;
///
/// let audit = BatchAudit::new(&contest, &reported)?;
/// let simulation = BatchSimulation::new(&audit, &truth, Bet::PLANNED, "5%".parse()?, 500)?;
/// let (low, _) = simulation.run(2_000, 7).interval();
/// assert!(low < 0.05, "a wrong outcome is confirmed no more often than one promised");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct BatchSimulation {
    risk: RiskLimit,
    most: u64,
    assertions: usize,
    /// By what the fortune of each assertion grows when a station is drawn: station by station.
    growths: Vec<f64>,
    /// By what it grows most.
    best: Powers,
    /// The running sum of the weights.
    weights: Vec<u64>,
}

impl BatchSimulation {
    /// Audits in which people find these papers in the batches. After `most` draws without every assertion confirmed all batches
    /// are counted.
    ///
    /// # Errors
    ///
    /// [`BatchError`]: those of reading a batch, and other batches than those of the audit.
    pub fn new(
        audit: &BatchAudit,
        found: &[Papers],
        bet: Bet,
        risk: RiskLimit,
        most: u64,
    ) -> Result<Self, BatchError> {
        let test = audit.test(bet)?;
        if found.len() != audit.weights().len() {
            return Err(BatchError::NoBatch { batch: found.len(), batches: audit.weights().len() });
        }
        let mut growths = Vec::new();
        for (batch, papers) in found.iter().enumerate() {
            growths.extend(test.growths(batch, papers)?);
        }
        let best = Powers::new(growths.iter().copied().fold(1.0, f64::max), most);
        let mut sum = 0u64;
        let weights = audit.weights().iter().map(|&weight| {
            // All weights together have 62 bits.
            sum = sum.saturating_add(weight);
            sum
        });
        let weights = weights.collect();
        Ok(Self { risk, most, assertions: test.p_values().count(), growths, best, weights })
    }

    /// So many audits. The same seed gives the same audits on every machine and with any number of threads.
    #[must_use]
    pub fn run(&self, audits: u64, seed: u64) -> Simulated {
        blocks(audits, seed, || Vec::with_capacity(self.assertions), |random, open| self.audit(random, open))
    }

    /// After how many draws everything is confirmed; none where all batches are counted.
    fn audit(&self, random: &mut ChaCha8Rng, open: &mut Vec<(f64, usize)>) -> Option<u64> {
        open.clear();
        open.extend((0..self.assertions).map(|assertion| (1.0, assertion)));
        let all = self.weights.last().copied().unwrap_or(0);
        let mut drawn = 0;
        while !open.is_empty() {
            if drawn == self.most {
                return None;
            }
            drawn += 1;
            let at = ((u128::from(random.next_u64()) * u128::from(all)) >> 64) as u64;
            let batch = self.weights.partition_point(|&sum| sum <= at);
            let growths = self.growths.get(batch * self.assertions..).unwrap_or_default();
            let (mut lowest, mut fell) = (f64::INFINITY, false);
            open.retain_mut(|(fortune, assertion)| {
                let growth = growths.get(*assertion).copied().unwrap_or(1.0);
                *fortune *= growth;
                fell |= growth < 1.0;
                let is_open = !reaches(*fortune, self.risk);
                if is_open {
                    lowest = lowest.min(*fortune);
                }
                is_open
            });
            // Nobody draws on who would not come to the end, however well all further stations are counted.
            if fell && !open.is_empty() && !reaches(lowest * self.best.power(self.most - drawn), self.risk) {
                return None;
            }
        }
        Some(drawn)
    }
}
