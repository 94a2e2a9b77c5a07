//! Voters whose lists have begun alike, split among those who can come next.

use std::ops::Range;

use super::next::{Between, Next};
use crate::random::Generator;
use sailau_ranked::Ballots;

/// So few are asked one by one.
const FEW: u64 = 8;

/// The lists of one paper in the making.
pub(super) struct Splitting<'a> {
    pub(super) next: &'a Next,
    pub(super) between: &'a Between,
    /// The slot of each entry, and how many slots there are.
    pub(super) slots: &'a [usize],
    pub(super) all_slots: usize,
    /// First preferences.
    pub(super) votes: &'a [u64],
    /// The share of those who stop, by slot of the first choice.
    pub(super) stops: &'a [f64],
    /// Where the candidates of each entry begin, and the end of the last's.
    pub(super) starts: &'a [usize],
    /// Entries after which no rank is left.
    pub(super) deepest: usize,
    /// Candidates for whom there are ranks.
    pub(super) ranks: usize,
    /// By depth, for each entry: its weight and those of all after it; one more at the end.
    pub(super) sums: &'a mut [f64],
    pub(super) used: &'a mut [bool],
    /// The entries of the list so far.
    pub(super) path: &'a mut Vec<usize>,
    pub(super) ballots: &'a mut Ballots,
}

impl Splitting<'_> {
    /// Writes the lists of all voters.
    pub(super) fn all(&mut self, rng: &mut Generator) {
        for first in 0..self.votes.len() {
            let orders = self.between.orders.get(first).map_or(0, |orders| orders.len());
            self.with(first, self.votes[first], 0..orders, rng);
        }
    }

    /// So many go on with this entry.
    fn with(&mut self, entry: usize, voters: u64, orders: Range<usize>, rng: &mut Generator) {
        if voters == 0 {
            return;
        }
        self.path.push(entry);
        self.used[entry] = true;
        self.go_on(voters, orders, rng);
        self.used[entry] = false;
        self.path.pop();
    }

    /// What so many voters put after the list so far, of whom some stop. Of positions, theirs are these orders.
    fn go_on(&mut self, voters: u64, orders: Range<usize>, rng: &mut Generator) {
        let depth = self.path.len();
        let written: usize = self.path.iter().map(|&entry| self.starts[entry + 1] - self.starts[entry]).sum();
        if depth >= self.deepest || written >= self.ranks || !self.weigh(orders.clone()) {
            return self.write(voters);
        }
        let stopping = some(rng, voters, self.stops[self.slots[self.path[0]]]);
        self.write(stopping);
        let (mut left, mut from) = (voters - stopping, orders.start);
        let first = (depth - 1) * (self.slots.len() + 1);
        for entry in 0..self.slots.len() {
            if left == 0 {
                break;
            }
            let (with, without) = (self.sums[first + entry], self.sums[first + entry + 1]);
            if with <= without {
                continue;
            }
            let theirs = self.beginning_with(entry, from..orders.end);
            from = theirs.end;
            let taken = some(rng, left, 1.0 - without / with);
            left -= taken;
            self.with(entry, taken, theirs, rng);
        }
    }

    /// Those of the orders that go on with an entry: they stand together, as orders ascend.
    fn beginning_with(&self, entry: usize, orders: Range<usize>) -> Range<usize> {
        let Some(all) = self.between.orders.get(self.path[0]) else { return 0..0 };
        let place = self.path.len() - 1;
        let is = |order: &usize| all.entry(*order, place) == entry;
        let start = orders.start;
        start..start + orders.take_while(is).count()
    }

    /// Weighs all who can come next; whether anybody can.
    fn weigh(&mut self, orders: Range<usize>) -> bool {
        let (depth, entries) = (self.path.len(), self.slots.len());
        let sums = &mut self.sums[(depth - 1) * (entries + 1)..][..entries + 1];
        sums.fill(0.0);
        let free = self.used.iter().map(|&used| if used { 0.0 } else { 1.0 });
        match self.next {
            Next::Support => {
                for ((sum, free), &votes) in sums.iter_mut().zip(free).zip(self.votes) {
                    *sum = free * votes as f64;
                }
            }
            Next::Alike => sums.iter_mut().zip(free).for_each(|(sum, free)| *sum = free),
            Next::Weights(weights) => {
                let row = &weights[self.slots[self.path[0]] * self.all_slots..][..self.all_slots];
                for ((sum, free), &slot) in sums.iter_mut().zip(free).zip(self.slots) {
                    *sum = free * row[slot];
                }
            }
            Next::Spatial { .. } => {
                let all = &self.between.orders[self.path[0]];
                for order in orders {
                    sums[all.entry(order, depth - 1)] += all.voters(order);
                }
            }
            Next::Mallows { dispersion, .. } => {
                let mut weight = 1.0;
                for &entry in &self.between.reference {
                    if !self.used[entry] {
                        sums[entry] = weight;
                        weight *= dispersion;
                    }
                }
            }
        }
        let mut sum = 0.0;
        for weight in sums[..entries].iter_mut().rev() {
            sum += *weight;
            *weight = sum;
        }
        sum > 0.0
    }

    fn write(&mut self, voters: u64) {
        let starts = self.starts;
        let candidates = self.path.iter().flat_map(|&entry| starts[entry]..starts[entry + 1]);
        let pushed = self.ballots.push_list(voters, candidates.take(self.ranks));
        // Voters on all rolls are fewer than ballots can be, and candidates are those of the paper.
        debug_assert!(pushed.is_ok(), "{pushed:?}");
    }
}

/// How many of them do what each does by this chance.
fn some(rng: &mut Generator, voters: u64, chance: f64) -> u64 {
    if chance <= 0.0 {
        0
    } else if chance >= 1.0 {
        voters
    } else if voters <= FEW {
        (0..voters).filter(|_| rng.uniform() < chance).count() as u64
    } else {
        rng.binomial(voters, chance)
    }
}
