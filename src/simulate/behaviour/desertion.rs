//! Voters desert lists that are expected below a threshold: that of the nation, or of their own region or district.

use std::collections::HashMap;

use statrs::distribution::{ContinuousCDF, Normal};

use super::list_bar::ListBar;
use super::scenario::{part, real};
use super::together::in_proportion;
use super::{BehaviourError, Desertion};
use crate::law::Share;
use crate::random::{Generator, exp};
use crate::system::{Figures, ThresholdLevel};
use crate::text::UnknownName;
use crate::votes::{Ballot, Field, Tally};

/// Strategic desertion, ready to be drawn.
#[derive(Debug, Clone)]
pub(super) struct Deserting {
    share: Share,
    error: f64,
    within: ThresholdLevel,
    lists: Vec<List>,
    places: Vec<Place>,
}

/// A list of the contest.
#[derive(Debug, Clone)]
struct List {
    name: String,
    /// What it is expected to have in the nation, and what it needs, as shares of the threshold's base.
    expected: f64,
    needed: f64,
    /// Where its deserters go, by list; none where they go to all in proportion.
    to: Option<Vec<(usize, u64)>>,
}

/// Where voters look at what is expected: the nation, or a region or a district where the threshold is one of these.
#[derive(Debug, Clone, Default)]
struct Place {
    /// On each ballot: the place in the tally of each entry that is a list's, and the list's number among the lists.
    papers: Vec<Vec<(usize, usize)>>,
    /// By list, what it is expected to have here: votes, and their share of the threshold's base.
    votes: Vec<u64>,
    expected: Vec<f64>,
}

