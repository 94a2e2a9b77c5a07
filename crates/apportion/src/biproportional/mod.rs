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
//! with [`Divisor::DHondt`] down; [`Divisor::Danish`] and [`Divisor::Imperiali`] work as well, and so do
//! [`Divisor::Adams`], which rounds up, and [`Divisor::Dean`]: by these every cell with votes has a seat, as if it were its
//! minimum, and where districts or parties have fewer seats than such cells there is no answer.
//!
//! Balinski and Demange (1989a) derive such methods from axioms: among them, more votes never cost a cell a seat, and
//! every part of the answer is the answer to its part of the problem. With Sainte-Laguë and D'Hondt, votes in
//! proportion to whole seats get these.
//!
//! ```
//! use sailau_apportion::Divisor;
//! use sailau_apportion::biproportional::{VoteMatrix, apportion};
//!
//! // Three districts, three parties, twenty seats (Wikipedia's example).
//! let matrix = VoteMatrix {
//!     votes: &[
//!         123, 912, 312,
//!         45, 714, 255,
//!         815, 414, 215,
//!     ],
//!     district_seats: &[7, 5, 8],
//!     party_seats: &[5, 11, 4],
//! };
//! let solution = apportion(&matrix, &Divisor::SainteLague)?;
//! assert_eq!(solution.seats, [1, 4, 2, 0, 4, 1, 4, 3, 1]);
//! assert!(solution.ties.is_empty());
//! // Anyone can check the seats by these six divisors.
//! let show = |divisors: &[_]| divisors.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
//! println!("districts {}, parties {}", show(&solution.district_divisors), show(&solution.party_divisors));
//! # Ok::<(), sailau_apportion::biproportional::BiproportionalError>(())
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
//! use sailau_apportion::Divisor;
//! use sailau_apportion::biproportional::{VoteMatrix, apportion, apportion_at_least};
//!
//! // A district of two seats and one of one seat; two seats for the first party and one for the second.
//! let matrix = VoteMatrix { votes: &[200, 100, 10, 11], district_seats: &[2, 1], party_seats: &[2, 1] };
//! assert_eq!(apportion(&matrix, &Divisor::SainteLague)?.seats, [1, 1, 1, 0]);
//! // The second party is the strongest in the second district.
//! let solution = apportion_at_least(&matrix, &[1, 0, 0, 1], &Divisor::SainteLague)?;
//! assert_eq!(solution.seats, [2, 0, 0, 1]);
//! # Ok::<(), sailau_apportion::biproportional::BiproportionalError>(())
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
//! use sailau_apportion::Divisor;
//! use sailau_apportion::biproportional::{CellTie, VoteMatrix, apportion};
//!
//! // Everybody is equal, and everybody has one seat: along one diagonal or the other.
//! let matrix = VoteMatrix { votes: &[10, 10, 10, 10], district_seats: &[1, 1], party_seats: &[1, 1] };
//! let solution = apportion(&matrix, &Divisor::SainteLague)?;
//! assert_eq!(solution.seats, [0, 0, 0, 0]);
//! assert_eq!(solution.ties, [CellTie { cells: vec![(0, 0), (0, 1), (1, 0), (1, 1)], seats: 2 }]);
//! # Ok::<(), sailau_apportion::biproportional::BiproportionalError>(())
//! ```
//!
//! # How, and at what cost
//!
//! Alternating scaling in floating point guesses the divisors: rows and columns are shared in turn. Where it does not
//! meet the marginals (it need not ever), seats are transferred along ties, in exact arithmetic: a flow of convex cost
//! by shortest augmenting paths with capacity scaling. Minimums are taken off first, as seats that cost nothing. With n
//! districts and parties, c cells and h seats this takes at most (5c + 4n)·(1 + log₂ h) transfers, each of the order of
//! n² comparisons; [`Solution::effort`] counts them. Most elections need none. Floats tell apart only what differs by
//! more than all their rounding could; all else is compared in whole numbers, so equal claims are found equal. A hundred
//! districts and fifty parties take some 1.5 ms, twenty-six and twenty a fifth of one.
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

