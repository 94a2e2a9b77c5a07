//! An audit whose batches are polling stations, from the first draw to the last count.

mod file;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::assertion::Papers;
use crate::batches::{BatchAudit, BatchError, BatchTest};
use crate::bet::Bet;
use crate::contest::Contest;
use crate::risk::RiskLimit;
use crate::sample::SampleSize;
use crate::sampler::{Seed, WeightedSampler, WeightsError};

pub use file::CountsError;

/// A polling station and what it reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Station {
    /// Its name or number, as it stands in files.
    pub name: String,
    /// Its papers, by the kinds of the contest.
    pub reported: Papers,
}

/// How stations are audited. It is settled before the seed is thrown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StationPlan {
    /// The greatest chance that a wrong outcome is confirmed.
    pub risk: RiskLimit,
    /// Thrown in public.
    pub seed: Seed,
    /// The test.
    pub bet: Bet,
}

/// An audit that counts polling stations again. Stations are [drawn](Self::draw) with replacement, with chances in proportion
/// to what they can have overstated; people [count](Self::add_file) those that were drawn, and the [status](Self::status) says
/// what is confirmed. It is kept in a file with serde.
///
/// ```
/// use sailau_audit::{
///     Asserted, Assertion, Bet, Contest, Papers, Station, StationAudit, StationNext, StationPlan,
/// };
///
/// let station = |name: &str, a, b, papers| -> Result<Station, Box<dyn std::error::Error>> {
///     Ok(Station { name: name.to_owned(), reported: Papers::new(vec![a, b], papers)? })
/// };
/// let stations = vec![station("1", 300, 200, 520)?, station("2", 150, 150, 310)?, station("3", 90, 10, 100)?];
/// let wins = Asserted { label: "Asel before Bota".to_owned(), assertion: Assertion::new(vec![1, -1])? };
/// let kinds = vec!["Asel".to_owned(), "Bota".to_owned()];
/// let contest = Contest::new(kinds, Papers::new(vec![540, 360], 930)?, vec![wins])?;
/// let plan = StationPlan { risk: "10%".parse()?, seed: "35463115561121636246".parse()?, bet: Bet::PLANNED };
///
/// let mut audit = StationAudit::start(contest, stations, plan)?;
/// assert_eq!(audit.status().next, StationNext::Draw { to: 15 });
/// audit.draw(15)?;
/// // Each station that was drawn is counted once.
/// audit.add_file("station,papers,Asel,Bota\n1,520,300,200\n2,310,150,150\n3,100,90,10\n".as_bytes())?;
/// assert_eq!(audit.status().next, StationNext::Confirmed);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "file::Kept", into = "file::Kept")]
pub struct StationAudit {
    contest: Contest,
    stations: Vec<Station>,
    plan: StationPlan,
    batches: BatchAudit,
    sampler: WeightedSampler,
    draws: Vec<usize>,
    counts: BTreeMap<usize, Papers>,
}

/// Why stations are no audit, or a count cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum StationError {
    /// A name that cannot be told from another.
    #[error("two stations have the name `{0}`, or it is empty; give each its own")]
    Name(
        /// The name.
        String,
    ),
    /// A kind that cannot be told from another column.
    #[error(
        "a kind of papers cannot have the name `{0}` where stations are counted: files of counts have a column of that name"
    )]
    Kind(
        /// The name.
        String,
    ),
    /// Stations that are no batches of the contest, or a count that is none of a station.
    #[error(transparent)]
    Batch(#[from] BatchError),
    /// Stations that cannot be drawn.
    #[error("stations: {0}")]
    Weights(#[from] WeightsError),
    /// More draws than people ever count.
    #[error("{draws} draws are more than {most}: count all stations instead")]
    TooManyDraws {
        /// What was asked for.
        draws: u64,
        /// The most.
        most: u64,
    },
    /// A station that is none of the contest.
    #[error("there is no station `{0}`; write its name as it stands in the list of draws")]
    Unknown(
        /// The name.
        String,
    ),
    /// A station that was not drawn.
    #[error("station `{0}` was not drawn; only stations that were drawn count")]
    NotDrawn(
        /// The name.
        String,
    ),
    /// A station that was counted before.
    #[error(
        "station `{0}` was counted already: leave it out, however often it was drawn. If the count was wrong, correct it"
    )]
    AlreadyCounted(
        /// The name.
        String,
    ),
}

