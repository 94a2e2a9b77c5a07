//! Votes of parties in districts, as Python has them: an array, a frame of pandas, or a dictionary of districts.

use numpy::{IntoPyArray, PyArrayMethods, PyReadonlyArray2, PyUntypedArrayMethods};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::array::{Called, whole_numbers};
use crate::error::{ApportionError, Place, at, saying};
use crate::positions::{Names, items, number};
use crate::seats::{Side, by_name, not_seats, position};

/// A row for each district, a column for each party; and what these are called.
pub(crate) struct Matrix<'py> {
    pub(crate) numbers: PyReadonlyArray2<'py, u64>,
    pub(crate) districts: Option<Names>,
    pub(crate) parties: Option<Names>,
}

impl<'py> Matrix<'py> {
    /// An array is read where it lies, see [`whole_numbers`]; `what` its numbers are is said where they are none.
    pub(crate) fn of(given: &Bound<'py, PyAny>, what: &'static str) -> PyResult<Self> {
        let called = Called { numbers: what, row: "district" };
        // A frame of pandas has items as well, but these are its columns.
        if given.hasattr("index")? && given.hasattr("columns")? && given.hasattr("to_numpy")? {
            let (districts, parties) = (keys(&given.getattr("index")?)?, keys(&given.getattr("columns")?)?);
            let whose = |row, column| whose(given.py(), Some(&districts), Some(&parties), row, column);
            let numbers = whole_numbers(&given.call_method0("to_numpy")?, called, &whose)?;
            return Ok(Self { numbers, districts: Some(districts), parties: Some(parties) });
        }
        if let Some(rows) = items(given)? {
            return Self::of_rows(given.py(), rows, what);
        }
        let whose = |row, column| whose(given.py(), None, None, row, column);
        Ok(Self { numbers: whole_numbers(given, called, &whose)?, districts: None, parties: None })
    }

    /// Rows by district, cells by party; a party that is not there has 0. Parties are in the order in which they are met.
    fn of_rows(
        py: Python<'py>,
        rows: Vec<(Bound<'py, PyAny>, Bound<'py, PyAny>)>,
        what: &str,
    ) -> PyResult<Self> {
        let (known, mut parties, mut districts) = (PyDict::new(py), Vec::new(), Vec::new());
        let mut cells: Vec<Vec<(usize, u64)>> = Vec::new();
        for (district, row) in rows {
            let row = items(&row)?.ok_or_else(|| {
                PyTypeError::new_err(format!(
                    "{what} are a dictionary of districts, and each district is one of parties; or an array"
                ))
            })?;
            let mut own = Vec::with_capacity(row.len());
            for (party, value) in row {
                let column = match known.get_item(&party)? {
                    Some(column) => column.extract()?,
                    None => {
                        known.set_item(&party, parties.len())?;
                        parties.push(party.clone().unbind());
                        parties.len() - 1
                    }
                };
                own.push((column, number(&value).map_err(|_| refused(what, &district, &party, &value))?));
            }
            districts.push(district.unbind());
            cells.push(own);
        }
        let shape = [districts.len(), parties.len()];
        let mut numbers = vec![0; shape[0] * shape[1]];
        for (row, own) in cells.into_iter().enumerate() {
            for (column, number) in own {
                numbers[row * shape[1] + column] = number;
            }
        }
        Ok(Self {
            numbers: numbers.into_pyarray(py).reshape(shape)?.readonly(),
            districts: Some(Names::of(districts)),
            parties: Some(Names::of(parties)),
        })
    }

    pub(crate) fn shape(&self) -> [usize; 2] {
        [self.numbers.shape()[0], self.numbers.shape()[1]]
    }

