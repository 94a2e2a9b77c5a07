//! An audit as it goes on: drawn papers, what was read on them, and what is confirmed.

mod file;
mod status;

use std::collections::HashMap;
use std::io;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::bet::Bet;
use crate::contest::Contest;
use crate::martingale::{Drawn, Martingale, MartingaleError, Read};
use crate::risk::RiskLimit;
use crate::sampler::{Draw, Sampler, Seed};

pub use file::FileError;
pub use status::{AssertionStatus, Next, Status};

/// What is known of a paper before people read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// As what it was reported: there is a list of all papers and their readings.
    Comparison,
    /// Nothing.
    Polling,
}

/// How an audit is done. It is settled before the seed is thrown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The greatest chance that a wrong outcome is confirmed.
    pub risk: RiskLimit,
    /// Thrown in public.
    pub seed: Seed,
    /// Whose papers they are, where several districts have the same seed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    /// What is known of a paper.
    pub method: Method,
    /// The test.
    pub bet: Bet,
    /// Whether papers go back.
    pub drawn: Drawn,
}

impl Plan {
    /// A comparison audit with the bet that audits are planned with, drawn with replacement.
    #[must_use]
    pub fn new(risk: RiskLimit, seed: Seed) -> Self {
        Self {
            risk,
            seed,
            district: None,
            method: Method::Comparison,
            bet: Bet::PLANNED,
            drawn: Drawn::WithReplacement,
        }
    }
}

/// What people read on a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reading {
    /// The number of the paper, from 1.
    pub paper: u64,
    /// As what kind it was reported, none for a paper of no kind; in a polling audit always none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported: Option<usize>,
    /// What people read.
    pub read: Read,
}

/// An audit that goes on: papers are [drawn](Audit::draw), [read](Audit::add), and the [status](Audit::status) says what is
/// confirmed and what to do next. It is written to a file and read from it with serde, and then tested anew from its seed and
/// its readings.
///
/// ```
/// use sailau_audit::{Asserted, Assertion, Audit, Contest, Next, Papers, Plan};
///
/// let papers = Papers::new(vec![600, 350], 1_000)?;
/// let wins = Asserted { label: "Asel before Bota".to_owned(), assertion: Assertion::new(vec![1, -1])? };
/// let contest = Contest::new(vec!["Asel".to_owned(), "Bota".to_owned()], papers, vec![wins])?;
/// let mut audit = Audit::start(contest, Plan::new("5%".parse()?, "35463115561121636246".parse()?));
///
/// let Next::Draw { to } = audit.status().next else { panic!("papers are to be drawn") };
/// assert_eq!(to, 25);
/// audit.draw(to)?;
/// // People look for these papers, and write down what they read.
/// let mut readings = String::from("paper,reported,read\n");
/// for draw in audit.to_read() {
///     readings += &format!("{},Asel,Asel\n", draw.paper);
/// }
/// audit.add_file(readings.as_bytes())?;
/// assert_eq!(audit.status().next, Next::Confirmed);
///
/// let file = serde_json::to_string(&audit)?;
/// assert_eq!(serde_json::from_str::<Audit>(&file)?.status(), audit.status());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "file::Kept", into = "file::Kept")]
pub struct Audit {
    contest: Contest,
    plan: Plan,
    readings: Vec<Reading>,
    /// The papers of all draws that were announced, in their order.
    papers: Vec<u64>,
    sampler: Sampler,
    /// Where the reading of a paper stands.
    by_paper: HashMap<u64, usize>,
    /// The first draw of each announced paper.
    first_draws: HashMap<u64, u64>,
    tests: Vec<Martingale>,
    /// How many draws the tests have taken into account.
    tested: usize,
}

