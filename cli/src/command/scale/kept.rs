//! What was drawn, as a file: for shards.

use std::path::{Path, PathBuf};

use sailau::simulate::Sample;
use sailau::simulate::scale::ScaleSummary;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// The draws, the names of the systems in words, and what is set aside with the reason.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kept {
    pub(super) sample: Sample<ScaleSummary>,
    pub(super) names: Vec<(String, String)>,
    pub(super) aside: Vec<(String, String)>,
}

impl Kept {
    pub(super) fn write(&self, path: &Path) -> Result<(), Failure> {
        let text = serde_json::to_string(self)?;
        Ok(std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))?)
    }

    fn read(path: &Path) -> Result<Self, Failure> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
        Ok(serde_json::from_str(&text).map_err(|error| {
            format!("{}: nothing that --out of `sailau scale` wrote: {error}", path.display())
        })?)
    }

    /// Shards of one run together.
    pub(super) fn joined(files: &[PathBuf]) -> Result<Self, Failure> {
        let (first, rest) =
            files.split_first().ok_or("merge needs files: those that --shard I/N --out FILE wrote")?;
        let mut whole = Self::read(first)?;
        for path in rest {
            let shard = Self::read(path)?;
            let sample = whole.sample.merge(&shard.sample);
            whole.sample = sample.map_err(|error| format!("{}: {error}", path.display()))?;
        }
        Ok(whole)
    }
}
