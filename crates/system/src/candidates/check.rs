//! What a tier of candidates must not contradict.

use super::{CandidateRule, RunOff};
use crate::rules::{Checked, Districts, Seats, TieRule, Tier, needs, wrong};
use crate::threshold::{Threshold, VoteBase};

impl CandidateRule {
    /// The rules of the tier that are there, by their words in a file.
    pub(crate) fn words(&self) -> impl Iterator<Item = &'static str> {
        let words = [
            ("majority", self.majority.is_some()),
            ("lead", self.lead.is_some()),
            ("run_off", self.run_off.is_some()),
            ("turnout", self.turnout.is_some()),
            ("group_limit", self.group_limit.is_some()),
            ("ranked", self.ranked.is_some()),
            ("ballot", self.several.as_ref().is_some_and(|several| several.says_more())),
        ];
        words.into_iter().filter(|(_, there)| *there).map(|(word, _)| word)
    }

    /// What a tier of candidates must not contradict.
    pub(crate) fn check(&self, tier: &Tier) -> Checked {
        if tier.districts == Districts::Regions {
            return wrong("districts", "\"regions\" are for lists");
        }
        let single = tier.seats == Seats::Same(1);
        if !single && (self.majority.is_some() || self.turnout.is_some()) {
            return wrong("seats", "a majority or a turnout minimum is of districts with seats = 1");
        }
        if self.group_limit.is_some() && single {
            return wrong("group_limit", "is of districts with several seats; with seats = 1 remove it");
        }
        if self.group_limit == Some(0) {
            return wrong("group_limit", "is at least one seat");
        }
        if let Some(several) = &self.several {
            if self.majority.is_some() || self.turnout.is_some() || self.ranked.is_some() {
                return wrong("method", "with several votes a majority, a turnout and ranks have no meaning");
            }
            several.check(tier)?;
        }
        let of_lists =
            |rule| matches!(rule, TieRule::EarlierRegistration | TieRule::MoreVotes | TieRule::FewerVotes);
        if self.ties.iter().any(of_lists) {
            let problem = "equal candidates are decided by \"repeat vote\", \"lots\", or left \"unresolved\"";
            return wrong("ties", problem);
        }
        let within = |threshold: &Option<Threshold>| {
            threshold.as_ref().is_some_and(|bar| {
                bar.within.is_some()
                    || !bar.kinds.is_empty()
                    || !bar.or.is_empty()
                    || !bar.and.is_empty()
                    || bar.quota.is_some()
                    || bar.until.is_some()
            })
        };
        if let Some(majority) = &self.majority
            && majority.of == VoteBase::ListVotes
        {
            return wrong("majority", "a single-member election has no list votes");
        }
        if within(&self.majority) {
            return wrong(
                "majority",
                "`within`, `kinds`, `or`, `and`, `until` and a quota have no meaning here; remove them",
            );
        }
        if let Some(RunOff::Share(entrance)) = &self.run_off
            && entrance.of == VoteBase::ListVotes
        {
            return wrong("run_off", "a single-member election has no list votes");
        }
        if self.run_off.is_some() && self.majority.is_none() {
            return needs("run_off", "majority", "needs a `majority` that can be missed");
        }
        Ok(())
    }
}
