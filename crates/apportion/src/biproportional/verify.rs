//! Checks a solution from its divisors alone. Nothing of the way to it is used.

use std::cmp::Ordering;
use std::fmt;

use super::rest::{self, Rest};
use super::signposts::{Signpost, Signposts};
use super::{BiproportionalError, Solution, VoteMatrix};
use crate::Divisor;
use crate::exact::compare_products;

/// What is wrong with a solution.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum VerifyError {
    /// The problem or the series is none that has a solution.
    Problem(BiproportionalError),
    /// Seats or divisors are missing, or a tie names a cell that is not there, or twice.
    Shape,
    /// The cell's quotient, rounded, does not give its seats, nor does its minimum; or the cell is part of a tie and
    /// the quotient is not at its signpost.
    Quotient {
        /// The district, from 0.
        district: usize,
        /// The party, from 0.
        party: usize,
    },
    /// A district's seats do not add up, whatever becomes of the ties.
    District(
        /// The district, from 0.
        usize,
    ),
    /// A party's seats do not add up, whatever becomes of the ties.
    Party(
        /// The party, from 0.
        usize,
    ),
    /// The cell is in a tie and cannot change, or can change and is in no tie; or ties should be one or several.
    Tie {
        /// The district, from 0.
        district: usize,
        /// The party, from 0.
        party: usize,
    },
    /// Another number of seats is open in this tie.
    TieSeats(
        /// Position in [`Solution::ties`].
        usize,
    ),
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problem(error) => error.fmt(f),
            Self::Shape => f.write_str("the solution has another shape than the matrix"),
            Self::Quotient { district, party } => {
                write!(f, "the divisors do not give the seats of party {party} in district {district}")
            }
            Self::District(district) => write!(f, "the seats of district {district} do not add up"),
            Self::Party(party) => write!(f, "the seats of party {party} do not add up"),
            Self::Tie { district, party } => {
                write!(f, "party {party} in district {district} is not tied as the solution says")
            }
            Self::TieSeats(number) => write!(f, "tie number {number} has another number of open seats"),
        }
    }
}

impl std::error::Error for VerifyError {}

impl From<BiproportionalError> for VerifyError {
    fn from(error: BiproportionalError) -> Self {
        Self::Problem(error)
    }
}

/// Checks that a solution is the one of the problem: every cell's votes divided by both divisors round to its seats,
/// the seats add up to the marginals, and exactly the seats that could as well lie elsewhere are open.
///
/// It trusts nothing but the problem, and uses exact arithmetic on the divisors. Ties make it slow: the square of the
/// number of cells at a signpost.
///
/// # Errors
///
/// [`VerifyError`] names what does not hold.
///
/// # Examples
///
/// ```
/// use sailau_apportion::Divisor;
/// use sailau_apportion::biproportional::{VoteMatrix, VerifyError, apportion, verify};
///
/// let matrix =
///     VoteMatrix { votes: &[51, 60, 63, 98, 100, 102, 45, 120, 144], district_seats: &[4, 5, 6], party_seats: &[4, 5, 6] };
/// let mut solution = apportion(&matrix, &Divisor::SainteLague)?;
/// assert_eq!(solution.seats, [1, 1, 2, 2, 2, 1, 1, 2, 3]);
/// verify(&matrix, &Divisor::SainteLague, &solution)?;
///
/// // Two seats change places, and the marginals still hold.
/// for (cell, seats) in [(0, 2), (1, 0), (3, 1), (4, 3)] {
///     solution.seats[cell] = seats;
/// }
/// let error = verify(&matrix, &Divisor::SainteLague, &solution).unwrap_err();
/// assert_eq!(error, VerifyError::Quotient { district: 0, party: 0 });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn verify(matrix: &VoteMatrix<'_>, divisor: &Divisor, solution: &Solution) -> Result<(), VerifyError> {
    holds(matrix, &[], divisor, solution)
}

/// As [`verify`], for a solution with a minimum for each cell: its seats are the greater of the minimum and the rounded
/// quotient.
///
/// # Errors
///
/// As [`verify`].
///
/// # Examples
///
/// ```
/// use sailau_apportion::Divisor;
/// use sailau_apportion::biproportional::{
///     VoteMatrix, VerifyError, apportion_at_least, verify, verify_at_least,
/// };
///
/// let matrix = VoteMatrix { votes: &[200, 100, 10, 11], district_seats: &[2, 1], party_seats: &[2, 1] };
/// let minimums = [1, 0, 0, 1];
/// let solution = apportion_at_least(&matrix, &minimums, &Divisor::SainteLague)?;
/// verify_at_least(&matrix, &minimums, &Divisor::SainteLague, &solution)?;
///
/// // Without the minimum the quotient of the last cell would be too small for its seat.
/// let error = verify(&matrix, &Divisor::SainteLague, &solution).unwrap_err();
/// assert_eq!(error, VerifyError::Quotient { district: 1, party: 1 });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn verify_at_least(
    matrix: &VoteMatrix<'_>,
    minimums: &[u32],
    divisor: &Divisor,
    solution: &Solution,
) -> Result<(), VerifyError> {
    rest::one_each(matrix, minimums).map_err(VerifyError::Problem)?;
    holds(matrix, minimums, divisor, solution)
}

