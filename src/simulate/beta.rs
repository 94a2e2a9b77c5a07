//! Quantiles of the beta distribution with whole parameters, for intervals of any number of draws.
//!
//! The figures that can be as large as 10^19 cancel out before they are formed: the density comes from how far a share
//! lies from the mean, with Stirling's error of each factorial, as in Loader's *Fast and Accurate Computation of
//! Binomial Probabilities* (2000), and shares are looked for as the logarithm of their odds, in which a share near 0 and
//! one near 1 are as exact as any other.

use std::f64::consts::TAU;

use crate::random::{exp, exp_m1, ln, ln_1p, stirling_error};

/// The share of which the beta distribution with these parameters, both at least 1, has this much below it.
///
/// Returns the share, and what it lacks of 1, each with its own exact figures. `below` lies above 0 and not above a
/// half.
pub(super) fn quantile(a: f64, b: f64, below: f64) -> (f64, f64) {
    // One of them is a power: 1 - (1 - x)^b, or x^a.
    if a == 1.0 {
        let log = ln_1p(-below) / b;
        return (-exp_m1(log), exp(log));
    }
    if b == 1.0 {
        let log = ln(below) / a;
        return (exp(log), -exp_m1(log));
    }
    // The logarithm of what lies below is concave in the logarithm of the odds, so that Newton's steps overshoot to the
    // left only, and from there come closer each time.
    let mut logit = ln(a) - ln(b);
    let mut last = f64::INFINITY;
    for _ in 0..MOST_STEPS {
        let Below { log, slope } = Below::at(a, b, logit);
        let step = (ln(below) - log) / slope;
        if !step.is_finite() {
            break;
        }
        logit += step;
        let (size, unit) = (step.abs(), f64::EPSILON * logit.abs().max(1.0));
        // No nearer than rounding lets it come.
        if size <= unit || (size < 64.0 * unit && size >= last) {
            break;
        }
        last = size;
    }
    odds(logit)
}

/// What a beta distribution with these parameters, both at least 1, has below a share and above it; the share comes with
/// what it lacks of 1.
pub(super) fn below(a: f64, b: f64, x: f64, rest: f64) -> (f64, f64) {
    let density = log_density(a, b, x, rest);
    let short = -(a + b) * beyond(a, b, x, rest);
    if short >= 0.0 {
        let below = exp(density + ln(fraction(a, b, x, rest, short)));
        (below, 1.0 - below)
    } else {
        let above = exp(density + ln(fraction(b, a, rest, x, -short)));
        (1.0 - above, above)
    }
}

/// Far more than are needed: some eight.
const MOST_STEPS: u32 = 200;

/// What lies below a share, as its logarithm, and how that grows with the logarithm of the odds.
struct Below {
    log: f64,
    slope: f64,
}

impl Below {
    fn at(a: f64, b: f64, logit: f64) -> Self {
        let (share, rest) = odds(logit);
        let density = log_density(a, b, share, rest);
        // The fraction converges fast below the mean. Above it what lies above is found, and taken off.
        let short = -(a + b) * beyond(a, b, share, rest);
        let log = if short >= 0.0 {
            density + ln(fraction(a, b, share, rest, short))
        } else {
            let above = density + ln(fraction(b, a, rest, share, -short));
            ln_1p(-exp(above))
        };
        Self { log, slope: exp(density - log) }
    }
}

/// A share and what it lacks of 1, of the logarithm of its odds.
fn odds(logit: f64) -> (f64, f64) {
    (1.0 / (1.0 + exp(-logit)), 1.0 / (1.0 + exp(logit)))
}

/// ln(x^a (1 - x)^b / B(a, b)).
fn log_density(a: f64, b: f64, x: f64, rest: f64) -> f64 {
    let all = a + b;
    let (mean, mean_rest) = (a / all, b / all);
    let beyond = beyond(a, b, x, rest);
    let deviance = a * log_less_linear(beyond / mean) + b * log_less_linear(-beyond / mean_rest);
    deviance + 0.5 * ln(a * mean_rest / TAU) + stirling_error(all) - stirling_error(a) - stirling_error(b)
}

