//! Synthetic elections in the background: one run at a time, a queue that has an end, and runs that nobody looks at stop.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use sailau::electorate::Electorate;
use sailau::simulate::elections::{Chance, Digest, Ensemble, Simulation};
use sailau::simulate::{BLOCK, Confidence, Run};
use serde::Serialize;

use super::question::Case;
use super::refusal::Refusal;
use crate::failure::Failure;
use crate::fitting::vary_as_others;

/// Draws of a run at most.
pub(super) const MOST: u64 = 100_000;
/// Runs that may wait.
const WAITING: usize = 24;
/// Runs that are known, ended ones among them.
const KNOWN: usize = 200;
/// A run that nobody asks for is of nobody.
const FORGOTTEN: Duration = Duration::from_secs(20);
/// Seats times parties of a house that is drawn: each has a count of its own.
const CELLS: u64 = 500_000;
/// Blocks of draws between two looks, at most.
const LOOK: u64 = 16;

/// Where runs are ordered, looked at and stopped.
#[derive(Clone)]
pub(super) struct Office {
    jobs: Arc<Mutex<HashMap<u64, Arc<Job>>>>,
    queue: SyncSender<Arc<Job>>,
}

/// A run.
struct Job {
    case: Case,
    draws: u64,
    seed: u64,
    /// The place in the queue, counted from the first run of all.
    number: u64,
    stopped: AtomicBool,
    done: AtomicU64,
    /// When somebody last asked for it.
    asked: Mutex<Instant>,
    state: Mutex<State>,
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Phase {
    Waiting,
    Running,
    Done,
    Stopped,
    Failed,
}

struct State {
    phase: Phase,
    found: Option<Found>,
    error: Option<String>,
    taken: Duration,
}

/// What the page is told of a run.
#[derive(Serialize)]
pub(super) struct Look {
    phase: Phase,
    /// Runs that come first.
    ahead: usize,
    done: u64,
    of: u64,
    milliseconds: u64,
    error: Option<String>,
    found: Option<Found>,
}

/// What was drawn so far.
#[derive(Debug, Clone, Serialize)]
struct Found {
    draws: u64,
    parties: Vec<Row>,
    /// Whether anybody has a majority.
    majority: [Option<Likely>; 2],
    electorate: String,
    assumptions: Vec<String>,
}

/// A party before and after, on the same draws.
#[derive(Debug, Clone, Serialize)]
struct Row {
    party: String,
    before: Spread,
    after: Spread,
    /// After less before: the mean, its interval at 95 of 100, and what 5 and 95 of 100 draws do not exceed.
    difference: Option<Difference>,
}

#[derive(Debug, Clone, Copy, Default, Serialize)]
struct Spread {
    mean: f64,
    quantiles: [u32; 3],
    majority: f64,
    enters: f64,
}

#[derive(Debug, Clone, Copy, Serialize)]
struct Difference {
    mean: f64,
    low: f64,
    high: f64,
    quantiles: [i64; 3],
}

#[derive(Debug, Clone, Copy, Serialize)]
struct Likely {
    share: f64,
    low: f64,
    high: f64,
}

impl From<Chance> for Likely {
    fn from(Chance { share, low, high, .. }: Chance) -> Self {
        Self { share, low, high }
    }
}

impl Office {
    /// Opens it, with a thread that draws.
    pub(super) fn open() -> Self {
        let (queue, orders) = sync_channel(WAITING);
        std::thread::spawn(move || work(&orders));
        Self { jobs: Arc::default(), queue }
    }

    /// Orders a run; its number, which nobody guesses.
    pub(super) fn order(&self, case: Case, draws: u64, seed: u64) -> Result<u64, Refusal> {
        if !(1..=MOST).contains(&draws) {
            return Err(Refusal::wrong(format!("between 1 and {MOST} elections are drawn at once")));
        }
        let parties = case.votes.field().parties().len() as u64;
        let seats =
            u64::from(case.after.count_in_brief(&case.votes_after).map_err(Refusal::uncountable)?.house_size);
        if parties.saturating_mul(seats) > CELLS {
            return Err(Refusal::too_large(
                "so many parties in so large a house are not drawn here; `sailau simulate` has no such limit",
            ));
        }
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.retain(|_, job| !job.is_forgotten());
        if jobs.len() >= KNOWN {
            return Err(Refusal::busy());
        }
        let number = jobs.values().map(|job| job.number).max().unwrap_or(0) + 1;
        let job = Arc::new(Job {
            case,
            draws,
            seed,
            number,
            stopped: AtomicBool::new(false),
            done: AtomicU64::new(0),
            asked: Mutex::new(Instant::now()),
            state: Mutex::new(State {
                phase: Phase::Waiting,
                found: None,
                error: None,
                taken: Duration::ZERO,
            }),
        });
        self.queue.try_send(Arc::clone(&job)).map_err(|_| Refusal::busy())?;
        let name = RandomState::new().build_hasher().finish() >> 11;
        jobs.insert(name, job);
        Ok(name)
    }

    fn job(&self, name: u64) -> Result<Arc<Job>, Refusal> {
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.get(&name).cloned().ok_or_else(Refusal::nothing_there)
    }

