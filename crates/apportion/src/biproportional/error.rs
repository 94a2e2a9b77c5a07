use std::fmt;

/// Why a matrix of votes could not be turned into seats.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum BiproportionalError {
    /// The votes do not make a matrix of districts and parties.
    Shape {
        /// Length of the slice of votes.
        votes: usize,
        /// Number of districts.
        districts: usize,
        /// Number of parties.
        parties: usize,
    },
    /// Districts and parties have different numbers of seats in all.
    HousesDiffer {
        /// Seats of all districts.
        districts: u64,
        /// Seats of all parties.
        parties: u64,
    },
    /// The seats of some districts cannot be filled, because too few parties have votes there.
    Infeasible {
        /// The districts at fault, from 0: the smallest such set with the largest lack.
        districts: Vec<usize>,
        /// All parties with votes in one of these districts.
        parties: Vec<usize>,
        /// Seats of these districts.
        needed: u64,
        /// Seats of these parties.
        available: u64,
    },
    /// Not one minimum for each cell.
    MinimumsShape {
        /// Length of the slice of minimums.
        minimums: usize,
        /// Number of cells.
        cells: usize,
    },
    /// A minimum where there are no votes; the first one.
    MinimumWithoutVotes {
        /// The district, from 0.
        district: usize,
        /// The party, from 0.
        party: usize,
    },
    /// Districts whose minimums are more than their seats.
    DistrictMinimums {
        /// All such districts, from 0.
        districts: Vec<usize>,
        /// Their minimums together.
        minimums: u64,
        /// Their seats together.
        available: u64,
    },
    /// Parties whose minimums are more than their seats.
    PartyMinimums {
        /// All such parties, from 0.
        parties: Vec<usize>,
        /// Their minimums together.
        minimums: u64,
        /// Their seats together.
        available: u64,
    },
    /// The seats of some districts cannot be filled, because the parties with votes there have to keep seats for
    /// minimums elsewhere.
    InfeasibleMinimums {
        /// The districts at fault, from 0: the smallest such set with the largest lack.
        districts: Vec<usize>,
        /// All parties with votes in one of these districts.
        parties: Vec<usize>,
        /// Seats of these districts.
        needed: u64,
        /// Minimums of these parties in all other districts.
        minimums: u64,
        /// Seats of these parties.
        available: u64,
    },
    /// A series whose divisors are roots or powers, or begin anew.
    Series(
        /// Name of the series.
        &'static str,
    ),
}

impl fmt::Display for BiproportionalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape { votes, districts, parties } => {
                write!(f, "{votes} votes do not fill a matrix of {districts} districts and {parties} parties")
            }
            Self::HousesDiffer { districts, parties } => write!(
                f,
                "the districts have {districts} seats together and the parties {parties}: give both \
                 the same house"
            ),
            Self::Infeasible { districts, parties, needed, available } => write!(
                f,
                "districts {districts:?} have {needed} seats to fill, but only parties {parties:?} \
                 have votes there, and these have {available} seats: give the parties more seats or \
                 the districts fewer"
            ),
            Self::MinimumsShape { minimums, cells } => write!(
                f,
                "{minimums} minimums do not fit {cells} cells: give one for each, 0 where there is \
                 none"
            ),
            Self::MinimumWithoutVotes { district, party } => {
                write!(f, "party {party} has a minimum in district {district} and no votes there: make it 0")
            }
            Self::DistrictMinimums { districts, minimums, available } => write!(
                f,
                "districts {districts:?} have minimums of {minimums} seats, each more than its own, \
                 and {available} seats together: lower the minimums or give the districts more seats"
            ),
            Self::PartyMinimums { parties, minimums, available } => write!(
                f,
                "parties {parties:?} have minimums of {minimums} seats, each more than its own, and \
                 {available} seats together: lower the minimums or give the parties more seats"
            ),
            Self::InfeasibleMinimums { districts, parties, needed, minimums, available } => write!(
                f,
                "districts {districts:?} have {needed} seats to fill, but only parties {parties:?} \
                 have votes there, and these have {available} seats and minimums of {minimums} in \
                 other districts: lower these minimums"
            ),
            Self::Series(series) => write!(
                f,
                "biproportional rounding is not worked out for the series {series}: take \
                 sainte-lague, dhondt, danish, imperiali, adams or dean"
            ),
        }
    }
}

impl std::error::Error for BiproportionalError {}
