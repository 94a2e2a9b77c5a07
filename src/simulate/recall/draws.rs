use rand::RngExt;
use statrs::distribution::{ContinuousCDF, Normal};

use crate::simulate::Generator;

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

/// How many of `n` do what each does with chance `p`: counted for few, by the normal approximation for many.
pub(super) fn binomial(generator: &mut Generator, n: u64, p: f64) -> u64 {
    if n <= FEW {
        return (0..n).map(|_| u64::from(generator.random::<f64>() < p)).sum();
    }
    spread(n, p, normal(generator))
}

/// `z` standard deviations from the mean of a binomial distribution, rounded.
pub(super) fn spread(n: u64, p: f64, z: f64) -> u64 {
    let (mean, sd) = (n as f64 * p, (n as f64 * p * (1.0 - p)).max(0.0).sqrt());
    ((mean + sd * z).round().max(0.0) as u64).min(n)
}

/// A share of so many, rounded.
pub(super) fn share(n: u64, p: f64) -> u64 {
    ((n as f64 * p).round().max(0.0) as u64).min(n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::{Confidence, Moments, Run, each_draw};

    /// Few are counted and many are approximated, with the same mean and variance.
    #[test]
    fn binomial_draws_have_their_mean_and_variance() {
        for (n, p) in [(40, 0.1), (64, 0.5), (65, 0.5), (100_000, 0.094)] {
            let draws = each_draw(Moments::default(), |rng, sum: &mut Moments| {
                sum.push(binomial(rng, n, p) as i64);
            });
            let drawn = Run::new(5, 40_000).run(&draws).unwrap().summary;
            let (mean, variance) = (n as f64 * p, n as f64 * p * (1.0 - p));
            assert!(drawn.interval(Confidence::new(0.999).unwrap()).unwrap().contains(mean), "{n} {p}");
            let ratio = drawn.variance().unwrap() / variance;
            assert!((0.95..1.06).contains(&ratio), "{n} {p}: {ratio}");
        }
    }

    #[test]
    fn a_spread_stays_within_its_whole() {
        assert_eq!(spread(10, 0.5, -100.0), 0);
        assert_eq!(spread(10, 0.5, 100.0), 10);
        assert_eq!(spread(10, 0.0, 3.0), 0);
        assert_eq!(share(u64::MAX, 1.0), u64::MAX);
        assert!((logistic(logit(0.3)) - 0.3).abs() < 1e-12);
    }
}
