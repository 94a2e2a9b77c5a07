//! A divisor that is short to print.

use super::divisors::DivisorCertificate;
use crate::{Quotient, Ratio};

/// Powers of ten from here down are tried; no quotient reaches 10^40.
const HIGHEST: i32 = 36;
/// The smallest power of ten that still fits.
const LOWEST: i32 = -36;

impl DivisorCertificate {
    /// A short divisor strictly inside the interval, in votes a seat: a multiple of the highest power of ten that has
    /// one there; of several multiples the middle one.
    ///
    /// Everybody's votes by it, rounded by the series, are their seats. A votes-a-seat divisor is a quotient of the
    /// series times its step ([`Self::step`]): of D'Hondt's quotients themselves, twice those of 1, 3, 5, …, so that
    /// fractions are rounded at the half, as law offices print it.
    ///
    /// `None` when there is a tie (no divisor separates equal claims), when infinite claims compete, and when no
    /// number of 36 places fits.
    ///
    /// ```
    /// use sailau_apportion::{Certificate, Method, certify};
    ///
    /// let votes = [3_431_510, 693_938, 547_154, 535_139, 432_920, 331_058];
    /// let Certificate::Divisors(webster) = certify(&votes, 69, Method::SAINTE_LAGUE)? else { unreachable!() };
    /// let divisor = webster.nice_divisor().unwrap();
    /// // 3,431,510 / 85,000 = 40.4, which is 40 seats; 693,938 / 85,000 = 8.2, which is 8; 331,058 / 85,000 = 3.9,
    /// // which is 4; and so on: 69 in all.
    /// assert_eq!(divisor.to_string(), "85000");
    /// # Ok::<(), sailau_apportion::ApportionError>(())
    /// ```
    #[must_use]
    pub fn nice_divisor(&self) -> Option<Ratio> {
        let lower = self.unmet.map(|claim| claim.quotient);
        // An infinite claim is met at every divisor.
        let upper = self.met.map(|claim| claim.quotient).filter(|quotient| !quotient.is_infinite());
        if lower.is_some_and(|lower| lower.is_infinite()) {
            return None;
        }
        if let (Some(lower), Some(upper)) = (lower, upper)
            && upper.compare(&lower).is_le()
        {
            return None;
        }
        let Some(upper) = upper else {
            // Nothing ends the interval above: the lowest power of ten in it.
            let lower = lower?;
            let mut inside = (LOWEST..=HIGHEST).take_while(|&power| !self.is_above(1, power, &lower));
            return votes_a_seat(1, inside.by_ref().last().map_or(LOWEST, |power| power + 1));
        };
        // The first multiple above the lower end, and the first that is not below the upper end.
        let (mut first, mut end) = (1, 1);
        for power in (LOWEST..=HIGHEST).rev() {
            first = refine(first, |n| lower.is_none_or(|lower| self.is_above(n, power, &lower)))?;
            end = refine(end, |n| !self.is_below(n, power, &upper))?;
            if first < end {
                return votes_a_seat(u128::midpoint(first, end - 1), power);
            }
        }
        None
    }

    /// Whether n·10^power votes a seat are more than the quotient.
    fn is_above(&self, n: u128, power: i32, quotient: &Quotient) -> bool {
        self.in_quotients(n, power).is_some_and(|divisor| quotient.compare_to(divisor).is_lt())
    }

    /// Whether n·10^power votes a seat are less than the quotient.
    fn is_below(&self, n: u128, power: i32, quotient: &Quotient) -> bool {
        self.in_quotients(n, power).is_some_and(|divisor| quotient.compare_to(divisor).is_gt())
    }

    /// n·10^power votes a seat, in the units of the quotients.
    fn in_quotients(&self, n: u128, power: i32) -> Option<Ratio> {
        let divisor = votes_a_seat(n, power)?;
        Some(Ratio {
            numerator: divisor.numerator.checked_mul(self.step.denominator)?,
            denominator: divisor.denominator.checked_mul(self.step.numerator)?,
        })
    }
}

/// n·10^power.
fn votes_a_seat(n: u128, power: i32) -> Option<Ratio> {
    let scale = 10u128.checked_pow(power.unsigned_abs())?;
    if power < 0 {
        return Some(Ratio { numerator: n, denominator: scale });
    }
    Some(Ratio { numerator: n.checked_mul(scale)?, denominator: 1 })
}

/// The first multiple that has a property, when `coarse` was the first at ten times the step: one of ten.
fn refine(coarse: u128, has: impl Fn(u128) -> bool) -> Option<u128> {
    let last = coarse.checked_mul(10)?;
    (last - 9..=last).find(|&n| has(n))
}
