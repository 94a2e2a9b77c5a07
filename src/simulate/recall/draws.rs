use rand::RngExt;
use rand_distr::{Binomial, Distribution as _};
use statrs::distribution::{ContinuousCDF, Normal};

use crate::simulate::{Generator, beta};

/// Trials up to which a binomial draw is counted one by one.
const FEW: u64 = 64;

/// A standard normal draw.
pub(super) fn normal(generator: &mut Generator) -> f64 {
    let uniform: f64 = generator.random();
    // The generator's steps are 2^-53; half of one keeps away from 0 and 1.
    Normal::standard().inverse_cdf(uniform.clamp(f64::EPSILON / 4.0, 1.0 - f64::EPSILON / 2.0))
}

pub(super) fn logit(p: f64) -> f64 {
    (p / (1.0 - p)).ln()
}

pub(super) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// How many of `n` do what each does with chance `p`.
pub(super) fn binomial(generator: &mut Generator, n: u64, p: f64) -> u64 {
    if n <= FEW {
        return (0..n).map(|_| u64::from(generator.random::<f64>() < p)).sum();
    }
    // What is no chance is none, or all there is.
    let p = if p.is_nan() { 0.0 } else { p.clamp(0.0, 1.0) };
    Binomial::new(n, p).map_or(0, |chances| chances.sample(generator))
}

/// The number of which a binomial distribution has as much below it as a standard normal has below `z`: what is drawn
/// for the same luck under other chances goes up and down with them.
pub(super) fn spread(n: u64, p: f64, z: f64) -> u64 {
    if n == 0 || p.is_nan() || p <= 0.0 {
        return 0;
    }
    if p >= 1.0 {
        return n;
    }
    // From the side where the share is exact.
    let (below, above) = (Normal::standard().cdf(z), Normal::standard().cdf(-z));
    let enough = |k: u64| {
        // No more than k of n: the beta distribution has it.
        if k >= n {
            return true;
        }
        let (no_more, more) = beta::below((n - k) as f64, (k + 1) as f64, 1.0 - p, p);
        if z <= 0.0 { no_more >= below } else { more <= above }
    };
    // The normal distribution is near; steps that double find both sides, and halving the number between them.
    let (mean, sd) = (n as f64 * p, (n as f64 * p * (1.0 - p)).sqrt());
    let start = (mean + sd * z).round().clamp(0.0, n as f64) as u64;
    let (mut low, mut high, mut step) = (start, start.min(n), 1);
    while low > 0 && enough(low) {
        (high, low) = (low, low.saturating_sub(step));
        step *= 2;
    }
    if low == 0 && enough(0) {
        return 0;
    }
    step = 1;
    while !enough(high) {
        (low, high) = (high, high.saturating_add(step).min(n));
        step *= 2;
    }
    while low + 1 < high {
        let middle = low + (high - low) / 2;
        if enough(middle) { high = middle } else { low = middle }
    }
    high
}

/// A share of so many, rounded.
pub(super) fn share(n: u64, p: f64) -> u64 {
    ((n as f64 * p).round().max(0.0) as u64).min(n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::{Confidence, Moments, Proportion, Run, each_draw};

    /// One by one or by rejection: the same mean and variance, and where hardly anybody does, as often nobody.
    #[test]
    fn binomial_draws_have_their_mean_their_variance_and_their_zeros() {
        let sure = Confidence::new(0.9999).unwrap();
        for (n, p) in
            [(40, 0.1), (64, 0.5), (65, 0.5), (65, 0.01), (1_000, 1e-5), (100_000, 0.094), (1 << 40, 1e-9)]
        {
            let draws = each_draw((Moments::default(), Proportion::default()), |rng, (sum, none)| {
                let drawn = binomial(rng, n, p);
                sum.push(drawn as i64);
                none.push(drawn == 0);
            });
            let (drawn, none) = Run::from_seed(5).draws(40_000).run(&draws).unwrap().summary;
            let (mean, variance) = (n as f64 * p, n as f64 * p * (1.0 - p));
            assert!(drawn.interval(sure).unwrap().contains(mean), "{n} {p}");
            let ratio = drawn.variance().unwrap() / variance;
            assert!((0.93..1.07).contains(&ratio) || mean < 0.1, "{n} {p}: {ratio}");
            let nobody = (n as f64 * (-p).ln_1p()).exp();
            assert!(none.wilson(sure).contains(nobody), "{n} {p}: {none:?}, not {nobody}");
        }
    }

    /// The number at each luck is the one that the sum of the binomial probabilities reaches it with.
    #[test]
    fn luck_draws_as_the_binomial_distribution_does() {
        for (n, p) in [(1, 0.3), (20, 0.001), (65, 0.01), (300, 0.9), (1_000, 0.02)] {
            for z in [-4.0, -1.5, -0.3, 0.0, 0.2, 1.0, 2.5, 4.0] {
                let below = Normal::standard().cdf(z);
                let (mut k, mut term) = (0, (n as f64 * f64::ln_1p(-p)).exp());
                let mut sum = term;
                while sum < below && k < n {
                    term *= (n - k) as f64 / (k + 1) as f64 * p / (1.0 - p);
                    (k, sum) = (k + 1, sum + term);
                }
                assert_eq!(spread(n, p, z), k, "{n} {p} {z}");
            }
        }
    }

    #[test]
    fn a_spread_stays_within_its_whole() {
        assert_eq!(spread(10, 0.5, -100.0), 0);
        assert_eq!(spread(10, 0.5, 100.0), 10);
        assert_eq!(spread(10, 0.0, 3.0), 0);
        assert_eq!(spread(1 << 40, 0.5, 0.0), 1 << 39);
        assert_eq!(share(u64::MAX, 1.0), u64::MAX);
        assert!((logistic(logit(0.3)) - 0.3).abs() < 1e-12);
    }
}
