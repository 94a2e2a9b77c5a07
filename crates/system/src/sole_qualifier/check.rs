//! What the rule must not contradict.

use super::SoleQualifier;
use crate::rules::{Among, Checked, Districts, Stage, needs, wrong};
use crate::threshold::ThresholdLevel;

impl Stage for SoleQualifier {
    fn follows_up_ties(&self) -> bool {
        false
    }

    fn check(&self, Among { tier, rule, .. }: Among<'_>) -> Checked {
        let Some(threshold) = &rule.threshold else {
            return needs("sole_qualifier", "threshold", "needs a `threshold` that one list alone can reach");
        };
        let regions = tier.districts == Districts::Regions;
        let own = if regions { ThresholdLevel::Region } else { ThresholdLevel::District };
        if threshold.within.is_some_and(|within| within != own) {
            let problem = "works where threshold and seats are of one area: use within = \"district\"";
            return wrong("sole_qualifier", problem);
        }
        let beside = |(word, stage): (&str, &dyn Stage)| {
            stage.shapes_sharing()
                || matches!(word, "linkage" | "placement" | "bonus" | "weight" | "first_seat")
        };
        if rule.stages().any(beside) {
            return wrong("sole_qualifier", "goes with a plain list tier only");
        }
        Ok(())
    }
}
