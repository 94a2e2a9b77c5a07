//! Seats of other tiers count against what the lists are due.

use super::Stop;
use super::list::Count;
use super::tie_break::Place;
use super::witness::{At, Fact, Witness};
use crate::system::plan::Area;
use crate::system::rules::{Compensation, Linkage, LinkedSeats, Overhang, Placement, QuotaRule};

/// What the linked tiers gave in an area.
pub(super) struct HeldSeats {
    /// By list, of those who take part.
    pub(super) lists: Vec<u32>,
    /// Of all others: independents, parties without a list, lists that take no part.
    pub(super) others: u32,
}

impl<W: Witness> Count<'_, W> {
    pub(super) fn compensate(
        &mut self,
        area: &Area,
        place: Place,
        seats: u32,
        rule: &Compensation,
    ) -> Result<(), Stop> {
        let held = self.held(area);
        let sum = held.lists.iter().fold(0u32, |sum, &n| sum.saturating_add(n));
        let house = match rule.seats {
            LinkedSeats::Included => seats.saturating_sub(held.others),
            LinkedSeats::Added => seats.checked_add(sum).ok_or(Stop::VotesTooLarge)?,
        };
        if let Some(Placement::Turn { .. }) = &self.plan.rule.placement {
            return self.in_turn(area, place, house, &held);
        }
        if let Some(quota) = self.plan.rule.quota {
            return self.compensate_by_quota(area, place, seats, &held, quota);
        }
        match rule.overhang {
            Overhang::Kept | Overhang::Refused | Overhang::Returned => {
                self.plainly(place, house, &self.plan.rule.method)?;
            }
            Overhang::PaidByOthers => self.beside_held(place, house, &held.lists)?,
            Overhang::Levelled => self.levelled(area, place, house, rule)?,
        }
        // Buffers go back when they have served, so that the next count finds them grown.
        let mut share = std::mem::take(&mut self.scratch.share);
        share.clone_from(&self.scratch.given);
        let held = match rule.overhang {
            Overhang::Returned => self.return_surplus(area, &share, held, rule.returned_from)?,
            _ => held,
        };
        if self.plan.rule.placement.is_some() {
            self.place(area, place, house, &share, &held, rule)?;
        } else {
            let mut given = std::mem::take(&mut self.scratch.beyond_held);
            given.clear();
            given.extend(share.iter().zip(&held.lists).map(|(n, held)| n.saturating_sub(*held)));
            self.note_compensated(place.at, house, &share, &held, &given);
            self.give(place.at, &given);
            self.scratch.beyond_held = given;
        }
        self.scratch.share = share;
        self.scratch.held = held.lists;
        Ok(())
    }

    /// Whole quotas, less the seats that are held; what they leave is other tiers'.
    fn compensate_by_quota(
        &mut self,
        area: &Area,
        place: Place,
        seats: u32,
        held: &HeldSeats,
        quota: QuotaRule,
    ) -> Result<(), Stop> {
        self.by_quota(area, place, seats, quota)?;
        let share = self.scratch.given.clone();
        let given: Vec<u32> =
            share.iter().zip(&held.lists).map(|(n, held)| n.saturating_sub(*held)).collect();
        self.note_compensated(place.at, seats, &share, held, &given);
        self.give(place.at, &given);
        let taken = share.iter().zip(&held.lists).map(|(&n, &held)| u64::from(n.max(held)));
        let taken = taken.sum::<u64>() + u64::from(held.others);
        // No more than the seats.
        self.leave(place.at, u64::from(seats).saturating_sub(taken) as u32);
        Ok(())
    }

    pub(super) fn note_compensated(
        &mut self,
        at: At,
        house: u32,
        share: &[u32],
        held: &HeldSeats,
        given: &[u32],
    ) {
        let HeldSeats { lists, others } = held;
        let votes = &self.scratch.admitted;
        let plan = self.plan;
        let fact = Fact::Compensated { plan, house, others: *others, votes, share, held: lists, given };
        self.witness.note(at, fact);
    }

    /// List seats in an area or a district.
    pub(super) fn give(&mut self, at: At, given: &[u32]) {
        self.scratch.allotted += given.iter().map(|&n| u64::from(n)).sum::<u64>();
        self.witness.list_seats(at, self.plan, given);
    }

    /// What the linked tiers gave in an area. `scratch.admitted` says who takes part.
    pub(super) fn held(&mut self, area: &Area) -> HeldSeats {
        let mut lists = std::mem::take(&mut self.scratch.held);
        lists.clear();
        lists.resize(self.plan.parties.len(), 0);
        let mut others = 0u32;
        for held in self.ledger.iter().filter(|held| self.plan.linked.contains(&held.tier)) {
            if !self.lies_in(area, held.district) {
                continue;
            }
            let list = self.plan.list_of(held.party).filter(|&list| self.scratch.admitted[list] > 0);
            let sum = list.map_or(&mut others, |list| &mut lists[list]);
            *sum = sum.saturating_add(held.seats);
        }
        HeldSeats { lists, others }
    }

    /// Whether a district of a linked tier lies in this area.
    pub(super) fn lies_in(&self, area: &Area, district: Option<usize>) -> bool {
        let Some(own) = area.district else {
            return true;
        };
        let number = district.and_then(|district| self.plan.area_of.get(district)).copied();
        let area = number.and_then(|number| self.plan.areas.get(number as usize));
        area.is_some_and(|area| area.district == Some(own))
    }

    /// Everybody keeps what is held, and the others share what is left.
    fn beside_held(&mut self, place: Place, house: u32, held: &[u32]) -> Result<(), Stop> {
        let sum = held.iter().fold(0u32, |sum, &n| sum.saturating_add(n));
        let house = house.max(sum);
        if self.plan.rule.method.divisor().is_some() {
            let most = vec![house; held.len()];
            return self.bounded(place, house, held.to_vec(), most);
        }
        self.set_aside(place, house, |i, share| held[i] > share, held)
    }

    /// The seats of a tier without those held in linked tiers, where its number has them in it.
    pub(super) fn without_held(&self, area: &Area, seats: u32) -> u32 {
        let Some(Linkage::Compensation(Compensation { seats: LinkedSeats::Included, .. })) =
            &self.plan.rule.linkage
        else {
            return seats;
        };
        let linked = self.ledger.iter().filter(|held| self.plan.linked.contains(&held.tier));
        let held = linked.filter(|held| self.lies_in(area, held.district)).map(|held| held.seats);
        held.fold(seats, u32::saturating_sub)
    }

    /// Tells by how much the list seats are more or fewer than the law's number.
    pub(super) fn compare_with_house(&mut self) {
        if !matches!(&self.plan.rule.linkage, Some(Linkage::Compensation(_))) {
            return;
        }
        let own = i64::from(self.tiers[self.tier].seats);
        // A tier that leaves seats itself takes what others left, and whoever is next reckons with both.
        if self.plan.rule.quota.is_some_and(|quota| quota.left.is_some()) {
            self.left[self.tier] = own.saturating_sub_unsigned(self.scratch.allotted);
            return;
        }
        let from_others: i64 = self.plan.linked.iter().map(|&tier| self.left[tier]).sum();
        let law = (own + i64::from(self.scratch.refused) + from_others).max(0).unsigned_abs();
        let at = At { tier: self.tier, district: None };
        let narrow = |seats: u64| u32::try_from(seats).unwrap_or(u32::MAX);
        if self.scratch.allotted > law {
            self.witness.house_grew(at, narrow(self.scratch.allotted - law));
        } else if self.scratch.allotted < law {
            // Winners are refused although the lists have no seat for it: the law has fewer seats than districts.
            self.witness.house_shrank(at, narrow(law - self.scratch.allotted));
        }
    }
}
