//! What the rule must not contradict.

use super::{Alliances, ListsOfAlliance};
use crate::bounds::check::check_method;
use crate::exhausted::Exhausted;
use crate::open_list::{OpenList, PersonalTies};
use crate::rules::{Among, Checked, Districts, ListRule, Stage, needs, wrong};
use crate::threshold::ThresholdLevel;

impl Stage for Alliances {
    fn shapes_sharing(&self) -> bool {
        true
    }

    fn check(&self, Among { tier, rule, .. }: Among<'_>) -> Checked {
        if self.to_candidates() {
            check_to_candidates(rule)?;
        }
        let Some(own) = &self.threshold else { return Ok(()) };
        let wrong = |problem| wrong("alliances", problem);
        let Some(threshold) = &rule.threshold else {
            return needs(
                "alliances",
                "threshold",
                "the threshold of alliances needs one of the tier beside it: it says what shares are of, and what \
                 lists need that stand alone",
            );
        };
        let known = match threshold.within {
            None | Some(ThresholdLevel::Nation | ThresholdLevel::District) => true,
            Some(ThresholdLevel::Region) => tier.districts == Districts::Regions,
            Some(ThresholdLevel::AnyDistrict | ThresholdLevel::EveryDistrict) => false,
        };
        if !known {
            return wrong(
                "a threshold of alliances is reached where the tier's is: in the \"district\" or in the \"nation\"",
            );
        }
        if threshold.until.is_some() || !threshold.and.is_empty() || rule.sole_qualifier.is_some() {
            return wrong(
                "a threshold of alliances does not go with `until` or `and` of the tier's threshold, nor with \
                 `sole_qualifier`, which are for lists that stand alone",
            );
        }
        let changes = rule.linkage.is_some() || rule.weight.is_some() || rule.cap.is_some();
        if own.lists == ListsOfAlliance::NeedTheTiers && (changes || rule.first_seat.is_some()) {
            return wrong(
                "votes of lists that win nothing count for their alliance as they were cast: this does not go with \
                 `linkage`, `weight`, `first_seat` or `cap`",
            );
        }
        Ok(())
    }
}

/// Where seats go to candidates, votes say who comes first, and nobody has more seats than candidates.
fn check_to_candidates(rule: &ListRule) -> Checked {
    let wrong = |problem| wrong("alliances", problem);
    let by_votes = |open: &OpenList| open.preference.is_none() && open.ties == PersonalTies::Unresolved;
    if !rule.open_list.as_ref().is_some_and(by_votes) {
        return needs(
            "alliances",
            "open_list",
            "to = \"candidates\" needs open_list = {} beside it, without a share and without the order of the list: votes \
             alone decide who sits",
        );
    }
    if rule.cap.is_some() || rule.exhausted != Exhausted::default() {
        return wrong(
            "to = \"candidates\" does not go with `cap` or `exhausted`: nobody has more seats than candidates, and who \
             runs out leaves the seats to the others",
        );
    }
    if rule.bonus.is_some() || rule.weight.is_some() || rule.first_seat.is_some() {
        return wrong(
            "to = \"candidates\" does not go with `bonus`, `weight` or `first_seat`, by which lists have seats that no \
             candidate's votes won",
        );
    }
    check_method(&rule.method)
}
