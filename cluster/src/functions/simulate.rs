//! `simulate(scenario, first_block, blocks)`: a shard of a scenario.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, LargeStringArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::Result;

use super::arguments::{Kind, Row};
use super::declared::{Declared, OfRow};
use crate::error::on_the_wire;
use crate::memo::Memo;
use crate::scenario::{self, Compiled, ScenarioError};

const KINDS: [Kind; 3] = [Kind::Text, Kind::Whole, Kind::Whole];

/// As many scenarios as an executor is likely to work on at a time.
const KEPT: usize = 64;

/// The function of a version. It is volatile, so that no planner runs a simulation to find a constant.
pub(super) fn function(version: &str) -> Declared<Simulate> {
    let body = Simulate { version: version.to_owned(), compiled: Memo::new(KEPT) };
    Declared::new("simulate", &KINDS, DataType::LargeUtf8, body).volatile(version)
}

#[derive(Debug)]
pub(super) struct Simulate {
    version: String,
    compiled: Memo<Compiled>,
}

impl Simulate {
    fn shard(&self, text: &str, first: u64, blocks: u64) -> Result<String, ScenarioError> {
        let compile = |text: &str| scenario::compile(&scenario::read(text, &self.version)?);
        let ensemble = self.compiled.get(text, compile)?.shard(first, blocks)?;
        Ok(serde_json::to_string(&ensemble)?)
    }
}

impl OfRow for Simulate {
    type Cell = String;

    fn cell(&self, row: &Row<'_>) -> Result<String> {
        let shard = self.shard(row.text(0)?, row.whole(1)?, row.whole(2)?);
        shard.map_err(|error| on_the_wire(&error))
    }

    fn column(&self, cells: Vec<Option<String>>) -> Result<ArrayRef> {
        Ok(Arc::new(LargeStringArray::from(cells)))
    }
}