/// Scratch space.
#[derive(Debug, Clone, Default)]
pub(super) struct DesertingSpace {
    /// By list, how many times its share the public sees.
    seen: Vec<f64>,
    /// Of the place: by list, and in each place in turn.
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
        let mut places: Vec<Place> = Vec::new();
        let mut figures: Vec<Figures> = Vec::new();
        let mut whole = Figures::new();
        let mut numbers: HashMap<Option<&str>, usize> = HashMap::new();
        for ballot in ballots {
            let wrong = |why| Err(BehaviourError::Ballot { contest: contest.to_owned(), why });
            if ballot.ranked().is_some() {
                return wrong("its voters rank");
            }
            let number = *numbers.entry(place_of(ballot, field, bar.within)).or_insert_with(|| {
                places.push(Place::default());
                figures.push(Figures::new());
                places.len() - 1
            });
            let (place, here) = (&mut places[number], &mut figures[number]);
            let mut paper: Vec<(usize, usize)> = Vec::with_capacity(ballot.entries.len());
            for (entry, at) in ballot.entries.iter().zip(ballot.votes()) {
                here.add_entry(entry.party, expected.votes[at]);
                whole.add_entry(entry.party, expected.votes[at]);
                let Some(party) = entry.party else { continue };
                let list = parties.iter().position(|&known| known == party).unwrap_or_else(|| {
                    parties.push(party);
                    parties.len() - 1
                });
                if paper.iter().any(|&(_, known)| known == list) {
                    return wrong("a party has several candidates on one paper");
                }
                place.votes.resize(place.votes.len().max(list + 1), 0);
                place.votes[list] = place.votes[list].saturating_add(expected.votes[at]);
                paper.push((at, list));
            }
            let totals = &expected.totals[ballot.totals()];
            here.add_box(totals, bar.against_all);
            whole.add_box(totals, bar.against_all);
            place.papers.push(paper);
        }
        let base = |figures: &Figures| figures.of(bar.of).unwrap_or_else(|_| figures.valid()) as f64;
        let share = |votes: u64, base: f64| if base > 0.0 { votes as f64 / base } else { 0.0 };
        for (place, figures) in places.iter_mut().zip(&figures) {
            place.votes.resize(parties.len(), 0);
            let base = base(figures);
            place.expected = place.votes.iter().map(|&votes| share(votes, base)).collect();
        }
        let base = base(&whole);
        let list = |(number, &party): (usize, &usize)| {
            let votes = places.iter().fold(0u64, |sum, place| sum.saturating_add(place.votes[number]));
            let name = field.parties()[party].name.clone();
            List { name, expected: share(votes, base), needed: bar.needed(field, party), to: None }
        };
        let mut lists: Vec<List> = parties.iter().enumerate().map(list).collect();
        let names: Vec<String> = lists.iter().map(|list| list.name.clone()).collect();
        let number = |what: String, name: &str| {
            names.iter().position(|known| known == name).ok_or_else(|| BehaviourError::UnknownList {
                field: what,
                source: UnknownName::new("list", name, names.iter().map(String::as_str)).into(),
            })
        };
        if bar.within != ThresholdLevel::Nation && !desertion.expected.is_empty() {
            return Err(BehaviourError::Field {
                field: "desertion, expected".to_owned(),
                problem: "a share of the nation's votes says nothing of a threshold that is reached in districts or regions; leave it \
                          out, and what the electorate has in each of them is expected",
            });
        }
        for (name, share) in &desertion.expected {
            let list = number("desertion, expected".to_owned(), name)?;
            lists[list].expected = real(*share);
            places.iter_mut().for_each(|place| place.expected[list] = real(*share));
        }
        for (from, weights) in &desertion.to {
            let to = weights.iter().filter(|(_, weight)| **weight > 0).map(|(name, &weight)| {
                Ok((number(format!("desertion, to, `{from}`"), name)?, u64::from(weight)))
            });
            let to = to.collect::<Result<Vec<_>, BehaviourError>>()?;
            lists[number("desertion, to".to_owned(), from)?].to = Some(to);
        }
        Ok(Self { share: desertion.share, error: desertion.error, within: bar.within, lists, places })
    }

    pub(super) fn space(&self) -> DesertingSpace {
        let lists = self.lists.len();
        DesertingSpace {
            seen: vec![0.0; lists],
            stands: vec![false; lists],
            above: vec![false; lists * self.places.len()],
            ..DesertingSpace::default()
        }
    }

    /// Whether voters look at what is expected in places smaller than the nation.
    pub(super) fn is_of_places(&self) -> bool {
        self.within != ThresholdLevel::Nation
    }

    /// Moves the votes of those who desert. The same random numbers are drawn whatever the dial.
    pub(super) fn desert(&self, rng: &mut Generator, space: &mut DesertingSpace, votes: &mut [u64]) {
        let DesertingSpace { seen, stands, above, .. } = space;
        // What the public takes a list for, it takes it for everywhere.
        seen.iter_mut().for_each(|seen| *seen = exp(self.error * rng.normal()));
        let count = self.lists.len().max(1);
        for (place, above) in self.places.iter().zip(above.chunks_exact_mut(count)) {
            stands.fill(false);
            for &(at, list) in place.papers.iter().flatten() {
                // A list that nobody votes for does not stand.
                stands[list] |= votes[at] > 0;
            }
            for (list, above) in above.iter_mut().enumerate() {
                *above = stands[list] && place.expected[list] * seen[list] >= self.lists[list].needed;
            }
        }
        if matches!(self.within, ThresholdLevel::AnyDistrict | ThresholdLevel::EveryDistrict) {
            // Who passes in one place, or in all of them, passes everywhere.
            for list in 0..self.lists.len() {
                let mut own = above.iter().skip(list).step_by(count);
                let passes = match self.within {
                    ThresholdLevel::AnyDistrict => own.any(|&above| above),
                    _ => own.all(|&above| above),
                };
                above.iter_mut().skip(list).step_by(count).for_each(|above| *above = passes);
            }
        }
        for (number, place) in self.places.iter().enumerate() {
            let first = number * count;
            for paper in &place.papers {
                self.desert_on(paper, first, space, votes);
            }
        }
    }

    /// On one ballot; who is above in its place stands from `first` on.
    fn desert_on(
        &self,
        paper: &[(usize, usize)],
        first: usize,
        space: &mut DesertingSpace,
        votes: &mut [u64],
    ) {
        let DesertingSpace { above, above_here, weights, given, .. } = space;
        let above = &above[first..first + self.lists.len()];
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

    /// The chance of each list to be deserted, in the order of the contest, with its expected share in the nation. Where voters look
    /// at their own place it is the mean over those who are expected to vote for the list.
    pub(super) fn chances(&self) -> impl Iterator<Item = (&str, f64, f64)> {
        self.lists.iter().enumerate().map(|(number, list)| {
            let shares = || self.places.iter().map(|place| place.expected[number]);
            let chance = match self.within {
                ThresholdLevel::AnyDistrict => self.chance(shares().fold(0.0, f64::max), list.needed),
                ThresholdLevel::EveryDistrict => {
                    self.chance(shares().fold(f64::INFINITY, f64::min), list.needed)
                }
                _ => {
                    let votes = self.places.iter().map(|place| place.votes[number] as f64);
                    let all: f64 = votes.clone().sum();
                    let equal = 1.0 / self.places.len() as f64;
                    let weights = votes.map(|votes| if all > 0.0 { votes / all } else { equal });
                    shares()
                        .zip(weights)
                        .map(|(share, weight)| weight * self.chance(share, list.needed))
                        .sum()
                }
            };
            (list.name.as_str(), list.expected, chance)
        })
    }

    /// How often a list with this share is seen below what it needs.
    fn chance(&self, expected: f64, needed: f64) -> f64 {
        match needed.partial_cmp(&expected) {
            _ if expected <= 0.0 => 1.0,
            _ if needed <= 0.0 => 0.0,
            Some(std::cmp::Ordering::Greater) if self.error == 0.0 => 1.0,
            _ if self.error == 0.0 => 0.0,
            _ => Normal::standard().cdf((needed / expected).ln() / self.error),
        }
    }
}

/// Where the voters of a ballot look: the name of their region or their district; nothing for the nation.
fn place_of<'a>(ballot: &Ballot, field: &'a Field, within: ThresholdLevel) -> Option<&'a str> {
    let district = field.districts().get(ballot.district?)?;
    match within {
        ThresholdLevel::Nation => None,
        ThresholdLevel::Region => field.region_of(district),
        _ => Some(district),
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
