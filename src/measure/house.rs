//! The indices of a house that simulations keep, from one look at its votes and seats.

use super::{effective_parties, gallagher, seat_bonus, wasted_share};

/// Some indices of votes against seats; NaN where there is none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HouseIndices {
    /// As [`gallagher`].
    pub(crate) gallagher: f64,
    /// As [`effective_parties`] of seats.
    pub(crate) effective_parties: f64,
    /// As [`wasted_share`].
    pub(crate) wasted: f64,
    /// As [`seat_bonus`].
    pub(crate) bonus: f64,
}

impl HouseIndices {
    /// Of a house. Everything is added up once; the results are those of the functions, to the last bit.
    pub(crate) fn of(votes: &[u64], seats: &[u32], others: u64) -> Self {
        Self::in_64_bits(votes, seats, others).unwrap_or_else(|| Self {
            gallagher: gallagher(votes, seats, others).unwrap_or(f64::NAN),
            effective_parties: effective_parties(seats, 0).unwrap_or(f64::NAN),
            wasted: wasted_share(votes, seats, others).unwrap_or(f64::NAN),
            bonus: seat_bonus(votes, seats, others).unwrap_or(f64::NAN),
        })
    }

    /// None where the votes times the seats do not fit 64 bits, where the squares of seats are no exact floats, and where
    /// there are no votes or seats.
    #[inline]
    fn in_64_bits(votes: &[u64], seats: &[u32], others: u64) -> Option<Self> {
        if votes.len() != seats.len() {
            return None;
        }
        let mut all = others;
        let (mut house, mut squares, mut wasted) = (0u64, 0u64, others);
        for (&votes, &seats) in votes.iter().zip(seats) {
            all = all.checked_add(votes)?;
            house += u64::from(seats);
            squares = squares.wrapping_add(u64::from(seats) * u64::from(seats));
            wasted = wasted.wrapping_add(if seats == 0 { votes } else { 0 });
        }
        // The squares of fewer than 2^26 seats add up to fewer than 2^53.
        if all == 0 || house == 0 || house >= 1 << 26 {
            return None;
        }
        all.checked_mul(house)?;
        let product = all as f64 * house as f64;
        let gain = |votes: u64, seats: u32| {
            let (has, fair) = (u64::from(seats) * all, votes * house);
            let difference = has.abs_diff(fair) as f64 / product;
            if has < fair { -difference } else { difference }
        };
        let (mut sum, mut first) = (0.0, (0, 0));
        for (&votes, &seats) in votes.iter().zip(seats) {
            let gain = gain(votes, seats);
            sum += gain * gain;
            first = first.max((votes, seats));
        }
        let (house, squares) = (house as f64, squares as f64);
        Some(Self {
            gallagher: (sum / 2.0).sqrt(),
            effective_parties: house * (house / squares),
            wasted: wasted as f64 / all as f64,
            bonus: gain(first.0, first.1),
        })
    }
}

#[cfg(test)]
mod tests {
    use rand::rngs::ChaCha8Rng;
    use rand::{RngExt, SeedableRng};

    use super::*;

    #[test]
    fn together_they_are_what_each_is() {
        let mut random = ChaCha8Rng::seed_from_u64(1);
        for case in 0..4_000 {
            let parties = random.random_range(0..12);
            let most: u64 = [3, 1_000, 20_000_000, u64::MAX / 4][case % 4];
            let votes: Vec<u64> = (0..parties).map(|_| random.random_range(0..most)).collect();
            let seats: Vec<u32> =
                (0..parties).map(|_| random.random_range(0..[2, 200, 1 << 27][case % 3])).collect();
            let others = random.random_range(0..most);
            let together = HouseIndices::of(&votes, &seats, others);
            for (index, alone) in [
                (together.gallagher, gallagher(&votes, &seats, others)),
                (together.effective_parties, effective_parties(&seats, 0)),
                (together.wasted, wasted_share(&votes, &seats, others)),
                (together.bonus, seat_bonus(&votes, &seats, others)),
            ] {
                assert_eq!(
                    index.to_bits(),
                    alone.unwrap_or(f64::NAN).to_bits(),
                    "{votes:?} {seats:?} {others}"
                );
            }
        }
    }
}
