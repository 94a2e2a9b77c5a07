//! Who is excluded next, and how their papers go on.

use std::cmp::Reverse;

use super::{ExcludedPapers, LastExcluded};
use crate::count::{FIRST_PREFERENCES, Parcel, Sorted, Table, Value, Workspace};
use crate::error::RankedError;
use crate::record::Action;
use crate::ties::{ChosenFor, Stop};

impl Table<'_> {
    /// How many of the lowest have together, with these surpluses, fewer votes than the next above them, if at least
    /// `remain` are to stand.
    pub(crate) fn how_many_cannot_win(&mut self, surpluses: u128, remain: usize) -> usize {
        self.order_standing();
        let Workspace { order, votes, .. } = &*self.workspace;
        let mut sum = surpluses;
        let mut most = 0;
        for together in 1..=order.len().saturating_sub(remain.max(1)) {
            sum += votes[order[together - 1]];
            if sum < votes[order[together]] && !self.could_save_deposit(votes[order[0]], sum) {
                most = together;
            }
        }
        most
    }

    /// Whether somebody with so few votes could come to a deposit with so many.
    fn could_save_deposit(&self, few: u128, many: u128) -> bool {
        let saves = |votes: u128, by: u32| votes.saturating_mul(by.into()) > self.quota;
        self.plan.exclusion.deposit.is_some_and(|by| !saves(few, by) && saves(many, by))
    }

    /// Excludes so many of the lowest. Who of those with equal votes goes is decided where not all of them go.
    pub(crate) fn exclude_lowest(&mut self, so_many: usize) -> Result<(), Stop> {
        self.workspace.excluding.clear();
        for left in (1..=so_many).rev() {
            let Workspace { standing, votes, among, .. } = &mut *self.workspace;
            let stand = (0..votes.len()).filter(|candidate| standing[*candidate]);
            let Some(least) = stand.clone().map(|candidate| votes[candidate]).min() else { break };
            among.clear();
            among.extend(stand.filter(|candidate| votes[*candidate] == least));
            let chosen = if among.len() <= left { among[0] } else { self.choose(ChosenFor::Exclusion)? };
            self.workspace.standing[chosen] = false;
            self.workspace.excluding.push(chosen);
        }
        let standing = self.workspace.standing.iter().filter(|standing| **standing).count();
        if self.plan.exclusion.last == LastExcluded::Stay && standing <= self.vacancies() {
            if self.record.is_some() {
                self.action = Action::ExclusionWithoutTransfer { of: self.workspace.excluding.clone() };
            }
            return Ok(());
        }
        self.put_on_the_way();
        self.exclude_further()
    }

    /// Takes up the papers of those who are excluded, in the order in which they go on.
    fn put_on_the_way(&mut self) {
        let papers = self.plan.exclusion.papers;
        let Workspace { parts, gone, excluding, piles, .. } = &mut *self.workspace;
        parts.clear();
        *gone = 0;
        for candidate in excluding {
            parts.extend(piles.of[*candidate].drain(..).map(|parcel| (*candidate, parcel)));
        }
        match papers {
            ExcludedPapers::AtOnce | ExcludedPapers::ByValue => {
                parts.sort_by_key(|(_, parcel)| Reverse(parcel.value));
            }
            ExcludedPapers::FirstPreferencesThenByValue => {
                parts.sort_by_key(|(_, parcel)| (parcel.arrival > FIRST_PREFERENCES, Reverse(parcel.value)));
            }
            ExcludedPapers::ByArrival => {
                parts.sort_by_key(|(_, parcel)| (parcel.arrival, Reverse(parcel.value)));
            }
        }
    }

    /// Passes on the next part of what is on its way, or all parts where they are one stage.
    pub(crate) fn exclude_further(&mut self) -> Result<(), Stop> {
        let papers = self.plan.exclusion.papers;
        loop {
            let end = self.end_of_part();
            self.arrival += 1;
            while self.workspace.gone < end {
                self.pass_on_one_value(end)?;
            }
            if papers == ExcludedPapers::FirstPreferencesThenByValue {
                self.elect_by_quota()?;
            }
            if end == self.workspace.parts.len() || papers == ExcludedPapers::ByValue || self.vacancies() == 0
            {
                break;
            }
        }
        let left = self.workspace.gone < self.workspace.parts.len();
        let more = left && papers == ExcludedPapers::ByValue;
        if !left {
            for candidate in &self.workspace.excluding {
                self.workspace.votes[*candidate] = 0;
            }
        }
        if self.record.is_some() {
            self.action = Action::Exclusion { of: self.workspace.excluding.clone(), more };
        }
        Ok(())
    }

    /// Where the part that goes next ends.
    fn end_of_part(&self) -> usize {
        let Workspace { parts, gone, .. } = &*self.workspace;
        let Some((_, first)) = parts.get(*gone) else { return parts.len() };
        let same = |parcel: &Parcel| match self.plan.exclusion.papers {
            ExcludedPapers::AtOnce => true,
            ExcludedPapers::ByValue => parcel.value == first.value,
            ExcludedPapers::FirstPreferencesThenByValue => {
                let is_first = |parcel: &Parcel| parcel.arrival == FIRST_PREFERENCES;
                is_first(parcel) == is_first(first) && parcel.value == first.value
            }
            ExcludedPapers::ByArrival => parcel.arrival == first.arrival,
        };
        *gone + parts[*gone..].iter().take_while(|(_, parcel)| same(parcel)).count()
    }

    /// Passes on what is of one value, at that value.
    pub(crate) fn pass_on_one_value(&mut self, end: usize) -> Result<(), RankedError> {
        let too_large = self.too_large();
        let scale = self.scale;
        let Workspace { parts, gone, piles, standing, votes, .. } = &mut *self.workspace;
        let value: Value = parts[*gone].1.value;
        let mut sorted = Sorted::default();
        while let Some((holder, parcel)) = parts[..end].get(*gone).filter(|(_, parcel)| parcel.value == value)
        {
            piles.sort(parcel, self.papers, standing, &mut sorted);
            let leaves = value.of(parcel.ballots(), scale).ok_or_else(|| too_large.clone())?;
            votes[*holder] = votes[*holder].saturating_sub(leaves);
            *gone += 1;
        }
        let exhausted = value.of(sorted.exhausted, scale);
        let mut fits = exhausted.is_some();
        piles.hand_over(value, self.arrival, |candidate, ballots| match value.of(ballots, scale) {
            Some(gain) => votes[candidate] += gain,
            None => fits = false,
        });
        self.nontransferable += exhausted.unwrap_or(0);
        if fits { Ok(()) } else { Err(too_large) }
    }
}
