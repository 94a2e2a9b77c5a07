use super::BigRatio;
use crate::read_checked;

/// The answer of [`apportion`](super::apportion) or [`apportion_at_least`](super::apportion_at_least), with all that
/// is needed to [`verify`](super::verify()) it.
///
/// What is read has a number of seats for each district and party, and no tie of cells beyond them; whether it is
/// right, [`verify`](super::verify()) says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
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

read_checked!(Solution {
    seats: Vec<u32>,
    ties: Vec<CellTie>,
    district_divisors: Vec<BigRatio>,
    party_divisors: Vec<BigRatio>,
    effort: Effort,
});

impl Solution {
    #[cfg(feature = "serde")]
    fn check(&self) -> Result<(), String> {
        let (districts, parties) = (self.district_divisors.len(), self.party_divisors.len());
        let seats = self.seats.len();
        if districts.checked_mul(parties) != Some(seats) {
            return Err(format!(
                "{seats} numbers of seats do not fit {districts} districts and {parties} parties"
            ));
        }
        let cells = self.ties.iter().flat_map(|tie| &tie.cells);
        match cells.copied().find(|&(district, party)| district >= districts || party >= parties) {
            Some(cell) => {
                Err(format!("a tie names {cell:?}; there are {districts} districts and {parties} parties"))
            }
            None => Ok(()),
        }
    }
}

/// Seats that compete: `seats` of them among `cells`, at most one each.
///
/// How many each district and each party gets of them is known: its seats less its sure ones.
///
/// What is read has its cells ascending and at least two seats, and not more than one each.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct CellTie {
    /// District and party of each cell, ascending.
    pub cells: Vec<(usize, usize)>,
    /// How many seats are open among them, at least 2.
    pub seats: u32,
}

read_checked!(CellTie { cells: Vec<(usize, usize)>, seats: u32 });

impl CellTie {
    #[cfg(feature = "serde")]
    fn check(&self) -> Result<(), &'static str> {
        if !self.cells.is_sorted_by(|before, after| before < after) {
            return Err("the cells of a tie ascend");
        }
        let room = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
        let fits = (2..=room).contains(&self.seats);
        if fits {
            Ok(())
        } else {
            Err("a tie of cells is for at least two seats, and for at most one a cell")
        }
    }
}

/// Steps that were taken. They do not depend on the machine, but may on the order of districts and parties.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Effort {
    /// Rounds of alternating scaling.
    pub scalings: u32,
    /// Transfers along ties.
    pub transfers: u64,
}
