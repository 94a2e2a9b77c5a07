// Expected values are real numbers, and nothing here decides a seat.
#![allow(clippy::float_arithmetic)]

use super::Line;
use crate::{Divisor, Method, Quota};

/// Expected seat bias: how many seats more than its exact share S·v/V the party of this `rank` (1 for the
/// largest) gets among `parties`, when all shares from `threshold` on are equally likely.
///
/// The limit for a large house; with 100 seats for up to five parties it is right to about 0.03 of a seat.
/// `threshold` is a share of the vote from 0 (none) on.
///
/// | method | bias of rank k among l | |
/// |---|---|---|
/// | divisors s + r | (r − 1/2)(1 − l·t)(1/k + … + 1/l − 1) | D'Hondt r = 1, Sainte-Laguë 1/2, Danish 1/3, Adams 0, Imperiali 2 |
/// | largest remainders, quota V/(S + s) | (s/l)(1 − l·t)(1/k + … + 1/l − 1) | Hare s = 0, Droop and Hagenbach-Bischoff 1 |
///
/// Series that come close to s + 1/2 (modified Sainte-Laguë, Dean, Huntington-Hill) have the bias of
/// Sainte-Laguë in the limit, none. `None` for other methods, a rank that is not among the parties, and a
/// threshold that not all parties could pass.
///
/// Sources: Schuster, Pukelsheim, Drton and Draper, *Electoral Studies* 22 (2003) 651-676; the limit is
/// proved by Drton and Schwingenschlögl, *Metrika* 62 (2005). Imperiali's r = 2 lies beyond the range 0 to 1
/// that they treat; the derivation (see [`average_bias`]) does not need it.
///
/// ```
/// use sailau_apportion::{Method, Quota, theory::seat_bias};
///
/// let dhondt = |rank| seat_bias(&Method::DHONDT, rank, 3, 0.0).unwrap();
/// assert!((dhondt(1) - 5.0 / 12.0).abs() < 1e-12); // five seats won in twelve elections
/// assert!((dhondt(3) + 4.0 / 12.0).abs() < 1e-12);
/// // A threshold of 5 % softens it, Droop's quota does too, Hare's has no bias at all.
/// assert_eq!(format!("{:+.3}", seat_bias(&Method::DHONDT, 1, 3, 0.05).unwrap()), "+0.354");
/// assert_eq!(format!("{:+.3}", seat_bias(&Method::LargestRemainder(Quota::Droop), 1, 3, 0.0).unwrap()), "+0.278");
/// assert_eq!(seat_bias(&Method::HARE, 1, 3, 0.0), Some(0.0));
/// ```
#[must_use]
pub fn seat_bias(method: &Method, rank: u32, parties: u32, threshold: f64) -> Option<f64> {
    let tilt = tilt(method, parties)?;
    let free = 1.0 - f64::from(parties) * threshold;
    if rank == 0 || rank > parties || !(threshold >= 0.0 && free > 0.0) {
        return None;
    }
    Some(tilt * free * (harmonic(parties) - harmonic(rank - 1) - 1.0))
}

/// Average bias of a fixed share: how many seats more than S·share a party gets among `parties`, on average
/// over all house sizes S = 1, 2, 3, …
///
/// For divisors s + r it is (r − 1/2)(p·share − 1) with p parties, for largest remainders with the quota
/// V/(S + s) it is (s/p)(p·share − 1); [`seat_bias`] lists r and s. It holds for almost all shares: those
/// without a rational relation between them.
///
/// The reason in a line: on average, rounding by s + r takes r − 1/2 seats from each party, and the divisor
/// falls until these p(r − 1/2) seats are given back by the shares.
///
/// `None` where [`seat_bias`] knows no formula either, and for a share that is not between 0 and 1.
///
/// Source: Janson, *Asymptotic bias of some election methods*, Annals of Operations Research 215 (2014),
/// arXiv 1110.6369.
///
/// ```
/// use sailau_apportion::{Method, theory::average_bias};
///
/// // Three parties, the first with 47 %.
/// let of = |method: &Method| average_bias(method, 0.47, 3).unwrap();
/// assert_eq!(format!("{:+.3}", of(&Method::DHONDT)), "+0.205");
/// assert_eq!(of(&Method::SAINTE_LAGUE), 0.0);
/// ```
#[must_use]
pub fn average_bias(method: &Method, share: f64, parties: u32) -> Option<f64> {
    let tilt = tilt(method, parties)?;
    if !(share > 0.0 && share <= 1.0) {
        return None;
    }
    Some(tilt * (f64::from(parties) * share - 1.0))
}

/// What both formulas share: r − 1/2 of a divisor series, s/l of a quota.
fn tilt(method: &Method, parties: u32) -> Option<f64> {
    if parties == 0 {
        return None;
    }
    match method {
        Method::HighestAverages(divisor) => match (Line::of(divisor), divisor) {
            (Some(line), _) => Some(line.first as f64 / line.slope as f64 - 0.5),
            (None, Divisor::ModifiedSainteLague(_) | Divisor::Dean | Divisor::HuntingtonHill) => Some(0.0),
            _ => None,
        },
        Method::LargestRemainder(Quota::Hare) => Some(0.0),
        Method::LargestRemainder(Quota::Droop | Quota::HagenbachBischoff) => Some(1.0 / f64::from(parties)),
        // They find D'Hondt's seats.
        Method::QuotaThenAverages(_) => Some(0.5),
        _ => None,
    }
}

/// 1 + 1/2 + … + 1/n, in constant time.
fn harmonic(n: u32) -> f64 {
    if n < 64 {
        return (1..=n).rev().map(|i| 1.0 / f64::from(i)).sum();
    }
    // Euler and Maclaurin; the next term is below 10⁻¹³ here.
    let x = f64::from(n);
    x.ln() + EULER_GAMMA + 1.0 / (2.0 * x) - 1.0 / (12.0 * x * x) + 1.0 / (120.0 * x.powi(4))
}

const EULER_GAMMA: f64 = 0.577_215_664_901_532_9;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_harmonic_numbers_join() {
        for n in [1, 63, 64, 65, 1000] {
            let sum: f64 = (1..=n).map(|i| 1.0 / f64::from(i)).sum();
            assert!((harmonic(n) - sum).abs() < 1e-12, "{n}");
        }
    }
}
