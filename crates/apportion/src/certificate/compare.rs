//! Claims compared by their definition, in whole numbers of any length.
//!
//! Slow and plain on purpose: the kernels have their own ways, and a check is worth the more the less it shares
//! with what it checks.

use std::cmp::Ordering;

use super::whole::Whole;
use crate::{DivisorValue, Quotient, Ratio};

/// A quotient as the `root`-th root of `above`/`below`.
struct Root {
    above: Whole,
    below: Whole,
    root: u32,
}

impl Root {
    fn of(quotient: &Quotient) -> Self {
        let votes = Whole::of(quotient.votes);
        match quotient.divisor {
            DivisorValue::Fraction(by) => Self {
                above: votes.times(&Whole::of(by.denominator)),
                below: Whole::of(by.numerator),
                root: 1,
            },
            DivisorValue::RootOf(square) => {
                Self { above: votes.to_the_power_of(2), below: Whole::of(square), root: 2 }
            }
            DivisorValue::Power { base, exponent } => {
                let root = u32::try_from(exponent.denominator).unwrap_or(u32::MAX);
                let power = u32::try_from(exponent.numerator.min(LONGEST_POWER)).unwrap_or(u32::MAX);
                Self {
                    above: votes.to_the_power_of(root),
                    below: Whole::of(base).to_the_power_of(power),
                    root,
                }
            }
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        // To a common power: theirs for mine, mine for theirs, unless they are the same.
        let (mine, theirs) = if self.root == other.root { (1, 1) } else { (other.root, self.root) };
        let left = self.above.to_the_power_of(mine).times(&other.below.to_the_power_of(theirs));
        left.cmp(&other.above.to_the_power_of(theirs).times(&self.below.to_the_power_of(mine)))
    }
}

/// Powers beyond this are not written out: no quotient that matters is that small.
const LONGEST_POWER: u128 = 1000;

impl Quotient {
    /// Whether nothing divides the votes: the divisor is 0 and the claim comes before all finite ones.
    #[must_use]
    pub fn is_infinite(&self) -> bool {
        matches!(self.divisor, DivisorValue::Fraction(Ratio { numerator: 0, .. }))
    }

    /// Which of two claims is the stronger, exactly, whatever the divisors: roots are compared by their powers.
    ///
    /// Infinite claims, votes by 0, are compared by their votes. The cost grows with the exponents of powers, which are
    /// small in every [`Divisor`](super::super::Divisor) series; a whole power beyond the 1000th counts as that one
    /// unless both have one base, since no other divisor of a series is as large.
    ///
    /// ```
    /// use std::cmp::Ordering;
    /// use sailau_apportion::{Divisor, Quotient};
    ///
    /// let claim = |votes, held| Quotient { votes, divisor: Divisor::HuntingtonHill.after(held) };
    /// // 2/√2 and 2·√3/√6 are equal; floats may not say so. 1000/√2 and 1732/√6 differ in the fifth digit.
    /// assert_eq!(claim(1_000, 1).compare(&claim(1_732, 2)), Ordering::Greater);
    /// assert_eq!(claim(1, 0).compare(&claim(u64::MAX, 1)), Ordering::Greater);
    /// ```
    #[must_use]
    pub fn compare(&self, other: &Self) -> Ordering {
        match (self.is_infinite(), other.is_infinite()) {
            (true, true) => return self.votes.cmp(&other.votes),
            (true, false) => return Ordering::Greater,
            (false, true) => return Ordering::Less,
            (false, false) => {}
        }
        if self.votes == 0 || other.votes == 0 {
            return self.votes.cmp(&other.votes);
        }
        if let (DivisorValue::Fraction(mine), DivisorValue::Fraction(theirs)) = (self.divisor, other.divisor)
            && let Some((left, right)) = cross(self.votes, mine, other.votes, theirs)
        {
            return left.cmp(&right);
        }
        let (mine, theirs) = without_common_power(self, other);
        Root::of(&mine).compare(&Root::of(&theirs))
    }

    /// Whether the quotient is less or more than a fraction above 2^-140.
    pub(super) fn compare_to(&self, fraction: Ratio) -> Ordering {
        if self.is_infinite() {
            return Ordering::Greater;
        }
        // Votes below 2^64 by 2^1000 are below every such fraction, as they are by a higher power.
        let fraction =
            Root { above: Whole::of(fraction.numerator), below: Whole::of(fraction.denominator), root: 1 };
        Root::of(self).compare(&fraction)
    }
}

/// v/d and w/e as two whole numbers in the same order, where these fit 128 bits.
fn cross(v: u64, d: Ratio, w: u64, e: Ratio) -> Option<(u128, u128)> {
    let side = |votes: u64, own: Ratio, other: Ratio| {
        u128::from(votes).checked_mul(own.denominator)?.checked_mul(other.numerator)
    };
    Some((side(v, d, e)?, side(w, e, d)?))
}

/// Whole powers of the same base, such as 2^j, without what both have in common.
fn without_common_power(a: &Quotient, b: &Quotient) -> (Quotient, Quotient) {
    let (mut mine, mut theirs) = (*a, *b);
    if let (
        DivisorValue::Power { base, exponent: one },
        DivisorValue::Power { base: other, exponent: another },
    ) = (&mut mine.divisor, &mut theirs.divisor)
        && base == other
        && one.denominator == 1
        && another.denominator == 1
    {
        let common = one.numerator.min(another.numerator);
        // One vote by 1 beats 2^64 votes by 2^64, and no vote count is that large: more makes no difference.
        one.numerator = (one.numerator - common).min(64);
        another.numerator = (another.numerator - common).min(64);
    }
    (mine, theirs)
}
