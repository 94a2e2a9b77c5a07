//! Which papers are audited.

use serde::{Deserialize, Serialize};

/// The papers among which a sample is drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Papers {
    /// All that lie in the boxes, as far as the votes give their number: invalid and blank ones too. Each may have been a vote.
    #[default]
    AllInTheBoxes,
    /// Those with a vote, for somebody or against all: where invalid papers were sorted out and are sealed apart. Samples are
    /// smaller by as much, and an invalid paper that is none is not found.
    Valid,
}
