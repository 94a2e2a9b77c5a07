//! Who takes part in an area, and the assertions that say so.

use super::areas::{Area, Areas};
use super::assertion::{AssertionKind, InDoubt};
use super::bar::{Bar, TakingPart};
use super::boxes::Boxes;
use super::claimants::Claimant;
use super::form::Form;
use super::list_tier::ListTier;
use super::uncovered::Why;
use crate::system::protocol::UntilStep;

impl ListTier<'_> {
    pub(super) fn threshold(&mut self, area: &Area, areas: &mut Areas) -> Result<(), Why> {
        if self.has_doors() {
            // Of several ways the record has a step each; who takes part is found where it is asked for.
            return Ok(());
        }
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
        areas.taking_part.insert(area.clone(), taking_part.clone());
        // Who is below may come in where there are too few, and brings votes to an alliance where it is above.
        if self.rule.threshold.as_ref().is_some_and(|threshold| threshold.until.is_some())
            || self.rule.alliances.is_some()
        {
            let (inside, outside) = self.by_taking_part(&boxes, &taking_part);
            self.all_admitted(area, &inside, &outside, &taking_part, areas)?;
            self.too_few_lists(area, &outside, &boxes)?;
        }
        Ok(())
    }

    /// Where all lists with votes are too few, one more vote would let a list in.
    fn too_few_lists(&mut self, area: &Area, outside: &[Claimant], boxes: &Boxes) -> Result<(), Why> {
        let until = self.rule.threshold.as_ref().and_then(|threshold| threshold.until);
        let with_votes = boxes.standing().filter(|(_, votes)| *votes > 0).count();
        if until.is_none_or(|until| with_votes >= until.lists as usize) {
            return Ok(());
        }
        for list in outside.iter().filter(|list| boxes.votes(&list.number().into()) == 0) {
            let names = (None, Some(list.name.clone()));
            let form = Form::no_votes(list.number());
            self.push(AssertionKind::NoVotes, area, names, InDoubt::AllShared, form, boxes)?;
        }
        Ok(())
    }

    /// The next lists by votes: they have more than everybody who stays out, and all who were below are below.
    pub(super) fn until(&mut self, area: &Area, step: &UntilStep, areas: &mut Areas) -> Result<(), Why> {
        let came_in: Option<Vec<usize>> = step.came_in.iter().map(|line| self.column(&line.party)).collect();
        let came_in = came_in.ok_or(Why::CandidatesAlone)?;
        let taking_part = areas.taking_part.entry(area.clone()).or_default();
        taking_part.otherwise.extend(&came_in);
        let taking_part = taking_part.clone();
        let boxes = self.boxes(area, areas)?;
        let list = |column: usize| Claimant::list(&self.name(column), column, 0);
        let outside = boxes.standing().filter(|&(column, _)| !taking_part.takes_part(column));
        let outside: Vec<(Claimant, u64)> = outside.map(|(column, votes)| (list(column), votes)).collect();
        let until = self.rule.threshold.as_ref().and_then(|threshold| threshold.until);
        let lists = until.map_or(0, |until| until.lists) as usize;
        let enough = step.before.len() + came_in.len() >= lists;
        // Lists with equal votes come in together, though fewer would be enough.
        if step.before.len() + came_in.len() > lists {
            return Err(Why::Tie);
        }
        for (other, votes) in &outside {
            // That it has no vote is stated already, where there are still too few.
            if !enough {
                if *votes > 0 {
                    return Err(Why::Rule("threshold.until"));
                }
                continue;
            }
            for &column in &came_in {
                let form = Form::pair(column, other.number());
                let in_doubt = InDoubt::AllShared;
                let names = (Some(self.name(column)), Some(other.name.clone()));
                self.push(AssertionKind::Plurality, area, names, in_doubt, form, &boxes)?;
            }
        }
        // Without a vote nobody comes in.
        for &column in came_in.iter().filter(|_| outside.is_empty() || !enough) {
            let names = (Some(self.name(column)), None);
            let form = Form::a_vote(column);
            self.push(AssertionKind::Plurality, area, names, InDoubt::AllShared, form, &boxes)?;
        }
        Ok(())
    }

    /// The lists that take part, and those that do not; seats are no matter.
    pub(super) fn by_taking_part(
        &self,
        boxes: &Boxes,
        taking_part: &TakingPart,
    ) -> (Vec<Claimant>, Vec<Claimant>) {
        let list = |column: usize| Claimant::list(&self.name(column), column, 0);
        let standing = boxes.standing().map(|(column, _)| list(column));
        standing.partition(|list| taking_part.takes_part(list.number()))
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

    /// That nobody in an area is above the threshold and has votes there: a list may be above it by those of the whole country, or
    /// because it is asked for nothing, and have none here.
    pub(super) fn nobody_takes_part(
        &mut self,
        area: &Area,
        areas: &mut Areas,
        taking_part: &TakingPart,
    ) -> Result<(), Why> {
        let boxes = self.boxes(area, areas)?;
        let (_, below) = self.by_taking_part(&boxes, taking_part);
        for list in &below {
            self.threshold_assertion(area, list, true, areas)?;
        }
        self.nobody_has_a_vote(area, areas)
    }

    pub(super) fn threshold_assertion(
        &mut self,
        area: &Area,
        list: &Claimant,
        below: bool,
        areas: &mut Areas,
    ) -> Result<(), Why> {
        if self.has_doors() {
            if !areas.stated.insert((area.clone(), list.number(), below)) {
                return Ok(());
            }
            let stated = self.at_the_doors(area, list.number(), below, areas)?;
            return self.state(stated, areas);
        }
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
