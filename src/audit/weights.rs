//! Votes of some lists weigh more, where the list is small: whose do is stated of every list of the kind.

use std::collections::BTreeMap;

use super::areas::{Area, Areas};
use super::assertion::{AssertionKind, InDoubt};
use super::form::Form;
use super::list_tier::ListTier;
use super::uncovered::Why;
use crate::system::VoteBase;

impl ListTier<'_> {
    /// Finds what a vote for each list weighs, in whole numbers, and states why.
    pub(super) fn weigh(&mut self, area: &Area, areas: &mut Areas) -> Result<(), Why> {
        let rule = self.rule.weight.clone().ok_or(Why::Rule("weight"))?;
        let around = [
            self.rule.bonus.is_some(),
            self.rule.cap.is_some(),
            self.rule.absolute_majority.is_some(),
            self.rule.alliances.is_some(),
            self.rule.linkage.is_some(),
        ];
        if around.contains(&true) {
            return Err(Why::Rule("weight"));
        }
        let boxes = self.boxes(area, areas)?;
        let of = self.rule.threshold.as_ref().map(|threshold| threshold.of);
        let of = of.filter(|of| boxes.base(*of).is_some()).unwrap_or(VoteBase::ValidVotes);
        let (times, by) = (i128::from(rule.times.numerator()), i128::from(rule.times.denominator()));
        let mut worth = BTreeMap::new();
        for (column, _) in boxes.standing() {
            let party = self.votes.field().parties()[column].clone();
            let mut heavier = party.kind.as_deref() == Some(&rule.kind);
            if let Some(share) = rule.below.filter(|_| heavier) {
                let share = (i128::from(share.numerator()), i128::from(share.denominator()));
                let below = Form::share_of(share, of, column, true, &boxes)?;
                heavier = below.sum(&boxes)? > 0;
                let name = Some(party.name.clone());
                let (kind, names, form) = match heavier {
                    true => (AssertionKind::WeighsMore, (name, None), below),
                    false => {
                        let above = Form::share_of(share, of, column, false, &boxes)?;
                        (AssertionKind::WeighsNoMore, (None, name), above)
                    }
                };
                self.push(kind, area, names, InDoubt::AllShared, form, &boxes)?;
            }
            worth.insert(column, if heavier { times } else { by });
        }
        areas.heavier.insert(area.clone(), worth);
        Ok(())
    }
}
