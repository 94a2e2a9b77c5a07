//! What is kept of systems that came to the same in a draw: of each run of them by itself.

use std::ops::Range;

use super::houses::{House, Houses};
use super::lanes::LANES;
use super::{Event, Pair, SystemSummary};
use crate::measure::VoteLanes;
use crate::system::Plan;

/// Runs of several that are kept: all that twenty-two points can have. What else comes is kept point by point.
const MOST: usize = 253;
/// Fewer where their draws would hold more numbers than this.
const MOST_NUMBERS: usize = 1 << 23;

/// Runs of things that stand in order, such as points of a sweep.
pub(super) struct Runs<S, const SIDES: usize> {
    /// By where they begin: where they end, and what is kept.
    all: Vec<Vec<(usize, Box<Run<S, SIDES>>)>>,
    /// Those of several.
    long: usize,
    most: usize,
}

/// What is kept of a run in the draws in which it was one: of systems one side, of pairs two.
pub(super) struct Run<S, const SIDES: usize> {
    /// Draws that wait.
    draws: usize,
    sides: [Side; SIDES],
    /// The draws that were recorded.
    pub(super) summary: S,
}

/// The votes of draws that wait, and the houses that were made of them.
struct Side {
    votes: VoteLanes,
    houses: Houses,
    /// Which party each of the plan's is.
    parties: Vec<usize>,
}

/// What a system's count of a draw gave.
#[derive(Clone, Copy)]
pub(super) struct Counted<'a> {
    /// The votes, in this lane.
    pub(super) votes: &'a VoteLanes,
    pub(super) lane: usize,
    /// None where the rules could not count it.
    pub(super) house: Option<House<'a>>,
}

impl<S, const SIDES: usize> Runs<S, SIDES> {
    /// Of so many things; of each side of a run a draw has at most so many numbers.
    pub(super) fn new(things: usize, numbers: usize) -> Self {
        let of_each = numbers.saturating_mul(LANES * SIDES).max(1);
        Self {
            all: (0..things).map(|_| Vec::new()).collect(),
            long: 0,
            most: (MOST_NUMBERS / of_each).min(MOST),
        }
    }

    /// Gives a run or, where there are too many, each one that is in it. `new` makes those that have not been there; it is told
    /// where they begin.
    pub(super) fn each(
        &mut self,
        run: Range<usize>,
        new: impl Fn(usize) -> Run<S, SIDES>,
        mut take: impl FnMut(&mut Run<S, SIDES>),
    ) {
        if let Some(kept) = self.find(run.clone(), &new) {
            return take(kept);
        }
        for at in run {
            // There is always room for one alone.
            self.find(at..at + 1, &new).into_iter().for_each(&mut take);
        }
    }

    fn find(
        &mut self,
        run: Range<usize>,
        new: impl Fn(usize) -> Run<S, SIDES>,
    ) -> Option<&mut Run<S, SIDES>> {
        let from_here = &mut self.all[run.start];
        let place = match from_here.iter().position(|&(end, _)| end == run.end) {
            Some(place) => place,
            None => {
                let is_long = run.len() > 1;
                if is_long && self.long == self.most {
                    return None;
                }
                self.long += usize::from(is_long);
                from_here.push((run.end, Box::new(new(run.start))));
                from_here.len() - 1
            }
        };
        Some(&mut from_here[place].1)
    }

    /// All runs, which are forgotten.
    pub(super) fn take(&mut self) -> impl Iterator<Item = (Range<usize>, Box<Run<S, SIDES>>)> {
        self.long = 0;
        let all = self.all.iter_mut().enumerate();
        all.flat_map(|(start, runs)| runs.drain(..).map(move |(end, kept)| (start..end, kept)))
    }
}

impl<S, const SIDES: usize> Run<S, SIDES> {
    /// Room for the houses of these plans, whose parties are among so many, and nothing recorded yet.
    pub(super) fn new(sides: [(&Plan, &[usize]); SIDES], parties: usize, summary: S) -> Self {
        let sides = sides.map(|(plan, of_plan)| Side {
            votes: VoteLanes::new(parties),
            houses: Houses::of(plan, parties),
            parties: of_plan.to_vec(),
        });
        Self { draws: 0, sides, summary }
    }

    /// Takes what was counted of a draw; says whether no more can wait.
    pub(super) fn take(&mut self, counted: [Counted<'_>; SIDES]) -> bool {
        for (side, counted) in self.sides.iter_mut().zip(counted) {
            side.votes.copy(self.draws, counted.votes, counted.lane);
            match counted.house {
                Some(house) => side.houses.take(self.draws, house, &side.parties),
                None => side.houses.fails(self.draws),
            }
        }
        self.draws += 1;
        self.draws == LANES
    }
}

impl Run<SystemSummary, 1> {
    /// Records the draws that wait.
    pub(super) fn record(&mut self, events: &[(Event, Vec<usize>)]) {
        let draws = std::mem::take(&mut self.draws);
        let [Side { votes, houses, parties }] = &mut self.sides;
        houses.record(draws, votes, parties, events, &mut self.summary);
    }
}

impl Run<Pair, 2> {
    /// Records the draws that wait, with or without indices.
    pub(super) fn record(&mut self, indices: bool, events: &[(Event, Vec<usize>)]) {
        let draws = std::mem::take(&mut self.draws);
        let [first, second] = &mut self.sides;
        first.houses.record_beside(&second.houses, draws, events, &mut self.summary);
        if indices {
            [&mut *first, &mut *second]
                .into_iter()
                .for_each(|side| side.houses.find_gallagher(&mut side.votes, draws));
            first.houses.record_gallagher_beside(&second.houses, draws, &mut self.summary);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_has_all_runs_that_it_was_in_however_many_there_are() {
        const THINGS: usize = 60;
        let mut runs = Runs::<u32, 0>::new(THINGS, 1);
        for _ in 0..2 {
            for start in 0..THINGS {
                for end in start + 1..=THINGS {
                    runs.each(start..end, |_| Run::new([], 0, 0), |run| run.summary += 1);
                }
            }
            assert_eq!(runs.long, MOST);
            let mut found = [0; THINGS];
            for (run, kept) in runs.take() {
                run.for_each(|thing| found[thing] += kept.summary);
            }
            // So many runs begin at it or before, and end after it.
            assert!(found.iter().zip(1..).all(|(&found, at)| found == at * (THINGS as u32 + 1 - at)));
            assert!(runs.all.iter().all(Vec::is_empty));
        }
    }
}
