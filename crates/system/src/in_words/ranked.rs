//! Tiers of ranked ballots.

use serde::Serialize;

use super::Words;
use sailau_ranked::{
    ElectionRule, ExclusionRule, MeekRule, QuotaRule, RankedMethod, RankedRule, ReadingRule, SurplusRule,
};

/// A word as a rules file has it.
fn word(of: impl Serialize) -> String {
    let value = serde_json::to_value(of).unwrap_or_default();
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl Words<'_> {
    pub(super) fn of_ranked(&mut self, rule: &RankedRule) {
        self.say("method", Self::of_ranked_method(rule.method));
        self.of_reading(rule.reading);
        if matches!(rule.method, RankedMethod::Borda | RankedMethod::Dowdall) {
            return self.say("ranked", "Equal points are decided by lots.");
        }
        let shared_out = matches!(rule.method, RankedMethod::Meek | RankedMethod::Warren);
        if rule.method == RankedMethod::Stv || shared_out {
            match rule.quota {
                Some(quota) => self.of_ranked_quota(quota),
                // What is not written is said otherwise than what is, though both are the same.
                None => self.say("ranked", "Quota: Droop's, in whole votes, of the good papers."),
            }
        }
        if let Some(majority) = rule.majority {
            self.say("ranked", format!("The majority that ends the count: {}.", word(majority)));
        }
        if rule.method == RankedMethod::Stv {
            match rule.surplus {
                Some(surplus) => self.of_surplus(surplus),
                None => self.say(
                    "ranked",
                    "Surplus: all papers of the elected go on, each at a part of its value, with five decimals.",
                ),
            }
        }
        if shared_out {
            self.of_meek(rule.meek.unwrap_or_default());
        }
        self.of_exclusion(rule.exclusion);
        self.of_election(rule.election);
        let after = if word(rule.ties) == "lots" { "" } else { ", then lots" };
        self.say("ranked", format!("Equal votes are decided by: {}{after}.", word(rule.ties)));
    }

    fn of_ranked_method(method: RankedMethod) -> &'static str {
        match method {
            RankedMethod::Stv => {
                "Voters rank candidates. Who reaches the quota is elected, and what is above it is passed on; else the lowest is excluded."
            }
            RankedMethod::Meek => {
                "Voters rank candidates. Who is elected keeps of every ballot the share that leaves the quota, and goes on receiving (Meek)."
            }
            RankedMethod::Warren => {
                "Voters rank candidates. Who is elected keeps the same amount of every ballot, so that the quota is left, and goes on receiving (Warren)."
            }
            RankedMethod::InstantRunoff => {
                "Voters rank candidates. The lowest is excluded, and the ballots go on, until somebody has the majority."
            }
            RankedMethod::ContingentVote => {
                "Voters rank candidates. Without a majority of first preferences all but two are excluded, and the ballots go on."
            }
            RankedMethod::Borda => {
                "Voters rank candidates. The first rank is worth as many points as candidates stand, each that follows one fewer; most points are elected."
            }
            RankedMethod::Dowdall => {
                "Voters rank candidates. The first rank is worth one point, the second a half, the third a third; most points are elected."
            }
            _ => {
                "Voters have a first and a second preference. Without a majority all but two are excluded, and the ballots go on."
            }
        }
    }

    fn of_reading(&mut self, rule: ReadingRule) {
        let ReadingRule { blank, overvote, repeated, at_most, at_least, .. } = rule;
        let mut sentence = format!(
            "Marks: a blank rank: {}; a rank of several: {}; a candidate marked again: {}",
            word(blank),
            word(overvote),
            word(repeated)
        );
        if let Some(most) = at_most {
            sentence += &format!("; {most} ranks are read");
        }
        if let Some(least) = at_least {
            sentence += &format!("; a good paper has {least} preferences at least");
        }
        self.say("ranked", sentence + ".");
    }

    fn of_ranked_quota(&mut self, rule: QuotaRule) {
        let QuotaRule { kind, decimals, taken, .. } = rule;
        let sentence = format!("Quota: {}, {decimals} decimals, taken {}.", word(kind), word(taken));
        self.say("ranked", sentence);
    }

    fn of_surplus(&mut self, rule: SurplusRule) {
        let SurplusRule { papers, divisor, cut, decimals, loss, order, waits, .. } = rule;
        let sentence = format!(
            "Surplus: {}, divided by {}; what is cut: {}, after {decimals} decimals; what that loses: {}; of several: {}; \
             it waits: {}.",
            word(papers),
            word(divisor),
            word(cut),
            word(loss),
            word(order),
            word(waits)
        );
        self.say("ranked", sentence);
    }

    fn of_meek(&mut self, rule: MeekRule) {
        let MeekRule { decimals, printed, surplus_below, elects, tied, .. } = rule;
        let printed = printed.map_or_else(String::new, |printed| format!(", {printed} of them printed"));
        let sentence = format!(
            "Votes are shared out anew with {decimals} decimals{printed}, until the surpluses are below one in decimal place \
             {surplus_below}; elected: {}; the lowest is tied with: {}.",
            word(elects),
            word(tied)
        );
        self.say("ranked", sentence);
    }

    fn of_exclusion(&mut self, rule: ExclusionRule) {
        let ExclusionRule { several, before_surplus, papers, last, deposit, .. } = rule;
        let when = if before_surplus { ", before surpluses are passed on" } else { "" };
        let mut sentence = format!(
            "Excluded: {}{when}; their papers go on: {}; those of the last: {}",
            word(several),
            word(papers),
            word(last)
        );
        if let Some(deposit) = deposit {
            sentence +=
                &format!("; nobody with others who could still come to the quota divided by {deposit}");
        }
        self.say("ranked", sentence + ".");
    }

    fn of_election(&mut self, rule: ElectionRule) {
        let ElectionRule { by, last, .. } = rule;
        self.say("ranked", format!("Elected by: {}; the last seats: {}.", word(by), word(last)));
    }
}
