use super::elementary::ln_1p;

/// ln Γ(z) less Stirling's (z - 1/2) ln z - z + ln(2π)/2, for z of at least 1.
pub fn stirling_error(mut z: f64) -> f64 {
    let mut error = 0.0;
    // From one z to the next the difference is known; far out the series is exact.
    while z < 16.0 {
        error += (z + 0.5) * ln_1p(1.0 / z) - 1.0;
        z += 1.0;
    }
    let square = 1.0 / (z * z);
    let series = 1.0 / 12.0
        - square
            * (1.0 / 360.0
                - square
                    * (1.0 / 1260.0
                        - square * (1.0 / 1680.0 - square * (1.0 / 1188.0 - square * 691.0 / 360_360.0))));
    error + series / z
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factorials_come_out_of_stirlings_error() {
        let mut log = 0.0_f64;
        for z in 1..40 {
            // ln Γ(z) by the sum of logarithms.
            let z = f64::from(z);
            let stirling = (z - 0.5) * z.ln() - z + 0.5 * std::f64::consts::TAU.ln();
            assert!((stirling + stirling_error(z) - log).abs() < 1e-13 * (1.0 + log), "{z}");
            log += z.ln();
        }
    }
}
