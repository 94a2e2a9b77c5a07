//! The margin of each election, by trying out every smaller change.

use crate::apportion::{Apportionment, Change, Method, apportion, margin};
use crate::elections::{Size, ascending, methods};

/// Nobody needs to gain more than these in an election so small.
const ENOUGH: u64 = 200;

#[test]
fn the_margin_of_every_small_election_is_the_fewest_votes() {
    let size = Size { votes: 4, parties: 3, seats: 4 }.or_asked_for();
    for parties in 1..=size.parties {
        for votes in ascending(parties, size.votes) {
            for (method, seats) in
                methods().iter().flat_map(|method| (1..=size.seats).map(move |seats| (method, seats)))
            {
                if votes.iter().any(|&v| v > 0) {
                    is_the_fewest(&votes, seats, method);
                }
            }
        }
    }
}

fn is_the_fewest(votes: &[u64], seats: u32, method: &Method) {
    let found = margin(votes, seats, method).unwrap();
    let search = Search { votes, seats, method, before: apportion(votes, seats, method).unwrap() };
    assert_eq!(found.before, search.before);
    let one_of_them = 0..votes.len();
    let pairs: Vec<_> = one_of_them
        .clone()
        .flat_map(|from| (0..votes.len()).map(move |to| (Some(from), Some(to))))
        .filter(|(from, to)| from != to)
        .collect();
    let gains: Vec<_> = one_of_them.clone().map(|to| (None, Some(to))).collect();
    let losses: Vec<_> = one_of_them.map(|from| (Some(from), None)).collect();
    for (found, ways) in [(found.transfer, pairs), (found.added, gains), (found.removed, losses)] {
        search.holds(found.as_ref(), &ways);
    }
}

struct Search<'a> {
    votes: &'a [u64],
    seats: u32,
    method: &'a Method,
    before: Apportionment,
}

/// From whom, and to whom.
type Way = (Option<usize>, Option<usize>);

impl Search<'_> {
    fn holds(&self, found: Option<&Change>, ways: &[Way]) {
        let case = || format!("{} of {:?}, {}: {found:?}", self.method, self.votes, self.seats);
        for moved in 1..=found.map_or(ENOUGH, |change| change.votes) {
            let after = ways.iter().filter_map(|&way| Some((way, self.after(way, moved)?)));
            let mut changes = after.filter(|(_, after)| *after != self.before);
            match (changes.next(), found) {
                (Some((way, after)), Some(found)) if found.votes == moved => {
                    assert_eq!((found.from, found.to), way, "{}", case());
                    assert_eq!(found.after, after, "{}", case());
                    return;
                }
                (Some((way, _)), _) => panic!("{moved} votes {way:?} are enough; {}", case()),
                (None, _) => {}
            }
        }
        assert!(found.is_none(), "{}", case());
    }

    /// None where there are not so many votes to take, or none is left.
    fn after(&self, (from, to): Way, moved: u64) -> Option<Apportionment> {
        let mut votes = self.votes.to_vec();
        if let Some(from) = from {
            votes[from] = votes[from].checked_sub(moved)?;
        }
        if let Some(to) = to {
            votes[to] += moved;
        }
        apportion(&votes, self.seats, self.method).ok()
    }
}
