//! The usual election: up to sixteen parties, numbers that leave room in 64 bits.
//!
//! The same answers as the general kernel, by straight code without memory of its own, and all in integers. Each of
//! these returns `false` when it does not apply or when there is a tie; then the general kernel has the word, and
//! overwrites what was written.

use super::Quota;
use super::series::{Hill, Line};
use super::sums::{FEW, Sums};

/// Whole quotas first, then the largest remainders.
#[inline]
pub(super) fn largest_remainders(
    votes: &[u64],
    sums: Sums,
    quota: Quota,
    seats: u32,
    given: &mut [u32],
) -> bool {
    let price = quota.of(sums.total, seats);
    // Votes in units of 1/D vote stay below 2^60, and so does the quota.
    let (Ok(whole), Ok(parts)) = (u64::try_from(price.numerator), u64::try_from(price.denominator)) else {
        return false;
    };
    if sums.bits.leading_zeros() + parts.leading_zeros() < 68 || whole >> 60 != 0 {
        return false;
    }
    let price = Price { whole, parts };
    match votes.len() {
        0..=4 => price.remainders(&NETWORK_4, votes, sums, seats, given),
        5..=6 => price.remainders(&NETWORK_6, votes, sums, seats, given),
        7..=8 => price.remainders(&NETWORK_8, votes, sums, seats, given),
        9..=FEW => price.remainders(&NETWORK_16, votes, sums, seats, given),
        _ => false,
    }
}

/// A quota of `whole / parts` votes.
struct Price {
    whole: u64,
    parts: u64,
}

impl Price {
    #[inline(always)]
    fn remainders<const N: usize, const M: usize>(
        &self,
        network: &Network<N, M>,
        votes: &[u64],
        sums: Sums,
        seats: u32,
        given: &mut [u32],
    ) -> bool {
        // Nobody has more than the house and three quotas. Quotas a vote, in units of 1/2^k: a party's product with
        // them stays below 2^63, and they are too small by so little that it falls short by less than one quota.
        let k = 61 - (u64::from(seats) + 4).ilog2();
        if sums.bits >> (k - 1) != 0 || votes.len() > N || given.len() != votes.len() {
            return false;
        }
        // All of these are below 2^62, where signed numbers become floats, and floats numbers, at once.
        #[allow(clippy::float_arithmetic)]
        let factor = {
            let (parts, whole, unit) =
                (self.parts as i64 as f64, self.whole as i64 as f64, (1i64 << k) as f64);
            (parts * (1.0 - 1e-15) * unit / whole) as i64 as u64
        };
        let remainder = |v: u64, quotas: u64| (v * self.parts - quotas * self.whole) as i64;
        let mut sorted = [0; N];
        let mut open = i64::from(seats);
        for ((&v, left), seats) in votes.iter().zip(&mut sorted).zip(&mut *given) {
            let quotas = (v * factor) >> k;
            *left = remainder(v, quotas);
            *seats = quotas as u32;
            open -= quotas as i64;
        }
        network.sort(&mut sorted);
        // The product of an exact multiple of the quota falls short of it: that is for the general kernel.
        if sorted[0] >= self.whole as i64 || open < 0 || open >= N as i64 {
            return false;
        }
        if open == 0 {
            return true;
        }
        let (cut, next) = (sorted[open as usize - 1], sorted[open as usize]);
        for (&v, seats) in votes.iter().zip(given) {
            // Worked out anew: reading a row that was just written would wait for it.
            *seats += u32::from(remainder(v, u64::from(*seats)) >= cut);
        }
        // Otherwise equal remainders compete, or somebody without votes had a claim.
        cut > next && cut > 0
    }
}

/// `M` comparisons that sort `N` numbers, the largest first, whatever they are.
struct Network<const N: usize, const M: usize>([(u8, u8); M]);

impl<const N: usize, const M: usize> Network<N, M> {
    #[inline(always)]
    fn sort(&self, numbers: &mut [i64; N]) {
        for (a, b) in self.0 {
            let (a, b) = (usize::from(a), usize::from(b));
            (numbers[a], numbers[b]) = (numbers[a].max(numbers[b]), numbers[a].min(numbers[b]));
        }
    }
}

