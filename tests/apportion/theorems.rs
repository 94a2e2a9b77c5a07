//! The theorems of apportionment, each a statement about one given case. Balinski and Young, *Fair Representation*
//! (1982), appendix A, has most of them.
//!
//! Ties are part of the statements: with some seats open, a party has at least its sure seats and at most one more.

use sailau::apportion::{Apportionment, Divisor, FirstDivisor, Method, Quota, apportion};

pub(crate) fn count(votes: &[u64], seats: u32, method: &Method) -> Apportionment {
    apportion(votes, seats, method).unwrap_or_else(|error| panic!("{method} of {votes:?}, {seats}: {error}"))
}

/// The most seats that a party can end with.
fn most(answer: &Apportionment, party: usize) -> u32 {
    let tied = answer.ties.iter().filter(|tie| tie.parties.contains(&party));
    answer.seats[party] + tied.map(|tie| if tie.all_to_one { tie.seats } else { 1 }).max().unwrap_or(0)
}

fn total(votes: &[u64]) -> u128 {
    votes.iter().map(|&v| u128::from(v)).sum()
}

fn is_quota_with(method: &Method, quotas: &[Quota]) -> bool {
    let (Method::LargestRemainder(quota)
    | Method::RelativeRemainder(quota)
    | Method::QuotaThenAverages(quota)) = method
    else {
        return false;
    };
    quotas.contains(quota)
}

/// Sure and tied seats make up the house, and every tie is one.
pub(crate) fn the_house_is_filled(votes: &[u64], seats: u32, method: &Method) {
    let answer = count(votes, seats, method);
    let sure: u64 = answer.seats.iter().map(|&n| u64::from(n)).sum();
    let tied: u64 = answer.ties.iter().map(|tie| u64::from(tie.seats)).sum();
    assert_eq!(sure + tied, u64::from(seats), "{method} of {votes:?}: {answer:?}");
    for tie in &answer.ties {
        let one_each = tie.parties.len() > tie.seats as usize || *method == Method::BalinskiYoung;
        assert!(tie.seats >= 1 && tie.parties.len() > 1 && (one_each || tie.all_to_one), "{answer:?}");
        assert!(tie.parties.is_sorted_by(|a, b| a < b), "{answer:?}");
        assert!(tie.parties.iter().all(|&party| votes[party] > 0), "{answer:?}");
        assert_eq!(tie.all_to_one, *method == Method::Block);
    }
    for (&n, &v) in answer.seats.iter().zip(votes) {
        assert!(v > 0 || n == 0, "{method} gives seats without votes: {answer:?}");
    }
}

/// Anonymity: whoever has these votes gets these seats. `order` is a permutation of the positions.
pub(crate) fn anonymity(votes: &[u64], order: &[usize], seats: u32, method: &Method) {
    let answer = count(votes, seats, method);
    let shuffled: Vec<_> = order.iter().map(|&party| votes[party]).collect();
    let other = count(&shuffled, seats, method);
    let expected: Vec<_> = order.iter().map(|&party| answer.seats[party]).collect();
    assert_eq!(other.seats, expected, "{method} of {votes:?} in order {order:?}");
    let back = other.ties.iter().map(|tie| {
        let mut parties: Vec<_> = tie.parties.iter().map(|&position| order[position]).collect();
        parties.sort_unstable();
        (parties, tie.seats, tie.all_to_one)
    });
    let here = answer.ties.iter().map(|tie| (tie.parties.clone(), tie.seats, tie.all_to_one));
    assert_eq!(back.collect::<Vec<_>>(), here.collect::<Vec<_>>(), "{method} of {votes:?}");
}

/// Only shares matter, except to the Droop quota, which is rounded to whole votes. The products must fit.
pub(crate) fn scale_invariance(votes: &[u64], factor: u64, seats: u32, method: &Method) {
    if is_quota_with(method, &[Quota::Droop]) {
        return;
    }
    let scaled: Vec<_> = votes.iter().map(|&v| v * factor).collect();
    assert_eq!(count(votes, seats, method), count(&scaled, seats, method), "{method}, {votes:?} by {factor}");
}

/// Whether a method gives everybody a share that is a whole number of seats.
///
/// Imperiali's quotas and divisors lean so far that they miss whole shares; so do powers, and series of one's own may.
pub(crate) fn meets_whole_shares(method: &Method) -> bool {
    match method {
        Method::HighestAverages(divisor) => matches!(
            divisor,
            Divisor::DHondt
                | Divisor::SainteLague
                | Divisor::Adams
                | Divisor::Dean
                | Divisor::HuntingtonHill
                | Divisor::Danish
                | Divisor::ModifiedSainteLague(FirstDivisor::SEVEN_FIFTHS)
        ),
        Method::Block => false,
        other => !is_quota_with(other, &[Quota::Imperiali, Quota::ReinforcedImperiali]),
    }
}

