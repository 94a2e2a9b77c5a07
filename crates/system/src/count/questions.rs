//! What is open, by name: what is decided where, and who competes.

use std::collections::HashMap;

use crate::lots::LotsFor;
use crate::protocol::{Claimants, Names};

/// Something open: what is decided where, among whom, and whether votes yet to be cast decide it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Question {
    pub(crate) tie: LotsFor,
    /// Those who compete, as the count numbers them; the numbers rise.
    claimants: Vec<u32>,
    pub(crate) to_come: bool,
}

impl Question {
    pub(super) fn new(tie: LotsFor, mut claimants: Vec<u32>, to_come: bool) -> Self {
        claimants.sort_unstable();
        Self { tie, claimants, to_come }
    }
}

/// The names of those who compete, for every question that some way asked.
#[derive(Clone)]
pub(crate) struct Questions<'a> {
    names: Names<'a>,
    among: HashMap<Question, Vec<String>>,
}

impl<'a> Questions<'a> {
    pub(crate) fn of(names: Names<'a>) -> Self {
        Self { names, among: HashMap::new() }
    }

    pub(crate) fn ask(&mut self, tie: LotsFor, who: Claimants<'_>, claimants: &[u32], to_come: bool) {
        let question = Question::new(tie, claimants.to_vec(), to_come);
        self.among.entry(question).or_insert_with(|| self.names.names(who, claimants));
    }

    /// Who competes; nobody where the count had no name for them.
    pub(super) fn among(&self, question: &Question) -> Vec<String> {
        self.among.get(question).cloned().unwrap_or_default()
    }
}
