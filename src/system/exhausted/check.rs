//! What the rule must not contradict.

use super::Exhausted;
use crate::system::bounds::check::check_method;
use crate::system::rules::{Among, Checked, Stage};

impl Stage for Exhausted {
    fn shapes_sharing(&self) -> bool {
        true
    }

    fn check(&self, Among { rule, .. }: Among<'_>) -> Checked {
        match self {
            Self::Unlimited | Self::Unfilled => Ok(()),
            // Further claims of the others are met by the method itself.
            Self::NextList => check_method(&rule.method),
        }
    }
}
