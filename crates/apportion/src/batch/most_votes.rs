//! All seats to the most votes.

#![allow(clippy::float_arithmetic)]

use super::lanes::Election;
use super::real::Real;

/// The block vote.
#[derive(Clone, Copy)]
pub(super) struct MostVotes;

impl Election for MostVotes {
    type Real = f32;

    #[inline(always)]
    fn count<const N: usize>(self, votes: [f32; N], house: f32, _: f32) -> ([f32; N], bool) {
        let (mut most, mut second) = (0.0f32, 0.0f32);
        for v in votes {
            second = second.most(v.least(most));
            most = most.most(v);
        }
        let seats = votes.map(|v| if v == most { house } else { 0.0 });
        (seats, (most - second > most * f32::DOUBT) & (house > 0.0))
    }
}
