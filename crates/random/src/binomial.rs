//! How many of many.

use super::Generator;
use super::elementary::{exp, ln, ln_1p};
use super::stirling::stirling_error;

/// Where fewer are expected they are counted up from none.
const FEW: f64 = 10.0;

impl Generator {
    /// How many of `n` do what each does with chance `p`. Chances outside 0 to 1 count as the nearer end, NaN as 0.
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use sailau::random::Generator;
    ///
    /// let voters = Generator::seed_from_u64(1).binomial(1_000_000, 0.6);
    /// assert!((597_000..603_000).contains(&voters));
    /// ```
    pub fn binomial(&mut self, n: u64, p: f64) -> u64 {
        if n == 0 || p.is_nan() || p <= 0.0 {
            return 0;
        }
        if p >= 1.0 {
            return n;
        }
        // The rarer of the two is drawn.
        let rare = if p > 0.5 { 1.0 - p } else { p };
        let drawn = match n as f64 {
            trials if trials * rare < FEW => self.inversion(trials, rare),
            trials => self.transformed_rejection(trials, rare),
        };
        // A float of more than 2^53 may be a little above the number.
        let drawn = (drawn as u64).min(n);
        if p > 0.5 { n - drawn } else { drawn }
    }

    /// Takes the chance of 0, of 1, of 2 … off a uniform number, until it is used up (BINV of Kachitvichyanukul and
    /// Schmeiser, 1988).
    fn inversion(&mut self, n: f64, p: f64) -> f64 {
        let odds = p / (1.0 - p);
        let nobody = exp(n * ln_1p(-p));
        loop {
            let (mut left, mut chance, mut drawn) = (self.uniform(), nobody, 0.0);
            // With a mean below 10, 200 never are; what rounding leaves of a uniform number near 1 may ask for them.
            while drawn <= 200.0 {
                if left <= chance {
                    return drawn;
                }
                left -= chance;
                drawn += 1.0;
                chance *= odds * ((n + 1.0) / drawn - 1.0);
            }
        }
    }

    /// Hörmann's *The generation of binomial random variates* (1993), algorithm BTRS; the mean is 10 at least.
    fn transformed_rejection(&mut self, n: f64, p: f64) -> f64 {
        let odds = p / (1.0 - p);
        let sd = (n * p * (1.0 - p)).sqrt();
        let b = 1.15 + 2.53 * sd;
        let a = -0.087_3 + 0.024_8 * b + 0.01 * p;
        let centre = n * p + 0.5;
        let sure = 0.92 - 4.2 / b;
        let alpha = (2.83 + 5.1 / b) * sd;
        let mode = ((n + 1.0) * p).floor();
        loop {
            let (u, v) = (self.uniform() - 0.5, self.uniform());
            let from_end = 0.5 - u.abs();
            let drawn = ((2.0 * a / from_end + b) * u + centre).floor();
            if from_end >= 0.07 && v <= sure {
                return drawn;
            }
            if drawn < 0.0 || drawn > n {
                continue;
            }
            // The logarithm of its chance by that of the mode.
            let more = drawn - mode;
            let (with, without) = (mode + 1.0, n - mode + 1.0);
            let ratio = more * ln(odds * without / with)
                - (drawn + 0.5) * ln_1p(more / with)
                - (n - drawn + 0.5) * ln_1p(-more / without)
                + (stirling_error(with) + stirling_error(without))
                - (stirling_error(drawn + 1.0) + stirling_error(n - drawn + 1.0));
            if ln(v * alpha / (a / (from_end * from_end) + b)) <= ratio {
                return drawn;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn chances_that_are_none_count_as_the_nearest() {
        let of = |p| Generator::seed_from_u64(3).binomial(10, p);
        assert_eq!((of(-1e-9), of(1.0 + 1e-9), of(f64::NAN), of(0.0), of(1.0)), (0, 10, 0, 0, 10));
        assert_eq!(Generator::seed_from_u64(3).binomial(0, 0.5), 0);
    }

    #[test]
    fn no_more_are_drawn_than_there_are() {
        let mut generator = Generator::seed_from_u64(4);
        for n in [1, 2, 20, 21, 1 << 53, u64::MAX] {
            for p in [f64::MIN_POSITIVE, 1e-9, 0.3, 0.5, 0.999, 1.0 - f64::EPSILON] {
                for _ in 0..200 {
                    assert!(generator.binomial(n, p) <= n);
                }
            }
        }
    }
}
