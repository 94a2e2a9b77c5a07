//! Biproportional apportionment with minimums for cells: worked examples, faults, and laws against the enumeration of
//! all matrices.

use std::collections::BTreeSet;

use proptest::prelude::*;
use sailau::apportion::Divisor;
use sailau::apportion::biproportional::{
    BiproportionalError, CellTie, Solution, VerifyError, VoteMatrix, apportion, apportion_at_least,
    verify_at_least,
};

const SERIES: [Divisor; 4] = [Divisor::SainteLague, Divisor::DHondt, Divisor::Danish, Divisor::Imperiali];

// Worked by hand.

/// Two districts of two seats and one; A has two seats, B one.
///
/// |   | A   | B   | seats |
/// |---|-----|-----|-------|
/// | N | 200 | 100 | 2     |
/// | S | 10  | 11  | 1     |
///
/// Two matrices meet the sums: A and B one each in N, and A the one in S; or A both in N, and B the one in S. Divisors
/// of the first are 150 and 19 for N and S, 1 and 1.3 for A and B: the quotients are 1.33 and 0.51 in N, 0.53 and 0.45
/// in S.
///
/// B leads in S. With a seat for it there, the second matrix is left. Divisors are 130 and 30, 1 and 2: the quotients
/// are 1.54 and 0.38 in N, 0.33 and 0.18 in S, and the last is raised to the minimum.
#[test]
fn the_strongest_list_of_a_small_district() {
    let problem = VoteMatrix { votes: &[200, 100, 10, 11], district_seats: &[2, 1], party_seats: &[2, 1] };
    assert_eq!(apportion(&problem, &Divisor::SainteLague).unwrap().seats, [1, 1, 1, 0]);
    for minimums in [[0, 0, 0, 1], [1, 0, 0, 1], [2, 0, 0, 0]] {
        let solution = apportion_at_least(&problem, &minimums, &Divisor::SainteLague).unwrap();
        assert_eq!(solution.seats, [2, 0, 0, 1], "{minimums:?}");
        assert!(solution.ties.is_empty());
        assert_eq!(verify_at_least(&problem, &minimums, &Divisor::SainteLague, &solution), Ok(()));
    }
}

/// Everybody is equal, with a seat for each district and each party. A minimum decides between the two diagonals; in
/// three districts it leaves the other two to a tie.
#[test]
fn a_minimum_decides_what_equal_votes_leave_open() {
    let pair = VoteMatrix { votes: &[10; 4], district_seats: &[1, 1], party_seats: &[1, 1] };
    let solution = apportion_at_least(&pair, &[0, 1, 0, 0], &Divisor::SainteLague).unwrap();
    assert_eq!((&solution.seats[..], solution.ties.len()), (&[0, 1, 1, 0][..], 0));

    let three = VoteMatrix { votes: &[10; 9], district_seats: &[1; 3], party_seats: &[1; 3] };
    let solution = apportion_at_least(&three, &[0, 0, 1, 0, 0, 0, 0, 0, 0], &Divisor::SainteLague).unwrap();
    assert_eq!(solution.seats, [0, 0, 1, 0, 0, 0, 0, 0, 0]);
    assert_eq!(solution.ties, [CellTie { cells: vec![(1, 0), (1, 1), (2, 0), (2, 1)], seats: 2 }]);
}

/// The sure seat of a tied cell may be its minimum: A and B have two seats each, and one more in either district.
#[test]
fn a_tie_above_a_minimum() {
    let problem = VoteMatrix { votes: &[10; 4], district_seats: &[3, 3], party_seats: &[3, 3] };
    let minimums = [1, 0, 0, 1];
    let solution = apportion_at_least(&problem, &minimums, &Divisor::SainteLague).unwrap();
    assert_eq!(solution.seats, [1; 4]);
    assert_eq!(solution.ties, [CellTie { cells: vec![(0, 0), (0, 1), (1, 0), (1, 1)], seats: 2 }]);
    // With a second one there, nothing is left open.
    let solution = apportion_at_least(&problem, &[2, 0, 0, 1], &Divisor::SainteLague).unwrap();
    assert_eq!((&solution.seats[..], solution.ties.len()), (&[2, 1, 1, 2][..], 0));
}

// What cannot be met.

