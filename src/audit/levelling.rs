//! Overhang that is levelled: what lists are sure of in the districts, and why the house is no smaller.

use std::collections::BTreeMap;

use super::areas::Areas;
use super::assertion::AssertionKind;
use super::claimants::Claimant;
use super::list_tier::ListTier;
use super::quotients;
use super::uncovered::Why;
use crate::apportion::Divisor;
use crate::apportion::DivisorValue;
use crate::exact::compare_fractions;
use crate::system::protocol::{LeastSeatsLine, LeastSeatsStep, LevellingStep};

impl ListTier<'_> {
    pub(super) fn divisor(&self) -> Result<Divisor, Why> {
        let divisor = self.rule.method.divisor().cloned();
        divisor.ok_or_else(|| Why::Method(self.rule.method.name().into_owned()))
    }

    /// What votes are worth in each district; what is held there is audited in the other tier.
    pub(super) fn least_seats(&mut self, step: &LeastSeatsStep, areas: &mut Areas) -> Result<(), Why> {
        let divisor = self.divisor()?;
        let taking_part = self.taking_part(&None, areas)?;
        let mut districts: BTreeMap<&str, Vec<&LeastSeatsLine>> = BTreeMap::new();
        for line in &step.districts {
            districts.entry(&line.district).or_default().push(line);
            if let Some(column) = self.column(&line.party) {
                areas.sure.insert((column, line.district.clone()), line.least);
            }
        }
        for (district, lines) in districts {
            let area = Some(district.to_owned());
            let boxes = self.boxes(&area, areas)?;
            let worth = |column: usize| {
                let name = self.name(column);
                let line = lines.iter().find(|line| line.party == name);
                Claimant::list(&name, column, line.map_or(0, |line| line.worth))
            };
            let here = boxes.standing().filter(|&(column, _)| taking_part.takes_part(column));
            let lists: Vec<Claimant> = here.map(|(column, _)| worth(column)).collect();
            for first in lists.iter().filter(|list| list.seats > 0) {
                let rivals = || lists.iter().filter(|other| other.columns != first.columns);
                if !rivals().any(|other| quotients::is_by_votes(&divisor, other)) {
                    // Nobody else has a vote: one is enough.
                    self.some_votes_or_none(&area, first, &boxes)?;
                }
                for second in rivals() {
                    self.quotients(&area, &divisor, (first, second), &boxes)?;
                }
            }
        }
        Ok(())
    }

    /// The house is no smaller: its last seat is of a list that would miss it. Everybody else's last seat comes before.
    pub(super) fn levelling(&mut self, step: &LevellingStep, areas: &mut Areas) -> Result<(), Why> {
        if step.house <= step.base {
            return Ok(());
        }
        let divisor = self.divisor()?;
        let boxes = self.boxes(&None, areas)?;
        let lists: Vec<Claimant> = areas
            .shares
            .iter()
            .filter(|(_, seats)| **seats > 0)
            .map(|(&column, &seats)| Claimant::list(&self.name(column), column, seats))
            .collect();
        let mut last: Option<&Claimant> = None;
        for list in &lists {
            let smaller = match last {
                None => true,
                Some(last) => is_smaller(&divisor, (list, &boxes), last)?,
            };
            if smaller {
                last = Some(list);
            }
        }
        let Some(last) = last else { return Ok(()) };
        // Its last quotient is the next one of a list with a seat less.
        let without = Claimant { seats: last.seats - 1, ..last.clone() };
        for first in lists.iter().filter(|list| list.columns != last.columns) {
            let form = quotients::pair(&divisor, first, &without)?;
            self.pair(AssertionKind::HouseSize, &None, (first, last), form, &boxes)?;
        }
        Ok(())
    }
}

/// Whether the last quotient of a list is smaller than another one's.
fn is_smaller(
    divisor: &Divisor,
    (list, boxes): (&Claimant, &super::boxes::Boxes),
    other: &Claimant,
) -> Result<bool, Why> {
    let quotient = |list: &Claimant| {
        let votes = boxes.votes(&list.number().into());
        match divisor.after(list.seats.saturating_sub(1)) {
            DivisorValue::Fraction(by) => {
                let above = u128::from(votes).checked_mul(by.denominator).ok_or(Why::NumbersTooLarge)?;
                Ok((above, by.numerator))
            }
            _ => Err(Why::Rule("linkage.levelling")),
        }
    };
    let ((a, b), (c, d)) = (quotient(list)?, quotient(other)?);
    Ok(b > 0 && (d == 0 || compare_fractions((a, b), (c, d)).is_lt()))
}
