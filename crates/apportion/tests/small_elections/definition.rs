//! What every method gives, by its definition, in whole numbers: votes of two digits leave room for every product in 128 bits.
//!
//! Nothing is shared with the library but the names of methods. All claims are laid out, sorted, and cut where the house is full.

use std::cmp::Ordering;

use crate::apportion::{Apportionment, Divisor, Method, Quota, Tie};

/// The answer by definition; Balinski and Young's method has its ways in [`super::outcomes`].
pub(crate) fn answer(votes: &[u64], seats: u32, method: &Method) -> Apportionment {
    match method {
        Method::HighestAverages(_) => answer_within(votes, seats, method, &vec![(0, u32::MAX); votes.len()]),
        Method::LargestRemainder(quota)
        | Method::RelativeRemainder(quota)
        | Method::QuotaThenAverages(quota) => by_quota(votes, seats, *quota, method),
        Method::Block => block(votes, seats),
        other => panic!("{other} has no definition here"),
    }
}

/// The answer of a divisor method or of largest remainders, with the fewest and the most seats of each party.
pub(crate) fn answer_within(
    votes: &[u64],
    seats: u32,
    method: &Method,
    bounds: &[(u32, u32)],
) -> Apportionment {
    let mut given: Vec<u32> = bounds.iter().map(|bound| bound.0).collect();
    let open = seats - given.iter().sum::<u32>();
    let total: u64 = votes.iter().sum();
    let mut claims = Vec::new();
    for (party, (&v, &(least, most))) in votes.iter().zip(bounds).enumerate() {
        for held in least..most.min(least + open) {
            let claim = match method {
                _ if v == 0 || open == 0 => continue,
                Method::HighestAverages(divisor) => quotient(v.into(), divisor, held.into()),
                Method::LargestRemainder(quota) => {
                    let price = Price::that_fits(votes, total, seats, *quota);
                    let left = i128::from(v) * price.below - i128::from(held) * price.above;
                    Claim { above: left, below: 1 }
                }
                other => panic!("{other} knows no bounds"),
            };
            claims.push((claim, party));
        }
    }
    let ties = strongest(claims, open, &mut given);
    Apportionment { seats: given, ties }
}

/// A fraction; infinite where it has a zero below, and then the votes above rank it.
#[derive(Clone, Copy)]
struct Claim {
    above: i128,
    below: i128,
}

impl Claim {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.below, other.below) {
            (0, 0) => self.above.cmp(&other.above),
            (0, _) => Ordering::Greater,
            (_, 0) => Ordering::Less,
            _ => (self.above * other.below).cmp(&(other.above * self.below)),
        }
    }
}

/// Votes by the divisor of the next seat, or a power of both that is whole.
fn quotient(v: i128, divisor: &Divisor, held: i128) -> Claim {
    let of = |above: i128, below: i128| Claim { above, below };
    match divisor {
        Divisor::DHondt => of(v, held + 1),
        Divisor::SainteLague => of(v, 2 * held + 1),
        Divisor::ModifiedSainteLague(first) if held == 0 => by_fraction(v, &first.to_string()),
        Divisor::ModifiedSainteLague(_) => of(v, 2 * held + 1),
        Divisor::Adams => of(v, held),
        // The harmonic mean of both numbers of seats.
        Divisor::Dean if held == 0 => of(v, 0),
        Divisor::Dean => of(v * (2 * held + 1), 2 * held * (held + 1)),
        // The square.
        Divisor::HuntingtonHill => of(v * v, held * (held + 1)),
        Divisor::Danish => of(v, 3 * held + 1),
        Divisor::Imperiali => of(2 * v, held + 2),
        Divisor::Macanese => of(v, 1 << held),
        // The tenth power.
        Divisor::Estonian => of(v.pow(10), (held + 1).pow(9)),
        Divisor::Sequence(sequence) => {
            let text = sequence.to_string();
            let (head, step) = text.split_once('+').expect("a sequence shows its step");
            let head: Vec<&str> = head.split(',').collect();
            let beyond = held - (head.len() as i128 - 1);
            if beyond <= 0 {
                return by_fraction(v, head[held as usize]);
            }
            let (last, step) = (fraction(head[head.len() - 1]), fraction(step));
            // The last divisor and so many steps.
            let above = last.0 * step.1 + beyond * step.0 * last.1;
            of(v * last.1 * step.1, above)
        }
        other => panic!("{other:?} has no definition here"),
    }
}

fn by_fraction(v: i128, text: &str) -> Claim {
    let (above, below) = fraction(text);
    Claim { above: v * below, below: above }
}

fn fraction(text: &str) -> (i128, i128) {
    let (above, below) = text.split_once('/').unwrap_or((text, "1"));
    (above.parse().expect("a number"), below.parse().expect("a number"))
}

/// A seat to each of the `open` strongest claims; what equal claims leave undecided is the tie.
fn strongest(mut claims: Vec<(Claim, usize)>, open: u32, given: &mut [u32]) -> Vec<Tie> {
    if open == 0 {
        return Vec::new();
    }
    let open = open as usize;
    claims.sort_by(|a, b| b.0.cmp(&a.0));
    let last = claims[open - 1].0;
    let sure = claims.iter().take_while(|claim| claim.0.cmp(&last).is_gt()).count();
    let mut equal: Vec<usize> =
        claims[sure..].iter().take_while(|claim| claim.0.cmp(&last).is_eq()).map(|claim| claim.1).collect();
    let decided = sure + equal.len() == open;
    for (_, party) in &claims[..if decided { open } else { sure }] {
        given[*party] += 1;
    }
    if decided {
        return Vec::new();
    }
    equal.sort_unstable();
    vec![Tie { parties: equal, seats: (open - sure) as u32, all_to_one: false }]
}

/// The price of a seat, a fraction.
struct Price {
    above: i128,
    below: i128,
}

impl Price {
    /// The quota; where its whole quotas exceed the house and the law lowers it, a lower one.
    fn that_fits(votes: &[u64], total: u64, seats: u32, quota: Quota) -> Self {
        let (total, seats) = (i128::from(total), i128::from(seats));
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
fn by_quota(votes: &[u64], seats: u32, quota: Quota, method: &Method) -> Apportionment {
    let price = Price::that_fits(votes, votes.iter().sum(), seats, quota);
    let mut given: Vec<u32> = votes.iter().map(|&v| price.wholes(v) as u32).collect();
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
    let mut claims = Vec::new();
    if let Method::QuotaThenAverages(_) = method {
        for &party in &holders {
            let held = given[party]..given[party] + open;
            claims.extend(
                held.map(|held| (quotient(votes[party].into(), &Divisor::DHondt, held.into()), party)),
            );
        }
    } else {
        let wholes = given.clone();
        // With more seats open than parties everybody gets one in turn.
        while open as usize >= holders.len() {
            holders.iter().for_each(|&party| given[party] += 1);
            open -= holders.len() as u32;
        }
        claims.extend(holders.iter().map(|&party| {
            let claim = match method {
                Method::LargestRemainder(_) => Claim { above: price.remainder(votes[party]), below: 1 },
                _ => Claim { above: votes[party].into(), below: wholes[party].into() },
            };
            (claim, party)
        }));
    }
    let ties = strongest(claims, open, &mut given);
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
