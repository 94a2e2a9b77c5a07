//! Powers by squares, and how long it takes until the next paper that is misread: in multiplications only, so that one seed gives
//! the same on every machine.

/// A number, its square, the square of that and so on.
#[derive(Debug, Clone)]
pub(super) struct Powers(Vec<f64>);

impl Powers {
    /// For exponents up to `most`.
    pub(super) fn new(base: f64, most: u64) -> Self {
        let places = u64::BITS - most.leading_zeros();
        let mut square = base;
        let squares = (0..places.max(1)).map(|_| {
            let this = square;
            square *= square;
            this
        });
        Self(squares.collect())
    }

    /// The power.
    pub(super) fn power(&self, exponent: u64) -> f64 {
        let mut power = 1.0;
        let mut rest = exponent;
        for &square in &self.0 {
            if rest == 0 {
                break;
            }
            if rest & 1 == 1 {
                power *= square;
            }
            rest >>= 1;
        }
        power
    }

    /// The greatest exponent, of as many binary digits as `most`, for which the product of `start` and the power still
    /// satisfies `holds`; it must hold for `start`, and no longer beyond some exponent.
    fn greatest(&self, start: f64, holds: impl Fn(f64) -> bool) -> u64 {
        let (mut exponent, mut power) = (0u64, start);
        for (place, &square) in self.0.iter().enumerate().rev() {
            let next = power * square;
            if holds(next) {
                exponent |= 1 << place;
                power = next;
            }
        }
        exponent
    }

    /// The least exponent, at least 1, with which a number that is below the target reaches it.
    pub(super) fn least_to_reach(&self, start: f64, reaches: impl Fn(f64) -> bool) -> u64 {
        self.greatest(start, |power| !reaches(power)) + 1
    }

    /// How many times in a row something happens whose chance the base is, for a uniform number above 0, at most 1.
    pub(super) fn times_in_a_row(&self, uniform: f64) -> u64 {
        self.greatest(1.0, |power| power >= uniform)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_products() {
        let powers = Powers::new(1.5, 100);
        for exponent in 0..=100u32 {
            let exact = 1.5f64.powi(i32::try_from(exponent).unwrap());
            assert!((powers.power(exponent.into()) / exact - 1.0).abs() < 1e-13);
        }
        assert_eq!(powers.least_to_reach(1.0, |power| power >= 1.5), 1);
        assert_eq!(powers.least_to_reach(1.0, |power| power >= 1.51), 2);
        assert_eq!(powers.least_to_reach(1.0, |power| power >= 1.5f64.powi(77) * (1.0 + 1e-12)), 78);
    }

    #[test]
    fn runs_have_the_chances_of_their_length() {
        let powers = Powers::new(0.75, 1_000);
        // A uniform number falls below 0.75^k exactly where a run has k or more.
        for times in 0..20 {
            let edge = 0.75f64.powi(times);
            assert_eq!(powers.times_in_a_row(edge), u64::from(times.unsigned_abs()));
            assert_eq!(powers.times_in_a_row(edge * 0.999_999), u64::from(times.unsigned_abs()));
            assert_eq!(
                powers.times_in_a_row((edge * 1.000_001).min(1.0)),
                u64::from(times.unsigned_abs().saturating_sub(1))
            );
        }
        assert!(Powers::new(1.0, 1_000).times_in_a_row(1.0) >= 1_000);
        assert_eq!(Powers::new(0.0, 1_000).times_in_a_row(0.5), 0);
    }
}
