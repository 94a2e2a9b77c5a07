//! What every method gives, by its definition, in whole numbers: any votes, and houses of up to some thousand seats.
//!
//! Nothing is shared with the library but the names of methods. Seats are given one by one, each to the strongest claim; claims as
//! strong as the last one are a tie. There is nothing clever in it, and yet a billion elections can be asked of it in an hour.

use std::cmp::Ordering;

use crate::apportion::{Apportionment, Divisor, Method, Quota, Tie};

/// A method, ready to be asked; Balinski and Young's has its ways in [`super::outcomes`].
pub(crate) enum Definition {
    Averages(Series),
    Quotas(Quota, Rest),
    MostVotes,
}

/// Who gets what whole quotas leave.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Rest {
    Remainders,
    RelativeRemainders,
    Averages,
}

/// The divisors of the seats.
pub(crate) enum Series {
    /// Whole numbers, all in one unit: some written out, then equal steps.
    Written(Vec<u64>, u64),
    /// 2s(s + 1)/(2s + 1) after s seats.
    HarmonicMeans,
    /// √(s(s + 1)).
    GeometricMeans,
    /// 2^s.
    PowersOfTwo,
    /// (s + 1)^0.9.
    NineTenths,
}

impl Definition {
    pub(crate) fn of(method: &Method) -> Self {
        match method {
            Method::HighestAverages(divisor) => Self::Averages(Series::of(divisor)),
            Method::LargestRemainder(quota) => Self::Quotas(*quota, Rest::Remainders),
            Method::RelativeRemainder(quota) => Self::Quotas(*quota, Rest::RelativeRemainders),
            Method::QuotaThenAverages(quota) => Self::Quotas(*quota, Rest::Averages),
            Method::Block => Self::MostVotes,
            other => panic!("{other} has no definition here"),
        }
    }

    pub(crate) fn answer(&self, votes: &[u64], seats: u32) -> Apportionment {
        match self {
            Self::Averages(_) => self.answer_within(votes, seats, &vec![(0, u32::MAX); votes.len()]),
            Self::Quotas(quota, rest) => by_quota(votes, seats, *quota, *rest),
            Self::MostVotes => block(votes, seats),
        }
    }

    /// The answer of a divisor method or of largest remainders, with the fewest and the most seats of each party.
    pub(crate) fn answer_within(&self, votes: &[u64], seats: u32, bounds: &[(u32, u32)]) -> Apportionment {
        let mut given: Vec<u32> = bounds.iter().map(|bound| bound.0).collect();
        let open = seats - given.iter().sum::<u32>();
        let ties = match self {
            _ if open == 0 => Vec::new(),
            Self::Averages(series) => series.seats(votes, bounds, open, &mut given),
            Self::Quotas(quota, Rest::Remainders) => {
                // A party's claims are its votes in quotas, less a quota for each seat before.
                let price = Price::that_fits(votes, seats, *quota);
                let left =
                    |v: u64, held: u32, _| i128::from(v) * price.below - i128::from(held) * price.above;
                one_by_one(votes, bounds, open, &mut given, by_products(votes, |v| v, left))
            }
            _ => panic!("this method knows no bounds"),
        };
        Apportionment { seats: given, ties }
    }
}

/// A party, and how many seats it holds: its claim to the next one.
type Claim = (usize, u32);

impl Series {
    fn of(divisor: &Divisor) -> Self {
        let written = |first, step| Self::Written(vec![first], step);
        match divisor {
            Divisor::DHondt => written(1, 1),
            Divisor::SainteLague => written(1, 2),
            Divisor::Adams => written(0, 1),
            Divisor::Danish => written(1, 3),
            // In halves.
            Divisor::Imperiali => written(2, 1),
            Divisor::ModifiedSainteLague(first) => {
                let (above, below) = fraction(&first.to_string());
                Self::Written(vec![above, 3 * below], 2 * below)
            }
            Divisor::Sequence(sequence) => {
                let text = sequence.to_string();
                let (head, step) = text.split_once('+').expect("a sequence shows its step");
                let (head, step) = (head.split(',').map(fraction).collect::<Vec<_>>(), fraction(step));
                let unit: u64 = head.iter().fold(step.1, |unit, divisor| common_multiple(unit, divisor.1));
                let in_units = |(above, below): (u64, u64)| above * (unit / below);
                Self::Written(head.into_iter().map(in_units).collect(), in_units(step))
            }
            Divisor::Dean => Self::HarmonicMeans,
            Divisor::HuntingtonHill => Self::GeometricMeans,
            Divisor::Macanese => Self::PowersOfTwo,
            Divisor::Estonian => Self::NineTenths,
            other => panic!("{other:?} has no definition here"),
        }
    }

