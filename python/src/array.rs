//! Whole numbers in rows and columns, as NumPy has them: read where they lie.

use numpy::{PyArray2, PyArrayMethods, PyReadonlyArray2, PyUntypedArrayMethods};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

use crate::error::{ApportionError, Place, at, saying};

/// What is said of a number in this row and column, and its place.
pub(crate) type Whose<'a> = &'a dyn Fn(usize, usize) -> (String, Place);

/// What the numbers are, and what a row is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Called {
    /// `votes`.
    pub(crate) numbers: &'static str,
    /// `election`, `district`.
    pub(crate) row: &'static str,
}

/// Numbers as they lie there, if they are of 64 bits in `C` order, or as one copy.
pub(crate) fn whole_numbers<'py>(
    numbers: &Bound<'py, PyAny>,
    called: Called,
    whose: Whose<'_>,
) -> PyResult<PyReadonlyArray2<'py, u64>> {
    let Called { numbers: what, row } = called;
    let py = numbers.py();
    // Without NumPy this says so; the crate that reads arrays would not.
    let numpy = py.import("numpy")?;
    let numbers = numpy.call_method1("asarray", (numbers,))?;
    let dimensions: usize = numbers.getattr("ndim")?.extract()?;
    if dimensions != 2 {
        return Err(saying::<ApportionError>(format!(
            "{what} have {dimensions} dimensions; they need two: a row for each {row}, a column for each party"
        )));
    }
    let kind: String = numbers.getattr("dtype")?.getattr("kind")?.extract()?;
    let unsigned = match kind.as_str() {
        "u" => numbers,
        "i" => {
            let signed =
                numpy.call_method1("asarray", (numbers, "int64", "C"))?.cast_into::<PyArray2<i64>>()?;
            no_negative(&signed.readonly(), whose)?;
            signed.call_method1("view", ("uint64",))?
        }
        _ => {
            let found = numbers.getattr("dtype")?;
            return Err(PyTypeError::new_err(format!(
                "{what} are whole numbers, and these are {found}; see numpy.asarray(votes, dtype=int)"
            )));
        }
    };
    Ok(numpy.call_method1("asarray", (unsigned, "uint64", "C"))?.cast_into::<PyArray2<u64>>()?.readonly())
}

/// Numbers with a sign, none of which has one, can be read as numbers without.
fn no_negative(numbers: &PyReadonlyArray2<'_, i64>, whose: Whose<'_>) -> PyResult<()> {
    let columns = numbers.shape()[1].max(1);
    let numbers = numbers.as_slice().map_err(|error| PyValueError::new_err(error.to_string()))?;
    match numbers.iter().position(|&number| number < 0) {
        None => Ok(()),
        Some(found) => {
            let (words, place) = whose(found / columns, found % columns);
            let words = format!("{words}: {} is negative; a count is 0 or more", numbers[found]);
            Err(at::<ApportionError>(words, place))
        }
    }
}

/// `row 1, column 0`, where rows and columns have no names.
pub(crate) fn numbered(row: usize, column: usize) -> (String, Place) {
    let place = Place { row: Some(row), party: Some(column.to_string()), ..Place::default() };
    (format!("row {row}, column {column}"), place)
}
