//! Many systems on the same synthetic electorates, along one axis.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use sailau::electorate::Sampler;
use sailau::report::Table as Rows;
use sailau::simulate::scale::{Ground, Positions, Scale as Systems, ScaleError};
use sailau::simulate::{Confidence, Run};

use crate::electorate::Electorate;
use crate::error::{SimulationError, of_electorate, saying};
use crate::json;
use crate::rules::Rules;
use crate::table::Table;
use crate::votes::votes_of;
use crate::watched::watched;

/// How many lists there are where nobody says it.
const LISTS: std::ops::RangeInclusive<u32> = 2..=10;

/// Counts the same synthetic electorates under many systems, and says how disproportional each is: docs/scale.md has the definition.
///
/// `systems` are rules by name, counted in a country in one piece, or pairs of rules and the votes of an election whose districts
/// they have. Support in the country is uniform on the simplex of each number of `lists` (2 to 10 where they are left out), or that of
/// elections drawn from `electorates` by name, which stand side by side. `spread` is how far support differs between districts. All are
/// compared with the system `against`, or with the first. `draws` are electorates that each system counts, in rounds of one for each
/// number of lists. A system that support of lists does not decide is set `aside` with the reason. `seed`, `threads` and `progress` are
/// as of `simulate`.
///
/// Raises SimulationError where nothing is left for the scale, or two of one name are given.
///
/// >>> import sailau
/// >>> from sailau import kazakhstan
/// >>> laws = {day: kazakhstan.law_on(day) for day in ["1999-10-10", "2021-01-10", "2026-07-01"]}
/// >>> scale = sailau.scale(laws, draws=900)
/// >>> scale.table.to_dict()["system"]
/// ['2026-07-01', '2021-01-10', '1999-10-10']
#[pyfunction]
#[pyo3(signature = (systems, *, electorates=None, lists=None, spread=0.5, against=None, draws=4_608, seed=1, threads=0, progress=None))]
#[allow(clippy::too_many_arguments, reason = "arguments of Python have names")]
pub(crate) fn scale(
    py: Python<'_>,
    systems: &Bound<'_, PyDict>,
    electorates: Option<&Bound<'_, PyDict>>,
    lists: Option<Vec<u32>>,
    spread: f64,
    against: Option<&str>,
    draws: u64,
    seed: u64,
    threads: usize,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Scale> {
    let scale = match (electorates, lists) {
        (None, lists) => Systems::uniform(lists.unwrap_or_else(|| LISTS.collect())),
        (Some(_), Some(_)) => {
            return Err(saying::<SimulationError>("electorates have their own parties; leave lists out"));
        }
        (Some(electorates), None) => Systems::side_by_side(samplers(electorates)?),
    };
    let mut scale = scale.and_then(|scale| scale.spread(spread)).map_err(refused)?;
    let mut aside = Vec::new();
    let mut on_it = 0;
    for (name, system) in systems {
        let name = name.str()?.to_string();
        let (rules, votes) = match system.cast::<PyTuple>() {
            Ok(pair) => {
                let (rules, votes): (Bound<'_, Rules>, Bound<'_, PyAny>) = pair.extract()?;
                (rules, Some(votes_of(&votes)?))
            }
            Err(_) => (system.cast_into::<Rules>()?, None),
        };
        let ground = votes.as_ref().map_or_else(Ground::nationwide, Ground::of);
        match scale.add(name.as_str(), &rules.get().0, &ground) {
            Ok(()) => on_it += 1,
            Err(ScaleError::Uncountable { why, .. }) => aside.push((name, why.to_string())),
            Err(error) => return Err(refused(error)),
        }
    }
    if on_it == 0 {
        let why =
            aside.first().map_or("there are no systems".to_owned(), |(name, why)| format!("`{name}`: {why}"));
        return Err(saying::<SimulationError>(format!("nothing is left for the scale: {why}")));
    }
    if let Some(name) = against {
        scale = scale.compared_with(name).map_err(refused)?;
    }
    let run = Run::from_seed(seed).draws(draws.div_ceil(scale.electorates() as u64)).threads(threads);
    let (sample, _) = watched(py, progress, |watch| run.run_watched(&scale, watch))?;
    Ok(Scale { positions: Positions::of(&sample, Confidence::P95), seed, aside })
}

fn refused(error: ScaleError) -> PyErr {
    saying::<SimulationError>(error.to_string())
}

fn samplers(electorates: &Bound<'_, PyDict>) -> PyResult<Vec<(String, Sampler)>> {
    let sampler = |(name, electorate): (Bound<'_, PyAny>, Bound<'_, PyAny>)| {
        let electorate = electorate.cast_into::<Electorate>()?;
        let model = electorate.get().0.compile().map_err(|error| of_electorate(&error))?;
        Ok((name.str()?.to_string(), model))
    };
    electorates.iter().map(sampler).collect()
}

/// Where systems stand on one scale, the least disproportional first.
#[pyclass(frozen, module = "sailau")]
pub(crate) struct Scale {
    positions: Positions,
    seed: u64,
    aside: Vec<(String, String)>,
}

#[pymethods]
impl Scale {
    /// A row for each system: Gallagher's index (the scale) and the others with standard errors and intervals at the level of 0.95;
    /// systems that are set aside stand at the end.
    #[getter]
    fn table(&self) -> Table {
        Table(Rows::of_scale(&self.positions, &self.aside))
    }

    /// A row for each system and number of lists, or electorate.
    #[getter]
    fn by_lists(&self) -> Table {
        Table(Rows::of_scale_by_lists(&self.positions))
    }

    /// Gallagher's index: a row for each system, a column for each number of lists, or electorate.
    #[getter]
    fn side_by_side(&self) -> Table {
        Table(Rows::of_scale_side_by_side(&self.positions))
    }

    /// Systems that are not on the scale, each with the reason.
    #[getter]
    fn aside<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (name, why) in &self.aside {
            dict.set_item(name, why)?;
        }
        Ok(dict)
    }

    /// What is taken for granted; a sentence each.
    #[getter]
    fn assumptions(&self) -> Vec<String> {
        self.positions.assumptions.clone()
    }

    /// Electorates that each system counted.
    #[getter]
    fn draws(&self) -> u64 {
        self.positions.electorates()
    }

    /// The seed.
    #[getter]
    fn seed(&self) -> u64 {
        self.seed
    }

    /// All of it in numbers.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        json::value(py, &self.positions)
    }

    fn __repr__(&self) -> String {
        format!("<Scale: {} systems, {} electorates>", self.positions.rows.len(), self.draws())
    }
}
