//! Every way in which lots can fall, one after the other, each from the start of the count.
//!
//! Ways that come to the same state go on alike from there, so all but the first are left at that point: ten candidates without a
//! vote can be excluded in three million orders, which meet in a thousand states.

use std::collections::HashSet;

use super::{Decider, Stop, TieDecidedBy};
use crate::reading::Papers;
use crate::record::{Count, OpenSeats};

/// How many lots, and how many ways, are looked at before what hangs on them is left open.
const MOST: usize = 4_096;

/// Fewer, where a way takes long: so many papers and pairs of candidates on all of them together.
const WORK: usize = 1 << 28;
const FEWEST: usize = 16;

/// The way that is followed at present, and those that are left.
#[derive(Debug, Default)]
pub(crate) struct Ways {
    /// The lots on it, each by its place among the tied, with their number.
    lots: Vec<(usize, usize)>,
    /// How many of them this count has come to.
    come_to: usize,
    known: HashSet<u128>,
    followed: usize,
    most: usize,
    too_many: bool,
}

impl Ways {
    /// Sets out on the next way; there is none when this one was the last.
    fn turn(&mut self) -> bool {
        self.come_to = 0;
        self.followed += 1;
        while let Some((place, of)) = self.lots.last_mut() {
            *place += 1;
            if place < of {
                self.too_many |= self.followed == self.most;
                return !self.too_many;
            }
            self.lots.pop();
        }
        false
    }
}

impl Decider for Ways {
    fn decide(&mut self, among: &[usize], state: &dyn Fn() -> u128) -> Result<(usize, TieDecidedBy), Stop> {
        if self.come_to == self.lots.len() {
            if self.known.len() == self.most {
                self.too_many = true;
                return Err(Stop::Known);
            }
            if !self.known.insert(state()) {
                return Err(Stop::Known);
            }
            self.lots.push((0, among.len()));
        }
        let (place, _) = self.lots[self.come_to];
        self.come_to += 1;
        Ok((among[place], TieDecidedBy::Open))
    }

    fn decide_order(&mut self, among: &[usize]) -> Result<(usize, TieDecidedBy), Stop> {
        Ok((among[0], TieDecidedBy::OrderOnly))
    }
}

/// What the ways have in common.
#[derive(Debug, Default)]
pub(crate) struct Followed {
    /// Who is elected on every way, and on any.
    always: Vec<usize>,
    ever: Vec<usize>,
    all: bool,
}

impl Followed {
    /// Follows every way: `way` counts on one and says who is elected.
    pub(crate) fn all(
        papers: &Papers,
        mut way: impl FnMut(&mut dyn Decider) -> Result<Vec<usize>, Stop>,
    ) -> Result<Self, crate::error::RankedError> {
        let work = papers.len().saturating_add(papers.candidates() * papers.candidates()).max(1);
        let most = (WORK / work).clamp(FEWEST, MOST);
        let mut ways = Ways { most, ..Ways::default() };
        let mut first = true;
        let mut followed = Self::default();
        loop {
            match way(&mut ways) {
                Ok(elected) => followed.add(elected, std::mem::take(&mut first)),
                Err(Stop::Known) => {}
                Err(Stop::Error(error)) => return Err(error),
            }
            if !ways.turn() {
                followed.all = !ways.too_many;
                return Ok(followed);
            }
        }
    }

    fn add(&mut self, elected: Vec<usize>, first: bool) {
        if first {
            self.always.clone_from(&elected);
            self.ever = elected;
            return;
        }
        self.always.retain(|candidate| elected.contains(candidate));
        self.ever.extend(elected);
        self.ever.sort_unstable();
        self.ever.dedup();
    }

    /// Whether every way was followed.
    pub(crate) fn is_complete(&self) -> bool {
        self.all
    }

    /// Who is sure and what is open, in the record of the first way.
    pub(crate) fn settle(self, count: &mut Count) {
        let (mut always, mut ever) = (self.always, self.ever);
        if !self.all {
            (always, ever) = count.before_first_lot();
        }
        // In the order of the recorded way, which is the first.
        count.elected = always.clone();
        let open = count.seats - count.empty - always.len() as u32;
        if open > 0 {
            ever.retain(|candidate| !always.contains(candidate));
            count.open = Some(OpenSeats { seats: open, among: ever, all_ways: self.all });
        }
    }
}

impl Count {
    /// Who was elected before the first open lot of the record, and they with everybody who was not excluded by then.
    fn before_first_lot(&self) -> (Vec<usize>, Vec<usize>) {
        let open = |stage: &&crate::record::Stage| stage.ties.iter().any(|tie| tie.by == TieDecidedBy::Open);
        let first = self.stages.iter().find(open).map_or(u32::MAX, |stage| stage.number);
        let before = || self.stages.iter().filter(|stage| stage.number < first);
        let elected = before().flat_map(|stage| stage.elected.iter().copied()).collect();
        let mut possible: Vec<usize> =
            (0..self.candidates).filter(|one| !self.withdrawn.contains(one)).collect();
        possible.retain(|candidate| !before().any(|stage| stage.excluded.contains(candidate)));
        (elected, possible)
    }
}
