//! A sweep is drawn once for all of its points, and each of them comes out as if it had been drawn alone.

use jiff::civil::date;
use sailau::electorate::Sampler;
use sailau::kazakhstan::{electorate, law_on};
use sailau::reform::Sweep;
use sailau::reform::sweep_file::{DrawnScenario, Scenarios, Sources, SweepFile, Together};
use sailau::simulate::Run;
use sailau::simulate::elections::{Ensemble, EnsembleSummary, Simulation};
use sailau::system::ElectoralSystem;

/// Kazakhstan's electorate and law of 2023, and thresholds from nothing on.
struct Thresholds {
    model: Sampler,
    law: &'static ElectoralSystem,
    sweep: Sweep,
}

impl Thresholds {
    fn up_to(most: &str, step: &str) -> Self {
        let day = date(2023, 3, 19);
        let text = format!(
            "vary = [{{ set = 'list.threshold.at_least', from = '0%', to = '{most}', step = '{step}' }}]"
        );
        Self {
            model: electorate(day).unwrap().electorate.compile().unwrap(),
            law: law_on(day).unwrap().value,
            sweep: Sweep::from_toml(&text).unwrap(),
        }
    }

    fn points(&self) -> Vec<ElectoralSystem> {
        self.sweep.systems(self.law).unwrap().map(|point| point.unwrap().system).collect()
    }

    fn drawn(&self, run: &Run) -> Ensemble {
        self.sweep.drawn(self.law, &self.model, run).unwrap().ensemble
    }

    /// One point, in a simulation of its own.
    fn alone(&self, point: &ElectoralSystem, run: &Run) -> EnsembleSummary {
        let simulation = Simulation::new(&self.model).compare_none().system(point.name.clone(), point);
        run.run(&simulation.unwrap()).unwrap().summary
    }
}

#[test]
fn twenty_one_thresholds_are_twenty_one_simulations_of_the_same_seed() {
    let thresholds = Thresholds::up_to("10%", "0.5%");
    let run = Run::from_seed(3).draws(300);
    let drawn = thresholds.drawn(&run);
    let points = thresholds.points();
    assert_eq!(points.len(), 21);
    for (point, together) in points.iter().zip(&drawn.summary.systems) {
        let alone = thresholds.alone(point, &run);
        assert_eq!(alone.systems[0], *together);
        assert_eq!(alone.votes, drawn.summary.votes);
    }
    // With any number of threads, and in shards.
    let bytes = |ensemble: Ensemble| serde_json::to_string(&ensemble).unwrap();
    let shard = |part| thresholds.drawn(&run.clone().shard(part, 2));
    let shards = shard(2).merge(&shard(1)).unwrap();
    for other in [thresholds.drawn(&run.clone().threads(1)), shards] {
        assert_eq!(bytes(other), bytes(drawn.clone()));
    }
}

#[test]
fn of_more_points_than_are_kept_run_by_run_each_is_a_simulation_of_its_own_too() {
    let thresholds = Thresholds::up_to("15%", "0.25%");
    let run = Run::from_seed(4).draws(256).threads(1);
    let (drawn, points) = (thresholds.drawn(&run), thresholds.points());
    assert_eq!(points.len(), 61);
    for number in [0, 13, 20, 21, 60] {
        let alone = thresholds.alone(&points[number], &run);
        assert_eq!(alone.systems[0], drawn.summary.systems[number]);
    }
}

struct Nothing;
impl Sources for Nothing {}

/// Two electorates, three seats and a range of thresholds; a baseline that stays, a reform and an event.
const FILE: &str = r#"
name = "Seats, thresholds and turnout"
seed = 11
draws = 300

[electorate]
name = "A town"
swing = { logistic-normal = { nation = 0.3, district = 0.0 } }
district = [{ name = "Town", registered = "$voters" }]
party = [{ name = "Hill", share = 50 }, { name = "Dale", share = 38 }, { name = "Ford", share = 8 }, { name = "Moor", share = 4 }]
list = [{}]

[baseline]
name = "now"
rules = { name = "Council", tier = [{ name = "list", seats = 25, method = "dhondt", threshold = { more_than = "5%", of = "valid votes" } }] }

[[reform]]
name = "another"
changes = [{ set = "list.threshold.more_than", to = "$bar" }, { set = "list.seats", to = "$seats" }]

[[parameter]]
name = "bar"
from = 0
to = 12
write = "{}%"

[[parameter]]
name = "voters"
values = [9000, 400]

[[parameter]]
name = "seats"
values = [25, 9, 40]

[[event]]
parties = ["Dale", "Ford"]
share = "1/2"
"#;

