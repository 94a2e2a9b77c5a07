//! Every method by its definition, in exact fractions without bound. Nothing here is fast, and nothing is shared
//! with the library but the names of the methods.

use num_bigint::BigInt;
use num_rational::BigRational;
use sailau::apportion::{Apportionment, Divisor, Method, Quota, Tie};

/// The answer by definition; for Balinski and Young's method see [`super::quota_method`].
pub(crate) fn answer(votes: &[u64], seats: u32, method: &Method) -> Apportionment {
    let free = vec![(0, u32::MAX); votes.len()];
    match method {
        Method::HighestAverages(_) => answer_within(votes, seats, method, &free),
        Method::Block => block(votes, seats),
        Method::LargestRemainder(quota)
        | Method::RelativeRemainder(quota)
        | Method::QuotaThenAverages(quota) => by_quota(votes, seats, *quota, method),
        other => panic!("{other} has no definition here"),
    }
}

/// The answer with the fewest and the most seats of each party.
///
/// All claims are laid out, sorted, and cut where the house is full.
pub(crate) fn answer_within(
    votes: &[u64],
    seats: u32,
    method: &Method,
    bounds: &[(u32, u32)],
) -> Apportionment {
    let mut given: Vec<u32> = bounds.iter().map(|bound| bound.0).collect();
    let open = seats - given.iter().sum::<u32>();
    if open == 0 {
        return Apportionment { seats: given, ties: Vec::new() };
    }
    let mut claims = Vec::new();
    for (party, (&v, &(least, most))) in votes.iter().zip(bounds).enumerate() {
        if v > 0 {
            let held = least..most.min(least + open);
            claims.extend(held.map(|held| (party, held)));
        }
    }
    let ties = match method {
        Method::HighestAverages(divisor) => {
            let series = Series::of(divisor);
            let claim = |&(party, held): &(usize, u32)| (series.claim(votes[party], held), party);
            strongest(claims.iter().map(claim).collect(), open, &mut given)
        }
        Method::LargestRemainder(quota) => {
            let (quota, _) = quota_that_fits(votes, seats, *quota);
            let claim = |&(party, held): &(usize, u32)| (whole(votes[party]) / &quota - whole(held), party);
            strongest(claims.iter().map(claim).collect(), open, &mut given)
        }
        other => panic!("{other} knows no bounds"),
    };
    Apportionment { seats: given, ties }
}

/// Gives a seat to each of the `open` strongest claims; what equal claims leave undecided is the tie.
fn strongest<K: Ord>(mut claims: Vec<(K, usize)>, open: u32, given: &mut [u32]) -> Vec<Tie> {
    let open = open as usize;
    if open == 0 {
        return Vec::new();
    }
    claims.sort_by(|a, b| b.0.cmp(&a.0));
    if claims.get(open).is_none_or(|next| next.0 < claims[open - 1].0) {
        claims.truncate(open);
        for (_, party) in claims {
            given[party] += 1;
        }
        return Vec::new();
    }
    let last = &claims[open - 1].0;
    let sure = claims.iter().take_while(|claim| claim.0 > *last).count();
    let mut parties: Vec<_> = claims.iter().filter(|claim| claim.0 == *last).map(|claim| claim.1).collect();
    parties.sort_unstable();
    for (_, party) in &claims[..sure] {
        given[*party] += 1;
    }
    vec![Tie { parties, seats: (open - sure) as u32, all_to_one: false }]
}

/// A party's claim to a seat, by the quotient's tenth power: that is a fraction for whole divisors, for square roots
/// and for powers of 0.9 alike. A quotient by zero is infinite, and the votes rank it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Claim {
    Finite(BigRational),
    Infinite(u64),
}

/// A divisor series, ready to be asked.
pub(crate) enum Series {
    /// Divisors written out, and the step that follows.
    Written(Vec<BigRational>, BigRational),
    /// Any other, by its formula.
    Formula(Divisor),
}

