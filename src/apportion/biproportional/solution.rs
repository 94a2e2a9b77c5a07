use super::BigRatio;

/// The answer of [`apportion`](super::apportion) or [`apportion_at_least`](super::apportion_at_least), with all that is needed to [`verify`](super::verify()) it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    /// Seats that are sure, in the order of [`VoteMatrix::votes`](super::VoteMatrix::votes).
    pub seats: Vec<u32>,
    /// Seats that equal claims leave open; empty when everything is decided.
    pub ties: Vec<CellTie>,
    /// For each district what its votes are divided by: about its votes a seat.
    pub district_divisors: Vec<BigRatio>,
    /// For each party what its votes are divided by as well: about 1.
    pub party_divisors: Vec<BigRatio>,
    /// How much work it was.
    pub effort: Effort,
}

/// Seats that compete: `seats` of them among `cells`, at most one each.
///
/// How many each district and each party gets of them is known: its seats less its sure ones.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CellTie {
    /// District and party of each cell, ascending.
    pub cells: Vec<(usize, usize)>,
    /// How many seats are open among them, at least 2.
    pub seats: u32,
}

/// Steps that were taken. They do not depend on the machine, but may on the order of districts and parties.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effort {
    /// Rounds of alternating scaling.
    pub scalings: u32,
    /// Transfers along ties.
    pub transfers: u64,
}
