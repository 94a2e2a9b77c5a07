//! Many elections side by side, one in each lane: straight floating-point code without a branch on the votes.

#![allow(clippy::float_arithmetic)]

use super::real::Real;

/// Elections side by side.
pub(super) const ELECTIONS: usize = 32;

/// The most parties of an election.
pub(super) const PARTIES: usize = 32;

/// A bit for each election.
pub(super) type Sure = u32;

/// Numbers of a block of elections: by party, then by election.
pub(super) type Table<T, const N: usize> = [[T; ELECTIONS]; N];

/// A method that works a block of elections out, and knows where it may be wrong.
pub(super) trait Block: Copy {
    type Real: Real;

    /// Writes everybody's seats; returns a bit for each election that is sure. The seats of the others mean nothing.
    /// `sums` are those of the votes, in doubles.
    fn count<const N: usize>(
        self,
        votes: &Table<Self::Real, N>,
        sums: &[f64; ELECTIONS],
        houses: &[u32],
        seats: &mut Table<u32, N>,
    ) -> Sure;
}

/// A method that works one election out without a branch, so that all of a block can be worked out at once.
pub(super) trait Election: Copy {
    type Real: Real;

    /// What follows from all votes and the house and needs the digits of doubles.
    #[inline(always)]
    fn of_all(self, _total: f64, _house: f64) -> f64 {
        0.0
    }

    /// The seats, and whether they are sure.
    fn count<const N: usize>(
        self,
        votes: [Self::Real; N],
        house: Self::Real,
        of_all: Self::Real,
    ) -> ([Self::Real; N], bool);
}

/// A block as so many elections.
#[derive(Clone, Copy)]
pub(super) struct SideBySide<E>(pub(super) E);

impl<E: Election> Block for SideBySide<E> {
    type Real = E::Real;

    #[inline(always)]
    fn count<const N: usize>(
        self,
        votes: &Table<E::Real, N>,
        sums: &[f64; ELECTIONS],
        houses: &[u32],
        seats: &mut Table<u32, N>,
    ) -> Sure {
        let (mut house, mut of_all) = ([E::Real::ZERO; ELECTIONS], [E::Real::ZERO; ELECTIONS]);
        for i in 0..ELECTIONS {
            house[i] = E::Real::of(houses[i].into());
            of_all[i] = E::Real::of(self.0.of_all(sums[i], houses[i].into()));
        }
        let mut told = [0; ELECTIONS];
        // Each turn of this loop is one lane: all that is inside works on all lanes at once.
        for i in 0..ELECTIONS {
            let (given, sure) =
                self.0.count::<N>(std::array::from_fn(|party| votes[party][i]), house[i], of_all[i]);
            for (seats, given) in seats.iter_mut().zip(given) {
                seats[i] = given.whole();
            }
            told[i] = Sure::from(sure) << i;
        }
        bits(told)
    }
}

/// All lanes' bits, each of which stands at its place.
#[inline(always)]
pub(super) fn bits(lanes: [Sure; ELECTIONS]) -> Sure {
    lanes.into_iter().fold(0, |bits, own| bits | own)
}

/// Where a block is turned: one room for many blocks.
pub(super) struct Tables<F, const N: usize> {
    whole: Table<i32, N>,
    votes: Table<F, N>,
    seats: Table<u32, N>,
}

impl<F: Real, const N: usize> Tables<F, N> {
    #[inline(always)]
    pub(super) fn new() -> Self {
        Self { whole: [[0; ELECTIONS]; N], votes: [[F::ZERO; ELECTIONS]; N], seats: [[0; ELECTIONS]; N] }
    }
}

/// Counts a block of elections, whose votes and seats are rows; returns a bit for each that is sure.
///
/// `N` is at least the number of parties: a number known beforehand keeps everything in registers.
#[inline(always)]
pub(super) fn block<B: Block, const N: usize>(
    method: B,
    tables: &mut Tables<B::Real, N>,
    votes: &[u64],
    parties: usize,
    houses: &[u32],
    given: &mut [u32],
) -> Sure {
    let Tables { whole, votes: turned, seats } = tables;
    let mut sums = [0.0; ELECTIONS];
    // So few that the sum of N is below 2^31.
    let few = 31 - N.next_power_of_two().ilog2();
    if votes.iter().fold(0, |bits, v| bits | v) >> few == 0 {
        turn(votes, parties, whole, |v| v as i32);
        let mut totals = [0i32; ELECTIONS];
        for (whole, turned) in whole.iter().zip(turned.iter_mut()) {
            for lane in 0..ELECTIONS {
                totals[lane] += whole[lane];
                turned[lane] = B::Real::few_votes(whole[lane]);
            }
        }
        for (sum, total) in sums.iter_mut().zip(totals) {
            *sum = total.into();
        }
    } else {
        turn(votes, parties, turned, B::Real::votes);
        for (sum, row) in sums.iter_mut().zip(votes.chunks_exact(parties)) {
            *sum = row.iter().map(|&v| v as f64).sum();
        }
    }
    let sure = method.count::<N>(turned, &sums, houses, seats);
    for (lane, row) in given.chunks_exact_mut(parties).enumerate() {
        let own: [u32; N] = std::array::from_fn(|party| seats[party][lane]);
        match <&mut [u32; N]>::try_from(&mut *row) {
            Ok(row) => *row = own,
            Err(_) => row.copy_from_slice(&own[..parties]),
        }
    }
    sure
}

/// Rows of votes become lanes.
#[inline(always)]
fn turn<T: Copy, const N: usize>(
    votes: &[u64],
    parties: usize,
    turned: &mut Table<T, N>,
    read: impl Fn(u64) -> T,
) {
    for (lane, row) in votes.chunks_exact(parties).enumerate() {
        // Rows as wide as the block are turned without a loop.
        let row: [u64; N] = row.try_into().unwrap_or_else(|_| {
            let mut padded = [0; N];
            padded[..parties].copy_from_slice(row);
            padded
        });
        for party in 0..N {
            turned[party][lane] = read(row[party]);
        }
    }
}