// The shortest networks known: Knuth, The Art of Computer Programming 3, section 5.3.4 (16 numbers: Green 1969).
const NETWORK_4: Network<4, 5> = Network([(0, 2), (1, 3), (0, 1), (2, 3), (1, 2)]);
#[rustfmt::skip]
const NETWORK_6: Network<6, 12> = Network([
    (0, 5), (1, 3), (2, 4), (1, 2), (3, 4), (0, 3), (2, 5), (0, 1), (2, 3), (4, 5), (1, 2), (3, 4),
]);
#[rustfmt::skip]
const NETWORK_8: Network<8, 19> = Network([
    (0, 2), (1, 3), (4, 6), (5, 7), (0, 4), (1, 5), (2, 6), (3, 7), (0, 1), (2, 3), (4, 5), (6, 7),
    (2, 4), (3, 5), (1, 4), (3, 6), (1, 2), (3, 4), (5, 6),
]);
#[rustfmt::skip]
const NETWORK_16: Network<16, 60> = Network([
    (0, 1), (2, 3), (4, 5), (6, 7), (8, 9), (10, 11), (12, 13), (14, 15),
    (0, 2), (4, 6), (8, 10), (12, 14), (1, 3), (5, 7), (9, 11), (13, 15),
    (0, 4), (8, 12), (1, 5), (9, 13), (2, 6), (10, 14), (3, 7), (11, 15),
    (0, 8), (1, 9), (2, 10), (3, 11), (4, 12), (5, 13), (6, 14), (7, 15),
    (5, 10), (6, 9), (3, 12), (13, 14), (4, 8), (7, 11), (1, 2), (1, 4), (7, 13), (2, 8), (11, 14),
    (2, 4), (5, 6), (9, 10), (11, 13), (3, 8), (7, 12), (6, 8), (10, 12), (3, 5), (7, 9),
    (3, 4), (5, 6), (7, 8), (9, 10), (11, 12), (6, 7), (8, 9),
]);

/// How the claims of a divisor method are compared here: what a vote weighs, by what stands for the divisor.
trait Claims: Copy {
    /// Holds every product of a weight and a divisor.
    type Product: Copy + PartialOrd;

    fn weight(self, votes: u64) -> u64;
    /// What divides the claim to the seat after so many.
    fn divisor(self, held: u32) -> u64;
    fn product(weight: u64, divisor: u64) -> Self::Product;
    /// The seats that everybody with votes has, whatever the multiplier.
    fn sure(self) -> u32;
}

/// Votes by divisors, which stay below 2^63.
impl Claims for Line {
    type Product = u64;

    #[inline(always)]
    fn weight(self, votes: u64) -> u64 {
        votes
    }

    #[inline(always)]
    fn divisor(self, held: u32) -> u64 {
        self.at(held)
    }

    #[inline(always)]
    fn product(weight: u64, divisor: u64) -> u64 {
        weight * divisor
    }

    #[inline(always)]
    fn sure(self) -> u32 {
        0
    }
}

/// Squares of votes, below 2^64, by s(s + 1), below 2^64 as well.
impl Claims for Hill {
    type Product = u128;

    #[inline(always)]
    fn weight(self, votes: u64) -> u64 {
        votes * votes
    }

    #[inline(always)]
    fn divisor(self, held: u32) -> u64 {
        u64::from(held) * (u64::from(held) + 1)
    }

    #[inline(always)]
    fn product(weight: u64, divisor: u64) -> u128 {
        u128::from(weight) * u128::from(divisor)
    }

    #[inline(always)]
    fn sure(self) -> u32 {
        1
    }
}

/// D'Hondt and Sainte-Laguë: `line` is one of these two.
pub(super) fn divisors(votes: &[u64], sums: Sums, seats: u32, line: Line, given: &mut [u32]) -> bool {
    // Votes by divisors stay below 2^63, and so does their sum: as a signed number it becomes a float.
    let last = u64::from(seats) * line.slope + line.first;
    if sums.bits.leading_zeros() + last.leading_zeros() < 66 || sums.total >> 63 != 0 || votes.len() > FEW {
        return false;
    }
    let (k, half) = (unit(seats), line.first < line.slope);
    let half = if half { 1u64 << (k - 1) } else { 0 };
    #[allow(clippy::float_arithmetic)]
    let rounding = if half > 0 { 0.0 } else { 0.5 * f64::from(sums.parties) };
    let Some(factor) = multiplier(sums, seats, rounding, k) else { return false };
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
    match i64::from(seats) - sum as i64 {
        0 => !on_the_line,
        missing => complete(votes, line, missing, given),
    }
}

