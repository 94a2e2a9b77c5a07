//! Lots: who is drawn of equal claims, where a law lets lots decide.
//!
//! A count draws none by itself: they are handed to it, drawn from a seed ([`SeededLots`]) or by whoever implements
//! [`Lots`], such as the lots that a commission drew on the night.

use std::fmt;

use rand::seq::SliceRandom;
use rand::{SeedableRng, rngs::ChaCha12Rng};
use serde::{Deserialize, Serialize};

/// Which tie lots are drawn for. Every tie of a count has lots of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LotsFor {
    /// The number of the tier.
    pub tier: usize,
    /// The district's place in the alphabet; none when nationwide.
    pub district: Option<u32>,
    /// What they are drawn for there: the same claimants may be equal in more than one thing.
    pub what: DrawnFor,
}

/// What equal claims are claims to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DrawnFor {
    /// Seats.
    #[default]
    Seats,
    /// The bonus of the largest list.
    Bonus,
    /// The second place, beside the one list that passed.
    SecondList,
    /// The first place of a district, which makes its list sure of seats there.
    StrongestList,
    /// A seat in a second round.
    RunOff,
    /// A place in a second round.
    SecondRound,
    /// The turn, or the place, of the seat of this number.
    Turn(u32),
    /// The places of seats of the list with this place in the alphabet.
    Places(u32),
    /// The seats that the list with this place in the alphabet gives back.
    Returned(u32),
    /// The winners that sit for the list with this place in the alphabet.
    Covered(u32),
}

impl DrawnFor {
    /// Whether they are seats.
    #[doc(hidden)]
    pub fn is_seats(&self) -> bool {
        *self == Self::Seats
    }

    /// A number of its own for each; 0 for seats.
    fn number(self) -> u64 {
        let (what, which) = match self {
            Self::Seats => (0, 0),
            Self::Bonus => (1, 0),
            Self::SecondList => (2, 0),
            Self::StrongestList => (3, 0),
            Self::RunOff => (4, 0),
            Self::Turn(number) => (5, number),
            Self::Places(list) => (6, list),
            Self::Returned(list) => (7, list),
            Self::Covered(list) => (8, list),
            Self::SecondRound => (9, 0),
        };
        what << 32 | u64::from(which)
    }
}

/// `the bonus`.
impl fmt::Display for DrawnFor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Seats => "seats",
            Self::Bonus => "the bonus",
            Self::SecondList => "the second list",
            Self::StrongestList => "the strongest list",
            Self::RunOff => "the second round",
            Self::SecondRound => "a place in the second round",
            Self::Turn(_) | Self::Places(_) => "the place of a seat",
            Self::Returned(_) => "the seats given back",
            Self::Covered(_) => "who sits",
        })
    }
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
/// use sailau::lots::{DrawnFor, Lots, LotsFor, SeededLots};
///
/// let tie = LotsFor { tier: 0, district: None, what: DrawnFor::Seats };
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
        key[24..].copy_from_slice(&tie.what.number().to_le_bytes());
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