#[test]
fn scenarios_of_one_electorate_are_drawn_together_and_come_out_as_if_alone() {
    let file = SweepFile::from_toml(FILE, &Nothing).unwrap();
    let Scenarios::Drawn(scenarios) = &file.scenarios else { panic!("an electorate is drawn") };
    let together = Together::of(scenarios).unwrap();
    assert_eq!((scenarios.len(), together.len()), (78, 2));
    let mut seen = vec![false; scenarios.len()];
    for part in &together {
        let ensembles = part.run().unwrap();
        assert_eq!(ensembles.len(), part.scenarios().len());
        for ((number, scenario), ensemble) in part.scenarios().zip(ensembles) {
            let alone = scenario.run().unwrap();
            assert_eq!(serde_json::to_string(&alone).unwrap(), serde_json::to_string(&ensemble).unwrap());
            seen[number] = true;
        }
    }
    assert!(seen.iter().all(|seen| *seen));
}

/// The town with a threshold, and a dial.
const DIAL: &str = r#"
name = "Who deserts?"
seed = 5
draws = 400

[electorate]
name = "A town"
swing = { logistic-normal = { nation = 0.2, district = 0.0 } }
district = [{ name = "Town", registered = 90000 }]
party = [{ name = "Hill", share = 50 }, { name = "Dale", share = 39 }, { name = "Ford", share = 6 }, { name = "Moor", share = 5 }]
list = [{}]

[behaviour]
name = "desert"
desertion = { share = "$dial", error = 0.2 }

[baseline]
name = "now"
rules = { name = "Council", tier = [{ name = "list", seats = 25, method = "dhondt", threshold = { at_least = "5%", of = "valid votes" } }] }

[[reform]]
name = "higher"
changes = [{ set = "list.threshold.at_least", to = "7%" }]

[[parameter]]
name = "dial"
values = ["0%", "100%"]

[[event]]
parties = ["Hill", "Dale"]
share = "2/3"
"#;

#[test]
fn a_sweep_draws_what_voters_do_beside_what_they_do_without_it() {
    let file = SweepFile::from_toml(DIAL, &Nothing).unwrap();
    let Scenarios::Drawn(scenarios) = &file.scenarios else { panic!("an electorate is drawn") };
    let unknown = |name: &str| Err(name.to_owned());
    let mut moor = Vec::new();
    for scenario in scenarios {
        let simulation = scenario.behaving(unknown).unwrap().unwrap();
        let ensemble = scenario.as_run().run(&simulation).unwrap();
        let rows = DrawnScenario::new(scenario, &ensemble).rows;
        let seats = |system: &str, figure: &str| {
            let row = rows.iter().find(|row| row.system == system && row.party == "Moor").unwrap();
            row.get(figure)
        };
        assert_eq!(rows.iter().map(|row| row.events.len()).max(), Some(1));
        // All are compared with the baseline without it, and the baseline with nobody.
        let difference = seats("higher, desert", "difference").unwrap();
        let means = ["higher, desert", "now"].map(|system| seats(system, "mean_seats").unwrap());
        assert!((difference - (means[0] - means[1])).abs() < 1e-9, "{difference} {means:?}");
        assert_eq!(seats("now", "difference"), None);
        moor.push(["now", "now, desert"].map(|system| seats(system, "mean_seats").unwrap()));
        let plain = sailau::reform::sweep_file::Scenario { behaviour: None, ..scenario.clone() };
        assert!(plain.behaving(unknown).unwrap().is_none() && plain.simulation().is_ok());
        // What draws votes as they are says that it does not draw these.
        for error in [scenario.run().unwrap_err(), Together::of(std::slice::from_ref(scenario)).unwrap_err()]
        {
            assert!(error.to_string().contains("it states what voters and parties do (`desert`)"), "{error}");
        }
    }
    assert_eq!(moor[0][0], moor[0][1]);
    assert!(moor[1][1] < moor[1][0], "{moor:?}");
}

#[test]
fn what_is_wrong_with_behaviour_is_said_with_its_place() {
    for (from, to, said) in [
        (
            "error = 0.2",
            "error = -1",
            "line 13, column 2: behaviour: desertion, error: a standard deviation of logarithms is from 0 to 10",
        ),
        ("error = 0.2", "eror = 0.2", "line 15, column 32: behaviour: `desertion`: unknown field `eror`"),
        (
            "\"$dial\"",
            "\"$dail\"",
            "line 15, column 15: behaviour, `desertion`, `share`: `$dail` is no parameter",
        ),
        ("\"$dial\"", "\"50%\"", "line 25, column 1: the parameter `dial`: nothing uses it"),
        ("draws = 400", "draws = 400\nbehaviour = 5", "line "),
        ("draws = 400", "draws = 400\nbehaviour = 2026-02-28", "line "),
    ] {
        let error = SweepFile::from_toml(&DIAL.replacen(from, to, 1), &Nothing).unwrap_err().to_string();
        assert!(error.starts_with(said), "{to}\n{error}\n{said}");
        // What a reader calls a day by itself is nobody's word.
        assert!(!error.contains("__"), "{to}\n{error}");
    }
}
