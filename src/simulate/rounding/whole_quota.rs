//! A quota rounded to whole votes.

use super::lot;
use super::quotient::half_up;
use super::shared::Shared;
use crate::apportion::{Method, Quota, largest_remainder};
use crate::random::Generator;

/// The quota of a method that a whole number can stand for; none where there is none, or it is whole by itself.
pub(super) fn quota(method: &Method) -> Option<Quota> {
    match method {
        Method::LargestRemainder(Quota::Droop) => None,
        Method::LargestRemainder(quota) => Some(*quota),
        _ => None,
    }
}

/// Largest remainders by a whole quota.
#[derive(Debug, Default)]
pub(super) struct WholeQuota {
    /// Remainders and their lists.
    remainders: Vec<(u128, usize)>,
    seats: Vec<u32>,
    claims: Vec<usize>,
}

impl WholeQuota {
    /// Whether the rounded quota gives other seats than the exact one; a fair lot decides between equal remainders.
    pub(super) fn differ(
        &mut self,
        quota: Quota,
        exact: &Shared<'_>,
        house: u32,
        generator: &mut Generator,
    ) -> bool {
        let (ratio, _) = largest_remainder::effective_quota(exact.votes, house, quota);
        let whole = half_up(ratio.numerator, ratio.denominator).max(1);
        self.seats.clear();
        self.remainders.clear();
        for (list, &votes) in exact.votes.iter().enumerate() {
            let votes = u128::from(votes);
            // More quotas than a house has seats are refused below.
            self.seats.push(u32::try_from(votes / whole).unwrap_or(u32::MAX));
            if votes > 0 {
                self.remainders.push((votes % whole, list));
            }
        }
        let held: u64 = self.seats.iter().map(|&seats| u64::from(seats)).sum();
        let Some(left) = u64::from(house).checked_sub(held) else { return true };
        let left = usize::try_from(left).unwrap_or(usize::MAX);
        if left > self.remainders.len() {
            return true;
        }
        self.remainders.sort_unstable_by(|one, other| other.cmp(one));
        if let Some(last) = left.checked_sub(1) {
            let cut = self.remainders[last].0;
            let sure = self.remainders.iter().take_while(|(remainder, _)| *remainder > cut);
            let sure = sure.map(|(_, list)| self.seats[*list] += 1).count();
            let equal = self.remainders.iter().filter(|(remainder, _)| *remainder == cut);
            self.claims.clear();
            self.claims.extend(equal.map(|(_, list)| *list));
            if self.claims.len() > left - sure {
                lot::draw(&mut self.claims, left - sure, generator);
            }
            self.claims.iter().take(left - sure).for_each(|&list| self.seats[list] += 1);
        }
        self.seats != exact.seats
    }
}
