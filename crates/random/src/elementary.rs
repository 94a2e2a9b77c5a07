//! The exponential function, the logarithm, sine and cosine, in plain arithmetic.
//!
//! The standard library's call the machine's own mathematical library, whose last bits differ from one system to the
//! next; a draw should not. Additions, multiplications and divisions are the same everywhere (IEEE 754), and a loop over
//! them is turned into vector instructions, which a call is not.

use std::f64::consts::SQRT_2;

/// The largest and the smallest argument: beyond them the result would leave the normal numbers.
const RANGE: (f64, f64) = (-708.0, 709.0);
/// Adding it rounds to whole numbers, which then stand in the lowest bits: 1.5 × 2^52.
const ROUNDER: f64 = 6_755_399_441_055_744.0;
/// ln 2 in two parts; the first has so few bits that its product with an exponent is exact (Cody and Waite 1980).
const LN_2: (f64, f64) = (f64::from_bits(0x3fe6_2e42_fee0_0000), f64::from_bits(0x3dea_39ef_3579_3c76));

/// e^x within 10^-15 of it, relatively; arguments outside −708 to 709 count as these, and NaN as −708.
///
/// x = k ln 2 + r with |r| ≤ ln 2 ÷ 2.
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    // Written so that both become one instruction.
    let x = if x > RANGE.0 { x } else { RANGE.0 };
    let x = if x < RANGE.1 { x } else { RANGE.1 };
    let shifted = x * std::f64::consts::LOG2_E + ROUNDER;
    let k = shifted - ROUNDER;
    let r = (x - k * LN_2.0) - k * LN_2.1;
    let power = 1.0 + exp_m1_series(r);
    // Adds k to the exponent: its lowest bits are those of `shifted`.
    f64::from_bits(power.to_bits().wrapping_add(shifted.to_bits() << 52))
}

/// e^x − 1 within 2 × 10^-15 of it, relatively; in the range of [`exp`].
pub fn exp_m1(x: f64) -> f64 {
    if x.abs() < 0.35 { exp_m1_series(x) } else { exp(x) - 1.0 }
}

/// e^r − 1 for |r| ≤ 0.35, by its series to r^12, whose rest is below 2 × 10^-16 of e^r and of r.
#[inline(always)]
fn exp_m1_series(r: f64) -> f64 {
    let r2 = r * r;
    let r4 = r2 * r2;
    // Pairs of terms side by side (Estrin's scheme), the smallest first.
    let high = (1.0 / 40_320.0 + r * (1.0 / 362_880.0))
        + r2 * (1.0 / 3_628_800.0 + r * (1.0 / 39_916_800.0))
        + r4 * (1.0 / 479_001_600.0);
    let middle = (1.0 / 24.0 + r * (1.0 / 120.0)) + r2 * (1.0 / 720.0 + r * (1.0 / 5_040.0));
    r + (r2 * (0.5 + r * (1.0 / 6.0)) + r4 * (middle + r4 * high))
}

/// The natural logarithm within 10^-15 of it, relatively; −∞ of 0, and NaN of what is negative or none.
pub fn ln(x: f64) -> f64 {
    if x.is_normal() && x > 0.0 {
        return ln_of_normal(x, 0.0);
    }
    match x {
        0.0 => f64::NEG_INFINITY,
        f64::INFINITY => x,
        // Subnormal numbers have no exponent of their own: 2^54 times as much has.
        _ if x > 0.0 => ln_of_normal(x * 18_014_398_509_481_984.0, -54.0),
        _ => f64::NAN,
    }
}

/// ln x + shift × ln 2, for x above 0 with an exponent of its own. Without a branch.
///
/// x = 2^k m with m from √½ to √2.
#[inline(always)]
pub(super) fn ln_of_normal(x: f64, shift: f64) -> f64 {
    const ROOT_HALF: u64 = (SQRT_2 / 2.0).to_bits();
    const ONE: u64 = 1.0f64.to_bits();
    // The exponent, 1,023 too large, of the smallest number that is at most x and a power of 2 times √½.
    let exponent = x.to_bits().wrapping_add(ONE - ROOT_HALF) >> 52;
    let m = f64::from_bits(x.to_bits().wrapping_sub(exponent << 52).wrapping_add(ONE));
    // The number that has these bits behind 2^52 is 2^52 more than they say.
    let k = f64::from_bits(exponent | 0x4330_0000_0000_0000) - (4_503_599_627_370_496.0 + 1_023.0) + shift;
    k * LN_2.0 + (twice_artanh(m - 1.0) + k * LN_2.1)
}

/// ln(1 + x) within 2 × 10^-15 of it, relatively; −∞ of −1, and NaN below.
#[inline]
pub fn ln_1p(x: f64) -> f64 {
    if x > -0.29 && x < 0.41 { twice_artanh(x) } else { ln(1.0 + x) }
}

