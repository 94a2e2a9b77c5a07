//! Gamma numbers by their logarithms, so that small shapes do not underflow.

use rand::distr::Open01;
use rand::{Rng, RngExt};
use rand_distr::{Distribution, Gamma};

use super::exp::{exp, ln, logistic};

/// The logarithm of a gamma number of this shape and scale 1; −∞ for a shape of 0.
///
/// Below a shape of 1 a gamma number is one of shape + 1 times U^(1/shape) (Marsaglia and Tsang 2000).
fn log_gamma<R: Rng + ?Sized>(shape: f64, rng: &mut R) -> f64 {
    let (above_one, rest) = if shape < 1.0 {
        let uniform: f64 = rng.sample(Open01);
        (shape + 1.0, ln(uniform) / shape)
    } else {
        (shape, 0.0)
    };
    Gamma::new(above_one, 1.0).map_or(f64::NEG_INFINITY, |gamma| ln(gamma.sample(rng)) + rest)
}

/// Replaces shares, of whatever sum, by a Dirichlet draw around them, with largest weight 1. What is 0 stays 0.
pub(super) fn dirichlet<R: Rng + ?Sized>(concentration: f64, shares: &mut [f64], rng: &mut R) {
    let sum: f64 = shares.iter().sum();
    let mut largest = f64::NEG_INFINITY;
    for share in shares.iter_mut() {
        *share = if *share > 0.0 { log_gamma(*share / sum * concentration, rng) } else { f64::NEG_INFINITY };
        largest = largest.max(*share);
    }
    for share in shares.iter_mut() {
        *share = if *share == f64::NEG_INFINITY { 0.0 } else { exp(*share - largest) };
    }
}

/// A beta number with this mean, above 0 and below 1, and this concentration a + b.
pub(super) fn beta<R: Rng + ?Sized>(mean: f64, concentration: f64, rng: &mut R) -> f64 {
    let yes = log_gamma(mean * concentration, rng);
    let no = log_gamma((1.0 - mean) * concentration, rng);
    logistic(yes - no)
}
