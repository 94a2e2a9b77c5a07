//! Winners who do not sit, because the list votes of their party do not cover the seat: of a party's winners in a region those
//! with the smallest shares.
//!
//! Shares of different districts are no sum over papers of one place. A share between the last who sits and the first who does
//! not parts them: everybody who sits is above it, everybody who does not is below. That is sufficient, not necessary.

use std::collections::BTreeMap;

use super::assertion::AssertionKind;
use super::boxes::Boxes;
use super::candidates::CandidateTier;
use super::column::Columns;
use super::form::Form;
use super::place::Place;
use super::uncovered::Why;
use crate::system::VoteBase;
use crate::votes::Ballot;

/// Bits of the share that parts them.
const BITS: u32 = 30;

/// Somebody who won a district.
struct Winner<'a> {
    ballot: &'a Ballot,
    column: usize,
    sits: bool,
    share: f64,
}

impl<'a> CandidateTier<'a> {
    /// Adds what parts those who sit from those who do not.
    pub(super) fn refused(&mut self) -> Result<(), Why> {
        let outcome = self.outcome;
        let out = outcome.not_seated.iter().filter(|won| won.tier == self.tier.name);
        let groups: Vec<_> =
            out.filter_map(|won| Some((won.party.clone()?, self.region(&won.district)))).collect();
        if groups.is_empty() {
            return Ok(());
        }
        let mut parted: BTreeMap<_, Vec<Winner<'a>>> =
            groups.into_iter().map(|group| (group, Vec::new())).collect();
        let contest = self.contest;
        for ballot in &contest.ballots {
            let district = self.name(ballot);
            // A district may elect several, of whom some sit.
            let out = self.entries_of(outcome.not_seated.iter(), ballot, &district);
            for column in self.elected(ballot, &district) {
                let Some(party) = ballot.entries[column].party else { continue };
                let party = self.votes.field().parties()[party].name.clone();
                let Some(group) = parted.get_mut(&(party, self.region(&district))) else { continue };
                let boxes = Boxes::of(self.votes, [ballot], Columns::Entries, self.rule.against_all)?;
                let valid = boxes.papers(false).max(1);
                let share = boxes.votes(&column.into()) as f64 / valid as f64;
                let sits = !out.contains(&column);
                group.push(Winner { ballot, column, sits, share });
            }
        }
        for winners in parted.values() {
            let of = |sits: bool| {
                winners.iter().filter(move |winner| winner.sits == sits).map(|winner| winner.share)
            };
            let lowest = of(true).fold(f64::INFINITY, f64::min);
            let highest = of(false).fold(0.0, f64::max);
            if lowest.is_infinite() {
                continue;
            }
            // Any share between them does, so a float may choose it.
            let cut = ((lowest + highest) / 2.0 * f64::from(1u32 << BITS)).round() as i128;
            for winner in winners {
                let sign = if winner.sits { 1 } else { -1 };
                let form = Form {
                    rest: Some((VoteBase::ValidVotes, -sign * cut)),
                    ..Form::of(vec![(winner.column.into(), sign * ((1i128 << BITS) - cut))])
                };
                let district = self.name(winner.ballot);
                let boxes = Boxes::of(self.votes, [winner.ballot], Columns::Entries, self.rule.against_all)?;
                let name = Some(self.label(winner.ballot, winner.column));
                let (kind, names) = match winner.sits {
                    true => (AssertionKind::Sits, (name, None)),
                    false => (AssertionKind::DoesNotSit, (None, name)),
                };
                self.push((kind, &district), names, form, &boxes, &self.contest.name.clone())?;
            }
        }
        Ok(())
    }

    fn region(&self, district: &Option<String>) -> Option<String> {
        let field = self.votes.field();
        let ballot = self.contest.ballots.iter().find(|ballot| self.name(ballot) == *district)?;
        Place::parts(field, ballot).into_iter().nth(1)
    }
}
