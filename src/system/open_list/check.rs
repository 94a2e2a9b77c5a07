//! What the rule must not contradict.

use super::OpenList;
use crate::system::rules::{Among, Checked, Districts, Stage, wrong};

impl Stage for OpenList {
    fn check(&self, Among { tier, rule, .. }: Among<'_>) -> Checked {
        if tier.districts == Districts::Regions {
            return wrong("open_list", "does not go with districts = \"regions\"");
        }
        if rule.linkage.is_some() || rule.placement.is_some() || rule.biproportional.is_some() {
            return wrong("open_list", "does not go with `linkage`, `placement` or `biproportional`");
        }
        Ok(())
    }
}
