//! Audits of papers of which some say something else than was reported, by the hundred thousand.

mod batches;
mod chances;
mod simulated;

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};
use thiserror::Error;

use crate::assertion::{Assertion, AssertionError, Papers};
use crate::bet::Bet;
use crate::contest::Contest;
use crate::martingale::{Read, coefficient_above_least, reaches};
use crate::risk::RiskLimit;
use crate::sample::SampleSize;

pub use batches::BatchSimulation;
use chances::Powers;
pub use simulated::Simulated;

/// Papers that say something else than was reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MisreadPapers {
    /// As what they were reported, none for papers of no kind.
    pub reported: Option<usize>,
    /// What people read on them.
    pub read: Read,
    /// How many there are among all papers.
    pub papers: u64,
}

/// Comparison audits with replacement of one contest: papers are drawn until every assertion is confirmed, or until so many
/// draws that all papers are counted instead.
///
/// ```
/// use sailau_audit::{Asserted, Assertion, Bet, Contest, MisreadPapers, Papers, Simulation};
///
/// let papers = Papers::new(vec![5_200, 4_800], 10_000)?;
/// let wins = Assertion::new(vec![1, -1])?;
/// // In truth both have 5,000.
/// let misread = MisreadPapers::just_false(&wins, &papers)?;
/// let asserted = Asserted { label: "Asel before Bota".to_owned(), assertion: wins };
/// let contest = Contest::new(vec!["Asel".to_owned(), "Bota".to_owned()], papers, vec![asserted])?;
///
/// let simulation = Simulation::new(&contest, Bet::PLANNED, "5%".parse()?, &misread, 5_000)?;
/// let audits = simulation.run(10_000, 2023);
/// let (low, _) = audits.interval();
/// assert!(low < 0.05, "a wrong outcome is confirmed no more often than one promised");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Simulation {
    risk: RiskLimit,
    most: u64,
    /// Nothing is drawn: an assertion has no sample.
    counts_all: bool,
    /// Papers read as reported, as a share of all.
    clean: Powers,
    /// The running sum of the misread papers.
    misread: Vec<u64>,
    tests: Vec<Test>,
}

/// What happens to the fortune of one assertion.
#[derive(Debug, Clone)]
struct Test {
    /// With papers read as reported.
    clean: Powers,
    /// With each sort of misread papers.
    misread: Vec<f64>,
}

/// Why audits cannot be simulated.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SimulationError {
    /// A test whose stakes depend on what was read.
    #[error(
        "`{0}` cannot be simulated: its stakes depend on what was read before; take one that has a fixed stake"
    )]
    Bet(
        /// The test.
        Bet,
    ),
    /// A kind that there is not.
    #[error("there is no kind {kind} of papers: there are {kinds}, numbered from 0")]
    Kind {
        /// What was given.
        kind: usize,
        /// The number of kinds.
        kinds: usize,
    },
    /// More misread papers than were reported.
    #[error(
        "{misread} papers that were reported as {kind} are misread, and {reported} were reported so in all"
    )]
    TooMany {
        /// The kind.
        kind: String,
        /// The sum of what is misread.
        misread: u128,
        /// What was reported.
        reported: u64,
    },
}

/// Audits that have one sequence of random numbers.
const BLOCK: u64 = 1_024;

