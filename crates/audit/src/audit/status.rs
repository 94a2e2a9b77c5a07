//! What is confirmed, and what to do next.

use std::fmt;

use serde::Serialize;

use super::{Audit, Method, Reading};
use crate::contest::Asserted;
use crate::martingale::{Martingale, Read};
use crate::sample::SampleSize;

/// How far an audit has come.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Status {
    /// How many draws there are.
    pub drawn: u64,
    /// How many different papers were read.
    pub read: u64,
    /// How many draws are taken into account: all before the first whose paper was not read.
    pub tested: u64,
    /// On how many papers people read something else than was reported, or which were not found; none in a polling audit.
    pub misread: u64,
    /// Each assertion, in the order of the contest.
    pub assertions: Vec<AssertionStatus>,
    /// What to do.
    pub next: Next,
}

/// How sure an assertion is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AssertionStatus {
    /// What it says.
    pub label: String,
    /// Its margin in papers.
    pub margin: f64,
    /// How many draws it was to take without a misread paper; nothing in a polling audit.
    pub sample: Option<SampleSize>,
    /// From 1 down to 0; see [`Martingale::p_value`].
    pub p_value: f64,
    /// Whether it is confirmed at the risk limit.
    pub confirmed: bool,
    /// About how many draws are still to be taken into account if no more papers are misread; none where a sample does not do.
    pub draws_left: Option<u64>,
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Next {
    /// Nothing: every assertion is confirmed.
    Confirmed,
    /// Read the papers that were drawn and not read, so many.
    Read {
        /// How many papers.
        papers: u64,
    },
    /// Draw on until there are so many draws in all. The outcome is then confirmed if no more papers are misread.
    Draw {
        /// How many draws in all.
        to: u64,
    },
    /// Count all papers by hand: no sample would do.
    CountAll,
}

impl Audit {
    /// What is confirmed, and what to do next.
    #[must_use]
    pub fn status(&self) -> Status {
        let tests = self.tests.iter().zip(self.contest.assertions()).enumerate();
        let assertions: Vec<AssertionStatus> =
            tests.map(|(at, (test, asserted))| self.of_assertion(at, test, asserted)).collect();
        let tested = self.tested as u64;
        Status {
            drawn: self.papers.len() as u64,
            read: self.readings.len() as u64,
            tested,
            misread: self.misread(),
            next: self.next(&assertions, tested),
            assertions,
        }
    }

    fn of_assertion(&self, at: usize, test: &Martingale, asserted: &Asserted) -> AssertionStatus {
        let trivial = asserted.assertion.is_trivial();
        let confirmed = trivial || test.confirms(self.plan.risk);
        let margin = self.contest.margins().get(at).copied();
        let sample = margin.filter(|_| self.plan.method == Method::Comparison).map(|margin| {
            if trivial { SampleSize::Papers(0) } else { margin.sample_by(self.plan.bet, self.plan.risk) }
        });
        let needs_all = matches!(sample, Some(SampleSize::All(_)));
        let left = test.papers_left(self.plan.risk).filter(|_| !needs_all);
        AssertionStatus {
            label: asserted.label.clone(),
            margin: margin.map_or(0.0, |margin| margin.to_f64()),
            sample,
            p_value: if trivial { 0.0 } else { test.p_value() },
            confirmed,
            draws_left: if confirmed { Some(0) } else { left },
        }
    }

    fn next(&self, assertions: &[AssertionStatus], tested: u64) -> Next {
        if assertions.iter().all(|assertion| assertion.confirmed) {
            return Next::Confirmed;
        }
        let left = assertions.iter().map(|assertion| assertion.draws_left).collect::<Option<Vec<u64>>>();
        let most = left.and_then(|left| left.into_iter().max()).and_then(|most| tested.checked_add(most));
        let Some(to) = most.filter(|&to| to <= self.contest.papers().population()) else {
            return Next::CountAll;
        };
        let papers = self.to_read().count() as u64;
        if papers > 0 { Next::Read { papers } } else { Next::Draw { to } }
    }

    fn misread(&self) -> u64 {
        let is_misread = |reading: &&Reading| match reading.read {
            Read::Kind(kind) => reading.reported != Some(kind),
            Read::NoKind => reading.reported.is_some(),
            Read::NotFound => true,
        };
        match self.plan.method {
            Method::Comparison => self.readings.iter().filter(is_misread).count() as u64,
            Method::Polling => 0,
        }
    }
}

/// In words: what was read, each assertion that is not confirmed with its p-value, the least sure first, and what to do.
impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { drawn, read, tested, misread, assertions, next } = self;
        writeln!(
            f,
            "{drawn} draws; {read} papers read, {misread} of them misread; {tested} draws taken into account"
        )?;
        let confirmed = assertions.iter().filter(|assertion| assertion.confirmed).count();
        writeln!(f, "{confirmed} of {} assertions confirmed", assertions.len())?;
        let mut open: Vec<&AssertionStatus> =
            assertions.iter().filter(|assertion| !assertion.confirmed).collect();
        open.sort_by(|a, b| b.p_value.total_cmp(&a.p_value));
        for assertion in open {
            write!(f, "  {}: p-value {:.4}", assertion.label, assertion.p_value)?;
            match (assertion.draws_left, assertion.sample) {
                (Some(left), _) => writeln!(f, ", some {left} more draws")?,
                (None, Some(all @ SampleSize::All(_))) => writeln!(f, ", {all}")?,
                (None, _) => writeln!(f, ", no sample would do")?,
            }
        }
        next.fmt(f)
    }
}

impl fmt::Display for Next {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Confirmed => f.write_str("The outcome is confirmed: the audit is over."),
            Self::Read { papers } => {
                write!(f, "Next: read the {papers} papers that were drawn and not read.")
            }
            Self::Draw { to } => write!(f, "Next: draw on, to {to} draws in all."),
            Self::CountAll => {
                f.write_str("Next: count all papers by hand; no sample would confirm the outcome.")
            }
        }
    }
}
