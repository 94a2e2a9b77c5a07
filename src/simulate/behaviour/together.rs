//! Lists that run together.

use super::scenario::part;
use super::{BehaviourError, Others, Together};
use crate::law::Share;
use crate::text::UnknownName;
use crate::votes::{Contest, Field, Party};

/// Lists that run together, ready to be joined in a tally.
#[derive(Debug, Clone)]
pub(super) struct Joint {
    followers: Share,
    others: Others,
    /// On each ballot of the contest: the place of the joint list in the tally, those of all its lists (itself among them), and
    /// those of everybody else.
    papers: Vec<JointPaper>,
}

#[derive(Debug, Clone)]
struct JointPaper {
    joint: usize,
    lists: Vec<usize>,
    rest: Vec<usize>,
}

impl Joint {
    /// Makes the joint list stand in the place of the first of its lists on each paper. The others stay on it, without votes.
    pub(super) fn enter(
        together: &Together,
        contest: &str,
        field: &mut Field,
    ) -> Result<Self, BehaviourError> {
        let name = &together.list;
        let field_name = |what: &str| format!("together `{name}`, {what}");
        if field.parties().iter().any(|party| party.name == *name) {
            let problem = "a party has this name already; give the joint list one of its own";
            return Err(BehaviourError::Field { field: field_name("list"), problem });
        }
        let known = || field.parties().iter().map(|party| party.name.as_str());
        let number = |list: &String| {
            known().position(|party| party == list).ok_or_else(|| BehaviourError::UnknownList {
                field: field_name("of"),
                source: UnknownName::new("list", list, known()).into(),
            })
        };
        let members = together.of.iter().map(number).collect::<Result<Vec<_>, _>>()?;
        let order = members.iter().filter_map(|&member| field.parties()[member].registration_order).min();
        let party = Party { name: name.clone(), registration_order: order, kind: together.kind.clone() };
        let papers = field.contest(contest).map_or(&[][..], |contest: &Contest| &contest.ballots);
        let papers = papers.iter().filter_map(|ballot| {
            let places = || ballot.entries.iter().zip(ballot.votes());
            let is_member = |party: Option<usize>| party.is_some_and(|party| members.contains(&party));
            let lists: Vec<usize> =
                places().filter(|(entry, _)| is_member(entry.party)).map(|(_, at)| at).collect();
            let rest = places().filter(|(entry, _)| !is_member(entry.party)).map(|(_, at)| at).collect();
            Some(JointPaper { joint: *lists.first()?, lists, rest })
        });
        let papers = papers.collect();
        field.stand_together(contest, &members, party);
        Ok(Self { followers: together.followers, others: together.others, papers })
    }

    /// Joins their votes.
    pub(super) fn join(&self, votes: &mut [u64]) {
        for JointPaper { joint, lists, rest } in &self.papers {
            let all = lists.iter().fold(0u64, |sum, &at| sum.saturating_add(votes[at]));
            lists.iter().for_each(|&at| votes[at] = 0);
            let follow = part(all, self.followers);
            votes[*joint] = follow;
            if self.others == Others::InProportion {
                in_proportion(all - follow, rest, votes);
            }
        }
    }
}

/// Gives so many votes to those in these places, in proportion to the votes that they have, to the last vote. Gives none where
/// nobody has any.
pub(super) fn in_proportion(given: u64, places: &[usize], votes: &mut [u64]) -> bool {
    let all: u128 = places.iter().map(|&at| u128::from(votes[at])).sum();
    if all == 0 {
        return false;
    }
    let (mut sum, mut before) = (0u128, 0u128);
    for &at in places {
        sum += u128::from(votes[at]);
        // At the last place it is all of them.
        let up_to = u128::from(given) * sum / all;
        // A part of a `u64`.
        let own = u64::try_from(up_to - before).unwrap_or(u64::MAX);
        votes[at] = votes[at].saturating_add(own);
        before = up_to;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::in_proportion;

    #[test]
    fn every_vote_is_given_once() {
        for given in 0..200 {
            let mut votes = [5, 0, 70, 1, 24];
            assert!(in_proportion(given, &[0, 2, 3, 4], &mut votes));
            assert_eq!(votes.iter().sum::<u64>(), 100 + given);
            assert_eq!(votes[1], 0);
        }
        let mut nobody = [0, 0, 9];
        assert!(!in_proportion(7, &[0, 1], &mut nobody));
        assert_eq!(nobody, [0, 0, 9]);
    }
}