#[test]
fn faults_are_named() {
    use BiproportionalError as Fault;
    let solve = |votes: &[u64], rows: &[u32], columns: &[u32], minimums: &[u32]| {
        let problem = VoteMatrix { votes, district_seats: rows, party_seats: columns };
        apportion_at_least(&problem, minimums, &Divisor::SainteLague).unwrap_err()
    };
    let (votes, rows, columns) = (&[9, 9, 9, 9, 9, 9][..], &[2, 1, 1][..], &[2, 2][..]);
    assert_eq!(
        solve(votes, rows, columns, &[1, 0, 0]),
        Fault::MinimumsShape { minimums: 3, cells: 6 },
        "no minimums are an error too where there are cells"
    );
    assert_eq!(solve(votes, rows, columns, &[]), Fault::MinimumsShape { minimums: 0, cells: 6 });
    assert_eq!(
        solve(&[9, 9, 0, 9, 9, 9], rows, columns, &[1, 0, 1, 0, 0, 0]),
        Fault::MinimumWithoutVotes { district: 1, party: 0 }
    );
    assert_eq!(
        solve(votes, rows, columns, &[2, 1, 0, 0, 1, 1]),
        Fault::DistrictMinimums { districts: vec![0, 2], minimums: 5, available: 3 }
    );
    assert_eq!(
        solve(votes, rows, columns, &[1, 0, 1, 0, 1, 0]),
        Fault::PartyMinimums { parties: vec![0], minimums: 3, available: 2 }
    );
    // District 1 has votes of party 0 only, for one seat; the party has two, and must have both in the other districts.
    let error = solve(&[9, 9, 9, 0, 9, 9], rows, columns, &[1, 0, 0, 0, 1, 0]);
    assert_eq!(
        error,
        Fault::InfeasibleMinimums {
            districts: vec![1],
            parties: vec![0],
            needed: 1,
            minimums: 2,
            available: 2
        }
    );
    assert_eq!(
        error.to_string(),
        "districts [1] have 1 seats to fill, but only parties [0] have votes there, and these have 2 seats and minimums \
         of 2 in other districts: lower these minimums"
    );
    // Not the minimums' fault: it could not be met without them.
    assert_eq!(
        solve(&[9, 9, 9, 0, 9, 0], rows, &[1, 3], &[0, 1, 0, 0, 0, 0]),
        Fault::Infeasible { districts: vec![1, 2], parties: vec![0], needed: 2, available: 1 }
    );
    assert_eq!(solve(&[], &[], &[], &[1]), Fault::MinimumsShape { minimums: 1, cells: 0 });
}

#[test]
fn the_checker_asks_for_the_minimums() {
    let problem = VoteMatrix { votes: &[200, 100, 10, 11], district_seats: &[2, 1], party_seats: &[2, 1] };
    let free = apportion(&problem, &Divisor::SainteLague).unwrap();
    let series = Divisor::SainteLague;
    let wrong = |district, party| Err(VerifyError::Quotient { district, party });
    assert_eq!(verify_at_least(&problem, &[0, 0, 0, 1], &series, &free), wrong(1, 1));
    // A minimum that is met changes nothing, one below the seats lets no seat go without its quotient.
    assert_eq!(verify_at_least(&problem, &[1, 1, 0, 0], &series, &free), Ok(()));
    let bound = apportion_at_least(&problem, &[0, 0, 0, 1], &series).unwrap();
    assert_eq!(verify_at_least(&problem, &[0, 0, 0, 1], &series, &bound), Ok(()));
    assert_eq!(verify_at_least(&problem, &[0, 0, 0, 0], &series, &bound), wrong(1, 1));
    assert_eq!(
        verify_at_least(&problem, &[0, 0, 1, 1], &series, &bound),
        Err(VerifyError::Problem(BiproportionalError::DistrictMinimums {
            districts: vec![1],
            minimums: 2,
            available: 1
        }))
    );
    assert_eq!(
        verify_at_least(&problem, &[1], &series, &bound),
        Err(VerifyError::Problem(BiproportionalError::MinimumsShape { minimums: 1, cells: 4 }))
    );
}

/// The largest minimums there are, next to claims that dwarf them: an answer, and soon.
#[test]
fn minimums_at_the_end_of_the_range() {
    const HALF: u32 = 1 << 31;
    let votes = [1, u64::MAX, 1, u64::MAX, 1, 1, 3, 2, 1];
    let problem = VoteMatrix {
        votes: &votes,
        district_seats: &[HALF, HALF - 1, HALF],
        party_seats: &[HALF, HALF, HALF - 1],
    };
    for minimums in [
        [HALF - 7, 0, 0, 0, HALF - 9, 0, 0, 0, HALF - 11],
        [0, 0, HALF - 3, HALF - 2, 0, 0, 0, HALF - 2, 0],
        [0, 0, 0, HALF - 1, 0, 0, 0, 0, 0],
    ] {
        for series in SERIES {
            let solution = apportion_at_least(&problem, &minimums, &series).unwrap();
            assert_eq!(verify_at_least(&problem, &minimums, &series, &solution), Ok(()), "{minimums:?}");
            assert!(solution.effort.transfers <= most_transfers(&problem), "{:?}", solution.effort);
        }
    }
}

