//! Votes as Python has them, a position each: a list, or a dictionary whose keys name the positions.

use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyMapping, PyString, PyTuple};

use crate::error::{ApportionError, Place, at};

/// Votes by position, and what the positions are called.
pub(crate) struct Positions {
    pub(crate) votes: Vec<u64>,
    pub(crate) names: Option<Names>,
}

/// The keys of a dictionary of votes, as they were given.
pub(crate) struct Names(Vec<Py<PyAny>>);

impl Positions {
    /// Reads a dictionary, a list, or what can be iterated, such as an array or a series of pandas.
    pub(crate) fn of(votes: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(list) = votes.cast::<PyList>() {
            return Self::unnamed(list.iter(), list.len());
        }
        if let Ok(dict) = votes.cast::<PyDict>() {
            return Self::named(dict.iter(), dict.len());
        }
        if let Ok(tuple) = votes.cast::<PyTuple>() {
            return Self::unnamed(tuple.iter(), tuple.len());
        }
        if votes.is_instance_of::<PyString>() {
            return Err(PyTypeError::new_err(
                "votes are a list or a dictionary of whole numbers, not a text",
            ));
        }
        if let Some(pairs) = items(votes)? {
            let count = pairs.len();
            return Self::named(pairs.into_iter(), count);
        }
        let items = votes.try_iter()?.collect::<PyResult<Vec<_>>>()?;
        let count = items.len();
        Self::unnamed(items.into_iter(), count)
    }

    fn unnamed<'py>(items: impl Iterator<Item = Bound<'py, PyAny>>, count: usize) -> PyResult<Self> {
        let mut votes = Vec::with_capacity(count);
        for (position, item) in items.enumerate() {
            votes.push(number(&item).map_err(|error| refused(&item, &error, position, None))?);
        }
        Ok(Self { votes, names: None })
    }

    fn named<'py>(
        items: impl Iterator<Item = (Bound<'py, PyAny>, Bound<'py, PyAny>)>,
        count: usize,
    ) -> PyResult<Self> {
        let (mut votes, mut names) = (Vec::with_capacity(count), Vec::with_capacity(count));
        for (position, (name, item)) in items.enumerate() {
            votes.push(number(&item).map_err(|error| refused(&item, &error, position, Some(&name)))?);
            names.push(name.unbind());
        }
        Ok(Self { votes, names: Some(Names(names)) })
    }
}

/// Names with a value each; none of what has no names.
pub(crate) type Items<'py> = Option<Vec<(Bound<'py, PyAny>, Bound<'py, PyAny>)>>;

/// The items of a dictionary or of a series of pandas, which has the names in its index.
pub(crate) fn items<'py>(given: &Bound<'py, PyAny>) -> PyResult<Items<'py>> {
    if given.cast::<PyMapping>().is_err() && !(given.hasattr("items")? && given.hasattr("index")?) {
        return Ok(None);
    }
    given.call_method0("items")?.try_iter()?.map(|pair| pair?.extract()).collect::<PyResult<_>>().map(Some)
}

/// A whole number that is not negative; whole numbers of NumPy are some.
pub(crate) fn number(item: &Bound<'_, PyAny>) -> PyResult<u64> {
    item.extract()
}

fn refused(
    item: &Bound<'_, PyAny>,
    error: &PyErr,
    position: usize,
    name: Option<&Bound<'_, PyAny>>,
) -> PyErr {
    let shown = item.repr().map_or_else(|_| "this".to_owned(), |text| text.to_string());
    let party = name.and_then(|name| name.str().ok()).map(|name| name.to_string());
    let whose = party.as_ref().map_or_else(|| format!("position {position}"), |party| format!("`{party}`"));
    let words = if error.is_instance_of::<PyOverflowError>(item.py()) {
        format!("the votes of {whose} are {shown}; a count is from 0 to {}", u64::MAX)
    } else {
        format!(
            "the votes of {whose} are {shown}, which is no whole number; multiply all votes by the same power of ten to make them whole"
        )
    };
    at::<ApportionError>(words, Place { party, row: Some(position), ..Place::default() })
}

impl Names {
    pub(crate) fn of(names: Vec<Py<PyAny>>) -> Self {
        Self(names)
    }

    /// For sentences.
    pub(crate) fn words(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        self.0.iter().map(|name| Ok(name.bind(py).str()?.to_string())).collect()
    }

    pub(crate) fn at<'py>(&self, py: Python<'py>, position: usize) -> Option<Bound<'py, PyAny>> {
        self.0.get(position).map(|name| name.bind(py).clone())
    }

    /// A dictionary of these names with a value each.
    pub(crate) fn with<'py>(&self, py: Python<'py>, values: &[u32]) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (name, value) in self.0.iter().zip(values) {
            dict.set_item(name, value)?;
        }
        Ok(dict)
    }
}

/// Values by name where positions have names, otherwise in their order.
pub(crate) fn by_name<'py>(
    py: Python<'py>,
    names: Option<&Names>,
    values: &[u32],
) -> PyResult<Bound<'py, PyAny>> {
    match names {
        Some(names) => Ok(names.with(py, values)?.into_any()),
        None => Ok(PyList::new(py, values)?.into_any()),
    }
}

/// A position by its name, or by its number.
pub(crate) fn called<'py>(
    py: Python<'py>,
    names: Option<&Names>,
    position: usize,
) -> PyResult<Bound<'py, PyAny>> {
    match names.and_then(|names| names.at(py, position)) {
        Some(name) => Ok(name),
        None => Ok(position.into_pyobject(py)?.into_any()),
    }
}

/// Names for sentences; none where positions have none.
pub(crate) fn words(py: Python<'_>, names: Option<&Names>) -> PyResult<Vec<String>> {
    names.map_or_else(|| Ok(Vec::new()), |names| names.words(py))
}
