//! Scenarios that differ in their rules alone, on the same drawn votes.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::{Scenario, ScenarioError};
use crate::electorate::Sampler;
use crate::fnv::Fnv;
use crate::simulate::Progress;
use crate::simulate::elections::{Ensemble, Joined};

/// Systems that are counted together at most: each has a summary in memory, for every core.
const MOST_SYSTEMS: usize = 256;

/// Scenarios of one electorate: its votes are drawn once, and counted under the rules of all of them. Each comes out as if it had
/// been [run](Scenario::run) alone.
///
/// ```
/// use sailau::reform::sweep_file::{Scenarios, Sources, SweepFile, Together};
///
/// struct Nothing;
/// impl Sources for Nothing {}
///
/// let file = SweepFile::from_toml(r#"
///     name = "How low may the threshold be?"
///     seed = 7
///     draws = 512
///
///     [electorate]
///     name = "A town"
///     swing = { logistic-normal = { nation = 0.1, district = 0.0 } }
///     district = [{ name = "Town", registered = 9000 }]
///     party = [{ name = "Hill", share = 52 }, { name = "Dale", share = 44 }, { name = "Ford", share = 4 }]
///     list = [{}]
///
///     [baseline]
///     name = "council"
///     rules = { name = "Council", tier = [{ name = "list", seats = 25, method = "dhondt", threshold = { at_least = "$bar", of = "valid votes" } }] }
///
///     [[parameter]]
///     name = "bar"
///     from = 0
///     to = 9
///     step = 3
///     write = "{}%"
/// "#, &Nothing)?;
/// let Scenarios::Drawn(scenarios) = &file.scenarios else { panic!("an electorate is drawn") };
/// let together = Together::of(scenarios)?;
/// assert_eq!((scenarios.len(), together.len()), (4, 1));
/// let ensembles = together[0].run()?;
/// assert_eq!(ensembles[2], scenarios[2].run()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Together<'a> {
    scenarios: Vec<(usize, &'a Scenario)>,
    joined: Joined<Sampler>,
}

impl<'a> Together<'a> {
    /// Puts together what can be drawn together: scenarios of the same electorate, seed and draws, in whose rules the same parties
    /// stand.
    ///
    /// # Errors
    ///
    /// [`ScenarioError`] of the first scenario that cannot be drawn.
    pub fn of(scenarios: &'a [Scenario]) -> Result<Vec<Self>, ScenarioError> {
        let mut all: Vec<Self> = Vec::new();
        let mut latest: HashMap<u64, usize> = HashMap::new();
        for (number, scenario) in scenarios.iter().enumerate() {
            let key = key(scenario);
            let known = latest.get(&key).copied().filter(|&known| all[known].takes(scenario));
            let model = match known {
                Some(known) => all[known].joined.model().clone(),
                None => scenario.model()?,
            };
            let simulation = scenario.simulation_of(model)?;
            let apart = match known {
                Some(known) => match all[known].joined.join(simulation) {
                    Ok(()) => {
                        all[known].scenarios.push((number, scenario));
                        continue;
                    }
                    Err(simulation) => *simulation,
                },
                None => simulation,
            };
            latest.insert(key, all.len());
            all.push(Self { scenarios: vec![(number, scenario)], joined: Joined::of(apart) });
        }
        Ok(all)
    }

    /// The scenarios, each with its number in the sweep.
    pub fn scenarios(&self) -> impl ExactSizeIterator<Item = (usize, &'a Scenario)> + '_ {
        self.scenarios.iter().copied()
    }

    /// The elections that are drawn.
    #[must_use]
    pub fn draws(&self) -> u64 {
        self.scenarios.first().map_or(0, |(_, scenario)| scenario.draws)
    }

    /// Draws all of them, on all cores: the results in the order of the [scenarios](Self::scenarios).
    ///
    /// # Errors
    ///
    /// [`ScenarioError`].
    pub fn run(&self) -> Result<Vec<Ensemble>, ScenarioError> {
        self.run_watched(|_| ControlFlow::Continue(()))
    }

    /// The same, and reports after each block; see [`Run::run_watched`](crate::simulate::Run::run_watched).
    ///
    /// # Errors
    ///
    /// [`ScenarioError`].
    pub fn run_watched(
        &self,
        progress: impl Fn(Progress) -> ControlFlow<()> + Sync,
    ) -> Result<Vec<Ensemble>, ScenarioError> {
        let Some((_, first)) = self.scenarios.first() else { return Ok(Vec::new()) };
        let drawn = self.joined.run_watched(&first.as_run(), progress);
        drawn.map(|(ensembles, _)| ensembles).map_err(|error| first.wrong(error.into()))
    }

    /// Whether a scenario is drawn from the same electorate, as far as its rules let it.
    fn takes(&self, scenario: &Scenario) -> bool {
        self.joined.systems() + scenario.systems.len() <= MOST_SYSTEMS
            && self.scenarios.first().is_some_and(|(_, first)| {
                (first.seed, first.draws) == (scenario.seed, scenario.draws)
                    && first.electorate == scenario.electorate
            })
    }
}

/// The same for the same electorates; for few others.
fn key(scenario: &Scenario) -> u64 {
    let mut hash = Fnv::default();
    hash.text(&serde_json::to_string(&scenario.electorate).unwrap_or_default());
    hash.finish()
}