/// Why a paper or a draw cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AuditError {
    /// More draws than papers, or than people ever read.
    #[error("{draws} draws are more than {most}: count all papers by hand instead")]
    TooManyDraws {
        /// What was asked for.
        draws: u64,
        /// The number of papers, or ten million.
        most: u64,
    },
    /// A paper that was not drawn.
    #[error(
        "paper {paper} was not drawn: none of the {draws} draws is this paper. Look up its number in the list of draws; only \
         papers that were drawn count"
    )]
    NotDrawn {
        /// The paper.
        paper: u64,
        /// How many draws there are.
        draws: u64,
    },
    /// A paper that was read before.
    #[error(
        "paper {paper} was read already, as `{before}`: leave it out, however often it was drawn. If the first reading was \
         wrong, correct it"
    )]
    AlreadyRead {
        /// The paper.
        paper: u64,
        /// What was read.
        before: String,
    },
    /// A correction of nothing.
    #[error("paper {paper} was not read yet, so there is nothing to correct: add it")]
    NotRead {
        /// The paper.
        paper: u64,
    },
    /// A kind that there is not.
    #[error("paper {paper}: {problem}")]
    Kind {
        /// The paper.
        paper: u64,
        /// What is wrong.
        #[source]
        problem: MartingaleError,
    },
    /// A report where none is known.
    #[error(
        "paper {paper}: in a polling audit nothing is known of what a paper was reported as; leave the report out"
    )]
    ReportInPolling {
        /// The paper.
        paper: u64,
    },
}

/// More papers than people read one by one.
const MOST_DRAWS: u64 = 10_000_000;

impl Audit {
    /// Begins: nothing is drawn and nothing is read.
    #[must_use]
    pub fn start(contest: Contest, plan: Plan) -> Self {
        let population = contest.papers().population();
        let sampler = match &plan.district {
            Some(district) => Sampler::in_district(&plan.seed, district, population, plan.drawn),
            None => Sampler::new(&plan.seed, population, plan.drawn),
        };
        let tests = fresh_tests(&contest, &plan);
        Self {
            contest,
            plan,
            readings: Vec::new(),
            papers: Vec::new(),
            sampler,
            by_paper: HashMap::new(),
            first_draws: HashMap::new(),
            tests,
            tested: 0,
        }
    }

    /// What is audited.
    #[must_use]
    pub fn contest(&self) -> &Contest {
        &self.contest
    }

    /// How.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What was read so far, in the order in which it was added.
    #[must_use]
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// Goes on drawing until there are so many draws in all. Those that there are stay.
    ///
    /// # Errors
    ///
    /// [`AuditError::TooManyDraws`].
    pub fn draw(&mut self, to: u64) -> Result<(), AuditError> {
        let most = self.contest.papers().population().min(MOST_DRAWS);
        if to > most {
            return Err(AuditError::TooManyDraws { draws: to, most });
        }
        while (self.papers.len() as u64) < to {
            let Some(Draw { number, paper }) = self.sampler.next() else { break };
            self.papers.push(paper);
            self.first_draws.entry(paper).or_insert(number);
        }
        self.test();
        Ok(())
    }

    /// All draws so far. With replacement a paper may come more than once.
    pub fn draws(&self) -> impl Iterator<Item = Draw> {
        (1..).zip(&self.papers).map(|(number, &paper)| Draw { number, paper })
    }

    /// The papers that were drawn and not read, each once, in the order of their first draw.
    pub fn to_read(&self) -> impl Iterator<Item = Draw> {
        self.draws().filter(|draw| {
            !self.by_paper.contains_key(&draw.paper)
                && self.first_draws.get(&draw.paper) == Some(&draw.number)
        })
    }

