//! Lists and candidates as columns of papers, and what a paper says.

use std::sync::Arc;

/// Papers for one list or candidate, everywhere or in one part of the place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Column {
    /// A district or a region; none for the whole place.
    pub(crate) part: Option<Arc<str>>,
    pub(crate) number: usize,
}

impl Column {
    /// Whether it is this list's or candidate's, where a paper lies in these parts.
    pub(crate) fn is_of(&self, number: usize, parts: &[String]) -> bool {
        self.number == number && self.part.as_ref().is_none_or(|part| parts.iter().any(|own| **own == **part))
    }
}

impl From<usize> for Column {
    fn from(number: usize) -> Self {
        Self { part: None, number }
    }
}

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Columns {
    Parties,
    Entries,
}

/// What a single paper says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Says {
    Column(usize),
    Others,
    AgainstAll,
    /// Nothing that counts: blank or invalid.
    Nothing,
}
