//! Who takes part in an area, and the assertions that say so.

use super::areas::{Area, Areas};
use super::assertion::{AssertionKind, InDoubt};
use super::bar::{Bar, TakingPart};
use super::claimants::Claimant;
use super::form::Form;
use super::list_tier::ListTier;
use super::uncovered::Why;

impl ListTier<'_> {
    pub(super) fn threshold(&self, area: &Area, areas: &mut Areas) -> Result<(), Why> {
        let threshold = self.rule.threshold.as_ref().ok_or(Why::Rule("threshold"))?;
        let bar = Bar::of(threshold)?;
        let boxes = self.boxes(area, areas)?;
        let mut taking_part = TakingPart::default();
        for (column, _) in boxes.standing() {
            let party = &self.votes.field().parties()[column];
            if bar.asks_nothing_of(party) {
                taking_part.otherwise.insert(column);
                continue;
            }
            let above = bar.form(column, party, &boxes, false)?.sum(&boxes)?;
            if above > 0 || above == 0 && threshold.inclusive {
                taking_part.by_share.insert(column);
            }
        }
        areas.taking_part.insert(area.clone(), taking_part);
        Ok(())
    }

    /// The area whose votes decided who takes part in another.
    pub(super) fn decided_in(area: &Area, areas: &Areas) -> Area {
        if areas.taking_part.contains_key(area) { area.clone() } else { None }
    }

    /// That exactly these are above the threshold, whether or not they have a seat: the quota hangs on all of them.
    pub(super) fn all_admitted(
        &mut self,
        area: &Area,
        inside: &[Claimant],
        outside: &[Claimant],
        taking_part: &TakingPart,
        areas: &mut Areas,
    ) -> Result<(), Why> {
        if taking_part.waived {
            return Ok(());
        }
        for list in inside.iter().filter(|list| taking_part.by_share.contains(&list.number())) {
            self.threshold_assertion(area, list, false, areas)?;
        }
        for list in outside {
            self.threshold_assertion(area, list, true, areas)?;
        }
        Ok(())
    }

    pub(super) fn everybody_below(
        &mut self,
        area: &Area,
        areas: &mut Areas,
        taking_part: &TakingPart,
    ) -> Result<(), Why> {
        let standing: Vec<usize> = self.boxes(area, areas)?.standing().map(|(column, _)| column).collect();
        for column in standing.into_iter().filter(|column| !taking_part.otherwise.contains(column)) {
            let list = Claimant::list(&self.name(column), column, 0);
            self.threshold_assertion(area, &list, true, areas)?;
        }
        Ok(())
    }

    pub(super) fn threshold_assertion(
        &mut self,
        area: &Area,
        list: &Claimant,
        below: bool,
        areas: &mut Areas,
    ) -> Result<(), Why> {
        let form = self.threshold_form(area, list, below, areas)?;
        self.push_threshold(area, list, below, form, areas)
    }

    pub(super) fn threshold_form(
        &self,
        area: &Area,
        list: &Claimant,
        below: bool,
        areas: &mut Areas,
    ) -> Result<Form, Why> {
        let threshold = self.rule.threshold.as_ref().ok_or(Why::Rule("threshold"))?;
        let bar = Bar::of(threshold)?;
        let decided_in = Self::decided_in(area, areas);
        let boxes = self.boxes(&decided_in, areas)?;
        bar.form(list.number(), &self.votes.field().parties()[list.number()], &boxes, below)
    }

    pub(super) fn push_threshold(
        &mut self,
        area: &Area,
        list: &Claimant,
        below: bool,
        form: Form,
        areas: &mut Areas,
    ) -> Result<(), Why> {
        let decided_in = Self::decided_in(area, areas);
        // One of the whole country is asked for in every district.
        if !areas.stated.insert((decided_in.clone(), list.number(), below)) {
            return Ok(());
        }
        let boxes = self.boxes(&decided_in, areas)?;
        let (kind, winner, loser) = if below {
            (AssertionKind::Below, None, Some(list.name.clone()))
        } else {
            (AssertionKind::Above, Some(list.name.clone()), None)
        };
        self.push(kind, &decided_in, (winner, loser), InDoubt::AllShared, form, &boxes)
    }
}
