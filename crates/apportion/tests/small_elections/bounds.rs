//! Each election with the fewest and the most seats of each party.

use crate::apportion::{Bounds, Method, Tie, Workspace, apportion_between, apportion_within};
use crate::definition::Definition;
use crate::elections::{Size, ascending, methods};

/// The fewest and the most seats of a party.
const BOUNDS: [(u32, u32); 4] = [(0, u32::MAX), (0, 1), (1, 2), (2, 2)];

#[test]
fn every_small_election_within_bounds_is_counted_as_defined() {
    let size = Size { votes: 3, parties: 3, seats: 6 }.or_asked_for();
    let bounded =
        |method: &Method| matches!(method, Method::HighestAverages(_) | Method::LargestRemainder(_));
    let methods: Vec<Method> = methods().into_iter().filter(bounded).collect();
    for parties in 1..=size.parties {
        let elections = ascending(parties, size.votes);
        for bounds in every_choice(parties) {
            for votes in &elections {
                for seats in 0..=size.seats {
                    methods.iter().for_each(|method| is_as_defined(votes, seats, method, &bounds));
                }
            }
        }
    }
}

fn every_choice(parties: usize) -> Vec<Vec<(u32, u32)>> {
    let mut all = vec![Vec::new()];
    for _ in 0..parties {
        all = all.iter().flat_map(|before| BOUNDS.map(|next| [&before[..], &[next]].concat())).collect();
    }
    all
}

fn is_as_defined(votes: &[u64], seats: u32, method: &Method, bounds: &[(u32, u32)]) {
    let (least, most): (Vec<u32>, Vec<u32>) = bounds.iter().copied().unzip();
    let room = votes.iter().zip(bounds).map(|(&v, bound)| u64::from(if v > 0 { bound.1 } else { bound.0 }));
    let there_is_one = least.iter().sum::<u32>() <= seats && u64::from(seats) <= room.sum();
    let limits = Bounds::at_least_each(least.clone()).at_most_each(most.clone());
    let answer = apportion_within(votes, seats, method, &limits);
    let (mut workspace, mut given) = (Workspace::default(), vec![9; votes.len()]);
    let between = apportion_between(votes, seats, method, &least, &most, &mut workspace, &mut given);
    let case = || format!("{method} of {votes:?}, {seats} within {bounds:?}");
    if !there_is_one {
        assert!(answer.is_err() && between.is_err(), "{}: {answer:?}", case());
        return;
    }
    let expected = Definition::of(method).answer_within(votes, seats, bounds);
    assert_eq!(given, expected.seats, "{}", case());
    let found = workspace.ties().map(|view| {
        let parties = view.parties.iter().map(|&party| party as usize).collect();
        Tie { parties, seats: view.seats, all_to_one: view.all_to_one }
    });
    assert!(found.eq(expected.ties.iter().cloned()), "{}", case());
    assert_eq!(between, Ok(expected.ties.iter().map(|tie| tie.seats).sum()), "{}", case());
    assert_eq!(answer, Ok(expected), "{}", case());
}
