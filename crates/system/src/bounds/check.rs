//! What fewest and most numbers of seats must not contradict.

use super::Cap;
use crate::rules::{Among, Checked, Districts, Stage, wrong};
use sailau_apportion::Method;

/// Whether the method can give somebody no fewer or no more than so many seats.
pub(crate) fn check_method(method: &Method) -> Checked {
    if matches!(method, Method::LargestRemainder(_)) || method.divisor().is_some() {
        return Ok(());
    }
    wrong("method", "knows no fewest and most seats; divisor methods and largest remainders do")
}

impl Stage for Cap {
    fn shapes_sharing(&self) -> bool {
        true
    }

    fn looks_at(&self) -> Vec<&str> {
        self.with.iter().map(String::as_str).collect()
    }

    fn check(&self, Among { tier, rule, .. }: Among<'_>) -> Checked {
        check_method(&rule.method)?;
        if tier.districts != Districts::Nationwide && (self.share.is_some() || !self.with.is_empty()) {
            return wrong(
                "cap",
                "a cap in proportion to votes, or `with` other tiers, needs a nationwide tier",
            );
        }
        if rule.bonus.is_some() {
            return wrong("cap", "does not go with `bonus`: which of them comes first is for the law to say");
        }
        Ok(())
    }
}

/// `at_least`: the fewest seats of each list that takes part.
impl Stage for u32 {
    fn follows_up_ties(&self) -> bool {
        false
    }

    fn shapes_sharing(&self) -> bool {
        true
    }

    fn check(&self, Among { rule, .. }: Among<'_>) -> Checked {
        check_method(&rule.method)
    }
}
