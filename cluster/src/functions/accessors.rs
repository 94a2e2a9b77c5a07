//! Functions that ask an ensemble.

use std::sync::{Arc, LazyLock};

use datafusion::arrow::array::{ArrayRef, Float64Array, StructArray};
use datafusion::arrow::datatypes::{DataType, Field, Fields};
use datafusion::common::{Result, exec_datafusion_err};
use sailau::simulate::elections::{Ensemble, EnsembleSummary, Pair, PartySeats, SystemSummary};
use sailau::simulate::{Confidence, Interval};

use super::arguments::{Kind, Row};
use super::declared::{Declared, OfRow};
use crate::error::on_the_wire;
use crate::memo::Memo;

/// Ensembles that are kept parsed, for all accessors together.
static PARSED: LazyLock<Memo<Ensemble>> = LazyLock::new(|| Memo::new(16));

const SEATS: &[Kind] = &[Kind::Text, Kind::Text, Kind::Text];
const SEATS_AND_NUMBER: &[Kind] = &[Kind::Text, Kind::Text, Kind::Text, Kind::Real];
const PAIR_AND_LEVEL: &[Kind] = &[Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Real];

/// A number, or one for each field.
type Answer = Vec<Option<f64>>;

/// A question to an ensemble, with some names and perhaps a number.
#[derive(Debug)]
pub(super) struct Accessor {
    name: &'static str,
    /// The fields of a record; none for a plain number.
    fields: &'static [&'static str],
    ask: fn(&Ensemble, &Row<'_>) -> Result<Answer>,
}

/// All of them.
pub(super) fn all() -> Vec<Declared<Accessor>> {
    type Ask = fn(&Ensemble, &Row<'_>) -> Result<Answer>;
    let accessor = |name: &'static str, kinds, optional, fields, ask: Ask| {
        let body = Accessor { name, fields, ask };
        let declared = Declared::new(name, kinds, body.answer(), body).optional(optional);
        // `INTERVAL` begins a span of time in SQL: as a function's name it stands in quotation marks.
        if name == "seats_interval" { declared.alias("interval") } else { declared }
    };
    vec![
        accessor("draws", &[Kind::Text], 0, &[], |ensemble, _| Ok(vec![Some(ensemble.draws() as f64)])),
        accessor("mean_seats", SEATS, 0, &[], |ensemble, row| {
            Ok(vec![seats(&ensemble.summary, row)?.seats.moments().mean()])
        }),
        accessor("sd_seats", SEATS, 0, &[], |ensemble, row| {
            Ok(vec![seats(&ensemble.summary, row)?.seats.moments().variance().map(f64::sqrt)])
        }),
        accessor("p_majority", SEATS, 0, &[], |ensemble, row| {
            Ok(vec![seats(&ensemble.summary, row)?.majority.share()])
        }),
        accessor("p_two_thirds", SEATS, 0, &[], |ensemble, row| {
            Ok(vec![seats(&ensemble.summary, row)?.two_thirds.share()])
        }),
        accessor("quantile", SEATS_AND_NUMBER, 0, &[], |ensemble, row| {
            let p = row.real(3)?.unwrap_or(0.5);
            if !(0.0..=1.0).contains(&p) {
                return Err(exec_datafusion_err!("quantile takes a share between 0 and 1, not {p}"));
            }
            Ok(vec![seats(&ensemble.summary, row)?.seats.quantile(p).map(f64::from)])
        }),
        accessor("seats_interval", SEATS_AND_NUMBER, 1, &["low", "high"], |ensemble, row| {
            let moments = seats(&ensemble.summary, row)?.seats.moments();
            Ok(bounds(moments.interval(level(row, 3)?)))
        }),
        accessor("majority_interval", SEATS_AND_NUMBER, 1, &["low", "high"], |ensemble, row| {
            let majority = seats(&ensemble.summary, row)?.majority;
            Ok(bounds((majority.of > 0).then_some(majority.wilson(level(row, 3)?))))
        }),
        accessor("paired_difference", PAIR_AND_LEVEL, 1, &["mean", "low", "high"], |ensemble, row| {
            let (pair, turned, party) = pair(&ensemble.summary, row)?;
            let moments = pair.seats[party].moments();
            Ok(difference(moments.mean(), moments.interval(level(row, 4)?), turned))
        }),
        accessor("majority_difference", PAIR_AND_LEVEL, 1, &["mean", "low", "high"], |ensemble, row| {
            let (pair, turned, party) = pair(&ensemble.summary, row)?;
            let majority = pair.majority[party];
            Ok(difference(majority.difference(), majority.interval(level(row, 4)?), turned))
        }),
    ]
}

