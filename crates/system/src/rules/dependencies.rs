//! Which tiers look at which, and the order that follows.

use std::collections::BTreeSet;

use super::{Contradiction, TierRule};
use crate::ElectoralSystem;
use crate::error::RulesErrorKind;

/// The tiers in an order in which none comes before what it looks at; those without such needs in that of the file.
pub(crate) fn counting_order(system: &ElectoralSystem) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(system.tiers.len());
    while order.len() < system.tiers.len() {
        let counted = |name: &str| order.iter().any(|&i| system.tiers[i].name == name);
        let ready = |i: &usize| system.tiers[*i].looks_at().all(|(_, name)| counted(name));
        match (0..system.tiers.len()).find(|i| !order.contains(i) && ready(i)) {
            Some(next) => order.push(next),
            None => break,
        }
    }
    order
}

/// What a tier looks at is there, is filled by votes, and does not look back.
pub(super) fn check_dependencies(system: &ElectoralSystem) -> Result<(), Contradiction> {
    for (index, tier) in system.tiers.iter().enumerate() {
        let mut seen = BTreeSet::new();
        for (field, name) in tier.looks_at() {
            let at = |problem| Contradiction::in_tier(index, &tier.name, Some(field), problem);
            return Err(match system.tier(name) {
                None => {
                    let kind = RulesErrorKind::unknown_tier(name, system.tier_names());
                    at(format!("there is no tier `{name}`{}", kind.meant())).of_kind(kind)
                }
                Some(other) if other.name == tier.name => at("a tier cannot look at itself".to_owned()),
                Some(other) if matches!(other.rule, TierRule::Appointed(_)) => {
                    at(format!("tier `{name}` is filled without votes; nothing follows from it"))
                }
                // Several ways past a threshold may look at one tier; what is pooled or set off twice would count twice.
                Some(_) if field != "threshold" && !seen.insert((field, name)) => {
                    at(format!("tier `{name}` stands here twice; name it once"))
                }
                Some(_) => continue,
            });
        }
    }
    let order = counting_order(system);
    match (0..system.tiers.len()).find(|index| !order.contains(index)) {
        Some(index) => {
            let problem = "tiers that look at each other can be counted in no order";
            Err(Contradiction::in_tier(index, &system.tiers[index].name, None, problem))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use crate::ElectoralSystem;

    #[test]
    fn a_tier_is_looked_at_once() {
        let read = |with: &str| {
            let text = format!(
                "name = 'A'\n[[tier]]\nname = 'list'\nseats = 9\nmethod = 'dhondt'\n{with}\n\
                 [[tier]]\nname = 'single'\nseats = 1\ndistricts = 3\nmethod = 'plurality'"
            );
            ElectoralSystem::from_toml(&text).map_err(|error| error.to_string())
        };
        assert!(read("linkage = { with = ['single'], overhang = 'kept' }").is_ok());
        for with in [
            "linkage = { with = ['single', 'single'], overhang = 'kept' }",
            "cap = { seats = 3, with = ['single', 'single'] }",
        ] {
            let error = read(with).unwrap_err();
            assert!(error.ends_with("tier `single` stands here twice; name it once"), "{error}");
        }
        // Two ways past a threshold.
        let ways = "threshold = { at_least = '5%', of = 'valid votes', or = [{ seats = 1, tier = 'single' }, { seats = 2, tier = 'single' }] }";
        assert_eq!(read(ways).map(|_| ()), Ok(()));
    }
}
