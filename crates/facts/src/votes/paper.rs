//! Ballots in the making: numbers for names, and sixteen bytes a row.

use std::collections::HashMap;

use super::names::Reserved;
use super::{BallotTotals, Entry, Shared, Standing, VotesProblem};
use sailau_ranked::Ballots;

/// The number of nobody: no party, or no candidate.
const NOBODY: u32 = u32::MAX;
/// Among so many rows one is found sooner by looking at all of them.
const FEW: usize = 64;
/// The longest ballot whose length the next one is expected to have.
const EXPECTED: usize = 1024;

/// Party and candidate of a row, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key {
    party: u32,
    candidate: u32,
}

impl Key {
    pub(super) fn new(party: Option<u32>, candidate: Option<u32>) -> Self {
        Self { party: party.unwrap_or(NOBODY), candidate: candidate.unwrap_or(NOBODY) }
    }

    pub(super) fn party(self) -> Option<u32> {
        Some(self.party).filter(|&party| party != NOBODY)
    }

    pub(super) fn candidate(self) -> Option<u32> {
        Some(self.candidate).filter(|&candidate| candidate != NOBODY)
    }
}

/// The ballot of a contest in a district.
#[derive(Debug, Clone, Default)]
pub(super) struct Paper {
    pub(super) district: Option<u32>,
    rows: Vec<(Key, u64)>,
    /// The place of each row, where there are many.
    places: Option<HashMap<Key, u32>>,
    /// The row that is likely to be asked for next.
    next: usize,
    /// What is known of each row; empty while nothing is known of any.
    standing: Vec<Standing>,
    /// What each row says besides, by a number of the reader's; where rows are added up.
    said: Vec<u32>,
    figures: [Option<u64>; 5],
    /// The ballots, where voters rank those who stand in these rows.
    pub(super) ranked: Option<Ballots>,
}

impl Paper {
    /// The ballot of this district, likely as long as the one before it.
    pub(super) fn after(before: Option<&Self>, district: Option<u32>) -> Self {
        let expected = before.map_or(0, |before| before.rows.len());
        let rows = Vec::with_capacity(if expected <= EXPECTED { expected } else { 0 });
        Self { district, rows, ..Self::default() }
    }

    pub(super) fn rows(&self) -> &[(Key, u64)] {
        &self.rows
    }

    /// The place of a row that was given.
    pub(super) fn place(&mut self, key: Key) -> Option<usize> {
        let guess = self.rows.get(self.next).is_some_and(|(own, _)| *own == key);
        let place = match &self.places {
            _ if guess => Some(self.next),
            None => self.rows.iter().position(|(own, _)| *own == key),
            Some(places) => places.get(&key).map(|&place| place as usize),
        }?;
        // Whoever adds to rows adds to one after the other.
        self.next = if place + 1 < self.rows.len() { place + 1 } else { 0 };
        Some(place)
    }

    /// A row that was not given before.
    pub(super) fn push(&mut self, key: Key, votes: u64) -> Result<(), VotesProblem> {
        let place =
            u32::try_from(self.rows.len()).map_err(|_| VotesProblem::TooMany { what: "rows of a ballot" })?;
        self.rows.push((key, votes));
        if !self.standing.is_empty() {
            self.standing.push(Standing::default());
        }
        if let Some(places) = &mut self.places {
            places.insert(key, place);
        } else if self.rows.len() > FEW {
            self.places = Some(self.rows.iter().map(|(key, _)| *key).zip(0..).collect());
        }
        Ok(())
    }

    pub(super) fn votes_mut(&mut self, place: usize) -> &mut u64 {
        &mut self.rows[place].1
    }

    pub(super) fn figure_mut(&mut self, reserved: Reserved) -> &mut Option<u64> {
        &mut self.figures[reserved as usize]
    }

    /// What a row says besides.
    pub(super) fn said(&self, place: usize) -> u32 {
        self.said[place]
    }

    /// The last row says this besides.
    pub(super) fn say(&mut self, said: u32) {
        self.said.push(said);
    }

    /// What is known of the last row; none where there is no row.
    pub(super) fn last_standing(&self) -> Option<Standing> {
        self.rows.last().map(|_| self.standing.last().cloned().unwrap_or_default())
    }

    /// Says what is known of the last row.
    pub(super) fn set_last_standing(&mut self, standing: Standing) -> Result<(), VotesProblem> {
        if self.rows.is_empty() {
            return Err(VotesProblem::Nobody);
        }
        if standing != Standing::default() {
            self.standing.resize(self.rows.len(), Standing::default());
        }
        if let Some(last) = self.standing.last_mut() {
            *last = standing;
        }
        Ok(())
    }

    /// What is known of a row by its place, to be changed.
    pub(super) fn standing_mut(&mut self, place: usize) -> Option<&mut Standing> {
        self.standing.resize(self.rows.len(), Standing::default());
        self.standing.get_mut(place)
    }

    pub(super) fn totals(&self) -> BallotTotals {
        let of = |reserved: Reserved| self.figures[reserved as usize];
        BallotTotals {
            against_all: of(Reserved::AgainstAll).unwrap_or(0),
            others: of(Reserved::Others).unwrap_or(0),
            invalid: of(Reserved::Invalid),
            registered: of(Reserved::Registered),
            ballots: of(Reserved::Ballots),
        }
    }

    /// A ballot that was laid out, to be added to.
    pub(super) fn again(
        district: Option<u32>,
        rows: Vec<(Key, u64)>,
        standing: &[Standing],
        totals: BallotTotals,
        ranked: Option<Ballots>,
    ) -> Self {
        let known = standing.iter().any(|own| *own != Standing::default());
        let mut paper = Self {
            district,
            standing: if known { standing.to_vec() } else { Vec::new() },
            ranked,
            ..Self::default()
        };
        if rows.len() > FEW {
            paper.places = Some(rows.iter().map(|(key, _)| *key).zip(0..).collect());
        }
        paper.rows = rows;
        // None of these and none given are the same.
        *paper.figure_mut(Reserved::AgainstAll) = Some(totals.against_all).filter(|&n| n > 0);
        *paper.figure_mut(Reserved::Others) = Some(totals.others).filter(|&n| n > 0);
        *paper.figure_mut(Reserved::Invalid) = totals.invalid;
        *paper.figure_mut(Reserved::Registered) = totals.registered;
        *paper.figure_mut(Reserved::Ballots) = totals.ballots;
        paper
    }
}

/// Entries and standings of ballots that are laid out one after the other: what two have in common is kept once.
#[derive(Default)]
pub(super) struct Layout {
    rows: Vec<(Key, u64)>,
    entries: Shared<Entry>,
    /// By number of rows, where nothing is known of any.
    unknown: HashMap<usize, Shared<Standing>>,
}

impl Layout {
    /// Entries and standings of the next ballot.
    pub(super) fn of(
        &mut self,
        paper: Paper,
        entry: impl Fn(Key) -> Entry,
    ) -> (Shared<Entry>, Shared<Standing>) {
        if !self.rows.iter().map(|(key, _)| key).eq(paper.rows.iter().map(|(key, _)| key)) {
            self.entries = paper.rows.iter().map(|(key, _)| entry(*key)).collect();
        }
        let rows = paper.rows.len();
        self.rows = paper.rows;
        let standing = if paper.standing.is_empty() {
            let unknown = || (0..rows).map(|_| Standing::default()).collect();
            self.unknown.entry(rows).or_insert_with(unknown).clone()
        } else {
            paper.standing.into()
        };
        (self.entries.clone(), standing)
    }
}
