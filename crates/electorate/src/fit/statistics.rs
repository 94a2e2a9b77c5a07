use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::report::Homogeneity;
use crate::random::ln;

/// The standard normal's quantile at 0.95: between it and its negative lies the central 90 %.
pub(super) const CENTRAL_90: f64 = 1.644_853_626_951_472_2;

/// Squares of deviations with their degrees of freedom.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Squares {
    pub(super) squares: f64,
    pub(super) degrees: usize,
}

impl Squares {
    pub(super) fn variance(self) -> f64 {
        self.squares / self.degrees as f64
    }
}

pub(super) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Squared deviations from the mean.
pub(super) fn squares(values: &[f64]) -> Squares {
    let mean = mean(values);
    Squares {
        squares: values.iter().map(|x| (x - mean) * (x - mean)).sum(),
        degrees: values.len().saturating_sub(1),
    }
}

/// The part of standardised deviations in the central 90 % of a normal distribution.
pub(super) fn inside_90(deviations: &[f64]) -> f64 {
    deviations.iter().filter(|z| z.abs() <= CENTRAL_90).count() as f64 / deviations.len() as f64
}

/// The kurtosis of deviations about 0; none of fewer than 8, or of deviations that are all 0.
pub(super) fn kurtosis(deviations: &[f64]) -> Option<f64> {
    let moment = |power| deviations.iter().map(|z| z.powi(power)).sum::<f64>() / deviations.len() as f64;
    (deviations.len() >= 8 && moment(2) > 0.0).then(|| moment(4) / moment(2).powi(2))
}

/// Bartlett's test (1937); none with fewer than two parts, or a part without any spread.
pub(super) fn homogeneity(parts: &[Squares]) -> Option<Homogeneity> {
    let parts: Vec<Squares> = parts.iter().copied().filter(|part| part.degrees > 0).collect();
    if parts.len() < 2 || parts.iter().any(|part| part.squares <= 0.0) {
        return None;
    }
    let all: usize = parts.iter().map(|part| part.degrees).sum();
    let pooled = parts.iter().map(|part| part.squares).sum::<f64>() / all as f64;
    let apart: f64 = parts.iter().map(|part| part.degrees as f64 * part.variance().ln()).sum();
    let each: f64 = parts.iter().map(|part| 1.0 / part.degrees as f64).sum();
    let degrees = parts.len() - 1;
    let correction = 1.0 + (each - 1.0 / all as f64) / (3.0 * degrees as f64);
    // Rounding can leave less than 0 where all parts are alike.
    let chi_square = ((all as f64 * pooled.ln() - apart) / correction).max(0.0);
    let p_value = ChiSquared::new(degrees as f64).ok()?.sf(chi_square);
    Some(Homogeneity { chi_square, degrees, p_value })
}

/// The jackknife's standard error of a number found from so many observations, of which one at a time is left out;
/// none where a part of them does not give it.
pub(super) fn jackknife(observations: usize, found: impl Fn(usize) -> Option<f64>) -> Option<f64> {
    let values: Vec<f64> = (0..observations).map(found).collect::<Option<_>>()?;
    let n = observations as f64;
    (observations > 1).then(|| (squares(&values).squares * (n - 1.0) / n).sqrt())
}

/// A standard deviation and its standard error from a variance and its own, by the delta method; 0 with an error on the
/// scale of the standard deviation where nothing is left of the variance.
pub(super) fn deviation(variance: f64, error_of_variance: f64) -> (f64, f64) {
    let scale = error_of_variance.max(0.0).sqrt();
    if variance <= 0.0 {
        return (0.0, scale);
    }
    let sd = variance.sqrt();
    // Near 0 the delta method has no sense of proportion.
    (sd, (error_of_variance / (2.0 * sd)).min(scale))
}

pub(super) fn logit(share: f64) -> f64 {
    ln(share / (1.0 - share))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bartlett's statistic worked by hand: variances 2 and 8 of 4 and 4 degrees of freedom.
    #[test]
    fn bartlett() {
        let part = |squares, degrees| Squares { squares, degrees };
        let test = homogeneity(&[part(8.0, 4), part(32.0, 4)]).unwrap();
        // (8 ln 5 - 4 ln 2 - 4 ln 8) / (1 + (1/4 + 1/4 - 1/8) / 3)
        let expected = (8.0 * 5f64.ln() - 4.0 * 16f64.ln()) / 1.125;
        assert!((test.chi_square - expected).abs() < 1e-12);
        assert_eq!(test.degrees, 1);
        assert!((test.p_value - 0.2070).abs() < 1e-3, "{test:?}");
        assert_eq!(homogeneity(&[part(8.0, 4)]), None);
        assert_eq!(homogeneity(&[part(8.0, 4), part(0.0, 4)]), None);
    }

    /// The jackknife of a mean is its usual standard error.
    #[test]
    fn jackknife_of_a_mean() {
        let values = [1.0, 4.0, 4.5, 7.0, 9.0];
        let left_out = |out: usize| {
            let rest = values.iter().enumerate().filter(|(at, _)| *at != out).map(|(_, x)| *x);
            Some(mean(&rest.collect::<Vec<_>>()))
        };
        let expected = (squares(&values).variance() / 5.0).sqrt();
        assert!((jackknife(5, left_out).unwrap() - expected).abs() < 1e-12);
        assert_eq!(jackknife(1, |_| Some(1.0)), None);
    }

    #[test]
    fn kurtosis_needs_some_deviations() {
        assert_eq!(kurtosis(&[1.0, -1.0]), None);
        assert_eq!(kurtosis(&[0.0; 9]), None);
        assert_eq!(kurtosis(&[1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0, -1.0]), Some(1.0));
    }
}
