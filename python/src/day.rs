//! Days: dates of Python, or texts such as `2023-03-19`.

use jiff::civil::Date;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::error::{SailauError, saying};

/// A day as it is given.
pub(crate) fn of(day: &Bound<'_, PyAny>) -> PyResult<Date> {
    // Of a date with a time, its day.
    let text: String = if day.is_instance_of::<PyString>() {
        day.extract()?
    } else if day.hasattr("isoformat")? {
        day.call_method0("isoformat")?.extract()?
    } else {
        day.str()?.to_string()
    };
    let written = text.get(..10).unwrap_or(&text);
    let has_time = text.get(10..).is_some_and(|rest| rest.starts_with('T'));
    let read = if text.len() == 10 || has_time { written.parse().ok() } else { None };
    read.ok_or_else(|| {
        saying::<SailauError>(format!("{text:?} is no day; write a date, or a text such as \"2023-03-19\""))
    })
}

/// A day as Python's date.
pub(crate) fn date<'py>(py: Python<'py>, day: Date) -> PyResult<Bound<'py, PyAny>> {
    py.import("datetime")?.getattr("date")?.call1((day.year(), day.month(), day.day()))
}