    /// How far a run is.
    pub(super) fn look(&self, name: u64) -> Result<Look, Refusal> {
        let job = self.job(name)?;
        *job.asked.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let is_ahead = |other: &&Arc<Job>| other.number < job.number && other.is_under_way();
        let ahead = jobs.values().filter(is_ahead).count();
        drop(jobs);
        let state = job.state();
        Ok(Look {
            phase: state.phase,
            ahead: if state.phase == Phase::Waiting { ahead } else { 0 },
            done: job.done.load(Ordering::Relaxed),
            of: job.draws,
            milliseconds: u64::try_from(state.taken.as_millis()).unwrap_or(u64::MAX),
            error: state.error.clone(),
            found: state.found.clone(),
        })
    }

    /// Stops a run; what was drawn stays.
    pub(super) fn stop(&self, name: u64) -> Result<Look, Refusal> {
        let job = self.job(name)?;
        job.stopped.store(true, Ordering::Relaxed);
        let mut state = job.state();
        if state.phase == Phase::Waiting {
            state.phase = Phase::Stopped;
        }
        drop(state);
        self.look(name)
    }
}

impl Job {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_forgotten(&self) -> bool {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).elapsed() > FORGOTTEN
    }

    fn is_under_way(&self) -> bool {
        matches!(self.state().phase, Phase::Waiting | Phase::Running)
    }

    fn is_to_stop(&self) -> bool {
        self.stopped.load(Ordering::Relaxed) || self.is_forgotten()
    }

    /// Draws, and tells what was found as it grows.
    fn draw(&self) -> Result<(), Failure> {
        let begun = Instant::now();
        let Case { electorate, votes, title, before, after, .. } = &self.case;
        let electorate = match electorate {
            Some(known) => known.clone(),
            None => {
                let mut own = Electorate::from_votes(votes, votes.main_contest())?;
                own.name = format!("{title}, varying as others did");
                vary_as_others(&mut own, &[]);
                own
            }
        };
        let simulation = Simulation::new(electorate.compile()?).allow_uncounted();
        // What is held against each other is the first less the second.
        let simulation = simulation.system("after", after)?.system("before", before)?;
        let blocks = self.draws.div_ceil(BLOCK);
        let (mut next, mut many) = (0, 2);
        let mut whole: Option<Ensemble> = None;
        while next < blocks && !self.is_to_stop() {
            let end = (next + many).min(blocks);
            let before = whole.as_ref().map_or(0, Ensemble::draws);
            let run = Run::from_seed(self.seed).draws(self.draws).blocks(next..end);
            let (part, _) = run.run_watched(&simulation, |progress| {
                self.done.fetch_max(before + progress.done, Ordering::Relaxed);
                if self.is_to_stop() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })?;
            let joined = match whole {
                None => part,
                Some(whole) => whole.merge(&part)?,
            };
            self.done.store(joined.draws(), Ordering::Relaxed);
            if joined.draws() > 0 {
                let mut state = self.state();
                state.found = Some(Found::of(&joined, &electorate.name));
                state.taken = begun.elapsed();
            }
            whole = Some(joined);
            (next, many) = (end, (many * 2).min(LOOK));
        }
        Ok(())
    }
}

/// Draws one run after the other.
fn work(orders: &Receiver<Arc<Job>>) {
    while let Ok(job) = orders.recv() {
        if job.is_to_stop() {
            job.state().phase = Phase::Stopped;
            continue;
        }
        job.state().phase = Phase::Running;
        let ended = job.draw();
        let mut state = job.state();
        state.phase = match &ended {
            Err(_) => Phase::Failed,
            Ok(()) if job.stopped.load(Ordering::Relaxed) && job.done.load(Ordering::Relaxed) < job.draws => {
                Phase::Stopped
            }
            Ok(()) => Phase::Done,
        };
        state.error = ended.err().map(|failure| failure.in_one_line());
    }
}

impl Found {
    fn of(ensemble: &Ensemble, electorate: &str) -> Self {
        let digest = Digest::of(ensemble, Confidence::P95);
        let spread = |system: &str, party: &str| {
            let row =
                digest.seats.iter().find(|row| row.system == system && row.party.as_deref() == Some(party));
            row.map_or_else(Spread::default, |row| Spread {
                mean: row.mean,
                quantiles: row.quantiles,
                majority: row.majority.share,
                enters: row.enters.share,
            })
        };
        let row = |party: &String| Row {
            party: party.clone(),
            before: spread("before", party),
            after: spread("after", party),
            difference: digest.pairs.iter().find(|pair| pair.party == *party).map(|pair| Difference {
                mean: pair.mean,
                low: pair.interval.low,
                high: pair.interval.high,
                quantiles: pair.quantiles,
            }),
        };
        let majority = |system: &str| {
            let event = digest.events.iter().find(|row| row.system == system && row.event == "majority");
            event.map(|row| row.chance.into())
        };
        let has_seats = |row: &Row| row.before.enters > 0.0 || row.after.enters > 0.0;
        Self {
            draws: digest.draws,
            parties: ensemble.summary.parties.iter().map(row).filter(has_seats).take(40).collect(),
            majority: [majority("before"), majority("after")],
            electorate: electorate.to_owned(),
            assumptions: digest.assumptions,
        }
    }
}
