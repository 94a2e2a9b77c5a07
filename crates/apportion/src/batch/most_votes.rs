//! All seats to the most votes.

#![allow(clippy::float_arithmetic)]

use std::marker::PhantomData;

use super::lanes::Election;
use super::real::Real;

/// The block vote.
#[derive(Clone, Copy)]
pub(super) struct MostVotes<F>(pub(super) PhantomData<F>);

impl<F: Real> Election for MostVotes<F> {
    type Real = F;

    #[inline(always)]
    fn count<const N: usize>(self, votes: [F; N], house: F, _: F) -> ([F; N], bool) {
        let (mut most, mut second) = (F::ZERO, F::ZERO);
        for v in votes {
            second = second.most(v.least(most));
            most = most.most(v);
        }
        let seats = votes.map(|v| if v == most { house } else { F::ZERO });
        (seats, (most - second > most * F::DOUBT) & (house > F::ZERO))
    }
}
