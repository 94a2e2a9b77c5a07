//! Many drawn elections, counted under several rules.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use sailau::electorate::VoteModel;
use sailau::report::Table as Rows;
use sailau::simulate::elections::{Digest, ElectionsError, Ensemble as Drawn, Event, Simulation};
use sailau::simulate::{Confidence, Ended, Run};

use crate::electorate::Electorate;
use crate::error::{SimulationError, of_electorate, saying};
use crate::json;
use crate::rules::Rules;
use crate::scenario::Scenario;
use crate::table::Table;
use crate::watched::watched;

/// The level of all intervals.
const LEVEL: Confidence = Confidence::P95;
/// Draws where none are asked for.
const DRAWS: u64 = 20_000;
/// Draws at most where it is said when they are enough.
const MOST_DRAWS: u64 = 10_000_000;

/// Draws elections from an electorate and counts all of them under each of the rules: `{"2023": rules, "2026": others}`.
///
/// The first rules are what the others are held against, draw by draw. `coalitions` are lists of parties whose chance of more than
/// half of the house is asked for. The same `seed` draws the same elections, with any number of `threads` (0 for as many as there
/// are cores). `draws` are 20,000 where they are left out. With `until` elections are drawn until the interval of each chance of a
/// majority, and of each coalition, is narrower than so many points, and then `draws` are the most, 10,000,000 where they are left
/// out. With a `scenario` all rules are counted without it and with it, as those of "NAME, SCENARIO". `progress` is called with the
/// draws made and those to make at most, now and then; if it returns False, the run ends, and what was drawn so far comes back. The
/// GIL is released, and Ctrl-C ends the run.
///
/// Raises SimulationError for rules or a scenario that do not fit the electorate.
///
/// >>> import sailau
/// >>> from sailau import kazakhstan
/// >>> found = sailau.simulate(kazakhstan.electorate("2023-03-19"), {"2023": kazakhstan.law_on("2023-03-19"),
/// ...                         "2026": kazakhstan.law_on("2026-07-01")}, draws=512, seed=2023)
/// >>> found.draws, found.seats.columns[:4]
/// (512, ['system', 'party', 'mean', 'standard_error'])
/// >>> found = sailau.simulate(kazakhstan.electorate("2023-03-19"), {"2026": kazakhstan.law_on("2026-07-01")}, until=2)
/// >>> found.ended, found.widest < 2
/// ('enough', True)
#[pyfunction]
#[pyo3(signature = (electorate, rules, *, draws=None, until=None, seed=1, threads=0, coalitions=Vec::new(), allow_uncounted=false,
                    scenario=None, progress=None))]