fn bounds(interval: Option<Interval>) -> Answer {
    vec![interval.map(|at| at.low), interval.map(|at| at.high)]
}

/// A difference with its interval, or the other way round.
fn difference(mean: Option<f64>, interval: Option<Interval>, turned: bool) -> Answer {
    let (low, high) = (interval.map(|at| at.low), interval.map(|at| at.high));
    if turned {
        return vec![mean.map(|x| 0.0 - x), high.map(|x| 0.0 - x), low.map(|x| 0.0 - x)];
    }
    vec![mean, low, high]
}

fn level(row: &Row<'_>, number: usize) -> Result<Confidence> {
    let Some(level) = row.real(number)? else { return Ok(Confidence::P95) };
    Confidence::new(level).map_err(|error| on_the_wire(&error))
}

fn seats<'a>(elections: &'a EnsembleSummary, row: &Row<'_>) -> Result<&'a PartySeats> {
    let (system, party) = (row.text(1)?, row.text(2)?);
    let number = party_number(elections, party)?;
    let houses = elections.system(system).map_err(|error| on_the_wire(&error))?;
    of_party(houses, number)
}

fn of_party(houses: &SystemSummary, number: usize) -> Result<&PartySeats> {
    let seats = houses.parties.get(number);
    seats.ok_or_else(|| exec_datafusion_err!("the ensemble has no seats of its party {number}"))
}

fn party_number(elections: &EnsembleSummary, party: &str) -> Result<usize> {
    elections.party(party).map_err(|error| on_the_wire(&error))
}

/// A pair of systems, whether it stands the other way round, and the number of the party.
fn pair<'a>(elections: &'a EnsembleSummary, row: &Row<'_>) -> Result<(&'a Pair, bool, usize)> {
    let (first, second) = (row.text(1)?, row.text(2)?);
    let party = party_number(elections, row.text(3)?)?;
    let found = elections.pair(first, second).map(|pair| (pair, false));
    let found = found.or_else(|_| elections.pair(second, first).map(|pair| (pair, true)));
    let found = found.ok().filter(|(pair, _)| pair.seats.len() > party && pair.majority.len() > party);
    let (pair, turned) = found.ok_or_else(|| {
        let name = |number: usize| elections.systems.get(number).map_or("?", |system| system.name.as_str());
        let pairs =
            elections.pairs.iter().map(|pair| format!("{} / {}", name(pair.first), name(pair.second)));
        let pairs: Vec<_> = pairs.collect();
        exec_datafusion_err!("`{first}` and `{second}` were not compared; these were: {}", pairs.join(", "))
    })?;
    Ok((pair, turned, party))
}

impl Accessor {
    fn fields(&self) -> Fields {
        self.fields.iter().map(|&name| Field::new(name, DataType::Float64, true)).collect()
    }

    fn answer(&self) -> DataType {
        if self.fields.is_empty() { DataType::Float64 } else { DataType::Struct(self.fields()) }
    }
}

impl OfRow for Accessor {
    type Cell = Answer;

    fn cell(&self, row: &Row<'_>) -> Result<Answer> {
        let parse = |text: &str| serde_json::from_str::<Ensemble>(text);
        let ensemble = PARSED
            .get(row.text(0)?, parse)
            .map_err(|error| on_the_wire(&format!("{}: this is no ensemble: {error}", self.name)))?;
        (self.ask)(&ensemble, row)
    }

    fn column(&self, cells: Vec<Option<Answer>>) -> Result<ArrayRef> {
        let mut columns = vec![Vec::with_capacity(cells.len()); self.fields.len().max(1)];
        for cell in cells {
            let answer = cell.unwrap_or_else(|| vec![None; columns.len()]);
            columns.iter_mut().zip(answer).for_each(|(column, value)| column.push(value));
        }
        let columns = columns.into_iter().map(|column| Arc::new(Float64Array::from(column)) as ArrayRef);
        let columns: Vec<_> = columns.collect();
        Ok(match <[ArrayRef; 1]>::try_from(columns) {
            Ok([column]) => column,
            Err(columns) => Arc::new(StructArray::try_new(self.fields(), columns, None)?),
        })
    }
}
