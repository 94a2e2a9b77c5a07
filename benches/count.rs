//! A count of the official votes of 2023 by its two doors, beside a plain implementation of the list tier alone.

#![allow(missing_docs)]

use std::collections::HashMap;
use std::hint::black_box;
use std::time::SystemTime;

use criterion::{Criterion, criterion_group};
use jiff::civil::date;
use sailau::kazakhstan;
use sailau::system::Workspace;

mod table;

/// The list tier as a script would count it: a map of names, floating-point shares, a sort, fresh vectors.
fn plain(votes: &HashMap<String, u64>, against_all: u64) -> HashMap<String, u32> {
    let base = (votes.values().sum::<u64>() + against_all) as f64;
    let passing: Vec<_> = votes.iter().filter(|&(_, &v)| v as f64 >= 0.05 * base).collect();
    let quota = passing.iter().map(|&(_, &v)| v).sum::<u64>() as f64 / 69.0;
    let mut seats: Vec<_> = passing
        .iter()
        .map(|&(name, &v)| (name.clone(), (v as f64 / quota) as u32, (v as f64 / quota).fract()))
        .collect();
    let open = 69 - seats.iter().map(|(_, seats, _)| seats).sum::<u32>();
    seats.sort_by(|a, b| b.2.total_cmp(&a.2));
    for row in &mut seats[..open as usize] {
        row.1 += 1;
    }
    seats.into_iter().map(|(name, seats, _)| (name, seats)).collect()
}

fn count(criterion: &mut Criterion) {
    let law = kazakhstan::law_on(date(2023, 3, 19)).expect("a day of the timeline").value;
    let election = kazakhstan::election(date(2023, 3, 19)).expect("an election day");
    let votes = election.votes();
    let plan = law.compile(votes.field(), votes.winners()).expect("the law fits its election");
    let mut workspace = Workspace::default();

    let totals = votes.party_totals("list");
    let by_name: HashMap<_, _> = totals
        .into_iter()
        .map(|(party, votes)| (party.name.clone(), u64::try_from(votes).expect("official votes are few")))
        .collect();
    let against_all = u64::try_from(votes.against_all("list")).expect("official votes are few");

    let mut group = criterion.benchmark_group("kazakhstan 2023, whole count");
    group.bench_function(table::OURS, |bencher| {
        bencher.iter(|| plan.count_into(black_box(votes.tally()), &mut workspace));
    });
    group.bench_function("plain floats, list only", |bencher| {
        bencher.iter(|| plain(black_box(&by_name), against_all));
    });
    group.bench_function("compile, count and protocol", |bencher| {
        bencher.iter(|| law.count(black_box(&votes)));
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = count
}

fn main() {
    let start = SystemTime::now();
    benches();
    Criterion::default().configure_from_args().final_summary();
    table::print(start);
}
