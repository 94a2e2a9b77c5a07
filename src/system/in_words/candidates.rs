//! Tiers of candidates.

use super::Words;
use super::threshold::bound;
use crate::system::candidates::{CandidateRule, Entrance, Lead, RunOff};
use crate::system::threshold::Threshold;

impl Words<'_> {
    pub(super) fn of_candidates(&mut self, rule: &CandidateRule) {
        let CandidateRule { majority, lead, run_off, turnout, group_limit, ranked, ties, against_all } = rule;
        if let Some(ranked) = ranked {
            return self.of_ranked(ranked);
        }
        match majority {
            None => self.say("method", "Most votes win."),
            Some(majority) => {
                self.say("method", "The winner needs an absolute majority.");
                // Only the share and its base have a meaning here.
                let Threshold { share, inclusive, of, quota, within, kinds, or, and, until } = majority;
                self.say("majority", format!("That is {} {share} of {of}.", bound(*inclusive)));
                let besides = quota.is_some() || within.is_some() || until.is_some();
                debug_assert!(!besides && kinds.is_empty() && or.is_empty() && and.is_empty());
            }
        }
        if let Some(Lead { at_least, ahead }) = lead {
            self.say(
                "lead",
                format!(
                    "At least {at_least} of these are enough for one who is {ahead} in front of the second."
                ),
            );
        }
        if let Some(run_off) = run_off {
            let sentence = match run_off {
                RunOff::TopTwo => "Otherwise the two with most votes stand again, and more votes win.".to_owned(),
                RunOff::TopTwoOfThreeOrMore => "Otherwise the two with most votes stand again where more than two stood, and \
                                                more votes win; where no more did, the election is held again from its start."
                    .to_owned(),
                RunOff::Share(Entrance { at_least, of }) => format!(
                    "Otherwise all with at least {at_least} of {of}, and in any case the two with most votes, may stand again, \
                     and more votes win."
                ),
            };
            self.say("run_off", sentence);
        } else if majority.is_some() {
            self.say("run_off", "Where nobody has it, the seat stays empty.");
        }
        if let Some(turnout) = turnout {
            self.of_turnout(*turnout);
        }
        if let Some(limit) = group_limit {
            self.say(
                "group_limit",
                format!("{limit} of one group are elected in a district at most; the next by votes sits in the place of others."),
            );
        }
        self.of_ties(*ties);
        self.of_votes_against_all(*against_all);
    }
}