fn holds(
    matrix: &VoteMatrix<'_>,
    minimums: &[u32],
    divisor: &Divisor,
    solution: &Solution,
) -> Result<(), VerifyError> {
    let signposts = Signposts::of(divisor).ok_or_else(|| BiproportionalError::Series(divisor.word()))?;
    matrix.check()?;
    Rest::of(matrix, minimums, signposts)?;
    let minimums = &rest::with_first_seats(matrix, minimums, signposts);
    let check = Check { matrix, minimums, solution, signposts, ties: membership(matrix, solution)? };
    let links = check.quotients()?;
    let completion = check.completion()?;
    check.ties(&links, &completion)
}

/// For each cell the number of its tie.
fn membership(matrix: &VoteMatrix<'_>, solution: &Solution) -> Result<Vec<Option<usize>>, VerifyError> {
    let (districts, parties) = (matrix.district_seats.len(), matrix.party_seats.len());
    let fits = solution.seats.len() == matrix.votes.len()
        && solution.district_divisors.len() == districts
        && solution.party_divisors.len() == parties;
    let mut ties = vec![None; matrix.votes.len()];
    for (number, tie) in solution.ties.iter().enumerate() {
        for &(district, party) in &tie.cells {
            let inside = district < districts && party < parties;
            let cell = if inside { ties.get_mut(district * parties + party) } else { None };
            if cell.ok_or(VerifyError::Shape)?.replace(number).is_some() {
                return Err(VerifyError::Shape);
            }
        }
    }
    if fits { Ok(ties) } else { Err(VerifyError::Shape) }
}

/// A cell whose quotient is at a signpost: it can have one seat more, or one fewer, at no cost.
struct Link {
    district: usize,
    party: usize,
    /// In a tie it may be either, as the tie falls.
    gains: bool,
}

struct Check<'a> {
    matrix: &'a VoteMatrix<'a>,
    /// Empty without minimums.
    minimums: &'a [u32],
    solution: &'a Solution,
    signposts: Signposts,
    ties: Vec<Option<usize>>,
}

