//! What a minimum turnout of lists must not contradict.

use super::Turnout;
use crate::rules::{Among, Checked, Stage, wrong};

impl Stage for Turnout {
    fn follows_up_ties(&self) -> bool {
        false
    }

    fn check(&self, Among { rule, .. }: Among<'_>) -> Checked {
        if rule.biproportional.is_some() {
            return wrong(
                "turnout",
                "does not go with `biproportional`, whose seats are shared in all districts at once",
            );
        }
        Ok(())
    }
}
