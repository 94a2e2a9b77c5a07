//! Seats of a linked tier that a party holds beyond its share of the country go back, and to others in their district.

use super::Stop;
use super::compensate::HeldSeats;
use super::list::Count;
use super::quotients::{Claim, Grid, MOST, greatest_first};
use super::tie_break::Lots;
use super::witness::{At, Fact, Witness};
use crate::system::plan::{Area, Kind, ListPlan};
use crate::system::rules::{Compensation, Linkage, Overhang, TieRule};

impl<W: Witness> Count<'_, W> {
    /// Takes back what lists hold beyond `share`, where their last quotients are smallest, in districts of at least
    /// `from` seats; gives it to those in the district who are short of theirs. Returns what is held then.
    pub(super) fn return_surplus(
        &mut self,
        area: &Area,
        share: &[u32],
        held: HeldSeats,
        from: u32,
    ) -> Result<HeldSeats, Stop> {
        let Some((tier, other)) = self.returning() else {
            return Ok(held);
        };
        let districts = area.papers.len();
        let votes = self.district_votes(area);
        let mut cells = self.held_by_district(area);
        let mut magnitudes = vec![0u32; districts];
        for own in &other.areas {
            if let Some(d) = self.paper_of(own.district) {
                magnitudes[d] = own.seats;
            }
        }
        let nothing = vec![0u32; cells.len()];
        let scales = vec![(1, 1); districts];
        let method = &other.rule.method;
        let grid = Grid { votes: &votes, held: &nothing, method, scales: &scales };
        let surplus = held.lists.iter().zip(share).map(|(&held, &due)| u64::from(held.saturating_sub(due)));
        if surplus.sum::<u64>() > MOST {
            return Err(Stop::TooManyToPlace);
        }
        let mut room = vec![0u32; districts];
        let mut returned = Vec::new();
        for list in 0..share.len() {
            let mut left = held.lists[list].saturating_sub(share[list]);
            while left > 0 {
                let mut weakest: Vec<Claim> = Vec::new();
                for d in (0..districts).filter(|&d| magnitudes[d] >= from) {
                    let Some(last) = cells[list * districts + d].checked_sub(1) else { continue };
                    let Some(claim) = grid.claim(list, d, last)? else { continue };
                    if weakest.first().is_some_and(|weakest| claim < *weakest) {
                        weakest.clear();
                    }
                    if weakest.first().is_none_or(|weakest| claim == *weakest) {
                        weakest.push(claim);
                    }
                }
                if weakest.is_empty() {
                    break;
                }
                if weakest.len() as u64 > u64::from(left) {
                    let seed = self.lots.filter(|_| self.plan.rule.ties == TieRule::Lots);
                    let seed = seed.ok_or(Stop::ReturnTied)?;
                    weakest.sort_by_key(|claim| self.plan.paper_ranks[claim.place]);
                    // Every list has lots of its own.
                    let own = Some(self.plan.ranks[list]);
                    Lots { seed, tier: self.tier, district: own }.shuffle(&mut weakest);
                    weakest.truncate(left as usize);
                }
                for claim in weakest {
                    cells[list * districts + claim.place] -= 1;
                    room[claim.place] += 1;
                    left -= 1;
                    returned.push((claim.list, area.papers[claim.place].district));
                }
            }
        }
        let held_now = |cells: &[u32], list: usize| -> u32 {
            cells[list * districts..(list + 1) * districts].iter().sum()
        };
        let mut short: Vec<u32> =
            (0..share.len()).map(|list| share[list].saturating_sub(held_now(&cells, list))).collect();
        let grid = Grid { votes: &votes, held: &cells, method, scales: &scales };
        let placed = greatest_first(&grid, &mut short, &mut room, &self.order(&self.plan.paper_ranks))?;
        if !placed.open.is_empty() {
            return Err(Stop::ReturnTied);
        }
        let mut instead = Vec::with_capacity(placed.seats.len());
        for (list, d) in placed.seats {
            cells[list as usize * districts + d] += 1;
            instead.push((list, area.papers[d].district));
        }
        // Seats that nobody in their district is short of are won in the country.
        self.left[tier] += room.iter().map(|&n| i64::from(n)).sum::<i64>();
        if !returned.is_empty() {
            let at = At { tier: self.tier, district: None };
            let fact = Fact::Returned { plan: self.plan, returned: &returned, instead: &instead };
            self.witness.note(at, fact);
        }
        self.give_linked(Some(&cells), area);
        let lists = (0..share.len()).map(|list| held_now(&cells, list)).collect();
        self.scratch.held_after = cells;
        Ok(HeldSeats { lists, others: held.others })
    }

    /// The linked tier whose surplus goes back, where the rules say so.
    fn returning(&self) -> Option<(usize, &'_ ListPlan)> {
        let Some(Linkage::Compensation(Compensation { overhang: Overhang::Returned, .. })) =
            &self.plan.rule.linkage
        else {
            return None;
        };
        let tier = *self.plan.linked.first()?;
        match &self.tiers[tier].kind {
            Kind::List(plan) => Some((tier, plan)),
            _ => None,
        }
    }

    /// Tells who has the seats of the linked tier after what was returned; before that they were withheld.
    pub(super) fn give_linked(&mut self, cells: Option<&[u32]>, area: &Area) {
        let tiers = self.tiers;
        let Some((tier, _)) = self.returning() else {
            return;
        };
        let Kind::List(other) = &tiers[tier].kind else {
            return;
        };
        for own in &other.areas {
            let mut given = vec![0u32; other.parties.len()];
            for held in self.ledger.iter().filter(|held| held.tier == tier && held.district == own.district) {
                if let Some(list) = other.list_of(held.party) {
                    given[list] += held.seats;
                }
            }
            if let (Some(cells), Some(d)) = (cells, self.paper_of(own.district)) {
                for (list, &party) in self.plan.parties.iter().enumerate() {
                    let takes_part = self.scratch.admitted[list] > 0;
                    if let Some(theirs) = other.list_of(Some(party)).filter(|_| takes_part) {
                        given[theirs] = cells[list * area.papers.len() + d];
                    }
                }
            }
            if given.iter().any(|&n| n > 0) {
                self.witness.list_seats(At { tier, district: own.district }, other, &given);
            }
        }
    }
}
