//! Voter numbers: party votes made comparable between districts with different numbers of seats.

use std::fmt;

use crate::exact::greatest_common_divisor;

/// How the quotient of a list's votes by its district's seats is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VoterNumber {
    /// As a fraction.
    Exact,
    /// To the nearest whole number, halves up, in each district.
    Rounded,
}

/// Why there are no voter numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum VoterNumbersError {
    /// The votes do not make a matrix of districts and parties.
    Shape {
        /// Length of the slice of votes.
        votes: usize,
        /// Number of districts.
        districts: usize,
        /// Number of parties.
        parties: usize,
    },
    /// A district with votes but without seats.
    NoSeats(
        /// The district, from 0.
        usize,
    ),
    /// Over their common denominator the voter numbers do not fit 64 bits.
    TooLarge,
}

impl fmt::Display for VoterNumbersError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape { votes, districts, parties } => {
                write!(f, "{votes} votes do not fill a matrix of {districts} districts and {parties} parties")
            }
            Self::NoSeats(district) => {
                write!(f, "district {district} has votes but no seats to divide them by: leave it out")
            }
            Self::TooLarge => f.write_str(
                "the exact voter numbers have a denominator too large for 64 bits: round them in each \
                 district",
            ),
        }
    }
}

impl std::error::Error for VoterNumbersError {}

/// The parties' voter numbers: the sum over all districts of votes by seats, by which the upper apportionment gives
/// each party its seats.
///
/// Where each voter has as many votes as the district has seats, this counts voters. The second part of the answer is
/// the common denominator of the first; it makes no difference to any apportionment.
///
/// # Errors
///
/// See [`VoterNumbersError`].
///
/// # Examples
///
/// ```
/// use sailau_apportion::biproportional::{VoterNumber, voter_numbers};
///
/// // Two districts of 2 and 3 seats, two parties.
/// let votes = [101, 50, 200, 99];
/// let exact = voter_numbers(&votes, &[2, 3], 2, VoterNumber::Exact)?;
/// assert_eq!(exact, (vec![703, 348], 6)); // 101/2 + 200/3, 50/2 + 99/3
/// let rounded = voter_numbers(&votes, &[2, 3], 2, VoterNumber::Rounded)?;
/// assert_eq!(rounded, (vec![51 + 67, 25 + 33], 1));
/// # Ok::<(), sailau_apportion::biproportional::VoterNumbersError>(())
/// ```
pub fn voter_numbers(
    votes: &[u64],
    district_seats: &[u32],
    parties: usize,
    how: VoterNumber,
) -> Result<(Vec<u64>, u64), VoterNumbersError> {
    let districts = district_seats.len();
    if districts.checked_mul(parties) != Some(votes.len()) {
        return Err(VoterNumbersError::Shape { votes: votes.len(), districts, parties });
    }
    if parties == 0 {
        return Ok((Vec::new(), 1));
    }
    let rows = || votes.chunks_exact(parties).zip(district_seats);
    for (district, (row, &seats)) in rows().enumerate() {
        if seats == 0 && row.iter().any(|&votes| votes > 0) {
            return Err(VoterNumbersError::NoSeats(district));
        }
    }
    let counted = || rows().filter(|&(_, &seats)| seats > 0).map(|(row, &seats)| (row, u64::from(seats)));
    let common = match how {
        VoterNumber::Rounded => Some(1),
        VoterNumber::Exact => counted().try_fold(1u64, |common, (_, seats)| {
            common.checked_mul(seats / greatest_common_divisor(common, seats))
        }),
    };
    let common = common.ok_or(VoterNumbersError::TooLarge)?;
    let mut numbers = vec![0u64; parties];
    for (row, seats) in counted() {
        for (number, &votes) in numbers.iter_mut().zip(row) {
            let share = match how {
                VoterNumber::Exact => votes.checked_mul(common / seats),
                VoterNumber::Rounded => Some(votes / seats + u64::from(votes % seats >= seats.div_ceil(2))),
            };
            let sum = share.and_then(|share| number.checked_add(share));
            *number = sum.ok_or(VoterNumbersError::TooLarge)?;
        }
    }
    Ok((numbers, common))
}
