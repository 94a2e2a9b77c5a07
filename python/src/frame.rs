//! Columns of a data frame as the text of a file of votes, whose reader then says what is wrong where.

use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyList};

use crate::error::{Column, Place, VotesError, at};

/// A data frame of pandas, polars or pyarrow, or a dictionary of columns, in CSV.
pub(crate) fn as_csv(frame: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    let names = column_names(frame)?;
    let mut columns = Vec::new();
    for name in &names {
        columns.push(values(frame, name)?);
    }
    let rows = columns.first().map_or(0, Vec::len);
    if let Some(short) = columns.iter().position(|column| column.len() != rows) {
        let words =
            format!("column `{}` has {} rows and the first has {rows}", names[short], columns[short].len());
        return Err(at::<VotesError>(
            words,
            Place { column: Some(Column::Named(names[short].clone())), ..Place::default() },
        ));
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    let unwritten = |error: csv::Error| at::<VotesError>(error.to_string(), Place::default());
    writer.write_record(&names).map_err(unwritten)?;
    for row in 0..rows {
        writer.write_record(columns.iter().map(|column| &column[row])).map_err(unwritten)?;
    }
    writer.into_inner().map_err(|error| at::<VotesError>(error.to_string(), Place::default()))
}

fn column_names(frame: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    // What pyarrow calls columns are the values; a dictionary has keys alone.
    let names = if frame.hasattr("column_names")? {
        frame.getattr("column_names")?
    } else if frame.hasattr("columns")? {
        frame.getattr("columns")?
    } else {
        frame.call_method0("keys")?
    };
    names.try_iter()?.map(|name| Ok(name?.str()?.to_string())).collect()
}

fn values(frame: &Bound<'_, PyAny>, name: &str) -> PyResult<Vec<String>> {
    let column = frame.get_item(name)?;
    let list = if column.is_instance_of::<PyList>() {
        column
    } else if column.hasattr("to_pylist")? {
        column.call_method0("to_pylist")?
    } else if column.hasattr("to_list")? {
        column.call_method0("to_list")?
    } else {
        column
    };
    list.try_iter()?.map(|value| written(&value?)).collect()
}

/// A value as it would stand in a file: blank where it is missing, whole where it is a whole number among missing ones.
fn written(value: &Bound<'_, PyAny>) -> PyResult<String> {
    if value.is_none() || value.get_type().name()? == "NAType" {
        return Ok(String::new());
    }
    if let Ok(real) = value.cast::<PyFloat>() {
        let real = real.value();
        // Up to 2^53 every whole number is one of 64 bits, too.
        let whole = real.fract() == 0.0 && real.abs() <= 9_007_199_254_740_992.0;
        return Ok(match real {
            real if real.is_nan() => String::new(),
            real if whole => format!("{real:.0}"),
            real => real.to_string(),
        });
    }
    Ok(value.str()?.to_string())
}
