//! Every official election of the collection, compiled once and counted again and again.

#![allow(missing_docs)]

#[path = "../tests/world/case.rs"]
#[expect(dead_code, reason = "shared with a test and an example that compare seats")]
mod case;

use std::hint::black_box;
use std::time::Duration;

use case::Case;
use criterion::{Criterion, criterion_group, criterion_main};
use sailau::system::Workspace;

fn world(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("world");
    for name in case::names().expect("the collection is there") {
        let case = Case::open(&name).expect("a case that its test has read");
        let plan = case.rules.compile(case.votes.field(), case.votes.winners()).expect("rules that fit");
        let mut workspace = Workspace::default();
        group.bench_function(&name, |bencher| {
            bencher.iter(|| plan.count_into(black_box(case.votes.tally()), &mut workspace));
        });
    }
    group.finish();
}

/// Rules of 299 districts, looked up for those who stand there.
fn compile(criterion: &mut Criterion) {
    let case = Case::open("de_2021").expect("a case that its test has read");
    criterion.bench_function("compile/de_2021", |bencher| {
        bencher.iter(|| case.rules.compile(black_box(case.votes.field()), case.votes.winners()));
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(50))
        .measurement_time(Duration::from_millis(150));
    targets = compile, world
}
criterion_main!(benches);