/// By how much a share is more than the mean, a / (a + b): of the two ways to say it, the one that has more figures.
fn beyond(a: f64, b: f64, x: f64, rest: f64) -> f64 {
    let all = a + b;
    if a < b { x - a / all } else { b / all - rest }
}

/// ln(1 + s) - s, to the last figures near 0.
fn log_less_linear(s: f64) -> f64 {
    if s.abs() > 0.25 {
        return ln_1p(s) - s;
    }
    // ln(1 + s) = 2 (v + v^3/3 + v^5/5 + …) with v = s / (2 + s), and 2v - s = -sv.
    let v = s / (2.0 + s);
    let square = v * v;
    let (mut power, mut sum, mut odd) = (2.0 * v * square, 0.0, 3.0);
    loop {
        let term = power / odd;
        if sum + term == sum {
            return sum - s * v;
        }
        sum += term;
        power *= square;
        odd += 2.0;
    }
}

/// The continued fraction of the incomplete beta function, in the form of Didonato and Morris (TOMS 708, 1992), whose terms
/// all have one sign below the mean: what x^a (1 - x)^b / B(a, b) has to be multiplied by. `short` is a - (a + b) x.
///
/// It takes some five times the cube root of the smaller parameter in steps at worst, at the mean, and few away from it.
fn fraction(a: f64, b: f64, x: f64, rest: f64, short: f64) -> f64 {
    let most = 2000.0 + 40.0 * exp(ln(a.min(b)) / 3.0);
    let (c, odds, first) = (1.0 + short, b / a, 1.0 + 1.0 / a);
    let (mut above, mut below) = ((0.0, 1.0), (1.0, c / first));
    let (mut value, mut p, mut s, mut n) = (first / c, 1.0, a + 1.0, 0.0);
    while n < most {
        n += 1.0;
        let t = n / a;
        let w = n * (b - n) * x;
        let e = a / s;
        let alpha = p * (p + odds) * e * e * (w * x);
        let beta = n + w / s + (1.0 + t) / (first + t + t) * (c + n * (rest + 1.0));
        (p, s) = (1.0 + t, s + 2.0);
        above = (above.1, alpha * above.0 + beta * above.1);
        below = (below.1, alpha * below.0 + beta * below.1);
        let last = value;
        value = above.1 / below.1;
        if (value - last).abs() <= 2.0 * f64::EPSILON * value {
            break;
        }
        // Nothing grows beyond a number's range.
        above = (above.0 / below.1, value);
        below = (below.0 / below.1, 1.0);
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_less_its_linear_part_is_the_same_both_ways() {
        for s in [0.249_f64, -0.249, 0.2, -0.1, 0.05] {
            let plain = s.ln_1p() - s;
            assert!((log_less_linear(s) / plain - 1.0).abs() < 1e-12, "{s}");
        }
        // -s²/2 + s³/3.
        let tiny = 1e-9;
        assert!(
            (log_less_linear(tiny) / (-tiny * tiny / 2.0 * (1.0 - tiny * 2.0 / 3.0)) - 1.0).abs() < 1e-15
        );
        assert_eq!(log_less_linear(0.0), 0.0);
    }

    /// Half of a symmetric distribution lies on either side, whatever its size.
    #[test]
    fn half_lies_below_the_middle() {
        for a in [2.0, 3.0, 1e2, 1e4, 1e6, 1e8, 1e10, 1e12] {
            let Below { log, .. } = Below::at(a, a, 0.0);
            assert!((log.exp() - 0.5).abs() < 1e-13, "{a}: {}", log.exp());
            let (share, rest) = quantile(a, a, 0.5);
            assert!((share - 0.5).abs() < 1e-15 && (rest - 0.5).abs() < 1e-15, "{a}");
        }
    }
}
