//! Who decides where earlier stages do not.

use super::{Lots, TieDecidedBy};
use crate::error::RankedError;

/// Decides between equal votes that earlier stages do not part.
pub(crate) trait Decider {
    /// One of these. `state` tells apart any two states of a count that can go on differently.
    fn decide(&mut self, among: &[usize], state: &dyn Fn() -> u128) -> Result<(usize, TieDecidedBy), Stop>;

    /// One of these, who go one after the other in any case, and of whom none has a paper.
    fn decide_order(&mut self, among: &[usize]) -> Result<(usize, TieDecidedBy), Stop>;
}

/// Why a count ends before its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stop {
    /// It cannot go on.
    Error(RankedError),
    /// How it goes on is known from another way, or there are too many ways.
    Known,
}

impl From<RankedError> for Stop {
    fn from(error: RankedError) -> Self {
        Self::Error(error)
    }
}

/// Lots that somebody draws.
pub(crate) struct Drawn<'a>(pub(crate) &'a mut dyn Lots);

impl Decider for Drawn<'_> {
    fn decide(&mut self, among: &[usize], _: &dyn Fn() -> u128) -> Result<(usize, TieDecidedBy), Stop> {
        let chosen = self.0.draw(among);
        if among.contains(&chosen) {
            return Ok((chosen, TieDecidedBy::Lot));
        }
        Err(RankedError::Lot { number: chosen.saturating_add(1) }.into())
    }

    fn decide_order(&mut self, among: &[usize]) -> Result<(usize, TieDecidedBy), Stop> {
        self.decide(among, &|| 0)
    }
}