impl Series {
    pub(crate) fn of(divisor: &Divisor) -> Self {
        match divisor {
            Divisor::ModifiedSainteLague(first) => {
                let first = fraction(&first.to_string());
                Self::Written(vec![first, whole(3u32)], whole(2u32))
            }
            Divisor::Sequence(sequence) => {
                let text = sequence.to_string();
                let (head, step) = text.split_once('+').expect("a sequence shows its step");
                Self::Written(head.split(',').map(fraction).collect(), fraction(step))
            }
            other => Self::Formula(other.clone()),
        }
    }

    /// The tenth power of the divisor of seat number `held` + 1.
    pub(crate) fn tenth_power(&self, held: u32) -> BigRational {
        let j = BigInt::from(held);
        let linear = |slope: u32, first: u32| whole(&j * slope + first).pow(10);
        match self {
            Self::Written(head, step) => {
                let last = head.len() - 1;
                let beyond = (held as usize).saturating_sub(last);
                (&head[last.min(held as usize)] + step * whole(beyond)).pow(10)
            }
            Self::Formula(divisor) => match divisor {
                Divisor::DHondt => linear(1, 1),
                Divisor::SainteLague => linear(2, 1),
                Divisor::Adams => linear(1, 0),
                Divisor::Danish => linear(3, 1),
                Divisor::Imperiali => linear(1, 2) / whole(1024u32),
                Divisor::Dean => BigRational::new(2u32 * &j * (&j + 1), 2u32 * &j + 1).pow(10),
                Divisor::HuntingtonHill => whole(&j * (&j + 1)).pow(5),
                Divisor::Macanese => whole(BigInt::from(1) << (10 * held)),
                Divisor::Estonian => whole(&j + 1).pow(9),
                other => panic!("{other:?} has no formula here"),
            },
        }
    }

    pub(crate) fn claim(&self, votes: u64, held: u32) -> Claim {
        let divisor = self.tenth_power(held);
        if divisor == whole(0u32) {
            return Claim::Infinite(votes);
        }
        // Not reduced: only compared.
        Claim::Finite(BigRational::new_raw(
            BigInt::from(votes).pow(10) * divisor.denom(),
            divisor.numer().clone(),
        ))
    }
}

/// Whole quotas, and the seats left over by the rule of the method.
fn by_quota(votes: &[u64], seats: u32, quota: Quota, method: &Method) -> Apportionment {
    let (quota, claimed) = quota_that_fits(votes, seats, quota);
    let shares: Vec<_> = votes.iter().map(|&v| whole(v) / &quota).collect();
    let wholes: Vec<BigInt> = shares.iter().map(BigRational::to_integer).collect();
    let holders: Vec<usize> = (0..votes.len()).filter(|&party| votes[party] > 0).collect();
    if claimed > seats.into() {
        // S + 1 whole quotas claim S seats: a tie of all their holders, save that one alone has the house.
        let mut given: Vec<u32> = wholes.iter().map(|n| u32::try_from(n).unwrap_or(u32::MAX)).collect();
        if let [only] = holders[..] {
            given[only] = seats;
            return Apportionment { seats: given, ties: Vec::new() };
        }
        for &party in &holders {
            given[party] -= 1;
        }
        let tied = seats - given.iter().sum::<u32>();
        return Apportionment {
            seats: given,
            ties: vec![Tie { parties: holders, seats: tied, all_to_one: false }],
        };
    }
    let mut given: Vec<u32> = wholes.iter().map(|n| u32::try_from(n).unwrap()).collect();
    let mut open = seats - given.iter().sum::<u32>();
    if let Method::QuotaThenAverages(_) = method {
        let mut claims = Vec::new();
        for &party in &holders {
            let held = given[party]..given[party] + open;
            claims.extend(held.map(|held| (whole(votes[party]) / whole(held + 1), party)));
        }
        let ties = strongest(claims, open, &mut given);
        return Apportionment { seats: given, ties };
    }
    // With more seats open than parties everybody gets one in turn.
    while open as usize >= holders.len() {
        for &party in &holders {
            given[party] += 1;
        }
        open -= holders.len() as u32;
    }
    let claim = |&party: &usize| {
        let key = match method {
            Method::LargestRemainder(_) => Claim::Finite(shares[party].fract()),
            _ if wholes[party] == BigInt::from(0) => Claim::Infinite(votes[party]),
            _ => Claim::Finite(BigRational::new(votes[party].into(), wholes[party].clone())),
        };
        (key, party)
    };
    let ties = strongest(holders.iter().map(claim).collect(), open, &mut given);
    Apportionment { seats: given, ties }
}

