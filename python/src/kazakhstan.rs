//! Kazakhstan's laws, elections and electorates.

use jiff::civil::Date;
use pyo3::prelude::*;
use sailau::kazakhstan as country;
use sailau::report::{Cell, Column, Kind, Table as Rows, TableError};

use crate::day::{date, of};
use crate::electorate::Electorate;
use crate::error::{SailauError, UnknownNameError, saying};
use crate::rules::Rules;
use crate::table::Table;
use crate::votes::Votes;

/// The rules for electing the Mäjilis (from 1 July 2026 the Kurultai) that were in force on a day.
///
/// A day is a `datetime.date` or a text such as "2023-03-19". Raises UnknownNameError for days whose law is not known.
///
/// >>> from sailau import kazakhstan
/// >>> kazakhstan.law_on("2023-03-19").since
/// datetime.date(2022, 11, 5)
#[pyfunction]
pub(crate) fn law_on(day: &Bound<'_, PyAny>) -> PyResult<Rules> {
    let law = country::law_on(of(day)?).map_err(|error| saying::<UnknownNameError>(error.to_string()))?;
    Ok(Rules(law.value.clone()))
}

/// All of these rules, in order of time: the laws of 1995, 1999, 2004, 2007, 2009, 2021, 2022 and 2026.
#[pyfunction]
pub(crate) fn laws() -> Vec<Rules> {
    country::laws().iter().map(|law| Rules(law.value.clone())).collect()
}

/// The election of the Mäjilis of a day.
///
/// Raises UnknownNameError for a day without one.
///
/// >>> from sailau import kazakhstan
/// >>> election = kazakhstan.election("2023-03-19")
/// >>> election.law.count(election.votes).seats["Amanat"]
/// 62
#[pyfunction]
pub(crate) fn election(day: &Bound<'_, PyAny>) -> PyResult<Election> {
    let day = of(day)?;
    let found = country::elections().iter().position(|election| election.day == day).map(Election);
    found.ok_or_else(|| {
        none_on("no election was held", day, country::elections().iter().map(|election| election.day))
    })
}

/// The elections of 1999, 2004, 2007, 2012, 2016, 2021 and 2023.
#[pyfunction]
pub(crate) fn elections() -> Vec<Election> {
    (0..country::elections().len()).map(Election).collect()
}

/// The electorate of the election of a day, fitted to the elections before it: 10 January 2021, 19 March 2023, 23 August 2026.
///
/// Raises UnknownNameError for days whose electorate is not known.
#[pyfunction]
pub(crate) fn electorate(day: &Bound<'_, PyAny>) -> PyResult<Electorate> {
    let day = of(day)?;
    let found = country::electorate(day).map(|one| Electorate(one.electorate.clone()));
    let known = || country::electorates().iter().map(|one| one.day);
    found.ok_or_else(|| none_on("no electorate is known of an election", day, known()))
}

fn none_on(what: &str, day: Date, known: impl Iterator<Item = Date>) -> PyErr {
    let known: Vec<_> = known.map(|day| day.to_string()).collect();
    saying::<UnknownNameError>(format!("{what} on {day}; the days are {}", known.join(", ")))
}

/// An election of the Mäjilis with its official figures.
#[pyclass(frozen, module = "sailau.kazakhstan")]
pub(crate) struct Election(usize);

impl Election {
    fn known(&self) -> PyResult<&'static country::Election> {
        country::elections().get(self.0).ok_or_else(|| saying::<SailauError>("there is no such election"))
    }
}

#[pymethods]
impl Election {
    /// Election day.
    #[getter]
    fn day<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        date(py, self.known()?.day)
    }

    /// The official votes, and the single-member winners where only those are published (1999, 2004, 2023).
    #[getter]
    fn votes(&self) -> PyResult<Votes> {
        Ok(Votes(self.known()?.votes()))
    }

    /// The law of election day.
    #[getter]
    fn law(&self) -> PyResult<Rules> {
        let law = self.known()?.law().map_err(|error| saying::<SailauError>(error.to_string()))?;
        Ok(Rules(law.clone()))
    }

    /// The official seats, a row for each tier and party: None for those without a party.
    #[getter]
    fn official_seats(&self) -> PyResult<Table> {
        official(self.known()?).map(Table).map_err(|error| saying::<SailauError>(error.to_string()))
    }

    /// Where the figures were read.
    #[getter]
    fn sources(&self) -> PyResult<Vec<String>> {
        Ok(self.known()?.sources.clone())
    }

    /// What does not fit, or was not found.
    #[getter]
    fn doubts(&self) -> PyResult<Vec<String>> {
        Ok(self.known()?.doubts.clone())
    }

    fn __repr__(&self) -> PyResult<String> {
        Ok(format!("<Election of {}>", self.known()?.day))
    }
}

fn official(election: &country::Election) -> Result<Rows, TableError> {
    let columns = [("tier", Kind::Text), ("party", Kind::Text), ("seats", Kind::Count)];
    let mut table = Rows::new(columns.map(|(name, kind)| Column::new(name, kind)))?;
    for row in election.official_seats() {
        table.push([Cell::from(row.tier.clone()), Cell::from(row.party.clone()), Cell::from(row.seats)])?;
    }
    Ok(table)
}
