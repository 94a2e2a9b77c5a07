//! The theorems of apportionment, on random and adversarial votes, and agreement with a naive implementation.

use proptest::prelude::*;
use sailau::apportion::{Apportionment, Divisor, Method, Quota, Workspace, apportion, apportion_into};

/// Votes that like to tie: small numbers, repeated numbers, multiples, zeros, and the end of the range.
fn votes() -> impl Strategy<Value = Vec<u64>> {
    let one = prop_oneof![
        4 => 0..12u64,
        3 => 0..100_000u64,
        2 => (1..40u64).prop_map(|n| n * 60_060),
        2 => any::<u64>(),
        1 => (0..4u64).prop_map(|n| u64::MAX - n),
    ];
    prop::collection::vec(one, 1..9)
}

fn method() -> impl Strategy<Value = Method> {
    prop::sample::select(Method::ALL.to_vec())
}

fn has_votes(votes: &[u64]) -> bool {
    votes.iter().any(|&v| v > 0)
}

/// Every quotient there is, sorted; the last seat's quotient decides who is sure and who is tied.
fn naive_divisor(votes: &[u64], seats: u32, divisor: &Divisor) -> Apportionment {
    let mut quotients = Vec::new();
    for (party, &v) in votes.iter().enumerate().filter(|&(_, &v)| v > 0) {
        for held in 0..=seats {
            quotients.push((u128::from(v), u128::from(divisor.after(held)), party));
        }
    }
    quotients.sort_by(|a, b| (b.0 * a.1).cmp(&(a.0 * b.1)));
    let last = quotients[seats as usize - 1];
    let equal = |q: &(u128, u128, usize)| q.0 * last.1 == last.0 * q.1;
    let mut given = vec![0; votes.len()];
    let above = quotients.iter().take_while(|q| !equal(q));
    let mut open = seats;
    for q in above {
        given[q.2] += 1;
        open -= 1;
    }
    settle(given, quotients.iter().filter(|q| equal(q)).map(|q| q.2).collect(), open)
}

/// Whole quotas, then remainders one at a time, by the definition of each quota.
fn naive_quota(votes: &[u64], seats: u32, quota: Quota) -> Option<Apportionment> {
    let total: u128 = votes.iter().map(|&v| u128::from(v)).sum();
    let s = u128::from(seats);
    let (above, below) = match quota {
        Quota::Hare => (total, s),
        Quota::Droop => (total / (s + 1) + 1, 1),
        Quota::HagenbachBischoff => (total, s + 1),
        Quota::Imperiali => (total, s + 2),
        _ => return None,
    };
    let mut given: Vec<u32> =
        votes.iter().map(|&v| u32::try_from(u128::from(v) * below / above).unwrap()).collect();
    let claimed: u32 = given.iter().sum();
    if claimed > seats {
        // The two corner cases have their own rule and their own tests.
        return None;
    }
    let mut open = seats - claimed;
    let remainder = |party: usize| u128::from(votes[party]) * below % above;
    let mut waiting: Vec<usize> = (0..votes.len()).filter(|&party| votes[party] > 0).collect();
    let everybody = waiting.clone();
    while open > 0 {
        if waiting.is_empty() {
            waiting.clone_from(&everybody);
        }
        let largest = waiting.iter().map(|&party| remainder(party)).max().unwrap();
        let first: Vec<_> = waiting.iter().copied().filter(|&p| remainder(p) == largest).collect();
        if first.len() > open as usize {
            return Some(settle(given, first, open));
        }
        for party in first {
            given[party] += 1;
            open -= 1;
            waiting.retain(|&p| p != party);
        }
    }
    Some(settle(given, Vec::new(), 0))
}