    /// Writes the papers [to read](Self::to_read) as a table with empty cells to fill in, which [`add_file`](Self::add_file)
    /// takes then: `draw,paper,reported,read`, in a polling audit `draw,paper,read`.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn write_to_read(&self, mut out: impl io::Write) -> io::Result<()> {
        let (head, cells) = match self.plan.method {
            Method::Comparison => ("draw,paper,reported,read", ",,"),
            Method::Polling => ("draw,paper,read", ","),
        };
        writeln!(out, "{head}")?;
        self.to_read().try_for_each(|Draw { number, paper }| writeln!(out, "{number},{paper}{cells}"))
    }

    /// Takes what people read on a paper. A paper that was drawn twice is read once and counts twice. Papers may come in any
    /// order; they are tested in the order of the draws, so none counts before all that were drawn before it.
    ///
    /// # Errors
    ///
    /// [`AuditError`]; the audit is then as it was.
    pub fn add(&mut self, reading: Reading) -> Result<(), AuditError> {
        self.check(reading)?;
        let Reading { paper, .. } = reading;
        if let Some(before) = self.by_paper.get(&paper).and_then(|&at| self.readings.get(at)) {
            return Err(AuditError::AlreadyRead { paper, before: self.name_of(before.read) });
        }
        self.by_paper.insert(paper, self.readings.len());
        self.readings.push(reading);
        self.test();
        Ok(())
    }

    /// Puts right what was written down wrongly, and tests everything anew.
    ///
    /// # Errors
    ///
    /// [`AuditError`]; the audit is then as it was.
    pub fn correct(&mut self, reading: Reading) -> Result<(), AuditError> {
        self.check(reading)?;
        let at = self.by_paper.get(&reading.paper).copied();
        let before = at
            .and_then(|at| self.readings.get_mut(at))
            .ok_or(AuditError::NotRead { paper: reading.paper })?;
        *before = reading;
        self.tests = fresh_tests(&self.contest, &self.plan);
        self.tested = 0;
        self.test();
        Ok(())
    }

    fn check(&self, reading: Reading) -> Result<(), AuditError> {
        let Reading { paper, reported, read } = reading;
        if !self.first_draws.contains_key(&paper) {
            return Err(AuditError::NotDrawn { paper, draws: self.papers.len() as u64 });
        }
        if self.plan.method == Method::Polling && reported.is_some() {
            return Err(AuditError::ReportInPolling { paper });
        }
        let kinds = self.contest.kinds().len();
        let read = if let Read::Kind(kind) = read { Some(kind) } else { None };
        match [reported, read].into_iter().flatten().find(|&kind| kind >= kinds) {
            Some(kind) => Err(AuditError::Kind { paper, problem: MartingaleError::Kind { kind, kinds } }),
            None => Ok(()),
        }
    }

    /// Takes into account every draw before which all were read.
    fn test(&mut self) {
        while let Some(paper) = self.papers.get(self.tested) {
            let Some(reading) = self.by_paper.get(paper).and_then(|&at| self.readings.get(at)) else {
                return;
            };
            for (test, asserted) in self.tests.iter_mut().zip(self.contest.assertions()) {
                // Kinds were checked, and there are no more draws than papers: nothing is refused.
                let _ = match self.plan.method {
                    Method::Comparison => test.compare(&asserted.assertion, reading.reported, reading.read),
                    Method::Polling => test.poll(&asserted.assertion, reading.read),
                };
            }
            self.tested += 1;
        }
    }

    fn name_of(&self, read: Read) -> String {
        match read {
            Read::Kind(kind) => self.contest.kinds().get(kind).cloned().unwrap_or_default(),
            Read::NoKind => crate::contest::NO_KIND.to_owned(),
            Read::NotFound => crate::contest::NOT_FOUND.to_owned(),
        }
    }
}

fn fresh_tests(contest: &Contest, plan: &Plan) -> Vec<Martingale> {
    let new = match plan.method {
        Method::Comparison => Martingale::comparison,
        Method::Polling => Martingale::polling,
    };
    // The margins were computed when the contest was made, so no assertion is refused here.
    contest
        .assertions()
        .iter()
        .filter_map(|asserted| new(&asserted.assertion, contest.papers(), plan.bet, plan.drawn).ok())
        .collect()
}
