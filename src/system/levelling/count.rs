//! The house grows until nobody holds more in the districts than the votes of the country are worth.

use super::Stop;
use super::list::{Count, Scratch};
use super::tie_break::Place;
use super::witness::{Fact, Witness};
use crate::apportion::{Bounds, apportion_into, apportion_within};
use crate::system::plan::{Area, ListPaper};
use crate::system::rules::{Compensation, Levelling, Minimum};

/// The largest house that is tried.
const LARGEST: u32 = 1 << 24;

impl<W: Witness> Count<'_, W> {
    /// Writes the seats of each list in the whole country to `scratch.given`, and what each is sure of in each
    /// district to `scratch.floors`, by list and then by district.
    pub(super) fn levelled(
        &mut self,
        area: &Area,
        place: Place,
        base: u32,
        rule: &Compensation,
    ) -> Result<(), Stop> {
        let Some(levelling) = &rule.levelling else {
            // The rules were checked.
            return Ok(());
        };
        let least = self.least_seats(area, base, levelling)?;
        let slack = u64::from(levelling.uncompensated);
        let plan = self.plan;
        let method = &plan.rule.method;
        self.scratch.given.clear();
        self.scratch.given.resize(self.scratch.admitted.len(), 0);
        let mut house = base;
        loop {
            let Scratch { apportion, admitted, given, .. } = &mut *self.scratch;
            let tied = apportion_into(admitted, house, method, apportion, given);
            let tied = tied.map_err(|_| Stop::VotesTooLarge)?;
            let missing = missing_seats(given, &least);
            // A seat more for the house is at most one more for those who miss some.
            let step =
                if tied > 0 { 1 } else { u32::try_from(missing.saturating_sub(slack)).unwrap_or(u32::MAX) };
            if missing <= slack || tied > 0 && self.equal_claims_may_do(place, &least, slack) {
                break;
            }
            house = house.checked_add(step).filter(|&n| n <= LARGEST).ok_or(Stop::HouseWithoutEnd)?;
        }
        self.plainly(place, house, method)?;
        let Scratch { given, .. } = &mut *self.scratch;
        let share = given.clone();
        for (n, &least) in given.iter_mut().zip(&least) {
            *n = (*n).max(least);
        }
        let fact = Fact::Levelled { plan, base, house, least: &least, share: &share };
        self.witness.note(place.at, fact);
        Ok(())
    }

    /// Whether the seats that equal claims leave open at this size are enough for those who miss some: by the tie rule
    /// where it decides. Where nothing does, they may be, and a larger house would hide that somebody had to.
    fn equal_claims_may_do(&mut self, place: Place, least: &[u32], slack: u64) -> bool {
        let mut number = 0;
        while let Some(tie) = self.scratch.apportion.tie(number) {
            number += 1;
            self.scratch.tied.clear();
            self.scratch.tied.extend(tie.parties);
            let seats = tie.seats;
            let open = self.settled(place, self.plan.rule.ties, seats);
            let Scratch { given, tied, winners, .. } = &mut *self.scratch;
            winners.iter().for_each(|&i| given[i as usize] += 1);
            // What is open goes to those who miss some, as far as it can.
            let in_need: Vec<u32> =
                tied.iter().copied().filter(|&i| given[i as usize] < least[i as usize]).collect();
            in_need.iter().take(open as usize).for_each(|&i| given[i as usize] += 1);
        }
        missing_seats(&self.scratch.given, least) <= slack
    }

    /// The fewest seats of each list in the whole country.
    fn least_seats(&mut self, area: &Area, base: u32, rule: &Levelling) -> Result<Vec<u32>, Stop> {
        let lists = self.scratch.admitted.len();
        let papers: Vec<&ListPaper> = area.papers.iter().collect();
        let contingents = self.seats_of_districts(&rule.districts, base, &papers)?;
        let votes = self.district_votes(area);
        let held = self.held_by_district(area);
        let mut least = vec![0u32; lists];
        let mut due_in_all = vec![0u32; lists];
        let mut floors = vec![0u32; lists * papers.len()];
        for (d, &contingent) in contingents.iter().enumerate() {
            let column: Vec<u64> = (0..lists).map(|list| votes[list * papers.len() + d]).collect();
            let shared = if column.iter().any(|&n| n > 0) {
                let bounds = Bounds::none();
                let method = &self.plan.rule.method;
                let shared = apportion_within(&column, contingent, method, &bounds);
                let shared = shared.map_err(|_| Stop::VotesTooLarge)?;
                if !shared.ties.is_empty() {
                    return Err(Stop::DistrictsTied);
                }
                shared.seats
            } else {
                vec![0; lists]
            };
            for (list, &due) in shared.iter().enumerate() {
                let at = list * papers.len() + d;
                let holds = held[at];
                let sure = match rule.minimum {
                    Minimum::Greater => due.max(holds),
                    // The mean of two u32 is one.
                    Minimum::Mean => holds.max((u64::from(due) + u64::from(holds)).div_ceil(2) as u32),
                };
                // Under the first rule a list's seats may lie elsewhere than where it was due them.
                floors[at] = if rule.minimum == Minimum::Greater { holds } else { sure };
                least[list] = least[list].saturating_add(sure);
                due_in_all[list] = due_in_all[list].saturating_add(due);
            }
        }
        for (least, due) in least.iter_mut().zip(due_in_all) {
            *least = (*least).max(due);
        }
        self.scratch.floors = floors;
        Ok(least)
    }
}

/// Seats that lists miss of their least numbers.
fn missing_seats(given: &[u32], least: &[u32]) -> u64 {
    given.iter().zip(least).map(|(&n, &least)| u64::from(least.saturating_sub(n))).sum()
}
