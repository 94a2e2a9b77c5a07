//! Where rules stand among all on board: for the page of a report.

use sailau::kazakhstan;
use sailau::report::page::AmongOthers;
use sailau::simulate::Run;
use sailau::simulate::scale::{Positions, Scale};
use sailau::system::ElectoralSystem;
use sailau::votes::Votes;

use super::on_board::{self, Candidate, Known};
use super::{LEVEL, SetOn};
use crate::failure::Failure;
use crate::progress::Bar;

/// These rules among all on board, on so many electorates that are uniform on the simplex. Rules that are on board already stand there
/// once, in the districts that they have; others in those of the votes.
pub(crate) fn among_all(
    rules: &[(String, ElectoralSystem)],
    votes: &Votes,
    electorates: u64,
    seed: u64,
) -> Result<AmongOthers, Failure> {
    let mut all = on_board::all()?.into_iter().map(Known::read).collect::<Result<Vec<_>, _>>()?;
    let mut named = Vec::new();
    for (name, rules) in rules {
        let known = all.iter().find(|known| known.rules == *rules).map(|known| known.name.clone());
        let system = known.unwrap_or_else(|| {
            let own = Candidate::of(own_name(name, &all), rules.clone(), votes.clone());
            let system = own.name.clone();
            all.push(own);
            system
        });
        named.push((name.clone(), system));
    }
    let SetOn { mut scale, names, aside } = SetOn::of(Scale::uniform(2..=10)?, &all)?;
    // What the others of the page are held against.
    let first = named.iter().find(|(_, system)| names.iter().any(|(name, _)| name == system));
    if let Some((_, system)) = first {
        scale = scale.compared_with(system)?;
    }
    let rounds = electorates.div_ceil(scale.electorates() as u64);
    let bar = Bar::new(rounds, "rounds");
    let (sample, _) = Run::from_seed(seed).draws(rounds).run_watched(&scale, bar.watch())?;
    drop(bar);
    Ok(AmongOthers {
        positions: Positions::of(&sample, LEVEL),
        seed,
        rules: named,
        marked: names.into_iter().map(|(name, _)| name).filter(|name| kazakhstan::is_named(name)).collect(),
        aside,
    })
}

/// A name that nothing on the scale has.
fn own_name(name: &str, all: &[Candidate]) -> String {
    let is_taken = |name: &str| all.iter().any(|known| known.name == name);
    if is_taken(name) { format!("{name} (of this page)") } else { name.to_owned() }
}
