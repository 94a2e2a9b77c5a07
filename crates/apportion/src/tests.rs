use std::borrow::Borrow;

use super::*;

const HARE: Method = Method::LargestRemainder(Quota::Hare);
const DROOP: Method = Method::LargestRemainder(Quota::Droop);
const EXACT_DROOP: Method = Method::LargestRemainder(Quota::HagenbachBischoff);
const IMPERIALI: Method = Method::LargestRemainder(Quota::Imperiali);
const DHONDT: Method = Method::HighestAverages(Divisor::DHondt);
const SAINTE_LAGUE: Method = Method::HighestAverages(Divisor::SainteLague);

fn decided(votes: &[u64], seats: u32, method: impl Borrow<Method>) -> Vec<u32> {
    let method = method.borrow();
    let result = apportion(votes, seats, method).unwrap();
    assert_eq!(result.ties, [], "{method} of {votes:?}");
    result.seats
}

fn tied(votes: &[u64], seats: u32, method: impl Borrow<Method>) -> (Vec<u32>, Vec<usize>, u32) {
    let method = method.borrow();
    let mut result = apportion(votes, seats, method).unwrap();
    assert_eq!(result.ties.len(), 1, "{method} of {votes:?}");
    let tie = result.ties.remove(0);
    (result.seats, tie.parties, tie.seats)
}

#[test]
fn the_methods_differ_where_they_should() {
    // Worked by hand. V = 100,000, S = 8.
    let votes = [47_000, 16_000, 15_800, 12_000, 6_100, 3_100];
    // Hare quota 12,500: 3.76, 1.28, 1.264, 0.96, 0.488, 0.248.
    assert_eq!(decided(&votes, 8, HARE), [4, 1, 1, 1, 1, 0]);
    // Droop quota 11,112: 4.23, 1.44, 1.42, 1.08, 0.55, 0.28.
    assert_eq!(decided(&votes, 8, DROOP), [4, 1, 1, 1, 1, 0]);
    // Imperiali quota 10,000: 4.7, 1.6, 1.58, 1.2, 0.61, 0.31.
    assert_eq!(decided(&votes, 8, IMPERIALI), [5, 1, 1, 1, 0, 0]);
    // Quotients 47,000 23,500 16,000 15,800 15,667 12,000 11,750 9,400.
    assert_eq!(decided(&votes, 8, DHONDT), [5, 1, 1, 1, 0, 0]);
    // Quotients 47,000 16,000 15,800 15,667 12,000 9,400 6,714 6,100.
    assert_eq!(decided(&votes, 8, SAINTE_LAGUE), [4, 1, 1, 1, 1, 0]);
}

#[test]
fn exact_shares_are_met_by_every_quota_free_of_ties() {
    for method in [HARE, DHONDT, SAINTE_LAGUE, DROOP] {
        assert_eq!(decided(&[500, 300, 200], 10, method), [5, 3, 2]);
    }
}

#[test]
fn equal_claims_are_reported_not_resolved() {
    assert_eq!(tied(&[50, 25, 25], 2, HARE), (vec![1, 0, 0], vec![1, 2], 1));
    assert_eq!(tied(&[4, 4, 4], 2, SAINTE_LAGUE), (vec![0, 0, 0], vec![0, 1, 2], 2));
    assert_eq!(tied(&[6, 3, 1], 2, DHONDT), (vec![1, 0, 0], vec![0, 1], 1));
    assert_eq!(tied(&[1, 1, 1, 1, 1], 3, DROOP), (vec![0; 5], vec![0, 1, 2, 3, 4], 3));
}

#[test]
fn a_tie_of_more_claims_than_the_last_seat_keeps_the_surer_ones() {
    // Hare quota 10: remainders 6, 5, 5, 4 for two seats: the first is sure, the next two compete.
    assert_eq!(tied(&[16, 5, 5, 14], 4, HARE), (vec![2, 0, 0, 1], vec![1, 2], 1));
}

#[test]
fn whole_quotas_beyond_the_house_are_a_tie_of_their_holders() {
    // Hagenbach-Bischoff: 400/(3+1) = 100, so 3 + 1 whole quotas claim 3 seats.
    assert_eq!(tied(&[300, 100], 3, EXACT_DROOP), (vec![2, 0], vec![0, 1], 1));
    // D'Hondt sees the same tie.
    assert_eq!(tied(&[300, 100], 3, DHONDT), (vec![2, 0], vec![0, 1], 1));
    // Imperiali: 100/(3+2) = 20 would claim 3 + 2; with 100/(3+1) = 25 it is 2 + 1.
    assert_eq!(decided(&[60, 40], 3, IMPERIALI), [2, 1]);
    // One party alone takes the house whatever its quota claims.
    for method in Method::ALL.iter().filter(|&method| *method != Method::BalinskiYoung) {
        assert_eq!(decided(&[5], u32::MAX, method), [u32::MAX]);
    }
}

#[test]
fn more_seats_than_votes() {
    for method in Method::ALL.iter().filter(|&method| *method != Method::Block) {
        let result = apportion(&[3, 0, 0], 5, method).unwrap();
        assert_eq!((result.seats, result.ties), (vec![5, 0, 0], vec![]), "{method}");
        let result = apportion(&[1, 1], 6, method).unwrap();
        assert_eq!((result.seats, result.ties), (vec![3, 3], vec![]), "{method}");
    }
    // Droop quota ⌊3/11⌋ + 1 = 1: two whole quotas and one; the seven open seats go round three times.
    assert_eq!(tied(&[2, 1], 10, DROOP), (vec![5, 4], vec![0, 1], 1));
}

