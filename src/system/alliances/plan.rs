//! Who is allied with whom, by number.

use std::collections::HashMap;

use crate::system::plan::ballot::ListBallot;
use crate::votes::Ballot;

/// The alliances that a list belongs to in an area, by number; none when it stands alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Allied {
    pub(crate) alliance: Option<u32>,
    pub(crate) suballiance: Option<u32>,
}

/// The alliances of an area, numbered by the first of their lists.
pub(crate) fn allied(lists: usize, own: &[ListBallot], known: &[&Ballot]) -> Vec<Allied> {
    let mut allied = vec![Allied::default(); lists];
    let mut numbers: HashMap<(Option<&str>, &str), u32> = HashMap::new();
    for (ballot, known) in own.iter().zip(known) {
        for (list, standing) in ballot.lists.iter().zip(&known.standing) {
            let (Some(list), Some(alliance)) = (list.index(), standing.alliance.as_deref()) else {
                continue;
            };
            let next = numbers.len() as u32;
            let outer = *numbers.entry((None, alliance)).or_insert(next);
            let next = numbers.len() as u32;
            let inner = standing.suballiance.as_deref();
            let inner = inner.map(|name| *numbers.entry((Some(alliance), name)).or_insert(next));
            allied[list] = Allied { alliance: Some(outer), suballiance: inner };
        }
    }
    if numbers.is_empty() { Vec::new() } else { allied }
}