/// The bound that the docs promise.
fn most_transfers(problem: &VoteMatrix<'_>) -> u64 {
    let nodes = problem.district_seats.len() + problem.party_seats.len();
    let house: u64 = problem.district_seats.iter().map(|&seats| u64::from(seats)).sum();
    (5 * problem.votes.len() + 4 * nodes) as u64 * u64::from(1 + house.max(1).ilog2())
}

// Laws.

/// Districts and parties.
type Cells = BTreeSet<(usize, usize)>;

#[derive(Debug, Clone)]
struct Case {
    votes: Vec<u64>,
    rows: Vec<u32>,
    columns: Vec<u32>,
    minimums: Vec<u32>,
}

impl Case {
    fn problem(&self) -> VoteMatrix<'_> {
        VoteMatrix { votes: &self.votes, district_seats: &self.rows, party_seats: &self.columns }
    }

    fn solve(&self, series: &Divisor) -> Result<Solution, BiproportionalError> {
        apportion_at_least(&self.problem(), &self.minimums, series)
    }

    fn verify(&self, series: &Divisor, solution: &Solution) -> Result<(), VerifyError> {
        verify_at_least(&self.problem(), &self.minimums, series, solution)
    }

    /// Rows and columns in another order.
    fn permuted(&self, rows: &[usize], columns: &[usize]) -> Self {
        let width = self.columns.len();
        let cells = rows.iter().flat_map(|&i| columns.iter().map(move |&j| i * width + j));
        Self {
            votes: cells.clone().map(|cell| self.votes[cell]).collect(),
            minimums: cells.map(|cell| self.minimums[cell]).collect(),
            rows: rows.iter().map(|&i| self.rows[i]).collect(),
            columns: columns.iter().map(|&j| self.columns[j]).collect(),
        }
    }

    fn transposed(&self) -> Self {
        let (height, width) = (self.rows.len(), self.columns.len());
        let cells = (0..width).flat_map(|j| (0..height).map(move |i| i * width + j));
        Self {
            votes: cells.clone().map(|cell| self.votes[cell]).collect(),
            minimums: cells.map(|cell| self.minimums[cell]).collect(),
            rows: self.columns.clone(),
            columns: self.rows.clone(),
        }
    }
}

fn series() -> impl Strategy<Value = Divisor> {
    prop::sample::select(SERIES.to_vec())
}

/// Marginals of a random matrix, and minimums below it: so they can be met.
fn feasible(
    size: std::ops::Range<usize>,
    vote: impl Strategy<Value = u64> + Clone + 'static,
    most: u32,
) -> impl Strategy<Value = Case> {
    (size.clone(), size).prop_flat_map(move |(height, width)| {
        let minimum = prop_oneof![2 => Just(0u8), 1 => 0..=255u8];
        let cell = (vote.clone(), 0..=most, minimum);
        prop::collection::vec(cell, height * width).prop_map(move |cells| {
            let (mut rows, mut columns) = (vec![0; height], vec![0; width]);
            let mut minimums = vec![0; cells.len()];
            for (at, &(votes, seats, part)) in cells.iter().enumerate() {
                if votes > 0 {
                    rows[at / width] += seats;
                    columns[at % width] += seats;
                    minimums[at] = u32::try_from(u64::from(seats) * u64::from(part) / 255).unwrap();
                }
            }
            Case { votes: cells.into_iter().map(|cell| cell.0).collect(), rows, columns, minimums }
        })
    })
}

/// Any votes, marginals and minimums; often nobody can meet them.
fn any_case() -> impl Strategy<Value = Case> {
    (1..4usize, 1..4usize).prop_flat_map(|(height, width)| {
        let cell = (prop_oneof![1 => Just(0), 3 => 1..6u64], prop_oneof![3 => Just(0u32), 2 => 1..3u32]);
        let cells = prop::collection::vec(cell, height * width);
        let seats = |length| prop::collection::vec(0..4u32, length);
        (cells, seats(height), seats(width)).prop_map(|(cells, mut rows, mut columns)| {
            // Level the houses at the last row or column.
            let (down, across): (u32, u32) = (rows.iter().sum(), columns.iter().sum());
            *rows.last_mut().unwrap() += across.saturating_sub(down);
            *columns.last_mut().unwrap() += down.saturating_sub(across);
            let minimums = cells.iter().map(|&(votes, minimum)| if votes > 0 { minimum } else { 0 });
            Case {
                minimums: minimums.collect(),
                votes: cells.iter().map(|cell| cell.0).collect(),
                rows,
                columns,
            }
        })
    })
}