/// Huntington-Hill, where everybody with votes has a first seat and somebody a second one. All is compared by
/// squares: no root is taken.
pub(super) fn geometric_means(votes: &[u64], sums: Sums, seats: u32, given: &mut [u32]) -> bool {
    // Squares of votes fit 64 bits.
    if sums.bits >> 32 != 0 || votes.len() > FEW || seats <= sums.parties {
        return false;
    }
    let k = unit(seats);
    let Some(factor) = multiplier(sums, seats, 0.0, k) else { return false };
    // x = v·m is rounded up from √(s(s + 1)) on: where x² is at least s(s + 1), in units of 1/2^2k. It is never equal, as
    // s(s + 1) is no square. So rounding by this multiplier, a fraction, leaves no claim in doubt.
    let mut sum = 0;
    for (&v, seats) in votes.iter().zip(&mut *given) {
        let x = v * factor;
        let whole = x >> k;
        let up = u128::from(x) * u128::from(x) > u128::from(whole * (whole + 1)) << (2 * k);
        let rounded = (whole + u64::from(up)).max(u64::from(v > 0));
        *seats = rounded as u32;
        sum += rounded;
    }
    match i64::from(seats) - sum as i64 {
        0 => true,
        missing => complete(votes, Hill, missing, given),
    }
}

/// How many binary places v·m has: below 2^62, because all of them together are.
#[inline(always)]
fn unit(seats: u32) -> u32 {
    61 - (u64::from(seats) + FEW as u64).ilog2()
}

/// A multiplier that about fills the house, in units of 1/2^k; none where it would lose its digits, or be more than 1.
#[inline(always)]
#[allow(clippy::float_arithmetic)]
fn multiplier(sums: Sums, seats: u32, rounding: f64, k: u32) -> Option<u64> {
    let m = (f64::from(seats) + rounding) / sums.total as u64 as i64 as f64;
    let factor = (m * (1i64 << k) as f64) as i64 as u64;
    if factor == 0 || m > 1.0 { None } else { Some(factor) }
}

