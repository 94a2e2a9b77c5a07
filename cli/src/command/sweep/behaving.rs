//! Sweeps in which voters and parties do something about the rules: each system without it and with it, point after point.

use std::ops::ControlFlow;

use sailau::kazakhstan::registration_law;
use sailau::reform::sweep_file::{DrawnScenario, Scenario, Scenarios};
use sailau::simulate::Progress;
use sailau::simulate::behaviour::Scenario as Behaviour;

use super::Drawn;
use crate::failure::Failure;
use crate::named::Source;
use crate::progress::Bar;

/// States a file's scenario at every point.
pub(super) fn state(scenarios: &mut Scenarios, name: &str, sweep: &Source) -> Result<(), Failure> {
    let behaviour = Behaviour::open(name)?;
    let Scenarios::Drawn(scenarios) = scenarios else {
        return Err(format!(
            "{sweep}: --scenario is about elections that are drawn, and the file counts real votes; write `electorate`, `seed` and \
             `draws` in the place of `votes`"
        )
        .into());
    };
    for scenario in scenarios {
        if scenario.behaviour.is_some() {
            return Err(format!("{sweep} states `behaviour` itself; leave it or --scenario out").into());
        }
        scenario.behaviour = Some(behaviour.clone());
    }
    Ok(())
}

/// Draws every point by itself, for what voters do hangs on its rules. Whatever cannot be drawn is found before anything is.
pub(super) fn draw(scenarios: &[Scenario]) -> Result<Drawn, Failure> {
    let mut simulations = Vec::with_capacity(scenarios.len());
    for scenario in scenarios {
        // A file states it at every point or at none.
        if let Some(simulation) = scenario.behaving(registration_law)? {
            simulations.push((scenario, simulation));
        }
    }
    let stated = simulations.first().map(|(_, simulation)| simulation.stated()).unwrap_or_default();
    let total = scenarios.iter().fold(0u64, |sum, scenario| sum.saturating_add(scenario.draws));
    let bar = Bar::new(total, "elections");
    let mut drawn = Vec::with_capacity(simulations.len());
    let mut before = 0u64;
    for (scenario, simulation) in &simulations {
        let watched = |progress: Progress| {
            bar.at(before.saturating_add(progress.done), total);
            ControlFlow::Continue(())
        };
        let (ensemble, _) = scenario.as_run().run_watched(simulation, watched)?;
        before = before.saturating_add(scenario.draws);
        drawn.push((DrawnScenario::new(scenario, &ensemble), ensemble.summary.assumptions));
    }
    Ok(Drawn::new(drawn, stated))
}
