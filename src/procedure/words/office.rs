//! The vote on one office, as the laws on senators, akims and the President have it.

use super::{Sentences, part};
use crate::procedure::office::{Base, EqualVotes, SecondVote, Voting};

impl Sentences {
    /// `goes_to` is how a sentence on who wins begins.
    pub(super) fn voting(&mut self, rule: &str, goes_to: &str, voting: &Voting) {
        let Voting { majority, base, second_vote, equal_votes } = voting;
        self.say(
            format!("{rule}.majority"),
            match majority {
                Some(limit) => format!("{goes_to} who has {}.", part(*limit, &base.to_string())),
                None => {
                    format!("{goes_to} who has more votes than any other candidate; no majority is asked.")
                }
            },
        );
        if majority.is_some() {
            self.say(format!("{rule}.base"), format!("The majority is measured by all {base}."));
        }
        if majority.is_none() && *base == Base::AllBallots {
            self.say(format!("{rule}.base"), "The votes are those of all ballots that were cast.");
        }
        if let Some(when) = second_vote {
            let when = match when {
                SecondVote::SameDay => "on the same day".to_owned(),
                within @ SecondVote::WithinMonths(_) => within.to_string(),
            };
            self.say(
                format!("{rule}.second_vote"),
                format!(
                    "If nobody of more than two candidates has the majority, the two with most votes stand again {when}, and more votes elect."
                ),
            );
        }
        let equal = match equal_votes {
            EqualVotes::RepeatVote => {
                "If the most votes are equal, the voters decide again among the equals."
            }
            EqualVotes::RepeatElection => {
                "If the most votes are equal, the election is held again from its start."
            }
            EqualVotes::NotRuled => "What follows if the most votes are equal, the text does not say.",
        };
        self.say(format!("{rule}.equal_votes"), equal);
    }
}
