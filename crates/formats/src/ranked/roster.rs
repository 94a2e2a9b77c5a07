//! Candidates who are known by what ballots call them.

use std::collections::HashMap;

use super::file::Candidate;
use crate::error::ImportProblem;

/// Candidates by the words that ballots have for them, in the order of their numbers.
#[derive(Debug, Default)]
pub(super) struct Roster {
    pub(super) candidates: Vec<Candidate>,
    numbers: HashMap<String, usize>,
}

impl Roster {
    /// Somebody whom the file introduces, under a word that is new.
    pub(super) fn introduce(&mut self, word: &str, name: &str) -> Result<(), ImportProblem> {
        if self.numbers.contains_key(word) {
            return Err(ImportProblem::Twice(word.to_owned()));
        }
        self.enter(word, name).map(|_| ())
    }

    /// Who is called so, numbered from 0; none where nobody is.
    pub(super) fn known(&self, word: &str) -> Option<usize> {
        self.numbers.get(word).copied()
    }

    /// Who is called so; somebody new where nobody is, with the word as the name.
    pub(super) fn number(&mut self, word: &str) -> Result<usize, ImportProblem> {
        match self.known(word) {
            Some(candidate) => Ok(candidate),
            None => self.enter(word, word),
        }
    }

    fn enter(&mut self, word: &str, name: &str) -> Result<usize, ImportProblem> {
        let candidate = self.candidates.len();
        self.candidates.push(Candidate::after(&self.candidates, name)?);
        self.numbers.insert(word.to_owned(), candidate);
        Ok(candidate)
    }
}
