//! Every statute: its file of rules, and its second implementation.

use std::ops::RangeInclusive;

use sailau_ranked::{RankedMethod, RankedRule};

use crate::papers::Election;
use crate::table::{Lot, Record};

#[derive(Debug, Clone)]
pub(crate) struct Statute {
    pub(crate) name: &'static str,
    pub(crate) seats: RangeInclusive<usize>,
    pub(crate) count: fn(&Election, Lot<'_>) -> Record,
}

/// Those whose counts are compared stage by stage.
pub(crate) const STATUTES: [Statute; 15] = [
    Statute { name: "scotland", seats: 1..=4, count: crate::scotland::count },
    Statute { name: "australia_senate", seats: 1..=4, count: crate::australia_senate::count },
    Statute { name: "minneapolis_several", seats: 1..=4, count: crate::minneapolis_several::count },
    Statute { name: "minneapolis_single", seats: 1..=1, count: crate::minneapolis_single::count },
    Statute { name: "burlington", seats: 1..=1, count: crate::burlington::count },
    Statute { name: "alaska", seats: 1..=1, count: crate::alaska::count },
    Statute { name: "albany", seats: 1..=4, count: crate::albany::count },
    Statute { name: "portland", seats: 1..=4, count: crate::portland::count },
    Statute { name: "ireland", seats: 1..=4, count: crate::ireland::count },
    Statute { name: "northern_ireland", seats: 2..=4, count: crate::northern_ireland::count },
    Statute { name: "new_south_wales_local", seats: 1..=4, count: crate::new_south_wales_local::count },
    Statute { name: "new_zealand", seats: 1..=4, count: crate::new_zealand::count },
    Statute { name: "act", seats: 1..=4, count: crate::hare_clark::act },
    Statute { name: "tasmania", seats: 1..=4, count: crate::hare_clark::tasmania },
    Statute { name: "malta", seats: 1..=4, count: crate::malta::count },
];

/// Those of points, which are counted in one stage and are no votes.
pub(crate) const POINTS: [Statute; 2] = [
    Statute { name: "nauru", seats: 1..=4, count: crate::points::nauru },
    Statute { name: "slovenia_minorities", seats: 1..=4, count: crate::points::slovenia },
];

/// The rules that are counted under a statute: what the tier of its file says.
pub(crate) fn rule(name: &str) -> RankedRule {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/ranked/rules");
    let text = std::fs::read_to_string(format!("{folder}/{name}.toml")).unwrap();
    let mut file: toml::Table = toml::from_str(&text).unwrap();
    let Some(toml::Value::Array(mut tiers)) = file.remove("tier") else { panic!("{name} has no tier") };
    let toml::Value::Table(mut tier) = tiers.remove(0) else { panic!("{name}: a tier is a table") };
    let method = tier["method"].as_str().and_then(RankedMethod::named).unwrap();
    let rule: Option<RankedRule> = tier.remove("ranked").map(|words| words.try_into().unwrap());
    rule.unwrap_or_else(|| RankedRule::new(method)).by(method)
}

/// Rules of which no file is kept.
pub(crate) fn rule_of(method: RankedMethod, words: &str) -> RankedRule {
    toml::from_str::<RankedRule>(words).unwrap().by(method)
}
