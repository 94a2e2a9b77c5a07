//! What the first screen has of votes without a scenario and with it.

use sailau::report::{Cell, Column, Kind, Table, wrapped};
use sailau::simulate::elections::{Digest, Ensemble};

use crate::failure::Failure;
use crate::output::{cut, for_people};

/// What the scenario states, all of it; nothing where there is none.
pub(super) fn stated(digest: &Digest) -> String {
    let sentences: Vec<String> =
        digest.stated.iter().map(|sentence| wrapped(&format!("  * {sentence}"), 4)).collect();
    match sentences.is_empty() {
        true => String::new(),
        false => format!("\nStated, and counted without it and with it\n{}", sentences.concat()),
    }
}

/// Shares of the votes without the scenario and with it, law by law; nothing where there is none.
pub(super) fn votes(ensemble: &Ensemble) -> Result<String, Failure> {
    let found = &ensemble.summary;
    if found.votes.len() < 2 {
        return Ok(String::new());
    }
    let mut columns = vec![Column::new("party", Kind::Text)];
    for number in 0..found.votes.len() {
        let of = found.systems.iter().find(|system| system.votes == number);
        let name = of.map_or_else(|| number.to_string(), |system| system.name.clone());
        let heading = if number == 0 { "without".to_owned() } else { name.clone() };
        columns.push(Column::new(format!("votes in {name}"), Kind::Share { places: 1 }).heading(heading));
    }
    let mut table = Table::new(columns)?;
    for (number, party) in found.parties.iter().enumerate() {
        let share = |of: usize| {
            let shares = found.votes.get(of)?.shares.get(number)?;
            // Counted in thousandths.
            Some(shares.moments().mean()? / 1_000.0)
        };
        let shares: Vec<Option<f64>> = (0..found.votes.len()).map(share).collect();
        if shares.iter().flatten().all(|&share| share < 0.000_5) {
            continue;
        }
        let mut cells = vec![Cell::from(cut(party, 30).as_str())];
        cells.extend(shares.into_iter().map(Cell::from));
        table.push(cells)?;
    }
    Ok(format!("\nVotes: mean shares of those for lists\n\n{}", for_people(&table)))
}
