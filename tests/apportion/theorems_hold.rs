//! The theorems on random and adversarial votes, and counter-examples where they do not hold.

use proptest::prelude::*;
use sailau::apportion::{Method, apportion};

use super::elections::{divisor_method, few, hundreds, method, some};
use super::theorems::{self, count};

fn house() -> impl Strategy<Value = u32> {
    prop_oneof![6 => 1..60u32, 1 => 1..2_000u32]
}

/// Any house, save for the method that gives its seats one by one.
fn any_house(method: &Method, seats: u32) -> u32 {
    if *method == Method::BalinskiYoung { seats % 2_000 } else { seats }
}

fn permuted(votes: impl Strategy<Value = Vec<u64>>) -> impl Strategy<Value = (Vec<u64>, Vec<usize>)> {
    votes.prop_flat_map(|votes| {
        let order: Vec<usize> = (0..votes.len()).collect();
        (Just(votes), Just(order).prop_shuffle())
    })
}

fn with_a_part(votes: impl Strategy<Value = Vec<u64>>) -> impl Strategy<Value = (Vec<u64>, Vec<bool>)> {
    votes.prop_flat_map(|votes| {
        let parties = votes.len();
        (Just(votes), prop::collection::vec(any::<bool>(), parties))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases(3000)))]

    #[test]
    fn the_house_is_filled(votes in some(), seats in any::<u32>(), shift in 0..32u32, method in method()) {
        theorems::the_house_is_filled(&votes, any_house(&method, seats >> shift), &method);
    }

    #[test]
    fn anonymity((votes, order) in permuted(some()), seats in house(), method in method()) {
        theorems::anonymity(&votes, &order, seats, &method);
    }

    #[test]
    fn scale_invariance(
        votes in prop::collection::vec(0..1_000_000u64, 1..40),
        factor in 1..1u64 << 44,
        seats in house(),
        method in method(),
    ) {
        prop_assume!(votes.iter().any(|&v| v > 0));
        theorems::scale_invariance(&votes, factor, seats, &method);
    }

    #[test]
    fn exactness(shares in prop::collection::vec(0..50u32, 1..40), price in 1..1u64 << 56, method in method()) {
        theorems::exactness(&shares, price, &method);
    }

    #[test]
    fn house_monotonicity(votes in some(), seats in house(), method in method()) {
        theorems::house_monotonicity(&votes, seats, &method);
    }

    #[test]
    fn population_monotonicity(
        (before, after) in (1..9usize).prop_flat_map(|n| {
            let votes = || prop::collection::vec(prop_oneof![1..40u64, 1..1_000_000u64, 1..u64::MAX], n);
            (votes(), votes())
        }),
        seats in 0..40u32,
        seats_after in 0..40u32,
        method in divisor_method(),
    ) {
        theorems::population_monotonicity(&before, seats, &after, seats_after, &method);
        theorems::population_monotonicity(&before, seats, &after, seats, &method);
    }

    #[test]
    fn quota_rules(votes in some(), seats in house(), method in method()) {
        theorems::quota_rules(&votes, seats, &method);
    }

    #[test]
    fn webster_stays_within_the_quota_of_three(votes in few(), seats in house()) {
        let three: Vec<u64> = votes.iter().copied().filter(|&v| v > 0).take(3).collect();
        theorems::quota_rules(&three, seats, &Method::SAINTE_LAGUE);
    }

    #[test]
    fn order_is_preserved(votes in some(), seats in house(), method in method()) {
        theorems::order_is_preserved(&votes, seats, &method);
    }

    #[test]
    fn consistency((votes, inside) in with_a_part(some()), seats in house(), method in divisor_method()) {
        theorems::consistency(&votes, &inside, seats, &method);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases(150)))]

    /// The same with hundreds of parties.
    #[test]
    fn of_hundreds((votes, order) in permuted(hundreds()), seats in 1..3_000u32, method in method()) {
        theorems::the_house_is_filled(&votes, seats, &method);
        theorems::anonymity(&votes, &order, seats, &method);
        theorems::house_monotonicity(&votes, seats, &method);
        theorems::quota_rules(&votes, seats, &method);
        let inside: Vec<bool> = order.iter().map(|&position| position % 3 > 0).collect();
        theorems::consistency(&votes, &inside, seats, &method);
    }
}

