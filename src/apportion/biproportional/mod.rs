//! Biproportional apportionment: seats for parties in districts, proportional in both directions at once.
//!
//! The votes are a matrix, a row for each district and a column for each party. It is fixed beforehand how many seats
//! each district has (by population) and each party (by the votes of the whole country). The double divisor method of
//! Friedrich Pukelsheim, "the double Pukelsheim", then fills the cells: there are a divisor Rᵢ for each district and a
//! divisor Cⱼ for each party, such that
//!
//! > seatsᵢⱼ = votesᵢⱼ / (Rᵢ · Cⱼ), rounded,
//!
//! adds up to the given seats in each district and each party. The seats are unique except for ties, the divisors are
//! not. Rounding is by a [`Divisor`] series: with [`Divisor::SainteLague`] to the nearest number, as all laws have it;
//! with [`Divisor::DHondt`] down; [`Divisor::Danish`] and [`Divisor::Imperiali`] work as well.
//!
//! Balinski and Demange (1989a) derive such methods from axioms: among them, more votes never cost a cell a seat, and
//! every part of the answer is the answer to its part of the problem. With Sainte-Laguë and D'Hondt, votes in
//! proportion to whole seats get these.
//!
//! ```
//! use sailau::apportion::Divisor;
//! use sailau::apportion::biproportional::{Problem, apportion};
//!
//! // Three districts, three parties, twenty seats (Wikipedia's example).
//! let problem = Problem {
//!     votes: &[
//!         123, 912, 312,
//!         45, 714, 255,
//!         815, 414, 215,
//!     ],
//!     district_seats: &[7, 5, 8],
//!     party_seats: &[5, 11, 4],
//! };
//! let solution = apportion(&problem, &Divisor::SainteLague)?;
//! assert_eq!(solution.seats, [1, 4, 2, 0, 4, 1, 4, 3, 1]);
//! assert!(solution.ties.is_empty());
//! // Anyone can check the seats by these six divisors.
//! let show = |divisors: &[_]| divisors.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
//! println!("districts {}, parties {}", show(&solution.district_divisors), show(&solution.party_divisors));
//! # Ok::<(), sailau::apportion::biproportional::BiproportionalError>(())
//! ```
//!
//! # Where it is used
//!
//! The city of Zürich since 2006 and its canton since 2007 (Gesetz über die politischen Rechte §§ 102-106); the cantons
//! of Aargau and Schaffhausen since 2008, Nidwalden and Zug since 2013, Schwyz since 2015, Valais since 2017,
//! Graubünden since 2022. The parties' seats come from the upper apportionment: Sainte-Laguë on the [voter
//! numbers](voter_numbers()) of the parties that pass the threshold. [`apportion`] does the lower apportionment, and
//! takes any seats of the parties.
//!
//! # Minimums
//!
//! Some laws add a majority clause (Majorzbedingung, also "winner take one"): the strongest list of a district gets at
//! least one seat there, if its party has one. [`apportion_at_least`] takes such a minimum for each cell:
//!
//! > seatsᵢⱼ = the greater of the minimum and votesᵢⱼ / (Rᵢ · Cⱼ), rounded.
//!
//! A minimum moves seats between districts and never between parties. The published results of Graubünden in 2022,
//! where the clause decides five of 120 seats, and of Zug in 2018, where it decides none, come out to the cell in the
//! tests.
//!
//! ```
//! use sailau::apportion::Divisor;
//! use sailau::apportion::biproportional::{Problem, apportion, apportion_at_least};
//!
//! // A district of two seats and one of one seat; two seats for the first party and one for the second.
//! let problem = Problem { votes: &[200, 100, 10, 11], district_seats: &[2, 1], party_seats: &[2, 1] };
//! assert_eq!(apportion(&problem, &Divisor::SainteLague)?.seats, [1, 1, 1, 0]);
//! // The second party is the strongest in the second district.
//! let solution = apportion_at_least(&problem, &[1, 0, 0, 1], &Divisor::SainteLague)?;
//! assert_eq!(solution.seats, [2, 0, 0, 1]);
//! # Ok::<(), sailau::apportion::biproportional::BiproportionalError>(())
//! ```
//!
//! # Bias
//!
//! Rounding to the nearest number favours neither large nor small cells; rounding down favours the large ones, but only
//! inside the given seats of parties and districts. A cell may depart from its district's own proportional share by
//! more than a seat, and a party with more votes in a district may get fewer seats there than another: the price of
//! proportion in the whole country.
//!
//! # Ties
//!
//! Cells whose quotients fall on signposts may exchange seats: a tie always goes round through at least two districts
//! and two parties. [`Solution::seats`] has the seats that are sure, [`Solution::ties`] the cells that compete. The
//! answer does not depend on the order of districts or parties.
//!
//! ```
//! use sailau::apportion::Divisor;
//! use sailau::apportion::biproportional::{CellTie, Problem, apportion};
//!
//! // Everybody is equal, and everybody has one seat: along one diagonal or the other.
//! let problem = Problem { votes: &[10, 10, 10, 10], district_seats: &[1, 1], party_seats: &[1, 1] };
//! let solution = apportion(&problem, &Divisor::SainteLague)?;
//! assert_eq!(solution.seats, [0, 0, 0, 0]);
//! assert_eq!(solution.ties, [CellTie { cells: vec![(0, 0), (0, 1), (1, 0), (1, 1)], seats: 2 }]);
//! # Ok::<(), sailau::apportion::biproportional::BiproportionalError>(())
//! ```
//!
//! # How, and at what cost
//!
//! Alternating scaling in floating point guesses the divisors: rows and columns are shared in turn. Where it does not
//! meet the marginals (it need not ever), seats are transferred along ties, in exact arithmetic: a flow of convex cost
//! by shortest augmenting paths with capacity scaling. Minimums are taken off first, as seats that cost nothing. With n
//! districts and parties, c cells and h seats this takes at most (5c + 4n)·(1 + log₂ h) transfers, each of the order of
//! n² comparisons; [`Solution::effort`] counts them. Most elections need none. Every comparison is one of whole
//! numbers, so equal claims are found equal.
//!
//! At the end the divisors are shortened to as few decimal digits as will do.
//!
//! # Sources
//!
//! M. L. Balinski and G. Demange, "An axiomatic approach to proportionality between matrices", Mathematics of Operations
//! Research 14 (1989a) 700-719, and "Algorithms for proportional matrices in reals and integers", Mathematical
//! Programming 45 (1989b) 193-210 (tie and transfer); F. Pukelsheim and C. Schuhmacher, "Das neue Zürcher
//! Zuteilungsverfahren für Parlamentswahlen", Aktuelle Juristische Praxis 13 (2004) 505-522; M. Zachariasen,
//! "Algorithmic aspects of divisor-based biproportional rounding" (Copenhagen 2006); K.-F. Oelbermann, "Alternate
//! scaling algorithm for biproportional divisor methods", Mathematical Social Sciences 80 (2016) 25-32; F. Pukelsheim,
//! "Proportional Representation" (2nd ed. 2017), chapters 14 and 15; F. Pukelsheim and C. Schuhmacher, "Doppelproporz
//! bei Parlamentswahlen: ein Rück- und Ausblick", Aktuelle Juristische Praxis 20 (2011), for the majority clause; S.
//! Lüscher, Zeitschrift für Parlamentsfragen 54 (2023) 571-595, for Zürich's canton and Graubünden.

