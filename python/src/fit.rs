//! What real elections say about how votes vary.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use sailau::electorate::Electorate as Model;
use sailau::electorate::fit::{Fit as Found, Parameter, Series};
use sailau::report::{Cell, Column, Kind, Table as Rows, TableError};

use crate::electorate::{Electorate, of_votes};
use crate::error::{ElectorateError, SailauError, of_fit, saying};
use crate::table::Table;
use crate::votes::votes_of;

/// What real elections say about how votes vary, in order of time: `{"2016": votes, "2021": votes}`.
///
/// `same` names parties that were renamed, old to new; `turnout` gives shares of the voters on the roll by election, where votes do
/// not; `assume` what to take for a parameter that these elections do not identify, such as `{"local-swing": 0.1}`; and
/// `second_ballot` a contest between candidates of the same days. What is not identified is assumed from published figures, and
/// said.
///
/// Raises ElectorateError, with `party`, `district` and `nearest`.
///
/// >>> import sailau
/// >>> found = sailau.fit({"1994": {"Labour": 5000, "Right": 4000, "Farmers": 1000},
/// ...                     "1998": {"Labour": 4500, "Right": 4200, "Country": 1300}}, same={"Farmers": "Country"})
/// >>> round(found.estimates.to_dict()["value"][0], 3)
/// 0.182
/// >>> found.electorate.parties
/// ['Labour', 'Right', 'Country']
#[pyfunction]
#[pyo3(signature = (elections, *, contest=None, same=None, turnout=None, assume=None, second_ballot=None, smallest_share=0.01))]
pub(crate) fn fit(
    elections: &Bound<'_, PyDict>,
    contest: Option<&str>,
    same: Option<&Bound<'_, PyDict>>,
    turnout: Option<&Bound<'_, PyDict>>,
    assume: Option<&Bound<'_, PyDict>>,
    second_ballot: Option<&str>,
    smallest_share: f64,
) -> PyResult<Fit> {
    let mut read = Vec::new();
    for (name, votes) in elections {
        read.push((name.str()?.to_string(), votes_of(&votes)?));
    }
    let Some((last, votes)) = read.last() else {
        return Err(saying::<ElectorateError>("there are no votes to fit an electorate to"));
    };
    let contest = contest.unwrap_or_else(|| votes.main_contest());
    let mut series = Series::new(contest);
    for (old, new) in pairs::<String>(same)? {
        series = series.same_party(old, new);
    }
    if let Some(second) = second_ballot {
        series = series.second_ballot(second);
    }
    series = series.smallest_share(smallest_share).map_err(|error| of_fit(&error))?;
    for (name, value) in pairs::<f64>(assume)? {
        let parameter = name.parse::<Parameter>().map_err(|error| of_fit(&error))?;
        series = series.assume(parameter, value, "given").map_err(|error| of_fit(&error))?;
    }
    for (name, votes) in &read {
        series.add(name, votes).map_err(|error| of_fit(&error))?;
    }
    let turnout = pairs::<f64>(turnout)?;
    for (election, share) in &turnout {
        series.add_turnout(election, *share).map_err(|error| of_fit(&error))?;
    }
    let found = series.fit().map_err(|error| of_fit(&error))?;
    let turnout = turnout.iter().rfind(|(election, _)| election == last).map(|(_, share)| *share);
    let mut electorate = of_votes(votes, contest, turnout)?.with_fit(&found);
    electorate.name = match read.as_slice() {
        [(first, _), .., (last, _)] => format!("{last}, varying as from {first} to {last}"),
        _ => format!("{last}, varying as others did"),
    };
    Ok(Fit { found, electorate })
}

/// The items of a dictionary, in its order.
fn pairs<T>(dict: Option<&Bound<'_, PyDict>>) -> PyResult<Vec<(String, T)>>
where
    T: for<'a, 'py> FromPyObject<'a, 'py, Error = PyErr>,
{
    let Some(dict) = dict else { return Ok(Vec::new()) };
    dict.iter().map(|(key, value)| Ok((key.str()?.to_string(), value.extract()?))).collect()
}

/// What elections say about how votes vary, what they do not say, and how well the model fits. As text it is a report.
#[pyclass(frozen, module = "sailau")]
pub(crate) struct Fit {
    pub(crate) found: Found,
    pub(crate) electorate: Model,
}

#[pymethods]
impl Fit {
    /// The electorate of the last election, varying as all of them did.
    #[getter]
    fn electorate(&self) -> Electorate {
        Electorate(self.electorate.clone())
    }

    /// A row for each parameter that the elections identify: parameter, value, standard_error, observations.
    #[getter]
    fn estimates(&self) -> PyResult<Table> {
        estimates(&self.found).map(Table).map_err(|error| saying::<SailauError>(error.to_string()))
    }

    /// What is taken for the others, with the reason and the source; a sentence each.
    #[getter]
    fn assumptions(&self) -> Vec<String> {
        self.found.not_identified.iter().map(ToString::to_string).collect()
    }

    fn __str__(&self) -> String {
        self.found.to_string().trim_end().to_owned()
    }

    fn __repr__(&self) -> String {
        let (known, others) = (self.found.estimates.len(), self.found.not_identified.len());
        format!("<Fit: {known} parameters estimated, {others} not identified>")
    }
}

fn estimates(found: &Found) -> Result<Rows, TableError> {
    let mut table = Rows::new([
        Column::new("parameter", Kind::Text),
        Column::new("value", Kind::Real { places: 3 }),
        Column::new("standard_error", Kind::Real { places: 3 }),
        Column::new("observations", Kind::Count),
    ])?;
    for estimate in &found.estimates {
        table.push([
            Cell::from(estimate.parameter.to_string()),
            Cell::from(estimate.value),
            Cell::from(estimate.standard_error),
            Cell::Count(estimate.observations as u64),
        ])?;
    }
    Ok(table)
}
