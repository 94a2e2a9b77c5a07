//! Balinski and Young's method: seat by seat, and every step must be sure.

#![allow(clippy::float_arithmetic)]

use super::lanes::{Block, ELECTIONS, Sure, Table, bits};
use super::real::Real;

/// The quota method, in doubles: the quota of each house is asked for.
#[derive(Clone, Copy)]
pub(super) struct QuotaMethod;

impl QuotaMethod {
    /// Larger houses are worked out one by one: all elections of a block take as many steps as the largest of them.
    pub(super) const HOUSE: u32 = 10_000;
}

/// What a step knows of each lane.
struct Step {
    cheapest: [f64; ELECTIONS],
    second: [f64; ELECTIONS],
    doubt: [bool; ELECTIONS],
}

impl Block for QuotaMethod {
    type Real = f64;

    #[inline(always)]
    fn count<const N: usize>(
        self,
        votes: &Table<f64, N>,
        _: &[f64; ELECTIONS],
        houses: &[u32],
        seats: &mut Table<u32, N>,
    ) -> Sure {
        let mut total = [0.0; ELECTIONS];
        let mut house = [0.0; ELECTIONS];
        for (slot, &seats) in house.iter_mut().zip(houses) {
            *slot = f64::from(seats);
        }
        let mut prices = [[0.0; ELECTIONS]; N];
        let mut held = [[0.0; ELECTIONS]; N];
        for party in 0..N {
            for i in 0..ELECTIONS {
                total[i] += votes[party][i];
                prices[party][i] = 1.0 / votes[party][i];
            }
        }
        let mut sure: [bool; ELECTIONS] = std::array::from_fn(|i| house[i] > 0.0 && total[i] > 0.0);
        let last = houses.iter().copied().max().unwrap_or(0);
        let mut size = 0.0;
        for _ in 0..last {
            size += 1.0;
            let mut step = Step {
                cheapest: [f64::INFINITY; ELECTIONS],
                second: [f64::INFINITY; ELECTIONS],
                doubt: [false; ELECTIONS],
            };
            for party in 0..N {
                for i in 0..ELECTIONS {
                    // Who has as much as the quota of this house waits.
                    let (has, quota) = (held[party][i] * total[i], size * votes[party][i]);
                    let price = (held[party][i] + 1.0) * prices[party][i];
                    let price = if has < quota { price } else { f64::INFINITY };
                    step.doubt[i] |= (has - quota).abs() <= f64::DOUBT * quota && quota > 0.0;
                    step.second[i] = step.second[i].least(price.most(step.cheapest[i]));
                    step.cheapest[i] = step.cheapest[i].least(price);
                }
            }
            let mut pays = [0.0; ELECTIONS];
            for i in 0..ELECTIONS {
                let open = size <= house[i];
                // Nobody's price is below 0.
                pays[i] = if open { step.cheapest[i] } else { -1.0 };
                let apart = step.second[i] - step.cheapest[i] > f64::DOUBT * step.cheapest[i];
                sure[i] &= !open | (apart & !step.doubt[i]);
            }
            for party in 0..N {
                for i in 0..ELECTIONS {
                    let price = (held[party][i] + 1.0) * prices[party][i];
                    let eligible = held[party][i] * total[i] < size * votes[party][i];
                    held[party][i] += f64::if_so((price <= pays[i]) & eligible);
                }
            }
        }
        for party in 0..N {
            for i in 0..ELECTIONS {
                seats[party][i] = held[party][i].whole();
            }
        }
        bits(std::array::from_fn(|i| Sure::from(sure[i]) << i))
    }
}
