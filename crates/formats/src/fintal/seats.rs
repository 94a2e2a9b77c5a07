//! Seats: of districts, and those the office gives to parties.

use super::Files;
use super::area::{Area, Level, Party};
use crate::error::{ImportError, ImportProblem};
use crate::import::{District, Import, OfficialSeats};
use crate::note::NoteKind;
use crate::{levels, number};

/// Adds facts of districts and official seats.
///
/// Seats of districts, with their levelling seats, where they are known of all of them; otherwise those of the country.
pub(super) fn add(import: &mut Import, files: &Files<'_>) -> Result<(), ImportError> {
    let districts: Vec<_> = files.areas.values().filter(|(_, area)| area.level == Level::District).collect();
    let mut known = true;
    let mut early = Vec::new();
    for (source, area) in &districts {
        let own = sum(area, |party| party.own).map_err(|problem| source.problem(problem))?;
        let region = files.index.as_ref().and_then(|(_, index)| {
            let (_, above) = index.areas.get(&(Level::District, area.id))?;
            index.areas.get(&(Level::Province, *above)).map(|(name, _)| name.clone())
        });
        let seats = own.map(number::seats).transpose().map_err(|problem| source.problem(problem))?;
        import.districts.push(District { district: area.name.clone(), seats, region, population: None });
        known &= own.is_some();
        if own.is_some() && area.parties.iter().any(|party| party.seats.is_none()) {
            early.push(&*area.name);
        }
    }
    let country = files.areas.get(&(Level::Country, 0));
    if !known {
        import.note(NoteKind::Lacks, "seats: these files have none");
        return Ok(());
    }
    let areas: Vec<&Area> = districts.iter().map(|(_, area)| area).collect();
    // A district whose file is from before levelling: nothing was added there if the country's seats say so.
    let levelled = early.is_empty() || country.is_some_and(|(_, country)| check(country, &areas).is_ok());
    if levelled {
        for (source, area) in &districts {
            for party in &area.parties {
                let seats = party.seats.or(party.own).unwrap_or(0);
                official(import, Some(&area.name), party, seats)
                    .map_err(|problem| source.problem(problem))?;
            }
        }
        if let Some((source, country)) = country {
            check(country, &areas).map_err(|problem| source.problem(problem))?;
        }
    } else if let Some((source, country)) = country {
        for party in &country.parties {
            official(import, None, party, party.seats.unwrap_or(0))
                .map_err(|problem| source.problem(problem))?;
        }
    }
    if !early.is_empty() {
        let words = format!(
            "where levelling seats lie in {}, whose file is from before they were given out{}",
            early.join(", "),
            if levelled { "; as the country's seats have it, none do" } else { "" }
        );
        import.note(NoteKind::Lacks, words);
    }
    import.note(
        NoteKind::LeftOut,
        "districts have their own seats (`Kredsmandater`), the official seats are all",
    );
    Ok(())
}

fn official(
    import: &mut Import,
    district: Option<&str>,
    party: &Party,
    seats: u64,
) -> Result<(), ImportProblem> {
    if seats > 0 {
        import.official.push(OfficialSeats {
            contest: "list".to_owned(),
            district: district.map(str::to_owned),
            party: Some(party.letter.clone()),
            candidate: None,
            seats: number::seats(seats)?,
        });
    }
    Ok(())
}

/// A sum over parties; none where one of them has no number.
fn sum(area: &Area, of: fn(&Party) -> Option<u64>) -> Result<Option<u64>, ImportProblem> {
    let numbers: Option<Vec<u64>> = area.parties.iter().map(of).collect();
    numbers.map(|numbers| numbers.into_iter().try_fold(0, number::sum)).transpose()
}

/// The seats of a party in all districts, where a file from before levelling has the district's own only.
fn of_districts(letter: &str, districts: &[&Area]) -> Result<u64, ImportProblem> {
    let parties = districts.iter().flat_map(|area| &area.parties).filter(|party| party.letter == letter);
    parties.map(|party| party.seats.or(party.own).unwrap_or(0)).try_fold(0, number::sum)
}

/// Holds the country's seats against those of districts.
fn check(country: &Area, districts: &[&Area]) -> Result<(), ImportProblem> {
    for party in &country.parties {
        if let Some(seats) = party.seats {
            let parts = of_districts(&party.letter, districts)?;
            levels::same(&country.name, &format!("seats of {}", party.letter), seats, parts)?;
        }
    }
    Ok(())
}
