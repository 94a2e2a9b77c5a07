//! What if more of the house were elected in single-member districts? A house of 98 with 0 to 98 list seats, the rest single, on
//! the same synthetic elections. Each point has a map of its own, redrawn from the districts of 2023. And what if voters ranked: the
//! 29 districts by instant run-off, the house as 20 regions with the single transferable vote?
//!
//! Ranges of thresholds, house sizes and methods need no Rust: `sailau sweep`.
//!
//! ```text
//! cargo run --release --example what_if -- [DRAWS]
//! ```

use std::error::Error;

use jiff::civil::date;
use sailau::kazakhstan::electorates::second_choices;
use sailau::kazakhstan::{electorate, law_on};
use sailau::reform::Sweep;
use sailau::report::columns;
use sailau::simulate::elections::Simulation;
use sailau::simulate::{Confidence, Run};

const HOUSE: u32 = 98;

/// A tenth of the house at a time; the law of 2022 has 69 list seats, which is a step as well.
const SWEEP: &str = r#"
[[vary]]
set = "list.seats"
values = [0, 10, 20, 29, 39, 49, 59, 69, 78, 88, 98]
rest = { set = "single.districts", of = 98 }
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let draws = std::env::args().nth(1).map_or(Ok(1_000), |draws| draws.parse())?;
    let day = date(2023, 3, 19);
    let voters = &electorate(day).ok_or("the electorate of 2023 is not there")?.electorate;
    let mut simulation: Option<Simulation<_>> = None;
    let mut names = Vec::new();
    for point in Sweep::from_toml(SWEEP)?.systems(law_on(day)?.value)? {
        let point = point?;
        let list = u32::try_from(&point.values[0])?;
        // As many districts as the law then has, with the same voters.
        let model = voters.redrawn(HOUSE - list).compile()?;
        let with = match simulation {
            None => Simulation::new(model).compare_none(),
            Some(before) => before.with_model(model),
        };
        simulation = Some(with.system(point.system.name.clone(), &point.system)?);
        names.push(format!("{list} list seats of {HOUSE}"));
    }
    // Nobody has asked these voters whom they would put second: what stands for it is printed below.
    let ranking = second_choices();
    let simulation = simulation.ok_or("the sweep has no point")?;
    let mut simulation = simulation.with_model(ranking.electorate.compile()?);
    for system in &ranking.systems {
        simulation = simulation.system(system.name.clone(), system)?;
        names.push(system.name.clone());
    }
    let found = Run::from_seed(2023).draws(draws).run(&simulation)?.summary;

    let mut rows = vec![vec!["system".to_owned(), "P(majority), %".to_owned()]];
    rows[0].extend(found.parties.iter().cloned());
    for (name, houses) in names.into_iter().zip(&found.systems) {
        // Any party's majority, with the 95 % interval of the simulation's own error.
        let chance = houses.majority.wilson(Confidence::P95);
        let share = houses.majority.share().unwrap_or(0.0);
        let mut row = vec![
            name,
            format!("{:.1} [{:.1}, {:.1}]", 100.0 * share, 100.0 * chance.low, 100.0 * chance.high),
        ];
        let means = houses.parties.iter().map(|party| party.seats.moments().mean().unwrap_or(0.0));
        row.extend(means.map(|mean| format!("{mean:.1}")));
        rows.push(row);
    }
    println!("{draws} synthetic elections; columns of parties: mean seats\n\n{}", columns("  ", &rows));
    println!("What this takes for granted:");
    found.assumptions.iter().for_each(|sentence| println!("  * {sentence}"));
    println!("Second choices by support keep a leader ahead: a run-off differs where they go another way.");
    Ok(())
}
