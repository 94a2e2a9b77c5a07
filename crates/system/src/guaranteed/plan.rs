//! The kinds that are sure of seats, by number.

use super::Guaranteed;

/// The fewest seats of each kind, and the kind of each list; empty without the rule.
#[derive(Debug, Clone, Default)]
pub(crate) struct GuaranteedPlan {
    pub(crate) least: Vec<u32>,
    pub(crate) kind_of: Vec<Option<usize>>,
}

impl GuaranteedPlan {
    pub(crate) fn new<'a>(rule: Option<&Guaranteed>, kinds: impl Iterator<Item = Option<&'a str>>) -> Self {
        let Some(rule) = rule else { return Self::default() };
        let number = |kind: &str| rule.kinds.keys().position(|name| name == kind);
        Self {
            least: rule.kinds.values().copied().collect(),
            kind_of: kinds.map(|kind| number(kind?)).collect(),
        }
    }
}
