//! What the rule must not contradict.

use super::Guaranteed;
use crate::rules::{Among, Checked, Stage, wrong};

impl Stage for Guaranteed {
    fn shapes_sharing(&self) -> bool {
        true
    }

    fn kinds(&self) -> Vec<&str> {
        self.kinds.keys().map(String::as_str).collect()
    }

    fn check(&self, Among { rule, .. }: Among<'_>) -> Checked {
        if self.kinds.is_empty() {
            return wrong(
                "guaranteed",
                "names kinds of lists and their fewest seats, such as { minority = 10 }",
            );
        }
        if self.kinds.values().any(|&seats| seats == 0) {
            return wrong("guaranteed", "a kind is sure of at least one seat");
        }
        if rule.bonus.is_some() || rule.first_seat.is_some() {
            return wrong(
                "guaranteed",
                "does not go with `bonus` or `first_seat`: whether they count is for the law to say",
            );
        }
        Ok(())
    }
}
