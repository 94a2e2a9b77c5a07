//! Biproportional apportionment: a real city, random countries, and matrices where alternating scaling is not enough.
//!
//! `cargo bench --package sailau-benches --bench biproportional`.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use rand::SeedableRng;
use rand::rngs::ChaCha12Rng;
use rand_distr::{Distribution, LogNormal};
use sailau::apportion::biproportional::{VoteMatrix, apportion, verify};
use sailau::apportion::{Divisor, Method, apportion as apportion_vector};

/// A matrix with the seats of both sides.
struct Case {
    name: String,
    votes: Vec<u64>,
    district_seats: Vec<u32>,
    party_seats: Vec<u32>,
}

impl Case {
    fn problem(&self) -> VoteMatrix<'_> {
        VoteMatrix {
            votes: &self.votes,
            district_seats: &self.district_seats,
            party_seats: &self.party_seats,
        }
    }
}

/// tests/data/zurich_2006.csv.
fn zurich() -> Case {
    let mut reader =
        csv::Reader::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data/zurich_2006.csv"))
            .expect("the file is in the repository");
    let rows = reader.deserialize::<(String, String, u64, u32)>();
    Case {
        name: "Zürich 2006, 9 x 8, 125 seats".into(),
        votes: rows.map(|row| row.expect("a row of four").2).collect(),
        district_seats: vec![12, 16, 13, 10, 17, 16, 12, 19, 10],
        party_seats: vec![44, 24, 19, 14, 10, 6, 5, 3],
    }
}

/// Districts and parties of log-normal size, and strongholds; both sides' seats by Sainte-Laguë.
fn country(districts: usize, parties: usize, house: u32) -> Case {
    let mut random = ChaCha12Rng::seed_from_u64(7);
    let size = LogNormal::new(0.0, 0.7).expect("a finite spread");
    let mut draw = |count: usize| size.sample_iter(&mut random).take(count).collect::<Vec<f64>>();
    let (rows, columns, cells) = (draw(districts), draw(parties), draw(districts * parties));
    let votes: Vec<u64> = (0..districts * parties)
        .map(|cell| (10_000.0 * rows[cell / parties] * columns[cell % parties] * cells[cell]) as u64)
        .collect();
    let share =
        |sums: Vec<u64>| apportion_vector(&sums, house, Method::SAINTE_LAGUE).expect("there are votes").seats;
    let district_seats = share(votes.chunks(parties).map(|row| row.iter().sum()).collect());
    let party_seats =
        share((0..parties).map(|party| votes.iter().skip(party).step_by(parties).sum()).collect());
    Case {
        name: format!("random, {districts} x {parties}, {house} seats"),
        votes,
        district_seats,
        party_seats,
    }
}

/// One tie of all cells.
fn equal(n: usize) -> Case {
    Case {
        name: format!("all equal, {n} x {n}"),
        votes: vec![1; n * n],
        district_seats: vec![1; n],
        party_seats: vec![1; n],
    }
}

/// Only the diagonal can be filled, and the votes lie beside it.
fn stairs(n: usize, seats: u32) -> Case {
    let vote = |cell: usize| match (cell % n).cmp(&(cell / n)) {
        std::cmp::Ordering::Less => u64::MAX,
        std::cmp::Ordering::Equal => 1,
        std::cmp::Ordering::Greater => 0,
    };
    Case {
        name: format!("stairs, {n} x {n}, {seats} seats each"),
        votes: (0..n * n).map(vote).collect(),
        district_seats: vec![seats; n],
        party_seats: vec![seats; n],
    }
}

fn bench(criterion: &mut Criterion) {
    let cases = [
        zurich(),
        country(18, 11, 180),
        country(26, 20, 200),
        country(27, 14, 705),
        country(100, 30, 1000),
        country(100, 50, 1000),
        equal(12),
        stairs(12, 1000),
    ];
    let mut group = criterion.benchmark_group("biproportional");
    for case in &cases {
        let problem = case.problem();
        let solution = apportion(&problem, &Divisor::SainteLague).expect("the case is feasible");
        println!("{}: {:?}", case.name, solution.effort);
        group.bench_function(format!("apportion/{}", case.name), |bencher| {
            bencher.iter(|| apportion(black_box(&problem), &Divisor::SainteLague));
        });
        group.bench_function(format!("verify/{}", case.name), |bencher| {
            bencher.iter(|| verify(black_box(&problem), &Divisor::SainteLague, &solution));
        });
    }
    group.finish();
}

criterion_group!(biproportional, bench);
criterion_main!(biproportional);