#[test]
fn votes_at_the_end_of_the_range() {
    let max = u64::MAX;
    let one_at_a_time = |method: &&Method| !matches!(method, Method::BalinskiYoung | Method::Block);
    for method in Method::ALL.iter().filter(one_at_a_time) {
        assert_eq!(decided(&[max, max, max], 3_000_000_000, method), [1_000_000_000; 3], "{method}");
        assert_eq!(tied(&[max, max, max - 1], 1, method), (vec![0; 3], vec![0, 1], 1), "{method}");
        // One vote in 2^64 decides.
        assert_eq!(decided(&[max - 1, max, max - 1], 1, method), [0, 1, 0], "{method}");
    }
    // The third quotient, ⌊max/3⌋ against max/3 (max is a multiple of three), is a tie; one vote less is not.
    assert_eq!(tied(&[max, max / 3], 3, DHONDT), (vec![2, 0], vec![0, 1], 1));
    assert_eq!(decided(&[max, max / 3 - 1], 3, DHONDT), [3, 0]);
}

#[test]
fn nobody_without_votes_gets_a_seat() {
    for method in &Method::ALL {
        assert_eq!(apportion(&[0, 0], 3, method), Err(ApportionError::NoVotes { seats: 3 }));
        assert_eq!(apportion(&[], 3, method), Err(ApportionError::NoVotes { seats: 3 }));
        assert_eq!(decided(&[0, 0], 0, method), [0, 0]);
        assert!(decided(&[], 0, method).is_empty());
    }
    // Five roundings leave two seats to be given, and the first position has nothing to compare its claim by.
    let votes = [0, 1000, 1001, 1002, 1003, 1004];
    assert_eq!(decided(&votes, 7, Method::HUNTINGTON_HILL), [0, 1, 1, 1, 2, 2]);
}

#[test]
fn both_slices_need_one_length() {
    let error = apportion_into(&[1, 2], 1, HARE, &mut Workspace::default(), &mut [0]);
    assert_eq!(error, Err(ApportionError::LengthMismatch { votes: 2, seats: 1 }));
}

#[test]
fn the_alabama_paradox_is_hares_not_the_divisors() {
    let votes = [60, 61, 21];
    assert_eq!(decided(&votes, 10, HARE), [4, 4, 2]);
    assert_eq!(decided(&votes, 11, HARE), [5, 5, 1]);
    let small = |seats| decided(&votes, seats, SAINTE_LAGUE)[2];
    assert!(small(11) >= small(10));
}

#[test]
fn names_are_read_back() {
    for method in &Method::ALL {
        assert_eq!(method.name().parse().as_ref(), Ok(method));
    }
    assert_eq!("webster".parse(), Ok(SAINTE_LAGUE));
    assert_eq!("Hare".parse(), Ok(HARE));
}

#[test]
fn sixteen_parties_may_have_more_votes_than_a_signed_number_holds() {
    let votes: Vec<u64> = (0..16).map(|i| (1 << 60) - 16 + i).collect();
    for method in [DHONDT, SAINTE_LAGUE] {
        assert_eq!(decided(&votes, 1, method)[15], 1);
    }
}

#[test]
fn a_house_is_too_large_for_the_quota_method_from_one_seat_beyond_its_limit() {
    for seats in [balinski_young::LARGEST_HOUSE + 1, u32::MAX] {
        let (method, largest) = ("balinski-young".to_owned(), balinski_young::LARGEST_HOUSE);
        let error = ApportionError::HouseTooLarge { method, seats, largest };
        assert_eq!(apportion(&[2, 1], seats, Method::BalinskiYoung), Err(error));
    }
}

#[test]
fn every_series_begins_as_it_is_defined() {
    let begins = |name: &str| {
        let method: Method = name.parse().unwrap();
        let series = method.divisor().unwrap();
        (0..4).map(|held| series.after(held).to_string()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(begins("dhondt"), "1 2 3 4");
    assert_eq!(begins("sainte-lague"), "1 3 5 7");
    assert_eq!(begins("modified-sainte-lague"), "7/5 3 5 7");
    assert_eq!(begins("adams"), "0 1 2 3");
    assert_eq!(begins("dean"), "0 4/3 12/5 24/7");
    assert_eq!(begins("huntington-hill"), "0 √2 √6 √12");
    assert_eq!(begins("danish"), "1 4 7 10");
    assert_eq!(begins("imperiali"), "1 3/2 2 5/2");
    assert_eq!(begins("macanese"), "2^0 2^1 2^2 2^3");
    assert_eq!(begins("estonian"), "1^(9/10) 2^(9/10) 3^(9/10) 4^(9/10)");
    assert_eq!(begins("sequence:1/2,5/3+1/4"), "1/2 5/3 23/12 13/6");
}

#[test]
fn what_is_shown_is_the_nearest_float() {
    let ratio = |numerator, denominator| Ratio { numerator, denominator };
    assert_eq!(ratio(7, 4).to_f64(), 1.75);
    assert_eq!(DivisorValue::RootOf(6).to_f64(), 6f64.sqrt());
    assert_eq!(DivisorValue::Power { base: 4, exponent: ratio(1, 2) }.to_f64(), 2.0);
    assert_eq!(Quotient { votes: 9, divisor: DivisorValue::Fraction(ratio(3, 2)) }.to_f64(), 6.0);
}
