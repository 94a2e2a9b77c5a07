//! Numbers of seats as Python has them: by name, or in the order of what they are for.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use sailau::system::UnknownName;

use crate::error::{ApportionError, Place, at, saying};
use crate::positions::{Names, items};

/// Whose seats they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    District,
    Party,
}

impl Side {
    /// In a sentence.
    fn word(self) -> &'static str {
        match self {
            Self::District => "district",
            Self::Party => "party",
        }
    }

    fn plural(self) -> &'static str {
        match self {
            Self::District => "districts",
            Self::Party => "parties",
        }
    }

    pub(crate) fn place(self, name: String) -> Place {
        match self {
            Self::District => Place { district: Some(name), ..Place::default() },
            Self::Party => Place { party: Some(name), ..Place::default() },
        }
    }
}

/// Parties or districts, for each of which a number of seats may be given.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'a> {
    /// What the number is: `minimum`, `number of seats`.
    pub(crate) what: &'static str,
    pub(crate) side: Side,
    pub(crate) count: usize,
    pub(crate) names: Option<&'a Names>,
}

impl Wanted<'_> {
    /// A number for each; none where it is None, or where a dictionary is silent.
    pub(crate) fn each(self, given: &Bound<'_, PyAny>) -> PyResult<Vec<Option<u32>>> {
        let py = given.py();
        let Self { what, side, count, names } = self;
        if let Some(pairs) = items(given)? {
            let mut seats = vec![None; count];
            let known = by_name(py, count, names)?;
            for (name, value) in pairs {
                let position = position(what, side, &known, &name)?;
                seats[position] = self.number(&value, position)?;
            }
            return Ok(seats);
        }
        let given = given.try_iter()?.collect::<PyResult<Vec<_>>>()?;
        if given.len() != count {
            return Err(saying::<ApportionError>(format!(
                "the {what}: {} are given for {count} {}; give one for each",
                given.len(),
                side.plural()
            )));
        }
        given.iter().enumerate().map(|(position, value)| self.number(value, position)).collect()
    }

    /// A number for each of them.
    pub(crate) fn all(self, given: &Bound<'_, PyAny>) -> PyResult<Vec<u32>> {
        let each = self.each(given)?;
        let missing = each.iter().position(Option::is_none);
        match missing {
            None => Ok(each.into_iter().flatten().collect()),
            Some(position) => {
                let (whose, place) = self.whose(given.py(), position)?;
                Err(at::<ApportionError>(format!("the {} of {whose} is missing", self.what), place))
            }
        }
    }

    /// One number; none for None.
    pub(crate) fn number(self, value: &Bound<'_, PyAny>, position: usize) -> PyResult<Option<u32>> {
        if value.is_none() {
            return Ok(None);
        }
        value.extract().map(Some).or_else(|_| {
            let (whose, place) = self.whose(value.py(), position)?;
            Err(at::<ApportionError>(not_seats(self.what, &whose, value), place))
        })
    }

    fn whose(self, py: Python<'_>, position: usize) -> PyResult<(String, Place)> {
        let name = self.names.and_then(|names| names.at(py, position)).map(|name| name.str()).transpose()?;
        Ok(match name {
            Some(name) => (format!("`{name}`"), self.side.place(name.to_string())),
            None => (format!("{} {position}", self.side.word()), self.side.place(position.to_string())),
        })
    }
}

pub(crate) fn not_seats(what: &str, whose: &str, value: &Bound<'_, PyAny>) -> String {
    let shown = value.repr().map_or_else(|_| "this".to_owned(), |text| text.to_string());
    format!("the {what} of {whose} is {shown}; seats are a whole number from 0 to {}", u32::MAX)
}

/// Names, or numbers of what has none, with their positions.
pub(crate) fn by_name<'py>(
    py: Python<'py>,
    count: usize,
    names: Option<&Names>,
) -> PyResult<Bound<'py, PyDict>> {
    let known = PyDict::new(py);
    for position in 0..count {
        match names.and_then(|names| names.at(py, position)) {
            Some(name) => known.set_item(name, position)?,
            None => known.set_item(position, position)?,
        }
    }
    Ok(known)
}

/// The position of a name; `what` it was given for is said where there is none.
pub(crate) fn position(
    what: &str,
    side: Side,
    known: &Bound<'_, PyDict>,
    name: &Bound<'_, PyAny>,
) -> PyResult<usize> {
    if let Some(position) = known.get_item(name)? {
        return position.extract();
    }
    let names = known.keys().iter().map(|name| Ok(name.str()?.to_string())).collect::<PyResult<Vec<_>>>()?;
    let error = UnknownName::new(side.word(), &name.str()?.to_string(), names.iter().map(String::as_str));
    let place = Place { nearest: error.nearest.clone(), ..side.place(error.name.clone()) };
    Err(at::<ApportionError>(format!("{what}: {error}"), place))
}
