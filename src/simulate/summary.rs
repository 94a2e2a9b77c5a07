use std::fmt::Debug;

use super::MergeError;

/// What is kept of many draws.
///
/// Merging is exact, associative and commutative: hold whole numbers, and add them. A struct of summaries merges
/// field by field; arrays, vectors and tuples of summaries are summaries.
///
/// ```
/// use sailau::simulate::{Histogram, MergeError, Proportion, Summary};
///
/// #[derive(Debug)]
/// struct House {
///     majority: Proportion,
///     seats: Vec<Histogram>,
/// }
///
/// impl Summary for House {
///     fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
///         self.majority.merge(&other.majority)?;
///         self.seats.merge(&other.seats)
///     }
/// }
/// ```
pub trait Summary: Send + Debug {
    /// Adds what another has seen.
    ///
    /// # Errors
    ///
    /// [`MergeError`] when the two are of different shape, or a sum does not fit; what is left of `self` is then
    /// of no use.
    fn merge(&mut self, other: &Self) -> Result<(), MergeError>;
}

/// A plain count.
impl Summary for u64 {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        *self = self.checked_add(*other).ok_or(MergeError::TooLarge)?;
        Ok(())
    }
}

impl<S: Summary, const N: usize> Summary for [S; N] {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.iter_mut().zip(other).try_for_each(|(one, other)| one.merge(other))
    }
}

impl<S: Summary> Summary for Vec<S> {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        if self.len() != other.len() {
            return Err(MergeError::Shape("one has more entries"));
        }
        self.iter_mut().zip(other).try_for_each(|(one, other)| one.merge(other))
    }
}

impl<A: Summary, B: Summary> Summary for (A, B) {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.0.merge(&other.0)?;
        self.1.merge(&other.1)
    }
}

impl<A: Summary, B: Summary, C: Summary> Summary for (A, B, C) {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.0.merge(&other.0)?;
        self.1.merge(&other.1)?;
        self.2.merge(&other.2)
    }
}