impl MisreadPapers {
    /// The fewest papers that must say something else for the assertion to be just false: the worst outcome to audit.
    ///
    /// # Errors
    ///
    /// Those of [`Assertion::margin`].
    pub fn just_false(assertion: &Assertion, papers: &Papers) -> Result<Vec<Self>, AssertionError> {
        let mut left = assertion.margin(papers).and_then(|_| assertion.sum(papers))?.unsigned_abs();
        let worst =
            assertion.coefficients().iter().position(|&coefficient| coefficient == assertion.lowest());
        let read = worst.map_or(Read::NoKind, Read::Kind);
        let counts = papers.by_kind().iter().copied().enumerate().map(|(kind, count)| (Some(kind), count));
        let mut moves: Vec<(u128, Option<usize>, u64)> = counts
            .chain([(None, papers.other())])
            .map(|(kind, count)| {
                (assertion.of_kind(kind).unwrap_or(0).abs_diff(assertion.lowest()), kind, count)
            })
            .collect();
        moves.sort_by_key(|&(by, ..)| std::cmp::Reverse(by));
        let mut misread = Vec::new();
        for (by, reported, count) in moves {
            if left == 0 || by == 0 {
                break;
            }
            let papers = u64::try_from(left.div_ceil(by)).unwrap_or(count).min(count);
            left = left.saturating_sub(by * u128::from(papers));
            if papers > 0 {
                misread.push(Self { reported, read, papers });
            }
        }
        Ok(misread)
    }
}

impl Simulation {
    /// Audits of a contest in which these papers are misread. After `most` draws without every assertion confirmed all papers
    /// are counted.
    ///
    /// # Errors
    ///
    /// [`SimulationError`].
    pub fn new(
        contest: &Contest,
        bet: Bet,
        risk: RiskLimit,
        misread: &[MisreadPapers],
        most: u64,
    ) -> Result<Self, SimulationError> {
        check(contest, misread)?;
        let mut sum = 0u64;
        // The sum is at most the population, as each kind's is at most its papers.
        let sums: Vec<u64> = misread
            .iter()
            .map(|papers| {
                sum = sum.saturating_add(papers.papers);
                sum
            })
            .collect();
        let population = contest.papers().population();
        let clean = population.saturating_sub(sum) as f64 / population as f64;
        let mut tests = Vec::new();
        let mut counts_all = false;
        for (asserted, &margin) in contest.assertions().iter().zip(contest.margins()) {
            let assertion = &asserted.assertion;
            if assertion.is_trivial() {
                continue;
            }
            counts_all |= matches!(margin.sample_by(bet, risk), SampleSize::All(_));
            let mean = margin.rest() as f64 / margin.all() as f64 / 2.0;
            let growth = |x: f64| bet.growth(x, mean, mean).ok_or(SimulationError::Bet(bet));
            let of_misread = |papers: &MisreadPapers| growth(value(assertion, papers));
            tests.push(Test {
                clean: Powers::new(growth(0.5)?, most),
                misread: misread.iter().map(of_misread).collect::<Result<_, _>>()?,
            });
        }
        Ok(Self { risk, most, counts_all, clean: Powers::new(clean, most), misread: sums, tests })
    }

    /// So many audits. The same seed gives the same audits on every machine and with any number of threads.
    #[must_use]
    pub fn run(&self, audits: u64, seed: u64) -> Simulated {
        if self.counts_all {
            return Simulated { audits, ..Simulated::default() };
        }
        blocks(audits, seed, || Vec::with_capacity(self.tests.len()), |random, open| self.audit(random, open))
    }

    /// After how many draws everything is confirmed; none where all papers are counted.
    fn audit<'a>(&'a self, random: &mut ChaCha8Rng, open: &mut Vec<(f64, &'a Test)>) -> Option<u64> {
        open.clear();
        open.extend(self.tests.iter().map(|test| (1.0, test)));
        let (mut drawn, mut confirmed) = (0u64, 0u64);
        while !open.is_empty() {
            let clean = self.clean.times_in_a_row(uniform(random)).min(self.most - drawn);
            open.retain_mut(|(fortune, test)| {
                let grown = *fortune * test.clean.power(clean);
                if reaches(grown, self.risk) {
                    let draws =
                        test.clean.least_to_reach(*fortune, |grown| reaches(grown, self.risk)).min(clean);
                    confirmed = confirmed.max(drawn + draws);
                    return false;
                }
                *fortune = grown;
                true
            });
            drawn += clean;
            if open.is_empty() {
                break;
            }
            // Nor does anyone draw on who would not come to the end without another misread paper.
            let left = self.most - drawn;
            if open.iter().any(|(fortune, test)| !reaches(fortune * test.clean.power(left), self.risk)) {
                return None;
            }
            let sort = self.misread_paper(random);
            drawn += 1;
            open.retain_mut(|(fortune, test)| {
                *fortune *= test.misread.get(sort).copied().unwrap_or(1.0);
                let is_open = !reaches(*fortune, self.risk);
                if !is_open {
                    confirmed = confirmed.max(drawn);
                }
                is_open
            });
        }
        Some(confirmed)
    }

