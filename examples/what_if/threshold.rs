//! The threshold of the list, from nothing to ten per cent.

use std::error::Error;

use jiff::civil::date;
use sailau::kazakhstan::{election, electorate, law_on};
use sailau::reform::{Sweep, Value, tipping_threshold};
use sailau::simulate::Run;
use serde::Serialize;

use crate::Curve;

const SWEEP: &str = r#"
[[vary]]
set = "list.threshold.at_least"
from = "0%"
to = "10%"
step = "0.5%"
"#;

/// What the threshold does to the votes of 2023, and to synthetic ones.
#[derive(Serialize)]
pub(crate) struct Answer {
    /// The thresholds under which each party has list seats by the official votes, exactly: `from 0 % to 5.2892… %`.
    pub(crate) official: Vec<Reach>,
    /// Synthetic votes.
    pub(crate) curve: Curve,
}

/// How far a threshold may go before a party is out.
#[derive(Serialize)]
pub(crate) struct Reach {
    pub(crate) party: String,
    /// The party's votes by the base of the threshold; none when it has no list seat at any.
    pub(crate) last: Option<String>,
    /// In words.
    pub(crate) words: Vec<String>,
}

pub(crate) fn answer(draws: u64, seed: u64) -> Result<Answer, Box<dyn Error>> {
    let law = law_on(date(2023, 3, 19))?.value;
    let votes = election(date(2023, 3, 19))
        .ok_or("the election of 2023 is not there")?
        .votes()
        .without_winners()
        .allow_uncounted();
    let mut official = Vec::new();
    for party in votes.field().parties() {
        let stretches =
            tipping_threshold(law, "list", &votes, |outcome| Ok(outcome.seats_in("list", &party.name)? > 0))?;
        official.push(Reach {
            party: party.name.clone(),
            last: stretches.iter().rfind(|stretch| stretch.holds).map(|stretch| stretch.to.at.to_string()),
            words: stretches.iter().map(ToString::to_string).collect(),
        });
    }

    let model =
        electorate(date(2023, 3, 19)).ok_or("the electorate of 2023 is not there")?.electorate.compile()?;
    let drawn = Sweep::from_toml(SWEEP)?.drawn(law, model, &Run::from_seed(seed).draws(draws))?;
    let value = |values: &Vec<Value>| values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let values: Vec<String> = drawn.values.iter().map(value).collect();
    Ok(Answer { official, curve: Curve::of(&drawn.ensemble, &values) })
}
