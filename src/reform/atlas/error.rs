//! Why a file of the atlas cannot be read, or what it names cannot be found.

use std::fmt;

use thiserror::Error;

use crate::text::{Misread, one_line};

/// What is wrong with an entry of the atlas: in which file, at which line, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct AtlasError {
    /// The file, or the entry's id where it came from no file; empty when neither is known.
    pub file: String,
    /// The line, from 1, where the text has it.
    pub line: Option<usize>,
    /// What is wrong, and what to do.
    pub problem: Box<AtlasProblem>,
}

/// What can be wrong with an entry of the atlas.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AtlasProblem {
    /// The text is none of this form. The place stands in the words.
    #[error(transparent)]
    Unreadable(Misread),
    /// The file is not there, or cannot be opened.
    #[error("cannot be read: {0}")]
    NoFile(
        /// What the system says.
        String,
    ),
    /// An id that is no name of a file, or another than the file's.
    #[error("`id` is `{id}`; it must be {must}: give the file and its `id` one name")]
    Id {
        /// What is written.
        id: String,
        /// What is needed.
        must: String,
    },
    /// A field that says nothing.
    #[error("`{0}` is empty; fill it in, or leave it out if it may be left out")]
    Empty(
        /// The field.
        &'static str,
    ),
    /// The rules before are those after.
    #[error(
        "`before` and `after` are both `{0}`: name the rules that were changed, and what they were changed to"
    )]
    SameRules(
        /// The rules.
        String,
    ),
    /// No election on either side.
    #[error("no election is named; write some under `elections`, such as {{ before = [\"world:gr_2019\"] }}")]
    NoElection,
    /// An election that stands there twice.
    #[error("the election `{0}` stands twice under `elections`; keep one")]
    ElectionTwice(
        /// The election.
        String,
    ),
    /// An election that is named below and not under `elections`.
    #[error("`{field}` names the election `{election}`, which is not under `elections`; add it there")]
    NoSuchElection {
        /// The table that names it.
        field: &'static str,
        /// The election.
        election: String,
    },
    /// A published number with half of what tells which number is ours.
    #[error("`published` \"{0}\": `election`, `law` and `party` go together; give all three, or none")]
    HalfNamed(
        /// What it says.
        String,
    ),
    /// Something that the entry names and nobody has.
    #[error("`{name}`: {why}")]
    NotOnBoard {
        /// The name.
        name: String,
        /// Why not, and what to do.
        why: String,
    },
}

impl fmt::Display for AtlasError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            write!(f, "{}: ", self.file)?;
        }
        // What could not be read says its place itself.
        if let (Some(line), false) = (self.line, matches!(*self.problem, AtlasProblem::Unreadable(_))) {
            write!(f, "line {line}: ")?;
        }
        // Ids and names of elections may have any letters in them.
        f.write_str(&one_line(&self.problem.to_string()))
    }
}
