//! Reads a file of ranked ballots, of whatever format: what is in it, and how long and how much memory that took.
//!
//! ```text
//! cargo run --release --package sailau-formats --example ranked_ballots -- FILE… [--contest NAME]
//! ```

use std::time::Instant;

use sailau_formats::Source;
use sailau_formats::ranked::{self, RankedFormat};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let contest = files.iter().position(|word| word == "--contest").map(|at| files.split_off(at));
    let contest = contest.as_ref().and_then(|words| words.get(1));
    let sources: Vec<Source> = files.iter().map(Source::from_path).collect();
    let format = RankedFormat::recognise(&sources)?;
    let start = Instant::now();
    let file = match contest {
        Some(contest) => ranked::read_contest(&sources, Some(format), contest)?,
        None => ranked::read(&sources, Some(format))?,
    };
    let time = start.elapsed();
    println!("{}: {}", format.name(), file.title.as_deref().unwrap_or("no title"));
    for (candidate, votes) in file.candidates.iter().zip(file.ballots.first_preferences()) {
        println!("{:>12} {} {}", votes, candidate.number, candidate.name);
    }
    for note in &file.notes {
        println!("{}: {}", note.kind, note.text);
    }
    println!("{} ballots, {} lists that differ, {time:.2?}", file.ballots.total(), file.ballots.distinct());
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        status.lines().filter(|line| line.starts_with("VmHWM")).for_each(|line| println!("{line}"));
    }
    Ok(())
}
