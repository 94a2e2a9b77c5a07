//! The usual election: up to sixteen parties, numbers that leave room in 64 bits.
//!
//! The same answers as the general kernels, by straight code without memory of its own. Each of these returns
//! `false` when it does not apply or when there is a tie; then the general kernel has the word, and overwrites what
//! was written.

use super::Sums;
use super::series::Line;

/// Up to so many parties.
pub(super) const FEW: usize = 16;

/// Whole quotas of `price / parts` votes, then the largest remainders.
pub(super) fn largest_remainders(
    votes: &[u64],
    price: i64,
    parts: i64,
    seats: u32,
    given: &mut [u32],
) -> bool {
    if votes.len() <= 8 {
        remainders::<8>(votes, price, parts, seats, given)
    } else {
        remainders::<FEW>(votes, price, parts, seats, given)
    }
}

#[inline]
fn remainders<const N: usize>(votes: &[u64], price: i64, parts: i64, seats: u32, given: &mut [u32]) -> bool {
    let mut remainders = [0; N];
    let mut claimed = 0;
    #[allow(clippy::float_arithmetic)]
    let scale = parts as f64 / price as f64;
    for ((&v, slot), seats) in votes.iter().zip(&mut remainders).zip(&mut *given) {
        let v = v as i64;
        // A float guesses the whole quotas, at most one amiss; the remainder tells.
        #[allow(clippy::float_arithmetic)]
        let guess = (v as f64 * scale) as i64;
        let remainder = v * parts - guess * price;
        let amiss = i64::from(remainder >= price) - i64::from(remainder < 0);
        *slot = remainder - amiss * price;
        claimed += guess + amiss;
        *seats = (guess + amiss) as u32;
    }
    let open = i64::from(seats) - claimed;
    if open <= 0 {
        return open == 0;
    }
    let mut met = 0;
    let mut least = i64::MAX;
    for (&mine, seats) in remainders.iter().zip(given) {
        let larger: i64 = remainders.iter().map(|&other| i64::from(other > mine)).sum();
        let wins = larger < open;
        met += i64::from(wins);
        *seats += u32::from(wins);
        if wins {
            least = least.min(mine);
        }
    }
    // More winners than seats are a tie. Nothing left of the votes is no claim that this way can tell.
    met == open && least > 0
}

/// D'Hondt and Sainte-Laguë: `line` is one of these two.
pub(super) fn divisors(votes: &[u64], sums: Sums, seats: u32, line: Line, given: &mut [u32]) -> bool {
    // Votes by divisors stay below 2^63, and so do sums.
    let last = u64::from(seats) * line.slope + line.first;
    if sums.bits.leading_zeros() + last.leading_zeros() < 66 || votes.len() > FEW {
        return false;
    }
    let total = sums.total as u64;
    // v·m in units of 1/2^k: below 2^62, because all of them together are.
    let k = 61 - (u64::from(seats) + FEW as u64).ilog2();
    let half = if line.first < line.slope { 1u64 << (k - 1) } else { 0 };
    #[allow(clippy::float_arithmetic)]
    let m = {
        let rounding = if half > 0 { 0.0 } else { 0.5 * f64::from(sums.parties) };
        (f64::from(seats) + rounding) / total as f64
    };
    #[allow(clippy::float_arithmetic)]
    let factor = (m * (1u64 << k) as f64) as u64;
    if factor == 0 || m > 1.0 {
        return false;
    }
    // Rounding by a multiplier that is a fraction, exactly: every claim that is met has a quotient of 1/m or more,
    // every other one less.
    let mut sum = 0;
    let mut on_the_line = false;
    for (&v, seats) in votes.iter().zip(&mut *given) {
        let x = v * factor + half;
        *seats = (x >> k) as u32;
        sum += x >> k;
        on_the_line |= x & ((1 << k) - 1) == 0 && v > 0;
    }
    let missing = i64::from(seats) - sum as i64;
    if missing == 0 {
        return !on_the_line;
    }
    let divisor = |seats: u32| line.slope * u64::from(seats) + line.first;
    if missing > 0 {
        let mut border = (0, 1);
        for _ in 0..missing {
            let mut best = 0;
            border = (votes[0], divisor(given[0]));
            for (i, (&v, &seats)) in votes.iter().zip(&*given).enumerate().skip(1) {
                let by = divisor(seats);
                if v * border.1 > border.0 * by {
                    (best, border) = (i, (v, by));
                }
            }
            given[best] += 1;
        }
        // The last seat's claim beats every claim that is not met.
        return votes.iter().zip(given).all(|(&v, seats)| v * border.1 < border.0 * divisor(*seats));
    }
    let mut border = (0, 1);
    for _ in missing..0 {
        let mut worst = 0;
        border = (u64::MAX >> 1, 0);
        for (i, (&v, &seats)) in votes.iter().zip(&*given).enumerate() {
            if seats > 0 {
                let by = divisor(seats - 1);
                if border.1 == 0 || v * border.1 < border.0 * by {
                    (worst, border) = (i, (v, by));
                }
            }
        }
        given[worst] -= 1;
    }
    // The last claim taken back is beaten by every claim that is met.
    votes.iter().zip(given).all(|(&v, seats)| *seats == 0 || v * border.1 > border.0 * divisor(*seats - 1))
}
