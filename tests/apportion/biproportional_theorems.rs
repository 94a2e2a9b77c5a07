//! The theorems of biproportional apportionment, and agreement with the enumeration of all matrices.

use std::collections::BTreeSet;

use proptest::prelude::*;
use sailau::apportion::Divisor;
use sailau::apportion::biproportional::{BiproportionalError, Solution, VoteMatrix, apportion, verify};

const SERIES: [Divisor; 4] = [Divisor::SainteLague, Divisor::DHondt, Divisor::Danish, Divisor::Imperiali];

/// Districts and parties.
type Cells = BTreeSet<(usize, usize)>;

/// The bound that the docs promise.
fn most_transfers(problem: &VoteMatrix<'_>) -> u64 {
    let nodes = problem.district_seats.len() + problem.party_seats.len();
    let house: u64 = problem.district_seats.iter().map(|&seats| u64::from(seats)).sum();
    (5 * problem.votes.len() + 4 * nodes) as u64 * u64::from(1 + house.max(1).ilog2())
}

fn series() -> impl Strategy<Value = Divisor> {
    prop::sample::select(SERIES.to_vec())
}

/// Votes and marginals that some matrix on the cells with votes meets.
#[derive(Debug, Clone)]
struct Case {
    votes: Vec<u64>,
    rows: Vec<u32>,
    columns: Vec<u32>,
}

impl Case {
    fn problem(&self) -> VoteMatrix<'_> {
        VoteMatrix { votes: &self.votes, district_seats: &self.rows, party_seats: &self.columns }
    }

    /// Rows and columns in another order.
    fn permuted(&self, rows: &[usize], columns: &[usize]) -> Self {
        let width = self.columns.len();
        Self {
            votes: rows
                .iter()
                .flat_map(|&i| columns.iter().map(move |&j| self.votes[i * width + j]))
                .collect(),
            rows: rows.iter().map(|&i| self.rows[i]).collect(),
            columns: columns.iter().map(|&j| self.columns[j]).collect(),
        }
    }

    fn transposed(&self) -> Self {
        let (height, width) = (self.rows.len(), self.columns.len());
        let votes = (0..width).flat_map(|j| (0..height).map(move |i| self.votes[i * width + j])).collect();
        Self { votes, rows: self.columns.clone(), columns: self.rows.clone() }
    }
}

/// The marginals are those of a random matrix, which is 0 where there are no votes.
fn feasible(
    size: std::ops::Range<usize>,
    vote: impl Strategy<Value = u64> + Clone + 'static,
    most: u32,
) -> impl Strategy<Value = Case> {
    (size.clone(), size).prop_flat_map(move |(height, width)| {
        let cell = (vote.clone(), 0..=most);
        prop::collection::vec(cell, height * width).prop_map(move |cells| {
            let (mut rows, mut columns) = (vec![0; height], vec![0; width]);
            for (at, &(votes, seats)) in cells.iter().enumerate() {
                if votes > 0 {
                    rows[at / width] += seats;
                    columns[at % width] += seats;
                }
            }
            Case { votes: cells.into_iter().map(|cell| cell.0).collect(), rows, columns }
        })
    })
}

/// Any votes and any marginals; often nobody can meet them.
fn any_case() -> impl Strategy<Value = Case> {
    (1..4usize, 1..4usize).prop_flat_map(|(height, width)| {
        let votes = prop::collection::vec(prop_oneof![2 => Just(0), 3 => 1..6u64], height * width);
        let seats = |length| prop::collection::vec(0..3u32, length);
        (votes, seats(height), seats(width)).prop_map(|(votes, mut rows, mut columns)| {
            // Level the houses at the last row or column.
            let (down, across): (u32, u32) = (rows.iter().sum(), columns.iter().sum());
            *rows.last_mut().unwrap() += across.saturating_sub(down);
            *columns.last_mut().unwrap() += down.saturating_sub(across);
            Case { votes, rows, columns }
        })
    })
}

