//! What a linkage must not contradict, and what it makes of its tier.

use super::Linkage;
use crate::compensation::{Compensation, LinkedSeats};
use crate::exhausted::Exhausted;
use crate::rules::{Among, Checked, Districts, ListRule, Stage, Tier, TierRule, wrong};

impl Stage for Linkage {
    fn follows_up_ties(&self) -> bool {
        matches!(self, Linkage::Compensation(_))
    }

    fn looks_at(&self) -> Vec<&str> {
        self.with().iter().map(String::as_str).collect()
    }

    fn names(&self) -> Vec<&str> {
        match self {
            Self::Compensation(rule) => {
                rule.levelling.iter().flat_map(|levelling| levelling.districts.names()).collect()
            }
            _ => Vec::new(),
        }
    }

    fn check(&self, among: Among<'_>) -> Checked {
        if self.with().is_empty() {
            return wrong("linkage", "`with` names the tiers that it looks at");
        }
        if !matches!(self, Self::Compensation(_)) && among.tier.districts != Districts::Nationwide {
            return wrong(
                "linkage",
                "`claims`, `transfer`, `subtract`, `shared_by` and `remainders` are reckoned in the whole country: they need a nationwide tier",
            );
        }
        match self {
            Self::Compensation(rule) => rule.check(among),
            Self::Claims(_) => check_claims(among.rule),
            Self::Transfer(rule) => rule.check(among.system),
            Self::Subtraction(rule) => rule.check(among.system),
            Self::HeldSeats(_) => check_held_seats(among.rule),
            Self::Remainders(rule) => rule.check(among),
        }
    }
}

/// Claims are shared by the method alone.
fn check_claims(rule: &ListRule) -> Checked {
    let shaped = rule.stages().any(|(word, stage)| stage.shapes_sharing() && word != "exhausted");
    if shaped || rule.bonus.is_some() || rule.first_seat.is_some() || rule.exhausted == Exhausted::NextList {
        return wrong(
            "linkage",
            "with `claims` does not go with `quota`, `alliances`, `cap`, `at_least`, `guaranteed`, `bonus`, `first_seat` or exhausted = \"next list\"",
        );
    }
    Ok(())
}

/// Seats are no votes: what multiplies these has nothing to multiply.
fn check_held_seats(rule: &ListRule) -> Checked {
    if rule.weight.is_some() || rule.first_seat.is_some() {
        return wrong(
            "linkage",
            "with `shared_by` does not go with `weight` or `first_seat`, which look at votes",
        );
    }
    Ok(())
}

impl Tier {
    /// The linkage of a tier of lists.
    pub(crate) fn linkage(&self) -> Option<&Linkage> {
        match &self.rule {
            TierRule::List(rule) => rule.linkage.as_ref(),
            TierRule::Candidates(_) | TierRule::Appointed(_) => None,
        }
    }

    /// The rule by which seats of other tiers count against those of this one.
    pub(crate) fn compensation(&self) -> Option<&Compensation> {
        match self.linkage() {
            Some(Linkage::Compensation(rule)) => Some(rule),
            _ => None,
        }
    }

    /// The tiers whose seats its linkage looks at.
    pub(crate) fn linked(&self) -> &[String] {
        self.linkage().map_or(&[], Linkage::with)
    }

    /// Whether the number of its seats has those of the linked tiers in it.
    pub(crate) fn includes_linked(&self) -> bool {
        match self.linkage() {
            Some(Linkage::Compensation(rule)) => rule.seats == LinkedSeats::Included,
            Some(Linkage::Remainders(_)) => true,
            _ => false,
        }
    }

    /// Whether it adds up what the quotas of this tier leave of votes.
    pub(crate) fn pools_remainders_of(&self, name: &String) -> bool {
        matches!(self.linkage(), Some(Linkage::Remainders(rule)) if rule.with.contains(name))
    }

    /// Whether seats that its quotas leave are another tier's.
    pub(crate) fn leaves_seats(&self) -> bool {
        matches!(&self.rule, TierRule::List(rule) if rule.quota.is_some_and(|quota| quota.leaves()))
    }
}
