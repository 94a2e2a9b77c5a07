//! How few votes would have changed a seat: the exact margin of a result.
//!
//! # What a change is
//!
//! The outcome is the sure seats together with the ties. A change is any other outcome: a seat that goes to another
//! party, and also a sure seat that comes into a tie or a tie that is decided, because then the seat is in doubt or
//! no longer so. [`Change::after`] is the outcome with these votes, so that it can be told which it is. A result with
//! a tie mostly has a margin of one vote.
//!
//! The margin is the fewest votes that bring about a change by one of three ways:
//!
//! * [`transfer`](Margins::transfer): votes move from one party to another; the sum stays;
//! * [`added`](Margins::added): one party gets votes that nobody had;
//! * [`removed`](Margins::removed): one party loses votes to nobody. At least one vote must be left in all.
//!
//! One vote fewer changes nothing, whichever the parties: that holds for every method, also those for which *more*
//! votes may change nothing again (whole quotas and their paradoxes, Balinski and Young's quota method).
//!
//! # How it is found
//!
//! Under divisor methods and under quotas with largest remainders claims compete, and the margin is found for all parties
//! at once: `all_at_once` says how, and why it is exact. It costs some ten looks at each party, whatever the number of
//! parties. Relative remainders are found at once too, where at least four parties have seats (`relative`).
//!
//! What is left is searched way by way: Balinski and Young's method; relative remainders of two or three parties, or with a
//! seat for a remainder for all parties but one; and Imperiali's two quotas where whole quotas fill the house or nearly so, so that a
//! change could bring a lower quota into use. For a pair of parties, let x votes move. As long as whole quotas and the
//! order of seats stay the same, "the outcome is the present one" is a list of comparisons of claims, each linear in x;
//! so it holds for an interval of x, and when it holds at both ends of a range it holds in between. A range is halved
//! until whole quotas (or the whole course of the quota method) are the same at both its ends; where a quota is a whole
//! number of votes, ranges end where it steps. Pairs that cannot beat the best one so far cost two counts each, so that
//! the cost is that of some n² counts of n parties for transfers and n for the others. What takes more than
//! [`MOST_WORK`] is refused.

mod all_at_once;
mod change;
mod error;
mod foremost;
mod relative;
mod search;

use std::borrow::Borrow;

use super::{Apportionment, Method, apportion};
use crate::read_checked;
use all_at_once::Kind;
use search::Search;

pub use change::Change;
pub use error::{MOST_WORK, MarginError};

/// The fewest votes that change a seat.
///
/// What is read has as many positions in every outcome; a way by which nothing changes is `null` or left out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Margins {
    /// The outcome as it is.
    pub before: Apportionment,
    /// By moving votes from a party to another. None when no transfer changes anything.
    pub transfer: Option<Change>,
    /// By adding votes to a party. None when no number of votes, up to `u64::MAX` for the party, changes anything.
    pub added: Option<Change>,
    /// By taking votes from a party. None when nothing changes while a single vote is left in all.
    pub removed: Option<Change>,
}

read_checked!(Margins {
    before: Apportionment,
    transfer: Option<Change>,
    added: Option<Change>,
    removed: Option<Change>,
});

impl Margins {
    #[cfg(feature = "serde")]
    fn check(&self) -> Result<(), &'static str> {
        let changes = [&self.transfer, &self.added, &self.removed].into_iter().flatten();
        let parties = self.before.seats.len();
        let mut lengths = changes.map(|change| change.after.seats.len());
        let same = lengths.all(|length| length == parties);
        if same { Ok(()) } else { Err("the outcomes before and after have as many positions") }
    }
}

/// The exact margin of [`apportion`]'s answer: the fewest votes moved, added or removed that change the outcome.
///
/// # Errors
///
/// As [`apportion`], and [`MarginError::TooMuchWork`] beyond [`MOST_WORK`], by the methods that are searched way by way
/// (the [module](self) says which) or with more than 2^62 votes for a party.
///
/// # Examples
///
/// ```
/// use sailau_apportion::{Method, margin};
///
/// // Kazakhstan 2023, 69 seats by Hare's quota.
/// let votes = [3_431_510, 693_938, 547_154, 535_139, 432_920, 331_058];
/// let margins = margin(&votes, 69, Method::HARE)?;
/// let transfer = margins.transfer.unwrap();
/// assert_eq!((transfer.from, transfer.to, transfer.votes), (Some(0), Some(2), 14_159));
/// let moved: Vec<_> = transfer.sure_seats(&margins.before).collect();
/// assert_eq!(moved, [(0, 40, 39), (2, 6, 7)]);
/// # Ok::<(), sailau_apportion::MarginError>(())
/// ```
pub fn margin(votes: &[u64], seats: u32, method: impl Borrow<Method>) -> Result<Margins, MarginError> {
    let method = method.borrow();
    let before = apportion(votes, seats, method)?;
    let mut search = Search::new(votes, seats, method, &before);
    let transfer = search.fewest(Kind::Transfer)?;
    let added = search.fewest(Kind::Added)?;
    let removed = search.fewest(Kind::Removed)?;
    Ok(Margins { before, transfer, added, removed })
}
