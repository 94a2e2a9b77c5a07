//! Certificates verify and nothing else does; margins are the fewest votes, by brute force.

use num_bigint::BigUint;
use proptest::prelude::*;
use sailau::apportion::{
    Apportionment, Bounds, Certificate, Change, Divisor, DivisorCertificate, DivisorValue, Method, Quota,
    Ratio, Strength, Tie, VerifyError, apportion, apportion_within, certify, certify_within, margin, verify,
    verify_within,
};

/// Votes that like to tie: small numbers, repeated numbers, multiples, zeros, and the end of the range.
fn votes() -> impl Strategy<Value = Vec<u64>> {
    let one = prop_oneof![
        4 => 0..12u64,
        3 => 0..100_000u64,
        2 => (1..40u64).prop_map(|n| n * 60_060),
        2 => any::<u64>(),
        1 => (0..4u64).prop_map(|n| u64::MAX - n),
    ];
    prop::collection::vec(one, 1..9).prop_filter("somebody has votes", |votes| votes.iter().any(|&v| v > 0))
}

/// Every method with a name, and some series given as data.
fn methods() -> Vec<Method> {
    let given =
        ["sequence:0,1/3,1+7/2", "sequence:1.4,3,5", "modified-sainte-lague:6/5", "sequence:1/1000,1+1"];
    Method::ALL.into_iter().chain(given.map(|name| name.parse().unwrap())).collect()
}

fn method() -> impl Strategy<Value = Method> {
    prop::sample::select(methods())
}

/// Results that differ from the right one: a seat in other hands, a party more or fewer in a tie, a tie made up.
fn tampered(result: &Apportionment) -> Vec<Apportionment> {
    let mut wrong = Vec::new();
    let parties = result.seats.len();
    for from in (0..parties).filter(|&from| result.seats[from] > 0) {
        for to in (0..parties).filter(|&to| to != from) {
            let mut other = result.clone();
            other.seats[from] -= 1;
            other.seats[to] += 1;
            wrong.push(other);
        }
        let mut one_less = result.clone();
        one_less.seats[from] -= 1;
        wrong.push(one_less.clone());
        if parties > 1 {
            one_less.ties.push(Tie { parties: vec![0, 1], seats: 1, all_to_one: false });
            wrong.push(one_less);
        }
    }
    for number in 0..result.ties.len() {
        for position in 0..result.ties[number].parties.len() {
            let mut other = result.clone();
            let party = other.ties[number].parties.remove(position);
            wrong.push(other.clone());
            // The tie decided for somebody.
            other.ties[number].seats -= 1;
            other.seats[party] += 1;
            if other.ties[number].seats == 0 {
                other.ties.remove(number);
            }
            wrong.push(other);
        }
        for party in (0..parties).filter(|party| !result.ties[number].parties.contains(party)) {
            let mut other = result.clone();
            other.ties[number].parties.push(party);
            other.ties[number].parties.sort_unstable();
            wrong.push(other);
        }
    }
    wrong
}

