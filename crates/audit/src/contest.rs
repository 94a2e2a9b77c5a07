//! What is audited on the same papers: kinds of papers by name, and the assertions that together imply the outcome.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::assertion::{Assertion, AssertionError, Papers};
use crate::margin::Margin;
use crate::martingale::Read;

/// Written for a paper of no kind: blank, invalid, of another contest.
pub(crate) const NO_KIND: &str = "none";
/// Written for a paper that was not found.
pub(crate) const NOT_FOUND: &str = "not found";

/// An assertion and what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asserted {
    /// What it says, for people: `the last seat of A before the next of B`.
    pub label: String,
    /// The coefficient of each kind.
    #[serde(rename = "coefficients")]
    pub assertion: Assertion,
}

/// Kinds of papers with the numbers that were reported, and assertions over them.
///
/// ```
/// use sailau_audit::{Asserted, Assertion, Contest, Papers};
///
/// let papers = Papers::new(vec![500, 460], 1_000)?;
/// let wins = Asserted { label: "Asel before Bota".to_owned(), assertion: Assertion::new(vec![1, -1])? };
/// let contest = Contest::new(vec!["Asel".to_owned(), "Bota".to_owned()], papers, vec![wins])?;
/// assert_eq!(contest.margins()[0].to_string(), "20");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written")]
pub struct Contest {
    kinds: Vec<String>,
    papers: Papers,
    assertions: Vec<Asserted>,
    #[serde(skip)]
    margins: Vec<Margin>,
}

#[derive(Deserialize)]
struct Written {
    kinds: Vec<String>,
    papers: Papers,
    assertions: Vec<Asserted>,
}

impl TryFrom<Written> for Contest {
    type Error = ContestError;

    fn try_from(written: Written) -> Result<Self, ContestError> {
        Self::new(written.kinds, written.papers, written.assertions)
    }
}

/// Why kinds, papers and assertions are no contest.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ContestError {
    /// Names and numbers of different length.
    #[error("{names} names of kinds for {kinds} numbers of papers; give one of each")]
    Names {
        /// The number of names.
        names: usize,
        /// The number of kinds.
        kinds: usize,
    },
    /// A name that cannot be told from something else.
    #[error(
        "a kind of papers cannot have the name `{0}`: names differ, are not empty, and are neither `none` nor `not found`"
    )]
    Name(
        /// The name.
        String,
    ),
    /// Nothing to confirm.
    #[error("there is no assertion: nothing is to be confirmed")]
    NoAssertion,
    /// An assertion that is none.
    #[error("assertion `{label}`: {problem}")]
    Assertion {
        /// What it says.
        label: String,
        /// What is wrong with it.
        #[source]
        problem: AssertionError,
    },
}

impl Contest {
    /// The names of the kinds, how many papers were reported of each, and what is asserted.
    ///
    /// # Errors
    ///
    /// [`ContestError`].
    pub fn new(kinds: Vec<String>, papers: Papers, assertions: Vec<Asserted>) -> Result<Self, ContestError> {
        if kinds.len() != papers.by_kind().len() {
            return Err(ContestError::Names { names: kinds.len(), kinds: papers.by_kind().len() });
        }
        let mut names = HashSet::from(["", NO_KIND, NOT_FOUND]);
        if let Some(name) = kinds.iter().find(|name| name.trim() != name.as_str() || !names.insert(name)) {
            return Err(ContestError::Name(name.clone()));
        }
        if assertions.is_empty() {
            return Err(ContestError::NoAssertion);
        }
        let margin = |asserted: &Asserted| {
            let problem = |problem| ContestError::Assertion { label: asserted.label.clone(), problem };
            asserted.assertion.margin(&papers).map_err(problem)
        };
        let margins = assertions.iter().map(margin).collect::<Result<_, _>>()?;
        Ok(Self { kinds, papers, assertions, margins })
    }

    /// The names of the kinds.
    #[must_use]
    pub fn kinds(&self) -> &[String] {
        &self.kinds
    }

    /// The papers as reported.
    #[must_use]
    pub fn papers(&self) -> &Papers {
        &self.papers
    }

    /// What is to be confirmed.
    #[must_use]
    pub fn assertions(&self) -> &[Asserted] {
        &self.assertions
    }

    /// The margin of each assertion.
    #[must_use]
    pub fn margins(&self) -> &[Margin] {
        &self.margins
    }

    /// What people read, by name: a kind, `none` or `not found`.
    pub(crate) fn read(&self, name: &str) -> Option<Read> {
        match name {
            NO_KIND => Some(Read::NoKind),
            NOT_FOUND => Some(Read::NotFound),
            name => self.kinds.iter().position(|kind| kind == name).map(Read::Kind),
        }
    }
}
