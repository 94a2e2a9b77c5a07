//! Biproportional apportionment: published elections, the ends of the range, the checker, and the steps it takes.

use sailau::apportion::biproportional::{
    BigRatio, BiproportionalError, CellTie, Solution, VerifyError, VoteMatrix, VoterNumber,
    VoterNumbersError, apportion, verify, voter_numbers,
};
use sailau::apportion::{Divisor, Method, apportion as apportion_vector};

const SERIES: [Divisor; 4] = [Divisor::SainteLague, Divisor::DHondt, Divisor::Danish, Divisor::Imperiali];

/// The solution, verified.
fn solve(problem: &VoteMatrix<'_>, series: &Divisor) -> Solution {
    let solution = apportion(problem, series).unwrap();
    assert_eq!(verify(problem, series, &solution), Ok(()), "{problem:?} {solution:?}");
    solution
}

/// The bound that the docs promise.
fn most_transfers(problem: &VoteMatrix<'_>) -> u64 {
    let nodes = problem.district_seats.len() + problem.party_seats.len();
    let house: u64 = problem.district_seats.iter().map(|&seats| u64::from(seats)).sum();
    (5 * problem.votes.len() + 4 * nodes) as u64 * u64::from(1 + house.max(1).ilog2())
}

// Published cases.

/// Wikipedia's example, districts in rows.
#[test]
fn wikipedia() {
    let votes = [123, 912, 312, 45, 714, 255, 815, 414, 215];
    let problem = VoteMatrix { votes: &votes, district_seats: &[7, 5, 8], party_seats: &[5, 11, 4] };
    let solution = solve(&problem, &Divisor::SainteLague);
    assert_eq!(solution.seats, [1, 4, 2, 0, 4, 1, 4, 3, 1]);
    assert!(solution.ties.is_empty());
}

/// Pukelsheim's three lists (in columns) in three districts.
#[test]
fn pukelsheim() {
    let votes = [51, 60, 63, 98, 100, 102, 45, 120, 144];
    let problem = VoteMatrix { votes: &votes, district_seats: &[4, 5, 6], party_seats: &[4, 5, 6] };
    let solution = solve(&problem, &Divisor::SainteLague);
    assert_eq!(solution.seats, [1, 1, 2, 2, 2, 1, 1, 2, 3]);
}

/// The city council of Zürich in 2006, lists over the threshold: tests/data/zurich_2006.csv, from the PyPI package
/// interregnum 0.4.1 (zurich2006.yaml); the case of Pukelsheim and Schuhmacher.
#[test]
fn zurich_2006() {
    const DISTRICTS: [u32; 9] = [12, 16, 13, 10, 17, 16, 12, 19, 10];
    let mut reader = csv::Reader::from_path("tests/data/zurich_2006.csv").unwrap();
    let rows: Vec<(String, String, u64, u32)> = reader.deserialize().map(Result::unwrap).collect();
    let votes: Vec<u64> = rows.iter().map(|row| row.2).collect();
    let seats: Vec<u32> = rows.iter().map(|row| row.3).collect();
    for how in [VoterNumber::Exact, VoterNumber::Rounded] {
        let (numbers, _) = voter_numbers(&votes, &DISTRICTS, 8, how).unwrap();
        let upper = apportion_vector(&numbers, 125, Method::SAINTE_LAGUE).unwrap();
        assert_eq!(upper.seats, [44, 24, 19, 14, 10, 6, 5, 3]);
        let problem = VoteMatrix { votes: &votes, district_seats: &DISTRICTS, party_seats: &upper.seats };
        let solution = solve(&problem, &Divisor::SainteLague);
        assert_eq!(solution.seats, seats);
        assert!(solution.ties.is_empty());
        // Four digits are enough: votes by both of these, rounded.
        let digits = |divisor: &BigRatio| divisor.to_string().trim_matches(['0', '.']).replace('.', "").len();
        assert!(
            solution
                .district_divisors
                .iter()
                .chain(&solution.party_divisors)
                .all(|divisor| digits(divisor) <= 4)
        );
        assert_eq!(solution.effort.transfers, 0);
    }
}

#[test]
fn voter_numbers_are_exact_or_refused() {
    use VoterNumber::{Exact, Rounded};
    assert_eq!(voter_numbers(&[5, 7], &[2], 2, Rounded), Ok((vec![3, 4], 1)));
    assert_eq!(voter_numbers(&[5, 7, 1, 1], &[2, 4], 2, Exact), Ok((vec![11, 15], 4)));
    assert_eq!(voter_numbers(&[0, 0, 1, 2], &[0, 1], 2, Exact), Ok((vec![1, 2], 1)));
    assert_eq!(voter_numbers(&[0, 9, 1, 2], &[0, 1], 2, Exact), Err(VoterNumbersError::NoSeats(0)));
    assert_eq!(voter_numbers(&[u64::MAX, 1], &[1, 2], 1, Exact), Err(VoterNumbersError::TooLarge));
    assert_eq!(
        voter_numbers(&[1, 2, 3], &[1, 2], 2, Exact).unwrap_err().to_string().split(' ').next(),
        Some("3")
    );
    assert_eq!(voter_numbers(&[], &[1, 2], 0, Exact), Ok((vec![], 1)));
}