/// ln(1 + f) for 1 + f from √½ to √2: 2 (s + s³/3 + s⁵/5 + …) of s = f ÷ (2 + f), whose rest after s^19 is below 2 × 10^-17.
#[inline(always)]
fn twice_artanh(f: f64) -> f64 {
    let s = f / (2.0 + f);
    let z = s * s;
    let z2 = z * z;
    let z4 = z2 * z2;
    let low = (1.0 / 3.0 + z * (1.0 / 5.0)) + z2 * (1.0 / 7.0 + z * (1.0 / 9.0));
    let middle = (1.0 / 11.0 + z * (1.0 / 13.0)) + z2 * (1.0 / 15.0 + z * (1.0 / 17.0));
    2.0 * s + 2.0 * s * z * (low + z4 * (middle + z4 * (1.0 / 19.0)))
}

/// Sine and cosine within 2 × 10^-16, for |x| ≤ π ÷ 4: their series to x^15 and x^16.
#[inline(always)]
pub(super) fn sin_cos(x: f64) -> (f64, f64) {
    let z = x * x;
    let z2 = z * z;
    let z4 = z2 * z2;
    let sine = (-1.0 / 6.0 + z * (1.0 / 120.0))
        + z2 * (-1.0 / 5_040.0 + z * (1.0 / 362_880.0))
        + z4 * ((-1.0 / 39_916_800.0 + z * (1.0 / 6_227_020_800.0)) + z2 * (-1.0 / 1_307_674_368_000.0));
    let cosine = (1.0 / 24.0 - z * (1.0 / 720.0))
        + z2 * (1.0 / 40_320.0 - z * (1.0 / 3_628_800.0))
        + z4 * ((1.0 / 479_001_600.0 - z * (1.0 / 87_178_291_200.0)) + z2 * (1.0 / 20_922_789_888_000.0));
    (x + x * z * sine, 1.0 - (0.5 * z - z2 * cosine))
}

/// 1 ÷ (1 + e^−x): the share whose logit is x. Exactly 1 for +∞, and below 10^-300 for −∞.
#[inline(always)]
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

/// ln (share ÷ (1 − share)); infinite for 0 and 1.
pub fn logit(share: f64) -> f64 {
    ln(share) - ln(1.0 - share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_within_its_bound() {
        let mut worst = 0.0f64;
        for i in -708_000..=709_000 {
            // Off the decimal grid, so that all fractions of ln 2 come up.
            let x = (f64::from(i) + 0.377) * 1e-3;
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
        for i in 1..500_000 {
            let near_one = f64::from(i) * 4e-6;
            let anywhere = exp(f64::from(i) * 28e-4 - 700.0);
            for x in [near_one, anywhere, 1.0 - f64::from(i) * f64::EPSILON] {
                let std = x.ln();
                if std != 0.0 {
                    worst = worst.max((ln(x) / std - 1.0).abs());
                }
            }
        }
        assert!(worst < 1e-15, "{worst:e}");
        assert_eq!((ln(1.0), ln(0.0), ln(f64::INFINITY)), (0.0, f64::NEG_INFINITY, f64::INFINITY));
        assert!(ln(-1.0).is_nan() && ln(f64::NAN).is_nan() && ln(f64::NEG_INFINITY).is_nan());
        for few in [f64::from_bits(1), f64::MIN_POSITIVE, f64::MAX] {
            assert!((ln(few) / few.ln() - 1.0).abs() < 1e-15);
        }
    }

    #[test]
    fn near_nothing_they_keep_their_figures() {
        let mut worst = 0.0f64;
        for i in 1..200_000 {
            let x = exp(f64::from(i) * 2e-4 - 40.0);
            for x in [x, -x] {
                worst = worst.max((exp_m1(x) / x.exp_m1() - 1.0).abs());
                if x > -1.0 {
                    worst = worst.max((ln_1p(x) / x.ln_1p() - 1.0).abs());
                }
            }
        }
        assert!(worst < 2e-15, "{worst:e}");
        assert_eq!((exp_m1(0.0), ln_1p(0.0), ln_1p(-1.0)), (0.0, 0.0, f64::NEG_INFINITY));
        assert!(ln_1p(-1.5).is_nan());
    }

    #[test]
    fn sine_and_cosine_are_within_their_bound() {
        let mut worst = 0.0f64;
        for i in -100_000..=100_000 {
            let x = f64::from(i) / 100_000.0 * std::f64::consts::FRAC_PI_4;
            let ((sin, cos), (s, c)) = (sin_cos(x), x.sin_cos());
            worst = worst.max((sin - s).abs()).max((cos - c).abs());
        }
        assert!(worst < 3e-16, "{worst:e}");
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
