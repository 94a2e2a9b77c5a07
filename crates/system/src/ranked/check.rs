//! What a tier of ranked ballots must not contradict.

use crate::ElectoralSystem;
use crate::error::RulesErrorKind;
use crate::rules::{Checked, Refused, Seats, Tier, wrong};
use sailau_ranked::RankedRule;

/// The rule by itself, and beside the tiers around it.
pub(crate) fn check(system: &ElectoralSystem, tier: &Tier, rule: &RankedRule) -> Checked {
    // Where districts have seats of their own, their numbers are held against the rule when they are counted.
    let seats = if let Seats::Same(seats) = tier.seats { seats } else { 1 };
    rule.check(seats).map_err(|problem| Refused {
        word: "ranked",
        problem: problem.to_string().into(),
        kind: RulesErrorKind::Contradiction,
    })?;
    // What hangs on a lot would hang on it through another tier.
    let looks = |other: &&Tier| other.looks_at().any(|(_, name)| name == tier.name);
    match system.tiers.iter().find(looks) {
        Some(other) => wrong("ranked", format!("the tier `{}` looks at these seats, and cannot", other.name)),
        None => Ok(()),
    }
}
