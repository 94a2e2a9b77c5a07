//! What is left of the votes when quotas have taken theirs, added up over the districts.
//!
//! A quota is a fraction, and so is a remainder: a tier's are kept in units of one vote by the least common multiple of
//! their denominators, so that their sums are exact. Rounded quotas leave whole votes.

use crate::exact::greatest_common_divisor;

/// The remainders of a tier's lists, by party.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pool {
    /// They are in units of 1/`unit` vote; 0 where there are none.
    unit: u128,
    parties: Vec<u128>,
}

/// The finest unit: a remainder in it fits where votes do.
const FINEST: u128 = u64::MAX as u128;

impl Pool {
    pub(crate) fn clear(&mut self) {
        self.unit = 0;
        self.parties.clear();
    }

    /// The unit is 1/`unit` vote.
    pub(crate) fn unit(&self) -> u128 {
        self.unit.max(1)
    }

    /// The remainder of a party.
    pub(crate) fn of(&self, party: usize) -> u128 {
        self.parties.get(party).copied().unwrap_or(0)
    }

    /// From now on remainders of 1/`denominator` vote can be added; false where no unit is fine enough.
    pub(crate) fn refine(&mut self, denominator: u128) -> bool {
        let common = self.unit();
        let Some(unit) = common_multiple(common, denominator) else { return false };
        self.unit = unit;
        let times = unit / common;
        self.parties.iter_mut().all(|sum| match sum.checked_mul(times) {
            Some(finer) => {
                *sum = finer;
                true
            }
            None => false,
        })
    }

    /// Adds a party's remainder in units of 1/`denominator` vote, for which the pool was refined; false where it is too
    /// large.
    pub(crate) fn add(&mut self, party: usize, remainder: u128, denominator: u128) -> bool {
        if self.parties.len() <= party {
            self.parties.resize(party + 1, 0);
        }
        let more = remainder.checked_mul(self.unit() / denominator);
        let sum = &mut self.parties[party];
        match more.and_then(|more| sum.checked_add(more)) {
            Some(all) => {
                *sum = all;
                true
            }
            None => false,
        }
    }
}

/// The least common multiple of two units; none beyond the finest.
pub(crate) fn common_multiple(a: u128, b: u128) -> Option<u128> {
    let shared = greatest_common_divisor(a, b).max(1);
    (a / shared).checked_mul(b).filter(|&unit| unit > 0 && unit <= FINEST)
}

#[cfg(test)]
mod tests {
    use super::{FINEST, Pool, common_multiple};

    #[test]
    fn thirds_and_quarters_are_twelfths() {
        let mut pool = Pool::default();
        assert!(pool.refine(3) && pool.add(1, 2, 3));
        assert!(pool.refine(4) && pool.add(1, 3, 4) && pool.add(0, 1, 4));
        // 2/3 + 3/4, and 1/4.
        assert_eq!((pool.unit(), pool.of(1), pool.of(0), pool.of(7)), (12, 17, 3, 0));
        pool.clear();
        assert_eq!((pool.unit(), pool.of(1)), (1, 0));
    }

    #[test]
    fn a_unit_that_is_too_fine_is_none() {
        assert_eq!(common_multiple(FINEST, 2), None);
        assert_eq!(common_multiple(FINEST, FINEST), Some(FINEST));
        let mut pool = Pool::default();
        assert!(pool.refine(FINEST) && !pool.refine(2));
        let mut pool = Pool::default();
        assert!(pool.add(0, u128::MAX, 1) && !pool.add(0, 1, 1) && !pool.refine(2));
    }
}
