//! Largest remainders with a quota as the law words it.

use super::Stop;
use super::list::{Count, Scratch};
use super::tie_break::Place;
use super::witness::{Fact, Witness};
use crate::apportion::{Method, Quota, Ratio, largest_remainder};
use crate::system::outcome::Reason;
use crate::system::plan::Area;
use crate::system::rules::{QuotaRule, Rounding};

impl<W: Witness> Count<'_, W> {
    /// Shares seats by quotas. Returns how many of them are left to other tiers.
    pub(super) fn by_quota(
        &mut self,
        area: &Area,
        place: Place,
        seats: u32,
        rule: QuotaRule,
    ) -> Result<u32, Stop> {
        let Scratch { admitted, given, figures, regions, .. } = &mut *self.scratch;
        let region = area.region.filter(|_| rule.within.is_some()).and_then(|region| regions.get(region));
        let (base, divided) = match (region, rule.of) {
            (Some(&(base, seats)), _) => (base, seats),
            (None, None) => (admitted.iter().map(|&n| u128::from(n)).sum(), seats),
            (None, Some(of)) => {
                let base = figures.of(of);
                (base.map_err(|figure| Stop::MissingFigure { district: place.at.district, figure })?, seats)
            }
        };
        let quota = match &self.plan.rule.method {
            Method::LargestRemainder(quota) => *quota,
            // The rules were checked.
            _ => Quota::Hare,
        };
        let quota = rounded(quota.of(base, divided), rule.rounded);
        let shares: Vec<_> = admitted.iter().map(|&n| largest_remainder::share(n, quota)).collect();
        given.clear();
        // Whether the last seat stands on a whole quota, and the remainder beside it.
        let mut last = Vec::with_capacity(shares.len());
        // A quota of at least one vote: no more whole quotas than votes, and far fewer than 2^32 unless the quota is
        // tiny, which the check below finds.
        for share in &shares {
            let full = match rule.full_from {
                None => false,
                Some(part) => {
                    let needed = quota.numerator.checked_mul(part.numerator().into());
                    let there = share.remainder.checked_mul(part.denominator().into());
                    there.zip(needed).is_some_and(|(there, needed)| there >= needed && there > 0)
                }
            };
            let whole = u32::try_from(share.whole).ok().and_then(|whole| whole.checked_add(full.into()));
            given.push(whole.ok_or(Stop::VotesTooLarge)?);
            last.push((!full, share.remainder));
        }
        let claimed: u64 = given.iter().map(|&whole| u64::from(whole)).sum();
        let holders: Vec<u32> = (0u32..).zip(&*admitted).filter(|(_, n)| **n > 0).map(|(i, _)| i).collect();
        let mut border = Border { remainders: last, holders };
        let everybody = u32::try_from(border.holders.len()).map_err(|_| Stop::VotesTooLarge)?;
        let (by_remainder, by_votes) = if claimed <= u64::from(seats) && rule.left.is_some() {
            (0, 0)
        } else if claimed <= u64::from(seats) {
            // No more than the seats.
            let mut left = seats - claimed as u32;
            // More seats than lists: everybody gets one in turn.
            if let Some(rounds) = left.checked_div(everybody) {
                border.holders.iter().for_each(|&i| self.scratch.given[i as usize] += rounds);
                left -= rounds * everybody;
            }
            let by_remainder = rule.remainders.map_or(left, |most| left.min(most));
            (by_remainder, left - by_remainder)
        } else {
            // Everybody who has a seat gives one back, and the largest remainders get it again.
            let excess = u32::try_from(claimed - u64::from(seats)).map_err(|_| Stop::VotesTooLarge)?;
            border.holders.retain(|&i| self.scratch.given[i as usize] > 0);
            let holders = u32::try_from(border.holders.len()).map_err(|_| Stop::VotesTooLarge)?;
            border.holders.iter().for_each(|&i| self.scratch.given[i as usize] -= 1);
            (holders.checked_sub(excess).ok_or(Stop::VotesTooLarge)?, 0)
        };
        let open = self.by_remainders(&mut border, by_remainder);
        // No more than the seats.
        let left = u64::from(seats).saturating_sub(claimed) as u32;
        let noted = if rule.left.is_some() { 0 } else { left.into() };
        let Scratch { admitted, given, .. } = &mut *self.scratch;
        let fact = Fact::ByQuota {
            plan: self.plan,
            quota,
            base,
            seats: divided,
            left: noted,
            votes: admitted,
            given,
        };
        self.witness.note(place.at, fact);
        if open > 0 {
            self.decide(place, open, false);
        }
        self.by_votes_a_seat(place, by_votes)?;
        Ok(if rule.left.is_some() { left } else { 0 })
    }

    /// Writes what the quotas of regions divide, and the seats there, where quotas are theirs.
    pub(super) fn quotas_of_regions(&mut self) -> Result<(), Stop> {
        self.scratch.regions.clear();
        let plan = self.plan;
        let Some(QuotaRule { within: Some(_), of: Some(of), .. }) = plan.rule.quota else {
            return Ok(());
        };
        for (number, area) in plan.areas.iter().enumerate() {
            let mut figures = self.start();
            self.add_area(area, &mut figures)?;
            self.total(&mut figures);
            let base = figures.of(of);
            let base = base.map_err(|figure| Stop::MissingFigure { district: area.district, figure })?;
            let Scratch { regions, area_seats, .. } = &mut *self.scratch;
            let seats = area_seats.get(number).copied().unwrap_or(area.seats);
            let region = area.region.unwrap_or_default();
            if regions.len() <= region {
                regions.resize(region + 1, (0, 0));
            }
            regions[region].0 += base;
            regions[region].1 = regions[region].1.checked_add(seats).ok_or(Stop::VotesTooLarge)?;
        }
        Ok(())
    }

    /// One seat each to the largest remainders. Returns how many equal ones leave open among `scratch.tied`.
    fn by_remainders(&mut self, border: &mut Border, seats: u32) -> u32 {
        let Border { remainders, holders } = border;
        let count = seats as usize;
        if count == 0 {
            return 0;
        }
        let key = |i: u32| remainders[i as usize];
        holders.sort_unstable_by_key(|&i| std::cmp::Reverse(key(i)));
        let last = key(holders[count - 1]);
        let equal_beyond = holders.get(count).is_some_and(|&i| key(i) == last);
        let sure = if equal_beyond { holders.partition_point(|&i| key(i) > last) } else { count };
        for &i in &holders[..sure] {
            self.scratch.given[i as usize] += 1;
        }
        self.scratch.tied.clear();
        self.scratch.tied.extend(holders.iter().copied().filter(|&i| equal_beyond && key(i) == last));
        // No more than the seats.
        (count - sure) as u32
    }
}

