//! `seats_of(outcome, party)`: the sure seats of a party in what `count_votes` gave.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, UInt64Array};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility};
use serde::Deserialize;

use super::arguments::{Kind, Row, coerce};
use crate::error::on_the_wire;

const NAME: &str = "seats_of";

/// The function.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct SeatsOf {
    signature: Signature,
}

impl SeatsOf {
    pub(super) fn new() -> Self {
        Self { signature: Signature::user_defined(Volatility::Immutable) }
    }
}

/// What is wanted of an outcome.
#[derive(Deserialize)]
struct Outcome {
    seats: Vec<Seats>,
}

#[derive(Deserialize)]
struct Seats {
    party: Option<String>,
    seats: u32,
}

impl ScalarUDFImpl for SeatsOf {
    fn name(&self) -> &str {
        NAME
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::UInt64)
    }

    fn coerce_types(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        coerce(NAME, &[Kind::Text, Kind::Text], 0, given)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let rows = arrays.first().map_or(0, |array| array.len());
        let mut seats = Vec::with_capacity(rows);
        for row in (0..rows).map(|row| Row { arrays: &arrays, row }) {
            if row.has_null() {
                seats.push(None);
                continue;
            }
            let outcome: Outcome = serde_json::from_str(row.text(0)?)
                .map_err(|error| on_the_wire(&format!("{NAME}: this is no outcome: {error}")))?;
            let party = row.text(1)?;
            let of = outcome.seats.iter().filter(|row| row.party.as_deref() == Some(party));
            seats.push(Some(of.map(|row| u64::from(row.seats)).sum()));
        }
        Ok(ColumnarValue::Array(Arc::new(UInt64Array::from(seats)) as ArrayRef))
    }
}