fn settle(mut given: Vec<u32>, mut claimants: Vec<usize>, open: u32) -> Apportionment {
    claimants.sort_unstable();
    let mut ties = Vec::new();
    if claimants.len() == open as usize {
        for party in claimants {
            given[party] += 1;
        }
    } else if open > 0 {
        ties.push(sailau::apportion::Tie { parties: claimants, seats: open, all_to_one: false });
    }
    Apportionment { seats: given, ties }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn agrees_with_the_naive_implementation(votes in votes(), seats in 1..40u32, method in method()) {
        prop_assume!(has_votes(&votes));
        let naive = match method {
            Method::HighestAverages(divisor) => Some(naive_divisor(&votes, seats, divisor)),
            Method::LargestRemainder(quota) => naive_quota(&votes, seats, quota),
            _ => None,
        };
        if let Some(naive) = naive {
            prop_assert_eq!(apportion(&votes, seats, method).unwrap(), naive);
        }
    }

    #[test]
    fn the_house_is_filled(votes in votes(), seats in any::<u32>(), method in method()) {
        prop_assume!(has_votes(&votes));
        let result = apportion(&votes, seats, method).unwrap();
        let sure: u64 = result.seats.iter().map(|&n| u64::from(n)).sum();
        let tied: u64 = result.ties.iter().map(|tie| u64::from(tie.seats)).sum();
        prop_assert_eq!(sure + tied, u64::from(seats));
        for tie in &result.ties {
            prop_assert!(tie.seats >= 1 && tie.parties.len() > tie.seats as usize);
            prop_assert!(tie.parties.iter().all(|&party| votes[party] > 0));
        }
        for (&n, &v) in result.seats.iter().zip(&votes) {
            prop_assert!(v > 0 || n == 0);
        }
    }

    /// Anonymity: whoever has these votes gets these seats.
    #[test]
    fn permuting_the_parties_permutes_the_answer(
        (votes, order) in votes().prop_flat_map(|votes| {
            let order: Vec<usize> = (0..votes.len()).collect();
            (Just(votes), Just(order).prop_shuffle())
        }),
        seats in 0..60u32,
        method in method(),
    ) {
        prop_assume!(has_votes(&votes));
        let shuffled: Vec<_> = order.iter().map(|&party| votes[party]).collect();
        let result = apportion(&votes, seats, method).unwrap();
        let other = apportion(&shuffled, seats, method).unwrap();
        let expected: Vec<_> = order.iter().map(|&party| result.seats[party]).collect();
        prop_assert_eq!(&other.seats, &expected);
        prop_assert_eq!(other.ties.len(), result.ties.len());
        for (there, here) in other.ties.iter().zip(&result.ties) {
            let mut back: Vec<_> = there.parties.iter().map(|&position| order[position]).collect();
            back.sort_unstable();
            prop_assert_eq!((back, there.seats), (here.parties.clone(), here.seats));
        }
    }

    /// Only shares matter, except to the Droop quota, which is rounded to whole votes.
    #[test]
    fn votes_multiplied_by_a_constant_give_the_same_seats(
        votes in prop::collection::vec(0..1_000_000u64, 1..9),
        factor in 1..1_000_000u64,
        seats in 0..60u32,
        method in method(),
    ) {
        prop_assume!(has_votes(&votes) && method != Method::LargestRemainder(Quota::Droop));
        let scaled: Vec<_> = votes.iter().map(|&v| v * factor).collect();
        prop_assert_eq!(apportion(&votes, seats, method), apportion(&scaled, seats, method));
    }

    /// Integral shares are met.
    #[test]
    fn exactness(shares in prop::collection::vec(0..50u32, 1..9), price in 1..1_000_000u64, method in method()) {
        let seats: u32 = shares.iter().sum();
        prop_assume!(seats > 0);
        // Imperiali's quota is so low that it can miss even whole shares: that is its bias.
        prop_assume!(method != Method::LargestRemainder(Quota::Imperiali));
        // With few votes a seat the whole-number Droop quota is not below Hare's.
        prop_assume!(method != Method::LargestRemainder(Quota::Droop) || price > u64::from(seats) + 1);
        let votes: Vec<_> = shares.iter().map(|&n| u64::from(n) * price).collect();
        let result = apportion(&votes, seats, method).unwrap();
        prop_assert!(result.ties.is_empty());
        prop_assert_eq!(result.seats, shares);
    }

    /// No party loses a sure seat when the house grows (Balinski and Young 1982): true of divisor methods.
    #[test]
    fn divisor_methods_are_house_monotone(votes in votes(), seats in 1..60u32) {
        prop_assume!(has_votes(&votes));
        for divisor in [Divisor::DHondt, Divisor::SainteLague] {
            let method = Method::HighestAverages(divisor);
            let small = apportion(&votes, seats, method).unwrap();
            let large = apportion(&votes, seats + 1, method).unwrap();
            for (few, many) in small.seats.iter().zip(&large.seats) {
                prop_assert!(few <= many);
            }
        }
    }

    /// Hare stays within one seat of the exact share; D'Hondt never falls below its whole part.
    #[test]
    fn quota_rules(votes in votes(), seats in 1..60u32) {
        prop_assume!(has_votes(&votes));
        let total: u128 = votes.iter().map(|&v| u128::from(v)).sum();
        let hare = apportion(&votes, seats, Method::LargestRemainder(Quota::Hare)).unwrap();
        let dhondt = apportion(&votes, seats, Method::HighestAverages(Divisor::DHondt)).unwrap();
        for (party, &v) in votes.iter().enumerate() {
            let exact = u128::from(v) * u128::from(seats);
            let most = |result: &Apportionment| {
                let tied = result.ties.iter().any(|tie| tie.parties.contains(&party));
                u128::from(result.seats[party]) + u128::from(tied)
            };
            prop_assert!(u128::from(hare.seats[party]) >= exact / total);
            prop_assert!(most(&hare) <= exact.div_ceil(total));
            prop_assert!(most(&dhondt) >= exact / total);
        }
    }

    /// More votes never bring fewer seats than fewer votes bring.
    #[test]
    fn more_votes_no_fewer_seats(votes in votes(), seats in 0..60u32, method in method()) {
        prop_assume!(has_votes(&votes));
        let result = apportion(&votes, seats, method).unwrap();
        for (i, &more) in votes.iter().enumerate() {
            for (j, &fewer) in votes.iter().enumerate() {
                prop_assert!(more < fewer || result.seats[i] >= result.seats[j]
                    || result.ties.iter().any(|tie| tie.parties.contains(&i)));
            }
        }
    }

    /// One workspace serves any sequence of counts as a fresh one would.
    #[test]
    fn a_reused_workspace_forgets(
        elections in prop::collection::vec((votes(), 0..60u32, method()), 1..6),
    ) {
        let mut workspace = Workspace::default();
        for (votes, seats, method) in elections {
            let mut given = vec![7; votes.len()];
            let tied = apportion_into(&votes, seats, method, &mut workspace, &mut given);
            match (tied, apportion(&votes, seats, method)) {
                (Ok(tied), Ok(fresh)) => {
                    prop_assert_eq!(given, fresh.seats);
                    let parties: Vec<_> = workspace.tied().iter().map(|&i| i as usize).collect();
                    let expected = fresh.ties.first().map(|tie| (tie.parties.clone(), tie.seats));
                    prop_assert_eq!((parties, tied), expected.unwrap_or_default());
                }
                (Err(error), Err(fresh)) => prop_assert_eq!(error, fresh),
                (tied, fresh) => prop_assert!(false, "{tied:?} against {fresh:?}"),
            }
        }
    }
}

/// The house size does not matter to the cost: four billion seats are no more work than four.
#[test]
fn enormous_houses_are_instant() {
    let votes = [u64::MAX, u64::MAX / 3, 1, 0, 12_345];
    for method in Method::ALL {
        let result = apportion(&votes, u32::MAX, method).unwrap();
        let sure: u64 = result.seats.iter().map(|&n| u64::from(n)).sum();
        let tied: u64 = result.ties.iter().map(|tie| u64::from(tie.seats)).sum();
        assert_eq!(sure + tied, u64::from(u32::MAX), "{method}");
    }
}