impl<W: Witness> Count<'_, W> {
    /// One by one to the list with most votes for each of its seats.
    fn by_votes_a_seat(&mut self, place: Place, seats: u32) -> Result<(), Stop> {
        for left in (1..=seats).rev() {
            let Scratch { admitted, given, tied, .. } = &mut *self.scratch;
            // a/s against b/t, cross-multiplied.
            let claim = |i: usize| (u128::from(admitted[i]), u128::from(given[i]));
            let ahead = |a: (u128, u128), b: (u128, u128)| (a.0 * b.1).cmp(&(b.0 * a.1));
            let holders = || (0..given.len()).filter(|&i| given[i] > 0 && admitted[i] > 0);
            let Some(best) = holders().max_by(|&a, &b| ahead(claim(a), claim(b))).map(claim) else {
                self.witness.unfilled(place.at, left, Reason::NoVotes);
                return Ok(());
            };
            let equal = |&i: &usize| ahead(claim(i), best).is_eq();
            tied.clear();
            // Lists are numbered in u32.
            tied.extend(holders().filter(equal).map(|i| i as u32));
            if let [only] = tied[..] {
                given[only as usize] += 1;
                continue;
            }
            if tied.len() as u64 <= u64::from(left) {
                // All of them get theirs in turn, and the first of them now.
                let first = tied[0];
                given[first as usize] += 1;
                continue;
            }
            self.decide(place, left, false);
            return Ok(());
        }
        Ok(())
    }
}

/// Who competes for the seats that whole quotas leave.
struct Border {
    /// With the seats that do not stand on whole quotas behind all others.
    remainders: Vec<(bool, u128)>,
    holders: Vec<u32>,
}

pub(super) fn rounded(quota: Ratio, to: Option<Rounding>) -> Ratio {
    let Ratio { numerator, denominator } = quota;
    let whole = match to {
        None => return quota,
        Some(Rounding::Down) => numerator / denominator,
        Some(Rounding::Up) => numerator.div_ceil(denominator),
        Some(Rounding::Nearest) => (2 * numerator + denominator) / (2 * denominator),
    };
    Ratio { numerator: whole.max(1), denominator: 1 }
}