    /// Which sort of misread papers one is.
    fn misread_paper(&self, random: &mut ChaCha8Rng) -> usize {
        let all = self.misread.last().copied().unwrap_or(0);
        let at = ((u128::from(random.next_u64()) * u128::from(all)) >> 64) as u64;
        self.misread.partition_point(|&sum| sum <= at)
    }
}

/// So many audits on all cores: each block has a sequence of random numbers of its own, whoever does it.
fn blocks<S>(
    audits: u64,
    seed: u64,
    space: impl Fn() -> S + Sync,
    audit: impl Fn(&mut ChaCha8Rng, &mut S) -> Option<u64> + Sync,
) -> Simulated {
    let blocks = audits.div_ceil(BLOCK);
    let next = AtomicU64::new(0);
    let worker = || {
        let (mut simulated, mut space) = (Simulated::default(), space());
        loop {
            let block = next.fetch_add(1, Ordering::Relaxed);
            if block >= blocks {
                return simulated;
            }
            let mut random = ChaCha8Rng::seed_from_u64(seed);
            random.set_stream(block);
            for _ in 0..BLOCK.min(audits - block * BLOCK) {
                simulated.count(audit(&mut random, &mut space));
            }
        }
    };
    let threads =
        thread::available_parallelism().map_or(1, usize::from).min(usize::try_from(blocks).unwrap_or(1));
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(worker)).collect();
        let mut simulated = worker();
        for other in others {
            match other.join() {
                Ok(other) => simulated.add(other),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        simulated
    })
}

/// Above 0, at most 1: one of 2^53 equal steps.
fn uniform(random: &mut ChaCha8Rng) -> f64 {
    ((random.next_u64() >> 11) + 1) as f64 / (1u64 << 53) as f64
}

/// What a misread paper counts in a comparison audit, from 0 to 1.
fn value(assertion: &Assertion, papers: &MisreadPapers) -> f64 {
    // Kinds were checked.
    let read = coefficient_above_least(assertion, papers.read).unwrap_or(0);
    let said = assertion.of_kind(papers.reported).unwrap_or(0).abs_diff(assertion.lowest());
    (read + (assertion.range() - said)) as f64 / (2.0 * assertion.range() as f64)
}

fn check(contest: &Contest, misread: &[MisreadPapers]) -> Result<(), SimulationError> {
    let kinds = contest.kinds().len();
    for papers in misread {
        let read = if let Read::Kind(kind) = papers.read { Some(kind) } else { None };
        if let Some(kind) = [papers.reported, read].into_iter().flatten().find(|&kind| kind >= kinds) {
            return Err(SimulationError::Kind { kind, kinds });
        }
    }
    let reported =
        contest.papers().by_kind().iter().copied().enumerate().map(|(kind, count)| (Some(kind), count));
    for (kind, reported) in reported.chain([(None, contest.papers().other())]) {
        let of_kind = misread.iter().filter(|papers| papers.reported == kind);
        let sum = of_kind.map(|papers| u128::from(papers.papers)).sum();
        if sum > u128::from(reported) {
            let name = kind.and_then(|kind| contest.kinds().get(kind));
            let kind = name.map_or_else(|| "no kind".to_owned(), |name| format!("`{name}`"));
            return Err(SimulationError::TooMany { kind, misread: sum, reported });
        }
    }
    Ok(())
}