#[allow(clippy::too_many_arguments, reason = "arguments of Python have names")]
pub(crate) fn simulate(
    py: Python<'_>,
    electorate: &Electorate,
    rules: &Bound<'_, PyDict>,
    draws: Option<u64>,
    until: Option<f64>,
    seed: u64,
    threads: usize,
    coalitions: Vec<Vec<String>>,
    allow_uncounted: bool,
    scenario: Option<&Scenario>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Ensemble> {
    if rules.is_empty() {
        return Err(saying::<SimulationError>(
            "there are no rules to count by; give at least one, under a name",
        ));
    }
    if let Some(points) = until.filter(|points| !(*points > 0.0 && *points <= 100.0)) {
        return Err(saying::<SimulationError>(format!(
            "until is {points}; points of a chance are above 0 and at most 100, such as 0.5"
        )));
    }
    let laws: Vec<(String, Bound<'_, Rules>)> = rules
        .iter()
        .map(|(name, rules)| Ok((name.str()?.to_string(), rules.cast_into()?)))
        .collect::<PyResult<_>>()?;
    let draws = draws.unwrap_or(if until.is_some() { MOST_DRAWS } else { DRAWS });
    let run = Run::from_seed(seed).draws(draws).threads(threads);
    let wanted = Wanted { run, until, coalitions, progress };
    match scenario {
        Some(scenario) => wanted.drawn(py, scenario.simulation(&electorate.0, &laws, allow_uncounted)?),
        None => {
            let model = electorate.0.compile().map_err(|error| of_electorate(&error))?;
            let mut simulation = Simulation::new(model);
            if allow_uncounted {
                simulation = simulation.allow_uncounted();
            }
            for (name, rules) in &laws {
                simulation = simulation.system(name.as_str(), &rules.get().0).map_err(refused)?;
            }
            wanted.drawn(py, simulation)
        }
    }
}

fn refused(error: ElectionsError) -> PyErr {
    saying::<SimulationError>(error.to_string())
}

/// What is drawn of a simulation.
struct Wanted<'a, 'py> {
    run: Run,
    /// Points.
    until: Option<f64>,
    coalitions: Vec<Vec<String>>,
    progress: Option<&'a Bound<'py, PyAny>>,
}

impl Wanted<'_, '_> {
    fn drawn<M: VoteModel>(self, py: Python<'_>, mut simulation: Simulation<M>) -> PyResult<Ensemble> {
        for parties in &self.coalitions {
            simulation = simulation.event(Event::coalition(parties.iter().cloned())).map_err(refused)?;
        }
        let Self { run, until, .. } = &self;
        let (drawn, ended) = watched(py, self.progress, |watch| match *until {
            Some(points) => run.run_until(&simulation, |so_far| widest(so_far) < points, watch),
            None => run.run_watched(&simulation, watch),
        })?;
        let digest = Digest::of(&drawn, LEVEL);
        Ok(Ensemble { drawn, digest, ended })
    }
}

/// The width of the widest interval of a chance, in points.
fn widest(drawn: &Drawn) -> f64 {
    100.0 * drawn.summary.widest_interval(LEVEL)
}

/// Many drawn elections, counted under several rules.
///
/// Intervals, at the level of 0.95, say how exact the simulation is. How right it is depends on the electorate, whose
/// `assumptions` belong beside every result.
#[pyclass(frozen, module = "sailau")]
pub(crate) struct Ensemble {
    drawn: Drawn,
    digest: Digest,
    ended: Ended,
}

#[pymethods]
impl Ensemble {
    /// The draws that were made.
    #[getter]
    fn draws(&self) -> u64 {
        self.digest.draws
    }

    /// The seed.
    #[getter]
    fn seed(&self) -> u64 {
        self.digest.seed
    }

    /// Whether all draws were made; False where `until` or `progress` ended the run.
    #[getter]
    fn is_complete(&self) -> bool {
        self.ended == Ended::Complete
    }

    /// Why the run ended: "complete" when all draws were made, "enough" by `until`, "stopped" by `progress`.
    #[getter]
    fn ended(&self) -> &'static str {
        match self.ended {
            Ended::Complete => "complete",
            Ended::Enough => "enough",
            Ended::Cancelled => "stopped",
        }
    }

    /// How wide the widest interval of a chance of a majority or of a coalition is, in points: what `until` asks for.
    #[getter]
    fn widest(&self) -> f64 {
        widest(&self.drawn)
    }

    /// A row for each system and party: mean seats with their error, quantiles, chances of a seat, of a majority, of two thirds.
    #[getter]
    fn seats(&self) -> Table {
        Table(Rows::of_seats(&self.digest))
    }

    /// A row for each system and event, with its chance and the interval of that.
    #[getter]
    fn events(&self) -> Table {
        Table(Rows::of_events(&self.digest))
    }

    /// A row for each index of each system.
    #[getter]
    fn indices(&self) -> Table {
        Table(Rows::of_indices(&self.digest))
    }

    /// A row for each pair of systems and party: the first system's seats less the second's, on the same votes.
    #[getter]
    fn pairs(&self) -> Table {
        Table(Rows::of_pairs(&self.digest))
    }

    /// A row for each pair of systems and event that was asked for.
    #[getter]
    fn event_pairs(&self) -> Table {
        Table(Rows::of_event_pairs(&self.digest))
    }

    /// What the electorate takes for granted; a sentence each.
    #[getter]
    fn assumptions(&self) -> Vec<String> {
        self.digest.assumptions.clone()
    }

    /// Those of the assumptions that a scenario states.
    #[getter]
    fn stated(&self) -> Vec<String> {
        self.digest.stated.clone()
    }

    /// All of it in numbers, distributions of seats too.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        json::value(py, &self.digest)
    }

    /// Everything that was drawn in JSON, for `sailau simulate merge`.
    fn to_json(&self) -> PyResult<String> {
        serde_json::to_string(&self.drawn).map_err(|error| saying::<SimulationError>(error.to_string()))
    }

    fn __repr__(&self) -> String {
        let mut systems: Vec<&str> = self.digest.seats.iter().map(|row| row.system.as_str()).collect();
        systems.dedup();
        format!("<Ensemble: {} elections under {}>", self.digest.draws, systems.join(", "))
    }
}
