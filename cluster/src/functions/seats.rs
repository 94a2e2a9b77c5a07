//! `seats_of(outcome, party)`: the sure seats of a party in what `count_votes` gave.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, UInt64Array};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, exec_datafusion_err};
use serde::Deserialize;

use super::arguments::{Kind, Row};
use super::declared::{Declared, OfRow};
use crate::error::on_the_wire;

const NAME: &str = "seats_of";

/// The function.
pub(super) fn function() -> Declared<SeatsOf> {
    Declared::new(NAME, &[Kind::Text, Kind::Text], DataType::UInt64, SeatsOf)
}

#[derive(Debug)]
pub(super) struct SeatsOf;

/// What is wanted of an outcome.
#[derive(Deserialize)]
struct Outcome {
    parties: Vec<String>,
    seats: Vec<Seats>,
}

#[derive(Deserialize)]
struct Seats {
    party: Option<String>,
    seats: u32,
}

impl OfRow for SeatsOf {
    type Cell = u64;

    fn cell(&self, row: &Row<'_>) -> Result<u64> {
        let outcome: Outcome = serde_json::from_str(row.text(0)?)
            .map_err(|error| on_the_wire(&format!("{NAME}: this is no outcome: {error}")))?;
        let party = row.text(1)?;
        if !outcome.parties.iter().any(|known| known == party) {
            let known = outcome.parties.join(", ");
            return Err(exec_datafusion_err!("there is no party `{party}`; there are {known}"));
        }
        let of = outcome.seats.iter().filter(|row| row.party.as_deref() == Some(party));
        Ok(of.map(|row| u64::from(row.seats)).sum())
    }

    fn column(&self, cells: Vec<Option<u64>>) -> Result<ArrayRef> {
        Ok(Arc::new(UInt64Array::from(cells)))
    }
}
