//! What was drawn, as a file: for shards.

use sailau::simulate::scale::ScaleSummary;
use sailau::simulate::{MergeError, Sample};
use serde::{Deserialize, Serialize};

use crate::draws::Drawn;

/// The draws, the names of the systems in words, and what is set aside with the reason.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kept {
    pub(super) sample: Sample<ScaleSummary>,
    pub(super) names: Vec<(String, String)>,
    pub(super) aside: Vec<(String, String)>,
}

impl Drawn for Kept {
    const COMMAND: &'static str = "sailau scale";

    fn merge(self, other: &Self) -> Result<Self, MergeError> {
        Ok(Self { sample: self.sample.merge(&other.sample)?, ..self })
    }
}
