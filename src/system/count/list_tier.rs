//! The kernel for list tiers: votes, then who takes part, then how the seats are shared.

use super::Stop;
use super::figures::Figures;
use super::ledger::Held;
use super::tie_break::{Claims, Lots, Place, settle};
use super::witness::{At, Claimants, Fact, Witness};
use crate::apportion::{Method, apportion_into};
use crate::system::outcome::Reason;
use crate::system::plan::{Area, Level, ListPaper, ListPlan, NO_LIST, TierPlan};
use crate::system::rules::{Linkage, NoListPasses, TieRule};
use crate::votes::Tally;

/// Scratch space of a list count.
#[derive(Debug, Clone, Default)]
pub(in crate::system) struct Scratch {
    pub(super) apportion: crate::apportion::Workspace,
    /// Votes of the lists in the area that is being counted.
    pub(super) votes: Vec<u64>,
    /// Who passes by the votes of the whole country.
    pub(super) nation_passes: Vec<bool>,
    /// Who passes by those of each region: a row of lists for each.
    pub(super) region_passes: Vec<bool>,
    pub(super) passes: Vec<bool>,
    /// Votes that seats are shared by: 0 for lists that take no part.
    pub(super) admitted: Vec<u64>,
    pub(super) given: Vec<u32>,
    pub(super) tied: Vec<u32>,
    pub(super) winners: Vec<u32>,
    /// Seats of each area, where they are apportioned with the votes.
    pub(super) area_seats: Vec<u32>,
    /// Votes that came from candidates.
    pub(super) transferred: Vec<u64>,
    /// Votes that won seats, to be taken off the lists.
    pub(super) subtracted: Vec<u64>,
    /// Votes of the lists in one district of a larger area.
    pub(super) district: Vec<u64>,
    /// Who competes for a bonus.
    pub(super) bonus_tie: Vec<u32>,
    /// What the boxes of the area held.
    pub(super) figures: Figures,
    /// List seats given, tied or empty so far in a tier whose seats others' are set against.
    pub(super) allotted: u64,
    /// Winners that do not sit.
    pub(super) refused: u32,
    /// What the linked tiers gave the lists of an area; what these are due in all; and what is left to give.
    pub(super) held: Vec<u32>,
    pub(super) share: Vec<u32>,
    pub(super) beyond_held: Vec<u32>,
    /// Seats of each list in each district of the linked tier, after some were returned; empty before.
    pub(super) held_after: Vec<u32>,
    /// What a quota divides in each region, and the seats there.
    pub(super) regions: Vec<(u128, u32)>,
    /// What each list is sure of in each district while the house is levelled.
    pub(super) floors: Vec<u32>,
    /// Valid votes of the area.
    pub(super) valid: u128,
    /// The base of the threshold there; valid votes without one.
    pub(super) base: u128,
}

/// A list tier in the course of being counted.
pub(super) struct Count<'a, W> {
    pub(super) plan: &'a ListPlan,
    pub(super) tier: usize,
    pub(super) tiers: &'a [TierPlan],
    /// What the tiers that were counted before gave, where this one may look at it.
    pub(super) ledger: &'a [Held],
    /// Seats that the tiers left to others, by tier.
    pub(super) left: &'a mut [i64],
    pub(super) tally: &'a Tally,
    pub(super) lots: Option<u64>,
    pub(super) scratch: &'a mut Scratch,
    pub(super) witness: &'a mut W,
}

