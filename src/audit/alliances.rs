//! Alliances: against each other with the votes of all their lists, and their lists among themselves.

use super::areas::{Area, Areas};
use super::assertion::{AssertionKind, InDoubt};
use super::claimants::Claimant;
use super::column::Column;
use super::form::Form;
use super::list_tier::ListTier;
use super::uncovered::Why;
use super::{quotients, remainders};
use crate::apportion::Method;
use crate::system::protocol::{AlliedStep, GroupLine};

impl ListTier<'_> {
    pub(super) fn allied(&mut self, area: &Area, step: &AlliedStep, areas: &mut Areas) -> Result<(), Why> {
        let rule = self.rule.alliances.as_ref().ok_or(Why::Rule("alliances"))?;
        if rule.threshold.is_some() || rule.to_candidates() {
            return Err(Why::Rule("alliances with a threshold of their own or of candidates"));
        }
        if self.rule.cap.is_some() || self.rule.bonus.is_some() {
            return Err(Why::Rule("alliances with a cap or a bonus"));
        }
        let boxes = self.boxes(area, areas)?;
        let taking_part = self.taking_part(area, areas)?;
        if self.has_doors() {
            // Of no list it is said elsewhere who takes part: each that does brings its votes to an alliance, or stands alone.
            let (inside, outside) = self.by_taking_part(&boxes, &taking_part);
            self.all_admitted(area, &inside, &outside, &taking_part, areas)?;
        }
        let group = |line: &GroupLine| {
            let columns: Option<Vec<Column>> =
                line.lists.iter().map(|name| Some(self.column(name)?.into())).collect();
            Some(Claimant {
                name: line.lists.join(" + "),
                columns: columns?,
                seats: line.seats,
                least: 0,
                most: line.most.unwrap_or(u32::MAX),
                worth: 1,
            })
        };
        let groups: Option<Vec<Claimant>> = step.groups.iter().map(group).collect();
        let groups = groups.ok_or(Why::CandidatesAlone)?;
        // A list without a vote is in no line: with one it would be in an alliance, or alone. Of the only alliance with votes the
        // record has the lists alone.
        let named = |column: usize| groups.iter().any(|group| group.columns.contains(&column.into()));
        let mut inside = boxes.standing().filter(|&(column, _)| taking_part.takes_part(column));
        let first_step = areas.with_alliances.insert(area.clone());
        if first_step && inside.any(|(column, _)| !named(column)) {
            return Err(Why::Rule("alliances with a list that has no votes"));
        }
        for (number, first) in groups.iter().enumerate() {
            let compared =
                |(other, second): (usize, &Claimant)| other != number && second.has_a_seat_to_win();
            if first.seats > 0 && !groups.iter().enumerate().any(compared) {
                // All others have as many seats as they can have: one vote is enough.
                let form = Form::of(first.columns.iter().map(|column| (column.clone(), 1)).collect());
                let names = (Some(first.name.clone()), None);
                self.push(AssertionKind::Plurality, area, names, InDoubt::AllShared, form, &boxes)?;
            }
            for (other, second) in groups.iter().enumerate().filter(|(other, _)| *other != number) {
                match &step.method {
                    Method::HighestAverages(divisor) => {
                        if first.seats == 0 || !second.has_a_seat_to_win() {
                            continue;
                        }
                        let form = quotients::pair(divisor, first, second)?;
                        self.pair(AssertionKind::Quotient, area, (first, second), form, &boxes)?;
                    }
                    Method::LargestRemainder(quota) if step.groups.iter().all(|line| line.most.is_none()) => {
                        if let Some(form) = remainders::pair(*quota, step.seats, &groups, (number, other))? {
                            self.pair(AssertionKind::Remainder, area, (first, second), form, &boxes)?;
                        }
                    }
                    other => return Err(Why::Method(other.name().into_owned())),
                }
            }
        }
        Ok(())
    }
}
