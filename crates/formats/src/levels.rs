//! The levels of a file held against each other: what an area has, and what its parts add up to.

use std::collections::BTreeMap;

use crate::error::ImportProblem;
use crate::number;

/// Sums of parts by area and by what is counted, to be held against the area's own numbers.
#[derive(Debug, Default)]
pub(crate) struct Levels {
    parts: BTreeMap<(String, String), u64>,
}

impl Levels {
    /// One part of an area.
    pub(crate) fn add(&mut self, area: &str, what: &str, n: u64) -> Result<(), ImportProblem> {
        let sum = self.parts.entry((area.to_owned(), what.to_owned())).or_default();
        *sum = number::sum(*sum, n)?;
        Ok(())
    }

    /// The area's own number, which its parts must add up to.
    pub(crate) fn check(&self, area: &str, what: &str, whole: u64) -> Result<(), ImportProblem> {
        same(area, what, whole, self.sum(area, what))
    }

    /// What the parts of an area add up to.
    pub(crate) fn sum(&self, area: &str, what: &str) -> u64 {
        self.parts.get(&(area.to_owned(), what.to_owned())).copied().unwrap_or(0)
    }
}

/// Refuses a number and a sum that differ.
pub(crate) fn same(area: &str, what: &str, whole: u64, parts: u64) -> Result<(), ImportProblem> {
    if whole == parts {
        return Ok(());
    }
    Err(ImportProblem::LevelsDiffer { area: area.to_owned(), what: what.to_owned(), whole, parts })
}
