//! What if more of the house were elected in single-member districts? A house of 98 with 0 to 98 list seats, the rest single, on
//! the same synthetic elections. Each point has a map of its own, redrawn from the districts of 2023.
//!
//! Ranges of thresholds, house sizes and methods need no Rust: `sailau sweep`.
//!
//! ```text
//! cargo run --release --example what_if -- [DRAWS]
//! ```

use std::error::Error;

use jiff::civil::date;
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
    let draws = std::env::args().nth(1).map_or(Ok(2_000), |draws| draws.parse())?;
    let day = date(2023, 3, 19);
    let voters = &electorate(day).ok_or("the electorate of 2023 is not there")?.electorate;
    let mut simulation: Option<Simulation<_>> = None;
    let mut list_seats = Vec::new();
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
        list_seats.push(list);
    }
    let simulation = simulation.ok_or("the sweep has no point")?;
    let found = Run::from_seed(2023).draws(draws).run(&simulation)?.summary;

    let mut rows = vec![vec!["list seats".to_owned(), "P(majority), %".to_owned()]];
    rows[0].extend(found.parties.iter().cloned());
    for (list, houses) in list_seats.iter().zip(&found.systems) {
        // Any party's majority, with the 95 % interval of the simulation's own error.
        let chance = houses.majority.wilson(Confidence::P95);
        let share = houses.majority.share().unwrap_or(0.0);
        let mut row = vec![
            format!("{list} of {HOUSE}"),
            format!("{:.1} [{:.1}, {:.1}]", 100.0 * share, 100.0 * chance.low, 100.0 * chance.high),
        ];
        let means = houses.parties.iter().map(|party| party.seats.moments().mean().unwrap_or(0.0));
        row.extend(means.map(|mean| format!("{mean:.1}")));
        rows.push(row);
    }
    println!("{draws} synthetic elections; columns of parties: mean seats\n\n{}", columns("  ", &rows));
    println!("What this takes for granted:");
    found.assumptions.iter().for_each(|sentence| println!("  * {sentence}"));
    Ok(())
}
