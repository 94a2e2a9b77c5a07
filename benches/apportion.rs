//! Apportionment beside its rivals: published crates, a binary heap, a scan, floats, and in the end just summing.
//!
//! `cargo bench --package sailau-benches --bench apportion` measures, and ends with a table of ratios.

#![allow(missing_docs)]

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::hint::black_box;
use std::time::{Duration, Instant, SystemTime};

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, SamplingMode, criterion_group};
use rand::rngs::ChaCha12Rng;
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, LogNormal};
use sailau::apportion::{
    Batch, Method, Workspace, apportion, apportion_batch, apportion_into, certify, margin,
};
use zetelverdeling::ZetelVerdelerBuilder;

mod table;

/// Lists above the threshold in Kazakhstan 2023, for 69 seats.
const KAZAKHSTAN: [u64; 6] = [3_431_510, 693_938, 547_154, 535_139, 432_920, 331_058];

/// Apportionment populations of the 50 states, census of 2020 (US Census Bureau), for 435 seats.
const STATES: [u64; 50] = [
    5_030_053, 736_081, 7_158_923, 3_013_756, 39_576_757, 5_782_171, 3_608_298, 990_837, 21_570_527,
    10_725_274, 1_460_137, 1_841_377, 12_822_739, 6_790_280, 3_192_406, 2_940_865, 4_509_342, 4_661_468,
    1_363_582, 6_185_278, 7_033_469, 10_084_442, 5_709_752, 2_963_914, 6_160_281, 1_085_407, 1_963_333,
    3_108_462, 1_379_089, 9_294_493, 2_120_220, 20_215_751, 10_453_948, 779_702, 11_808_848, 3_963_516,
    4_241_500, 13_011_844, 1_098_163, 5_124_712, 887_770, 6_916_897, 29_183_290, 3_275_252, 643_503,
    8_654_542, 7_715_946, 1_795_045, 5_897_473, 577_719,
];

/// Parties with votes spread evenly below a million.
fn uniform(parties: usize) -> Vec<u64> {
    let mut random = ChaCha12Rng::seed_from_u64(1);
    (0..parties).map(|_| random.random_range(1..1_000_000)).collect()
}

/// Parties whose votes fall off as one by their rank, in no order.
fn power_law(parties: usize) -> Vec<u64> {
    let mut random = ChaCha12Rng::seed_from_u64(2);
    let mut votes: Vec<u64> = (1..=parties as u64).map(|rank| 1_000_000_000_000 / rank).collect();
    for i in (1..votes.len()).rev() {
        votes.swap(i, random.random_range(0..=i));
    }
    votes
}

/// Whole-number divisors that rank claims like the method's own; for Huntington-Hill their squares.
#[derive(Clone, Copy)]
enum Series {
    DHondt,
    SainteLague,
    Hill,
}

impl Series {
    fn weight(self, votes: u64) -> u128 {
        match self {
            Self::DHondt | Self::SainteLague => votes.into(),
            Self::Hill => u128::from(votes) * u128::from(votes),
        }
    }

    fn divisor(self, held: u32) -> u64 {
        match self {
            Self::DHondt => u64::from(held) + 1,
            Self::SainteLague => 2 * u64::from(held) + 1,
            Self::Hill => u64::from(held) * (u64::from(held) + 1),
        }
    }

    /// Everybody's seats before the first comparison.
    fn start(self) -> u32 {
        u32::from(matches!(self, Self::Hill))
    }
}

/// A claim of a heap, compared exactly. The square of a vote by two seats stays below 2^128 in all cases here.
#[derive(Clone, Copy)]
struct Claim {
    weight: u128,
    divisor: u64,
    party: u32,
}

