//! A sweep is drawn once for all of its points, and each of them comes out as if it had been drawn alone.

use jiff::civil::date;
use sailau::kazakhstan::{electorate, law_on};
use sailau::reform::Sweep;
use sailau::reform::sweep_file::{Scenarios, Sources, SweepFile, Together};
use sailau::simulate::Run;
use sailau::simulate::elections::Simulation;

#[test]
fn twenty_one_thresholds_are_twenty_one_simulations_of_the_same_seed() {
    let day = date(2023, 3, 19);
    let model = electorate(day).unwrap().electorate.compile().unwrap();
    let sweep = Sweep::from_toml(
        r#"vary = [{ set = "list.threshold.at_least", from = "0%", to = "10%", step = "0.5%" }]"#,
    )
    .unwrap();
    let law = law_on(day).unwrap().value;
    let run = Run::from_seed(3).draws(300);
    let drawn = sweep.drawn(law, &model, &run).unwrap();
    let points: Vec<_> = sweep.systems(law).unwrap().map(Result::unwrap).collect();
    assert_eq!(points.len(), 21);
    for (number, point) in points.iter().enumerate() {
        let name = point.system.name.clone();
        let alone = Simulation::new(&model).compare_none().system(name, &point.system).unwrap();
        let alone = run.run(&alone).unwrap().summary;
        assert_eq!(alone.systems[0], drawn.ensemble.summary.systems[number]);
        assert_eq!(alone.votes, drawn.ensemble.summary.votes);
    }
    // With any number of threads, and in shards.
    let bytes = |ensemble| serde_json::to_string(&ensemble).unwrap();
    let one = sweep.drawn(law, &model, &run.clone().threads(1)).unwrap();
    assert_eq!(bytes(one.ensemble), bytes(drawn.ensemble.clone()));
    let shard = |part| sweep.drawn(law, &model, &run.clone().shard(part, 2)).unwrap().ensemble;
    assert_eq!(bytes(shard(2).merge(&shard(1)).unwrap()), bytes(drawn.ensemble));
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