/// Small numbers tie, large ones overflow, zeros bind hands.
fn vote() -> impl Strategy<Value = u64> + Clone {
    prop_oneof![2 => Just(0), 4 => 1..5u64, 3 => 1..1000u64, 2 => any::<u64>(), 1 => (0..3u64).prop_map(|n| u64::MAX - n)]
}

/// Every matrix with the marginals that is 0 where there are no votes.
fn all_matrices(case: &Case) -> Vec<Vec<u32>> {
    fn fill(
        case: &Case,
        cell: usize,
        rows: &mut [u32],
        columns: &mut [u32],
        seats: &mut [u32],
        all: &mut Vec<Vec<u32>>,
    ) {
        let width = case.columns.len();
        if cell == seats.len() {
            if rows.iter().chain(&*columns).all(|&open| open == 0) {
                all.push(seats.to_vec());
            }
            return;
        }
        let (i, j) = (cell / width, cell % width);
        let most = if case.votes[cell] == 0 { 0 } else { rows[i].min(columns[j]) };
        for here in 0..=most {
            if j + 1 == width && rows[i] != here {
                continue;
            }
            rows[i] -= here;
            columns[j] -= here;
            seats[cell] = here;
            fill(case, cell + 1, rows, columns, seats, all);
            rows[i] += here;
            columns[j] += here;
        }
        seats[cell] = 0;
    }
    let mut all = Vec::new();
    let (mut rows, mut columns) = (case.rows.clone(), case.columns.clone());
    fill(case, 0, &mut rows, &mut columns, &mut vec![0; case.votes.len()], &mut all);
    all
}

/// The matrices with the smallest product of signpost by votes over all seats, by which biproportional matrices are
/// characterised (Balinski and Demange 1989): sure seats, and cells that differ between them.
fn best_matrices(case: &Case, series: &Divisor) -> Option<(Vec<u32>, Cells)> {
    let at = |seats: u32| -> u128 {
        let j = u128::from(seats);
        match series {
            Divisor::DHondt => j + 1,
            Divisor::SainteLague => 2 * j + 1,
            Divisor::Danish => 3 * j + 1,
            Divisor::Imperiali => j + 2,
            _ => unreachable!(),
        }
    };
    let key = |seats: &[u32]| {
        let each = seats
            .iter()
            .zip(&case.votes)
            .flat_map(|(&seats, &votes)| (0..seats).map(move |j| (at(j), votes)));
        each.fold((1u128, 1u128), |(up, down), (signpost, votes)| (up * signpost, down * u128::from(votes)))
    };
    let all = all_matrices(case);
    let less = |a: &(u128, u128), b: &(u128, u128)| (a.0 * b.1).cmp(&(b.0 * a.1));
    let smallest = all.iter().map(|seats| key(seats)).min_by(less)?;
    let best: Vec<_> = all.iter().filter(|seats| less(&key(seats), &smallest).is_eq()).collect();
    let extreme = |of: fn(u32, u32) -> u32| {
        best.iter().fold(best[0].clone(), |so_far, seats| {
            so_far.iter().zip(*seats).map(|(&a, &b)| of(a, b)).collect()
        })
    };
    let (sure, most) = (extreme(u32::min), extreme(u32::max));
    let width = case.columns.len();
    let open = (0..sure.len())
        .filter(|&cell| sure[cell] < most[cell])
        .map(|cell| (cell / width, cell % width))
        .collect();
    Some((sure, open))
}

/// Cells that share rows or columns, one after the other.
fn connected(cells: &Cells) -> BTreeSet<Cells> {
    let mut sets: Vec<Cells> = Vec::new();
    for &cell in cells {
        let (touching, apart) =
            sets.into_iter().partition(|set| set.iter().any(|other| other.0 == cell.0 || other.1 == cell.1));
        sets = apart;
        let touching: Vec<BTreeSet<_>> = touching;
        sets.push(touching.into_iter().flatten().chain([cell]).collect());
    }
    sets.into_iter().collect()
}

fn tied_cells(solution: &Solution) -> BTreeSet<Cells> {
    solution.ties.iter().map(|tie| tie.cells.iter().copied().collect()).collect()
}

