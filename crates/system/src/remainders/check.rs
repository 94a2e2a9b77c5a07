//! What pooled remainders must not contradict.

use super::{PooledRemainders, RemainderSeats};
use crate::linkage::Linkage;
use crate::rules::{Among, Checked, Tier, TierRule, wrong};
use sailau_apportion::Method;

impl PooledRemainders {
    pub(crate) fn check(&self, Among { system, tier, rule }: Among<'_>) -> Checked {
        let Method::LargestRemainder(_) = rule.method else {
            return wrong("linkage", "with `remainders` needs a method of largest remainders");
        };
        match &rule.quota {
            Some(_) if self.remainders == RemainderSeats::InTurn => {
                return wrong("linkage", "with remainders = \"in turn\" asks no `quota`; remove it");
            }
            Some(quota) if quota.of.is_some() => {
                return wrong("linkage", "with `remainders` divides these, and not `of` of `quota`");
            }
            Some(quota) if quota.in_rounds() => {
                return wrong("linkage", "with `remainders` does not go with this `left` of `quota`");
            }
            _ => {}
        }
        let shaped = rule.stages().any(|(word, stage)| stage.shapes_sharing() && word != "quota");
        let others = rule.bonus.is_some() || rule.first_seat.is_some() || rule.weight.is_some();
        if shaped || others || rule.sole_qualifier.is_some() || rule.absolute_majority.is_some() {
            return wrong(
                "linkage",
                "with `remainders` does not go with `alliances`, `cap`, `at_least`, `exhausted`, `guaranteed`, \
                 `bonus`, `first_seat`, `weight`, `sole_qualifier` or `absolute_majority`",
            );
        }
        let linked_to = |name: &String| -> Vec<&Tier> {
            system.tiers.iter().filter(|other| other.linked().contains(name)).collect()
        };
        for name in &self.with {
            // Said elsewhere.
            let Some(other) = system.tier(name) else { continue };
            let TierRule::List(own) = &other.rule else {
                return wrong("linkage", format!("tier `{name}` is of candidates: it has no remainders"));
            };
            if !other.leaves_seats() {
                return wrong(
                    "linkage",
                    format!("tier `{name}` leaves no seats: say quota = {{ left = \"other tiers\" }} there"),
                );
            }
            if own.weight.is_some() || own.first_seat.is_some() {
                return wrong(
                    "linkage",
                    format!("tier `{name}` has `weight` or `first_seat`: what it leaves is no whole votes"),
                );
            }
            if !matches!(own.linkage, Some(Linkage::Remainders(_)) | None) {
                return wrong("linkage", format!("tier `{name}` has a linkage other than `remainders`"));
            }
            let takes = |other: &&Tier| other.name != tier.name && other.includes_linked();
            if let Some(taker) = linked_to(name).into_iter().find(takes) {
                return wrong(
                    "linkage",
                    format!(
                        "tier `{}` takes the seats that `{name}` leaves; name one tier that does",
                        taker.name
                    ),
                );
            }
        }
        // What it leaves itself goes by its own remainders.
        let own = |other: &Tier| matches!(other.linkage(), Some(Linkage::Remainders(_)));
        match linked_to(&tier.name).into_iter().find(|other| tier.leaves_seats() && !own(other)) {
            Some(other) => wrong(
                "quota",
                format!(
                    "what pooled remainders leave goes by `remainders` again, and not to `{}`",
                    other.name
                ),
            ),
            None => Ok(()),
        }
    }
}