/// Everything that a certificate says, said otherwise.
fn forged(certificate: &Certificate) -> Vec<Certificate> {
    let mut forged = vec![];
    match certificate {
        Certificate::Divisors(right) => {
            let mut push = |change: &dyn Fn(&mut DivisorCertificate)| {
                let mut other = right.clone();
                change(&mut other);
                if other != *right {
                    forged.push(Certificate::Divisors(other));
                }
            };
            push(&|other| other.met = None);
            push(&|other| other.unmet = None);
            push(&|other| other.met = other.unmet);
            push(&|other| other.unmet = other.met);
            push(&|other| other.step.numerator += 1);
            for change in [1, u64::MAX] {
                push(&|other| {
                    other.met.iter_mut().for_each(|claim| claim.seat = claim.seat.wrapping_add(change));
                });
                push(&|other| {
                    let bump = |v: u64| v.wrapping_add(change);
                    other
                        .unmet
                        .iter_mut()
                        .for_each(|claim| claim.quotient.votes = bump(claim.quotient.votes));
                });
                push(&|other| {
                    other.unmet.iter_mut().for_each(|claim| claim.party = (change as usize).max(1_000))
                });
            }
        }
        Certificate::Quota(right) => {
            for party in 0..right.shares.len() {
                let mut other = right.clone();
                other.shares[party].whole += 1;
                forged.push(Certificate::Quota(other));
                let mut other = right.clone();
                other.shares[party].remainder += 1;
                forged.push(Certificate::Quota(other));
                // Whole quotas too few, made up for by the remainder.
                let mut other = right.clone();
                if other.shares[party].whole > 0 {
                    other.shares[party].whole -= 1;
                    other.shares[party].remainder += other.quota.numerator;
                    forged.push(Certificate::Quota(other));
                }
            }
            let mut other = right.clone();
            other.quota.numerator += 1;
            forged.push(Certificate::Quota(other));
            let mut other = right.clone();
            other.shares.pop();
            forged.push(Certificate::Quota(other));
            for (met, unmet) in [(None, right.unmet), (right.met, None), (right.unmet, right.met)] {
                let mut other = right.clone();
                (other.met, other.unmet) = (met, unmet);
                if other != *right && !(met == right.unmet && unmet == right.met && is_tie(right)) {
                    forged.push(Certificate::Quota(other));
                }
            }
        }
        Certificate::OneByOne(right) => {
            for house in 0..right.order.len() {
                let mut other = right.clone();
                other.order[house] += 1;
                forged.push(Certificate::OneByOne(other));
            }
            let mut other = right.clone();
            other.order.pop();
            if other != *right {
                forged.push(Certificate::OneByOne(other));
            }
        }
        Certificate::Block(right) => {
            let mut other = *right;
            other.most_votes ^= 1;
            forged.push(Certificate::Block(other));
        }
        _ => {}
    }
    forged
}

