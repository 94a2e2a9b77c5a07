//! Five million ballots and 120 candidates, read from a file and counted.

use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use sailau_ranked::Ballots;

use crate::drawn::Voters;
use crate::pairs::{median, shown};
use crate::rules::rule;

const BALLOTS: usize = 5_000_000;
const CANDIDATES: usize = 120;

pub(crate) fn run(file: &str) {
    if !Path::new(file).exists() {
        write(file).expect("a file that can be written");
    }
    let statutes = [("minneapolis_single", 1), ("scotland", 4), ("new_zealand", 7), ("australia_senate", 12)];
    let mut read = Vec::new();
    let mut counted = vec![Vec::new(); statutes.len()];
    for _ in 0..3 {
        let start = Instant::now();
        let ballots =
            Ballots::read(CANDIDATES, File::open(file).expect("the file")).expect("ballots that are read");
        read.push(start.elapsed().as_secs_f64());
        eprintln!(
            "{} ballots, {} lists: {}",
            ballots.total(),
            ballots.distinct(),
            shown(read[read.len() - 1])
        );
        for ((statute, seats), times) in statutes.iter().zip(&mut counted) {
            let rule = rule(statute);
            let start = Instant::now();
            black_box(rule.count(&ballots, *seats).expect("a count"));
            times.push(start.elapsed().as_secs_f64());
            eprintln!("counted by {statute}: {}", shown(times[times.len() - 1]));
        }
    }
    let read = median(&mut read);
    println!("| 5 million ballots, 120 candidates | time | by reading |\n|---|---|---|");
    println!("| read | {} | |", shown(read));
    for ((statute, seats), times) in statutes.iter().zip(&mut counted) {
        let time = median(times);
        println!(
            "| counted by {statute}, {seats} seats, with its record | {} | {:.2} |",
            shown(time),
            time / read
        );
    }
}

/// A row a ballot.
fn write(file: &str) -> std::io::Result<()> {
    let mut to = BufWriter::new(File::create(file)?);
    writeln!(to, "count,preferences")?;
    let mut voters = Voters::new(CANDIDATES, 120);
    for _ in 0..BALLOTS {
        write!(to, "1,")?;
        for (rank, candidate) in voters.draw().iter().enumerate() {
            write!(to, "{}{}", if rank == 0 { "" } else { ">" }, candidate + 1)?;
        }
        writeln!(to)?;
    }
    to.flush()
}
