//! `simulate(scenario, first_block, blocks)`: a shard of a scenario.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, LargeStringBuilder};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility};

use super::arguments::{Kind, Row, coerce};
use crate::error::on_the_wire;
use crate::memo::Memo;
use crate::scenario::{Compiled, Scenario, ScenarioError};

const NAME: &str = "simulate";
const KINDS: [Kind; 3] = [Kind::Text, Kind::Whole, Kind::Whole];

/// As many scenarios as an executor is likely to work on at a time.
const KEPT: usize = 64;

/// The function. It is volatile, so that no planner runs a simulation to find a constant.
#[derive(Debug)]
pub(super) struct Simulate {
    signature: Signature,
    version: String,
    compiled: Memo<Compiled>,
}

impl Simulate {
    pub(super) fn new(version: &str) -> Self {
        Self {
            signature: Signature::user_defined(Volatility::Volatile),
            version: version.to_owned(),
            compiled: Memo::new(KEPT),
        }
    }

    fn shard(&self, scenario: &str, first: u64, blocks: u64) -> Result<String, ScenarioError> {
        let compile = |text: &str| Scenario::read(text, &self.version)?.compile();
        let ensemble = self.compiled.get(scenario, compile)?.shard(first, blocks)?;
        Ok(serde_json::to_string(&ensemble)?)
    }
}

impl PartialEq for Simulate {
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version
    }
}

impl Eq for Simulate {}

impl Hash for Simulate {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.version.hash(state);
    }
}

impl ScalarUDFImpl for Simulate {
    fn name(&self) -> &str {
        NAME
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::LargeUtf8)
    }

    fn coerce_types(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        coerce(NAME, &KINDS, 0, given)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let rows = arrays.first().map_or(0, |array| array.len());
        let mut ensembles = LargeStringBuilder::new();
        for row in (0..rows).map(|row| Row { arrays: &arrays, row }) {
            if row.has_null() {
                ensembles.append_null();
                continue;
            }
            let shard = self.shard(row.text(0)?, row.whole(1)?, row.whole(2)?);
            ensembles.append_value(shard.map_err(|error| on_the_wire(&error))?);
        }
        Ok(ColumnarValue::Array(Arc::new(ensembles.finish()) as ArrayRef))
    }
}
