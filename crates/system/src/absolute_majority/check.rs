//! What the rule must not contradict.

use super::{AbsoluteMajority, MajoritySeats};
use crate::compensation::Overhang;
use crate::exhausted::Exhausted;
use crate::linkage::Linkage;
use crate::placement::Placement;
use crate::placement::check::has_fractions;
use crate::rules::{Among, Checked, Stage, wrong};
use sailau_apportion::Method;

impl Stage for AbsoluteMajority {
    fn check(&self, Among { rule, .. }: Among<'_>) -> Checked {
        let wrong = |problem| wrong("absolute_majority", problem);
        let moved = self.seats == MajoritySeats::Moved;
        // Where remainders and averages have claims in one order, the majority's is one of them.
        let by_claims = moved && rule.quota.is_some_and(|quota| quota.knows_claims());
        let shapes = |word: &str| word != "exhausted" && !(word == "quota" && by_claims);
        let shaped = rule.stages().any(|(word, stage)| stage.shapes_sharing() && shapes(word));
        let runs_out = rule.exhausted == Exhausted::NextList && !moved;
        if shaped || runs_out || rule.bonus.is_some() || rule.first_seat.is_some() {
            return wrong(
                "does not go with `quota`, `alliances`, `cap`, `at_least`, `bonus`, `first_seat`, `biproportional` or \
                 exhausted = \"next list\"; \"moved\" does with \"next list\", and with a quota whose seats are left to \
                 \"remainders, then averages\"",
            );
        }
        if matches!(rule.linkage, Some(Linkage::HeldSeats(_))) {
            return wrong("does not go with `shared_by`: those seats follow from no votes");
        }
        if matches!(rule.placement, Some(Placement::Turn { .. })) {
            return wrong("does not go with placement by = \"turn\"");
        }
        if self.seats == MajoritySeats::Added {
            return Ok(());
        }
        if rule.exhausted == Exhausted::NextList && (rule.linkage.is_some() || rule.placement.is_some()) {
            return wrong(
                "seats = \"moved\" with exhausted = \"next list\" does not go with `linkage` or `placement`",
            );
        }
        let by_method = match &rule.linkage {
            None | Some(Linkage::Transfer(_) | Linkage::Subtraction(_)) => true,
            Some(Linkage::Claims(_) | Linkage::HeldSeats(_) | Linkage::Remainders(_)) => false,
            Some(Linkage::Compensation(linkage)) => match linkage.overhang {
                Overhang::Kept | Overhang::Refused | Overhang::Returned => true,
                Overhang::PaidByOthers | Overhang::PaidByShort | Overhang::Levelled => false,
            },
        };
        if !by_method {
            return wrong(
                "seats = \"moved\" does not go with `claims`, overhang = \"paid by the others\" or \"levelled\"; say \"added\"",
            );
        }
        if !matches!(rule.method, Method::LargestRemainder(_)) && !has_fractions(&rule.method) {
            return wrong(
                "seats = \"moved\" needs largest remainders, or a divisor method whose divisors are fractions above 0",
            );
        }
        Ok(())
    }
}