/// How far an audit of stations has come.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StationStatus {
    /// How many draws there are.
    pub drawn: u64,
    /// How many stations were counted again.
    pub counted: u64,
    /// How many papers were counted again.
    pub papers: u64,
    /// How many draws are taken into account: all before the first whose station was not counted.
    pub tested: u64,
    /// What each assertion says, and its p-value; those that need no audit are left out.
    pub assertions: Vec<(String, f64)>,
    /// What to do.
    pub next: StationNext,
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StationNext {
    /// Nothing: every assertion is confirmed.
    Confirmed,
    /// Count the stations that were drawn and not counted, so many.
    Count {
        /// How many stations.
        stations: u64,
    },
    /// Draw on until there are so many draws in all. The outcome is then confirmed if no more mistakes are found.
    Draw {
        /// How many draws in all.
        to: u64,
    },
    /// Count all stations again: no sample would do.
    CountAll,
}

/// More draws than are ever made: a station that is drawn again is counted once.
const MOST_DRAWS: u64 = 10_000_000;

impl StationAudit {
    /// Begins with the stations of a contest, which together hold its papers: nothing is drawn and nothing is counted.
    ///
    /// # Errors
    ///
    /// [`StationError`].
    pub fn start(contest: Contest, stations: Vec<Station>, plan: StationPlan) -> Result<Self, StationError> {
        if let Some(kind) = contest.kinds().iter().find(|kind| matches!(kind.as_str(), "station" | "papers"))
        {
            return Err(StationError::Kind(kind.clone()));
        }
        let mut names = HashSet::from([""]);
        if let Some(same) = stations.iter().find(|station| !names.insert(station.name.trim())) {
            return Err(StationError::Name(same.name.clone()));
        }
        let reported: Vec<Papers> = stations.iter().map(|station| station.reported.clone()).collect();
        let batches = BatchAudit::new(&contest, &reported)?;
        batches.test(plan.bet)?;
        let sampler = WeightedSampler::new(&plan.seed, batches.weights())?;
        Ok(Self { contest, stations, plan, batches, sampler, draws: Vec::new(), counts: BTreeMap::new() })
    }

    /// What is audited.
    #[must_use]
    pub fn contest(&self) -> &Contest {
        &self.contest
    }

    /// Its stations.
    #[must_use]
    pub fn stations(&self) -> &[Station] {
        &self.stations
    }

    /// How.
    #[must_use]
    pub fn plan(&self) -> &StationPlan {
        &self.plan
    }

    /// Goes on drawing until there are so many draws in all.
    ///
    /// # Errors
    ///
    /// [`StationError::TooManyDraws`].
    pub fn draw(&mut self, to: u64) -> Result<(), StationError> {
        if to > MOST_DRAWS {
            return Err(StationError::TooManyDraws { draws: to, most: MOST_DRAWS });
        }
        let more = usize::try_from(to).unwrap_or(0).saturating_sub(self.draws.len());
        self.draws.extend(self.sampler.by_ref().take(more));
        Ok(())
    }

    /// The stations of all draws, from 0, in their order.
    #[must_use]
    pub fn draws(&self) -> &[usize] {
        &self.draws
    }

    /// The stations that were drawn and not counted, each once, by their order in the contest.
    pub fn to_count(&self) -> impl Iterator<Item = &Station> {
        let drawn: BTreeSet<usize> = self.draws.iter().copied().collect();
        drawn
            .into_iter()
            .filter(|station| !self.counts.contains_key(station))
            .filter_map(|at| self.stations.get(at))
    }

