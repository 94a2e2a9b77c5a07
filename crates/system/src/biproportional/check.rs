//! What the rule must not contradict.

use super::Biproportional;
use crate::rules::{Among, Checked, Districts, Stage, wrong};
use crate::threshold::ThresholdLevel;
use sailau_apportion::Divisor;

impl Stage for Biproportional {
    fn shapes_sharing(&self) -> bool {
        true
    }

    fn parts(&self) -> &'static [&'static str] {
        if self.strongest_list.is_some() { &["strongest_list"] } else { &[] }
    }

    fn check(&self, Among { tier, rule, .. }: Among<'_>) -> Checked {
        if let Some(threshold) = &rule.threshold
            && threshold
                .levels()
                .any(|level| matches!(level, ThresholdLevel::District | ThresholdLevel::Region))
        {
            let problem = "a party passes everywhere or nowhere: say \"nation\" or \"any district\"";
            return wrong("threshold", problem);
        }
        if matches!(tier.districts, Districts::Nationwide | Districts::Regions) {
            return wrong("biproportional", "needs a tier of districts");
        }
        let above_zero = [Divisor::SainteLague, Divisor::DHondt, Divisor::Danish, Divisor::Imperiali];
        let all_have_one = [Divisor::Adams, Divisor::Dean];
        let method = rule.method.divisor();
        if !method.is_some_and(|divisor| above_zero.contains(divisor) || all_have_one.contains(divisor)) {
            return wrong(
                "method",
                "biproportional seats need sainte-lague, dhondt, danish, imperiali, adams or dean",
            );
        }
        if self.strongest_list.is_some() && method.is_some_and(|divisor| all_have_one.contains(divisor)) {
            return wrong(
                "biproportional",
                "`strongest_list` does not go with adams or dean, by which every list has a seat wherever it has votes",
            );
        }
        if rule.linkage.is_some()
            || rule.bonus.is_some()
            || rule.first_seat.is_some()
            || rule.weight.is_some()
        {
            let problem = "does not go with `linkage`, `bonus`, `first_seat` or `weight`";
            return wrong("biproportional", problem);
        }
        if self.strongest_list.is_some_and(|clause| clause.at_least == 0) {
            return wrong(
                "biproportional",
                "the strongest list is sure of at least one seat, or `strongest_list` is left out",
            );
        }
        Ok(())
    }
}
