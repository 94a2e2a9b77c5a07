use std::cmp::Ordering;

use super::Line;
use crate::{Divisor, FirstDivisor, Method, Quota, Ratio};

/// Threshold of inclusion (or representation): the smallest share of the vote with which one of `parties` can
/// win one of `seats`, when the others' votes fall as well for it as they can.
///
/// In lowest terms. With exactly this share the seat is at best a tie; 0 means that no share is too small.
/// `None` without a seat or a rival, and where no closed form is known or it leaves the range of [`Ratio`].
///
/// With M seats and p parties:
///
/// | method | threshold | |
/// |---|---|---|
/// | divisors as + b (D'Hondt, Sainte-Laguë, Danish, Imperiali) | b / (a(M − 1) + bp) | |
/// | modified Sainte-Laguë, first divisor f | f / (2M − 1 + f(p − 1)) | f ≥ 1, M ≥ 2 |
/// | Macanese | 1 / (2^(M−1) + p − 1) | |
/// | Adams, Dean, Huntington-Hill | 0; 1/p when M = 1 | |
/// | largest remainders, quota V/(M + s): Hare 0, Hagenbach-Bischoff 1 | (1 + s) / (p(M + s)) | |
/// | Lowndes (Hare, relative remainders) | 0; 1/p when M = 1 | |
/// | block | 1/p | |
///
/// Droop's whole-number quota has the thresholds of Hagenbach-Bischoff's in the limit of many votes; whole
/// quotas followed by highest averages have those of D'Hondt.
///
/// Sources: Rae, Hanby and Loosemore, *Comparative Political Studies* 3 (1971); Lijphart and Gibberd,
/// *European Journal of Political Research* 5 (1977), for D'Hondt, Sainte-Laguë and Hare. The others are
/// derived here and held to a search of all votes on a grid (`tests/apportion/apportionment_science.rs`).
///
/// ```
/// use sailau_apportion::{Method, theory::inclusion};
///
/// let of = |method: &Method| inclusion(method, 5, 4).map(|share| share.to_string());
/// assert_eq!(of(&Method::SAINTE_LAGUE).as_deref(), Some("1/12"));
/// assert_eq!(of(&Method::HARE).as_deref(), Some("1/20"));
/// assert_eq!(of(&Method::BalinskiYoung), None);
/// ```
#[must_use]
pub fn inclusion(method: &Method, seats: u32, parties: u32) -> Option<Ratio> {
    let (m, p) = contest(seats, parties)?;
    match method {
        Method::HighestAverages(divisor) => {
            let (first, rest) = rivals_at_most(divisor, m, p)?;
            share(first, rest)
        }
        Method::LargestRemainder(quota) => {
            let s = shift(*quota)?;
            share_of(1 + s, p * (m + s))
        }
        Method::QuotaThenAverages(_) => inclusion(&Method::DHONDT, seats, parties),
        Method::RelativeRemainder(Quota::Hare) => share_of(u128::from(m == 1), p),
        Method::Block => share_of(1, p),
        Method::RelativeRemainder(_) | Method::BalinskiYoung => None,
    }
}

/// Threshold of exclusion: the largest share of the vote with which one of `parties` can still miss the last
/// of `seats`, when the others' votes fall as badly for it as they can. With more it is sure of a seat.
///
/// In lowest terms. With exactly this share the seat is at worst a tie; 0 means that everybody with a vote
/// has a seat. `None` as for [`inclusion`].
///
/// With M seats, p parties and k = min(p − 1, M) rivals that can hold a seat:
///
/// | method | threshold | |
/// |---|---|---|
/// | D'Hondt | 1 / (M + 1) | |
/// | divisors as + b, a ≥ b (Sainte-Laguë, Danish) | b / (b + aM − k(a − b)) | |
/// | divisors as + b, a < b (Imperiali) | b / (2b + a(M − 1)) | |
/// | modified Sainte-Laguë, first divisor f ≥ 1 | f / (2M − p + 1 + f) | M ≥ 2(p − 1) |
/// | Macanese | 1 / (1 + (k − r)·2^(q−1) + r·2^q) | M = qk + r |
/// | Adams, Dean, Huntington-Hill | 0; 1 / (M + 1) when M < p | |
/// | largest remainders, Hare | k / ((k + 1)M) | |
/// | largest remainders, Hagenbach-Bischoff | 1 / (M + 1) | |
/// | Lowndes (Hare, relative remainders) | (p − 2) / ((p − 1)M); 1 / (M + 1) when M < p | |
/// | block | 1/2 | |
///
/// For modified Sainte-Laguë with fewer seats the best of the rivals' ways to share them is taken: k of them
/// hold a seat, as few as can be only one. Sources as for [`inclusion`].
///
/// ```
/// use sailau_apportion::{Method, theory::exclusion};
///
/// let of = |method: &Method| exclusion(method, 5, 4).map(|share| share.to_string());
/// assert_eq!(of(&Method::SAINTE_LAGUE).as_deref(), Some("1/8"));
/// assert_eq!(of(&Method::HARE).as_deref(), Some("3/20"));
/// // Five seats for four parties: with Huntington-Hill each has one.
/// assert_eq!(of(&Method::HUNTINGTON_HILL).as_deref(), Some("0"));
/// ```
#[must_use]
pub fn exclusion(method: &Method, seats: u32, parties: u32) -> Option<Ratio> {
    let (m, p) = contest(seats, parties)?;
    let holders = m.min(p - 1);
    match method {
        Method::HighestAverages(divisor) => {
            if starts_at_zero(divisor) {
                return if m < p { share_of(1, m + 1) } else { share_of(0, 1) };
            }
            let (first, rest) = rivals_at_least(divisor, m, p)?;
            share(first, rest)
        }
        Method::LargestRemainder(quota) => match shift(*quota)? {
            0 => share_of(holders, (holders + 1) * m),
            _ => share_of(1, m + 1),
        },
        Method::QuotaThenAverages(_) => exclusion(&Method::DHONDT, seats, parties),
        Method::RelativeRemainder(Quota::Hare) if m < p => share_of(1, m + 1),
        Method::RelativeRemainder(Quota::Hare) => share_of(p - 2, (p - 1) * m),
        Method::Block => share_of(1, 2),
        Method::RelativeRemainder(_) | Method::BalinskiYoung => None,
    }
}

