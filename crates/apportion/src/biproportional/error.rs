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

impl BiproportionalError {
    /// The same sentence with the names of districts and parties, by position, in the place of their numbers; what has no name keeps its
    /// number.
    ///
    /// ```
    /// use sailau_apportion::Divisor;
    /// use sailau_apportion::biproportional::{VoteMatrix, apportion};
    ///
    /// let matrix = VoteMatrix { votes: &[50, 0, 20, 30], district_seats: &[3, 2], party_seats: &[2, 3] };
    /// let error = apportion(&matrix, &Divisor::SainteLague).unwrap_err();
    /// assert_eq!(
    ///     error.named(&["North", "South"], &["Red", "Blue"]),
    ///     "districts `North` have 3 seats to fill, but only parties `Red` have votes there, and these have 2 seats: give the \
    ///      parties more seats or the districts fewer"
    /// );
    /// ```
    #[must_use]
    pub fn named(&self, districts: &[impl AsRef<str>], parties: &[impl AsRef<str>]) -> String {
        let district = |at: usize| districts.get(at).map(|name| format!("`{}`", name.as_ref()));
        let party = |at: usize| parties.get(at).map(|name| format!("`{}`", name.as_ref()));
        Sentence { error: self, names: Some([&district, &party]) }.to_string()
    }
}

impl fmt::Display for BiproportionalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Sentence { error: self, names: None }.fmt(f)
    }
}

/// An error in words, with names where there are some.
struct Sentence<'a> {
    error: &'a BiproportionalError,
    /// Of districts and of parties, by position.
    names: Option<[&'a dyn Fn(usize) -> Option<String>; 2]>,
}

impl Sentence<'_> {
    fn one(&self, side: usize, at: usize) -> String {
        let name = self.names.and_then(|names| names[side](at));
        name.unwrap_or_else(|| at.to_string())
    }

    /// Several of them: `[0, 2]` by number.
    fn all(&self, side: usize, of: &[usize]) -> String {
        match self.names {
            Some(_) => of.iter().map(|&at| self.one(side, at)).collect::<Vec<_>>().join(", "),
            None => format!("{of:?}"),
        }
    }
}

impl fmt::Display for Sentence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use BiproportionalError as E;

        let (districts, parties) = (|of: &[usize]| self.all(0, of), |of: &[usize]| self.all(1, of));
        match self.error {
            E::Shape { votes, districts, parties } => {
                write!(f, "{votes} votes do not fill a matrix of {districts} districts and {parties} parties")
            }
            E::HousesDiffer { districts, parties } => write!(
                f,
                "the districts have {districts} seats together and the parties {parties}: give both \
                 the same house"
            ),
            E::Infeasible { districts: short, parties: there, needed, available } => write!(
                f,
                "districts {} have {needed} seats to fill, but only parties {} have votes there, and \
                 these have {available} seats: give the parties more seats or the districts fewer",
                districts(short),
                parties(there)
            ),
            E::MinimumsShape { minimums, cells } => write!(
                f,
                "{minimums} minimums do not fit {cells} cells: give one for each, 0 where there is \
                 none"
            ),
            E::MinimumWithoutVotes { district, party } => {
                let (district, party) = (self.one(0, *district), self.one(1, *party));
                write!(f, "party {party} has a minimum in district {district} and no votes there: make it 0")
            }
            E::DistrictMinimums { districts: short, minimums, available } => write!(
                f,
                "districts {} have minimums of {minimums} seats, each more than its own, and \
                 {available} seats together: lower the minimums or give the districts more seats",
                districts(short)
            ),
            E::PartyMinimums { parties: short, minimums, available } => write!(
                f,
                "parties {} have minimums of {minimums} seats, each more than its own, and \
                 {available} seats together: lower the minimums or give the parties more seats",
                parties(short)
            ),
            E::InfeasibleMinimums { districts: short, parties: there, needed, minimums, available } => {
                write!(
                    f,
                    "districts {} have {needed} seats to fill, but only parties {} have votes there, and \
                 these have {available} seats and minimums of {minimums} in other districts: lower \
                 these minimums",
                    districts(short),
                    parties(there)
                )
            }
            E::Series(series) => write!(
                f,
                "biproportional rounding is not worked out for the series {series}: take \
                 sainte-lague, dhondt, danish, imperiali, adams or dean"
            ),
        }
    }
}

impl std::error::Error for BiproportionalError {}
