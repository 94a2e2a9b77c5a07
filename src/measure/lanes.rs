//! Indices of many draws side by side: a row of numbers has one of each draw.
//!
//! The results are those of the functions, to the last bit. All numbers here are whole and small enough to be floats, so that sums,
//! products and differences are exact; where they are not, the draw is left to the functions.

use super::{HouseIndices, effective_parties};
use crate::apportion::cpu_dispatch::{Task, widest};

/// Draws side by side.
pub(crate) const LANES: usize = 32;

/// So few draws are worked out each by itself, which is sooner than side by side.
pub(crate) const FEW: usize = 2;

/// A number of each draw.
pub(crate) type Lanes<T> = [T; LANES];

/// Products below this are exact floats, with room for what is added up.
const EXACT: f64 = 4_503_599_627_370_496.0;
/// The squares of fewer than 2^26 seats add up to fewer than 2^53.
const MOST_SEATS: f64 = 67_108_864.0;

/// Votes by party, and those of nobody who is named.
#[derive(Debug, Clone)]
pub(crate) struct VoteLanes {
    pub(crate) of_parties: Vec<Lanes<u64>>,
    pub(crate) others: Lanes<u64>,
    /// Room for the votes and the seats of one draw.
    row: (Vec<u64>, Vec<u32>),
}

/// What is kept of the votes of each draw.
#[derive(Debug, Clone)]
pub(crate) struct VoteFigures {
    /// A thousand by the votes; not finite where there are none.
    pub(crate) per_thousand: Lanes<f64>,
    /// As [`effective_parties`] of votes; NaN where there are none.
    pub(crate) effective_parties: Lanes<f64>,
}

/// Some indices of the houses of each draw; NaN where there is none.
#[derive(Debug, Clone)]
pub(crate) struct HouseLanes {
    /// As in [`HouseIndices`], from here on.
    pub(crate) gallagher: Lanes<f64>,
    pub(crate) effective_parties: Lanes<f64>,
    pub(crate) wasted: Lanes<f64>,
    pub(crate) bonus: Lanes<f64>,
}

impl VoteLanes {
    /// Room for so many parties.
    pub(crate) fn new(parties: usize) -> Self {
        Self {
            of_parties: vec![[0; LANES]; parties],
            others: [0; LANES],
            row: (Vec::with_capacity(parties), Vec::with_capacity(parties)),
        }
    }

    /// Copies the votes of one draw from others.
    pub(crate) fn copy(&mut self, lane: usize, from: &Self, other: usize) {
        for (own, from) in self.of_parties.iter_mut().zip(&from.of_parties) {
            own[lane] = from[other];
        }
        self.others[lane] = from.others[other];
    }

    /// What is kept of the votes of the first so many draws.
    pub(crate) fn figures(&mut self, draws: usize) -> VoteFigures {
        let mut figures = VoteFigures { per_thousand: [0.0; LANES], effective_parties: [0.0; LANES] };
        let mut sure = [false; LANES];
        if draws > FEW {
            widest(OfVotes { votes: self, figures: &mut figures, sure: &mut sure });
        }
        for lane in (0..draws).filter(|&lane| !sure[lane]) {
            self.take_row(lane, &[]);
            let (votes, others) = (&self.row.0, self.others[lane]);
            let all = votes.iter().fold(others, |sum, &votes| sum.saturating_add(votes));
            figures.per_thousand[lane] = 1_000.0 / all as f64;
            figures.effective_parties[lane] = effective_parties(votes, others).unwrap_or(f64::NAN);
        }
        figures
    }

    /// Indices of the houses of the first so many draws, whose seats these are, by party.
    pub(crate) fn houses(&mut self, seats: &[Lanes<u32>], draws: usize) -> HouseLanes {
        let empty = [f64::NAN; LANES];
        let mut houses =
            HouseLanes { gallagher: empty, effective_parties: empty, wasted: empty, bonus: empty };
        let mut sure = [false; LANES];
        if draws > FEW {
            widest(OfHouses { votes: self, seats, houses: &mut houses, sure: &mut sure });
        }
        for lane in (0..draws).filter(|&lane| !sure[lane]) {
            self.take_row(lane, seats);
            let house = HouseIndices::of(&self.row.0, &self.row.1, self.others[lane]);
            houses.gallagher[lane] = house.gallagher;
            houses.effective_parties[lane] = house.effective_parties;
            houses.wasted[lane] = house.wasted;
            houses.bonus[lane] = house.bonus;
        }
        houses
    }

    fn take_row(&mut self, lane: usize, of_seats: &[Lanes<u32>]) {
        let (votes, seats) = &mut self.row;
        votes.clear();
        votes.extend(self.of_parties.iter().map(|votes| votes[lane]));
        seats.clear();
        seats.extend(of_seats.iter().map(|seats| seats[lane]));
    }
}

struct OfVotes<'a> {
    votes: &'a VoteLanes,
    figures: &'a mut VoteFigures,
    sure: &'a mut Lanes<bool>,
}

