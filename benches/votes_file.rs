//! A votes file read, and one of polling stations added up, beside a bare loop of the crate `csv` over the same bytes.

#![allow(missing_docs)]

use std::fmt::Write;
use std::hint::black_box;
use std::time::SystemTime;

use criterion::{Criterion, Throughput, criterion_group};
use csv::ByteRecord;
use sailau::votes::CsvTable;

mod table;

const LISTS: usize = 40;

/// Rows of so many districts, each so many times; numbers that look drawn and are not.
fn file(districts: usize, stations: usize) -> String {
    let mut text = "district,party,votes\n".to_owned();
    for station in 0..stations {
        for district in 0..districts {
            for list in 0..LISTS {
                let votes = (station + 7) * (district + 3) * (list + 11) * 7_919 % 90_001;
                let _ = writeln!(text, "D{district:05},List {list:02},{votes}");
            }
        }
    }
    text
}

/// What reading costs at least.
fn bare_loop(text: &str) -> usize {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut row = ByteRecord::new();
    let mut fields = 0;
    while reader.read_byte_record(&mut row).expect("a tidy file") {
        fields += row.len();
    }
    fields
}

fn votes_file(criterion: &mut Criterion) {
    for (name, districts, stations) in
        [("5,000 districts", 5_000, 1), ("400 districts, 25 stations each", 400, 25)]
    {
        let text = file(districts, stations);
        let table = CsvTable::default().summed(stations > 1);
        let read = || table.read(text.as_bytes(), &[]).expect("a tidy file");
        let mut group = criterion.benchmark_group(format!("votes file: {name}, {LISTS} lists"));
        group.throughput(Throughput::Elements((districts * stations * LISTS) as u64));
        group.bench_function(table::OURS, |bencher| bencher.iter(|| black_box(read())));
        group.bench_function("a bare loop of csv", |bencher| bencher.iter(|| black_box(bare_loop(&text))));
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = votes_file
}

fn main() {
    let start = SystemTime::now();
    benches();
    Criterion::default().configure_from_args().final_summary();
    table::print(start);
}
