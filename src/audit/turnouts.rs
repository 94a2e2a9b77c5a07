//! The turnout without which an election is void: papers in the boxes against the roll, which is a number and no paper.

use super::areas::{Area, Areas};
use super::assertion::{AssertionKind, InDoubt};
use super::form::Form;
use super::list_tier::ListTier;
use super::uncovered::Why;
use crate::system::VoteBase;
use crate::system::protocol::TurnoutStep;

impl ListTier<'_> {
    /// That so many papers are enough, or too few, as it was found.
    pub(super) fn turnout(&mut self, area: &Area, step: &TurnoutStep, areas: &mut Areas) -> Result<(), Why> {
        let rule = self.rule.turnout.ok_or(Why::Rule("turnout"))?;
        let boxes = self.boxes(area, areas)?;
        boxes.base(VoteBase::AllBallots).ok_or(Why::BaseNotKnown)?;
        let enough = step.cast >= step.needed;
        let (kind, sign) =
            if enough { (AssertionKind::EnoughTurnout, 1) } else { (AssertionKind::TooLowTurnout, -1) };
        let registered = i128::try_from(step.registered).map_err(|_| Why::NumbersTooLarge)?;
        let (p, q) = (i128::from(rule.share.numerator()), i128::from(rule.share.denominator()));
        let constant = registered.checked_mul(-sign * p).ok_or(Why::NumbersTooLarge)?;
        let form = Form { rest: Some((VoteBase::AllBallots, sign * q)), constant, ..Form::of(Vec::new()) };
        self.push(kind, area, (None, None), InDoubt::AllShared, form, &boxes)
    }
}