// Shapes and ends of the range.

#[test]
fn empty_shapes() {
    let nothing = VoteMatrix { votes: &[], district_seats: &[], party_seats: &[] };
    assert!(solve(&nothing, &Divisor::SainteLague).seats.is_empty());
    let no_parties = VoteMatrix { votes: &[], district_seats: &[0, 0], party_seats: &[] };
    assert_eq!(solve(&no_parties, &Divisor::SainteLague).district_divisors.len(), 2);
    let nobody_to_sit = VoteMatrix { votes: &[], district_seats: &[2], party_seats: &[] };
    assert_eq!(
        apportion(&nobody_to_sit, &Divisor::SainteLague),
        Err(BiproportionalError::HousesDiffer { districts: 2, parties: 0 })
    );
    let short = VoteMatrix { votes: &[1], district_seats: &[1, 0], party_seats: &[1] };
    assert_eq!(
        apportion(&short, &Divisor::SainteLague),
        Err(BiproportionalError::Shape { votes: 1, districts: 2, parties: 1 })
    );
}

#[test]
fn rows_without_seats_or_votes() {
    // A district without seats, one without either, and a party without votes.
    let votes = [30, 70, 0, 500, 2, 0, 0, 0, 0, 80, 20, 0];
    let problem = VoteMatrix { votes: &votes, district_seats: &[5, 0, 0, 5], party_seats: &[5, 5, 0] };
    assert_eq!(solve(&problem, &Divisor::SainteLague).seats, [1, 4, 0, 0, 0, 0, 0, 0, 0, 4, 1, 0]);
    let none = VoteMatrix { votes: &[0, 0, 0, 0], district_seats: &[0, 0], party_seats: &[0, 0] };
    assert_eq!(solve(&none, &Divisor::DHondt).seats, [0; 4]);
    let idle = VoteMatrix { votes: &[5, 7, 1, u64::MAX], district_seats: &[0, 0], party_seats: &[0, 0] };
    assert_eq!(solve(&idle, &Divisor::DHondt).seats, [0; 4]);
}

#[test]
fn series_that_are_not_worked_out() {
    let problem = VoteMatrix { votes: &[1], district_seats: &[1], party_seats: &[1] };
    let of_roots = apportion(&problem, &Divisor::HuntingtonHill);
    assert_eq!(of_roots, Err(BiproportionalError::Series("huntington-hill")));
}

/// Adams and Dean give every cell with votes a seat, and say whose seats are too few for that.
#[test]
fn a_first_divisor_of_zero_is_a_seat_for_everybody() {
    for series in [Divisor::Adams, Divisor::Dean] {
        let problem =
            VoteMatrix { votes: &[1000, 1, 1000, 1], district_seats: &[5, 5], party_seats: &[8, 2] };
        assert_eq!(apportion(&problem, &series).unwrap().seats, [4, 1, 4, 1]);
        let few = VoteMatrix { votes: &[1000, 1, 1000, 1], district_seats: &[5, 5], party_seats: &[9, 1] };
        let error = apportion(&few, &series).unwrap_err();
        assert_eq!(error, BiproportionalError::PartyMinimums { parties: vec![1], minimums: 2, available: 1 });
    }
    // 7/(R C) and 5/(R C) against 3/2 and 4/3: of three seats the larger has two by both.
    let row = VoteMatrix { votes: &[7, 5], district_seats: &[3], party_seats: &[2, 1] };
    assert_eq!(apportion(&row, &Divisor::Dean).unwrap().seats, [2, 1]);
}

/// The fault is the smallest set, with its parties, wherever it stands.
#[test]
fn the_fault_is_named() {
    // Districts 1 and 2 have only party 0's and 2's votes, for 6 seats; these have 5.
    let votes = [9, 9, 9, 4, 0, 4, 8, 0, 0, 1, 1, 1];
    let problem = VoteMatrix { votes: &votes, district_seats: &[2, 3, 3, 2], party_seats: &[3, 5, 2] };
    let error = apportion(&problem, &Divisor::SainteLague).unwrap_err();
    assert_eq!(
        error,
        BiproportionalError::Infeasible {
            districts: vec![1, 2],
            parties: vec![0, 2],
            needed: 6,
            available: 5
        }
    );
    assert!(error.to_string().starts_with("districts [1, 2] have 6 seats to fill"));
}

