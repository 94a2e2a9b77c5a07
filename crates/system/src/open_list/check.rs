//! What the rule must not contradict.

use super::OpenList;
use crate::rules::{Among, Checked, Districts, Stage, has_control, wrong};

impl Stage for OpenList {
    fn follows_up_ties(&self) -> bool {
        false
    }

    fn names(&self) -> Vec<&str> {
        self.marks.as_deref().into_iter().collect()
    }

    fn check(&self, Among { tier, rule, .. }: Among<'_>) -> Checked {
        if tier.districts == Districts::Regions {
            return wrong("open_list", "does not go with districts = \"regions\"");
        }
        if rule.linkage.is_some() || rule.placement.is_some() || rule.biproportional.is_some() {
            return wrong("open_list", "does not go with `linkage`, `placement` or `biproportional`");
        }
        if self.marks.as_ref().is_some_and(|name| name.trim() != name || name.is_empty() || has_control(name))
        {
            return wrong(
                "open_list",
                "`marks` is the name of a contest: one line, without spaces around it",
            );
        }
        if let (Some(marks), own) = (&self.marks, tier.contest.as_ref().unwrap_or(&tier.name))
            && marks == own
        {
            return wrong(
                "open_list",
                "`marks` is a contest beside that of the lists; leave it out where rows are both",
            );
        }
        Ok(())
    }
}
