//! What the rule must not contradict.

use super::{QuotaLeft, QuotaRule, TooMany};
use crate::exhausted::Exhausted;
use crate::linkage::Linkage;
use crate::rules::{Among, Checked, Districts, ListRule, Stage, needs, wrong};
use crate::threshold::{ThresholdLevel, VoteBase};
use sailau_apportion::{Method, Quota};

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
            return needs("quota", "districts", "`within` needs districts = \"each\"");
        }
        if self.within.is_some() && self.of.is_none() {
            return needs(
                "quota",
                "of",
                "`within` needs `of`, the votes of the region that the quota divides",
            );
        }
        if self.left.is_some() && self.remainders.is_some() {
            return wrong("quota", "either `remainders` get the seats that quotas leave, or they are `left`");
        }
        if self.full_from.is_some() && self.left.is_none() {
            let problem = "`full_from` needs `left`: otherwise remainders get seats anyway";
            return needs("quota", "left", problem);
        }
        self.check_rounds(rule)?;
        if self.personal {
            let plain = rule.method == Method::LargestRemainder(Quota::Hare)
                && self.of == Some(VoteBase::ValidVotes)
                && self.rounded.is_none()
                && self.within.is_none()
                && self.leaves();
            if !plain {
                return wrong(
                    "quota",
                    "`personal` needs method = \"hare\", of = \"valid votes\" and left = \"other tiers\", without `rounded` \
                     and `within`",
                );
            }
            if rule.open_list.as_ref().is_some_and(|open| open.marks.is_some()) {
                return wrong(
                    "quota",
                    "`personal` reads the votes of candidates, and `marks` of open lists are none",
                );
            }
            if tier.districts == Districts::Regions || rule.linkage.is_some() || rule.placement.is_some() {
                return wrong(
                    "quota",
                    "`personal` needs a tier of districts or of one piece, without `linkage` and `placement`",
                );
            }
        }
        if !self.leaves() {
            return Ok(());
        }
        let takers = || system.tiers.iter().filter(|other| other.linked().contains(&tier.name));
        if !takers().any(|taker| taker.includes_linked()) {
            return wrong(
                "quota",
                "the seats that quotas leave are nobody's: no tier has this one in its `linkage`, with \
                 `remainders`, or with `overhang` and its seats included",
            );
        }
        if self.personal && takers().any(|taker| taker.compensation().is_none()) {
            return wrong("quota", "`personal` needs tiers that are linked to this one by `overhang`");
        }
        let lost = |name: &&String| {
            system.tier(name).is_some_and(|other| other.leaves_seats())
                && takers().any(|taker| !taker.linked().contains(name))
        };
        // What these take from others is settled then.
        if matches!(rule.linkage, Some(Linkage::Remainders(_))) {
            return Ok(());
        }
        match tier.linked().iter().find(lost) {
            Some(name) => {
                wrong("quota", format!("tiers that are linked to this one have to be linked to `{name}` too"))
            }
            None => Ok(()),
        }
    }
}

impl QuotaRule {
    /// Whether the seats that quotas leave are shared in rounds of their own, each with a limit for a list.
    pub(crate) fn in_rounds(&self) -> bool {
        matches!(self.left, Some(QuotaLeft::RemaindersThenAverages | QuotaLeft::MostVotesWithoutQuota))
    }

    /// Whether lists that run out, and a majority to which a seat moves, are seen to where quotas leave seats.
    pub(crate) fn knows_claims(&self) -> bool {
        self.left == Some(QuotaLeft::RemaindersThenAverages)
    }

    fn check_rounds(&self, rule: &ListRule) -> Checked {
        if self.remainders_from.is_some() && self.left != Some(QuotaLeft::RemaindersThenAverages) {
            return needs("quota", "left", "`remainders_from` needs left = \"remainders, then averages\"");
        }
        let by_rank = self.left == Some(QuotaLeft::MostVotesWithoutQuota);
        if (self.first_from.is_some() || self.at_most.is_some()) && !by_rank {
            return needs(
                "quota",
                "left",
                "`first_from` and `at_most` need left = \"most votes without a quota\"",
            );
        }
        if self.at_most == Some(0) {
            return wrong("quota", "`at_most` is at least 1");
        }
        if self.first_from.is_some_and(|part| part.numerator() == 0) {
            return wrong("quota", "`first_from` is more than nothing, such as \"2%\"");
        }
        if !self.in_rounds() {
            return Ok(());
        }
        let plain = rule.method == Method::LargestRemainder(Quota::Hare)
            && matches!(self.of, None | Some(VoteBase::ValidVotes))
            && self.rounded.is_none()
            && self.within.is_none()
            && self.full_from.is_none();
        if !plain {
            return wrong(
                "quota",
                "this `left` needs method = \"hare\" and an exact quota, that of the votes of those who take part or \
                 of = \"valid votes\", without `rounded`, `within` and `full_from`",
            );
        }
        if rule.linkage.is_some() || rule.first_seat.is_some() || rule.bonus.is_some() {
            return wrong("quota", "this `left` does not go with `linkage`, `first_seat` or `bonus`");
        }
        if rule.exhausted == Exhausted::NextList && rule.placement.is_some() {
            return wrong("quota", "with exhausted = \"next list\" it does not go with `placement`");
        }
        Ok(())
    }
}
