//! Votes shared out anew.

use crate::count::{Plan, SharePlan, Workspace};
use crate::error::RankedError;
use crate::reading::Papers;
use crate::record::Stage;
use crate::ties::{Decider, Stop};

/// What a count by shares writes on its way.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shares {}

impl SharePlan {
    pub(crate) fn run(
        &self,
        _: &Plan,
        _: &Papers,
        _: &[bool],
        _: &mut Workspace,
        _: &mut dyn Decider,
        _: Option<&mut Vec<Stage>>,
    ) -> Result<(), Stop> {
        Err(RankedError::Rule { field: "method", problem: "is not counted yet".into() }.into())
    }
}
