//! The count: from ballots to the record.

use crate::ballots::Ballots;
use crate::error::RankedError;
use crate::record::Count;
use crate::rule::RankedRule;
use crate::ties::Lots;

/// What is given with the ballots.
#[derive(Default)]
#[non_exhaustive]
pub struct Given<'a> {
    /// Candidates who stand on the paper and no longer for a seat, numbered from 0: their marks are as if they were not
    /// there (New South Wales: the lord mayor who was elected on the same day).
    pub withdrawn: &'a [usize],
    /// Who draws lots; without it every way is followed.
    pub lots: Option<&'a mut dyn Lots>,
}

impl RankedRule {
    /// Counts ballots for so many seats. No lot is drawn: where equal votes are decided by one, every way is followed, and
    /// what differs is [open](Count::open).
    ///
    /// # Errors
    ///
    /// [`RankedError`] for rules that do not go together, no seats, and figures beyond 128 bits.
    pub fn count(&self, ballots: &Ballots, seats: u32) -> Result<Count, RankedError> {
        self.count_given(ballots, seats, Given::default())
    }

    /// As [`count`](Self::count), with what is given beside the ballots: who has withdrawn, and who draws lots.
    ///
    /// # Errors
    ///
    /// As [`count`](Self::count); a candidate who is not on the paper, and a lot that falls on nobody who is tied.
    pub fn count_given(&self, ballots: &Ballots, seats: u32, given: Given<'_>) -> Result<Count, RankedError> {
        let _ = (ballots, seats, given);
        Err(RankedError::Rule { field: "method", problem: "is not counted yet".into() })
    }
}