    /// Minimums for the cells of this matrix, by name where they have names, otherwise by position.
    pub(crate) fn minimums(&self, given: &Bound<'py, PyAny>) -> PyResult<Vec<u32>> {
        let (py, [rows, columns]) = (given.py(), self.shape());
        let minimums = Matrix::of(given, "minimums")?;
        let [own_rows, own_columns] = minimums.shape();
        let positions = |side, own: usize, own_names: Option<&Names>, all: usize, names: Option<&Names>| {
            let Some(own_names) = own_names else {
                return if own == all { Ok((0..all).collect()) } else { Err(other_shape(&minimums, self)) };
            };
            let known = by_name(py, all, names)?;
            let find = |at| match own_names.at(py, at) {
                Some(name) => position("minimums", side, &known, &name),
                None => Ok(at),
            };
            (0..own).map(find).collect::<PyResult<Vec<usize>>>()
        };
        let at_rows =
            positions(Side::District, own_rows, minimums.districts.as_ref(), rows, self.districts.as_ref())?;
        let at_columns =
            positions(Side::Party, own_columns, minimums.parties.as_ref(), columns, self.parties.as_ref())?;
        let mut all = vec![0; rows * columns];
        let numbers = minimums.numbers.as_array();
        for (row, &at_row) in at_rows.iter().enumerate() {
            for (column, &at_column) in at_columns.iter().enumerate() {
                let given = numbers[[row, column]];
                all[at_row * columns + at_column] = u32::try_from(given).map_err(|_| {
                    let (words, place) =
                        whose(py, self.districts.as_ref(), self.parties.as_ref(), at_row, at_column);
                    let value = given.into_pyobject(py).map(Bound::into_any);
                    let shown = value.map_or(words.clone(), |value| not_seats("minimum", &words, &value));
                    at::<ApportionError>(shown, place)
                })?;
            }
        }
        Ok(all)
    }
}

fn other_shape(minimums: &Matrix<'_>, votes: &Matrix<'_>) -> PyErr {
    let [[rows, columns], [all_rows, all_columns]] = [minimums.shape(), votes.shape()];
    saying::<ApportionError>(format!(
        "minimums have {rows} rows and {columns} columns, and the votes {all_rows} and {all_columns}: give one for each cell, 0 \
         where there is none"
    ))
}

/// The names along an index of pandas.
fn keys(index: &Bound<'_, PyAny>) -> PyResult<Names> {
    index.try_iter()?.map(|name| Ok(name?.unbind())).collect::<PyResult<_>>().map(Names::of)
}

/// Whose a cell is, and the place.
fn whose(
    py: Python<'_>,
    districts: Option<&Names>,
    parties: Option<&Names>,
    row: usize,
    column: usize,
) -> (String, Place) {
    let name = |names: Option<&Names>, at: usize| {
        let name = names.and_then(|names| names.at(py, at)).and_then(|name| name.str().ok());
        name.map(|name| name.to_string())
    };
    match (name(districts, row), name(parties, column)) {
        (Some(district), Some(party)) => {
            let words = format!("`{party}` in `{district}`");
            let place = Place { district: Some(district), party: Some(party), ..Place::default() };
            (words, place)
        }
        _ => {
            let words = format!("row {row}, column {column}");
            let place = Place {
                row: Some(row),
                district: Some(row.to_string()),
                party: Some(column.to_string()),
                ..Place::default()
            };
            (words, place)
        }
    }
}

fn refused(
    what: &str,
    district: &Bound<'_, PyAny>,
    party: &Bound<'_, PyAny>,
    value: &Bound<'_, PyAny>,
) -> PyErr {
    let shown = |what: &Bound<'_, PyAny>| what.str().map_or_else(|_| String::new(), |text| text.to_string());
    let (district, party) = (shown(district), shown(party));
    let words = format!(
        "the {what} of `{party}` in `{district}` are {}; a count is a whole number from 0 to {}",
        value.repr().map_or_else(|_| "none".to_owned(), |text| text.to_string()),
        u64::MAX
    );
    at::<ApportionError>(words, Place { district: Some(district), party: Some(party), ..Place::default() })
}