mod divisors;
mod feasible;
mod reading;
mod ratio;
mod rest;
mod scaling;
mod signposts;
mod ties;
mod transfer;
mod verify;
mod voter_numbers;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Divisor;
use crate::read_checked::read_checked;
use rest::Rest;
use signposts::Signposts;
use ties::Groups;
use transfer::Network;

pub use reading::BigRatioError;
pub use ratio::BigRatio;
pub use verify::{VerifyError, verify, verify_at_least};
pub use voter_numbers::{VoterNumber, VoterNumbersError, voter_numbers};

/// Votes of parties in districts, and the seats of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Problem<'a> {
    /// Votes, district after district; each has as many numbers as there are parties. A cell without votes gets no
    /// seats.
    pub votes: &'a [u64],
    /// The seats of each district.
    pub district_seats: &'a [u32],
    /// The seats of each party. Together as many as the districts'.
    pub party_seats: &'a [u32],
}

/// The answer of [`apportion`] or [`apportion_at_least`], with all that is needed to [`verify`] it.
///
/// What is read has a number of seats for each district and party, and no tie of cells beyond them; whether it is
/// right, [`verify`] says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Solution {
    /// Seats that are sure, in the order of [`Problem::votes`].
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
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct CellTie {
    /// District and party of each cell, ascending.
    pub cells: Vec<(usize, usize)>,
    /// How many seats are open among them, at least 2.
    pub seats: u32,
}

read_checked!(CellTie { cells: Vec<(usize, usize)>, seats: u32 });

