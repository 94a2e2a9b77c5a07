//! Seats of districts that are apportioned, not given.

use super::Stop;
use super::figures::Figures;
use super::list::Count;
use super::quota::rounded;
use super::witness::{At, Fact, Witness};
use crate::apportion::{Method, apportion, largest_remainder};
use crate::system::plan::{ListPaper, NO_LIST};
use crate::system::rules::{DistrictSeats, Seats, SeatsBy};

impl<W: Witness> Count<'_, W> {
    /// Writes the seats of each area, where the tier's number is that of all together.
    pub(super) fn apportion_districts(&mut self) -> Result<(), Stop> {
        self.scratch.area_seats.clear();
        let plan = self.plan;
        let (Some(rule), &Seats::Same(seats)) = (&plan.district_seats, &plan.seats) else {
            return Ok(());
        };
        let papers: Vec<&ListPaper> = plan.areas.iter().flat_map(|area| &area.papers).collect();
        self.scratch.area_seats = self.seats_of_districts(rule, seats, &papers)?;
        Ok(())
    }

    /// Apportions seats to districts.
    pub(super) fn seats_of_districts(
        &mut self,
        rule: &DistrictSeats,
        seats: u32,
        papers: &[&ListPaper],
    ) -> Result<Vec<u32>, Stop> {
        let names = &self.plan.fixed_seats;
        let fixed: Vec<Option<u32>> = (0..papers.len()).map(|i| names.get(i).copied().flatten()).collect();
        let mut bases = Vec::with_capacity(papers.len());
        for (number, paper) in papers.iter().enumerate() {
            bases.push(match fixed[number] {
                Some(_) => 0,
                None => self.base_of_district(rule.by, number, paper)?,
            });
        }
        let given: u64 = fixed.iter().map(|fixed| u64::from(fixed.unwrap_or(rule.first))).sum();
        let left = u64::from(seats).checked_sub(given).ok_or(Stop::TooFewSeats { needed: given, seats })?;
        // No more than the seats.
        let left = left as u32;
        let shared = match (&rule.method, rule.rounded) {
            (Method::LargestRemainder(quota), Some(_)) => {
                let total = bases.iter().map(|&n| u128::from(n)).sum();
                by_rounded_quota(&bases, left, rounded(quota.of(total, left), rule.rounded))
            }
            (method, _) => {
                let shared = apportion(&bases, left, method).map_err(|_| Stop::NoDistrictBase)?;
                if shared.ties.is_empty() { Some(shared.seats) } else { None }
            }
        };
        let mut shared = shared.ok_or(Stop::DistrictsTied)?;
        for (seats, fixed) in shared.iter_mut().zip(&fixed) {
            *seats = fixed.unwrap_or(*seats + rule.first);
        }
        let at = At { tier: self.tier, district: None };
        let method = &rule.method;
        self.witness.note(at, Fact::DistrictSeats { plan: self.plan, method, bases: &bases, seats: &shared });
        Ok(shared)
    }

    fn base_of_district(&self, by: SeatsBy, number: usize, paper: &ListPaper) -> Result<u64, Stop> {
        let mut figures = Figures::new();
        for (&n, &list) in self.tally.votes[paper.votes.clone()].iter().zip(&paper.lists) {
            let sum = if list == NO_LIST { &mut figures.of_others } else { &mut figures.of_parties };
            *sum += u128::from(n);
        }
        figures.add(&self.tally.totals[paper.totals], self.plan.rule.against_all);
        let base = match by {
            SeatsBy::Population => {
                return self.plan.populations.get(number).copied().ok_or(Stop::NoDistrictBase);
            }
            SeatsBy::ValidVotes => figures.valid(),
            SeatsBy::Registered => figures
                .registered
                .ok_or(Stop::MissingFigure { district: paper.district, figure: "@registered" })?,
        };
        u64::try_from(base).map_err(|_| Stop::VotesTooLarge)
    }
}

/// Whole quotas and the largest remainders; none when remainders tie at the border or quotas claim too much.
fn by_rounded_quota(bases: &[u64], seats: u32, quota: crate::apportion::Ratio) -> Option<Vec<u32>> {
    let shares: Vec<_> = bases.iter().map(|&n| largest_remainder::share(n, quota)).collect();
    let mut given: Vec<u32> =
        shares.iter().map(|share| u32::try_from(share.whole).ok()).collect::<Option<_>>()?;
    let claimed: u64 = given.iter().map(|&whole| u64::from(whole)).sum();
    let left = usize::try_from(u64::from(seats).checked_sub(claimed)?).ok()?;
    let mut order: Vec<usize> = (0..bases.len()).filter(|&i| bases[i] > 0).collect();
    order.sort_unstable_by_key(|&i| std::cmp::Reverse(shares[i].remainder));
    let key = |i: &usize| shares[*i].remainder;
    if left > order.len() || left > 0 && order.get(left).map(key) == order.get(left - 1).map(key) {
        return None;
    }
    order[..left].iter().for_each(|&i| given[i] += 1);
    Some(given)
}
