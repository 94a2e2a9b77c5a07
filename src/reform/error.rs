use std::fmt;

use thiserror::Error;

use super::Value;
use crate::system::{RulesError, UnknownName};
use crate::text::{Misread, one_line};

/// What is wrong with a reform, and with which change of it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct ReformError {
    /// The reform's name, or that of its file; empty when a text could not be read.
    pub reform: String,
    /// The change, as a reader's line; none where it is not a change's fault.
    pub change: Option<String>,
    /// What is wrong.
    pub problem: Box<ReformProblem>,
}

impl fmt::Display for ReformError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Names of reforms, tiers and words may have any letters in them.
        let mut said = String::new();
        // One that could not be read is called nothing.
        if !self.reform.is_empty() {
            said = format!("reform `{}`: ", self.reform);
        }
        if let Some(change) = &self.change {
            said.push_str(&format!("change `{change}`: "));
        }
        f.write_str(&one_line(&(said + &self.problem.to_string())))
    }
}

/// Why a reform is no law.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReformProblem {
    /// The file cannot be read.
    #[error(transparent)]
    Unreadable(
        /// Where, and what is wrong.
        Misread,
    ),
    /// A tier that the rules do not have.
    #[error(transparent)]
    NoTier(
        /// The tier that is asked for, and those that there are then.
        #[from]
        UnknownName,
    ),
    /// A tier that is there already.
    #[error("there is a tier `{tier}` already; remove it first, or give the new one another name")]
    TierIsThere {
        /// The tier.
        tier: String,
    },
    /// A rule, or a field of one, that is to go and is not there.
    #[error(
        "there is no `{path}` that could go{}; a rule that is left out is already as the rules reference says",
        .nearest.as_ref().map_or(String::new(), |meant| format!(" (did you mean `{meant}`?)"))
    )]
    NothingThere {
        /// The place.
        path: String,
        /// The one that was meant, where one is near.
        nearest: Option<String>,
    },
    /// A field of something that has no fields.
    #[error("`{path}` has no fields: it is {found}")]
    NoFields {
        /// The place of what has none.
        path: String,
        /// What is there.
        found: Value,
    },
    /// Something else is there than the change says.
    #[error(
        "the change says that `{path}` is {expected} before, and it is {}; check the baseline, or leave `from` out",
        none_or(.found)
    )]
    NotAsExpected {
        /// The place.
        path: String,
        /// What the change says.
        expected: Value,
        /// What is there.
        found: Option<Value>,
    },
    /// A change that leaves everything as it is.
    #[error("it changes nothing: the rules are so already; remove it")]
    ChangesNothing,
    /// The name of a tier would change.
    #[error("a tier keeps its name; remove the tier and add another")]
    NameStays,
    /// A citation of something else than the change is about, or of a rule that is not there.
    #[error("the citation `{key}` is of no rule that this change could cite")]
    CitesNothing {
        /// Its key.
        key: String,
    },
    /// With this change, and all that follow, the rules contradict themselves.
    #[error("from here on the rules contradict themselves: {0}")]
    Rules(
        /// The contradiction.
        RulesError,
    ),
    /// The baseline contradicts itself, or the reform has no name that rules could have.
    #[error("the rules contradict themselves before any change is made: {0}")]
    Baseline(
        /// The contradiction.
        RulesError,
    ),
}

fn none_or(found: &Option<Value>) -> String {
    found.as_ref().map_or_else(|| "not there".to_owned(), Value::to_string)
}