/// Two claims of one tie may stand in either order.
fn is_tie(count: &sailau::apportion::QuotaCertificate) -> bool {
    let strength = |claim: &Option<sailau::apportion::RestClaim>| claim.map(|claim| claim.strength);
    let by = |claim: &Option<sailau::apportion::RestClaim>| match strength(claim) {
        Some(Strength::Remainder { beyond, remainder }) => Some((beyond, remainder, 0, 0)),
        Some(Strength::Whole { beyond }) => Some((beyond, 0, 1, 0)),
        _ => None,
    };
    by(&count.met).is_some() && by(&count.met) == by(&count.unmet)
        || count.met.zip(count.unmet).is_some_and(|(met, unmet)| match (met.strength, unmet.strength) {
            (Strength::Average { quotient: a }, Strength::Average { quotient: b }) => a.compare(&b).is_eq(),
            (Strength::Relative { quotient: a, .. }, Strength::Relative { quotient: b, .. }) => {
                a.compare(&b).is_eq()
            }
            _ => false,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases(3000)))]

    #[test]
    fn certificates_verify(votes in votes(), seats in 0..60u32, method in method()) {
        let result = apportion(&votes, seats, &method).unwrap();
        let certificate = certify(&votes, seats, &method).unwrap();
        prop_assert_eq!(verify(&votes, seats, &method, &result, &certificate), Ok(()));
        serde_json::to_string(&certificate).unwrap();
        prop_assert!(!certificate.to_string().is_empty());
    }

    #[test]
    fn any_house_and_any_votes(votes in votes(), seats in any::<u32>(), method in method()) {
        prop_assume!(method != Method::BalinskiYoung);
        let result = apportion(&votes, seats, &method).unwrap();
        let certificate = certify(&votes, seats, &method).unwrap();
        prop_assert_eq!(verify(&votes, seats, &method, &result, &certificate), Ok(()));
        for wrong in tampered(&result) {
            prop_assert!(verify(&votes, seats, &method, &wrong, &certificate).is_err());
        }
    }

    #[test]
    fn nothing_else_verifies(votes in votes(), seats in 0..60u32, method in method()) {
        let result = apportion(&votes, seats, &method).unwrap();
        let certificate = certify(&votes, seats, &method).unwrap();
        for wrong in tampered(&result) {
            let verdict = verify(&votes, seats, &method, &wrong, &certificate);
            prop_assert!(verdict.is_err(), "{wrong:?} passes for {result:?}");
            // Nor by any other certificate that its own seats would suggest.
            prop_assert!(verify(&votes, seats + 1, &method, &result, &certificate).is_err());
        }
        for other in forged(&certificate) {
            let verdict = verify(&votes, seats, &method, &result, &other);
            prop_assert!(verdict.is_err(), "{other:?} passes for {certificate:?}");
        }
    }

    /// Another method's certificate is refused, unless it says the very same.
    #[test]
    fn certificates_belong_to_a_method(
        votes in votes(), seats in 1..60u32, method in method(), other in method(),
    ) {
        let result = apportion(&votes, seats, &method).unwrap();
        let right = certify(&votes, seats, &method).unwrap();
        let certificate = certify(&votes, seats, &other).unwrap();
        if certificate != right && !result.ties.iter().any(|tie| tie.seats > 0) {
            prop_assert!(verify(&votes, seats, &method, &result, &certificate).is_err());
        }
    }

    #[test]
    fn within_bounds(
        (votes, least, most) in votes().prop_flat_map(|votes| {
            let each = votes.len();
            (Just(votes), prop::collection::vec(0..5u32, each), prop::collection::vec(0..20u32, each))
        }),
        seats in 0..60u32,
        method in method(),
    ) {
        let most = least.iter().zip(most).map(|(&least, more)| least + more).collect();
        let bounds = Bounds::at_least_each(least.clone()).at_most_each(most);
        let result = apportion_within(&votes, seats, &method, &bounds);
        let certificate = certify_within(&votes, seats, &method, &bounds);
        if matches!(method, Method::HighestAverages(_) | Method::LargestRemainder(_)) {
            prop_assert_eq!(result.clone().err(), certificate.clone().err());
        } else {
            prop_assert!(certificate.is_err());
        }
        if let (Ok(result), Ok(certificate)) = (result, certificate) {
            let verdict = |result: &_| verify_within(&votes, seats, &method, &bounds, result, &certificate);
            prop_assert_eq!(verdict(&result), Ok(()));
            for wrong in tampered(&result) {
                prop_assert!(verdict(&wrong).is_err(), "{wrong:?} passes for {result:?}");
            }
        }
    }

    /// Everybody's votes by the short divisor, rounded by the definition of the series, are the seats.
    #[test]
    fn the_short_divisor_gives_the_seats(votes in votes(), seats in 0..60u32, method in method()) {
        let Method::HighestAverages(series) = &method else { return Ok(()) };
        let Certificate::Divisors(interval) = certify(&votes, seats, &method).unwrap() else {
            return Err(TestCaseError::fail("a divisor method has an interval"));
        };
        let result = apportion(&votes, seats, &method).unwrap();
        let Some(divisor) = interval.nice_divisor() else {
            let infinite = interval.unmet.is_some_and(|claim| claim.quotient.is_infinite());
            // Quotients of large votes may be closer than 36 places can tell.
            prop_assert!(!result.ties.is_empty() || infinite || votes.iter().any(|&v| v > 1 << 40));
            return Ok(());
        };
        for (&v, &seats) in votes.iter().zip(&result.seats).filter(|&(&v, _)| v > 0) {
            if seats > 0 {
                prop_assert!(is_met(v, series, seats - 1, &interval, divisor), "{divisor} takes a seat from {v}");
            }
            prop_assert!(!is_met(v, series, seats, &interval, divisor), "{divisor} gives another seat to {v}");
        }
    }
}

/// Whether v/d(held) × step > divisor.
fn is_met(v: u64, series: &Divisor, held: u32, interval: &DivisorCertificate, divisor: Ratio) -> bool {
    let big = |n: u128| BigUint::from(n);
    // The divisor in the units of quotients: above/below.
    let above = big(divisor.numerator) * big(interval.step.denominator);
    let below = big(divisor.denominator) * big(interval.step.numerator);
    let v = BigUint::from(v);
    match series.after(held) {
        DivisorValue::Fraction(by) => v * by.denominator * below > above * by.numerator,
        DivisorValue::RootOf(square) => v.pow(2) * below.pow(2) > above.pow(2) * square,
        DivisorValue::Power { base, exponent } => {
            let (power, root) = (exponent.numerator as u32, exponent.denominator as u32);
            v.pow(root) * below.pow(root) > above.pow(root) * BigUint::from(base).pow(power)
        }
        other => panic!("{other} is new"),
    }
}

