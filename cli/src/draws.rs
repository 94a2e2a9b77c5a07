//! What is drawn in parts: from which seed, on how many cores, in which shards, and the file that keeps it.

use std::path::{Path, PathBuf};

use clap::Args;
use sailau::simulate::{MergeError, Run};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::failure::Failure;

/// From which seed it is drawn, where, and which part of it.
#[derive(Debug, Args)]
pub(crate) struct DrawOptions {
    /// The same number draws the same
    #[arg(long, value_name = "N", default_value_t = 1, help_heading = "Draws")]
    seed: u64,
    /// As many as there are cores when it is left out
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, help_heading = "Draws")]
    threads: usize,
    /// Draw one part of several, counted from 1, such as 1/4; `merge` joins them
    #[arg(long, value_name = "I/N", value_parser = shard, help_heading = "Draws", requires = "out")]
    shard: Option<(u64, u64)>,
}

impl DrawOptions {
    /// A run of so many draws, or the part of it that is asked for.
    pub(crate) fn run(&self, draws: u64) -> Run {
        let run = Run::from_seed(self.seed).draws(draws).threads(self.threads);
        match self.shard {
            Some((part, of)) => run.shard(part, of),
            None => run,
        }
    }

    /// Whether it is a part of a run, which people do not read.
    pub(crate) fn is_part(&self) -> bool {
        self.shard.is_some()
    }
}

fn shard(text: &str) -> Result<(u64, u64), String> {
    let parts = text.split_once('/').and_then(|(part, of)| Some((part.parse().ok()?, of.parse().ok()?)));
    let parts = parts.filter(|&(part, of): &(u64, u64)| 1 <= part && part <= of);
    parts.ok_or_else(|| "write a part and their number, such as 1/4".to_owned())
}

/// Where what was drawn is kept.
#[derive(Debug, Args)]
pub(crate) struct KeepOptions {
    /// Keep everything that was drawn in a file, for merge
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    out: Option<PathBuf>,
}

impl KeepOptions {
    /// Writes it, if there is a file for it.
    pub(crate) fn keep(&self, drawn: &impl Drawn) -> Result<(), Failure> {
        match &self.out {
            Some(out) => write(drawn, out),
            None => Ok(()),
        }
    }

    /// Writes a part of a run, which is good for nothing else.
    pub(crate) fn keep_part(&self, drawn: &impl Drawn) -> Result<(), Failure> {
        let out = self.out.as_deref().ok_or("a shard needs a file to go to: --out FILE")?;
        write(drawn, out)
    }
}

/// What a command drew, whole or in part.
pub(crate) trait Drawn: Serialize + DeserializeOwned {
    /// The command, as people call it.
    const COMMAND: &'static str;

    /// Another part of the same run joined to it.
    fn merge(self, other: &Self) -> Result<Self, MergeError>;
}

/// The parts of a run that are in these files, together.
pub(crate) fn joined<D: Drawn>(files: &[PathBuf]) -> Result<D, Failure> {
    let (first, rest) =
        files.split_first().ok_or("merge needs files: those that --shard I/N --out FILE wrote")?;
    let mut whole: D = read(first)?;
    for path in rest {
        let merged = whole.merge(&read(path)?);
        whole = merged.map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(whole)
}

fn write(drawn: &impl Drawn, path: &Path) -> Result<(), Failure> {
    let text = serde_json::to_string(drawn)?;
    Ok(std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))?)
}

fn read<D: Drawn>(path: &Path) -> Result<D, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    Ok(serde_json::from_str(&text).map_err(|error| {
        format!("{}: nothing that --out of `{}` wrote: {error}", path.display(), D::COMMAND)
    })?)
}
