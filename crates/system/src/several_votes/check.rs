//! What ballots of several votes must not contradict.

use super::{SeveralVotes, SeveralVotesMethod};
use crate::rules::{Checked, Seats, Tier, check_table, needs, wrong};

impl SeveralVotes {
    pub(crate) fn check(&self, tier: &Tier) -> Checked {
        let Self { method, votes, for_one } = self;
        if tier.seats == Seats::Same(1) && *method != SeveralVotesMethod::Approval {
            return wrong("method", "is of several seats; for one seat take \"plurality\" or \"approval\"");
        }
        if for_one.is_some() && *method != SeveralVotesMethod::Cumulative {
            return wrong(
                "ballot",
                "`for_one` is of a \"cumulative vote\"; elsewhere a candidate has one vote of a voter",
            );
        }
        if *for_one == Some(0) {
            return wrong("ballot", "`for_one` is at least one vote");
        }
        match (method, votes) {
            (SeveralVotesMethod::Block, Some(_)) => wrong(
                "ballot",
                "a block vote has as many votes as seats; with fewer it is a \"limited vote\"",
            ),
            (SeveralVotesMethod::Approval, Some(_)) => {
                wrong("ballot", "an approval ballot has as many votes as candidates; remove `votes`")
            }
            (SeveralVotesMethod::Limited, None) => {
                needs("method", "ballot", "a limited vote needs `ballot`, such as { votes = 3 }")
            }
            (_, Some(votes)) => self.check_votes(votes, tier),
            _ => Ok(()),
        }
    }

    fn check_votes(&self, votes: &Seats, tier: &Tier) -> Checked {
        let numbers: Vec<u32> = match votes {
            Seats::Same(votes) => vec![*votes],
            Seats::ByDistrict(table) => {
                check_table(table.keys()).or_else(|problem| wrong("ballot", problem))?;
                table.values().copied().collect()
            }
            Seats::FromVotesFile => {
                return wrong(
                    "ballot",
                    "`votes` is a number, or a table of districts: { North = 3, South = 2 }",
                );
            }
        };
        if numbers.contains(&0) {
            return wrong("ballot", "a voter has at least one vote");
        }
        if let (SeveralVotesMethod::Limited, Seats::Same(seats), [votes]) =
            (self.method, &tier.seats, &numbers[..])
            && votes >= seats
        {
            return wrong(
                "ballot",
                "a limited vote has fewer votes than seats; with as many it is a \"block vote\"",
            );
        }
        Ok(())
    }
}
