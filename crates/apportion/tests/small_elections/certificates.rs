//! Each result has a certificate, and no other result has it.

use crate::apportion::{Apportionment, Method, apportion, certify, verify};
use crate::elections::{Size, ascending, methods};

#[test]
fn every_small_result_is_certified_and_no_other() {
    let size = Size { votes: 4, parties: 3, seats: 6 }.or_asked_for();
    for parties in 1..=size.parties {
        for votes in ascending(parties, size.votes) {
            for (method, seats) in
                methods().iter().flat_map(|method| (0..=size.seats).map(move |seats| (method, seats)))
            {
                if seats == 0 || votes.iter().any(|&v| v > 0) {
                    is_certified(&votes, seats, method);
                }
            }
        }
    }
}

fn is_certified(votes: &[u64], seats: u32, method: &Method) {
    let result = apportion(votes, seats, method).unwrap();
    let certificate = certify(votes, seats, method).unwrap();
    assert_eq!(verify(votes, seats, method, &result, &certificate), Ok(()), "{method} of {votes:?}, {seats}");
    for wrong in others(&result) {
        let verified = verify(votes, seats, method, &wrong, &certificate);
        assert!(verified.is_err(), "{method} of {votes:?}, {seats}: {wrong:?} beside {result:?}");
    }
}

/// A seat in other hands, and a tie with one party more or fewer or decided.
fn others(result: &Apportionment) -> Vec<Apportionment> {
    let mut wrong = Vec::new();
    let parties = result.seats.len();
    for from in (0..parties).filter(|&from| result.seats[from] > 0) {
        for to in (0..parties).filter(|&to| to != from) {
            let mut other = result.clone();
            other.seats[from] -= 1;
            other.seats[to] += 1;
            wrong.push(other);
        }
    }
    for number in 0..result.ties.len() {
        for party in 0..parties {
            let mut other = result.clone();
            let tied = &mut other.ties[number].parties;
            match tied.iter().position(|&tied| tied == party) {
                Some(position) => drop(tied.remove(position)),
                None => tied.push(party),
            }
            tied.sort_unstable();
            wrong.push(other);
        }
        let mut decided = result.clone();
        let tie = decided.ties.remove(number);
        decided.seats[tie.parties[0]] += tie.seats;
        wrong.push(decided);
    }
    wrong
}
