//! What is left to share once every cell has its minimum.
//!
//! Minimum seats cost nothing: the flow of [`transfer`](super::transfer) carries the seats above them, and the first of
//! these costs what the seat after the minimum costs. So a cell ends with the greater of its minimum and its rounded
//! quotient, and what cannot be placed above the minimums cannot be placed at all.

use std::borrow::Cow;

use super::error::BiproportionalError;
use super::matrix::VoteMatrix;
use super::signposts::{Signpost, Signposts};

/// The seats of districts (rows) and parties (columns) above the minimums of their cells.
#[derive(Debug)]
pub(super) struct Rest<'a> {
    pub(super) votes: &'a [u64],
    pub(super) rows: Cow<'a, [u32]>,
    pub(super) columns: Cow<'a, [u32]>,
    /// One for each cell, or none at all.
    minimums: Cow<'a, [u32]>,
    pub(super) signposts: Signposts,
}

impl<'a> Rest<'a> {
    /// Without minimums the slice is empty.
    pub(super) fn of(
        matrix: &VoteMatrix<'a>,
        minimums: &'a [u32],
        signposts: Signposts,
    ) -> Result<Self, BiproportionalError> {
        let minimums = with_first_seats(matrix, minimums, signposts);
        let (rows, columns) = match &*minimums {
            [] => (Cow::Borrowed(matrix.district_seats), Cow::Borrowed(matrix.party_seats)),
            all => {
                let (rows, columns) = above(matrix, all)?;
                (Cow::Owned(rows), Cow::Owned(columns))
            }
        };
        Ok(Self { votes: matrix.votes, rows, columns, minimums, signposts })
    }

    pub(super) fn minimum(&self, cell: usize) -> u32 {
        self.minimums.get(cell).copied().unwrap_or(0)
    }

    /// The signpost between so many seats above the minimum and one more.
    pub(super) fn signpost(&self, cell: usize, seats: u64) -> Signpost {
        self.signposts.at(seats.saturating_add(self.minimum(cell).into()))
    }
}

/// Where the signposts begin at 0 every cell with votes has a seat whatever the divisors are: a minimum of one.
pub(super) fn with_first_seats<'a>(
    matrix: &VoteMatrix<'_>,
    minimums: &'a [u32],
    signposts: Signposts,
) -> Cow<'a, [u32]> {
    if !signposts.begin_at_zero() {
        return Cow::Borrowed(minimums);
    }
    let given = minimums.iter().copied().chain(std::iter::repeat(0));
    Cow::Owned(
        matrix
            .votes
            .iter()
            .zip(given)
            .map(|(&votes, least)| if votes > 0 { least.max(1) } else { least })
            .collect(),
    )
}

/// Whether there is a minimum for each cell.
pub(super) fn one_each(matrix: &VoteMatrix<'_>, minimums: &[u32]) -> Result<(), BiproportionalError> {
    let (minimums, cells) = (minimums.len(), matrix.votes.len());
    if minimums == cells { Ok(()) } else { Err(BiproportionalError::MinimumsShape { minimums, cells }) }
}

/// What districts and parties have left above the minimums.
fn above(matrix: &VoteMatrix<'_>, minimums: &[u32]) -> Result<(Vec<u32>, Vec<u32>), BiproportionalError> {
    let width = matrix.party_seats.len();
    let (mut rows, mut columns) = (vec![0u64; matrix.district_seats.len()], vec![0u64; width]);
    for (cell, (&minimum, &votes)) in minimums.iter().zip(matrix.votes).enumerate() {
        let (district, party) = (cell / width, cell % width);
        if minimum > 0 && votes == 0 {
            return Err(BiproportionalError::MinimumWithoutVotes { district, party });
        }
        rows[district] += u64::from(minimum);
        columns[party] += u64::from(minimum);
    }
    let rows = left(matrix.district_seats, &rows).map_err(|(districts, minimums, available)| {
        BiproportionalError::DistrictMinimums { districts, minimums, available }
    })?;
    let columns = left(matrix.party_seats, &columns).map_err(|(parties, minimums, available)| {
        BiproportionalError::PartyMinimums { parties, minimums, available }
    })?;
    Ok((rows, columns))
}

/// Seats less minimums; or those with more minimums than seats, and the sums of both.
fn left(seats: &[u32], minimums: &[u64]) -> Result<Vec<u32>, (Vec<usize>, u64, u64)> {
    let less = |(&seats, &minimum): (&u32, &u64)| u32::try_from(u64::from(seats).checked_sub(minimum)?).ok();
    seats.iter().zip(minimums).map(less).collect::<Option<_>>().ok_or_else(|| {
        let at_fault: Vec<usize> = (0..seats.len()).filter(|&i| minimums[i] > u64::from(seats[i])).collect();
        let sum = |of: &dyn Fn(usize) -> u64| at_fault.iter().map(|&i| of(i)).sum::<u64>();
        let sums = (sum(&|i| minimums[i]), sum(&|i| u64::from(seats[i])));
        (at_fault, sums.0, sums.1)
    })
}
