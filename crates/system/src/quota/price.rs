//! The price of a seat: the quota as the law words it, in the parts of a vote that are divided.

use super::{Rounding, rounded};
use sailau_apportion::{Quota, Ratio};

/// What a quota divides.
#[derive(Clone, Copy)]
pub(crate) struct Divided {
    pub(crate) quota: Quota,
    /// In units of 1/`unit` vote.
    pub(crate) votes: u128,
    /// The seats of the area, or of its region.
    pub(crate) seats: u32,
    /// 1, save for pooled remainders.
    pub(crate) unit: u64,
}

impl Divided {
    /// A seat by this quota, in the units of the votes. What is rounded is rounded to whole votes.
    pub(crate) fn price(&self, quota: Quota, to: Option<Rounding>) -> Ratio {
        let exact = quota.of(self.votes, self.seats);
        if self.unit <= 1 {
            return rounded(exact, to);
        }
        let unit = u128::from(self.unit);
        let to = match quota {
            // ⌊V / (S + 1)⌋ + 1 is a whole number of votes.
            Quota::Droop => {
                let seats = u128::from(self.seats) + 1;
                return Ratio { numerator: (self.votes / (unit * seats) + 1) * unit, denominator: 1 };
            }
            _ => to,
        };
        if to.is_none() {
            return rounded(exact, None);
        }
        let votes = Ratio { denominator: exact.denominator * unit, ..exact };
        let Ratio { numerator, denominator } = rounded(votes, to);
        Ratio { numerator: numerator * unit, denominator }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Rounding;
    use super::Divided;
    use sailau_apportion::{Quota, Ratio};

    #[test]
    fn quotas_of_parts_of_a_vote_are_those_of_votes() {
        // 100 votes in twelfths for 7 seats.
        let parts = Divided { quota: Quota::Hare, votes: 1200, seats: 7, unit: 12 };
        let whole = Divided { quota: Quota::Hare, votes: 100, seats: 7, unit: 1 };
        let words = [None, Some(Rounding::Down), Some(Rounding::Up), Some(Rounding::Nearest)];
        for quota in [Quota::Hare, Quota::Droop, Quota::HagenbachBischoff, Quota::Imperiali] {
            for to in words {
                let Ratio { numerator, denominator } = whole.price(quota, to);
                let price = parts.price(quota, to);
                assert_eq!(
                    price.numerator * denominator,
                    numerator * 12 * price.denominator,
                    "{quota:?} {to:?}"
                );
            }
        }
    }
}
