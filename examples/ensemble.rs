//! Three laws of Kazakhstan on the same drawn elections: how sure is a majority, and what does a reform change?
//!
//! ```text
//! cargo run --release --example ensemble
//! ```
//!
//! The electorate is fitted to the official results of 2023. It is drawn twenty thousand times, and each draw is counted under the
//! laws of 2021 (98 list seats, 5 per cent), 2022 (69 list seats and 29 districts) and 2026 (145 list seats), and under that of 2021
//! once more as if new parties had to meet the registration law of its day. So the laws differ by what they are, not by the
//! luck of the draw. The program `sailau simulate` does this for electorates and rules in files.

use std::error::Error;

use jiff::civil::date;
use sailau::electorate::Bar;
use sailau::kazakhstan::{electorate, law_on};
use sailau::report::Table;
use sailau::simulate::elections::{Digest, Simulation};
use sailau::simulate::{Confidence, Run};

fn main() -> Result<(), Box<dyn Error>> {
    let election = electorate(date(2023, 3, 19)).ok_or("the electorate of 2023 is not there")?;
    let barred = election.under_registration_law(date(2021, 5, 25))?;
    // The same with a bar that everybody meets, so that both draw the same random numbers: the parties of 2023 all stood.
    let mut all = barred.clone();
    all.bar = Some(Bar::default());
    let old = law_on(date(2021, 5, 25))?.value;
    let simulation = Simulation::new(all.compile()?)
        .system("2021", old)?
        .system("2022", law_on(date(2023, 3, 19))?.value)?
        .system("2026", law_on(date(2026, 7, 1))?.value)?
        .with_model(barred.compile()?)
        .system("2021, old bar", old)?;
    let ensemble = Run::from_seed(2023).draws(20_000).run(&simulation)?;

    // Intervals say how exact the simulation is; the assumptions, how right its model may be.
    let digest = Digest::of(&ensemble, Confidence::P95);
    println!("A party has a majority of the house");
    for row in digest.events.iter().filter(|row| row.event == "majority") {
        let [share, low, high] = [row.chance.share, row.chance.low, row.chance.high].map(|part| 100.0 * part);
        println!("  {:<14} {share:.1} % [{low:.1}, {high:.1}]", row.system);
    }
    println!("\nSeats of the law of 2021 less those of another, on the same votes\n");
    let mut pairs = Table::of_pairs(&digest);
    let assumptions = std::mem::take(&mut pairs.notes);
    println!("{pairs}\nWhat this takes for granted\n");
    assumptions.iter().for_each(|sentence| println!("  * {sentence}"));
    Ok(())
}