/// The quota, lowered while its whole quotas exceed the house and the law lowers it; and the whole quotas.
fn quota_that_fits(votes: &[u64], seats: u32, quota: Quota) -> (BigRational, BigInt) {
    let total: BigInt = votes.iter().map(|&v| BigInt::from(v)).sum();
    let mut parts: Vec<u32> = match quota {
        Quota::Hare => vec![0],
        Quota::Droop => {
            let quota = BigRational::from(total / (BigInt::from(seats) + 1) + 1);
            let claimed = votes.iter().map(|&v| (whole(v) / &quota).to_integer()).sum();
            return (quota, claimed);
        }
        Quota::HagenbachBischoff => vec![1],
        Quota::Imperiali => vec![2, 1],
        Quota::ReinforcedImperiali => vec![3, 2, 1],
        other => panic!("{other:?} has no definition here"),
    };
    loop {
        let more = parts.remove(0);
        let quota = BigRational::new(total.clone(), BigInt::from(seats) + more);
        let claimed: BigInt = votes.iter().map(|&v| (whole(v) / &quota).to_integer()).sum();
        if claimed <= seats.into() || parts.is_empty() {
            return (quota, claimed);
        }
    }
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

pub(crate) fn whole(n: impl Into<BigInt>) -> BigRational {
    BigRational::from(n.into())
}

fn fraction(text: &str) -> BigRational {
    let (above, below) = text.split_once('/').unwrap_or((text, "1"));
    BigRational::new(above.parse().unwrap(), below.parse().unwrap())
}

/// Whether a divisor method's answer is the right one, without laying out all claims: every sure seat's claim
/// beats every claim that is not met, and the claims of a tie lie between the two and are equal.
///
/// By Balinski and Young (1982, appendix A) this inequality has one solution, so it serves for any house size.
pub(crate) fn satisfies_min_max(
    votes: &[u64],
    divisor: &Divisor,
    bounds: &[(u32, u32)],
    answer: &Apportionment,
) -> Result<(), String> {
    let series = Series::of(divisor);
    let mut tied = vec![false; votes.len()];
    for &party in answer.ties.iter().flat_map(|tie| &tie.parties) {
        tied[party] = true;
    }
    let (mut weakest, mut strongest, mut between) = (None, None, Vec::new());
    for (party, (&v, &(least, most))) in votes.iter().zip(bounds).enumerate() {
        let held = answer.seats[party];
        if held < least || held > most || (v == 0 && held > least) {
            return Err(format!("party {party} has {held} seats, outside {least}..={most}"));
        }
        if v > 0 && held > least {
            let met = series.claim(v, held - 1);
            weakest = Some(weakest.map_or(met.clone(), |weakest: Claim| weakest.min(met)));
        }
        if v > 0 && held < most {
            let next = series.claim(v, held);
            if tied[party] {
                between.push(next);
                if held + 1 == most {
                    continue;
                }
                strongest = strongest.max(Some(series.claim(v, held + 1)));
            } else {
                strongest = strongest.max(Some(next));
            }
        } else if tied[party] {
            return Err(format!("party {party} is tied for a seat that it cannot have"));
        }
    }
    if let Some(border) = between.first() {
        if between.iter().any(|claim| claim != border) {
            return Err("claims of a tie differ".to_owned());
        }
        if weakest.is_some_and(|weakest| weakest <= *border) {
            return Err("a sure seat is no stronger than the tie".to_owned());
        }
        if strongest.is_some_and(|strongest| strongest >= *border) {
            return Err("a claim left out is no weaker than the tie".to_owned());
        }
    } else if let (Some(weakest), Some(strongest)) = (weakest, strongest)
        && weakest <= strongest
    {
        return Err("a claim left out is no weaker than one that is met".to_owned());
    }
    Ok(())
}
