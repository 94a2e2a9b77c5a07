//! Three laws of Kazakhstan on the same synthetic elections: what the reform does, and how sure we are.
//!
//! ```text
//! cargo run --release --example ensemble -- [--draws N] [--seed S] [--threads T] [--until POINTS] [--json]
//! cargo run --release --example ensemble -- --shard I/N --out FILE [--draws N] [--seed S]
//! cargo run --release --example ensemble -- merge FILE… [--json]
//!
//! --draws    1,000,000 when left out
//! --seed     2023 when left out: the same seed gives the same bytes, with any number of threads and shards
//! --threads  as many as there are cores when left out
//! --until    ends the run when the interval of the probability of a majority is narrower than so many points under each law
//! --shard    draws part I of N, counted from 1; --out says where to
//! merge      joins shards into exactly what one run would have printed
//! --json     an object for other programs; examples/README.md has its fields
//! ```
//!
//! The electorate is fitted to the official results of 2023; every assumption is printed with the result. Ctrl-C ends a run: the
//! shards that are on disk stay good.

mod laws;
#[path = "../program/mod.rs"]
mod program;
mod text;

use std::error::Error;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};
use program::{ended, number, print};
use sailau::simulate::elections::{Digest, Ensemble, SystemSummary};
use sailau::simulate::{Confidence, Progress, Run};

const USAGE: &str = "usage: ensemble [--draws N] [--seed S] [--threads T] [--until POINTS] [--json] [--shard I/N --out FILE] | merge FILE… [--json]";

struct Arguments {
    draws: u64,
    seed: u64,
    threads: usize,
    until: Option<f64>,
    shard: Option<(u64, u64)>,
    out: Option<PathBuf>,
    merge: Option<Vec<PathBuf>>,
    json: bool,
}

fn main() -> ExitCode {
    ended(run())
}

fn run() -> Result<(), Box<dyn Error>> {
    let Some(arguments) = arguments()? else {
        return print(&format!("{USAGE}\n"));
    };
    let ensemble = match &arguments.merge {
        Some(files) => merge(files)?,
        None => draw(&arguments)?,
    };
    if let Some(path) = &arguments.out {
        let text = serde_json::to_string(&ensemble)?;
        return Ok(fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))?);
    }
    let digest = Digest::of(&ensemble, Confidence::P95);
    if arguments.json {
        return print(&(serde_json::to_string(&digest)? + "\n"));
    }
    print(&text::page(&digest)?)
}

fn draw(arguments: &Arguments) -> Result<Ensemble, Box<dyn Error>> {
    let simulation = laws::simulation()?;
    let mut run = Run::from_seed(arguments.seed).draws(arguments.draws).threads(arguments.threads);
    if let Some((part, of)) = arguments.shard {
        run = run.shard(part, of);
    }
    // The bar draws itself on standard error, and only on a terminal.
    let bar = ProgressBar::new(arguments.draws);
    bar.set_style(ProgressStyle::with_template(
        "{wide_bar} {human_pos} of {human_len} elections, {per_sec}, {eta} to go",
    )?);
    let watch = |progress: Progress| {
        bar.set_length(progress.of);
        bar.set_position(progress.done);
        ControlFlow::Continue(())
    };
    let (ensemble, _) = match arguments.until {
        None => run.run_watched(&simulation, watch)?,
        Some(points) => run.run_until(&simulation, |ensemble| is_narrow(ensemble, points), watch)?,
    };
    bar.finish_and_clear();
    Ok(ensemble)
}

/// Whether the probability of a majority is known to so many points under every law.
fn is_narrow(ensemble: &Ensemble, points: f64) -> bool {
    let width = |houses: &SystemSummary| 200.0 * houses.majority.wilson(Confidence::P95).half_width();
    ensemble.summary.systems.iter().all(|houses| width(houses) < points)
}

fn merge(files: &[PathBuf]) -> Result<Ensemble, Box<dyn Error>> {
    let mut shards = files.iter().map(|path| Ok::<_, Box<dyn Error>>((path, read(path)?)));
    let (_, mut whole) =
        shards.next().ok_or("merge needs files: those that --shard I/N --out FILE wrote")??;
    for shard in shards {
        let (path, shard) = shard?;
        whole = whole.merge(&shard).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let missing = whole.missing();
    if !missing.is_empty() {
        let blocks: Vec<_> = missing.iter().map(|gap| format!("{} to {}", gap.start, gap.end - 1)).collect();
        eprintln!("not all of the run: blocks {} are missing; draw their shards again", blocks.join(", "));
    }
    Ok(whole)
}

fn read(path: &Path) -> Result<Ensemble, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text)
        .map_err(|error| format!("{}: not a shard of this example: {error}", path.display()).into())
}

fn arguments() -> Result<Option<Arguments>, Box<dyn Error>> {
    use lexopt::prelude::*;

    let mut arguments = Arguments {
        draws: 1_000_000,
        seed: 2023,
        threads: 0,
        until: None,
        shard: None,
        out: None,
        merge: None,
        json: false,
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("draws") => arguments.draws = number(&mut parser, "draws")?,
            Long("seed") => arguments.seed = number(&mut parser, "seed")?,
            Long("threads") => {
                arguments.threads = usize::try_from(number(&mut parser, "threads")?)?;
            }
            Long("until") => {
                let text = parser.value()?.string()?;
                let points = text.parse().ok().filter(|&points: &f64| points > 0.0);
                let wrong =
                    || format!("--until takes points of a probability, such as 0.5, and `{text}` is none");
                arguments.until = Some(points.ok_or_else(wrong)?);
            }
            Long("shard") => {
                let text = parser.value()?.string()?;
                let parts =
                    text.split_once('/').and_then(|(part, of)| Some((part.parse().ok()?, of.parse().ok()?)));
                let wrong =
                    || format!("--shard takes a part and their number, such as 1/4, and `{text}` is none");
                arguments.shard = Some(parts.ok_or_else(wrong)?);
            }
            Long("out") => arguments.out = Some(parser.value()?.into()),
            Long("json") => arguments.json = true,
            Long("help") | Short('h') => return Ok(None),
            Value(word) if arguments.merge.is_none() && word == "merge" => arguments.merge = Some(Vec::new()),
            Value(file) => match &mut arguments.merge {
                Some(files) => files.push(file.into()),
                None => return Err(format!("`{}` is not understood; {USAGE}", file.to_string_lossy()).into()),
            },
            other => return Err(format!("{}; {USAGE}", other.unexpected()).into()),
        }
    }
    if arguments.shard.is_some() && arguments.out.is_none() {
        return Err("a shard needs a file to go to: --out FILE".into());
    }
    Ok(Some(arguments))
}
