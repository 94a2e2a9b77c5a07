//! Voters desert lists that are expected below a threshold.

use statrs::distribution::{ContinuousCDF, Normal};

use super::list_bar::ListBar;
use super::scenario::{part, real};
use super::together::in_proportion;
use super::{BehaviourError, Desertion};
use crate::law::Share;
use crate::random::{Generator, exp};
use crate::system::Figures;
use crate::text::UnknownName;
use crate::votes::{Field, Tally};

/// Strategic desertion, ready to be drawn.
#[derive(Debug, Clone)]
pub(super) struct Deserting {
    share: Share,
    error: f64,
    lists: Vec<List>,
    /// On each ballot: the place in the tally of each entry that is a list's, and the list's number among the lists.
    papers: Vec<Vec<(usize, usize)>>,
}

/// A list of the contest.
#[derive(Debug, Clone)]
struct List {
    name: String,
    /// What it is expected to have, and what it needs, as shares of the threshold's base.
    expected: f64,
    needed: f64,
    /// Where its deserters go, by list; none where they go to all in proportion.
    to: Option<Vec<(usize, u64)>>,
}

/// Scratch space.
#[derive(Debug, Clone, Default)]
pub(super) struct DesertingSpace {
    /// By list.
    stands: Vec<bool>,
    above: Vec<bool>,
    /// Places of those expected above the threshold on a ballot.
    above_here: Vec<usize>,
    /// The same with the weights that deserters of one list have.
    weights: Vec<(usize, u64)>,
    /// Who gets how many, as nobody is given votes before all have deserted.
    given: Vec<(usize, u64)>,
}

impl Deserting {
    /// With what is expected as a tally of the field.
    pub(super) fn new(
        desertion: &Desertion,
        bar: &ListBar,
        contest: &str,
        field: &Field,
        expected: &Tally,
    ) -> Result<Self, BehaviourError> {
        let ballots = field.contest(contest).map_or(&[][..], |contest| &contest.ballots);
        let mut parties: Vec<usize> = Vec::new();
        let mut votes: Vec<u64> = Vec::new();
        let mut papers = Vec::with_capacity(ballots.len());
        let mut figures = Figures::new();
        for ballot in ballots {
            let wrong = |why| Err(BehaviourError::Ballot { contest: contest.to_owned(), why });
            if ballot.ranked().is_some() {
                return wrong("its voters rank");
            }
            let mut paper: Vec<(usize, usize)> = Vec::with_capacity(ballot.entries.len());
            for (entry, at) in ballot.entries.iter().zip(ballot.votes()) {
                figures.add_entry(entry.party, expected.votes[at]);
                let Some(party) = entry.party else { continue };
                let list = parties.iter().position(|&known| known == party).unwrap_or_else(|| {
                    parties.push(party);
                    votes.push(0);
                    parties.len() - 1
                });
                if paper.iter().any(|&(_, known)| known == list) {
                    return wrong("a party has several candidates on one paper");
                }
                votes[list] = votes[list].saturating_add(expected.votes[at]);
                paper.push((at, list));
            }
            figures.add_box(&expected.totals[ballot.totals()], bar.against_all);
            papers.push(paper);
        }
        let names: Vec<&str> = parties.iter().map(|&party| field.parties()[party].name.as_str()).collect();
        let number = |what: String, name: &str| {
            names.iter().position(|known| *known == name).ok_or_else(|| BehaviourError::UnknownList {
                field: what,
                source: UnknownName::new("list", name, names.iter().copied()).into(),
            })
        };
        let base = figures.of(bar.of).unwrap_or_else(|_| figures.valid()) as f64;
        let mut lists: Vec<List> = Vec::with_capacity(parties.len());
        for ((&party, &name), &votes) in parties.iter().zip(&names).zip(&votes) {
            let expected = if base > 0.0 { votes as f64 / base } else { 0.0 };
            lists.push(List { name: name.to_owned(), expected, needed: bar.needed(field, party), to: None });
        }
        for (name, share) in &desertion.expected {
            lists[number("desertion, expected".to_owned(), name)?].expected = real(*share);
        }
        for (from, weights) in &desertion.to {
            let to = weights.iter().filter(|(_, weight)| **weight > 0).map(|(name, &weight)| {
                Ok((number(format!("desertion, to, `{from}`"), name)?, u64::from(weight)))
            });
            let to = to.collect::<Result<Vec<_>, BehaviourError>>()?;
            lists[number("desertion, to".to_owned(), from)?].to = Some(to);
        }
        Ok(Self { share: desertion.share, error: desertion.error, lists, papers })
    }

