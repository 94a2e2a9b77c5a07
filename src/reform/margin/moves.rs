//! A way to move votes, and what it does to the result.

use std::collections::BTreeMap;

use super::{Fewest, SeatChange};
use crate::system::{ElectoralSystem, Outcome, TierRule};
use crate::votes::{Tally, Votes};

/// How votes move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Switched,
    Added,
    Withheld,
}

impl Way {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Switched => "switch",
            Self::Added => "addition",
            Self::Withheld => "loss",
        }
    }
}

/// Votes that move, by their places in the tally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Move {
    pub(super) contest: String,
    pub(super) district: Option<usize>,
    pub(super) from: Option<Side>,
    pub(super) to: Option<Side>,
}

/// Who gives or gets votes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Side {
    pub(super) name: String,
    /// Where its votes stand; they are taken from the first that has some left, and given to the first.
    pub(super) places: Vec<usize>,
}

impl Side {
    pub(super) fn votes(&self, tally: &Tally) -> u64 {
        self.places.iter().fold(0, |sum, &place| tally.votes[place].saturating_add(sum))
    }
}

impl Move {
    /// The most votes that can move so: what there is to take, and room for it, of all votes together.
    pub(super) fn most(&self, tally: &Tally) -> u64 {
        let stock = self.from.as_ref().map(|from| from.votes(tally));
        let all: u64 = tally.votes.iter().fold(0, |sum, &votes| votes.saturating_add(sum));
        stock.unwrap_or(u64::MAX - all)
    }

    /// Moves so many votes, at most [`most`](Self::most).
    pub(super) fn make(&self, tally: &mut Tally, votes: u64) {
        let mut left = votes;
        for &place in self.from.iter().flat_map(|from| &from.places) {
            let taken = left.min(tally.votes[place]);
            tally.votes[place] -= taken;
            left -= taken;
        }
        if let Some(&place) = self.to.as_ref().and_then(|to| to.places.first()) {
            tally.votes[place] = tally.votes[place].saturating_add(votes);
        }
    }

    /// The votes after it.
    pub(super) fn made(&self, votes: &Votes, moved: u64) -> Votes {
        let mut tally = votes.tally().clone();
        self.make(&mut tally, moved);
        let made = Votes::new(votes.field().clone(), tally);
        // The field is the same, and so are winners that were checked when they were given.
        let made = made.and_then(|made| made.with_winners(votes.winners().iter().cloned()));
        made.unwrap_or_default()
    }
}

type Seat<'a> = (&'a str, Option<&'a str>, Option<&'a str>, Option<&'a str>);

/// Seats by tier, district and holder; those of tiers of candidates by name. Who sits for an open list is not a seat
/// that moves.
fn seating<'a>(system: &ElectoralSystem, outcome: &'a Outcome) -> BTreeMap<Seat<'a>, u32> {
    let of_candidates =
        |name: &str| system.tier(name).is_some_and(|tier| matches!(tier.rule, TierRule::Candidates(_)));
    let mut seating = BTreeMap::new();
    for row in &outcome.seats {
        let key = (row.tier.as_str(), row.district.as_deref(), row.party.as_deref(), None);
        *seating.entry(key).or_insert(0) += row.seats;
    }
    for row in outcome.elected.iter().filter(|row| row.candidate.is_some() && of_candidates(&row.tier)) {
        let key =
            (row.tier.as_str(), row.district.as_deref(), row.party.as_deref(), row.candidate.as_deref());
        *seating.entry(key).or_insert(0) += 1;
    }
    seating
}

/// Seats that ties leave open, and seats that stay empty.
fn open(outcome: &Outcome) -> (u32, u32) {
    let tied = outcome.ties.iter().map(|tie| tie.seats).sum();
    let unfilled = outcome.unfilled.iter().map(|row| row.seats).sum();
    (tied, unfilled)
}

/// Whether a seat has moved.
pub(super) fn differs(system: &ElectoralSystem, before: &Outcome, after: &Outcome) -> bool {
    open(before) != open(after) || seating(system, before) != seating(system, after)
}

/// What so many votes do.
pub(super) fn report(votes: &Votes, before: &Outcome, after: &Outcome, change: Move, moved: u64) -> Fewest {
    let mut seats: BTreeMap<(String, String), (u32, u32)> = BTreeMap::new();
    let mut add = |outcome: &Outcome, then: bool| {
        for row in &outcome.seats {
            let Some(party) = &row.party else { continue };
            let of = seats.entry((row.tier.clone(), party.clone())).or_default();
            *if then { &mut of.1 } else { &mut of.0 } += row.seats;
        }
        let persons = outcome.elected.iter().filter(|row| row.party.is_none());
        for row in persons {
            let Some(candidate) = &row.candidate else { continue };
            let of = seats.entry((row.tier.clone(), candidate.clone())).or_default();
            *if then { &mut of.1 } else { &mut of.0 } += 1;
        }
    };
    add(before, false);
    add(after, true);
    let changed = seats.into_iter().filter(|(_, (before, after))| before != after);
    let mut changed: Vec<SeatChange> =
        changed.map(|((tier, holder), (before, after))| SeatChange { tier, holder, before, after }).collect();
    if changed.is_empty() {
        // One person for another of the same party.
        changed = persons(before, after);
    }
    let ((tied, unfilled), (tied_then, unfilled_then)) = (open(before), open(after));
    Fewest {
        votes: moved,
        contest: change.contest,
        district: change.district.map(|district| votes.field().districts()[district].clone()),
        from: change.from.map(|side| side.name),
        to: change.to.map(|side| side.name),
        seats: changed,
        tied: (tied, tied_then),
        unfilled: (unfilled, unfilled_then),
    }
}

/// Candidates who win, or win no more.
fn persons(before: &Outcome, after: &Outcome) -> Vec<SeatChange> {
    let mut changes = Vec::new();
    let sides = [(before, after, 1), (after, before, 0)];
    for (here, there, was) in sides {
        for row in here.elected.iter().filter(|row| !there.elected.contains(row)) {
            if let Some(candidate) = &row.candidate {
                changes.push(SeatChange {
                    tier: row.tier.clone(),
                    holder: candidate.clone(),
                    before: was,
                    after: 1 - was,
                });
            }
        }
    }
    changes
}
