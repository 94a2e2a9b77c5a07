//! What the papers of one place say: how many for each list or candidate, and how many for nobody.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::column::{Column, Columns, Says};
use super::place::Place;
use super::uncovered::Why;
use crate::system::{AgainstAll, Figures, VoteBase};
use crate::votes::{Ballot, Votes};

/// The word for papers that are for lists which the votes do not name.
pub(crate) const UNNAMED: &str = "other lists";

/// The papers of a place, counted by what they say.
///
/// A column is a party by its number in the votes, where lists compete, and an entry of the ballot paper where candidates do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Boxes {
    /// None where the column does not stand on the paper there.
    columns: Vec<Option<u64>>,
    /// The same of each district and each region, by name, where the place has several districts.
    parts: BTreeMap<Arc<str>, Vec<u64>>,
    figures: Figures,
    /// The most votes that a paper holds, and the number of papers where that is more than one.
    votes_a_paper: u64,
    several: Option<u128>,
}

/// A sum that has no room in 64 bits: no election, and refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooMany;

impl From<TooMany> for Why {
    fn from(_: TooMany) -> Self {
        Self::NumbersTooLarge
    }
}

impl Boxes {
    /// The sum of these papers. Columns of entries are those of a single ballot.
    pub(crate) fn of<'a>(
        votes: &Votes,
        ballots: impl IntoIterator<Item = &'a Ballot>,
        columns: Columns,
        against_all: AgainstAll,
    ) -> Result<Self, TooMany> {
        let known = if columns == Columns::Parties { votes.field().parties().len() } else { 0 };
        let mut boxes = Self {
            columns: vec![None; known],
            parts: BTreeMap::new(),
            figures: Figures::new(),
            votes_a_paper: 1,
            several: None,
        };
        for ballot in ballots {
            let cast = &votes.tally().votes[ballot.votes()];
            if columns == Columns::Entries {
                boxes.columns.resize(ballot.entries.len(), None);
            }
            for (number, (entry, &n)) in ballot.entries.iter().zip(cast).enumerate() {
                boxes.figures.add_entry(entry.party, n);
                let column = match columns {
                    Columns::Parties => entry.party,
                    Columns::Entries => Some(number),
                };
                if let Some(column) = column {
                    let own = &mut boxes.columns[column];
                    *own = Some(own.unwrap_or(0).checked_add(n).ok_or(TooMany)?);
                }
            }
            boxes.add_parts(votes, ballot, known);
            boxes.figures.add_box(&votes.tally().totals[ballot.totals()], against_all);
        }
        Ok(boxes)
    }

    /// Adds the votes of parties to those of the district and of its region.
    fn add_parts(&mut self, votes: &Votes, ballot: &Ballot, parties: usize) {
        let field = votes.field();
        let cast = &votes.tally().votes[ballot.votes()];
        for name in Place::parts(field, ballot) {
            let part = self.parts.entry(name.as_str().into()).or_insert_with(|| vec![0; parties]);
            for (entry, &n) in ballot.entries.iter().zip(cast) {
                if let Some(own) = entry.party.and_then(|party| part.get_mut(party)) {
                    // No larger than the sum of the whole place, which fits.
                    *own = own.saturating_add(n);
                }
            }
        }
    }

    /// Papers with these names on them: the columns that stand there.
    pub(crate) fn standing(&self) -> impl Iterator<Item = (usize, u64)> {
        self.columns.iter().enumerate().filter_map(|(column, votes)| Some((column, (*votes)?)))
    }

    pub(crate) fn stands(&self, column: usize) -> bool {
        self.columns.get(column).is_some_and(Option::is_some)
    }

    /// Votes of a column; none where it does not stand.
    pub(crate) fn votes(&self, column: &Column) -> u64 {
        let own = match &column.part {
            None => self.columns.get(column.number).copied().flatten(),
            Some(part) => self.parts.get(part).and_then(|part| part.get(column.number)).copied(),
        };
        own.unwrap_or(0)
    }

    /// Whether the papers name somebody who is of no party, in a contest of lists.
    pub(crate) fn has_candidates_alone(&self) -> bool {
        self.figures.of_others > 0
    }

    /// The size of a base; none when the votes do not give it.
    pub(crate) fn base(&self, base: VoteBase) -> Option<u128> {
        self.figures.of(base).ok()
    }

    /// Papers for nobody who is named, as far as there are some: with the word for them.
    pub(crate) fn rest(&self) -> impl Iterator<Item = (&'static str, Says, u64)> {
        let all = [
            (UNNAMED, Says::Others, self.figures.unnamed),
            ("against all", Says::AgainstAll, self.figures.against_all),
        ];
        let some = all.into_iter().filter(|(_, _, papers)| *papers > 0);
        some.map(|(name, says, papers)| (name, says, u64::try_from(papers).unwrap_or(u64::MAX)))
    }

    /// The same boxes, of papers with so many votes on them in each district.
    pub(crate) fn with_several_votes(mut self, a_paper: u64, papers: u128) -> Self {
        self.votes_a_paper = a_paper.max(1);
        self.several = Some(papers);
        self
    }

    pub(crate) fn votes_a_paper(&self) -> u64 {
        self.votes_a_paper
    }

    /// Papers that say something: for a list, a candidate or against all; and the invalid ones, where they lie in the same
    /// boxes and are known.
    pub(crate) fn papers(&self, with_invalid: bool) -> u128 {
        let valid = self.several.unwrap_or_else(|| self.figures.valid());
        let invalid = if with_invalid { self.figures.invalid.unwrap_or(0) } else { 0 };
        valid + self.figures.against_all + invalid
    }
}