/// The fewest votes, of 1 to `most`, that change the outcome, with the first pair of parties; by trying all.
fn brute_force(
    votes: &[u64],
    seats: u32,
    method: &Method,
    ways: impl Fn(&[u64]) -> Vec<(Option<usize>, Option<usize>)>,
    most: u64,
) -> Option<(u64, Option<usize>, Option<usize>)> {
    let before = apportion(votes, seats, method).unwrap();
    for x in 1..=most {
        for (from, to) in ways(votes) {
            let mut tried = votes.to_vec();
            if let Some(from) = from {
                let Some(left) = tried[from].checked_sub(x) else { continue };
                tried[from] = left;
            }
            if let Some(to) = to {
                tried[to] += x;
            }
            if let Ok(after) = apportion(&tried, seats, method)
                && after != before
            {
                return Some((x, from, to));
            }
        }
    }
    None
}

/// From whom to whom; nobody where votes appear or vanish.
type Ways = Vec<(Option<usize>, Option<usize>)>;

/// What lists them.
type List = fn(&[u64]) -> Ways;

fn transfers(votes: &[u64]) -> Ways {
    let pairs = (0..votes.len()).flat_map(|from| (0..votes.len()).map(move |to| (from, to)));
    pairs.filter(|(from, to)| from != to).map(|(from, to)| (Some(from), Some(to))).collect()
}

fn additions(votes: &[u64]) -> Ways {
    (0..votes.len()).map(|to| (None, Some(to))).collect()
}

fn removals(votes: &[u64]) -> Ways {
    (0..votes.len()).map(|from| (Some(from), None)).collect()
}

fn margins_are_the_fewest(votes: &[u64], seats: u32, method: &Method) -> Result<(), TestCaseError> {
    let found = margin(votes, seats, method).unwrap();
    prop_assert_eq!(&found.before, &apportion(votes, seats, method).unwrap());
    let most = votes.iter().copied().max().unwrap_or(0).max(250);
    let cases: [(_, List); 3] =
        [(&found.transfer, transfers), (&found.added, additions), (&found.removed, removals)];
    for (change, ways) in cases {
        let expected = brute_force(votes, seats, method, ways, most);
        let named = change.as_ref().map(|change| (change.votes, change.from, change.to));
        prop_assert_eq!(named.filter(|named| named.0 <= most), expected, "{} of {:?}", method, votes);
        if let Some(change) = change {
            let mut tried = votes.to_vec();
            change.from.into_iter().for_each(|from| tried[from] -= change.votes);
            change.to.into_iter().for_each(|to| tried[to] += change.votes);
            prop_assert_eq!(&change.after, &apportion(&tried, seats, method).unwrap());
            prop_assert_ne!(&change.after, &found.before);
        }
    }
    Ok(())
}

/// Few parties with few votes, so that all ways can be tried.
fn few_votes(most: u64) -> impl Strategy<Value = Vec<u64>> {
    let votes = prop::collection::vec(0..=most, 1..5);
    votes.prop_filter("somebody has votes", |votes| votes.iter().any(|&v| v > 0))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases(2500)))]

    #[test]
    fn margins_of_small_votes(votes in few_votes(60), seats in 0..12u32, method in method()) {
        margins_are_the_fewest(&votes, seats, &method)?;
    }

    #[test]
    fn margins_of_larger_votes(votes in few_votes(400), seats in 0..30u32, method in method()) {
        margins_are_the_fewest(&votes, seats, &method)?;
    }

    /// One vote fewer changes nothing, for any votes; and the change is a change.
    #[test]
    fn margins_of_any_votes(votes in votes(), seats in 0..40u32, method in method()) {
        let found = margin(&votes, seats, &method).unwrap();
        let apply = |change: &Change, x: u64| {
            let mut tried = votes.clone();
            change.from.into_iter().for_each(|from| tried[from] -= x);
            change.to.into_iter().for_each(|to| tried[to] += x);
            apportion(&tried, seats, &method)
        };
        for change in [&found.transfer, &found.added, &found.removed].into_iter().flatten() {
            prop_assert_eq!(apply(change, change.votes), Ok(change.after.clone()));
            prop_assert_ne!(&change.after, &found.before);
            for fewer in [1, change.votes / 2, change.votes - 1].into_iter().filter(|&x| x < change.votes) {
                prop_assert_eq!(apply(change, fewer), Ok(found.before.clone()));
            }
        }
    }
}

