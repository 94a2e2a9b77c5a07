//! What if Kazakhstan's voters ranked? The 29 districts of 2023 by most votes and by instant run-off, and the Mäjilis as 20 regions
//! with the single transferable vote beside the law of that day, all on the same synthetic elections. Nobody has asked these voters
//! whom they would put second: every assumption is printed. The one argument is the number of draws.

use std::collections::BTreeMap;
use std::error::Error;

use jiff::civil::date;
use sailau::apportion::{Method, apportion};
use sailau::electorate::{Electorate, ListContest, Preferences, RankedContest, ReportingLevel};
use sailau::kazakhstan::{electorate, law_on};
use sailau::report::columns;
use sailau::simulate::elections::Simulation;
use sailau::simulate::{Confidence, Run};
use sailau::system::{ElectoralSystem, RulesError};

/// A district's member by most votes, or by the ballots on which voters rank.
fn of_29(name: &str, contest: &str, method: &str) -> Result<ElectoralSystem, RulesError> {
    let tier = format!(
        "name = \"single\"\ncontest = \"{contest}\"\nseats = 1\ndistricts = 29\nmethod = \"{method}\"\n"
    );
    ElectoralSystem::from_toml(&format!("name = \"{name}\"\n[[tier]]\n{tier}"))
}

/// A third of voters stop after each party; a ballot has three ranks, as in the districts a dozen and a half stand.
const STOP: f64 = 1.0 / 3.0;

fn main() -> Result<(), Box<dyn Error>> {
    let draws = std::env::args().nth(1).map_or(Ok(500), |draws| draws.parse())?;
    let day = date(2023, 3, 19);
    let mut voters = electorate(day).ok_or("the electorate of 2023 is not there")?.electorate.clone();
    let law = law_on(day)?.value;
    let regions = seats_of_regions(&voters, 98)?;
    let most = regions.values().copied().max().unwrap_or(1);
    let by = ReportingLevel::Region;
    voters.lists.push(ListContest { name: "by region".to_owned(), by, ..ListContest::default() });
    let ranked = |name: &str, of: &str, nominees, at_most| RankedContest {
        name: name.to_owned(),
        of: of.to_owned(),
        nominees,
        stop: STOP,
        stops: BTreeMap::new(),
        at_most: Some(at_most),
        preferences: Preferences::PartySupport,
    };
    // A party can win all seats of the largest region; a ballot has room for the candidates of two.
    voters.ranked = vec![ranked("ranked", "single", 1, 3), ranked("regions", "by region", most, 2 * most)];
    let seats: Vec<_> = regions.iter().map(|(region, seats)| format!("\"{region}\" = {seats}")).collect();
    let transferable = format!(
        "name = \"98 in 20 regions\"\n[[tier]]\nname = \"regions\"\nseats = {{ {} }}\ndistricts = \"each\"\nmethod = \"stv\"\n[tier.ranked]\nsurplus = {{ decimals = 5 }}\nexclusion = {{ several = \"all that cannot win\" }}\n",
        seats.join(", ")
    );

    let model = voters.compile()?;
    let simulation = Simulation::new(&model)
        .system("law of 2023", law)?
        .system("29 by most votes", &of_29("Most votes", "single", "plurality")?)?
        .system("29 by run-off", &of_29("Run-off", "ranked", "instant run-off")?)?
        .system("98 in 20 regions by STV", &ElectoralSystem::from_toml(&transferable)?)?;
    let found = Run::from_seed(2023).draws(draws).run(&simulation)?.summary;

    let mut rows = vec![vec!["system".to_owned(), "P(majority), %".to_owned(), "not counted".to_owned()]];
    rows[0].extend(found.parties.iter().cloned());
    for houses in &found.systems {
        // Any party's majority, with the 95 % interval of the simulation's own error.
        let chance = houses.majority.wilson(Confidence::P95);
        let share = houses.majority.share().unwrap_or(0.0);
        let mut row = vec![
            houses.name.clone(),
            format!("{:.1} [{:.1}, {:.1}]", 100.0 * share, 100.0 * chance.low, 100.0 * chance.high),
            houses.failed.yes.to_string(),
        ];
        let means = houses.parties.iter().map(|party| party.seats.moments().mean().unwrap_or(0.0));
        row.extend(means.map(|mean| format!("{mean:.1}")));
        rows.push(row);
    }
    println!("{draws} synthetic elections; columns of parties: mean seats\n\n{}", columns("  ", &rows));
    println!("What this takes for granted:");
    found.assumptions.iter().for_each(|sentence| println!("  * {sentence}"));
    println!("  * The 98 seats of the regions are apportioned to their rolls (Sainte-Laguë).");
    println!("  * Voters of 2023 would vote as they did if they ranked, three in a district.");
    println!("Second choices by support keep a leader ahead: a run-off differs where they go another way.");
    Ok(())
}

/// Seats of the regions by their rolls.
fn seats_of_regions(voters: &Electorate, seats: u32) -> Result<BTreeMap<String, u32>, Box<dyn Error>> {
    let mut rolls: BTreeMap<String, u64> = BTreeMap::new();
    for district in &voters.districts {
        let region = district.region.as_ref().unwrap_or(&district.name);
        *rolls.entry(region.clone()).or_default() += district.registered;
    }
    let claims: Vec<u64> = rolls.values().copied().collect();
    let shared = apportion(&claims, seats, Method::SAINTE_LAGUE)?;
    if !shared.ties.is_empty() {
        return Err("two regions have equal claims to a seat".into());
    }
    Ok(rolls.into_keys().zip(shared.seats).collect())
}
