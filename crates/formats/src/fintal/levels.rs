//! Areas held against the areas in them.

use std::collections::BTreeMap;

use super::Files;
use super::area::{Area, Level};
use crate::error::{ImportError, ImportProblem};
use crate::levels::Levels;

/// Holds every area against the ones in it, where all of them are given.
///
/// Without an index only districts and the country are known to belong together.
pub(super) fn check(files: &Files<'_>) -> Result<(), ImportError> {
    let below = |level| match level {
        Level::Country => Some(Level::Province),
        Level::Province => Some(Level::District),
        Level::District => Some(Level::NominationDistrict),
        Level::NominationDistrict => Some(Level::PollingDistrict),
        Level::PollingDistrict => None,
    };
    if let Some((source, index)) = &files.index {
        for (&(level, number), (name, _)) in &index.areas {
            if level == Level::District && !files.areas.contains_key(&(level, number)) {
                let words =
                    format!("the file of {name} (`fintal_{number}.xml`) is missing; the index has it");
                return Err(source.problem(ImportProblem::MissingFile(words)));
            }
        }
        let mut parts: BTreeMap<(Level, u64), Vec<u64>> = BTreeMap::new();
        for (&(level, number), (_, above)) in &index.areas {
            parts.entry((level, *above)).or_default().push(number);
        }
        for (&(level, number), (source, area)) in &files.areas {
            if level != Level::Country && !index.areas.contains_key(&(level, number)) {
                let words = format!("{}, which the index does not have", area.name);
                return Err(source.problem(ImportProblem::NotThis(words)));
            }
            let Some(below) = below(level) else { continue };
            let numbers = parts.get(&(below, number)).map(Vec::as_slice).unwrap_or_default();
            let given: Option<Vec<&Area>> =
                numbers.iter().map(|part| files.areas.get(&(below, *part)).map(|(_, area)| area)).collect();
            if let Some(given) = given.filter(|given| !given.is_empty()) {
                same(area, &given).map_err(|problem| source.problem(problem))?;
            }
        }
    }
    if let Some((source, country)) = files.areas.get(&(Level::Country, 0)) {
        let districts =
            files.areas.values().map(|(_, area)| area).filter(|area| area.level == Level::District);
        same(country, &districts.collect::<Vec<_>>()).map_err(|problem| source.problem(problem))?;
    }
    Ok(())
}

fn same(whole: &Area, parts: &[&Area]) -> Result<(), ImportProblem> {
    let mut levels = Levels::default();
    for part in parts {
        for (what, n) in figures(part) {
            levels.add(&whole.name, &what, n)?;
        }
        for party in &part.parties {
            if party.votes > 0 && !whole.parties.iter().any(|known| known.letter == party.letter) {
                crate::levels::same(&whole.name, &format!("party {}", party.letter), 0, party.votes)?;
            }
        }
    }
    figures(whole).try_for_each(|(what, n)| levels.check(&whole.name, &what, n))
}

fn figures(area: &Area) -> impl Iterator<Item = (String, u64)> {
    let figures = [
        ("voters on the roll", area.registered),
        ("votes outside of parties", area.outside.unwrap_or(0)),
        ("valid votes", area.valid),
        ("blank ballots", area.blank),
        ("invalid ballots", area.invalid),
    ];
    let figures = figures.into_iter().map(|(what, n)| (what.to_owned(), n));
    let parties = area.parties.iter().map(|party| (format!("party {}", party.letter), party.votes));
    parties.chain(figures)
}
