//! What serde writes, as dictionaries and lists of Python; and the other way round.

use pyo3::prelude::*;
use serde::Serialize;

use crate::error::{SailauError, saying};

/// A value as Python reads its JSON.
pub(crate) fn value<'py>(py: Python<'py>, what: &impl Serialize) -> PyResult<Bound<'py, PyAny>> {
    let text = serde_json::to_string(what).map_err(|error| saying::<SailauError>(error.to_string()))?;
    py.import("json")?.call_method1("loads", (text,))
}

/// What Python writes as JSON.
pub(crate) fn text(what: &Bound<'_, PyAny>) -> PyResult<String> {
    what.py().import("json")?.call_method1("dumps", (what,))?.extract()
}