impl<W: Witness> Count<'_, W> {
    pub(super) fn tier(&mut self) -> Result<(), Stop> {
        let plan = self.plan;
        self.scratch.transferred.clear();
        self.scratch.subtracted.clear();
        self.scratch.allotted = 0;
        self.scratch.refused = 0;
        self.scratch.held_after.clear();
        if let Some(rule) = plan.rule.biproportional {
            self.apportion_districts()?;
            self.biproportional(rule)?;
            return self.silent();
        }
        if plan.needs(Level::Nation) {
            let mut figures = self.start();
            for area in &plan.areas {
                self.add_area(area, &mut figures)?;
            }
            self.total(&mut figures);
            self.pass(&figures, None, Level::Nation)?;
            self.scratch.nation_passes.clone_from(&self.scratch.passes);
        }
        if plan.needs(Level::Region) {
            self.pass_regions()?;
        }
        if let Some(Linkage::Transfer(rule)) = &plan.rule.linkage {
            self.transfer(rule)?;
        }
        if let Some(Linkage::Subtraction(rule)) = &plan.rule.linkage {
            self.votes_that_won(rule)?;
        }
        self.apportion_districts()?;
        self.quotas_of_regions()?;
        for (number, area) in plan.areas.iter().enumerate() {
            let mut figures = self.start();
            self.add_area(area, &mut figures)?;
            self.total(&mut figures);
            self.pass(&figures, Some(area), Level::Area)?;
            let seats = self.scratch.area_seats.get(number).copied().unwrap_or(area.seats);
            // An area whose seats stay empty gives none.
            self.scratch.given.clear();
            self.share_out(area, seats)?;
            if plan.rule.open_list.is_some() {
                let at = At { tier: self.tier, district: area.district };
                let Scratch { valid, votes, given, .. } = &*self.scratch;
                self.witness
                    .note(at, Fact::OpenList { plan, area: number, seats, valid: *valid, votes, given });
            }
        }
        self.silent()
    }

    /// Districts without votes.
    fn silent(&mut self) -> Result<(), Stop> {
        for &(district, seats) in &self.plan.silent {
            let at = At { tier: self.tier, district };
            self.witness.unfilled(at, seats, Reason::VotesNotGiven);
            self.scratch.allotted += u64::from(seats);
        }
        self.compare_with_house();
        Ok(())
    }

    /// Seats of an area that nobody can have; those that are held in linked tiers are not among them.
    fn empty(&mut self, area: &Area, at: At, seats: u32, reason: Reason) {
        let seats = self.without_held(area, seats);
        self.seat_everybody();
        self.give_linked(None, area);
        if seats > 0 && !self.leave(at, seats) {
            self.witness.unfilled(at, seats, reason);
            self.scratch.allotted += u64::from(seats);
        }
    }

    /// Leaves seats to tiers that are linked to this one, where the rules say so.
    pub(super) fn leave(&mut self, at: At, seats: u32) -> bool {
        let leaves = self.plan.rule.quota.is_some_and(|quota| quota.left.is_some());
        if leaves && seats > 0 {
            self.left[self.tier] += i64::from(seats);
            self.witness.note(at, Fact::Left { seats });
        }
        leaves
    }

    pub(super) fn start(&mut self) -> Figures {
        self.scratch.votes.clear();
        self.scratch.votes.resize(self.plan.parties.len(), 0);
        Figures::new()
    }

    pub(super) fn add_area(&mut self, area: &Area, figures: &mut Figures) -> Result<(), Stop> {
        area.papers.iter().try_for_each(|paper| self.add(paper, figures))
    }

    pub(super) fn add(&mut self, paper: &ListPaper, figures: &mut Figures) -> Result<(), Stop> {
        let votes = &mut self.scratch.votes;
        for (&n, &list) in self.tally.votes[paper.votes.clone()].iter().zip(&paper.lists) {
            if list == NO_LIST {
                figures.of_others += u128::from(n);
                continue;
            }
            let sum = &mut votes[list as usize];
            *sum =
                sum.checked_add(n).ok_or(Stop::TooManyVotes { party: self.plan.parties[list as usize] })?;
        }
        figures.add(&self.tally.totals[paper.totals], self.plan.rule.against_all);
        Ok(())
    }

    pub(super) fn total(&mut self, figures: &mut Figures) {
        figures.of_parties = self.scratch.votes.iter().map(|&n| u128::from(n)).sum();
        self.scratch.figures = *figures;
        self.scratch.valid = figures.valid();
        let of = self.plan.rule.threshold.as_ref().map(|threshold| threshold.of);
        self.scratch.base = of.and_then(|of| figures.of(of).ok()).unwrap_or(figures.valid());
    }

    fn share_out(&mut self, area: &Area, seats: u32) -> Result<(), Stop> {
        let at = At { tier: self.tier, district: area.district };
        let rule = &self.plan.rule;
        if self.scratch.votes.iter().all(|&n| n == 0) {
            self.empty(area, at, seats, Reason::NoVotes);
            return Ok(());
        }
        // Of those who pass, some may have no votes in this district.
        let mut passing = (0u32..)
            .zip(self.scratch.passes.iter().zip(&self.scratch.votes))
            .filter(|&(_, (&passes, &n))| passes && n > 0)
            .map(|(i, _)| i);
        match (passing.next(), passing.next()) {
            (None, _) => {
                let waived = rule.no_list_passes == NoListPasses::AllLists;
                self.witness.note(at, Fact::NoListPasses { waived });
                if waived {
                    self.share_among(area, at, seats, true)?;
                } else {
                    self.empty(area, at, seats, Reason::NoListPasses);
                }
                Ok(())
            }
            (Some(first), None) if rule.sole_qualifier.is_some() => {
                self.sole_qualifier(area, at, seats, first)
            }
            _ => self.share_among(area, at, seats, false),
        }
    }

    /// Shares an area's seats among those who take part, or among all.
    pub(super) fn share_among(&mut self, area: &Area, at: At, seats: u32, all: bool) -> Result<(), Stop> {
        self.admit(at, all)?;
        let place = Place::of(at, area.rank);
        let rule = &self.plan.rule;
        match &rule.linkage {
            Some(Linkage::Compensation(linkage)) => return self.compensate(area, place, seats, linkage),
            Some(Linkage::Claims(linkage)) => return self.by_claims(area, place, seats, linkage),
            _ => {}
        }
        let first = match &rule.first_seat {
            Some(rule) => self.first_seats(at, seats, rule)?,
            None => Vec::new(),
        };
        // No more first seats than seats.
        let seats = seats - first.len() as u32;
        if self.scratch.admitted.iter().all(|&n| n == 0) {
            self.scratch.given.clear();
            self.scratch.given.resize(self.plan.parties.len(), 0);
            if seats > 0 && !self.leave(at, seats) {
                self.witness.unfilled(at, seats, Reason::NoVotes);
            }
            self.witness.list_seats(at, self.plan, &self.scratch.given);
            return Ok(());
        }
        let bonus = match &rule.bonus {
            Some(bonus) => self.bonus(place, seats, bonus)?,
            None => None,
        };
        let seats = seats - bonus.map_or(0, |bonus| bonus.seats);
        if !area.alliances.is_empty() {
            self.by_alliances(area, place, seats)?;
        } else if let Some(quota) = rule.quota {
            let left = self.by_quota(area, place, seats, quota)?;
            self.leave(at, left);
        } else if let Some(cap) = &rule.cap {
            self.under_cap(place, seats, cap)?;
        } else if rule.at_least > 0 || !area.candidates.is_empty() {
            self.within_bounds(area, place, seats)?;
        } else {
            self.plainly(place, seats, &rule.method)?;
        }
        for list in first {
            self.scratch.given[list as usize] += 1;
        }
        if let Some(bonus) = bonus.filter(|bonus| bonus.seats > 0) {
            match bonus.list {
                Some(list) => self.scratch.given[list as usize] += bonus.seats,
                None => self.report_bonus_tie(at, bonus.seats),
            }
        }
        self.witness.list_seats(at, self.plan, &self.scratch.given);
        Ok(())
    }

    /// Writes the votes that seats are shared by.
    fn admit(&mut self, at: At, all: bool) -> Result<(), Stop> {
        let Scratch { votes, passes, admitted, transferred, .. } = &mut *self.scratch;
        admitted.clear();
        admitted.extend(votes.iter().zip(passes).map(|(&n, &mut passes)| if all || passes { n } else { 0 }));
        for (sum, &more) in admitted.iter_mut().zip(&*transferred).filter(|(sum, _)| **sum > 0) {
            *sum = sum.checked_add(more).ok_or(Stop::VotesTooLarge)?;
        }
        self.subtract(at);
        if self.plan.weighted.is_empty() { Ok(()) } else { self.weigh(at) }
    }

    /// By the method alone: the way of most laws, without allocation.
    pub(super) fn plainly(&mut self, place: Place, seats: u32, method: &Method) -> Result<(), Stop> {
        let Scratch { apportion, admitted, given, .. } = &mut *self.scratch;
        given.clear();
        given.resize(admitted.len(), 0);
        let counted = apportion_into(admitted, seats, method, apportion, given);
        let fact = Fact::Apportioned { plan: self.plan, method, seats, votes: admitted, given };
        self.witness.note(place.at, fact);
        // Somebody with votes is admitted, both slices are equally long, and the rules are checked: this cannot
        // fail. If it did, the seats would at least be accounted for.
        if counted.is_err() {
            self.scratch.given.fill(0);
            self.witness.unfilled(place.at, seats, Reason::NoVotes);
        }
        let mut number = 0;
        while let Some(tie) = self.scratch.apportion.tie(number) {
            number += 1;
            self.scratch.tied.clear();
            self.scratch.tied.extend(tie.parties);
            let (seats, all_to_one) = (tie.seats, tie.all_to_one);
            self.decide(place, seats, all_to_one);
        }
        Ok(())
    }

    /// Lets the tie rule give `seats` to the lists in `scratch.tied`; what it leaves open is reported. Returns how
    /// many that is.
    pub(super) fn decide(&mut self, place: Place, seats: u32, all_to_one: bool) -> u32 {
        // Where one gets all of a tie's seats there is one place to decide, and it is worth them all.
        let (places, each) = if all_to_one { (1, seats) } else { (seats, 1) };
        let open = self.settle(place, self.plan.rule.ties, places);
        for &i in &self.scratch.winners {
            self.scratch.given[i as usize] += each;
        }
        self.report_tie(place.at, open * each, each > 1);
        open * each
    }

    /// Asks the tie rule, and notes what it says; returns the seats that stay open among `scratch.tied`.
    pub(super) fn settle(&mut self, place: Place, rule: TieRule, open: u32) -> u32 {
        let open = self.settled(place, rule, open);
        let Scratch { tied, winners, .. } = &*self.scratch;
        if !winners.is_empty() {
            let fact = Fact::TieBroken { rule, who: Claimants::Lists(self.plan, tied), winners };
            self.witness.note(place.at, fact);
        }
        open
    }

    /// What the tie rule says: winners in `scratch.winners`; returns the seats that stay open among `scratch.tied`.
    pub(super) fn settled(&mut self, place: Place, rule: TieRule, open: u32) -> u32 {
        let Scratch { votes, tied, winners, .. } = &mut *self.scratch;
        let plan = self.plan;
        let claims = Claims {
            order: |i| plan.orders[i as usize],
            votes: |i| votes[i as usize],
            rank: |i| plan.ranks[i as usize],
        };
        let lots = self.lots.map(|seed| Lots { seed, tier: self.tier, district: place.rank });
        settle(rule, open, tied, winners, &claims, lots)
    }

    pub(super) fn report_tie(&mut self, at: At, open: u32, all_to_one: bool) {
        if open > 0 {
            let who = Claimants::Lists(self.plan, &self.scratch.tied);
            self.witness.tied(at, who, open, all_to_one);
            self.scratch.allotted += u64::from(open);
        }
    }
}