fn shuffled(length: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    order.sort_by_key(|&i| (i as u64 + 1).wrapping_mul(seed | 1).rotate_left(17));
    order
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases(4_000)))]

    /// Seats, ties and feasibility as the enumeration of all matrices has them. The products fit: at most 9 seats
    /// by 39 votes, or by 5.
    #[test]
    fn agrees_with_enumeration(
        case in prop_oneof![
            any_case(),
            feasible(1..4, prop_oneof![Just(0), 1..5u64], 1),
            feasible(2..3, 1..40u64, 2),
            feasible(2..4, 1..40u64, 1),
        ],
        series in series(),
    ) {
        let problem = case.problem();
        let house: u32 = case.rows.iter().sum();
        prop_assume!(house <= 9);
        match (apportion(&problem, &series), best_matrices(&case, &series)) {
            (Ok(solution), Some((sure, open))) => {
                prop_assert_eq!(verify(&problem, &series, &solution), Ok(()));
                let tied: u32 = solution.ties.iter().map(|tie| tie.seats).sum();
                prop_assert_eq!(tied, house - sure.iter().sum::<u32>());
                prop_assert_eq!(tied_cells(&solution), connected(&open));
                prop_assert_eq!(solution.seats, sure);
            }
            (Err(BiproportionalError::Infeasible { districts, parties, needed, available }), None) => {
                // The fault is real: these districts have votes for these parties only.
                let width = case.columns.len();
                prop_assert!(needed > available);
                let sum = |of: &[usize], seats: &[u32]| of.iter().map(|&i| u64::from(seats[i])).sum::<u64>();
                prop_assert_eq!((sum(&districts, &case.rows), sum(&parties, &case.columns)), (needed, available));
                for i in districts {
                    for j in 0..width {
                        prop_assert!(case.votes[i * width + j] == 0 || parties.contains(&j));
                    }
                }
            }
            (answer, best) => prop_assert!(false, "{:?} but {:?}", answer, best),
        }
    }

    /// Any size of votes: the certificate holds, within the steps that are promised.
    #[test]
    fn verified(case in feasible(1..7, vote(), 9), series in series()) {
        let problem = case.problem();
        let solution = apportion(&problem, &series).unwrap();
        prop_assert_eq!(verify(&problem, &series, &solution), Ok(()));
        prop_assert!(solution.effort.transfers <= most_transfers(&problem));
    }

    /// The order of districts and parties does not matter, nor which of them are the rows.
    #[test]
    fn anonymous(case in feasible(1..6, vote(), 3), series in series(), seed: u64) {
        let width = case.columns.len();
        let (rows, columns) = (shuffled(case.rows.len(), seed), shuffled(width, seed.rotate_left(32)));
        let solution = apportion(&case.problem(), &series).unwrap();
        let other = apportion(&case.permuted(&rows, &columns).problem(), &series).unwrap();
        let expected: Vec<u32> =
            rows.iter().flat_map(|&i| columns.iter().map(move |&j| (i, j))).map(|(i, j)| solution.seats[i * width + j]).collect();
        prop_assert_eq!(&other.seats, &expected);
        let back: BTreeSet<BTreeSet<_>> = tied_cells(&other)
            .iter()
            .map(|tie| tie.iter().map(|&(i, j)| (rows[i], columns[j])).collect())
            .collect();
        prop_assert_eq!(back, tied_cells(&solution));

        let turned = apportion(&case.transposed().problem(), &series).unwrap();
        let turned_ties: BTreeSet<BTreeSet<_>> =
            tied_cells(&turned).iter().map(|tie| tie.iter().map(|&(j, i)| (i, j)).collect()).collect();
        prop_assert_eq!(turned_ties, tied_cells(&solution));
    }

    /// Infeasible whatever the order, with the same fault.
    #[test]
    fn the_fault_is_anonymous(case in any_case(), seed: u64) {
        let (rows, columns) = (shuffled(case.rows.len(), seed), shuffled(case.columns.len(), seed.rotate_left(32)));
        let fault = |case: &Case| match apportion(&case.problem(), &Divisor::SainteLague) {
            Err(BiproportionalError::Infeasible { districts, parties, .. }) => Some((districts, parties)),
            _ => None,
        };
        let other = fault(&case.permuted(&rows, &columns)).map(|(districts, parties)| {
            let mut named: (Vec<_>, Vec<_>) =
                (districts.iter().map(|&i| rows[i]).collect(), parties.iter().map(|&j| columns[j]).collect());
            named.0.sort_unstable();
            named.1.sort_unstable();
            named
        });
        prop_assert_eq!(other, fault(&case));
    }

    /// A district's or a party's votes times a constant: its divisor takes it up.
    #[test]
    fn homogeneous(case in feasible(1..5, 0..1000u64, 4), series in series(), factor in 1..1_000_000u64) {
        let width = case.columns.len();
        let mut scaled = case.clone();
        scaled.votes.iter_mut().take(width).for_each(|votes| *votes *= factor);
        scaled.votes.iter_mut().step_by(width).for_each(|votes| *votes *= factor);
        let (one, other) = (apportion(&case.problem(), &series).unwrap(), apportion(&scaled.problem(), &series).unwrap());
        prop_assert_eq!((one.seats, one.ties), (other.seats, other.ties));
    }

    /// Votes that are already in proportion to whole seats are met.
    #[test]
    fn exact(case in feasible(1..6, 0..9u64, 1), factor in 1..1_000_000_000u64, series in prop::sample::select(SERIES[..2].to_vec())) {
        let width = case.columns.len();
        let seats: Vec<u32> = case.votes.iter().map(|&votes| u32::try_from(votes).unwrap()).collect();
        let votes: Vec<u64> = case.votes.iter().map(|&votes| votes * factor).collect();
        let rows: Vec<u32> = seats.chunks(width).map(|row| row.iter().sum()).collect();
        let columns: Vec<u32> = (0..width).map(|j| seats.iter().skip(j).step_by(width).sum()).collect();
        let problem = VoteMatrix { votes: &votes, district_seats: &rows, party_seats: &columns };
        let solution = apportion(&problem, &series).unwrap();
        prop_assert_eq!(solution.seats, seats);
        prop_assert!(solution.ties.is_empty());
    }

    /// More votes for a cell, everything else equal: not fewer seats.
    #[test]
    fn monotone(case in feasible(2..5, 1..60u64, 3), series in series(), at: prop::sample::Index, more in 1..60u64) {
        let cell = at.index(case.votes.len());
        let mut grown = case.clone();
        grown.votes[cell] += more;
        let (before, after) = (apportion(&case.problem(), &series).unwrap(), apportion(&grown.problem(), &series).unwrap());
        prop_assert!(after.seats[cell] >= before.seats[cell]);
    }

    /// Uniform: a part of the answer, without a district, answers its part of the problem.
    #[test]
    fn uniform(case in feasible(2..6, 1..100_000u64, 4), series in series()) {
        let whole = apportion(&case.problem(), &series).unwrap();
        prop_assume!(whole.ties.is_empty());
        let width = case.columns.len();
        let columns = (0..width).map(|j| case.columns[j] - whole.seats[j]).collect();
        let part = Case { votes: case.votes[width..].to_vec(), rows: case.rows[1..].to_vec(), columns };
        let answer = apportion(&part.problem(), &series).unwrap();
        prop_assert!(answer.ties.is_empty());
        prop_assert_eq!(&answer.seats, &whole.seats[width..]);
    }
}