impl Ord for Claim {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.weight * u128::from(other.divisor)).cmp(&(other.weight * u128::from(self.divisor)))
    }
}
impl PartialOrd for Claim {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl PartialEq for Claim {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}
impl Eq for Claim {}

/// Each seat to the highest quotient, kept in a binary heap.
fn heap(votes: &[u64], seats: u32, series: Series) -> Vec<u32> {
    let mut given = vec![series.start(); votes.len()];
    let claim = |party: u32, held: u32| Claim {
        weight: series.weight(votes[party as usize]),
        divisor: series.divisor(held),
        party,
    };
    let mut heap: BinaryHeap<Claim> =
        (0..votes.len() as u32).map(|party| claim(party, series.start())).collect();
    for _ in series.start() * votes.len() as u32..seats {
        if let Some(mut top) = heap.peek_mut() {
            let held = &mut given[top.party as usize];
            *held += 1;
            *top = claim(top.party, *held);
        }
    }
    given
}

/// Each seat to the highest quotient, found by looking at every party.
fn scan(votes: &[u64], seats: u32, series: Series) -> Vec<u32> {
    let mut given = vec![series.start(); votes.len()];
    for _ in series.start() * votes.len() as u32..seats {
        let mut best = 0;
        for party in 1..votes.len() {
            let here = series.weight(votes[party]) * u128::from(series.divisor(given[best]));
            let there = series.weight(votes[best]) * u128::from(series.divisor(given[party]));
            if here > there {
                best = party;
            }
        }
        given[best] += 1;
    }
    given
}

/// Hare's quota in floating point, as it is often written.
fn float_hare(votes: &[u64], seats: u32) -> Vec<u32> {
    let total: u64 = votes.iter().sum();
    let quota = total as f64 / f64::from(seats);
    let mut given: Vec<u32> = votes.iter().map(|&v| (v as f64 / quota) as u32).collect();
    let mut order: Vec<usize> = (0..votes.len()).collect();
    let remainder = |party: usize| votes[party] as f64 - f64::from(given[party]) * quota;
    order.sort_by(|&a, &b| remainder(b).total_cmp(&remainder(a)));
    let open = seats - given.iter().sum::<u32>();
    for &party in &order[..open as usize] {
        given[party] += 1;
    }
    given
}

struct Case {
    name: &'static str,
    votes: Vec<u64>,
    seats: u32,
    /// Rivals that look at every party for every seat, or sort every quotient, are left out of large cases.
    small: bool,
}

fn cases() -> Vec<Case> {
    let case = |name, votes, seats, small| Case { name, votes, seats, small };
    vec![
        case("a: Kazakhstan 2023, 6 parties, 69 seats", KAZAKHSTAN.to_vec(), 69, true),
        case("b: 50 states, 435 seats", STATES.to_vec(), 435, true),
        case("c: 1,000 parties, 10,000 seats, uniform", uniform(1000), 10_000, false),
        case("c: 1,000 parties, 10,000 seats, power law", power_law(1000), 10_000, false),
        case("d: 100,000 parties, 1,000,000 seats, uniform", uniform(100_000), 1_000_000, false),
        case("d: 100,000 parties, 1,000,000 seats, power law", power_law(100_000), 1_000_000, false),
        case("e: 1,000,000 parties, 10,000,000 seats, uniform", uniform(1_000_000), 10_000_000, false),
        case("e: 1,000,000 parties, 10,000,000 seats, power law", power_law(1_000_000), 10_000_000, false),
    ]
}

fn group<'a>(criterion: &'a mut Criterion, case: &Case, method: &str) -> BenchmarkGroup<'a, WallTime> {
    let mut group = criterion.benchmark_group(format!("{}/{method}", case.name));
    if case.votes.len() >= 100_000 {
        group.sampling_mode(SamplingMode::Flat).sample_size(10).measurement_time(Duration::from_secs(1));
    }
    group
}

fn compare(criterion: &mut Criterion, case: &Case) {
    let Case { votes, seats, small, .. } = case;
    let seats = *seats;
    let mut workspace = Workspace::default();
    let mut given = vec![0; votes.len()];
    let methods = [
        (Method::DHONDT, Some(Series::DHondt)),
        (Method::SAINTE_LAGUE, Some(Series::SainteLague)),
        (Method::HUNTINGTON_HILL, Some(Series::Hill)),
        (Method::HARE, None),
    ];
    for (method, series) in methods {
        let mut group = group(criterion, case, &method.name());
        group.bench_function(table::OURS, |bencher| {
            bencher.iter(|| apportion_into(black_box(votes), seats, &method, &mut workspace, &mut given));
        });
        group.bench_function("sum of the votes", |bencher| {
            bencher.iter(|| black_box(votes).iter().sum::<u64>());
        });
        let Some(series) = series else {
            group.bench_function("floats and a sort", |bencher| {
                bencher.iter(|| float_hare(black_box(votes), seats));
            });
            group.bench_function("crate largest-remainder-method", |bencher| {
                bencher.iter(|| largest_remainder_method::apportion(black_box(votes), seats.into()));
            });
            if *small {
                bench_sainte_lague(&mut group, votes, seats);
            }
            continue;
        };
        if votes.len() < 1_000_000 {
            group.bench_function("heap", |bencher| bencher.iter(|| heap(black_box(votes), seats, series)));
        } else {
            // It takes many seconds: run it once, and let that stand for every sample.
            let mut once = None;
            group.bench_function("heap", |bencher| {
                bencher.iter_custom(|times| {
                    let once = *once.get_or_insert_with(|| {
                        let start = Instant::now();
                        black_box(heap(black_box(votes), seats, series));
                        start.elapsed()
                    });
                    once * u32::try_from(times).unwrap_or(u32::MAX)
                });
            });
        }
        if *small || votes.len() <= 1000 {
            group.bench_function("scan", |bencher| bencher.iter(|| scan(black_box(votes), seats, series)));
        }
        if *small {
            bench_sainte_lague(&mut group, votes, seats);
        }
        if *small && method == Method::DHONDT {
            let named: Vec<(u32, u32)> = (0..).zip(votes.iter().map(|&v| v as u32)).collect();
            let zetels = ZetelVerdelerBuilder::new(&named).zetels(seats).kiesdrempel(0.0).finish();
            let zetels = zetels.expect("a plain election");
            group.bench_function("crate zetelverdeling", |bencher| {
                bencher.iter(|| black_box(&zetels).dhondt());
            });
        }
    }
}

