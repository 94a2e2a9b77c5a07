//! One party under each law on the registration of parties that Kazakhstan has had since 2002.
//!
//! ```text
//! cargo run --release --example party_registration
//! ```
//!
//! `sailau law registration` of the program has the real parties, the new map of 2022, and what each law would let in.

use std::error::Error;

use sailau::kazakhstan::{regions_on, registration_laws};
use sailau::procedure::registration::Facts;

fn main() -> Result<(), Box<dyn Error>> {
    for law in registration_laws().iter() {
        // An invented party with 1,000 members in each region of that day.
        let regions = regions_on(law.since)?;
        let names = || regions.iter().map(|region| region.name.as_str());
        let party = Facts::unknown("Invented", names()).with_branches(names().map(|name| (name, 1_000)));
        let decision = law.value.decide(&party)?;
        println!("Law of {}, {} regions\n{decision}", law.since, regions.len());
        let map: Vec<&str> = names().collect();
        let fewest = law.value.smallest(&map)?;
        println!("The fewest members that pass: {}\n", fewest.members);
    }
    Ok(())
}
