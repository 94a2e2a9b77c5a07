//! Normal numbers, many at a time, and their quantiles.

#![expect(clippy::excessive_precision, reason = "coefficients as they were published")]

use std::f64::consts::FRAC_PI_4;

use super::chacha::{LANES, Row, Stream};
use super::elementary::{ln, ln_of_normal, sin_cos};

/// Normal numbers that sixteen blocks give: three words of each make two, and the last word of a block is left over.
pub(super) const NORMALS: usize = PAIRS * 2 * LANES;
const PAIRS: usize = 5;

/// The normal numbers of sixteen blocks from a block on.
#[inline(always)]
pub(super) fn normals(stream: &Stream, first: u64, numbers: &mut [f64; NORMALS]) {
    let rows = stream.blocks(first);
    for (pair, out) in numbers.chunks_exact_mut(2 * LANES).enumerate() {
        let (one, other) = out.split_at_mut(LANES);
        let (Ok(one), Ok(other)) = (one.try_into(), other.try_into()) else { continue };
        pairs(&rows[3 * pair], &rows[3 * pair + 1], &rows[3 * pair + 2], one, other);
    }
}

/// A point of two independent normal numbers in each lane: its distance from the middle, and where it lies (Box and Muller
/// 1958). The distance has 52 random bits, and reaches 8.57; the direction has 32.
#[inline(always)]
fn pairs(high: &Row, low: &Row, turn: &Row, one: &mut [f64; LANES], other: &mut [f64; LANES]) {
    for lane in 0..LANES {
        let distance = distance(u64::from(high[lane]) << 32 | u64::from(low[lane]));
        // The eighth of the circle to the right and the one below it, in 2^30 steps; the other bits choose which of the
        // four such parts.
        let turn = turn[lane];
        let step = ((turn & 0x3fff_ffff) << 1 | 1) as i32 - (1 << 30);
        let (sine, cosine) = sin_cos(f64::from(step) * (FRAC_PI_4 / 1_073_741_824.0));
        let signed = f64::from_bits(distance.to_bits() | u64::from(turn & 0x4000_0000) << 33);
        let (x, y) = if turn >> 31 == 0 { (cosine, sine) } else { (sine, cosine) };
        one[lane] = signed * x;
        other[lane] = signed * y;
    }
}

/// How far a point of two normal numbers lies from the middle.
#[inline(always)]
fn distance(word: u64) -> f64 {
    (-2.0 * ln_of_normal(uniform(word), 0.0)).sqrt()
}

/// The middle of one of 2^52 equal parts of 0 to 1: never an end.
#[inline(always)]
pub(super) fn uniform(word: u64) -> f64 {
    const ONE: u64 = 1.0f64.to_bits();
    // A number from 1 to 2 with these bits, less all but half a part of 1: exact.
    f64::from_bits(word >> 12 | ONE) - (1.0 - f64::EPSILON / 2.0)
}

/// The number that a standard normal number falls below with this chance; infinite for 0 and 1, NaN for no chance.
///
/// Wichura's approximation PPND16 (*Algorithm AS 241*, 1988), within 10^-15 of it, relatively.
pub fn quantile(chance: f64) -> f64 {
    let from_half = chance - 0.5;
    if from_half.abs() <= 0.425 {
        let r = 0.180_625 - from_half * from_half;
        return from_half * (polynomial(&CENTRE.0, r) / polynomial(&CENTRE.1, r));
    }
    let tail = if from_half < 0.0 { chance } else { 1.0 - chance };
    let far = (-ln(tail)).sqrt();
    if far.is_infinite() {
        return far.copysign(from_half);
    }
    let size = if far <= 5.0 {
        polynomial(&TAIL.0, far - 1.6) / polynomial(&TAIL.1, far - 1.6)
    } else {
        polynomial(&FAR.0, far - 5.0) / polynomial(&FAR.1, far - 5.0)
    };
    size.copysign(from_half)
}

