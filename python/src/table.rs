//! Tables, as data frames and through Arrow.

use std::sync::Arc;

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{
    ArrayRef, Float64Array, Int64Array, RecordBatch, RecordBatchIterator, StringArray, UInt64Array,
};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};
use sailau::report::{Cell, Kind, Table as Rows};

use crate::error::{SailauError, saying};

/// Rows of values under named columns.
///
/// It is read by whatever reads Arrow: `polars.DataFrame(table)`, `pyarrow.table(table)`, `pandas.DataFrame.from_arrow(table)`;
/// `to_pandas()` needs pandas alone, and `to_dict()` nothing. Shares are fractions from 0 to 1; what has no value is null.
///
/// >>> import sailau
/// >>> from sailau import kazakhstan
/// >>> election = kazakhstan.election("2023-03-19")
/// >>> table = election.law.count(election.votes).table()
/// >>> table.columns
/// ['party', 'seats_in_list', 'seats_in_single', 'seats', 'share', 'open', 'among']
/// >>> len(table), table.to_dict()["seats"][0]
/// (7, 62)
#[pyclass(frozen, module = "sailau")]
pub(crate) struct Table(pub(crate) Rows);

#[pymethods]
impl Table {
    /// The names of the columns.
    #[getter]
    pub(crate) fn columns(&self) -> Vec<String> {
        self.0.columns().iter().map(|column| column.field.clone()).collect()
    }

    /// Sentences that belong below the table.
    #[getter]
    fn notes(&self) -> Vec<String> {
        self.0.notes.clone()
    }

    /// A list of values for each column, by name.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        dictionary(py, &self.0)
    }

    /// A frame of pandas.
    pub(crate) fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_pandas(py, &self.0)
    }

    /// A frame of polars.
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        to_polars(slf.as_any())
    }

    /// The table in CSV, with a header.
    fn to_csv(&self) -> String {
        self.0.to_csv()
    }

    /// The table in Markdown.
    fn to_markdown(&self) -> String {
        self.0.to_markdown()
    }

    /// Arrow's stream of record batches, in a capsule.
    #[pyo3(signature = (requested_schema=None))]
    pub(crate) fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // A wish that may be left unmet, by Arrow's own words.
        let _ = requested_schema;
        stream(py, &self.0)
    }

    fn __len__(&self) -> usize {
        self.0.rows().len()
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        self.0.to_string()
    }

    fn _repr_html_(&self) -> String {
        self.0.to_html()
    }
}

/// A list of values for each column.
pub(crate) fn dictionary<'py>(py: Python<'py>, rows: &Rows) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    for (at, column) in rows.columns().iter().enumerate() {
        let values = rows.rows().iter().map(|row| cell(py, &row[at])).collect::<PyResult<Vec<_>>>()?;
        dict.set_item(&column.field, PyList::new(py, values)?)?;
    }
    Ok(dict)
}

fn cell<'py>(py: Python<'py>, cell: &Cell) -> PyResult<Option<Bound<'py, PyAny>>> {
    Ok(match cell {
        Cell::Text(text) => Some(text.into_pyobject(py)?.into_any()),
        Cell::Count(count) => Some(count.into_pyobject(py)?.into_any()),
        Cell::Change(change) => Some(change.into_pyobject(py)?.into_any()),
        Cell::Real(real) if real.is_finite() => Some(real.into_pyobject(py)?.into_any()),
        _ => None,
    })
}

/// A frame of pandas, in which whole numbers stay whole where some are missing.
fn to_pandas<'py>(py: Python<'py>, rows: &Rows) -> PyResult<Bound<'py, PyAny>> {
    let pandas = py.import("pandas")?;
    let frame = pandas.getattr("DataFrame")?.call1((dictionary(py, rows)?,))?;
    let kinds = PyDict::new(py);
    for (at, column) in rows.columns().iter().enumerate() {
        let is_missing = |row: &Vec<Cell>| matches!(row[at], Cell::Missing | Cell::Absent(_));
        let whole = matches!(column.kind, Kind::Count | Kind::Change);
        if whole && rows.rows().iter().any(is_missing) {
            kinds.set_item(&column.field, "Int64")?;
        }
    }
    if kinds.is_empty() { Ok(frame) } else { frame.call_method1("astype", (kinds,)) }
}

/// A frame of polars, through Arrow.
pub(crate) fn to_polars<'py>(table: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    table.py().import("polars")?.getattr("DataFrame")?.call1((table,))
}

/// Arrow's stream of one record batch, in a capsule.
fn stream<'py>(py: Python<'py>, rows: &Rows) -> PyResult<Bound<'py, PyCapsule>> {
    let batch = batch(rows).map_err(|error| saying::<SailauError>(error.to_string()))?;
    let schema = batch.schema();
    let stream = FFI_ArrowArrayStream::new(Box::new(RecordBatchIterator::new([Ok(batch)], schema)));
    PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
}

fn batch(rows: &Rows) -> Result<RecordBatch, ArrowError> {
    let mut fields = Vec::new();
    let mut arrays: Vec<ArrayRef> = Vec::new();
    for (at, column) in rows.columns().iter().enumerate() {
        let cells = rows.rows().iter().map(|row| &row[at]);
        let (kind, array): (DataType, ArrayRef) = match column.kind {
            Kind::Count => (DataType::UInt64, Arc::new(cells.map(count).collect::<UInt64Array>())),
            Kind::Change => (DataType::Int64, Arc::new(cells.map(change).collect::<Int64Array>())),
            Kind::Share { .. } | Kind::Real { .. } => {
                (DataType::Float64, Arc::new(cells.map(real).collect::<Float64Array>()))
            }
            _ => (DataType::Utf8, Arc::new(cells.map(text).collect::<StringArray>())),
        };
        fields.push(Field::new(&column.field, kind, true));
        arrays.push(array);
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
}

fn text(cell: &Cell) -> Option<&str> {
    if let Cell::Text(text) = cell { Some(text) } else { None }
}

fn count(cell: &Cell) -> Option<u64> {
    if let Cell::Count(count) = cell { Some(*count) } else { None }
}

fn change(cell: &Cell) -> Option<i64> {
    if let Cell::Change(change) = cell { Some(*change) } else { None }
}

fn real(cell: &Cell) -> Option<f64> {
    if let Cell::Real(real) = cell { Some(*real).filter(|real| real.is_finite()) } else { None }
}