fn bench_sainte_lague(group: &mut BenchmarkGroup<'_, WallTime>, votes: &[u64], seats: u32) {
    let votes: Vec<f64> = votes.iter().map(|&v| v as f64).collect();
    group.bench_function("crate sainte_lague", |bencher| {
        bencher.iter(|| sainte_lague::distribute(black_box(&votes), &(seats as usize), &false));
    });
}

fn single(criterion: &mut Criterion) {
    for case in cases() {
        compare(criterion, &case);
    }
}

/// A million elections of eight parties: log-normal shares of five million votes, drawn anew for each.
const ELECTIONS: usize = 1_000_000;
const PARTIES: usize = 8;

fn draw(random: &mut ChaCha12Rng, shares: LogNormal<f64>, votes: &mut [u64]) {
    for row in votes.chunks_exact_mut(PARTIES) {
        let mut drawn = [0.0; PARTIES];
        drawn.fill_with(|| shares.sample(random));
        let scale = 5_000_000.0 / drawn.iter().sum::<f64>();
        for (slot, share) in row.iter_mut().zip(drawn) {
            *slot = (share * scale) as u64;
        }
    }
}

fn batch(criterion: &mut Criterion) {
    let shares = LogNormal::new(0.0, 1.0).expect("a positive spread");
    let mut votes = vec![0; ELECTIONS * PARTIES];
    draw(&mut ChaCha12Rng::seed_from_u64(3), shares, &mut votes);
    let mut given = vec![0; votes.len()];
    let mut batch = Batch::default();
    let mut workspace = Workspace::default();
    for method in &Method::ALL {
        let mut group =
            criterion.benchmark_group(format!("batch: a million 8-party elections, 69 seats/{method}"));
        group.sampling_mode(SamplingMode::Flat).sample_size(10).measurement_time(Duration::from_secs(1));
        group.bench_function(table::OURS, |bencher| {
            bencher
                .iter(|| apportion_batch(black_box(&votes), PARTIES, &[69], method, &mut batch, &mut given));
        });
        group.bench_function("one at a time", |bencher| {
            bencher.iter(|| {
                for (votes, given) in votes.chunks_exact(PARTIES).zip(given.chunks_exact_mut(PARTIES)) {
                    let _ = apportion_into(black_box(votes), 69, method, &mut workspace, given);
                }
            });
        });
        group.bench_function("drawing the votes", |bencher| {
            let mut random = ChaCha12Rng::seed_from_u64(4);
            bencher.iter(|| draw(&mut random, shares, black_box(&mut votes)));
        });
    }
}

/// The fewest votes that move a seat, beside one count of the same votes.
fn margins(criterion: &mut Criterion) {
    let cases = cases();
    for case in cases.iter().filter(|case| case.votes.len() == 100_000) {
        for method in &Method::ALL {
            // Searched way by way, which is refused for so many.
            if matches!(method, Method::BalinskiYoung) {
                continue;
            }
            let mut group = criterion.benchmark_group(format!("margin of {}/{method}", case.name));
            group.sampling_mode(SamplingMode::Flat).sample_size(10).measurement_time(Duration::from_secs(1));
            group.bench_function(table::OURS, |bencher| {
                bencher.iter(|| margin(black_box(&case.votes), case.seats, method));
            });
            group.bench_function("one count", |bencher| {
                bencher.iter(|| apportion(black_box(&case.votes), case.seats, method));
            });
        }
    }
}

/// Balinski and Young's quota method as it is defined: for each house size a look at every party.
fn quota_method(votes: &[u64], seats: u32) -> Vec<usize> {
    let total: u128 = votes.iter().map(|&v| u128::from(v)).sum();
    let mut given = vec![0u32; votes.len()];
    let mut order = Vec::with_capacity(seats as usize);
    for house in 1..=seats {
        let below =
            |&party: &usize| u128::from(given[party]) * total < u128::from(house) * u128::from(votes[party]);
        let next = |party: usize| u128::from(given[party]) + 1;
        let best = (0..votes.len()).filter(below).reduce(|best, party| {
            let beats = u128::from(votes[party]) * next(best) > u128::from(votes[best]) * next(party);
            if beats { party } else { best }
        });
        let Some(best) = best else { break };
        given[best] += 1;
        order.push(best);
    }
    order
}

/// The certificate of the quota method: the order of all seats.
fn certificates(criterion: &mut Criterion) {
    for case in cases().iter().filter(|case| case.votes.len() <= 1000) {
        let mut group = criterion.benchmark_group(format!("certificate of {}/balinski-young", case.name));
        group.sampling_mode(SamplingMode::Flat).sample_size(10).measurement_time(Duration::from_secs(1));
        group.bench_function(table::OURS, |bencher| {
            bencher.iter(|| certify(black_box(&case.votes), case.seats, Method::BalinskiYoung));
        });
        group.bench_function("scan", |bencher| {
            bencher.iter(|| quota_method(black_box(&case.votes), case.seats));
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(1));
    targets = single, batch, margins, certificates
}

fn main() {
    let start = SystemTime::now();
    benches();
    Criterion::default().configure_from_args().final_summary();
    table::print(start);
}
