use std::fmt;

use thiserror::Error;

use super::parameter::MOST_SCENARIOS;
use crate::electorate::ElectorateError;
use crate::reform::ReformError;
use crate::simulate::behaviour::BehaviourError;
use crate::system::RulesError;
use crate::text::{Misread, grouped, nearest, one_line};

/// What is wrong with a sweep file, and where: `line 12, column 3: reform `lower`, `changes`: …`.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub struct SweepFileError {
    /// The line, from 1; none for what stands in no line, such as a field that is missing.
    pub line: Option<usize>,
    /// The character in the line, from 1.
    pub column: Option<usize>,
    /// The field that it is about, such as "reform `lower`, `changes`"; none where the problem has it.
    pub field: Option<String>,
    /// What is wrong, and what to do.
    pub problem: Box<SweepFileProblem>,
}

/// What can be wrong with a sweep file.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum SweepFileProblem {
    /// It is no TOML, or has other fields or values than there are.
    #[error("{}", .0.problem)]
    Text(
        /// What is wrong, with the field and the name that was meant.
        Misread,
    ),
    /// A name that stands for nothing, or a file that cannot be read.
    #[error("{problem}")]
    Named {
        /// The name.
        name: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The figures of the electorate.
    #[error("{0}")]
    Electorate(
        /// What is wrong.
        ElectorateError,
    ),
    /// What voters and parties do about the rules.
    #[error("{0}")]
    Behaviour(
        /// What is wrong.
        BehaviourError,
    ),
    /// Votes of polling stations.
    #[error("{0}")]
    Stations(
        /// What is wrong.
        String,
    ),
    /// Rules.
    #[error("{0}")]
    Rules(
        /// What is wrong.
        RulesError,
    ),
    /// Changes of the rules.
    #[error("{}{}", .0.change.as_ref().map_or(String::new(), |change| format!("change `{change}`: ")), .0.problem)]
    Reform(
        /// What is wrong.
        ReformError,
    ),
    /// Two systems of one name.
    #[error("`{0}` is the name of two systems; give each a name of its own")]
    SystemTwice(
        /// The name.
        String,
    ),
    /// An event that is asked for twice: the results would have two columns of one name.
    #[error("the event `{0}` stands twice; keep one")]
    EventTwice(
        /// The event, in words.
        String,
    ),
    /// A system without rules.
    #[error("there are neither `rules` nor `changes`; write one of them, or both")]
    NoRules,
    /// A baseline without rules.
    #[error("the baseline needs `rules`: the name of a file, kazakhstan:YYYY-MM-DD, or a table")]
    NoBaseline,
    /// A parameter.
    #[error("the parameter `{name}`: {problem}")]
    Parameter {
        /// Its name.
        name: String,
        /// What is wrong.
        problem: ParameterProblem,
    },
    /// A name after `$` that is none of the parameters'.
    #[error("{}", no_parameter(.name, .known))]
    NoParameter {
        /// The name.
        name: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// Too many combinations.
    #[error(
        "the parameters make more than {} scenarios; run them as several sweeps",
        grouped(MOST_SCENARIOS as u64)
    )]
    TooMany,
    /// No draws.
    #[error("`draws` is 0; write at least 1")]
    NoDraws,
    /// Neither votes nor an electorate.
    #[error(
        "nothing is counted: write `votes` for real votes, or `electorate`, `seed` and `draws` for simulated ones"
    )]
    NothingCounted,
    /// Votes and what belongs to an electorate.
    #[error("`{0}` belongs to simulated elections, and `votes` to real ones; keep one of the two")]
    BesideVotes(
        /// The field.
        &'static str,
    ),
    /// An electorate without what its draws need.
    #[error(
        "missing field `{0}`; simulated elections need `seed` and `draws`, such as seed = 1, draws = 10000"
    )]
    Missing(
        /// The field.
        &'static str,
    ),
}

/// What can be wrong with a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ParameterProblem {
    /// Both ways of giving values.
    #[error("it has a list of values and a range; keep one")]
    ListAndRange,
    /// No way of giving values.
    #[error("it has no values; write `values = […]`, or `from` and `to`")]
    NoValues,
    /// Half of a range.
    #[error("its range needs both `from` and `to`")]
    HalfARange,
    /// A range that goes down.
    #[error("its range ends before it begins")]
    Backwards,
    /// Steps that go nowhere.
    #[error("its step is 0; write 1 or more")]
    NoStep,
    /// More values than scenarios there can be.
    #[error("its range has more than a million values")]
    TooLong,
    /// A form without a place for the number.
    #[error("`write` has no `{{}}` where the number goes")]
    NoPlace,
    /// A name that stands there twice.
    #[error("it stands there twice")]
    Twice,
    /// A name that a column of the results has.
    #[error("the results have a column of this name; give it another")]
    Column,
    /// A parameter that nothing uses: all of its scenarios would be the same.
    #[error("nothing uses it; write \"$\" and its name, in quotes, where its value goes")]
    Unused,
}

fn no_parameter(name: &str, known: &[String]) -> String {
    let meant = nearest(name, known.iter().map(String::as_str));
    let meant = meant.map_or(String::new(), |meant| format!("; did you mean `${meant}`?"));
    let known = if known.is_empty() {
        "there is none".to_owned()
    } else {
        format!("the parameters are: {}", known.join(", "))
    };
    format!("`${name}` is no parameter; {known}{meant} A text that begins with $ is written with $$")
        .replace(" A text", if meant.is_empty() { ". A text" } else { " A text" })
}

impl SweepFileProblem {
    pub(super) fn nowhere(self) -> SweepFileError {
        SweepFileError { line: None, column: None, field: None, problem: Box::new(self) }
    }
}

/// What the reader of the file itself says: its words have the field.
impl From<Misread> for SweepFileError {
    fn from(misread: Misread) -> Self {
        let (line, column) = (misread.line, misread.column);
        Self { line, column, field: None, problem: Box::new(SweepFileProblem::Text(misread)) }
    }
}

impl fmt::Display for SweepFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (Some(line), Some(column)) = (self.line, self.column) {
            write!(f, "line {line}, column {column}: ")?;
        }
        // Names of files, systems and parameters may have any letters in them.
        if let Some(field) = &self.field {
            write!(f, "{}: ", one_line(field))?;
        }
        f.write_str(&one_line(&self.problem.to_string()))
    }
}
