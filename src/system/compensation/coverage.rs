//! Which of the winners in the districts sit, where the votes of their party's list must cover their seats.

use std::cmp::Ordering;

use super::list::Count;
use super::quotients::wide;
use super::witness::{At, Claimants, Witness};
use crate::system::plan::{Area, Kind};
use crate::system::rules::{Compensation, Linkage, Overhang};

impl<W: Witness> Count<'_, W> {
    /// Of a party's winners in the districts of each list district, those with the greatest shares of valid votes sit,
    /// as many as the list has seats there.
    pub(super) fn seat_winners(&mut self, area: &Area, list: usize, placed: &[u32]) {
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
    pub(super) fn seat_others(&mut self) {
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
}

fn compare(a: (u64, u128), b: (u64, u128)) -> Ordering {
    wide(a.0.into(), b.1).cmp(&wide(b.0.into(), a.1))
}
