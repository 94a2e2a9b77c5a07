//! The exponential function and the logarithm, in plain arithmetic.
//!
//! The standard library's call the machine's own mathematical library, whose last bits differ from one system to the
//! next; a draw should not. Additions, multiplications and divisions are the same everywhere (IEEE 754), and a loop over
//! them is turned into vector instructions, which a call is not.

/// The largest and the smallest argument: beyond them the result would leave the normal numbers.
const RANGE: (f64, f64) = (-708.0, 709.0);
/// Adding it rounds to whole numbers, which then stand in the lowest bits: 1.5 × 2^52.
const ROUNDER: f64 = 6_755_399_441_055_744.0;
/// ln 2 in two parts; the first has so few bits that its product with an exponent is exact (Cody and Waite 1980).
const LN_2: (f64, f64) = (f64::from_bits(0x3fe6_2e42_fee0_0000), f64::from_bits(0x3dea_39ef_3579_3c76));

/// e^x within 10^-15 of it, relatively; arguments outside −708 to 709 count as these, and NaN as −708.
///
/// x = k ln 2 + r with |r| ≤ ln 2 ÷ 2, and e^r by its series to r^12, whose rest is below 2 × 10^-16.
#[inline]
pub(super) fn exp(x: f64) -> f64 {
    // Written so that both become one instruction.
    let x = if x > RANGE.0 { x } else { RANGE.0 };
    let x = if x < RANGE.1 { x } else { RANGE.1 };
    let shifted = x * std::f64::consts::LOG2_E + ROUNDER;
    let k = shifted - ROUNDER;
    let r = (x - k * LN_2.0) - k * LN_2.1;
    let r2 = r * r;
    let r4 = r2 * r2;
    // Pairs of terms side by side (Estrin's scheme), the smallest first.
    let high = (1.0 / 40_320.0 + r * (1.0 / 362_880.0))
        + r2 * (1.0 / 3_628_800.0 + r * (1.0 / 39_916_800.0))
        + r4 * (1.0 / 479_001_600.0);
    let middle = (1.0 / 24.0 + r * (1.0 / 120.0)) + r2 * (1.0 / 720.0 + r * (1.0 / 5_040.0));
    let power = 1.0 + (r + (r2 * (0.5 + r * (1.0 / 6.0)) + r4 * (middle + r4 * high)));
    // Adds k to the exponent: its lowest bits are those of `shifted`.
    f64::from_bits(power.to_bits().wrapping_add(shifted.to_bits() << 52))
}

/// The natural logarithm within 10^-15 of it, relatively; −∞ of 0, and NaN of what is negative or none.
///
/// x = 2^k m with m from √½ to √2, and ln m = 2 (s + s³/3 + s⁵/5 + …) of s = (m − 1) ÷ (m + 1).
pub(super) fn ln(x: f64) -> f64 {
    if x <= 0.0 || !x.is_finite() {
        return if x == 0.0 {
            f64::NEG_INFINITY
        } else if x == f64::INFINITY {
            x
        } else {
            f64::NAN
        };
    }
    // Subnormal numbers have no exponent of their own.
    let (x, shift) = if x < f64::MIN_POSITIVE { (x * 18_014_398_509_481_984.0, -54) } else { (x, 0) };
    let bits = x.to_bits();
    let half = f64::from_bits(bits & 0x000f_ffff_ffff_ffff | 0x3fe0_0000_0000_0000);
    let exponent = (bits >> 52) as i32 - 1_022 + shift;
    let (m, k) =
        if half < std::f64::consts::FRAC_1_SQRT_2 { (2.0 * half, exponent - 1) } else { (half, exponent) };
    let s = (m - 1.0) / (m + 1.0);
    let square = s * s;
    let series = (1..=11).rev().fold(0.0, |sum, n| sum * square + 1.0 / f64::from(2 * n - 1));
    let k = f64::from(k);
    k * LN_2.0 + (2.0 * s * series + k * LN_2.1)
}

/// 1 ÷ (1 + e^−x): the share whose logit is x. Exactly 1 for +∞, and below 10^-300 for −∞.
#[inline]
pub(super) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

/// ln (share ÷ (1 − share)); infinite for 0 and 1.
pub(super) fn logit(share: f64) -> f64 {
    ln(share) - ln(1.0 - share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_within_its_bound() {
        let mut worst = 0.0f64;
        for i in -7_080_000..=7_090_000 {
            // Off the decimal grid, so that all fractions of ln 2 come up.
            let x = (f64::from(i) + 0.377) * 1e-4;
            let x = x.clamp(-708.0, 709.0);
            worst = worst.max((exp(x) / x.exp() - 1.0).abs());
        }
        assert!(worst < 1e-15, "{worst:e}");
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(exp(f64::NEG_INFINITY), exp(-708.0));
        assert_eq!(exp(f64::INFINITY), exp(709.0));
        assert!(exp(709.0).is_finite() && exp(f64::NAN) > 0.0 && exp(-708.0).is_normal());
    }

    #[test]
    fn ln_is_within_its_bound() {
        let mut worst = 0.0f64;
        for i in 1..2_000_000 {
            let near_one = f64::from(i) * 1e-6;
            let anywhere = exp(f64::from(i) * 7e-4 - 700.0);
            for x in [near_one, anywhere] {
                let std = x.ln();
                if std != 0.0 {
                    worst = worst.max((ln(x) / std - 1.0).abs());
                }
            }
        }
        assert!(worst < 1e-15, "{worst:e}");
        assert_eq!((ln(1.0), ln(0.0), ln(f64::INFINITY)), (0.0, f64::NEG_INFINITY, f64::INFINITY));
        assert!(ln(-1.0).is_nan() && ln(f64::NAN).is_nan());
        let subnormal = f64::from_bits(1);
        assert!((ln(subnormal) / subnormal.ln() - 1.0).abs() < 1e-15);
    }

    #[test]
    fn logistic_undoes_logit() {
        for share in [1e-9, 0.02, 0.5, 0.672, 0.999] {
            assert!((logistic(logit(share)) / share - 1.0).abs() < 1e-13, "{share}");
        }
        assert_eq!(logistic(logit(1.0)), 1.0);
        assert!(logistic(logit(0.0)) < 1e-300);
    }
}
