//! What the rule must not contradict.

use super::{Alliances, ListsOfAlliance};
use crate::system::rules::{Among, Checked, Districts, Stage, wrong};
use crate::system::threshold::ThresholdLevel;

impl Stage for Alliances {
    fn shapes_sharing(&self) -> bool {
        true
    }

    fn check(&self, Among { tier, rule, .. }: Among<'_>) -> Checked {
        let Some(own) = &self.threshold else { return Ok(()) };
        let wrong = |problem| wrong("alliances", problem);
        let Some(threshold) = &rule.threshold else {
            return wrong(
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