/// Wide numbers for a contest that is one.
fn contest(seats: u32, parties: u32) -> Option<(u128, u128)> {
    if seats == 0 || parties < 2 { None } else { Some((seats.into(), parties.into())) }
}

/// The s of a quota V/(M + s), where the formulas hold: with s up to 1 whole quotas never exceed the house.
fn shift(quota: Quota) -> Option<u128> {
    match quota {
        Quota::Hare => Some(0),
        Quota::Droop | Quota::HagenbachBischoff => Some(1),
        Quota::Imperiali | Quota::ReinforcedImperiali => None,
    }
}

fn starts_at_zero(divisor: &Divisor) -> bool {
    match divisor {
        Divisor::Adams | Divisor::Dean | Divisor::HuntingtonHill => true,
        Divisor::Sequence(sequence) => sequence.head().first() == Some(&0),
        _ => false,
    }
}

/// With votes d(0), whose claim to a first seat is 1, the most votes of p − 1 rivals that leave it the last
/// seat: the largest sum of d(s) over rivals that hold M − 1 seats. Returned as d(0) and the sum.
fn rivals_at_most(divisor: &Divisor, m: u128, p: u128) -> Option<(u128, u128)> {
    if starts_at_zero(divisor) {
        // One vote is enough beside a rival who has nearly all; a single seat goes to the most votes.
        return Some(if m == 1 { (1, p - 1) } else { (0, 1) });
    }
    if let Some(Line { slope, first }) = Line::of(divisor) {
        return Some((first, slope * (m - 1) + first * (p - 1)));
    }
    match divisor {
        Divisor::ModifiedSainteLague(first) => {
            let (first, unit) = parts(*first);
            // A rival with seats has 2s + 1; one without has the first divisor. The dearer first, the more
            // without.
            let with = if first >= unit { (m - 1).min(1) } else { (m - 1).min(p - 1) };
            Some((first, unit * (2 * (m - 1) + with) + first * (p - 1 - with)))
        }
        // Powers grow fastest where all seats are one rival's.
        Divisor::Macanese => Some((1, power_of_two(m - 1)? + p - 2)),
        _ => None,
    }
}

/// With votes d(0), the fewest votes of p − 1 rivals that take every seat from it: the smallest sum of d(s −
/// 1) over rivals that hold M seats. Returned as d(0) and the sum.
fn rivals_at_least(divisor: &Divisor, m: u128, p: u128) -> Option<(u128, u128)> {
    let holders = m.min(p - 1);
    if let Some(Line { slope, first }) = Line::of(divisor) {
        // Each holder saves slope − first.
        let sum = match first.cmp(&slope) {
            Ordering::Greater => slope * (m - 1) + first,
            _ => slope * m - holders * (slope - first),
        };
        return Some((first, sum));
    }
    match divisor {
        Divisor::ModifiedSainteLague(first) => {
            let (first, unit) = parts(*first);
            let sum = if first < unit {
                // All but one holder have a single, cheap seat; when there are as many holders as seats, all
                // have.
                let single = if holders == m { holders } else { holders - 1 };
                first * single + unit * (2 * (m - single) - (holders - single))
            } else {
                let half = m / 2;
                let sum = |holders: u128| {
                    let single = (2 * holders).saturating_sub(m);
                    first * single + unit * (2 * (m - single) - (holders - single))
                };
                // Linear up to half the house and beyond it: the least stands at an end.
                [half, half + 1, holders]
                    .into_iter()
                    .filter(|&n| (1..=holders).contains(&n))
                    .map(sum)
                    .min()?
            };
            Some((first, sum))
        }
        Divisor::Macanese => {
            // As equal as can be.
            let (each, more) = (m / holders, m % holders);
            let sum = (holders - more) * power_of_two(each - 1)? + more * power_of_two(each)?;
            Some((1, sum))
        }
        _ => None,
    }
}

/// The first divisor in units of which the second is three.
fn parts(first: FirstDivisor) -> (u128, u128) {
    let ratio = first.ratio();
    (ratio.numerator, ratio.denominator)
}

/// 2^n, as far as sums and products with a `u32` fit beside it.
fn power_of_two(n: u128) -> Option<u128> {
    if n < 90 { Some(1 << n) } else { None }
}

/// own / (own + others), in lowest terms.
fn share(own: u128, others: u128) -> Option<Ratio> {
    share_of(own, own + others)
}

fn share_of(part: u128, whole: u128) -> Option<Ratio> {
    let (mut a, mut b) = (part, whole);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    // The whole is positive, and so is what divides it.
    Some(Ratio { numerator: part.checked_div(a)?, denominator: whole.checked_div(a)? })
}