#[test]
fn one_vote_in_the_last_digit_decides() {
    const M: u64 = u64::MAX;
    let problem = |votes| VoteMatrix { votes, district_seats: &[1, 1], party_seats: &[1, 1] };
    // The diagonals' products are (2^64 - 1)^2 and (2^64 - 2)·(2^64 - 1), then equal.
    assert_eq!(solve(&problem(&[M, M, M - 1, M]), &Divisor::SainteLague).seats, [1, 0, 0, 1]);
    assert_eq!(solve(&problem(&[M, M, M, M - 1]), &Divisor::SainteLague).seats, [0, 1, 1, 0]);
    assert_eq!(solve(&problem(&[M, M - 1, M - 1, M - 2]), &Divisor::SainteLague).seats, [0, 1, 1, 0]);
    assert_eq!(solve(&problem(&[M, M, M, M]), &Divisor::SainteLague).ties.len(), 1);
    assert_eq!(solve(&problem(&[M, M / 3, 3, 1]), &Divisor::DHondt).ties.len(), 1);
    // The largest houses.
    let problem = VoteMatrix {
        votes: &[M, M / 3, M / 7, M],
        district_seats: &[u32::MAX; 2],
        party_seats: &[u32::MAX; 2],
    };
    for series in &SERIES {
        let solution = solve(&problem, series);
        assert!(solution.effort.transfers <= 4, "{:?}", solution.effort);
    }
}

/// Two ties that know nothing of each other, and a sure seat beside.
#[test]
fn separate_ties() {
    let votes = [6, 6, 0, 0, 0, 6, 6, 0, 0, 0, 0, 0, 5, 5, 0, 0, 0, 5, 5, 0, 0, 0, 0, 0, 9];
    let problem = VoteMatrix { votes: &votes, district_seats: &[1; 5], party_seats: &[1; 5] };
    let solution = solve(&problem, &Divisor::SainteLague);
    let tie =
        |at: usize| CellTie { cells: vec![(at, at), (at, at + 1), (at + 1, at), (at + 1, at + 1)], seats: 2 };
    assert_eq!(solution.ties, [tie(0), tie(2)]);
    assert_eq!(solution.seats.iter().sum::<u32>(), 1);
    assert_eq!(solution.seats[24], 1);
}

// The checker.

#[test]
fn the_checker_finds_every_kind_of_fault() {
    let series = &Divisor::SainteLague;
    let problem = VoteMatrix { votes: &[10, 10, 10, 10], district_seats: &[1, 1], party_seats: &[1, 1] };
    let right = solve(&problem, series);
    let check = |change: &dyn Fn(&mut Solution)| {
        let mut solution = right.clone();
        change(&mut solution);
        verify(&problem, series, &solution).unwrap_err()
    };
    // As if input order had decided.
    let decided = check(&|solution| {
        solution.seats = vec![1, 0, 0, 1];
        solution.ties.clear();
    });
    assert_eq!(decided, VerifyError::Tie { district: 0, party: 0 });
    assert_eq!(check(&|solution| solution.ties[0].seats = 1), VerifyError::TieSeats(0));
    assert_eq!(check(&|solution| solution.seats.truncate(3)), VerifyError::Shape);
    assert_eq!(check(&|solution| solution.ties[0].cells.push((0, 0))), VerifyError::Shape);
    assert_eq!(check(&|solution| solution.ties[0].cells[0] = (2, 0)), VerifyError::Shape);
    assert_eq!(check(&|solution| solution.ties.clear()), VerifyError::District(0));
    let torn = check(&|solution| {
        let cells = solution.ties[0].cells.split_off(2);
        solution.ties[0].seats = 1;
        solution.ties.push(CellTie { cells, seats: 1 });
    });
    assert!(matches!(torn, VerifyError::Tie { .. }));
    let scaled = check(&|solution| solution.party_divisors[1] = BigRatio::new(1, 3).unwrap());
    assert!(matches!(scaled, VerifyError::Quotient { .. }));
}

// Steps, not time.

/// Where scaling never ends or goes nowhere, transfers stay within the promised bound.
#[test]
fn steps_are_bounded() {
    let check = |votes: &[u64], district_seats: &[u32], party_seats: &[u32]| {
        let problem = VoteMatrix { votes, district_seats, party_seats };
        for series in &SERIES {
            let effort = solve(&problem, series).effort;
            assert!(effort.scalings <= 64);
            assert!(
                effort.transfers <= most_transfers(&problem),
                "{effort:?} of {}",
                most_transfers(&problem)
            );
        }
    };
    for n in [2, 5, 12] {
        // All equal: one tie of n² cells.
        check(&vec![1; n * n], &vec![1; n], &vec![1; n]);
        check(&vec![1; n * n], &vec![2; n], &vec![2; n]);
        for seats in [1, 1000, u32::MAX] {
            // Only the diagonal can be filled, and most votes lie beside it: no positive limit of scaling.
            let stairs = |below: u64| -> Vec<u64> {
                (0..n * n)
                    .map(|cell| {
                        if cell % n > cell / n {
                            0
                        } else if cell % n == cell / n {
                            1
                        } else {
                            below
                        }
                    })
                    .collect()
            };
            check(&stairs(1), &vec![seats; n], &vec![seats; n]);
            check(&stairs(u64::MAX), &vec![seats; n], &vec![seats; n]);
        }
        // A chain of districts, each with a giant and a dwarf: divisors go far beyond 64 bits.
        let chain: Vec<u64> = (0..n * n)
            .map(|cell| match (cell % n + n - cell / n) % n {
                0 => 1,
                1 if cell / n + 1 < n => u64::MAX,
                _ => 0,
            })
            .collect();
        check(&chain, &vec![7; n], &vec![7; n]);
    }
}