    /// One by one to the highest quotient.
    ///
    /// v/d is held against w/e as v·e against w·d, or by a power of both sides in which they are whole: each closure makes one side, of a
    /// party's votes, its seats and the other's.
    fn seats(&self, votes: &[u64], bounds: &[(u32, u32)], open: u32, given: &mut [u32]) -> Vec<Tie> {
        match self {
            Self::Written(head, step) => {
                let divisor = |held: u32| match head.get(held as usize) {
                    Some(written) => *written,
                    None => head[head.len() - 1] + step * (u64::from(held) + 1 - head.len() as u64),
                };
                let side = |v: u64, _, other: u32| u128::from(v) * u128::from(divisor(other));
                one_by_one(votes, bounds, open, given, by_products(votes, |v| v, side))
            }
            Self::HarmonicMeans => {
                let side = |v: u64, own: u32, other: u32| {
                    let (own, other) = (u128::from(own), u128::from(other));
                    u128::from(v) * (2 * own + 1) * 2 * other * (other + 1)
                };
                one_by_one(votes, bounds, open, given, by_products(votes, |v| v, side))
            }
            Self::GeometricMeans => {
                let square = |v| long::<4>(&[v, v]);
                let side = |square, _, other: u32| times(times(square, other.into()), u64::from(other) + 1);
                one_by_one(votes, bounds, open, given, by_products(votes, square, side))
            }
            Self::PowersOfTwo => {
                // Both sides without the power that they share. Beyond 2^64 this one is the larger, whatever its votes.
                let side = |v, own: u32, other: u32| u128::from(v) << (other - own.min(other)).min(64);
                one_by_one(votes, bounds, open, given, by_products(votes, |v: u64| v, side))
            }
            Self::NineTenths => {
                let tenth_power = |v| long::<12>(&[v; 10]);
                let side = |power, _, other: u32| {
                    let divisor = u64::from(other) + 1;
                    let part =
                        |exponent| divisor.checked_pow(exponent).expect("a house of 7,000 seats at most");
                    times(times(power, part(4)), part(5))
                };
                one_by_one(votes, bounds, open, given, by_products(votes, tenth_power, side))
            }
        }
    }
}

/// An order of claims by the two sides that stand against each other.
fn by_products<W: Copy, P: Ord>(
    votes: &[u64],
    weight: impl Fn(u64) -> W,
    side: impl Fn(W, u32, u32) -> P,
) -> impl Fn(Claim, Claim) -> Ordering {
    let weights: Vec<W> = votes.iter().map(|&v| weight(v)).collect();
    move |(a, held_a), (b, held_b)| {
        if held_a == 0 && held_b == 0 {
            // By the same divisor, which may be 0: both are infinite then, and the votes rank them.
            return votes[a].cmp(&votes[b]);
        }
        side(weights[a], held_a, held_b).cmp(&side(weights[b], held_b, held_a))
    }
}

/// A product of many digits of 64 bits, the highest first.
fn long<const DIGITS: usize>(factors: &[u64]) -> [u64; DIGITS] {
    let mut one = [0; DIGITS];
    one[DIGITS - 1] = 1;
    factors.iter().fold(one, |product, &factor| times(product, factor))
}

fn times<const DIGITS: usize>(mut number: [u64; DIGITS], factor: u64) -> [u64; DIGITS] {
    let mut carried = 0;
    for digit in number.iter_mut().rev() {
        let product = u128::from(*digit) * u128::from(factor) + carried;
        (*digit, carried) = (product as u64, product >> 64);
    }
    assert_eq!(carried, 0, "the digits hold the product");
    number
}

fn fraction(text: &str) -> (u64, u64) {
    let (above, below) = text.split_once('/').unwrap_or((text, "1"));
    (above.parse().expect("a number"), below.parse().expect("a number"))
}

fn common_multiple(a: u64, b: u64) -> u64 {
    (1..=b).map(|times| a * times).find(|multiple| multiple.is_multiple_of(b)).expect("a·b is one")
}

/// Gives each of the `open` seats to the strongest claim; what equal claims leave undecided is the tie, and is not given.
fn one_by_one(
    votes: &[u64],
    bounds: &[(u32, u32)],
    open: u32,
    given: &mut [u32],
    order: impl Fn(Claim, Claim) -> Ordering,
) -> Vec<Tie> {
    let mut last = None;
    for _ in 0..open {
        let mut first: Option<Claim> = None;
        for party in 0..votes.len() {
            let claim = (party, given[party]);
            if votes[party] > 0
                && given[party] < bounds[party].1
                && first.is_none_or(|first| order(claim, first).is_gt())
            {
                first = Some(claim);
            }
        }
        let (party, _) = first.expect("the bounds leave room for the house");
        given[party] += 1;
        last = first;
    }
    let Some(last) = last else { return Vec::new() };
    let equal = |claim| order(claim, last).is_eq();
    let holders = || (0..votes.len()).filter(|&party| votes[party] > 0);
    let met: Vec<usize> = holders().filter(|&i| given[i] > bounds[i].0 && equal((i, given[i] - 1))).collect();
    let left: Vec<usize> = holders().filter(|&i| given[i] < bounds[i].1 && equal((i, given[i]))).collect();
    if left.is_empty() {
        return Vec::new();
    }
    met.iter().for_each(|&party| given[party] -= 1);
    let mut parties = [&met[..], &left].concat();
    parties.sort_unstable();
    vec![Tie { parties, seats: met.len() as u32, all_to_one: false }]
}

