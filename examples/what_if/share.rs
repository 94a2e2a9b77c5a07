//! The list seats of a house of 98, from none to all.

use std::error::Error;

use jiff::civil::date;
use sailau::kazakhstan::{electorate, law_on};
use sailau::reform::Sweep;
use sailau::simulate::Run;
use sailau::simulate::elections::Simulation;

use crate::Curve;

const HOUSE: u32 = 98;

/// A tenth of the house at a time; the law of 2022 has 69, which is a step as well.
const SWEEP: &str = r#"
[[vary]]
set = "list.seats"
values = [0, 10, 20, 29, 39, 49, 59, 69, 78, 88, 98]
rest = { set = "single.districts", of = 98 }
"#;

pub(crate) fn curve(draws: u64, seed: u64) -> Result<Curve, Box<dyn Error>> {
    let law = law_on(date(2023, 3, 19))?.value;
    let base = &electorate(date(2023, 3, 19)).ok_or("the electorate of 2023 is not there")?.electorate;
    let mut simulation = None::<Simulation<_>>;
    let mut values = Vec::new();
    for point in Sweep::from_toml(SWEEP)?.systems(law)? {
        let point = point?;
        let list = point.system.tier("list").map_or(0, |tier| match &tier.rule {
            sailau::system::TierRule::List(_) => seats(&point.values),
            _ => 0,
        });
        let model = base.redrawn(HOUSE - list).compile()?;
        values.push(format!("{list} of {HOUSE}"));
        let with = match simulation {
            None => Simulation::new(model).compare_none(),
            Some(before) => before.with_model(model),
        };
        simulation = Some(with.system(point.system.name.clone(), &point.system)?);
    }
    let simulation = simulation.ok_or("the sweep has no point")?;
    let ensemble = Run::from_seed(seed).draws(draws).run(&simulation)?;
    Ok(Curve::of(&ensemble, &values))
}

/// The value of the one rule that is varied.
fn seats(values: &[sailau::reform::Value]) -> u32 {
    values.first().and_then(|value| value.to_string().parse().ok()).unwrap_or(0)
}
