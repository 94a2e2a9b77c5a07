//! What is known of districts, where the files do not say it: that of the election of the repository.

use sailau::votes::District;
use sailau_formats::{District as Known, Import};

/// Adds seats, regions and population that the import lacks, by the names of districts and regions. Says of how many.
pub(super) fn fill(import: &mut Import, facts: &[District]) -> usize {
    let mut taken = 0;
    for fact in facts {
        let at = import.districts.iter().position(|known| known.district == fact.name);
        // What is neither a district of the files nor a region of theirs is another election's.
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
