//! Apportionment beside the plain way of doing it: a scan over all parties for each seat, and a sort of remainders.

#![allow(missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use sailau::apportion::{Divisor, Method, Quota, Workspace, apportion_into};

/// Lists above the threshold in Kazakhstan 2023, for 69 seats.
const KAZAKHSTAN: [u64; 6] = [3_431_510, 693_938, 547_154, 535_139, 432_920, 331_058];

/// A thousand parties whose votes fall off as a power law, for ten thousand seats.
fn power_law() -> Vec<u64> {
    (1..=1000u64).map(|rank| 1_000_000_000 / rank).collect()
}

/// Each seat to the highest quotient, found by looking at every party.
fn scan(votes: &[u64], seats: u32, divisor: Divisor) -> Vec<u32> {
    let mut given = vec![0; votes.len()];
    for _ in 0..seats {
        let mut best = 0;
        for party in 1..votes.len() {
            let here = u128::from(votes[party]) * u128::from(divisor.after(given[best]));
            let there = u128::from(votes[best]) * u128::from(divisor.after(given[party]));
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

fn compare(criterion: &mut Criterion, name: &str, votes: &[u64], seats: u32) {
    let mut workspace = Workspace::default();
    let mut given = vec![0; votes.len()];

    let mut group = criterion.benchmark_group(format!("{name}/hare"));
    group.bench_function("sailau", |bencher| {
        let hare = Method::LargestRemainder(Quota::Hare);
        bencher.iter(|| apportion_into(black_box(votes), seats, hare, &mut workspace, &mut given));
    });
    group.bench_function("float and sort", |bencher| bencher.iter(|| float_hare(black_box(votes), seats)));
    group.finish();

    for (title, divisor) in [("dhondt", Divisor::DHondt), ("sainte-lague", Divisor::SainteLague)] {
        let mut group = criterion.benchmark_group(format!("{name}/{title}"));
        group.bench_function("sailau", |bencher| {
            let method = Method::HighestAverages(divisor);
            bencher.iter(|| apportion_into(black_box(votes), seats, method, &mut workspace, &mut given));
        });
        group.bench_function("scan", |bencher| bencher.iter(|| scan(black_box(votes), seats, divisor)));
        group.finish();
    }
}

fn apportionment(criterion: &mut Criterion) {
    compare(criterion, "kazakhstan 2023", &KAZAKHSTAN, 69);
    compare(criterion, "a thousand parties", &power_law(), 10_000);
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = apportionment
}
criterion_main!(benches);