    pub(super) fn space(&self) -> DesertingSpace {
        DesertingSpace {
            stands: vec![false; self.lists.len()],
            above: vec![false; self.lists.len()],
            ..DesertingSpace::default()
        }
    }

    /// Moves the votes of those who desert. The same random numbers are drawn whatever the dial.
    pub(super) fn desert(&self, rng: &mut Generator, space: &mut DesertingSpace, votes: &mut [u64]) {
        let DesertingSpace { stands, above, .. } = space;
        stands.fill(false);
        for &(at, list) in self.papers.iter().flatten() {
            // A list that nobody votes for does not stand.
            stands[list] |= votes[at] > 0;
        }
        for ((list, above), &stands) in self.lists.iter().zip(&mut *above).zip(&*stands) {
            let seen = list.expected * exp(self.error * rng.normal());
            *above = stands && seen >= list.needed;
        }
        for paper in &self.papers {
            self.desert_on(paper, space, votes);
        }
    }

    /// On one ballot.
    fn desert_on(&self, paper: &[(usize, usize)], space: &mut DesertingSpace, votes: &mut [u64]) {
        let DesertingSpace { above, above_here, weights, given, .. } = space;
        above_here.clear();
        above_here.extend(paper.iter().filter(|&&(_, list)| above[list]).map(|&(at, _)| at));
        let has_votes = above_here.iter().any(|&at| votes[at] > 0);
        given.clear();
        let mut in_all = 0u64;
        for &(at, list) in paper.iter().filter(|&&(_, list)| !above[list]) {
            let deserters = part(votes[at], self.share);
            match &self.lists[list].to {
                None if has_votes => {
                    votes[at] -= deserters;
                    in_all = in_all.saturating_add(deserters);
                }
                None => {}
                Some(to) => {
                    weights.clear();
                    let place = |list: usize| paper.iter().find(|&&(_, own)| own == list).map(|&(at, _)| at);
                    let to = to.iter().filter(|&&(list, _)| above[list]);
                    weights.extend(to.filter_map(|&(list, weight)| Some((place(list)?, weight))));
                    if share_out(deserters, weights, given) {
                        votes[at] -= deserters;
                    }
                }
            }
        }
        // In proportion to the votes before anybody is given one.
        if in_all > 0 {
            in_proportion(in_all, above_here, votes);
        }
        given.iter().for_each(|&(at, own)| votes[at] = votes[at].saturating_add(own));
    }

    /// The chance of each list to be deserted, in the order of the contest, with its expected share.
    pub(super) fn chances(&self) -> impl Iterator<Item = (&str, f64, f64)> {
        self.lists.iter().map(|list| {
            let chance = match list.needed.partial_cmp(&list.expected) {
                _ if list.expected <= 0.0 => 1.0,
                _ if list.needed <= 0.0 => 0.0,
                Some(std::cmp::Ordering::Greater) if self.error == 0.0 => 1.0,
                _ if self.error == 0.0 => 0.0,
                _ => Normal::standard().cdf((list.needed / list.expected).ln() / self.error),
            };
            (list.name.as_str(), list.expected, chance)
        })
    }
}

/// Notes who gets how many of these by weights, to the last one; nothing where there is no weight.
fn share_out(votes: u64, weights: &[(usize, u64)], given: &mut Vec<(usize, u64)>) -> bool {
    let all: u128 = weights.iter().map(|&(_, weight)| u128::from(weight)).sum();
    if all == 0 {
        return false;
    }
    let (mut sum, mut before) = (0u128, 0u128);
    for &(at, weight) in weights {
        sum += u128::from(weight);
        let up_to = u128::from(votes) * sum / all;
        given.push((at, u64::try_from(up_to - before).unwrap_or(u64::MAX)));
        before = up_to;
    }
    true
}
