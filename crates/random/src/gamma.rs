//! Gamma numbers by their logarithms, so that small shapes do not underflow, and what is made of them.

use super::Generator;
use super::elementary::{exp, ln, ln_1p, logistic};

impl Generator {
    /// The logarithm of a gamma number of this shape and scale 1; −∞ for a shape of 0, and for what is no shape.
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use sailau::random::Generator;
    ///
    /// let mut generator = Generator::seed_from_u64(1);
    /// let sum: f64 = (0..10_000).map(|_| generator.ln_gamma(2.5).exp()).sum();
    /// assert!((2.4..2.6).contains(&(sum / 10_000.0)));
    /// ```
    pub fn ln_gamma(&mut self, shape: f64) -> f64 {
        if !(shape > 0.0 && shape.is_finite()) {
            return f64::NEG_INFINITY;
        }
        // Below a shape of 1 a gamma number is one of shape + 1 times U^(1/shape).
        let (shape, rest) =
            if shape < 1.0 { (shape + 1.0, ln(self.uniform()) / shape) } else { (shape, 0.0) };
        // Marsaglia and Tsang 2000: d (1 + c z)³ with d = shape − 1/3, c = 1/√(9 d).
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let z = self.normal();
            let t = c * z;
            if t <= -1.0 {
                continue;
            }
            let log = 3.0 * ln_1p(t);
            // With v = (1 + t)³ this is d − d v + d ln v, without losing what is small.
            let rest_of_density = d * (log - t * (3.0 + t * (3.0 + t)));
            if ln(self.uniform()) < 0.5 * z * z + rest_of_density {
                return ln(d) + log + rest;
            }
        }
    }

    /// A beta number with this mean, above 0 and below 1, and this concentration a + b.
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use sailau::random::Generator;
    ///
    /// let turnout = Generator::seed_from_u64(1).beta(0.6, 50.0);
    /// assert!(turnout > 0.0 && turnout < 1.0);
    /// ```
    pub fn beta(&mut self, mean: f64, concentration: f64) -> f64 {
        let yes = self.ln_gamma(mean * concentration);
        let no = self.ln_gamma((1.0 - mean) * concentration);
        logistic(yes - no)
    }

    /// Replaces shares, of whatever sum, by a Dirichlet draw around them, with largest weight 1. What is 0 stays 0.
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use sailau::random::Generator;
    ///
    /// let mut shares = [0.6, 0.4, 0.0];
    /// Generator::seed_from_u64(1).dirichlet(30.0, &mut shares);
    /// assert!(shares[0].max(shares[1]) == 1.0 && shares[2] == 0.0);
    /// ```
    pub fn dirichlet(&mut self, concentration: f64, shares: &mut [f64]) {
        let sum: f64 = shares.iter().sum();
        let mut largest = f64::NEG_INFINITY;
        for share in shares.iter_mut() {
            *share =
                if *share > 0.0 { self.ln_gamma(*share / sum * concentration) } else { f64::NEG_INFINITY };
            largest = largest.max(*share);
        }
        for share in shares.iter_mut() {
            *share = if *share == f64::NEG_INFINITY { 0.0 } else { exp(*share - largest) };
        }
    }
}
