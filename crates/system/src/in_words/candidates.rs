//! Tiers of candidates.

use super::Words;
use super::threshold::bound;
use crate::candidates::{CandidateRule, Entrance, Lead, RunOff};
use crate::rules::Seats;
use crate::several_votes::{SeveralVotes, SeveralVotesMethod};
use crate::threshold::Threshold;

impl Words<'_> {
    pub(super) fn of_candidates(&mut self, rule: &CandidateRule) {
        let CandidateRule {
            majority,
            lead,
            run_off,
            turnout,
            group_limit,
            ranked,
            several,
            ties,
            against_all,
        } = rule;
        if let Some(ranked) = ranked {
            return self.of_ranked(ranked);
        }
        match majority {
            None if let Some(several) = several => self.of_several_votes(several),
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
    fn of_several_votes(&mut self, rule: &SeveralVotes) {
        let SeveralVotes { method, votes, for_one } = rule;
        self.say("method", match method {
            SeveralVotesMethod::Block => {
                "A voter has as many votes as there are seats, one for a candidate; most votes win."
            }
            SeveralVotesMethod::Limited => {
                "A voter has fewer votes than there are seats, one for a candidate; most votes win."
            }
            SeveralVotesMethod::Cumulative => {
                "A voter has several votes and may give more than one of them to a candidate; most votes win."
            }
            SeveralVotesMethod::Approval => {
                "A voter may give each candidate one vote; most votes win."
            }
        });
        match votes {
            Some(Seats::ByDistrict(table)) => {
                let each = table.iter().map(|(district, votes)| format!("{district} {votes}"));
                let each: Vec<_> = each.collect();
                self.say("ballot", format!("Votes of a voter: {}.", each.join(", ")));
            }
            Some(Seats::Same(votes)) => self.say("ballot", format!("Votes of a voter: {votes}.")),
            Some(Seats::FromVotesFile) => {}
            None if *method == SeveralVotesMethod::Cumulative => {
                self.say("ballot", "Votes of a voter: as many as seats.");
            }
            None => {}
        }
        if let Some(most) = for_one {
            self.say("ballot", format!("One candidate may have {most} of them at most."));
        }
    }
}
