//! What compensation must not contradict.

use super::{Compensation, Overhang};
use crate::ElectoralSystem;
use crate::exhausted::Exhausted;
use crate::placement::Placement;
use crate::placement::check::has_fractions;
use crate::rules::{Among, Checked, Districts, ListRule, Tier, TierRule, known_seats, needs, wrong};

impl Compensation {
    pub(crate) fn check(&self, among: Among<'_>) -> Checked {
        let Among { rule, .. } = among;
        let by_party = matches!(rule.placement, Some(Placement::Party { .. }));
        if rule.quota.is_some_and(|quota| quota.leaves()) {
            if self.overhang != Overhang::Kept || rule.placement.is_some() {
                return wrong("linkage", "with `left` it is overhang = \"kept\", without `placement`");
            }
            if rule.bonus.is_some() || rule.first_seat.is_some() {
                return wrong("linkage", "does not go with `bonus` or `first_seat`");
            }
            return Ok(());
        }
        let shaped = rule.stages().any(|(word, stage)| stage.shapes_sharing() && word != "exhausted");
        if shaped || rule.bonus.is_some() || rule.first_seat.is_some() {
            return wrong(
                "linkage",
                "with `overhang` does not go with `quota`, `alliances`, `cap`, `at_least`, `guaranteed` or `bonus`",
            );
        }
        self.check_exhausted(rule)?;
        if (self.overhang == Overhang::Levelled) != self.levelling.is_some() {
            let missing = if self.levelling.is_some() { "overhang" } else { "levelling" };
            return needs("linkage", missing, "overhang = \"levelled\" and `levelling` need each other");
        }
        let most = self.levelling.as_ref().and_then(|levelling| levelling.at_most);
        if most.is_some_and(|most| known_seats(among.tier).is_some_and(|seats| most < seats)) {
            return wrong(
                "linkage",
                "`at_most` of `levelling` is the largest house, and no smaller than `seats`",
            );
        }
        if self.overhang == Overhang::PaidByShort && rule.placement.is_some() {
            return wrong(
                "linkage",
                "overhang = \"paid by those who are short\" does not go with `placement`",
            );
        }
        if matches!(self.overhang, Overhang::Levelled | Overhang::Refused) && !by_party {
            return needs("linkage", "placement", "this overhang needs placement by = \"party\"");
        }
        if self.in_each_district && (!by_party || self.overhang != Overhang::Kept) {
            let problem = "`in_each_district` needs placement by = \"party\" and overhang = \"kept\"";
            return wrong("linkage", problem);
        }
        if by_party && !self.in_each_district && self.overhang == Overhang::Kept {
            return wrong("linkage", "with placement by = \"party\" say in_each_district = true");
        }
        if self.returns() { self.check_returned(among.system, among.tier) } else { Ok(()) }
    }

    /// Lists can run out where the seats that they are due are found at once, with what they hold.
    fn check_exhausted(&self, rule: &ListRule) -> Checked {
        match (rule.exhausted, self.overhang) {
            (Exhausted::Unlimited, _) => Ok(()),
            (_, Overhang::Returned) => wrong("exhausted", "does not go with overhang = \"returned\""),
            (Exhausted::Unfilled, _) | (Exhausted::NextList, Overhang::Kept) => Ok(()),
            (Exhausted::NextList, Overhang::PaidByOthers) if rule.method.divisor().is_some() => Ok(()),
            (Exhausted::NextList, Overhang::PaidByOthers) => wrong(
                "exhausted",
                "\"next list\" with overhang = \"paid by the others\" needs a divisor method; \"unfilled\" goes with all",
            ),
            (Exhausted::NextList, Overhang::Levelled | Overhang::Refused | Overhang::PaidByShort) => wrong(
                "exhausted",
                "\"next list\" goes with overhang = \"kept\" or \"paid by the others\"; \"unfilled\" with this one too",
            ),
        }
    }

    /// Seats can be returned where they were won one by one, with votes that both tiers read.
    fn check_returned(&self, system: &ElectoralSystem, tier: &Tier) -> Checked {
        let [name] = &self.with[..] else {
            return wrong("linkage", "overhang = \"returned\" looks at one tier");
        };
        let lookers = system.tiers.iter().filter(|other| other.looks_at().any(|(_, seen)| seen == name));
        if lookers.count() > 1 {
            return wrong("linkage", "no other tier may look at one whose seats are returned");
        }
        if tier.districts != Districts::Nationwide {
            return wrong("linkage", "overhang = \"returned\" needs a nationwide tier");
        }
        let Some(other) = system.tier(name) else {
            // Said elsewhere.
            return Ok(());
        };
        let TierRule::List(rule) = &other.rule else {
            return wrong("linkage", "seats are returned by lists, and the linked tier is of candidates");
        };
        if other.districts != Districts::Each || other.district_seats.is_some() {
            let problem = "seats are returned in a tier with districts = \"each\" and their seats given";
            return wrong("linkage", problem);
        }
        let plain = ListRule {
            threshold: rule.threshold.clone(),
            no_list_passes: rule.no_list_passes,
            ties: rule.ties,
            against_all: rule.against_all,
            ..ListRule::new(rule.method.clone())
        };
        if plain != **rule || !has_fractions(&rule.method) {
            return wrong(
                "linkage",
                "seats are returned in a tier by a divisor method alone, whose divisors are fractions above 0",
            );
        }
        if tier.contest.is_none() || tier.contest != other.contest {
            let problem = "say `contest` in both tiers: seats are returned by the votes that won them";
            return wrong("linkage", problem);
        }
        Ok(())
    }
}
