//! The systems that are compared, and the votes that they count.

use std::error::Error;

use jiff::civil::date;
use sailau::electorate::{Bar, Sampler};
use sailau::kazakhstan::{electorate, law_on};
use sailau::simulate::elections::Simulation;

/// The laws of 2021 (98 list seats, 5 per cent), 2022 (69 and 29) and 2026 (145 list seats) on the electorate of 2023; and
/// that of 2021 once more, when new parties must also meet the registration law of its day.
pub(crate) fn simulation() -> Result<Simulation<Sampler>, Box<dyn Error>> {
    let election = electorate(date(2023, 3, 19)).ok_or("the electorate of 2023 is not there")?;
    let barred = election.under_registration_law(date(2021, 5, 25))?;
    // The same with a bar that everybody meets, so that both draw the same random numbers: the parties of 2023 all stood.
    let mut all = barred.clone();
    all.bar = Some(Bar::default());
    let old = law_on(date(2021, 5, 25))?.value;
    Ok(Simulation::new(all.compile()?)
        .system("2021", old)?
        .system("2022", law_on(date(2023, 3, 19))?.value)?
        .system("2026", law_on(date(2026, 7, 1))?.value)?
        .with_model(barred.compile()?)
        .system("2021, old bar", old)?
        .compare_all())
}
