//! What the rule must not contradict.

use super::{QuotaRule, TooMany};
use crate::apportion::Method;
use crate::system::rules::{Among, Checked, Districts, Stage, wrong};
use crate::system::threshold::ThresholdLevel;

impl Stage for QuotaRule {
    fn follows_up_ties(&self) -> bool {
        // Seats that are left after the remainders go to the most votes a seat.
        self.remainders.is_some()
    }

    fn shapes_sharing(&self) -> bool {
        true
    }

    fn check(&self, Among { system, tier, rule }: Among<'_>) -> Checked {
        if self.of.is_some() && (rule.weight.is_some() || rule.first_seat.is_some()) {
            return wrong(
                "quota",
                "`of` counts votes as they were cast: it does not go with `weight` or `first_seat`",
            );
        }
        let Method::LargestRemainder(quota) = &rule.method else {
            return wrong("quota", "needs a method of largest remainders");
        };
        if self.too_many == Some(TooMany::LargerQuota) && quota.lowered().is_none() {
            return wrong(
                "quota",
                "`too_many` = \"larger quota\" needs method = \"imperiali-quota\" or \"reinforced-imperiali-quota\": \
                 after the others there is no larger quota",
            );
        }
        if self.within.is_some_and(|within| within != ThresholdLevel::Region) {
            return wrong("quota", "`within` is \"region\" here, or left out");
        }
        if self.within.is_some() && tier.districts != Districts::Each {
            return wrong("quota", "`within` needs districts = \"each\"");
        }
        if self.within.is_some() && self.of.is_none() {
            return wrong("quota", "`within` needs `of`, the votes of the region that the quota divides");
        }
        if self.left.is_some() && self.remainders.is_some() {
            return wrong("quota", "either `remainders` get the seats that quotas leave, or they are `left`");
        }
        if self.full_from.is_some() && self.left.is_none() {
            let problem = "`full_from` needs `left`: otherwise remainders get seats anyway";
            return wrong("quota", problem);
        }
        if !self.leaves() {
            return Ok(());
        }
        let takers = || system.tiers.iter().filter(|other| other.linked().contains(&tier.name));
        if !takers().any(|taker| taker.includes_linked()) {
            return wrong(
                "quota",
                "the seats that quotas leave are nobody's: no tier has this one in its `linkage`, with \
                 `overhang` and its seats included",
            );
        }
        let lost = |name: &&String| {
            system.tier(name).is_some_and(|other| other.leaves_seats())
                && takers().any(|taker| !taker.linked().contains(name))
        };
        match tier.linked().iter().find(lost) {
            Some(name) => {
                wrong("quota", format!("tiers that are linked to this one have to be linked to `{name}` too"))
            }
            None => Ok(()),
        }
    }
}
