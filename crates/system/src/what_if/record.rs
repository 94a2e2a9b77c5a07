//! What was taken as nothing, in the record and in the outcome.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::{Missing, TakenAs, TakenAsNothing};
use crate::Outcome;
use crate::protocol::Entry;
use crate::protocol::words::{Margin, Words};

/// More names than these are not written out in words.
const NAMED: usize = 4;

/// Something that the rules ask for and the votes do not give was taken as nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TakenAsNothingStep {
    /// The rule that asks for it, by its word in a file.
    pub rule: Option<String>,
    /// What is missing.
    pub missing: Missing,
    /// What it was taken to be.
    pub taken_as: TakenAs,
    /// Of which districts, or of whom; empty where it is of the whole country.
    pub of: Vec<String>,
}

/// Writes it into an outcome: a list for programs, and the record before its first tier.
pub(super) fn tell(outcome: &mut Outcome, taken: &[TakenAsNothing]) {
    outcome.taken_as_nothing = taken.to_vec();
    let entry = |taken: &TakenAsNothing| Entry {
        tier: taken.tier.clone(),
        district: None,
        article: taken.article.clone(),
        step: step(taken).into(),
    };
    let entries = &mut outcome.protocol.entries;
    // After the name of the rules.
    let first = entries.len().min(1);
    entries.splice(first..first, taken.iter().map(entry));
}

fn step(taken: &TakenAsNothing) -> TakenAsNothingStep {
    let TakenAsNothing { rule, missing, taken_as, of, .. } = taken.clone();
    TakenAsNothingStep { rule, missing, taken_as, of }
}

impl Words for TakenAsNothingStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(
            f,
            "{}{margin}",
            sentence(margin.tier, self.rule.as_deref(), self.missing, self.taken_as, &self.of)
        )
    }
}

/// What a reader must know: `MISSING (list, threshold): `@invalid` of North, taken as nothing`.
impl fmt::Display for TakenAsNothing {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (tier, rule) = (self.tier.as_deref(), self.rule.as_deref());
        f.write_str(&sentence(tier, rule, self.missing, self.taken_as, &self.of))
    }
}

fn sentence(
    tier: Option<&str>,
    rule: Option<&str>,
    missing: Missing,
    taken_as: TakenAs,
    of: &[String],
) -> String {
    let asks = match (tier, rule) {
        (Some(tier), Some(rule)) => format!(" ({tier}, {rule})"),
        (Some(word), None) | (None, Some(word)) => format!(" ({word})"),
        (None, None) => String::new(),
    };
    let mut names = of[..of.len().min(NAMED)].join(", ");
    if of.len() > NAMED {
        names += &format!(" and {} more", of.len() - NAMED);
    }
    if !names.is_empty() {
        names = format!(": {names}");
    }
    format!("MISSING{asks}: {missing}{names}; taken as {taken_as}")
}