impl Check<'_> {
    fn parties(&self) -> usize {
        self.matrix.party_seats.len()
    }

    fn cells(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        let parties = self.parties().max(1);
        (0..self.matrix.votes.len()).map(move |cell| (cell, cell / parties, cell % parties))
    }

    /// v·unit against d·R·C.
    fn compare(&self, cell: usize, district: usize, party: usize, signpost: Signpost) -> Ordering {
        let (row, column) =
            (&self.solution.district_divisors[district], &self.solution.party_divisors[party]);
        compare_products(
            &[&[self.matrix.votes[cell]], &[signpost.down], row.denominator(), column.denominator()],
            &[&[signpost.up[0]], &[signpost.up[1]], row.numerator(), column.numerator()],
        )
    }

    /// Every quotient lies between its signposts, or just at the upper one when its seat is open. The seats of a minimum
    /// need no quotient.
    fn quotients(&self) -> Result<Vec<Link>, VerifyError> {
        let mut links = Vec::new();
        for (cell, district, party) in self.cells() {
            let seats = u64::from(self.solution.seats[cell]);
            let minimum = u64::from(self.minimums.get(cell).copied().unwrap_or(0));
            let tied = self.ties[cell].is_some();
            let wrong = Err(VerifyError::Quotient { district, party });
            if self.matrix.votes[cell] == 0 {
                if seats > 0 || tied {
                    return wrong;
                }
                continue;
            }
            if seats < minimum {
                return wrong;
            }
            let above = self.compare(cell, district, party, self.signposts.at(seats));
            if above == Ordering::Greater || tied && above != Ordering::Equal {
                return wrong;
            }
            if above == Ordering::Equal {
                links.push(Link { district, party, gains: true });
            } else if seats > minimum {
                match self.compare(cell, district, party, self.signposts.at(seats - 1)) {
                    Ordering::Less => return wrong,
                    Ordering::Equal => links.push(Link { district, party, gains: false }),
                    Ordering::Greater => {}
                }
            }
        }
        Ok(links)
    }

    /// One way in which the ties may fall so that all marginals are met: for each cell whether it gets an open seat.
    fn completion(&self) -> Result<Vec<bool>, VerifyError> {
        let wide = |seats: &[u32]| seats.iter().map(|&seats| i128::from(seats)).collect::<Vec<_>>();
        let (mut rows, mut columns) = (wide(self.matrix.district_seats), wide(self.matrix.party_seats));
        for (cell, district, party) in self.cells() {
            rows[district] -= i128::from(self.solution.seats[cell]);
            columns[party] -= i128::from(self.solution.seats[cell]);
        }
        let negative = |open: &[i128]| open.iter().position(|&open| open < 0);
        if let Some(district) = negative(&rows) {
            return Err(VerifyError::District(district));
        }
        if let Some(party) = negative(&columns) {
            return Err(VerifyError::Party(party));
        }
        let mut given = vec![false; self.ties.len()];
        for (district, open) in rows.iter().enumerate() {
            for _ in 0..*open {
                if !self.place(district, &mut columns, &mut given) {
                    return Err(VerifyError::District(district));
                }
            }
        }
        match columns.iter().position(|&open| open != 0) {
            Some(party) => Err(VerifyError::Party(party)),
            None => Ok(given),
        }
    }

    /// Gives one seat more to the district; others of it may have to move.
    fn place(&self, district: usize, columns: &mut [i128], given: &mut [bool]) -> bool {
        let parties = self.parties();
        let mut from: Vec<Option<usize>> = vec![None; parties];
        let mut queue = vec![district];
        let mut before = vec![None; self.matrix.district_seats.len()];
        let mut next = 0;
        while let Some(&row) = queue.get(next) {
            next += 1;
            for party in 0..parties {
                let cell = row * parties + party;
                if self.ties[cell].is_none() || given[cell] || from[party].is_some() {
                    continue;
                }
                from[party] = Some(row);
                if columns[party] > 0 {
                    columns[party] -= 1;
                    let mut party = party;
                    while let Some(row) = from[party] {
                        given[row * parties + party] = true;
                        let Some(taken) = before[row] else { return true };
                        given[row * parties + taken] = false;
                        party = taken;
                    }
                    return true;
                }
                for (other, before) in before.iter_mut().enumerate() {
                    if given[other * parties + party] && !queue.contains(&other) {
                        *before = Some(party);
                        queue.push(other);
                    }
                }
            }
        }
        false
    }

    /// A cell can change when seats can go round through it at no cost. These cells, and no others, are tied; those
    /// that seats can go round together are one tie.
    fn ties(&self, links: &[Link], completion: &[bool]) -> Result<(), VerifyError> {
        let (districts, parties) = (self.matrix.district_seats.len(), self.parties());
        let mut arcs = vec![Vec::new(); districts + parties];
        let direction = |link: &Link| {
            let (row, column) = (link.district, districts + link.party);
            let gains = link.gains && !completion[link.district * parties + link.party];
            if gains { (row, column) } else { (column, row) }
        };
        for link in links {
            let (from, to) = direction(link);
            arcs[from].push(to);
        }
        let reach = |from: usize| {
            let mut seen = vec![false; arcs.len()];
            let mut stack = vec![from];
            while let Some(node) = stack.pop() {
                if !std::mem::replace(&mut seen[node], true) {
                    stack.extend(&arcs[node]);
                }
            }
            seen
        };
        let mut group: Vec<Option<usize>> = vec![None; arcs.len()];
        for link in links {
            let (from, to) = direction(link);
            let tie = self.ties[link.district * parties + link.party];
            let goes_round = reach(to)[from];
            let wrong = Err(VerifyError::Tie { district: link.district, party: link.party });
            if goes_round != tie.is_some() {
                return wrong;
            }
            if goes_round {
                for node in [from, to] {
                    if *group[node].get_or_insert(tie.unwrap_or(0)) != tie.unwrap_or(0) {
                        return wrong;
                    }
                }
            }
        }
        for (number, tie) in self.solution.ties.iter().enumerate() {
            let open = tie.cells.iter().filter(|&&(district, party)| completion[district * parties + party]);
            if open.count() != tie.seats as usize || tie.seats == 0 {
                return Err(VerifyError::TieSeats(number));
            }
            // All its cells hang together.
            if let Some(&(first, _)) = tie.cells.first() {
                let seen = reach(first);
                if let Some(&(district, party)) = tie.cells.iter().find(|&&(district, _)| !seen[district]) {
                    return Err(VerifyError::Tie { district, party });
                }
            }
        }
        Ok(())
    }
}
