//! Agreement with the definitions, on votes that tie, nearly tie, and run to the end of the range.

use proptest::prelude::*;
use sailau::apportion::{Divisor, Method, Quota, Workspace, apportion, apportion_into};

use super::elections::{divisor_method, few, hundreds, method, some};
use super::{agreement, naive, outcomes};

/// Bounds that leave room for a house, and that house.
fn bounded() -> impl Strategy<Value = (Vec<u64>, Vec<(u32, u32)>, u32)> {
    let bound = prop_oneof![3 => Just((0, 40)), 2 => (0..4u32, 0..9u32), 1 => (0..2u32, 0..2u32)];
    some()
        .prop_flat_map(move |votes| {
            let parties = votes.len();
            (Just(votes), prop::collection::vec(bound.clone(), parties), any::<prop::sample::Index>())
        })
        .prop_map(|(votes, bounds, at)| {
            let bounds: Vec<_> = bounds.iter().map(|&(least, more)| (least, least + more)).collect();
            let least: u32 = bounds.iter().map(|bound| bound.0).sum();
            let most: u32 =
                votes.iter().zip(&bounds).map(|(&v, bound)| if v > 0 { bound.1 } else { bound.0 }).sum();
            let seats = least + at.index((most.min(least + 60) - least) as usize + 1) as u32;
            (votes, bounds, seats)
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases(4000)))]

    #[test]
    fn few_parties(votes in few(), seats in 1..40u32, method in method()) {
        agreement::by_definition(&votes, seats, &method);
    }

    /// Equal votes, and the quota method's several ties.
    #[test]
    fn tiny_numbers(votes in prop::collection::vec(0..7u64, 1..7), seats in 1..15u32, method in method()) {
        prop_assume!(votes.iter().any(|&v| v > 0));
        agreement::by_definition(&votes, seats, &method);
        agreement::by_definition(&votes, seats, &Method::BalinskiYoung);
    }

    /// One workspace serves any sequence of counts as a fresh one would.
    #[test]
    fn a_reused_workspace_forgets(
        elections in prop::collection::vec((prop_oneof![few(), some()], 0..60u32, method()), 1..6),
    ) {
        let mut workspace = Workspace::default();
        for (votes, seats, method) in elections {
            let mut given = vec![7; votes.len()];
            let tied = apportion_into(&votes, seats, &method, &mut workspace, &mut given).unwrap();
            let fresh = apportion(&votes, seats, &method).unwrap();
            prop_assert_eq!(given, fresh.seats);
            prop_assert_eq!(tied, fresh.ties.iter().map(|tie| tie.seats).sum::<u32>());
            prop_assert_eq!(workspace.ties().count(), fresh.ties.len());
            for (view, tie) in workspace.ties().zip(fresh.ties) {
                let parties: Vec<usize> = view.parties.iter().map(|&i| i as usize).collect();
                prop_assert_eq!((parties, view.seats, view.all_to_one), (tie.parties, tie.seats, tie.all_to_one));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases(600)))]

    #[test]
    fn up_to_forty_parties(votes in some(), seats in prop_oneof![1..60u32, 1..200u32], method in method()) {
        agreement::by_definition(&votes, seats, &method);
    }

    /// A minimum and a maximum for everybody.
    #[test]
    fn within_bounds((votes, bounds, seats) in bounded(), method in method()) {
        agreement::by_definition_within(&votes, seats, &method, &bounds);
    }

    /// Hundreds of parties, and houses without end: the claims are too many to lay out, but the inequality between
    /// those that are met and those that are not has one solution.
    #[test]
    fn hundreds_of_parties_and_any_house(
        votes in hundreds(),
        seats in 1..=u32::MAX,
        shift in 0..32u32,
        method in divisor_method(),
    ) {
        let seats = (seats >> shift).max(1);
        agreement::by_min_max(&votes, seats, &method, (0, u32::MAX));
    }

    #[test]
    fn some_parties_and_any_house(
        votes in some(),
        seats in 1..=u32::MAX,
        shift in 0..32u32,
        method in divisor_method(),
    ) {
        let seats = (seats >> shift).max(1);
        agreement::by_min_max(&votes, seats, &method, (0, u32::MAX));
    }

    #[test]
    fn hundreds_of_parties_within_bounds(
        votes in hundreds(),
        least in 0..3u32,
        room in 1..40u32,
        share in 0..1000u64,
        method in divisor_method(),
    ) {
        let fewest = least * votes.len() as u32;
        let most = fewest + room * votes.iter().filter(|&&v| v > 0).count() as u32;
        let seats = fewest + (u64::from(most - fewest) * share / 999) as u32;
        prop_assume!(method != Method::HighestAverages(Divisor::Macanese));
        agreement::by_min_max(&votes, seats, &method, (least, least + room));
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases(150)))]

    #[test]
    fn hundreds_of_parties_by_quota(votes in hundreds(), seats in 1..1_500u32, method in method()) {
        if method.divisor().is_none() && method != Method::BalinskiYoung {
            agreement::by_definition(&votes, seats, &method);
        }
    }
}

/// The case that needs two sets, in its documented form.
#[test]
fn the_quota_method_ties_twice() {
    let votes = [720, 720, 120, 120];
    let answer = apportion(&votes, 8, Method::BalinskiYoung).unwrap();
    assert_eq!(answer.ties.len(), 2);
    assert_eq!(outcomes::completions(&answer), outcomes::quota_method(&votes, 8, 1_000).unwrap());
    assert_eq!(outcomes::completions(&answer).len(), 4);
}

/// The definitions themselves, on an election worked by hand (100,000 votes, 8 seats).
#[test]
fn the_naive_answers_are_those_worked_by_hand() {
    let votes = [47_000, 16_000, 15_800, 12_000, 6_100, 3_100];
    let seats = |method: &Method| naive::answer(&votes, 8, method).seats;
    assert_eq!(seats(&Method::HARE), [4, 1, 1, 1, 1, 0]);
    assert_eq!(seats(&Method::LargestRemainder(Quota::Imperiali)), [5, 1, 1, 1, 0, 0]);
    assert_eq!(seats(&Method::DHONDT), [5, 1, 1, 1, 0, 0]);
    assert_eq!(seats(&Method::SAINTE_LAGUE), [4, 1, 1, 1, 1, 0]);
}