/// The lists of 2004 that passed 7 %: Otan, Ak Zhol, Asar, AIST; 10 seats.
const IN_2004: [u64; 4] = [2_883_706, 572_672, 541_239, 336_177];
/// The lists of 2023 that passed 5 %: Amanat, Auyl, Respublica, Ak Zhol, NPK, OSDP; 69 seats.
const IN_2023: [u64; 6] = [3_431_510, 693_938, 547_154, 535_139, 432_920, 331_058];

/// Worked out apart, with fractions, from the official votes.
#[test]
fn certificates_of_kazakhstans_elections() {
    let print = |votes: &[u64], seats, method| certify(votes, seats, method).unwrap().to_string();
    assert_eq!(
        print(&IN_2004, 10, Method::HARE),
        "\
Hare quota: 4333794/10 = 433,379.400 votes a seat.
  party 0: 2,883,706 = 6 × quota + 283,429.600
  party 1: 572,672 = 1 × quota + 139,292.600
  party 2: 541,239 = 1 × quota + 107,859.600
  party 3: 336,177 = 0 × quota + 336,177.000
Whole quotas: 8. What is left goes to the largest remainders.
The weakest claim met: seat 7 of party 0, by the remainder 283,429.600.
The strongest claim not met: seat 2 of party 1, by the remainder 139,292.600.
"
    );
    assert_eq!(
        print(&IN_2004, 10, Method::DHONDT),
        "\
The weakest claim met: seat 8 of party 0, 2883706/8 = 360,463.250.
The strongest claim not met: seat 1 of party 3, 336177/1 = 336,177.
Every divisor between gives these seats; a short one is 350,000 votes a seat.
"
    );
    assert_eq!(
        print(&IN_2023, 69, Method::HARE),
        "\
Hare quota: 5971719/69 = 86,546.652 votes a seat.
  party 0: 3,431,510 = 39 × quota + 56,190.565
  party 1: 693,938 = 8 × quota + 1,564.782
  party 2: 547,154 = 6 × quota + 27,874.086
  party 3: 535,139 = 6 × quota + 15,859.086
  party 4: 432,920 = 5 × quota + 186.739
  party 5: 331,058 = 3 × quota + 71,418.043
Whole quotas: 67. What is left goes to the largest remainders.
The weakest claim met: seat 40 of party 0, by the remainder 56,190.565.
The strongest claim not met: seat 7 of party 2, by the remainder 27,874.086.
"
    );
    assert_eq!(
        print(&IN_2023, 69, Method::SAINTE_LAGUE),
        "\
The weakest claim met: seat 40 of party 0, 3431510/79 = 43,436.835.
The strongest claim not met: seat 41 of party 0, 3431510/81 = 42,364.320.
Every divisor between gives these seats; a short one is 85,000 votes a seat.
"
    );
    let Certificate::Quota(count) = certify(&IN_2023, 69, Method::HARE).unwrap() else { panic!() };
    let remainders: Vec<_> = count.shares.iter().map(|share| share.remainder).collect();
    // In units of 1/69 vote.
    assert_eq!(remainders, [3_877_149, 107_970, 1_923_312, 1_094_277, 12_885, 4_927_845]);
}

/// Worked out apart: for each pair, the first x by halving.
#[test]
fn margins_of_kazakhstans_elections() {
    let transfer = |votes: &[u64], seats| margin(votes, seats, Method::HARE).unwrap().transfer.unwrap();
    let change = transfer(&IN_2004, 10);
    assert_eq!((change.from, change.to, change.votes), (Some(0), Some(1), 72_069));
    assert_eq!((change.after.seats.as_slice(), change.is_decided()), (&[6, 2, 1, 1][..], true));
    let change = transfer(&IN_2023, 69);
    assert_eq!((change.from, change.to, change.votes), (Some(0), Some(2), 14_159));
    assert_eq!(change.after.seats, [39, 8, 7, 6, 5, 4]);
}

