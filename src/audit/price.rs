//! What a seat costs by a quota, as a sum over papers: a part of a base, and by how much it may be off where it is rounded.

use super::boxes::Boxes;
use super::claimants::Claimant;
use super::column::Column;
use super::form::Form;
use super::uncovered::Why;
use crate::apportion::{Method, Quota};
use crate::system::{QuotaRule, Rounding, VoteBase};

/// A quota of the votes of those who take part, or of another base.
///
/// Rounded to whole votes a quota is no part of the papers any more. It lies between two that are: the exact one and at most a
/// vote beside it. What is stated of a quota is stated of the end that is harder, so that it is true of the rounded one.
pub(crate) struct Price<'a> {
    taking_part: &'a [Claimant],
    /// None: the votes of those who take part.
    of: Option<VoteBase>,
    /// The roll, where the base is no papers.
    roll: i128,
    /// By how much the base is divided.
    parts: i128,
    /// How far the rounded quota may be from the exact one, in halves of a vote.
    low: i128,
    high: i128,
}

impl<'a> Price<'a> {
    pub(crate) fn of(
        quota: Quota,
        rule: QuotaRule,
        seats: u32,
        taking_part: &'a [Claimant],
        boxes: &Boxes,
    ) -> Result<Self, Why> {
        let (more, whole) = match quota {
            Quota::Hare => (0, false),
            // The next whole number above.
            Quota::Droop => (1, true),
            Quota::HagenbachBischoff => (1, false),
            Quota::Imperiali => (2, false),
            Quota::ReinforcedImperiali => (3, false),
            _ => return Err(Why::QuotaNotAudited(Method::LargestRemainder(quota).name().into_owned())),
        };
        // A quota below one vote is rounded to one, so that each may be a vote too high.
        let (low, high) = match rule.rounded {
            _ if whole => (0, 2),
            None => (0, 0),
            Some(Rounding::Down) => (-2, 2),
            Some(Rounding::Up) => (0, 2),
            Some(Rounding::Nearest | Rounding::NearestHalvesDown) => (-1, 2),
        };
        let roll = match rule.of {
            Some(VoteBase::Registered) => boxes.base(VoteBase::Registered).ok_or(Why::BaseNotKnown)?,
            _ => 0,
        };
        if let Some(of) = rule.of {
            boxes.base(of).ok_or(Why::BaseNotKnown)?;
        }
        let roll = i128::try_from(roll).map_err(|_| Why::NumbersTooLarge)?;
        Ok(Self { taking_part, of: rule.of, roll, parts: (i128::from(seats) + more).max(1), low, high })
    }

    /// That the votes of these lists, each so many times, are more than p/q quotas.
    pub(crate) fn more_than(&self, lists: &[(usize, i128)], (p, q): (i128, i128)) -> Result<Form, Why> {
        let product = |a: i128, b: i128| a.checked_mul(b).ok_or(Why::NumbersTooLarge);
        // Everything times 2 · parts · q: halves of a vote become whole, and the quota a whole part of its base.
        let unit = product(2 * self.parts, q)?;
        let of_base = -2 * p;
        let in_all = if self.of.is_none() { of_base } else { 0 };
        let mut named: Vec<(Column, i128)> = Vec::new();
        for (number, list) in self.taking_part.iter().enumerate() {
            let own = lists.iter().filter(|(other, _)| *other == number).map(|(_, times)| *times).sum();
            let papers = if self.of.is_some_and(|of| of != VoteBase::Registered) { of_base } else { in_all };
            let a = product(unit, own)?.checked_add(papers).ok_or(Why::NumbersTooLarge)?;
            // In another base, whoever is not named has the coefficient of the rest.
            if own != 0 || in_all != 0 {
                named.extend(list.columns.iter().cloned().map(|column| (column, a)));
            }
        }
        let off = product(p, if p > 0 { self.high } else { self.low })?;
        let mut constant = -product(off, self.parts)?;
        let rest = match self.of {
            Some(VoteBase::Registered) => {
                constant += product(of_base, self.roll)?;
                None
            }
            Some(of) => Some((of, of_base)),
            None => None,
        };
        Ok(Form { named, rest, constant, range: None })
    }
}
