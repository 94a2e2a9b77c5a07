//! One list above the threshold: the second one's seats are ⌊f S V₂ / (V₁ + V₂)⌋, and no fewer than the law guarantees.

use super::areas::{Area, Areas};
use super::assertion::{AssertionKind, InDoubt};
use super::bar::TakingPart;
use super::boxes::Boxes;
use super::claimants::Claimant;
use super::form::Form;
use super::list_tier::ListTier;
use super::uncovered::Why;
use crate::system::protocol::SoleQualifierStep;
use crate::system::{Overshoot, SoleQualifier};

/// What says that the second list has its seats, no fewer and no more. At the guaranteed number fewer would be the same.
fn forms(
    rule: &SoleQualifier,
    step: &SoleQualifierStep,
    first: usize,
    second: usize,
) -> Vec<(AssertionKind, Form)> {
    let house = i128::from(step.first_seats) + i128::from(step.second_seats);
    let (p, q) = (i128::from(rule.factor.numerator()), i128::from(rule.factor.denominator()));
    let seats = i128::from(step.second_seats);
    let form = |of_second: i128, of_first: i128| Form {
        named: vec![(second.into(), of_second), (first.into(), of_first)],
        rest: None,
        constant: 0,
        range: None,
    };
    // Without a single vote there is no second list.
    let mut forms = vec![(AssertionKind::SecondAtLeast, form(1, 0))];
    if step.second_seats > rule.at_least {
        forms.push((AssertionKind::SecondAtLeast, form(p * house - seats * q, -seats * q)));
    }
    forms.push((AssertionKind::SecondAtMost, form((seats + 1) * q - p * house, (seats + 1) * q)));
    forms
}

impl ListTier<'_> {
    /// One list above the threshold and the next beside it: who they are, and the whole part of the second's share.
    pub(super) fn sole_qualifier(
        &mut self,
        area: &Area,
        step: &SoleQualifierStep,
        areas: &mut Areas,
    ) -> Result<(), Why> {
        let rule = self.rule.sole_qualifier.ok_or(Why::Rule("sole_qualifier"))?;
        if rule.overshoot != Overshoot::default() {
            return Err(Why::Rule("sole_qualifier.overshoot"));
        }
        let [second] = &step.seconds[..] else { return Err(Why::Tie) };
        let (Some(one), Some(two)) = (self.column(&step.first), self.column(second)) else {
            return Err(Why::CandidatesAlone);
        };
        let boxes = self.boxes(area, areas)?;
        let list = |column, seats| Claimant::list(&self.name(column), column, seats);
        let (first, second) = (list(one, step.first_seats), list(two, step.second_seats));
        let others: Vec<Claimant> = boxes
            .standing()
            .filter(|&(column, _)| column != one && column != two)
            .map(|(column, _)| list(column, 0))
            .collect();
        self.threshold_assertion(area, &first, false, areas)?;
        for other in others.iter().chain([&second]) {
            self.threshold_assertion(area, other, true, areas)?;
        }
        for other in &others {
            let form = Form::pair(two, other.number());
            self.pair(AssertionKind::Plurality, area, (&second, other), form, &boxes)?;
        }
        let forms = forms(&rule, step, one, two);
        for (kind, form) in forms {
            let pair = match kind {
                AssertionKind::SecondAtMost => (&first, &second),
                _ => (&second, &first),
            };
            self.pair(kind, area, pair, form, &boxes)?;
        }
        Ok(())
    }

    /// Where the law knows a sole qualifier and several lists reached the threshold: that a second one did, with or without a seat.
    pub(super) fn a_second_passes(
        &mut self,
        area: &Area,
        inside: &[Claimant],
        (boxes, taking_part): (&Boxes, &TakingPart),
        areas: &mut Areas,
    ) -> Result<(), Why> {
        if self.rule.sole_qualifier.is_none() {
            return Ok(());
        }
        // Of those with a seat it is said anyway.
        let passes = |list: &&Claimant| taking_part.by_share.contains(&list.number());
        let with_a_seat = inside.iter().filter(passes).filter(|list| list.has_a_seat_to_lose()).count();
        let mut others: Vec<&Claimant> =
            inside.iter().filter(passes).filter(|list| !list.has_a_seat_to_lose()).collect();
        others.sort_by_key(|list| std::cmp::Reverse(boxes.votes(&list.number().into())));
        for second in others.into_iter().take(2usize.saturating_sub(with_a_seat)) {
            self.threshold_assertion(area, second, false, areas)?;
        }
        Ok(())
    }

    /// Where the law knows a sole qualifier and one list takes all seats because nobody else has a vote: that nobody has.
    pub(super) fn nobody_is_second(
        &mut self,
        area: &Area,
        (inside, outside): (&[Claimant], &[Claimant]),
        boxes: &Boxes,
    ) -> Result<(), Why> {
        if self.rule.sole_qualifier.is_none() || inside.len() != 1 {
            return Ok(());
        }
        for list in outside {
            let (form, names) = (Form::no_votes(list.number()), (None, Some(list.name.clone())));
            self.push(AssertionKind::NoVotes, area, names, InDoubt::AllShared, form, boxes)?;
        }
        Ok(())
    }
}
