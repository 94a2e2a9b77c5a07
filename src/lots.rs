//! Lots: who is drawn of equal claims, where a law lets lots decide.
//!
//! A count draws none by itself: they are handed to it, drawn from a seed ([`SeededLots`]) or by whoever implements
//! [`Lots`], such as the lots that a commission drew on the night.

use rand::seq::SliceRandom;
use rand::{SeedableRng, rngs::ChaCha12Rng};

/// Which tie lots are drawn for. Every tie of a count has lots of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LotsFor {
    /// The number of the tier.
    pub tier: usize,
    /// The district's place in the alphabet, or the number of the tie where a tier has several; none when nationwide.
    pub district: Option<u32>,
}

/// Somebody who draws lots.
///
/// Claimants come in an order that does not depend on that of the votes, and the same tie gets the same lots whenever
/// it is asked for.
pub trait Lots {
    /// Draws so many winners, no more than there are claimants, and returns them.
    fn draw<'a>(&self, tie: LotsFor, claimants: &'a mut [u32], winners: usize) -> &'a [u32];

    /// Puts all claimants in the order in which they are drawn.
    fn order(&self, tie: LotsFor, claimants: &mut [u32]);
}

/// Lots that are drawn from a seed: the same on every machine, in whatever order parties and districts are given.
///
/// ```
/// use sailau::lots::{Lots, LotsFor, SeededLots};
///
/// let tie = LotsFor { tier: 0, district: None };
/// let mut claimants = [0, 1, 2];
/// let winners = SeededLots::new(7).draw(tie, &mut claimants, 1).to_vec();
/// assert_eq!(SeededLots::new(7).draw(tie, &mut [0, 1, 2], 1), winners);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SeededLots {
    seed: u64,
}

impl SeededLots {
    /// The lots of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// A generator of the tie's own, made of the seed and the tie's place.
    fn generator(self, tie: LotsFor) -> ChaCha12Rng {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&self.seed.to_le_bytes());
        key[8..16].copy_from_slice(&(tie.tier as u64).to_le_bytes());
        let district = tie.district.map_or(0, |rank| u64::from(rank) + 1);
        key[16..24].copy_from_slice(&district.to_le_bytes());
        ChaCha12Rng::from_seed(key)
    }
}

impl Lots for SeededLots {
    fn draw<'a>(&self, tie: LotsFor, claimants: &'a mut [u32], winners: usize) -> &'a [u32] {
        claimants.partial_shuffle(&mut self.generator(tie), winners).0
    }

    fn order(&self, tie: LotsFor, claimants: &mut [u32]) {
        claimants.shuffle(&mut self.generator(tie));
    }
}
