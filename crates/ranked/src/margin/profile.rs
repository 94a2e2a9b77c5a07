//! The ballots as a rule reads them, each with the list that it was.

use crate::ballots::{Ballots, BallotsBuilder, List};
use crate::error::RankedError;
use crate::reading::Papers;
use crate::rule::RankedRule;

/// Ballots read one by one: those that are not good as well, for they can be changed too.
#[derive(Debug)]
pub(super) struct Profile {
    /// Who stands, in the order of the ballot paper.
    pub(super) standing: Vec<usize>,
    pub(super) papers: Vec<Paper>,
    /// On how many a rank of several can end what it passed on, so that what they count for hangs on all that went before.
    pub(super) with_several: u64,
    pub(super) total: u64,
    /// The most preferences that are read from one ballot.
    pub(super) at_most: usize,
    /// The fewest of a good one.
    pub(super) at_least: usize,
}

#[derive(Debug)]
pub(super) struct Paper {
    /// Its place among the lists.
    pub(super) list: usize,
    pub(super) count: u64,
    /// As [`Papers`] has them; none on one that is not good.
    marks: Vec<u16>,
}

impl Profile {
    pub(super) fn of(rule: &RankedRule, ballots: &Ballots, withdrawn: &[usize]) -> Result<Self, RankedError> {
        let candidates = ballots.candidates();
        let mut gone = vec![false; candidates];
        for candidate in withdrawn {
            gone[*candidate] = true;
        }
        let mut papers = Vec::with_capacity(ballots.distinct());
        let mut with_several = 0;
        for (at, list) in ballots.lists().enumerate() {
            let marks: Vec<u16> = rule.reading.papers(&alone(candidates, list), &gone)?.marks;
            if marks.iter().any(|mark| mark & Papers::WITH_NEXT != 0) {
                with_several += list.count();
            }
            papers.push(Paper { list: at, count: list.count(), marks });
        }
        let standing = (0..candidates).filter(|candidate| !gone[*candidate]).collect();
        let limit = |limit: Option<u32>| limit.map(|limit| limit as usize);
        Ok(Self {
            standing,
            papers,
            with_several,
            total: ballots.total(),
            at_most: limit(rule.reading.at_most).unwrap_or(usize::MAX),
            at_least: limit(rule.reading.at_least).unwrap_or(1),
        })
    }

    /// Votes of each candidate while these stand and nobody else; a ballot that meets a rank at which several do is over.
    pub(super) fn votes(&self, standing: &[bool]) -> Vec<u64> {
        let mut votes = vec![0; standing.len()];
        for paper in &self.papers {
            if let Some(candidate) = paper.first(standing) {
                votes[candidate] += paper.count;
            }
        }
        votes
    }
}

/// One list by itself.
fn alone(candidates: usize, list: List<'_>) -> Ballots {
    let mut builder = BallotsBuilder::new(candidates).unwrap_or_else(|_| BallotsBuilder::open_ended());
    // The list stands among ballots for as many candidates, so it can be added.
    let added = builder.add(list.count(), list.ranks());
    debug_assert!(added.is_ok());
    builder.build()
}

impl Paper {
    fn ranks(&self) -> impl Iterator<Item = &[u16]> {
        self.marks.split_inclusive(|mark| mark & Papers::WITH_NEXT == 0)
    }

    /// For whom it counts first.
    pub(super) fn begins_with(&self) -> Option<usize> {
        let rank = self.ranks().next()?;
        rank.last().filter(|_| rank.len() == 1).map(|mark| usize::from(*mark))
    }

    fn first(&self, standing: &[bool]) -> Option<usize> {
        for rank in self.ranks() {
            let mut still = rank.iter().map(|mark| usize::from(mark & !Papers::WITH_NEXT));
            let Some(candidate) = still.by_ref().find(|candidate| standing[*candidate]) else { continue };
            return (!still.any(|candidate| standing[candidate])).then_some(candidate);
        }
        None
    }

    /// For whom it counts, one after the other, while candidates leave in an order of so many: their places in it. `places`
    /// has the place of every candidate, none of those who left before. Whether it may be otherwise: where it meets several
    /// at one rank, of whom some left before in an order that is not known, or some may leave together.
    pub(super) fn path(&self, places: &[Option<u16>], of: usize, path: &mut Vec<u16>) -> bool {
        let mut next = 0;
        let mut open = false;
        for rank in self.ranks() {
            let still =
                |mark: &u16| places[usize::from(mark & !Papers::WITH_NEXT)].filter(|place| *place >= next);
            let mut still = rank.iter().filter_map(still);
            // Two stand to the end, whoever leaves together.
            if still.clone().filter(|place| usize::from(*place) + 2 >= of).count() == 2 {
                return open;
            }
            open |= rank.len() > 1 && next == 0;
            let Some(place) = still.next() else { continue };
            if still.next().is_some() {
                return true;
            }
            path.push(place);
            next = place + 1;
        }
        open
    }
}
