//! The one pass over the votes that every count begins with.

use super::cpu_dispatch::{Task, widest};

/// Up to so many parties an election is small: one that the kernel for small elections takes, if its numbers are.
pub(super) const FEW: usize = 16;

/// What one pass over the votes tells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sums {
    /// At most 2^32 positions of 64 bits each: below 2^96.
    pub(super) total: u128,
    /// Positions with votes.
    pub(super) parties: u32,
    /// Every bit that some party's votes have.
    pub(super) bits: u64,
}

impl Sums {
    #[inline]
    pub(super) fn of(votes: &[u64]) -> Self {
        if votes.len() <= FEW {
            let (mut total, mut bits, mut parties) = (0u128, 0, 0);
            for &v in votes {
                total += u128::from(v);
                bits |= v;
                parties += u32::from(v != 0);
            }
            return Self { total, parties, bits };
        }
        let mut sums = Self { total: 0, parties: 0, bits: 0 };
        widest(Adding { votes, sums: &mut sums });
        sums
    }

    /// At least the most votes of a party, and less than twice that.
    pub(super) fn largest(&self) -> u64 {
        u64::MAX.checked_shr(self.bits.leading_zeros()).unwrap_or(0)
    }
}

/// The pass over many votes.
struct Adding<'a> {
    votes: &'a [u64],
    sums: &'a mut Sums,
}

impl Task for Adding<'_> {
    #[inline(always)]
    fn run(self) {
        // Halves of 32 bits, so that no sum can overflow and none waits for another's carry.
        let (mut low, mut high, mut bits, mut parties) = (0u64, 0u64, 0u64, 0u64);
        for &v in self.votes {
            low += v & 0xffff_ffff;
            high += v >> 32;
            bits |= v;
            parties += u64::from(v != 0);
        }
        // Positions are counted in u32.
        *self.sums =
            Sums { total: u128::from(low) + (u128::from(high) << 32), parties: parties as u32, bits };
    }
}