mod centre;
mod divisors;
mod error;
mod feasible;
mod lanes;
mod line;
mod matrix;
mod network;
mod paths;
mod prices;
mod ratio;
mod reading;
mod rest;
mod rounding;
mod scaling;
mod signposts;
mod solution;
mod ties;
mod transfer;
mod verify;
mod voter_numbers;

use super::Divisor;
use network::Network;
use rest::Rest;
use signposts::Signposts;
use ties::Groups;

pub use error::BiproportionalError;
pub use matrix::VoteMatrix;
pub use ratio::BigRatio;
pub use reading::BigRatioError;
pub use solution::{CellTie, Effort, Solution};
pub use verify::{VerifyError, verify, verify_at_least};
pub use voter_numbers::{VoterNumber, VoterNumbersError, voter_numbers};

/// Shares the seats among parties in districts by the double divisor method.
///
/// # Errors
///
/// [`BiproportionalError::Shape`] and [`HousesDiffer`](BiproportionalError::HousesDiffer) for numbers that do not fit
/// together, [`Infeasible`](BiproportionalError::Infeasible) when cells without votes leave no way to fill all seats,
/// [`Series`](BiproportionalError::Series) for a series that is none of these. By Adams and Dean every cell with votes has a
/// seat: [`DistrictMinimums`](BiproportionalError::DistrictMinimums), [`PartyMinimums`](BiproportionalError::PartyMinimums)
/// and [`InfeasibleMinimums`](BiproportionalError::InfeasibleMinimums) say whose seats are too few for that.
///
/// # Examples
///
/// ```
/// use sailau_apportion::Divisor;
/// use sailau_apportion::biproportional::{BiproportionalError, VoteMatrix, apportion};
///
/// // Only party 0 stands in district 0, and it has a seat too few.
/// let matrix = VoteMatrix { votes: &[50, 0, 20, 30], district_seats: &[3, 2], party_seats: &[2, 3] };
/// let error = apportion(&matrix, &Divisor::SainteLague).unwrap_err();
/// assert_eq!(
///     error,
///     BiproportionalError::Infeasible { districts: vec![0], parties: vec![0], needed: 3, available: 2 }
/// );
/// ```
pub fn apportion(matrix: &VoteMatrix<'_>, divisor: &Divisor) -> Result<Solution, BiproportionalError> {
    place(matrix, &[], divisor)
}

/// As [`apportion`], with a minimum for each cell, in the order of [`VoteMatrix::votes`]: a cell gets the greater of its
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
/// use sailau_apportion::Divisor;
/// use sailau_apportion::biproportional::{BiproportionalError, VoteMatrix, apportion_at_least};
///
/// // The first party is the strongest in two districts of one seat each, and has one seat.
/// let matrix = VoteMatrix { votes: &[60, 40, 10, 9], district_seats: &[1, 1], party_seats: &[1, 1] };
/// let error = apportion_at_least(&matrix, &[1, 0, 1, 0], &Divisor::SainteLague).unwrap_err();
/// assert_eq!(error, BiproportionalError::PartyMinimums { parties: vec![0], minimums: 2, available: 1 });
/// ```
pub fn apportion_at_least(
    matrix: &VoteMatrix<'_>,
    minimums: &[u32],
    divisor: &Divisor,
) -> Result<Solution, BiproportionalError> {
    rest::one_each(matrix, minimums)?;
    place(matrix, minimums, divisor)
}

fn place(
    matrix: &VoteMatrix<'_>,
    minimums: &[u32],
    divisor: &Divisor,
) -> Result<Solution, BiproportionalError> {
    let signposts = Signposts::of(divisor).ok_or_else(|| BiproportionalError::Series(divisor.word()))?;
    matrix.check()?;
    let rest = Rest::of(matrix, minimums, signposts)?;
    feasible::check(matrix, &rest)?;
    let mut effort = Effort::default();
    let mut network = solve(&rest, &mut effort);
    let groups = Groups::of(&network, matrix.district_seats.len(), matrix.party_seats.len());
    divisors::shorten(&mut network, &rest, matrix.party_seats, &groups);
    Ok(answer(network, &rest, &groups, effort))
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
    let mut district_divisors = network.prices.into_exact();
    let party_divisors = district_divisors.split_off(districts).into_iter().map(BigRatio::inverse).collect();
    Solution { seats, ties, district_divisors, party_divisors, effort }
}
