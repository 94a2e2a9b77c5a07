//! What every stage of a list tier says about itself, whatever the votes.

use std::borrow::Cow;

use super::{ListRule, Tier};
use crate::ElectoralSystem;
use crate::error::RulesErrorKind;

/// Nothing wrong, or what is refused.
pub(crate) type Checked = Result<(), Refused>;

/// The word of a rules file that stands against the others, what to do, and the same to match on.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) word: &'static str,
    pub(crate) problem: Cow<'static, str>,
    pub(crate) kind: RulesErrorKind,
}

/// A contradiction at this word.
pub(crate) fn wrong(word: &'static str, problem: impl Into<Cow<'static, str>>) -> Checked {
    Err(Refused { word, problem: problem.into(), kind: RulesErrorKind::Contradiction })
}

/// This word stands for nothing without another rule.
pub(crate) fn needs(word: &'static str, rule: &str, problem: impl Into<Cow<'static, str>>) -> Checked {
    Err(Refused { word, problem: problem.into(), kind: RulesErrorKind::Needs { rule: rule.to_owned() } })
}

/// A stage and the rules that it stands among.
#[derive(Clone, Copy)]
pub(crate) struct Among<'a> {
    pub(crate) system: &'a ElectoralSystem,
    pub(crate) tier: &'a Tier,
    pub(crate) rule: &'a ListRule,
}

/// One rule of a list tier, in a folder of its own: the rule as data, what is compiled of it, the count, the record.
///
/// Which stages a tier has is said once, in [`ListRule`]; from there come the check of the rules, what can be cited,
/// and which tiers are counted before.
pub(crate) trait Stage {
    /// Whether it shapes how the seats of an area are shared: no tier has two stages that do.
    fn shapes_sharing(&self) -> bool {
        false
    }

    /// The tiers whose seats or votes it looks at.
    fn looks_at(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Whether more hangs on who has a seat that the tier leaves open: what this stage does after seats are shared.
    fn follows_up_ties(&self) -> bool {
        true
    }

    /// The kinds of lists that it knows, by the column `kind` of the votes.
    fn kinds(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Names of districts and contests that it has besides.
    fn names(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Parts of it that are cited by words of their own.
    fn parts(&self) -> &'static [&'static str] {
        &[]
    }

    /// What it asks of an engine besides itself, in the words of the rules reference.
    fn features(&self) -> Vec<&'static str> {
        self.parts().to_vec()
    }

    /// What it must not contradict.
    fn check(&self, among: Among<'_>) -> Checked {
        let _ = among;
        Ok(())
    }
}
