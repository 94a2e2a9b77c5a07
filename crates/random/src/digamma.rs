//! The first two derivatives of ln Γ: means and variances of the logarithms of gamma numbers.

use super::elementary::ln;

/// From here on the series below are exact to the last bits.
const FAR: f64 = 12.0;

/// ψ(x), the mean of the logarithm of a gamma number of this shape; for x above 0.
pub fn digamma(mut x: f64) -> f64 {
    let mut sum = 0.0;
    while x < FAR {
        sum -= 1.0 / x;
        x += 1.0;
    }
    let f = 1.0 / (x * x);
    let series = f
        * (1.0 / 12.0
            - f * (1.0 / 120.0
                - f * (1.0 / 252.0 - f * (1.0 / 240.0 - f * (1.0 / 132.0 - f * (691.0 / 32_760.0))))));
    sum + ln(x) - 0.5 / x - series
}

/// ψ′(x), the variance of the logarithm of a gamma number of this shape; for x above 0.
pub fn trigamma(mut x: f64) -> f64 {
    let mut sum = 0.0;
    while x < FAR {
        sum += 1.0 / (x * x);
        x += 1.0;
    }
    let f = 1.0 / (x * x);
    let series = f / x
        * (1.0 / 6.0
            - f * (1.0 / 30.0
                - f * (1.0 / 42.0 - f * (1.0 / 30.0 - f * (5.0 / 66.0 - f * (691.0 / 2_730.0))))));
    sum + 1.0 / x + 0.5 * f + series
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values_come_out() {
        const EULER: f64 = 0.577_215_664_901_532_9;
        let square = std::f64::consts::PI * std::f64::consts::PI;
        assert!((digamma(1.0) + EULER).abs() < 1e-14);
        assert!((digamma(0.5) + EULER + 2.0 * std::f64::consts::LN_2).abs() < 1e-14);
        assert!((trigamma(1.0) - square / 6.0).abs() < 1e-14);
        assert!((trigamma(0.5) - square / 2.0).abs() < 1e-14);
        for x in [0.5, 3.0, 11.9, 12.0, 64.05, 1e6] {
            assert!((digamma(x + 1.0) - digamma(x) - 1.0 / x).abs() < 1e-13, "{x}");
            assert!((trigamma(x) - trigamma(x + 1.0) - 1.0 / (x * x)).abs() < 1e-13, "{x}");
        }
    }
}
