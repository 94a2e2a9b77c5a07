//! How often the search for a divisor looks at a party. Integers decide every seat wherever the search begins and whatever way it goes, so a
//! slip in it makes nothing wrong, only slow: here it is seen. Whoever makes the search better writes down what it needs then.

use crate::apportion::{Method, Workspace, apportion_into};
use crate::draws::Draws;

/// Votes that the estimate of the search fits, and votes that mislead it.
fn votes(shape: usize, parties: u64, draws: &mut Draws) -> Vec<u64> {
    let votes = (0..parties).map(|rank| match shape {
        0 => 1 + draws.below(10_000_000),
        1 => 1 + (u64::MAX >> 4) / ((rank + 1) * (rank + 1)),
        2 => 1 + (1 << 40 >> (rank % 41)),
        3 => u64::MAX - draws.below(3),
        4 => 4_754,
        _ => [28_648, 1 << 50][usize::from(rank == parties / 2)],
    });
    votes.collect()
}

/// Looks at all parties of these elections.
fn looks(method: &Method) -> u64 {
    let (mut workspace, mut draws) = (Workspace::default(), Draws::of(23, 0));
    let mut look = |parties: u64, shape, houses: &[u64]| {
        let votes = votes(shape, parties, &mut draws);
        let mut given = vec![0; votes.len()];
        for seats in houses {
            let seats = u32::try_from(*seats).unwrap();
            apportion_into(&votes, seats, method, &mut workspace, &mut given).unwrap();
        }
    };
    for parties in [3, 17, 200, 1_500] {
        for shape in 0..6 {
            look(parties, shape, &[parties / 3 + 1, parties + 1, 7 * parties + 3, 4_294_000_000]);
        }
    }
    // Of so many, some are asked first.
    look(40_000, 0, &[300_000]);
    look(40_000, 1, &[50_000]);
    workspace.visits()
}

#[test]
fn the_search_looks_no_more_often_than_it_did() {
    let stated = [
        ("dhondt", 361_248),
        ("sainte-lague", 350_826),
        ("modified-sainte-lague", 349_949),
        ("adams", 339_876),
        ("danish", 366_359),
        ("imperiali", 373_748),
        ("huntington-hill", 347_591),
        ("dean", 347_662),
        ("macanese", 748_337),
        ("estonian", 544_076),
        ("sequence:1,3/2,7", 376_398),
        ("sequence:1,1000,1000000", 384_552),
        ("hare", 501_578),
        ("droop", 524_051),
        ("imperiali-quota", 646_092),
    ];
    let found = stated.map(|(method, _)| (method, looks(&method.parse().unwrap())));
    assert_eq!(found, stated);
}
