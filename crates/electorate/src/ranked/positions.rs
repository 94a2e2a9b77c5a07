//! In what orders voters around a party see the others.

use std::cmp::Ordering;

use crate::random::quantile;

/// Voters in each dimension: 4,096 of them in one or in two.
const IN_ONE: usize = 4096;
const IN_TWO: usize = 64;

/// The orders in which voters of one first choice rank all others, each once, ascending, with the number of voters.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Orders {
    voters: Vec<u32>,
    /// Entries of the paper, an order after the other.
    entries: Vec<u16>,
    length: usize,
}

impl Orders {
    /// Of voters around the entry of this number.
    pub(super) fn around(first: usize, places: &[[f64; 2]], dimensions: usize, spread: f64) -> Self {
        let others: Vec<u16> =
            (0..places.len()).filter(|&entry| entry != first).map(|entry| entry as u16).collect();
        let z = |at: usize, of: usize| spread * quantile((at as f64 + 0.5) / of as f64);
        let grid: Vec<[f64; 2]> = if dimensions == 1 {
            (0..IN_ONE).map(|at| [z(at, IN_ONE), 0.0]).collect()
        } else {
            let row: Vec<f64> = (0..IN_TWO).map(|at| z(at, IN_TWO)).collect();
            row.iter().flat_map(|&x| row.iter().map(move |&y| [x, y])).collect()
        };
        let [x, y] = places[first];
        let mut distances = vec![0.0; places.len()];
        let mut orders: Vec<Vec<u16>> = grid
            .iter()
            .map(|[dx, dy]| {
                for (distance, place) in distances.iter_mut().zip(places) {
                    let (dx, dy) = (place[0] - x - dx, place[1] - y - dy);
                    *distance = dx * dx + dy * dy;
                }
                let mut order = others.clone();
                // Who is at one place stays in the order of the paper.
                order.sort_by(|&one, &other| {
                    let (one, other) = (distances[usize::from(one)], distances[usize::from(other)]);
                    one.partial_cmp(&other).unwrap_or(Ordering::Equal)
                });
                order
            })
            .collect();
        orders.sort_unstable();
        let mut all = Self { length: others.len(), ..Self::default() };
        for same in orders.chunk_by(|one, other| one == other) {
            all.voters.push(same.len() as u32);
            all.entries.extend_from_slice(&same[0]);
        }
        all
    }

    pub(super) fn len(&self) -> usize {
        self.voters.len()
    }

    pub(super) fn voters(&self, order: usize) -> f64 {
        f64::from(self.voters[order])
    }

    /// Who stands at this place of an order; the first choice is not in it.
    pub(super) fn entry(&self, order: usize, place: usize) -> usize {
        usize::from(self.entries[order * self.length + place])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_a_line_the_shares_are_those_of_the_normal_distribution() {
        // The first at 0, the others at 1 and −2: nearer to the second is who stands above −0.5.
        let orders = Orders::around(0, &[[0.0, 0.0], [1.0, 0.0], [-2.0, 0.0]], 1, 1.0);
        assert_eq!(orders.len(), 2);
        assert_eq!((orders.entry(0, 0), orders.entry(0, 1)), (1, 2));
        let share = orders.voters(0) / 4096.0;
        assert!((share - 0.691_462).abs() < 1e-3, "{share}");
        // In two dimensions alike, where the second makes no difference.
        let orders = Orders::around(0, &[[0.0, 0.0], [1.0, 0.0], [-2.0, 0.0]], 2, 1.0);
        assert!((orders.voters(0) / 4096.0 - 0.691_462).abs() < 2e-2);
    }

    #[test]
    fn without_spread_all_rank_as_the_party_does() {
        let orders = Orders::around(1, &[[0.0, 1.0], [0.0, 0.0], [3.0, 0.0], [0.0, -1.0]], 2, 0.0);
        assert_eq!(orders.len(), 1);
        assert_eq!([orders.entry(0, 0), orders.entry(0, 1), orders.entry(0, 2)], [0, 3, 2]);
    }
}