/// As [`feasible`], and every cell with votes has a seat: the series whose first divisor is 0 ask for that.
fn feasible_with_first_seats(
    size: std::ops::Range<usize>,
    vote: impl Strategy<Value = u64> + Clone + 'static,
    more: u32,
) -> impl Strategy<Value = Case> {
    feasible(size, vote, more).prop_map(|mut case| {
        let width = case.columns.len();
        for (cell, _) in case.votes.iter().enumerate().filter(|(_, votes)| **votes > 0) {
            case.rows[cell / width] += 1;
            case.columns[cell % width] += 1;
        }
        case
    })
}

fn first_divisor_zero() -> impl Strategy<Value = Divisor> {
    prop::sample::select(vec![Divisor::Adams, Divisor::Dean])
}

/// Of the matrices with a seat wherever there are votes those with the smallest product of signpost by votes over all
/// further seats: sure seats, and cells that differ. None where there is no such matrix.
fn best_with_first_seats(case: &Case, series: &Divisor) -> Option<(Vec<u32>, Cells)> {
    let at = |j: u128| if *series == Divisor::Dean { (2 * j * (j + 1), 2 * j + 1) } else { (j, 1) };
    let key = |seats: &[u32]| {
        let further = seats
            .iter()
            .zip(&case.votes)
            .flat_map(|(&seats, &votes)| (1..seats.max(1)).map(move |j| (at(j.into()), u128::from(votes))));
        further.fold((1u128, 1u128), |(up, down), ((above, below), votes)| (up * above, down * below * votes))
    };
    let all_sit =
        |seats: &&Vec<u32>| seats.iter().zip(&case.votes).all(|(&seats, &votes)| seats > 0 || votes == 0);
    let all = all_matrices(case);
    let all: Vec<_> = all.iter().filter(all_sit).collect();
    let less = |a: &(u128, u128), b: &(u128, u128)| (a.0 * b.1).cmp(&(b.0 * a.1));
    let smallest = all.iter().map(|seats| key(seats)).min_by(less)?;
    let best: Vec<_> = all.into_iter().filter(|seats| less(&key(seats), &smallest).is_eq()).collect();
    let cells = 0..case.votes.len();
    let sure: Vec<u32> =
        cells.clone().map(|cell| best.iter().map(|seats| seats[cell]).min().unwrap()).collect();
    let width = case.columns.len();
    let differ = cells.filter(|&cell| best.iter().any(|seats| seats[cell] != sure[cell]));
    let open = differ.map(|cell| (cell / width, cell % width)).collect();
    Some((sure, open))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases(400)))]

    #[test]
    fn adams_and_dean_agree_with_all_matrices(
        case in prop_oneof![
            feasible_with_first_seats(1..4, prop_oneof![1 => Just(0), 4 => 1..12u64], 1),
            any_case(),
        ],
        series in first_divisor_zero(),
    ) {
        match (apportion(&case.problem(), &series), best_with_first_seats(&case, &series)) {
            (Ok(solution), Some((sure, open))) => {
                prop_assert_eq!(&solution.seats, &sure, "{:?} {:?}", case, series);
                let tied: Cells = solution.ties.iter().flat_map(|tie| tie.cells.iter().copied()).collect();
                prop_assert_eq!(tied, open);
                prop_assert_eq!(verify(&case.problem(), &series, &solution), Ok(()));
            }
            (Err(error), None) => prop_assert!(matches!(
                error,
                BiproportionalError::DistrictMinimums { .. }
                    | BiproportionalError::PartyMinimums { .. }
                    | BiproportionalError::Infeasible { .. }
                    | BiproportionalError::InfeasibleMinimums { .. }
            ), "{error}"),
            (found, expected) => prop_assert!(false, "{case:?} {found:?} {expected:?}"),
        }
    }

    /// Any numbers: the divisors prove the seats, every list has one wherever it has votes, and rows and columns may change
    /// places.
    #[test]
    fn adams_and_dean_of_any_votes(
        case in feasible_with_first_seats(1..7, vote(), 40),
        series in first_divisor_zero(),
    ) {
        let solution = apportion(&case.problem(), &series).unwrap();
        prop_assert_eq!(verify(&case.problem(), &series, &solution), Ok(()));
        for (&seats, &votes) in solution.seats.iter().zip(&case.votes) {
            prop_assert_eq!(seats > 0, votes > 0);
        }
        let across = case.transposed();
        let other = apportion(&across.problem(), &series).unwrap();
        let (height, width) = (case.rows.len(), case.columns.len());
        for cell in 0..case.votes.len() {
            prop_assert_eq!(solution.seats[cell], other.seats[cell % width * height + cell / width]);
        }
    }
}