impl CellTie {
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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effort {
    /// Rounds of alternating scaling.
    pub scalings: u32,
    /// Transfers along ties.
    pub transfers: u64,
}

/// Why a matrix of votes could not be turned into seats.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BiproportionalError {
    /// The votes do not make a matrix of districts and parties.
    #[error("{votes} votes do not fill a matrix of {districts} districts and {parties} parties")]
    Shape {
        /// Length of the slice of votes.
        votes: usize,
        /// Number of districts.
        districts: usize,
        /// Number of parties.
        parties: usize,
    },
    /// Districts and parties have different numbers of seats in all.
    #[error(
        "the districts have {districts} seats together and the parties {parties}: give both the same house"
    )]
    HousesDiffer {
        /// Seats of all districts.
        districts: u64,
        /// Seats of all parties.
        parties: u64,
    },
    /// The seats of some districts cannot be filled, because too few parties have votes there.
    #[error(
        "districts {districts:?} have {needed} seats to fill, but only parties {parties:?} have votes there, and these have {available} seats: give the parties more seats or the districts fewer"
    )]
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
    #[error("{minimums} minimums do not fit {cells} cells: give one for each, 0 where there is none")]
    MinimumsShape {
        /// Length of the slice of minimums.
        minimums: usize,
        /// Number of cells.
        cells: usize,
    },
    /// A minimum where there are no votes; the first one.
    #[error("party {party} has a minimum in district {district} and no votes there: make it 0")]
    MinimumWithoutVotes {
        /// The district, from 0.
        district: usize,
        /// The party, from 0.
        party: usize,
    },
    /// Districts whose minimums are more than their seats.
    #[error(
        "districts {districts:?} have minimums of {minimums} seats, each more than its own, and {available} seats together: lower the minimums or give the districts more seats"
    )]
    DistrictMinimums {
        /// All such districts, from 0.
        districts: Vec<usize>,
        /// Their minimums together.
        minimums: u64,
        /// Their seats together.
        available: u64,
    },
    /// Parties whose minimums are more than their seats.
    #[error(
        "parties {parties:?} have minimums of {minimums} seats, each more than its own, and {available} seats together: lower the minimums or give the parties more seats"
    )]
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
    #[error(
        "districts {districts:?} have {needed} seats to fill, but only parties {parties:?} have votes there, and these have {available} seats and minimums of {minimums} in other districts: lower these minimums"
    )]
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
    /// A series whose divisors do not grow by equal steps from a first one above 0.
    #[error(
        "biproportional rounding is not worked out for the series {0}: take sainte-lague, dhondt, danish or imperiali"
    )]
    Series(
        /// Name of the series.
        &'static str,
    ),
}

/// Shares the seats among parties in districts by the double divisor method.
///
/// # Errors
///
/// [`BiproportionalError::Shape`] and [`HousesDiffer`](BiproportionalError::HousesDiffer) for numbers that do not fit
/// together, [`Infeasible`](BiproportionalError::Infeasible) when cells without votes leave no way to fill all seats,
/// [`Series`](BiproportionalError::Series) for a series other than the four linear ones.
///
/// # Examples
///
/// ```
/// use sailau::apportion::Divisor;
/// use sailau::apportion::biproportional::{BiproportionalError, Problem, apportion};
///
/// // Only party 0 stands in district 0, and it has a seat too few.
/// let problem = Problem { votes: &[50, 0, 20, 30], district_seats: &[3, 2], party_seats: &[2, 3] };
/// let error = apportion(&problem, &Divisor::SainteLague).unwrap_err();
/// assert_eq!(
///     error,
///     BiproportionalError::Infeasible { districts: vec![0], parties: vec![0], needed: 3, available: 2 }
/// );
/// ```
pub fn apportion(problem: &Problem<'_>, divisor: &Divisor) -> Result<Solution, BiproportionalError> {
    place(problem, &[], divisor)
}

