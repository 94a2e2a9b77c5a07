//! The way of seats back to the districts.

use std::cmp::Ordering;

use super::Stop;
use super::compensate::HeldSeats;
use super::list::Count;
use super::tie_break::{Claims, Lots, Place, settle};
use super::witness::{At, Claimants, Fact, Witness};
use crate::apportion::{Bounds, Divisor, DivisorValue, Method, apportion_within};
use crate::system::plan::{Area, Kind, NO_LIST, NOWHERE};
use crate::system::rules::{Compensation, Linkage, Overhang, Placement, TieRule};

impl<W: Witness> Count<'_, W> {
    /// Places the seats that the lists won in the whole country, `share`, in the districts.
    pub(super) fn place(
        &mut self,
        area: &Area,
        place: Place,
        house: u32,
        share: &[u32],
        held: &HeldSeats,
        rule: &Compensation,
    ) -> Result<(), Stop> {
        match &self.plan.rule.placement {
            Some(Placement::Party { method }) => {
                self.within_parties(area, place, house, share, held, rule, method)
            }
            Some(Placement::Quotient { method, each }) => {
                let given: Vec<u32> =
                    share.iter().zip(&held.lists).map(|(n, held)| n.saturating_sub(*held)).collect();
                self.note_compensated(place.at, house, share, held, &given);
                self.by_quotients(area, &given, method, *each)
            }
            // Only called with a placement.
            None => Ok(()),
        }
    }

    /// Votes of each list that takes part in each district: by list, then by district.
    pub(super) fn district_votes(&self, area: &Area) -> Vec<u64> {
        let districts = area.papers.len();
        let mut votes = vec![0u64; self.plan.parties.len() * districts];
        for (d, paper) in area.papers.iter().enumerate() {
            for (&n, &list) in self.tally.votes[paper.votes.clone()].iter().zip(&paper.lists) {
                if list != NO_LIST && self.scratch.admitted[list as usize] > 0 {
                    // Sums of these fitted when the lists' totals were made.
                    votes[list as usize * districts + d] += n;
                }
            }
        }
        votes
    }

    /// Seats in linked tiers of each list that takes part in each district, in the same order.
    pub(super) fn held_by_district(&self, area: &Area) -> Vec<u32> {
        let districts = area.papers.len();
        let mut seats = vec![0u32; self.plan.parties.len() * districts];
        for held in self.ledger.iter().filter(|held| self.plan.linked.contains(&held.tier)) {
            let list = self.plan.list_of(held.party).filter(|&list| self.scratch.admitted[list] > 0);
            if let (Some(list), Some(d)) = (list, self.paper_of(held.district)) {
                let sum = &mut seats[list * districts + d];
                *sum = sum.saturating_add(held.seats);
            }
        }
        seats
    }

    fn paper_of(&self, district: Option<usize>) -> Option<usize> {
        let paper = *self.plan.paper_of.get(district?)?;
        if paper == NOWHERE { None } else { Some(paper as usize) }
    }

    /// Each party's seats among its lists in the districts.
    #[expect(clippy::too_many_arguments, reason = "what the count knows by then")]
    fn within_parties(
        &mut self,
        area: &Area,
        place: Place,
        house: u32,
        share: &[u32],
        held: &HeldSeats,
        rule: &Compensation,
        method: &Method,
    ) -> Result<(), Stop> {
        let districts = area.papers.len();
        let votes = self.district_votes(area);
        let in_districts = self.held_by_district(area);
        let mut given = vec![0u32; share.len() * districts];
        let mut sums = vec![0u32; share.len()];
        for (list, &seats) in share.iter().enumerate() {
            let row = list * districts..(list + 1) * districts;
            let (votes, held) = (&votes[row.clone()], &in_districts[row.clone()]);
            if seats == 0 && held.iter().all(|&n| n == 0) || votes.iter().all(|&n| n == 0) {
                continue;
            }
            let floors = if rule.overhang == Overhang::Levelled {
                self.scratch.floors.get(row.clone()).unwrap_or_default().to_vec()
            } else {
                vec![0; districts]
            };
            let placed = self.among_districts(place, list, votes, seats, floors, method)?;
            for (d, &placed) in placed.iter().enumerate() {
                let list_seats = placed.saturating_sub(held[d]);
                given[list * districts + d] = list_seats;
                sums[list] += list_seats;
            }
            // Lists are numbered in u32.
            let fact = Fact::Placed { plan: self.plan, list: list as u32, given: &placed, held };
            self.witness.note(place.at, fact);
            if rule.overhang == Overhang::Refused {
                self.seat_winners(area, list, &placed);
            }
        }
        self.note_compensated(place.at, house, share, held, &sums);
        if rule.overhang == Overhang::Refused {
            self.seat_others();
        }
        let mut column = vec![0; share.len()];
        for (d, paper) in area.papers.iter().enumerate() {
            for (list, seats) in column.iter_mut().enumerate() {
                *seats = given[list * districts + d];
            }
            if column.iter().any(|&n| n > 0) {
                self.give(At { tier: self.tier, district: paper.district }, &column);
            }
        }
        Ok(())
    }

    /// One party's seats by its votes in the districts.
    fn among_districts(
        &mut self,
        place: Place,
        list: usize,
        votes: &[u64],
        seats: u32,
        floors: Vec<u32>,
        method: &Method,
    ) -> Result<Vec<u32>, Stop> {
        let bounds = Bounds::at_least_each(floors);
        let shared = apportion_within(votes, seats, method, &bounds).map_err(|_| Stop::VotesTooLarge)?;
        let mut placed = shared.seats;
        for tie in shared.ties {
            let mut tied: Vec<u32> = tie.parties.iter().map(|&i| i as u32).collect();
            let mut winners = Vec::new();
            let claims = Claims {
                order: |_| None,
                votes: |d| votes[d as usize],
                rank: |d| self.plan.paper_ranks.get(d as usize).copied().unwrap_or(d),
            };
            let lots = self.lots.map(|seed| Lots { seed, tier: self.tier, district: None });
            let rule = self.plan.rule.ties;
            let open = settle(rule, tie.seats, &mut tied, &mut winners, &claims, lots);
            winners.iter().for_each(|&d| placed[d as usize] += 1);
            if open > 0 {
                // The seats are the party's; only their districts are open.
                self.scratch.tied.clear();
                self.scratch.tied.push(list as u32);
                self.report_tie(place.at, open, false);
            }
        }
        Ok(placed)
    }

    /// Of a party's winners in the districts of each list district, those with the greatest shares of valid votes sit,
    /// as many as the list has seats there.
    fn seat_winners(&mut self, area: &Area, list: usize, placed: &[u32]) {
        let party = Some(self.plan.parties[list]);
        for (d, &covered) in placed.iter().enumerate() {
            let mut winners = Vec::new();
            for (row, held) in self.ledger.iter().enumerate() {
                let linked = self.plan.linked.contains(&held.tier) && held.party == party;
                if linked && self.paper_of(held.district) == Some(d) {
                    winners.push((row, self.winning_share(row)));
                }
            }
            // a/b against c/d: cross-multiplied; votes are 64 bits, sums of them at most 96.
            winners.sort_by(|a, b| compare(b.1, a.1).then(a.0.cmp(&b.0)));
            let covered = covered as usize;
            let equal = |i: usize, border: usize| compare(winners[i].1, winners[border].1).is_eq();
            let (sure, end) = if 0 < covered && covered < winners.len() && equal(covered - 1, covered) {
                // Equal shares at the border: who of them sits is open.
                let sure = (0..winners.len()).position(|i| equal(i, covered)).unwrap_or(covered);
                (sure, (covered..winners.len()).find(|&i| !equal(i, covered)).unwrap_or(winners.len()))
            } else {
                (covered, covered)
            };
            for (rank, (row, _)) in winners.iter().enumerate() {
                if rank < sure || rank >= end {
                    self.seat(*row, rank < sure);
                }
            }
            if end > sure {
                // Below 2^32: winners of one district of the lists.
                let open = (covered - sure) as u32;
                self.scratch.refused += (end - covered) as u32;
                let tied = [list as u32];
                let district = area.papers.get(d).and_then(|paper| paper.district);
                let at = At { tier: self.tier, district };
                self.witness.tied(at, Claimants::Lists(self.plan, &tied), open, false);
            }
        }
    }

    /// Where nobody has list seats, nobody's winners are refused theirs.
    pub(super) fn seat_everybody(&mut self) {
        if self.refuses() {
            for row in 0..self.ledger.len() {
                if self.plan.linked.contains(&self.ledger[row].tier) {
                    self.seat(row, true);
                }
            }
        }
    }

    fn refuses(&self) -> bool {
        matches!(
            &self.plan.rule.linkage,
            Some(Linkage::Compensation(Compensation { overhang: Overhang::Refused, .. }))
        )
    }

    /// Winners of parties that take no part in the lists sit in any case.
    fn seat_others(&mut self) {
        for row in 0..self.ledger.len() {
            let held = self.ledger[row];
            let takes_part =
                self.plan.list_of(held.party).is_some_and(|list| self.scratch.admitted[list] > 0);
            if self.plan.linked.contains(&held.tier) && !takes_part {
                self.seat(row, true);
            }
        }
    }

    fn seat(&mut self, row: usize, covered: bool) {
        let held = self.ledger[row];
        let Kind::Single(single) = &self.tiers[held.tier].kind else {
            return;
        };
        let Some((seat, entry)) = held.winner else {
            return;
        };
        let at = At { tier: held.tier, district: held.district };
        if covered {
            self.witness.elected(at, single, &single.seats[seat], entry);
        } else {
            self.scratch.refused += 1;
            self.witness.not_seated(at, single, &single.seats[seat], entry);
        }
    }

    /// A winner's votes and the valid votes of the district.
    fn winning_share(&self, row: usize) -> (u64, u128) {
        let held = self.ledger[row];
        let (Kind::Single(single), Some((seat, entry))) = (&self.tiers[held.tier].kind, held.winner) else {
            return (0, 1);
        };
        let seat = &single.seats[seat];
        let votes = &self.tally.votes[seat.votes.clone()];
        let others = u128::from(self.tally.totals[seat.totals].others);
        (votes[entry], votes.iter().map(|&n| u128::from(n)).sum::<u128>() + others)
    }

    /// Seats one by one to the greatest quotient in proportion to the votes behind a seat of the district.
    fn by_quotients(&mut self, area: &Area, seats: &[u32], method: &Method, each: u32) -> Result<(), Stop> {
        let districts = area.papers.len();
        let held = self.held_by_district(area);
        let votes = self.district_votes(area);
        let mut claims = Vec::new();
        for (d, paper) in area.papers.iter().enumerate() {
            let papers = &self.tally.votes[paper.votes.clone()];
            let all: u128 = papers.iter().map(|&n| u128::from(n)).sum();
            let all = all + u128::from(self.tally.totals[paper.totals].others);
            let rows = self.ledger.iter().filter(|held| self.plan.linked.contains(&held.tier));
            let in_district = rows.filter(|held| self.paper_of(held.district) == Some(d));
            let in_district = in_district.fold(0u32, |sum, held| sum.saturating_add(held.seats));
            for (list, &open) in seats.iter().enumerate() {
                let votes = votes[list * districts + d];
                if votes == 0 || open == 0 {
                    continue;
                }
                let divisor = divisor(method, held[list * districts + d])?;
                // votes / divisor, by the votes behind a seat.
                let above = u128::from(votes) * divisor.1 * u128::from(in_district);
                let below = divisor.0.checked_mul(all).ok_or(Stop::VotesTooLarge)?;
                // Lists are numbered in u32.
                claims.push(Claim { list: list as u32, district: d, above, below, votes });
            }
        }
        let by_votes = self.plan.rule.ties == TieRule::MoreVotes;
        let order = |a: &Claim, b: &Claim| {
            let by_quotient = wide(b.above, a.below).cmp(&wide(a.above, b.below));
            if by_votes { by_quotient.then(b.votes.cmp(&a.votes)) } else { by_quotient }
        };
        claims.sort_by(order);
        let mut left = seats.to_vec();
        let mut room = vec![each; districts];
        let mut given = vec![0u32; seats.len() * districts];
        let mut number = 0;
        for (i, claim) in claims.iter().enumerate() {
            let (list, d) = (claim.list as usize, claim.district);
            if left[list] == 0 || room[d] == 0 {
                continue;
            }
            // More equal claims of the party than it has seats left, or to the district than it has room for: which
            // comes first would decide.
            let equal = || {
                let run = claims[i + 1..].iter().take_while(|other| order(claim, other).is_eq());
                run.filter(|other| left[other.list as usize] > 0 && room[other.district] > 0)
            };
            let of_party = || equal().filter(|other| other.list == claim.list);
            let to_district = || equal().filter(|other| other.district == d);
            let rival = if of_party().count() >= left[list] as usize {
                of_party().next()
            } else if to_district().count() >= room[d] as usize {
                to_district().next()
            } else {
                None
            };
            if let Some(rival) = rival {
                let pair = [(claim.list, d), (rival.list, rival.district)];
                let fact = Fact::PlacementOpen { plan: self.plan, claims: &pair };
                self.witness.note(At { tier: self.tier, district: None }, fact);
                break;
            }
            left[list] -= 1;
            room[d] -= 1;
            number += 1;
            given[list * districts + d] += 1;
            let fact = Fact::PlacedOne { plan: self.plan, list: claim.list, district: d, number };
            self.witness.note(At { tier: self.tier, district: None }, fact);
        }
        let mut column = vec![0; seats.len()];
        for (d, paper) in area.papers.iter().enumerate() {
            for (list, seats) in column.iter_mut().enumerate() {
                *seats = given[list * districts + d];
            }
            if column.iter().any(|&n| n > 0) {
                self.give(At { tier: self.tier, district: paper.district }, &column);
            }
        }
        // Seats for which no district was left stay with the party, without a district.
        if left.iter().any(|&n| n > 0) {
            self.give(At { tier: self.tier, district: None }, &left);
        }
        Ok(())
    }
}

/// A party's claim to a seat in a district.
struct Claim {
    list: u32,
    district: usize,
    above: u128,
    below: u128,
    votes: u64,
}

/// The divisor after so many seats, as a fraction.
fn divisor(method: &Method, held: u32) -> Result<(u128, u128), Stop> {
    let divisor = method.divisor().unwrap_or(&Divisor::SainteLague);
    match divisor.after(held) {
        DivisorValue::Fraction(ratio) => Ok((ratio.numerator, ratio.denominator)),
        _ => Err(Stop::VotesTooLarge),
    }
}

fn compare(a: (u64, u128), b: (u64, u128)) -> Ordering {
    wide(a.0.into(), b.1).cmp(&wide(b.0.into(), a.1))
}

/// The product in 256 bits, upper half first.
fn wide(a: u128, b: u128) -> (u128, u128) {
    const LOW: u128 = u64::MAX as u128;
    let (a1, a0, b1, b0) = (a >> 64, a & LOW, b >> 64, b & LOW);
    let low = a0 * b0;
    let mid = a1 * b0 + (low >> 64);
    let cross = a0 * b1 + (mid & LOW);
    let high = a1 * b1 + (mid >> 64) + (cross >> 64);
    (high, (cross << 64) | (low & LOW))
}