    /// Takes what people counted in a station that was drawn; its population is the number of papers that were found.
    ///
    /// # Errors
    ///
    /// [`StationError`]; the audit is then as it was.
    pub fn add(&mut self, station: &str, counted: Papers) -> Result<(), StationError> {
        let at = self.checked(station, &counted)?;
        if self.counts.contains_key(&at) {
            return Err(StationError::AlreadyCounted(station.to_owned()));
        }
        self.counts.insert(at, counted);
        Ok(())
    }

    /// Puts a count right, of a station that was counted or not.
    ///
    /// # Errors
    ///
    /// [`StationError`]; the audit is then as it was.
    pub fn correct(&mut self, station: &str, counted: Papers) -> Result<(), StationError> {
        let at = self.checked(station, &counted)?;
        self.counts.insert(at, counted);
        Ok(())
    }

    fn checked(&self, station: &str, counted: &Papers) -> Result<usize, StationError> {
        let at = self.stations.iter().position(|own| own.name == station);
        let at = at.ok_or_else(|| StationError::Unknown(station.to_owned()))?;
        if !self.draws.contains(&at) {
            return Err(StationError::NotDrawn(station.to_owned()));
        }
        self.batches.test(self.plan.bet)?.read(at, counted)?;
        Ok(at)
    }

    /// Every draw before which all stations were counted.
    fn test(&self) -> Option<BatchTest<'_>> {
        // The bet was accepted at the start, and counts when they were added.
        let mut test = self.batches.test(self.plan.bet).ok()?;
        for at in &self.draws {
            let Some(counted) = self.counts.get(at) else { break };
            test.read(*at, counted).ok()?;
        }
        Some(test)
    }

    /// What is confirmed, and what to do next.
    #[must_use]
    pub fn status(&self) -> StationStatus {
        let test = self.test();
        let tested = test.as_ref().map_or(0, BatchTest::draws);
        let assertions =
            test.as_ref().map(|test| test.p_values().map(|(label, p)| (label.to_owned(), p)).collect());
        StationStatus {
            drawn: self.draws.len() as u64,
            counted: self.counts.len() as u64,
            papers: self.counts.values().fold(0, |sum: u64, papers| sum.saturating_add(papers.population())),
            tested,
            assertions: assertions.unwrap_or_default(),
            next: test.map_or(StationNext::CountAll, |test| self.next(&test)),
        }
    }

    fn next(&self, test: &BatchTest<'_>) -> StationNext {
        if test.confirms(self.plan.risk) {
            return StationNext::Confirmed;
        }
        let left = test.draws_left(self.plan.risk).and_then(|left| test.draws().checked_add(left));
        let Some(to) = left.filter(|&to| to <= MOST_DRAWS) else { return StationNext::CountAll };
        if matches!(self.batches.sample(self.plan.bet, self.plan.risk), SampleSize::All(_)) {
            return StationNext::CountAll;
        }
        let stations = self.to_count().count() as u64;
        if stations > 0 { StationNext::Count { stations } } else { StationNext::Draw { to } }
    }
}

/// In words: what was counted, each assertion with its p-value, the least sure first, and what to do.
impl fmt::Display for StationStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { drawn, counted, papers, tested, assertions, next } = self;
        writeln!(
            f,
            "{drawn} draws; {counted} stations with {papers} papers counted; {tested} draws taken into account"
        )?;
        let mut by_p_value: Vec<&(String, f64)> = assertions.iter().collect();
        by_p_value.sort_by(|a, b| b.1.total_cmp(&a.1));
        for (label, p_value) in by_p_value {
            writeln!(f, "  {label}: p-value {p_value:.4}")?;
        }
        match next {
            StationNext::Confirmed => f.write_str("The outcome is confirmed: the audit is over."),
            StationNext::Count { stations } => {
                write!(f, "Next: count the {stations} stations that were drawn and not counted.")
            }
            StationNext::Draw { to } => write!(f, "Next: draw on, to {to} draws in all."),
            StationNext::CountAll => {
                f.write_str("Next: count all stations again; no sample would confirm the outcome.")
            }
        }
    }
}