/// Small numbers tie, large ones overflow, zeros bind hands.
fn vote() -> impl Strategy<Value = u64> + Clone {
    prop_oneof![2 => Just(0), 4 => 1..5u64, 3 => 1..1000u64, 2 => any::<u64>(), 1 => (0..3u64).prop_map(|n| u64::MAX - n)]
}

/// Every matrix with the marginals that is not below the minimums and 0 where there are no votes.
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
        for here in case.minimums[cell]..=most {
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

/// Of all these matrices those with divisors: no round of exchanges makes the product of signpost by votes, over all
/// seats above the minimums, smaller (Gaffke and Pukelsheim 2008 for the product without minimums). Sure seats, and
/// cells that differ between them.
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
        let cells = seats.iter().zip(&case.minimums).zip(&case.votes);
        let each =
            cells.flat_map(|((&seats, &minimum), &votes)| (minimum..seats).map(move |j| (at(j), votes)));
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
        let (touching, apart): (Vec<Cells>, Vec<Cells>) =
            sets.into_iter().partition(|set| set.iter().any(|other| other.0 == cell.0 || other.1 == cell.1));
        sets = apart;
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

/// Whether what the error says of the case is so.
fn is_true(error: &BiproportionalError, case: &Case) -> bool {
    let width = case.columns.len();
    let sum = |of: &[usize], seats: &[u32]| of.iter().map(|&i| u64::from(seats[i])).sum::<u64>();
    let minimum = |i: usize, j: usize| u64::from(case.minimums[i * width + j]);
    let down = |j: usize| (0..case.rows.len()).map(|i| minimum(i, j)).sum::<u64>();
    let across = |i: usize| (0..width).map(|j| minimum(i, j)).sum::<u64>();
    let reach = |districts: &[usize], parties: &[usize]| {
        let party = |i: usize, j: usize| case.votes[i * width + j] == 0 || parties.contains(&j);
        districts.iter().all(|&i| (0..width).all(|j| party(i, j)))
    };
    match error {
        BiproportionalError::DistrictMinimums { districts, minimums, available } => {
            sum(districts, &case.rows) == *available
                && districts.iter().map(|&i| across(i)).sum::<u64>() == *minimums
                && !districts.is_empty()
                && (0..case.rows.len())
                    .all(|i| districts.contains(&i) == (across(i) > u64::from(case.rows[i])))
        }
        BiproportionalError::PartyMinimums { parties, minimums, available } => {
            sum(parties, &case.columns) == *available
                && parties.iter().map(|&j| down(j)).sum::<u64>() == *minimums
                && !parties.is_empty()
                && (0..width).all(|j| parties.contains(&j) == (down(j) > u64::from(case.columns[j])))
        }
        BiproportionalError::Infeasible { districts, parties, needed, available } => {
            (sum(districts, &case.rows), sum(parties, &case.columns)) == (*needed, *available)
                && needed > available
                && reach(districts, parties)
        }
        BiproportionalError::InfeasibleMinimums { districts, parties, needed, minimums, available } => {
            let others = (0..case.rows.len()).filter(|i| !districts.contains(i));
            let kept: u64 = others.flat_map(|i| parties.iter().map(move |&j| minimum(i, j))).sum();
            (sum(districts, &case.rows), sum(parties, &case.columns), kept)
                == (*needed, *available, *minimums)
                && *minimums > 0
                && needed + minimums > *available
                && reach(districts, parties)
        }
        _ => false,
    }
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
            feasible(2..3, 1..40u64, 3),
            feasible(2..4, 1..40u64, 1),
        ],
        series in series(),
    ) {
        let house: u32 = case.rows.iter().sum();
        prop_assume!(house <= 9);
        match (case.solve(&series), best_matrices(&case, &series)) {
            (Ok(solution), Some((sure, open))) => {
                prop_assert_eq!(case.verify(&series, &solution), Ok(()));
                let tied: u32 = solution.ties.iter().map(|tie| tie.seats).sum();
                prop_assert_eq!(tied, house - sure.iter().sum::<u32>());
                prop_assert_eq!(tied_cells(&solution), connected(&open));
                prop_assert_eq!(solution.seats, sure);
            }
            (Err(error), None) => prop_assert!(is_true(&error, &case), "{}: {:?}", error, case),
            (answer, best) => prop_assert!(false, "{:?} but {:?}", answer, best),
        }
    }

    /// Any size of votes and minimums: the certificate holds, and no cell is below its minimum, within the steps that
    /// are promised.
    #[test]
    fn verified(
        case in prop_oneof![feasible(1..7, vote(), 9), feasible(1..5, vote(), 100_000_000)],
        series in series(),
    ) {
        let solution = case.solve(&series).unwrap();
        prop_assert_eq!(case.verify(&series, &solution), Ok(()));
        prop_assert!(solution.effort.transfers <= most_transfers(&case.problem()));
        prop_assert!(solution.seats.iter().zip(&case.minimums).all(|(seats, minimum)| seats >= minimum));
    }

    /// Minimums of 0 are none, to the last digit of a divisor; those below the sure seats change nothing about the
    /// seats.
    #[test]
    fn minimums_that_do_not_bind(case in feasible(1..6, vote(), 5), series in series()) {
        let free = apportion(&case.problem(), &series).unwrap();
        let none = Case { minimums: vec![0; case.votes.len()], ..case.clone() };
        prop_assert_eq!(&none.solve(&series).unwrap(), &free);
        let met = case.minimums.iter().zip(&free.seats).map(|(&minimum, &seats)| minimum.min(seats));
        let met = Case { minimums: met.collect(), ..case.clone() };
        let solution = met.solve(&series).unwrap();
        prop_assert_eq!(met.verify(&series, &solution), Ok(()));
        prop_assert_eq!((&solution.seats, &solution.ties), (&free.seats, &free.ties));
    }

    /// The order of districts and parties does not matter, nor which of them are the rows.
    #[test]
    fn anonymous(case in feasible(1..6, vote(), 3), series in series(), seed: u64) {
        let width = case.columns.len();
        let (rows, columns) = (shuffled(case.rows.len(), seed), shuffled(width, seed.rotate_left(32)));
        let solution = case.solve(&series).unwrap();
        let other = case.permuted(&rows, &columns).solve(&series).unwrap();
        let cells = rows.iter().flat_map(|&i| columns.iter().map(move |&j| (i, j)));
        let expected: Vec<u32> = cells.map(|(i, j)| solution.seats[i * width + j]).collect();
        prop_assert_eq!(&other.seats, &expected);
        let back: BTreeSet<BTreeSet<_>> = tied_cells(&other)
            .iter()
            .map(|tie| tie.iter().map(|&(i, j)| (rows[i], columns[j])).collect())
            .collect();
        prop_assert_eq!(back, tied_cells(&solution));

        let turned = case.transposed().solve(&series).unwrap();
        let turned_ties: BTreeSet<BTreeSet<_>> =
            tied_cells(&turned).iter().map(|tie| tie.iter().map(|&(j, i)| (i, j)).collect()).collect();
        prop_assert_eq!(turned_ties, tied_cells(&solution));
    }

    /// What cannot be met is not met in any order, by the same fault.
    #[test]
    fn the_fault_is_anonymous(case in any_case(), seed: u64) {
        use BiproportionalError as Fault;
        let (rows, columns) = (shuffled(case.rows.len(), seed), shuffled(case.columns.len(), seed.rotate_left(32)));
        let fault = |case: &Case, rows: &[usize], columns: &[usize]| {
            let back = |names: &[usize], numbers: &[usize]| {
                let mut names: Vec<usize> = numbers.iter().map(|&i| names[i]).collect();
                names.sort_unstable();
                names
            };
            case.solve(&Divisor::SainteLague).err().map(|error| match error {
                Fault::DistrictMinimums { districts, minimums, available } => {
                    Fault::DistrictMinimums { districts: back(rows, &districts), minimums, available }
                }
                Fault::PartyMinimums { parties, minimums, available } => {
                    Fault::PartyMinimums { parties: back(columns, &parties), minimums, available }
                }
                Fault::Infeasible { districts, parties, needed, available } => {
                    let (districts, parties) = (back(rows, &districts), back(columns, &parties));
                    Fault::Infeasible { districts, parties, needed, available }
                }
                Fault::InfeasibleMinimums { districts, parties, needed, minimums, available } => {
                    let (districts, parties) = (back(rows, &districts), back(columns, &parties));
                    Fault::InfeasibleMinimums { districts, parties, needed, minimums, available }
                }
                other => other,
            })
        };
        let (same_rows, same_columns): (Vec<_>, Vec<_>) = ((0..rows.len()).collect(), (0..columns.len()).collect());
        prop_assert_eq!(
            fault(&case.permuted(&rows, &columns), &rows, &columns),
            fault(&case, &same_rows, &same_columns)
        );
    }
}
