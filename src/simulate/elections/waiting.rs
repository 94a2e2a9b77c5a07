//! Draws whose indices wait for each other: they are worked out for many at a time, each in a lane of its own.
//!
//! What is found is the same as one draw after the other: it goes into sums of whole numbers, which have no order.

use super::foremost::Foremost;
use super::summary::{DrawnVotes, Indices, Pair, SystemSummary};
use super::{EnsembleSummary, IndexDistribution};
use crate::measure::{HouseLanes, LANES, Lanes, VoteLanes};

/// A bit for each draw.
type Draws = u32;
const _: () = assert!(Draws::BITS as usize == LANES);

/// The votes and the houses of the draws that wait.
pub(super) struct Waiting {
    votes: Vec<VoteLanes>,
    /// Of each system whose indices wait; none where they are recorded at once, or not at all.
    houses: Vec<Houses>,
    draws: usize,
}

/// The houses of one system.
struct Houses {
    /// By party.
    seats: Vec<Lanes<u32>>,
    /// The draws that could be counted.
    counted: Draws,
    gallagher: Lanes<f64>,
}

impl Waiting {
    /// Room for the votes of so many models, and the houses of so many systems.
    pub(super) fn new(models: usize, systems: usize, parties: usize) -> Self {
        let houses = |_| Houses { seats: vec![[0; LANES]; parties], counted: 0, gallagher: [0.0; LANES] };
        Self {
            votes: (0..models).map(|_| VoteLanes::new(parties)).collect(),
            houses: (0..systems).map(houses).collect(),
            draws: 0,
        }
    }

    /// The votes that a model drew, by party.
    pub(super) fn vote(&mut self, model: usize, votes: &[u64], others: u64) {
        let (lanes, lane) = (&mut self.votes[model], self.draws % LANES);
        for (lanes, &votes) in lanes.of_parties.iter_mut().zip(votes) {
            lanes[lane] = votes;
        }
        lanes.others[lane] = others;
    }

    /// Whether the indices of houses wait.
    pub(super) fn takes_houses(&self) -> bool {
        !self.houses.is_empty()
    }

    /// The house that a system made of these votes, by party; none where they could not be counted.
    pub(super) fn house(&mut self, system: usize, seats: Option<&[u32]>) {
        let (Some(houses), lane) = (self.houses.get_mut(system), self.draws % LANES) else { return };
        let Some(seats) = seats else { return };
        houses.counted |= 1 << lane;
        for (lanes, &seats) in houses.seats.iter_mut().zip(seats) {
            lanes[lane] = seats;
        }
    }

    /// The draw is whole; whether there is room for no other.
    pub(super) fn is_full_with_next(&mut self) -> bool {
        self.draws += 1;
        self.draws >= LANES
    }

    /// Records them all.
    pub(super) fn record(&mut self, summary: &mut EnsembleSummary) {
        for (votes, kept) in self.votes.iter_mut().zip(&mut summary.votes) {
            kept.push_all(votes, self.draws);
        }
        for (houses, kept) in self.houses.iter_mut().zip(&mut summary.systems) {
            houses.record(&mut self.votes[kept.votes], kept, self.draws);
        }
        for pair in &mut summary.pairs {
            let Pair { first, second, gallagher, .. } = pair;
            if let (Some(first), Some(second)) = (self.houses.get(*first), self.houses.get(*second)) {
                let mut difference = [0.0; LANES];
                for (lane, difference) in difference.iter_mut().enumerate() {
                    *difference = first.gallagher[lane] - second.gallagher[lane];
                }
                push_some(gallagher, &difference, first.counted & second.counted);
            }
        }
        self.houses.iter_mut().for_each(|houses| houses.counted = 0);
        self.draws = 0;
    }
}

impl Houses {
    fn record(&mut self, votes: &mut VoteLanes, kept: &mut SystemSummary, draws: usize) {
        let Some(indices) = &mut kept.indices else { return };
        let mut house = votes.houses(&self.seats, draws);
        let HouseLanes { gallagher, wasted, bonus, .. } = &mut house;
        for points in [gallagher, wasted, bonus] {
            points.iter_mut().for_each(|share| *share *= 100.0);
        }
        let Indices { gallagher, effective_parties, wasted, bonus } = indices;
        push_some(gallagher, &house.gallagher, self.counted);
        push_some(effective_parties, &house.effective_parties, self.counted);
        push_some(wasted, &house.wasted, self.counted);
        push_some(bonus, &house.bonus, self.counted);
        self.gallagher = house.gallagher;
    }
}

impl DrawnVotes {
    /// Records the votes of the first so many draws.
    fn push_all(&mut self, votes: &mut VoteLanes, draws: usize) {
        let figures = votes.figures(draws);
        for (votes, shares) in votes.of_parties.iter().zip(&mut self.shares) {
            for (&votes, &scale) in votes.iter().zip(&figures.per_thousand).take(draws) {
                // Only the place in a histogram: rounding moves a draw by a tenth of a point at most.
                if scale.is_finite() {
                    shares.push((votes as f64 * scale) as u32);
                }
            }
        }
        for lane in 0..draws {
            let Foremost { at, alone, .. } = Foremost::of(votes.of_parties.iter().map(|votes| votes[lane]));
            if let Some(first) = self.first.get_mut(at) {
                first.yes += u64::from(alone);
            }
        }
        self.first.iter_mut().for_each(|first| first.of += draws as u64);
        self.effective_parties.push_all(&figures.effective_parties[..draws]);
    }
}

/// Records the values of these draws.
fn push_some(kept: &mut IndexDistribution, values: &Lanes<f64>, draws: Draws) {
    let (mut some, mut number) = ([0.0; LANES], 0);
    for (lane, &value) in values.iter().enumerate() {
        some[number] = value;
        number += usize::from(draws >> lane & 1 == 1);
    }
    kept.push_all(&some[..number]);
}