/// Small elections, all of them: three parties with up to so many votes.
fn small_elections(most: u64) -> impl Iterator<Item = [u64; 3]> {
    (1..=most).flat_map(move |a| (1..=a).flat_map(move |b| (1..=b).map(move |c| [a, b, c])))
}

fn decided(votes: &[u64], seats: u32, method: &Method) -> Option<Vec<u32>> {
    let answer = apportion(votes, seats, method).ok()?;
    answer.ties.is_empty().then_some(answer.seats)
}

/// The Alabama paradox: under Hamilton's method somebody loses a seat because the house grows. A search among small
/// elections finds it; the same search finds none for the others.
#[test]
fn a_search_finds_the_alabama_paradox_for_hamilton_only() {
    let found = |method: &Method| {
        small_elections(14).find_map(|votes| {
            (1..12).find_map(|seats| {
                let (small, large) = (decided(&votes, seats, method)?, decided(&votes, seats + 1, method)?);
                (0..3).any(|i| large[i] < small[i]).then_some((votes, seats))
            })
        })
    };
    let (votes, seats) = found(&Method::HARE).expect("Hamilton's method is not house monotone");
    let lost = (0..3).any(|i| {
        count(&votes, seats + 1, &Method::HARE).seats[i] < count(&votes, seats, &Method::HARE).seats[i]
    });
    assert!(lost, "{votes:?}, {seats}");
    let monotone = |method: &Method| method.divisor().is_some() || *method == Method::BalinskiYoung;
    for method in Method::ALL.iter().filter(|&method| monotone(method)) {
        assert_eq!(found(method), None, "{method}");
    }
}

/// No method is both within quota and population monotone (Balinski and Young 1982, theorem 6.1): a search finds
/// somebody who grows more than another and yet gives up a seat to them.
#[test]
fn a_search_finds_the_population_paradox_for_methods_within_quota() {
    let elections: Vec<[u64; 3]> = small_elections(13).collect();
    let found = |method: &Method| {
        (3..8).any(|seats| {
            let all: Vec<_> =
                elections.iter().filter_map(|v| Some((v, decided(v, seats, method)?))).collect();
            all.iter().any(|(before, old)| {
                all.iter().any(|(after, new)| {
                    (0..3).any(|i| {
                        (0..3).any(|j| {
                            after[i] * before[j] > after[j] * before[i] && new[i] < old[i] && new[j] > old[j]
                        })
                    })
                })
            })
        })
    };
    assert!(found(&Method::HARE), "Hamilton's method");
    assert!(found(&Method::BalinskiYoung), "the quota method");
    assert!(!found(&Method::SAINTE_LAGUE), "Webster's method");
}

/// Webster's method leaves the quota when there are more than three parties: the bound of the theorem is sharp.
#[test]
fn webster_leaves_the_quota_of_four() {
    // 95.6 seats at most 96; but the three others' shares, a little below 1.5, are all rounded down.
    let votes = [9_560, 148, 146, 146];
    let seats = 100;
    let exact = 9_560.0 * f64::from(seats) / 10_000.0;
    let webster = count(&votes, seats, &Method::SAINTE_LAGUE);
    assert!(f64::from(webster.seats[0]) > f64::ceil(exact), "{webster:?}");
}

/// The cost does not grow with the house: four billion seats are given at once.
#[test]
fn enormous_houses_are_filled() {
    let votes = [u64::MAX, u64::MAX / 3, 1, 0, 12_345];
    for method in Method::ALL.iter().filter(|&method| *method != Method::BalinskiYoung) {
        theorems::the_house_is_filled(&votes, u32::MAX, method);
    }
}