/// Gives the seats that are missing to the strongest claims, or takes back the weakest; whether no claim is as strong as
/// the last of these.
#[inline(always)]
fn complete<C: Claims>(votes: &[u64], claims: C, missing: i64, given: &mut [u32]) -> bool {
    let weaker = |v: u64, held: u32, border: (u64, u64)| {
        C::product(claims.weight(v), border.1) < C::product(border.0, claims.divisor(held))
    };
    let stronger = |v: u64, held: u32, border: (u64, u64)| {
        C::product(claims.weight(v), border.1) > C::product(border.0, claims.divisor(held))
    };
    let claim = |v: u64, held: u32| (claims.weight(v), claims.divisor(held));
    if missing > 0 {
        let mut border = (0, 1);
        for _ in 0..missing {
            let mut best = 0;
            // Whoever has votes is stronger: the first position may have none, nor a divisor to compare it by.
            border = (0, 1);
            for (i, (&v, &seats)) in votes.iter().zip(&*given).enumerate() {
                if stronger(v, seats, border) {
                    (best, border) = (i, claim(v, seats));
                }
            }
            given[best] += 1;
        }
        // The last seat's claim beats every claim that is not met.
        return votes.iter().zip(given).all(|(&v, seats)| weaker(v, *seats, border));
    }
    let mut border = (0, 0);
    for _ in missing..0 {
        let mut worst = 0;
        border = (0, 0);
        for (i, (&v, &seats)) in votes.iter().zip(&*given).enumerate() {
            if seats > claims.sure() && (border.1 == 0 || weaker(v, seats - 1, border)) {
                (worst, border) = (i, claim(v, seats - 1));
            }
        }
        given[worst] -= 1;
    }
    // The last claim taken back is beaten by every claim that is met.
    votes.iter().zip(given).all(|(&v, seats)| *seats <= claims.sure() || stronger(v, *seats - 1, border))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Ratio;

    /// Votes of so many parties, none of them equal in a way that could tie, and some without a vote.
    fn usual(parties: u64, size: u64) -> Vec<u64> {
        let some = |rank: u64| (rank * 7_919 + 1_237) * size % 999_983 + size;
        (0..parties).map(|rank| if rank % 5 == 4 && size > 1 { 0 } else { some(rank) }).collect()
    }

    /// The strongest claims, one after the other: each is of votes, squared or not, by what divides it.
    fn one_by_one(votes: &[u64], seats: u32, squared: bool, divisor: impl Fn(u64) -> u64) -> Vec<u32> {
        let mut given = vec![0; votes.len()];
        for _ in 0..seats {
            let weight = |i: usize| u128::from(votes[i]).pow(if squared { 2 } else { 1 });
            let by = |i: usize| u128::from(divisor(u64::from(given[i])));
            let stands = (0..votes.len()).filter(|&i| votes[i] > 0);
            let first = stands.reduce(|a, b| {
                // A divisor of 0 makes the strongest claim there is.
                let stronger = match (by(a), by(b)) {
                    (0, 0) => weight(b) > weight(a),
                    _ => weight(b) * by(a) > weight(a) * by(b),
                };
                if stronger { b } else { a }
            });
            given[first.unwrap()] += 1;
        }
        given
    }

    /// Whole quotas, and the seats that are left by the largest remainders; none where somebody has whole quotas and no remainder, or
    /// more seats are left than there are parties, which is for the search.
    fn by_quota(votes: &[u64], seats: u32, price: Ratio) -> Option<Vec<u32>> {
        let parts = votes.iter().map(|&v| u128::from(v) * price.denominator);
        let (mut given, left): (Vec<u32>, Vec<u128>) =
            parts.map(|part| ((part / price.numerator) as u32, part % price.numerator)).unzip();
        let mut order: Vec<usize> = (0..votes.len()).collect();
        order.sort_by_key(|&i| std::cmp::Reverse(left[i]));
        let open = seats.checked_sub(given.iter().sum())? as usize;
        if open >= votes.len() || (0..votes.len()).any(|i| left[i] == 0 && given[i] > 0) {
            return None;
        }
        order[..open].iter().for_each(|&i| given[i] += 1);
        Some(given)
    }

    #[test]
    fn a_usual_election_needs_no_search() {
        let mut by_quotas = 0;
        for (parties, size) in
            (1..=16).flat_map(|parties| [(parties, 1), (parties, 60_013), (parties, 1 << 20)])
        {
            let votes = usual(parties, size);
            let sums = Sums::of(&votes);
            let mut given = vec![0; votes.len()];
            for seats in [1, 2, 5, 19, 150, 751] {
                let what = format!("{seats} seats for {votes:?}");
                for line in [Line::DHONDT, Line::SAINTE_LAGUE] {
                    assert!(divisors(&votes, sums, seats, line, &mut given), "{line:?}: {what}");
                    let divisor = |held| line.slope * held + line.first;
                    assert_eq!(given, one_by_one(&votes, seats, false, divisor), "{line:?}: {what}");
                }
                for quota in [Quota::Hare, Quota::Droop, Quota::HagenbachBischoff] {
                    let price = quota.of(sums.total, seats);
                    if let Some(expected) = by_quota(&votes, seats, price) {
                        assert!(
                            largest_remainders(&votes, sums, quota, seats, &mut given),
                            "{quota:?}: {what}"
                        );
                        assert_eq!(given, expected, "{quota:?}: {what}");
                        by_quotas += 1;
                    }
                }
                // Where everybody has a first seat, and the squares of votes fit.
                if seats > sums.parties && sums.bits >> 32 == 0 && !votes.contains(&0) {
                    assert!(geometric_means(&votes, sums, seats, &mut given), "{what}");
                    assert_eq!(given, one_by_one(&votes, seats, true, |held| held * (held + 1)), "{what}");
                }
            }
        }
        assert!(by_quotas > 700, "{by_quotas}");
    }

    /// A network that sorts all rows of zeros and ones sorts everything.
    fn sorts<const N: usize, const M: usize>(network: &Network<N, M>) {
        for bits in 0..1u32 << N {
            let mut numbers = std::array::from_fn(|i| i64::from(bits >> i & 1));
            network.sort(&mut numbers);
            assert!(numbers.is_sorted_by(|a, b| a >= b), "{numbers:?}");
        }
    }

    #[test]
    fn the_networks_sort() {
        sorts(&NETWORK_4);
        sorts(&NETWORK_6);
        sorts(&NETWORK_8);
        sorts(&NETWORK_16);
    }
}