/// As [`apportion`], with a minimum for each cell, in the order of [`Problem::votes`]: a cell gets the greater of its
/// minimum and its rounded quotient.
///
/// All ties are reported, as without minimums; a minimum is never part of one. Minimums that are met anyway change no
/// seat.
///
/// # Errors
///
/// As [`apportion`], and [`MinimumsShape`](BiproportionalError::MinimumsShape),
/// [`MinimumWithoutVotes`](BiproportionalError::MinimumWithoutVotes),
/// [`DistrictMinimums`](BiproportionalError::DistrictMinimums), [`PartyMinimums`](BiproportionalError::PartyMinimums)
/// or [`InfeasibleMinimums`](BiproportionalError::InfeasibleMinimums) for minimums that cannot be met.
///
/// # Examples
///
/// ```
/// use sailau::apportion::Divisor;
/// use sailau::apportion::biproportional::{BiproportionalError, Problem, apportion_at_least};
///
/// // The first party is the strongest in two districts of one seat each, and has one seat.
/// let problem = Problem { votes: &[60, 40, 10, 9], district_seats: &[1, 1], party_seats: &[1, 1] };
/// let error = apportion_at_least(&problem, &[1, 0, 1, 0], &Divisor::SainteLague).unwrap_err();
/// assert_eq!(error, BiproportionalError::PartyMinimums { parties: vec![0], minimums: 2, available: 1 });
/// ```
pub fn apportion_at_least(
    problem: &Problem<'_>,
    minimums: &[u32],
    divisor: &Divisor,
) -> Result<Solution, BiproportionalError> {
    rest::one_each(problem, minimums)?;
    place(problem, minimums, divisor)
}

fn place(
    problem: &Problem<'_>,
    minimums: &[u32],
    divisor: &Divisor,
) -> Result<Solution, BiproportionalError> {
    let signposts = Signposts::of(divisor).ok_or_else(|| BiproportionalError::Series(divisor.word()))?;
    check(problem)?;
    let rest = Rest::of(problem, minimums, signposts)?;
    feasible::check(problem, &rest)?;
    let mut effort = Effort::default();
    let mut network = solve(&rest, &mut effort);
    let groups = Groups::of(&network, problem.district_seats.len(), problem.party_seats.len());
    divisors::shorten(&mut network, &rest, problem.party_seats, &groups);
    Ok(answer(network, &rest, &groups, effort))
}

fn check(problem: &Problem<'_>) -> Result<(), BiproportionalError> {
    let (districts, parties) = (problem.district_seats.len(), problem.party_seats.len());
    if districts.checked_mul(parties) != Some(problem.votes.len()) {
        return Err(BiproportionalError::Shape { votes: problem.votes.len(), districts, parties });
    }
    let house = |seats: &[u32]| seats.iter().map(|&seats| u64::from(seats)).sum::<u64>();
    let (districts, parties) = (house(problem.district_seats), house(problem.party_seats));
    if districts != parties {
        return Err(BiproportionalError::HousesDiffer { districts, parties });
    }
    Ok(())
}

/// Seats and divisors that meet all marginals: see [`transfer`].
fn solve<'a>(rest: &'a Rest<'a>, effort: &mut Effort) -> Network<'a> {
    let mut logarithms = scaling::guess(rest, effort);
    let nodes = rest.rows.len() + rest.columns.len();
    let usual = 2 * (rest.votes.len() + nodes).max(1) as u128;
    let mut network = Network::new(rest, &logarithms, 1);
    // Far more misplaced seats than cells are first moved in large lots.
    let lots = (network.misplaced() / usual).max(1).ilog2().min(31);
    for step in (0..=lots).rev().map(|bits| 1 << bits) {
        if lots > 0 {
            network = Network::new(rest, &logarithms, step);
        }
        network.settle(step, effort);
        logarithms = network.logarithms();
    }
    network
}

fn answer(network: Network<'_>, rest: &Rest<'_>, groups: &Groups, effort: Effort) -> Solution {
    let (districts, parties) = (rest.rows.len(), rest.columns.len());
    let whole = |(cell, &seats): (usize, &u64)| seats.saturating_add(rest.minimum(cell).into());
    // No cell has more seats than its district.
    let seats =
        network.seats.iter().enumerate().map(whole).map(|seats| u32::try_from(seats).unwrap_or(u32::MAX));
    let mut seats: Vec<u32> = seats.collect();
    let mut number = vec![None; districts + parties];
    let mut ties: Vec<CellTie> = Vec::new();
    for &(district, party, holds_seat) in &groups.cells {
        let at = *number[groups.of_row(district)].get_or_insert(ties.len());
        if at == ties.len() {
            ties.push(CellTie { cells: Vec::new(), seats: 0 });
        }
        let tie = &mut ties[at];
        tie.cells.push((district, party));
        tie.seats += u32::from(holds_seat);
        seats[district * parties + party] -= u32::from(holds_seat);
    }
    let mut district_divisors = network.prices;
    let party_divisors = district_divisors.split_off(districts).into_iter().map(BigRatio::inverse).collect();
    Solution { seats, ties, district_divisors, party_divisors, effort }
}