#[inline(always)]
fn polynomial(coefficients: &[f64; 8], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

type Fraction = ([f64; 8], [f64; 8]);

/// Chances from 0.075 to 0.925.
const CENTRE: Fraction = (
    [
        3.387_132_872_796_366_608,
        133.141_667_891_784_377_45,
        1_971.590_950_306_551_442_7,
        13_731.693_765_509_461_125,
        45_921.953_931_549_871_457,
        67_265.770_927_008_700_853,
        33_430.575_583_588_128_105,
        2_509.080_928_730_122_672_7,
    ],
    [
        1.0,
        42.313_330_701_600_911_252,
        687.187_007_492_057_908_3,
        5_394.196_021_424_751_107_7,
        21_213.794_301_586_595_867,
        39_307.895_800_092_710_61,
        28_729.085_735_721_942_674,
        5_226.495_278_852_854_561,
    ],
);

/// Beyond, down to e^−25.
const TAIL: Fraction = (
    [
        1.423_437_110_749_683_577_34,
        4.630_337_846_156_545_295_9,
        5.769_497_221_460_691_405_5,
        3.647_848_324_763_204_605_04,
        1.270_458_252_452_368_382_58,
        0.241_780_725_177_450_611_77,
        0.022_723_844_989_269_184_583_3,
        7.745_450_142_783_414_076_4e-4,
    ],
    [
        1.0,
        2.053_191_626_637_758_821_87,
        1.676_384_830_183_803_849_4,
        0.689_767_334_985_100_004_55,
        0.148_103_976_427_480_074_59,
        0.015_198_666_563_616_457_196_6,
        5.475_938_084_995_344_946e-4,
        1.050_750_071_644_416_843_24e-9,
    ],
);

/// Still smaller chances.
const FAR: Fraction = (
    [
        6.657_904_643_501_103_777_2,
        5.463_784_911_164_114_369_9,
        1.784_826_539_917_291_335_8,
        0.296_560_571_828_504_891_23,
        0.026_532_189_526_576_123_093,
        1.242_660_947_388_078_438_6e-3,
        2.711_555_568_743_487_578_15e-5,
        2.010_334_399_292_288_132_65e-7,
    ],
    [
        1.0,
        0.599_832_206_555_887_937_69,
        0.136_929_880_922_735_805_31,
        0.014_875_361_290_850_614_852_5,
        7.868_691_311_456_132_591e-4,
        1.846_318_317_510_054_681_8e-5,
        1.421_511_758_316_445_888_7e-7,
        2.044_263_103_389_939_785_64e-15,
    ],
);

#[cfg(test)]
mod tests {
    use statrs::distribution::{ContinuousCDF, Normal};

    use super::*;

    #[test]
    fn the_smallest_and_the_largest_word_are_as_far_out_as_they_should_be() {
        assert_eq!(
            (uniform(0), uniform(u64::MAX)),
            (1.0 / 9_007_199_254_740_992.0, 1.0 - f64::EPSILON / 2.0)
        );
        let far = (2.0 * 53.0 * std::f64::consts::LN_2).sqrt();
        assert!((distance(0) / far - 1.0).abs() < 1e-15 && far > 8.57);
        // The square of the distance from the middle is twice what 1 is more than the uniform number.
        assert!((distance(u64::MAX) / f64::EPSILON.sqrt() - 1.0).abs() < 1e-15);
    }

    #[test]
    fn quantiles_are_those_of_the_distribution() {
        let normal = Normal::standard();
        for i in 1..4_000 {
            let chance = f64::from(i) / 4_000.0;
            let z = quantile(chance);
            assert!((z - normal.inverse_cdf(chance)).abs() < 1e-9, "{chance}");
            // A chance near 1 is known to 10^-16 only.
            assert!((z + quantile(1.0 - chance)).abs() < 1e-12, "{chance}");
        }
        // By the expansion of Mills' ratio, far out: the chance of less than −z is φ(z) (1 − 1/z² + 3/z⁴ − 15/z⁶ + …) ÷ z.
        for chance in [1e-20, 1e-100, 1e-300] {
            let z = -quantile(chance);
            let s = 1.0 / (z * z);
            let mills = 1.0 - s * (1.0 - 3.0 * s * (1.0 - 5.0 * s * (1.0 - 7.0 * s * (1.0 - 9.0 * s))));
            let log = -0.5 * z * z - (z * (2.0 * std::f64::consts::PI).sqrt()).ln() + mills.ln();
            assert!((log / chance.ln() - 1.0).abs() < 1e-6, "{chance}: {z}");
        }
        assert_eq!((quantile(0.0), quantile(0.5), quantile(1.0)), (f64::NEG_INFINITY, 0.0, f64::INFINITY));
        assert!(quantile(f64::NAN).is_nan() && quantile(-0.1).is_nan());
        assert!((quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-15);
    }
}