impl Task for OfVotes<'_> {
    #[inline(always)]
    fn run(self) {
        let Self { votes, figures, sure } = self;
        let (mut all, mut squares) = (votes.others.map(|others| others as f64), [0.0; LANES]);
        for votes in &votes.of_parties {
            for lane in 0..LANES {
                let votes = votes[lane] as f64;
                all[lane] += votes;
                squares[lane] += votes * votes;
            }
        }
        for lane in 0..LANES {
            figures.per_thousand[lane] = 1_000.0 / all[lane];
            figures.effective_parties[lane] = all[lane] * (all[lane] / squares[lane]);
            sure[lane] = (squares[lane] > 0.0) & (all[lane] < EXACT);
        }
    }
}

struct OfHouses<'a> {
    votes: &'a VoteLanes,
    seats: &'a [Lanes<u32>],
    houses: &'a mut HouseLanes,
    sure: &'a mut Lanes<bool>,
}

impl Task for OfHouses<'_> {
    #[inline(always)]
    fn run(self) {
        let Self { votes, seats, houses, sure } = self;
        let others = votes.others.map(|others| others as f64);
        let (mut all, mut wasted) = (others, others);
        let (mut house, mut squares) = ([0.0; LANES], [0.0; LANES]);
        let (mut most, mut first) = ([0.0; LANES], [0.0; LANES]);
        for (votes, seats) in votes.of_parties.iter().zip(seats) {
            for lane in 0..LANES {
                let (votes, seats) = (votes[lane] as f64, f64::from(seats[lane]));
                all[lane] += votes;
                house[lane] += seats;
                squares[lane] += seats * seats;
                wasted[lane] += if seats == 0.0 { votes } else { 0.0 };
                // The most votes and, of several with as many, the most seats.
                let is_first = (votes > most[lane]) | ((votes == most[lane]) & (seats > first[lane]));
                most[lane] = if is_first { votes } else { most[lane] };
                first[lane] = if is_first { seats } else { first[lane] };
            }
        }
        let mut product = [0.0; LANES];
        for lane in 0..LANES {
            product[lane] = all[lane] * house[lane];
        }
        let mut sum = [0.0; LANES];
        for (votes, seats) in votes.of_parties.iter().zip(seats) {
            for lane in 0..LANES {
                let (has, fair) = (f64::from(seats[lane]) * all[lane], votes[lane] as f64 * house[lane]);
                let gain = (has - fair) / product[lane];
                sum[lane] += gain * gain;
            }
        }
        for lane in 0..LANES {
            houses.gallagher[lane] = (sum[lane] / 2.0).sqrt();
            houses.effective_parties[lane] = house[lane] * (house[lane] / squares[lane]);
            houses.wasted[lane] = wasted[lane] / all[lane];
            houses.bonus[lane] = (first[lane] * all[lane] - most[lane] * house[lane]) / product[lane];
            sure[lane] = (product[lane] > 0.0) & (product[lane] < EXACT) & (house[lane] < MOST_SEATS);
        }
    }
}

#[cfg(test)]
mod tests {
    use rand::rngs::ChaCha8Rng;
    use rand::{RngExt, SeedableRng};

    use super::*;

    #[test]
    fn side_by_side_they_are_what_each_is() {
        let mut random = ChaCha8Rng::seed_from_u64(1);
        for case in 0..600 {
            let parties = case % 12;
            let mut votes = VoteLanes::new(parties);
            let mut seats = vec![[0u32; LANES]; parties];
            for lane in 0..LANES {
                // Nothing, ties, usual numbers, and those that are no floats.
                let most: u64 = [1, 3, 1_000, 20_000_000, 1 << 53, u64::MAX / 16][(case + lane) % 6];
                let largest: u32 = [1, 2, 200, 1 << 27][(case / 7 + lane) % 4];
                votes.of_parties.iter_mut().for_each(|votes| votes[lane] = random.random_range(0..most));
                seats.iter_mut().for_each(|seats| seats[lane] = random.random_range(0..largest));
                votes.others[lane] = random.random_range(0..most);
            }
            let (figures, houses) = (votes.figures(LANES), votes.houses(&seats, LANES));
            for lane in 0..LANES {
                votes.take_row(lane, &seats);
                let ((row, seats), others) = (votes.row.clone(), votes.others[lane]);
                let alone = HouseIndices::of(&row, &seats, others);
                let all = row.iter().fold(others, |sum, &votes| sum.saturating_add(votes));
                for (beside, alone) in [
                    (figures.per_thousand[lane], 1_000.0 / all as f64),
                    (figures.effective_parties[lane], effective_parties(&row, others).unwrap_or(f64::NAN)),
                    (houses.gallagher[lane], alone.gallagher),
                    (houses.effective_parties[lane], alone.effective_parties),
                    (houses.wasted[lane], alone.wasted),
                    (houses.bonus[lane], alone.bonus),
                ] {
                    assert_eq!(beside.to_bits(), alone.to_bits(), "{row:?} {seats:?} {others}");
                }
            }
        }
    }
}
