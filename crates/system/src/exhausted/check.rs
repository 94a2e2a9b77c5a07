//! What the rule must not contradict.

use super::Exhausted;
use crate::alliances::WithinAlliance;
use crate::bounds::check::check_method;
use crate::rules::{Among, Checked, Stage, wrong};

impl Stage for Exhausted {
    fn follows_up_ties(&self) -> bool {
        false
    }

    fn shapes_sharing(&self) -> bool {
        true
    }

    fn check(&self, Among { rule, .. }: Among<'_>) -> Checked {
        match self {
            Self::Unlimited | Self::Unfilled => return Ok(()),
            Self::NextList => {}
        }
        // Further claims of the others are met by the methods themselves.
        check_method(&rule.method)?;
        if let Some(WithinAlliance::Lists(method)) = rule.alliances.as_ref().map(|rule| &rule.within) {
            check_method(method)
                .or_else(|refused| wrong("alliances", format!("its method {}", refused.problem)))?;
        }
        if rule.bonus.is_some() {
            return wrong(
                "exhausted",
                "\"next list\" does not go with `bonus`: whether the bonus has candidates left is for the law to say",
            );
        }
        Ok(())
    }
}