/// 720, 720, 120, 120 and 8 seats by the quota method: two ties at once.
#[test]
fn the_certificate_of_several_ties() {
    let votes = [720, 720, 120, 120];
    let mut result = apportion(&votes, 8, Method::BalinskiYoung).unwrap();
    assert_eq!(result.ties.len(), 2);
    let certificate = certify(&votes, 8, Method::BalinskiYoung).unwrap();
    let verdict = |result: &_| verify(&votes, 8, Method::BalinskiYoung, result, &certificate);
    assert_eq!(verdict(&result), Ok(()));
    result.ties.swap(0, 1);
    assert_eq!(verdict(&result), Err(VerifyError::Ties));
}

/// A party that is named is the party at fault.
#[test]
fn the_error_names_the_party() {
    let votes = [50, 25, 25];
    let result = apportion(&votes, 2, Method::HARE).unwrap();
    let certificate = certify(&votes, 2, Method::HARE).unwrap();
    let verdict = |change: &dyn Fn(&mut Apportionment)| {
        let mut other = result.clone();
        change(&mut other);
        verify(&votes, 2, Method::HARE, &other, &certificate).unwrap_err()
    };
    let wider = verdict(&|other| other.ties[0].parties = vec![0, 1, 2]);
    assert_eq!(wider, VerifyError::NotInTie { party: 0 });
    let decided = verdict(&|other| (other.ties, other.seats) = (vec![], vec![1, 1, 0]));
    assert_eq!(decided, VerifyError::Interval);
    let swollen = verdict(&|other| other.seats[0] = 2);
    assert_eq!(swollen, VerifyError::House { filled: 3, seats: 2 });
    let other = certify(&votes, 2, Method::DHONDT).unwrap();
    assert_eq!(verify(&votes, 2, Method::HARE, &result, &other), Err(VerifyError::OtherMethod));
}

/// One vote decides a tie, and a house of no seats has no margin.
#[test]
fn margins_at_the_edges() {
    let max = u64::MAX;
    let tied = margin(&[max, max, 7], 1, Method::DHONDT).unwrap();
    assert_eq!(tied.transfer.map(|change| change.votes), Some(1));
    assert_eq!(tied.removed.map(|change| (change.from, change.votes)), Some((Some(0), 1)));
    // The first two can have no vote more; the third comes into the tie.
    assert_eq!(tied.added.map(|change| (change.to, change.votes)), Some((Some(2), max - 7)));
    let nobody = margin(&[5, 3], 0, Method::DHONDT).unwrap();
    assert_eq!((nobody.transfer, nobody.added, nobody.removed), (None, None, None));
    // All of the only party's votes but one may go.
    let alone = margin(&[5], 3, Method::HARE).unwrap();
    assert_eq!((alone.transfer, alone.added, alone.removed), (None, None, None));
}

/// A hundred thousand parties: what was found changes the outcome, and a vote fewer does not.
#[test]
fn margins_of_a_hundred_thousand_parties() {
    let parties = crate::cases(100_000);
    let votes: Vec<u64> =
        (1..=u64::from(parties)).map(|rank| 1_000_000_000_000 / (rank * 7_919 % 100_003)).collect();
    for method in
        [Method::HARE, Method::LargestRemainder(Quota::Droop), Method::DHONDT, Method::HUNTINGTON_HILL]
    {
        let found = margin(&votes, 3 * parties, &method).unwrap();
        for change in [&found.transfer, &found.added, &found.removed] {
            let change = change.as_ref().unwrap();
            let after = |x: u64| {
                let mut tried = votes.clone();
                change.from.into_iter().for_each(|from| tried[from] -= x);
                change.to.into_iter().for_each(|to| tried[to] += x);
                apportion(&tried, 3 * parties, &method).unwrap()
            };
            assert_eq!(after(change.votes), change.after, "{method}");
            assert_ne!(change.after, found.before, "{method}");
            assert_eq!(after(change.votes - 1), found.before, "{method}");
        }
    }
}
