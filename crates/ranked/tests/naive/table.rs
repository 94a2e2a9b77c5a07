//! The table on which a count is written down, stage by stage.

use crate::amount::{Q, cut, printed, whole};

/// Draws a lot: one of those who are tied.
pub(crate) type Lot<'a> = &'a mut dyn FnMut(&[usize]) -> usize;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stage {
    pub(crate) votes: Vec<String>,
    pub(crate) nontransferable: String,
    pub(crate) lost: String,
    /// In the order of their numbers.
    pub(crate) elected: Vec<usize>,
    pub(crate) excluded: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Record {
    pub(crate) stages: Vec<Stage>,
    /// In the order of their numbers.
    pub(crate) elected: Vec<usize>,
}

#[derive(Debug)]
pub(crate) struct Table {
    decimals: u32,
    /// Whether figures have more decimals than are printed.
    exact: bool,
    seats: usize,
    pub(crate) votes: Vec<Q>,
    /// What counts for nobody: papers without a next preference, and what cutting lost unless the statute prints it apart.
    pub(crate) nontransferable: Q,
    /// What cutting lost, where the statute prints it apart.
    pub(crate) lost: Q,
    /// Neither elected nor excluded.
    pub(crate) standing: Vec<bool>,
    pub(crate) elected: Vec<usize>,
    /// Votes at the end of every stage.
    pub(crate) earlier: Vec<Vec<Q>>,
    stages: Vec<Stage>,
    elected_now: Vec<usize>,
    excluded_now: Vec<usize>,
}

impl Table {
    pub(crate) fn new(candidates: usize, seats: usize, decimals: u32) -> Self {
        Self {
            decimals,
            exact: false,
            seats,
            votes: vec![whole(0); candidates],
            nontransferable: whole(0),
            lost: whole(0),
            standing: vec![true; candidates],
            elected: Vec::new(),
            earlier: Vec::new(),
            stages: Vec::new(),
            elected_now: Vec::new(),
            excluded_now: Vec::new(),
        }
    }

    /// Of figures that are cut only where they are printed.
    pub(crate) fn exact(candidates: usize, seats: usize, decimals: u32) -> Self {
        Self { exact: true, ..Self::new(candidates, seats, decimals) }
    }

    fn printed(&self, figure: &Q) -> String {
        if self.exact {
            printed(&cut(figure, self.decimals), self.decimals)
        } else {
            printed(figure, self.decimals)
        }
    }

    pub(crate) fn continuing(&self) -> Vec<usize> {
        (0..self.standing.len()).filter(|candidate| self.standing[*candidate]).collect()
    }

    pub(crate) fn vacancies(&self) -> usize {
        self.seats - self.elected.len()
    }

    /// No seat is left, or nobody to fill it.
    pub(crate) fn is_finished(&self) -> bool {
        self.vacancies() == 0 || self.continuing().is_empty()
    }

    pub(crate) fn elect(&mut self, candidate: usize) {
        assert!(self.standing[candidate] && self.vacancies() > 0);
        self.standing[candidate] = false;
        self.elected.push(candidate);
        self.elected_now.push(candidate);
    }

    pub(crate) fn exclude(&mut self, candidate: usize) {
        assert!(self.standing[candidate]);
        self.standing[candidate] = false;
        self.excluded_now.push(candidate);
    }

    /// Elects all who stand if there are no more of them than vacancies.
    pub(crate) fn elect_the_rest(&mut self) {
        let rest = self.continuing();
        if rest.len() <= self.vacancies() {
            rest.into_iter().for_each(|candidate| self.elect(candidate));
        }
    }

    /// Elects the one with the most votes; of several a lot names the one.
    pub(crate) fn elect_with_most(&mut self, lot: Lot<'_>) {
        let tied = self.most(&self.continuing());
        let winner = if tied.len() == 1 { tied[0] } else { lot(&tied) };
        self.elect(winner);
    }

    /// The end of a stage.
    pub(crate) fn close_stage(&mut self) {
        self.elected_now.sort_unstable();
        self.excluded_now.sort_unstable();
        self.stages.push(Stage {
            votes: self.votes.iter().map(|votes| self.printed(votes)).collect(),
            nontransferable: self.printed(&self.nontransferable),
            lost: self.printed(&self.lost),
            elected: std::mem::take(&mut self.elected_now),
            excluded: std::mem::take(&mut self.excluded_now),
        });
        self.earlier.push(self.votes.clone());
    }

    pub(crate) fn stages(&self) -> usize {
        self.stages.len()
    }

    /// The end of the count.
    pub(crate) fn close(mut self) -> Record {
        self.elected.sort_unstable();
        Record { stages: self.stages, elected: self.elected }
    }

    pub(crate) fn most(&self, among: &[usize]) -> Vec<usize> {
        most(&self.votes, among)
    }

    pub(crate) fn fewest(&self, among: &[usize]) -> Vec<usize> {
        fewest(&self.votes, among)
    }

    pub(crate) fn sum(&self, of: &[usize]) -> Q {
        of.iter().map(|candidate| &self.votes[*candidate]).sum()
    }
}

pub(crate) fn most(votes: &[Q], among: &[usize]) -> Vec<usize> {
    let most = among.iter().map(|candidate| &votes[*candidate]).max();
    among.iter().copied().filter(|candidate| Some(&votes[*candidate]) == most).collect()
}

pub(crate) fn fewest(votes: &[Q], among: &[usize]) -> Vec<usize> {
    let fewest = among.iter().map(|candidate| &votes[*candidate]).min();
    among.iter().copied().filter(|candidate| Some(&votes[*candidate]) == fewest).collect()
}

/// Of those who are tied, the one whom the stages single out in the order given (the extreme at the first of them at which they
/// differ; if some still share it, these by the stages that follow), else the one on whom the lot falls.
pub(crate) fn single_out<'s>(
    mut tied: Vec<usize>,
    stages: impl Iterator<Item = &'s Vec<Q>>,
    extreme: fn(&[Q], &[usize]) -> Vec<usize>,
    lot: Lot<'_>,
) -> usize {
    for votes in stages {
        tied = extreme(votes, &tied);
    }
    if tied.len() == 1 { tied[0] } else { lot(&tied) }
}
