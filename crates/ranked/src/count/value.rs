//! What a paper is worth: a fraction of a vote, exact.

use std::cmp::Ordering;

use crate::common_divisor::gcd;

/// A fraction of a vote. Where a statute cuts values to decimals, the denominator is that power of ten; otherwise the
/// fraction is reduced. Of one count all are of one kind, so equal values are equal fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Value {
    pub(crate) above: u128,
    pub(crate) below: u128,
}

impl Value {
    /// So many of the last decimal place, of which this many are a vote.
    pub(crate) fn decimal(units: u128, scale: u128) -> Self {
        Self { above: units, below: scale }
    }

    /// Reduced; the denominator is not zero.
    pub(crate) fn fraction(above: u128, below: u128) -> Self {
        let by = gcd(above, below).max(1);
        Self { above: above / by, below: below / by }
    }

    /// What so many papers are worth, in units of which `scale` are a vote; the rest ignored.
    pub(crate) fn of(self, papers: u64, scale: u128) -> Option<u128> {
        let papers = u128::from(papers);
        if self.below == scale {
            return self.above.checked_mul(papers);
        }
        let units = papers.checked_mul(scale)?;
        match self.above.checked_mul(units) {
            Some(product) => Some(product / self.below),
            None => {
                // Common factors first, for products beyond 128 bits.
                let by = gcd(units, self.below).max(1);
                Some(self.above.checked_mul(units / by)? / (self.below / by))
            }
        }
    }

    /// The sum, exact and reduced.
    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        let shared = gcd(self.below, other.below).max(1);
        let (by, other_by) = (other.below / shared, self.below / shared);
        let above = self.above.checked_mul(by)?.checked_add(other.above.checked_mul(other_by)?)?;
        Some(Self::fraction(above, self.below.checked_mul(by)?))
    }

    /// The difference, exact and reduced; nothing where the other is larger.
    pub(crate) fn minus(self, other: Self) -> Option<Self> {
        let shared = gcd(self.below, other.below).max(1);
        let (by, other_by) = (other.below / shared, self.below / shared);
        let above = self.above.checked_mul(by)?.saturating_sub(other.above.checked_mul(other_by)?);
        Some(Self::fraction(above, self.below.checked_mul(by)?))
    }

    /// Times a fraction, exact and reduced.
    pub(crate) fn times(self, above: u128, below: u128) -> Option<Self> {
        let (left, right) = (Self::fraction(self.above, below), Self::fraction(above, self.below));
        Some(Self {
            above: left.above.checked_mul(right.above)?,
            below: left.below.checked_mul(right.below)?,
        })
    }
}

impl Ord for Value {
    /// By size, without products: whole parts first, then the turned-over rests.
    fn cmp(&self, other: &Self) -> Ordering {
        if self.below == other.below {
            return self.above.cmp(&other.above);
        }
        let (mut left, mut right) = (*self, *other);
        let mut turned = false;
        loop {
            let by_whole = (left.above / left.below).cmp(&(right.above / right.below));
            let (left_rest, right_rest) = (left.above % left.below, right.above % right.below);
            let order = match by_whole {
                Ordering::Equal if left_rest == 0 || right_rest == 0 => left_rest.cmp(&right_rest),
                Ordering::Equal => {
                    left = Self { above: left.below, below: left_rest };
                    right = Self { above: right.below, below: right_rest };
                    turned = !turned;
                    continue;
                }
                unequal => unequal,
            };
            return if turned { order.reverse() } else { order };
        }
    }
}

impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_ordered_without_overflow() {
        let huge = u128::MAX;
        assert!(Value::fraction(huge - 2, huge) < Value::fraction(huge - 1, huge - 1));
        assert!(Value::fraction(1, 3) < Value::fraction(1, 2));
        assert!(Value::fraction(2, 7) < Value::fraction(3, 10));
        assert_eq!(Value::fraction(2, 6).cmp(&Value::fraction(1, 3)), Ordering::Equal);
        assert_eq!(Value::fraction(129, 2043).of(2043, 1), Some(129));
        assert_eq!(Value::fraction(1, 3).times(3, 4), Some(Value::fraction(1, 4)));
        assert_eq!(Value::fraction(3, 10).minus(Value::fraction(1, 6)), Some(Value::fraction(2, 15)));
        assert_eq!(Value::fraction(1, 6).minus(Value::fraction(3, 10)), Some(Value::fraction(0, 1)));
        assert_eq!(Value::fraction(1, 6).plus(Value::fraction(3, 10)), Some(Value::fraction(7, 15)));
    }
}