/// Exactness: whole shares are met. `price` is the votes of a seat.
pub(crate) fn exactness(shares: &[u32], price: u64, method: &Method) {
    let seats: u32 = shares.iter().sum();
    if seats == 0 || price == 0 || !meets_whole_shares(method) {
        return;
    }
    let votes: Vec<_> = shares.iter().map(|&n| u64::from(n) * price).collect();
    let answer = count(&votes, seats, method);
    assert!(answer.ties.is_empty() && answer.seats == shares, "{method} of {votes:?}: {answer:?}");
}

/// No party loses when the house grows by a seat: divisor methods and the quota method of Balinski and Young.
pub(crate) fn house_monotonicity(votes: &[u64], seats: u32, method: &Method) {
    if method.divisor().is_none() && *method != Method::BalinskiYoung {
        return;
    }
    let (small, large) = (count(votes, seats, method), count(votes, seats + 1, method));
    for party in 0..votes.len() {
        assert!(small.seats[party] <= large.seats[party], "{method} of {votes:?}: {small:?}, {large:?}");
        assert!(most(&small, party) <= most(&large, party), "{method} of {votes:?}: {small:?}, {large:?}");
    }
}

/// Population monotonicity of divisor methods, in any two elections of the same parties, whatever their houses: when
/// i's votes grow by a larger factor than j's, then i does not lose a seat while j gains one.
pub(crate) fn population_monotonicity(
    before: &[u64],
    seats: u32,
    after: &[u64],
    seats_after: u32,
    method: &Method,
) {
    if method.divisor().is_none() {
        return;
    }
    let (old, new) = (count(before, seats, method), count(after, seats_after, method));
    for i in 0..before.len() {
        for j in 0..before.len() {
            let grows_more =
                u128::from(after[i]) * u128::from(before[j]) > u128::from(after[j]) * u128::from(before[i]);
            let paradox = most(&new, i) < old.seats[i] && new.seats[j] > most(&old, j);
            assert!(
                !(grows_more && paradox),
                "{method}: {i} grows more than {j} from {before:?} to {after:?}, yet {old:?} becomes {new:?}"
            );
        }
    }
}

/// Lower and upper quota: who stays above the whole part of the exact share, who below the next whole number.
pub(crate) fn quota_rules(votes: &[u64], seats: u32, method: &Method) {
    let standing = votes.iter().filter(|&&v| v > 0).count();
    let hare = is_quota_with(method, &[Quota::Hare]);
    let by_remainders = hare && !matches!(method, Method::QuotaThenAverages(_));
    let both = by_remainders
        || *method == Method::BalinskiYoung
        || (*method == Method::SAINTE_LAGUE && standing <= 3);
    let lower = both || hare || *method == Method::DHONDT;
    let upper = both || *method == Method::HighestAverages(Divisor::Adams);
    if !lower && !upper {
        return;
    }
    let answer = count(votes, seats, method);
    let total = total(votes);
    for (party, &v) in votes.iter().enumerate() {
        let exact = u128::from(v) * u128::from(seats);
        let (least, most) = (u128::from(answer.seats[party]), u128::from(most(&answer, party)));
        assert!(!lower || least >= exact / total, "{method} of {votes:?} below quota: {answer:?}");
        assert!(!upper || most <= exact.div_ceil(total), "{method} of {votes:?} above quota: {answer:?}");
    }
}

/// Who has more votes does not have fewer seats.
pub(crate) fn order_is_preserved(votes: &[u64], seats: u32, method: &Method) {
    let answer = count(votes, seats, method);
    for (i, &more) in votes.iter().enumerate() {
        for (j, &fewer) in votes.iter().enumerate() {
            assert!(
                more < fewer || most(&answer, i) >= most(&answer, j) && answer.seats[i] >= answer.seats[j],
                "{method} of {votes:?}: {answer:?}"
            );
        }
    }
}

/// Consistency, also called uniformity: parties that share among themselves what they got together get the same
/// again. `inside` says who they are; ties are settled first, for the first of their parties.
pub(crate) fn consistency(votes: &[u64], inside: &[bool], seats: u32, method: &Method) {
    if method.divisor().is_none() {
        return;
    }
    let answer = count(votes, seats, method);
    let mut settled = answer.seats.clone();
    for tie in &answer.ties {
        for &party in &tie.parties[..tie.seats as usize] {
            settled[party] += 1;
        }
    }
    let part = |all: &[u64]| -> Vec<u64> {
        all.iter().zip(inside).filter(|&(_, &is)| is).map(|(&n, _)| n).collect()
    };
    let their_votes = part(votes);
    if total(&their_votes) == 0 {
        return;
    }
    let theirs = part(&settled.iter().map(|&n| u64::from(n)).collect::<Vec<_>>());
    let together = u32::try_from(theirs.iter().sum::<u64>()).expect("a part of a house is no larger");
    let again = count(&their_votes, together, method);
    for (party, &n) in theirs.iter().enumerate() {
        let range = u64::from(again.seats[party])..=u64::from(most(&again, party));
        assert!(range.contains(&n), "{method} of {votes:?}: {settled:?} for all, {again:?} for {inside:?}");
    }
}