/// The price of a seat, a fraction.
struct Price {
    above: i128,
    below: i128,
}

impl Price {
    /// The quota; where its whole quotas exceed the house and the law lowers it, a lower one.
    fn that_fits(votes: &[u64], seats: u32, quota: Quota) -> Self {
        let total: i128 = votes.iter().map(|&v| i128::from(v)).sum();
        let seats = i128::from(seats);
        let more: &[i128] = match quota {
            Quota::Hare => &[0],
            Quota::Droop => return Self { above: total / (seats + 1) + 1, below: 1 },
            Quota::HagenbachBischoff => &[1],
            Quota::Imperiali => &[2, 1],
            Quota::ReinforcedImperiali => &[3, 2, 1],
            other => panic!("{other:?} has no definition here"),
        };
        let prices = || more.iter().map(|more| Self { above: total, below: seats + more });
        let fits = |price: &Self| votes.iter().map(|&v| price.wholes(v)).sum::<i128>() <= seats;
        prices().find(fits).or_else(|| prices().next_back()).expect("a quota")
    }

    fn wholes(&self, votes: u64) -> i128 {
        i128::from(votes) * self.below / self.above
    }

    fn remainder(&self, votes: u64) -> i128 {
        i128::from(votes) * self.below % self.above
    }
}

/// Whole quotas, and the seats left over by the rule of the method.
fn by_quota(votes: &[u64], seats: u32, quota: Quota, rest: Rest) -> Apportionment {
    let price = Price::that_fits(votes, seats, quota);
    let wholes: Vec<u32> = votes.iter().map(|&v| price.wholes(v) as u32).collect();
    let mut given = wholes.clone();
    let holders: Vec<usize> = (0..votes.len()).filter(|&party| votes[party] > 0).collect();
    let claimed = given.iter().sum::<u32>();
    if claimed > seats {
        // S + 1 whole quotas claim S seats: a tie of all their holders, save that one alone has the house.
        if let [only] = holders[..] {
            given[only] = seats;
            return Apportionment { seats: given, ties: Vec::new() };
        }
        for &party in &holders {
            given[party] -= 1;
        }
        let tied = seats - given.iter().sum::<u32>();
        let ties = vec![Tie { parties: holders, seats: tied, all_to_one: false }];
        return Apportionment { seats: given, ties };
    }
    let mut open = seats - claimed;
    if rest == Rest::Averages {
        let from: Vec<(u32, u32)> = wholes.iter().map(|&whole| (whole, u32::MAX)).collect();
        let ties = Series::of(&Divisor::DHondt).seats(votes, &from, open, &mut given);
        return Apportionment { seats: given, ties };
    }
    // With more seats open than parties everybody gets one in turn.
    while open as usize >= holders.len() {
        holders.iter().for_each(|&party| given[party] += 1);
        open -= holders.len() as u32;
    }
    let one_each: Vec<(u32, u32)> = given.iter().map(|&held| (held, held + 1)).collect();
    let ties = if rest == Rest::Remainders {
        let remainders: Vec<i128> = votes.iter().map(|&v| price.remainder(v)).collect();
        one_by_one(votes, &one_each, open, &mut given, |a, b| remainders[a.0].cmp(&remainders[b.0]))
    } else {
        // Votes by whole quotas; without one they are infinite, and rank by themselves.
        let side = |a: usize, b: usize| u128::from(votes[a]) * u128::from(wholes[b]);
        let order = |a: usize, b: usize| match (wholes[a], wholes[b]) {
            (0, 0) => votes[a].cmp(&votes[b]),
            _ => side(a, b).cmp(&side(b, a)),
        };
        one_by_one(votes, &one_each, open, &mut given, |a, b| order(a.0, b.0))
    };
    Apportionment { seats: given, ties }
}

fn block(votes: &[u64], seats: u32) -> Apportionment {
    let most = votes.iter().max().copied().unwrap_or(0);
    let first: Vec<usize> = (0..votes.len()).filter(|&party| votes[party] == most).collect();
    let mut given = vec![0; votes.len()];
    if let [only] = first[..] {
        given[only] = seats;
        return Apportionment { seats: given, ties: Vec::new() };
    }
    Apportionment { seats: given, ties: vec![Tie { parties: first, seats, all_to_one: true }] }
}
