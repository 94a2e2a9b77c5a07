//! What the files do not say and a count needs: taken of the same election in the repository, or of the office's own seats.

use std::collections::{BTreeMap, BTreeSet};

use sailau::system::ElectoralSystem;
use sailau::votes::{District, Votes, Winner};
use sailau_formats::{District as Known, Import};

use super::cells::contest_of;
use super::names::Names;

/// Adds seats, regions and population that the import lacks, by the names of districts and regions. Says of how many.
pub(super) fn districts(import: &mut Import, facts: &[District]) -> usize {
    let mut taken = 0;
    for fact in facts {
        let at = import.districts.iter().position(|known| known.district == fact.name);
        // What is neither a district of the files nor a region of theirs they call otherwise.
        let is_region = |known: &Known| known.region.as_deref() == Some(fact.name.as_str());
        let is_district = import.rows.iter().any(|row| row.district.as_deref() == Some(fact.name.as_str()));
        if at.is_none() && !is_district && !import.districts.iter().any(is_region) {
            continue;
        }
        let at = at.unwrap_or_else(|| {
            import.districts.push(Known { district: fact.name.clone(), ..Known::default() });
            import.districts.len() - 1
        });
        let known = &mut import.districts[at];
        let before = known.clone();
        known.seats = known.seats.or(fact.seats);
        known.region = known.region.take().or_else(|| fact.region.clone());
        known.population = known.population.or(fact.population);
        taken += usize::from(*known != before);
    }
    taken
}

/// Adds kinds of lists (`minority`, `coalition`) that the import lacks. Says whose.
pub(super) fn kinds(import: &mut Import, names: &Names, theirs: &Votes) -> Vec<String> {
    let kinds = theirs
        .field()
        .parties()
        .iter()
        .filter_map(|party| Some((party.name.as_str(), party.kind.as_deref()?)));
    let kinds: BTreeMap<&str, &str> = kinds.collect();
    let said = import.rows.iter().filter(|row| row.kind.is_some()).filter_map(|row| row.party.clone());
    let said: BTreeSet<String> = said.collect();
    let mut taken = Vec::new();
    for row in &mut import.rows {
        let Some(party) = row.party.as_ref().filter(|party| !said.contains(*party)) else { continue };
        let Some(kind) = kinds.get(names.party(party)) else { continue };
        row.kind = Some((*kind).to_owned());
        let words = format!("{party} ({kind})");
        if !taken.contains(&words) {
            taken.push(words);
        }
    }
    taken
}

/// Seats of contests whose votes are not in the files: they stand as given, as winners of the tier. The rest of the official
/// seats is left to be compared.
pub(super) fn winners(import: &mut Import, rules: &ElectoralSystem, votes: &Votes) -> Vec<Winner> {
    let mut winners = Vec::new();
    for tier in &rules.tiers {
        let contest = contest_of(tier, rules, votes);
        if contest.is_empty() || import.rows.iter().any(|row| row.contest == contest) {
            continue;
        }
        import.official.retain(|won| {
            if won.contest == contest {
                winners.push(Winner {
                    tier: tier.name.clone(),
                    district: won.district.clone(),
                    party: won.party.clone(),
                    candidate: won.candidate.clone(),
                    seats: won.seats,
                });
            }
            won.contest != contest
        });
    }
    winners
}
