//! What one way of a count gave, by number: to be set beside the other ways in which what is open can fall.

use std::collections::{BTreeMap, BTreeSet};

use crate::reason::Reason;

/// A tier and a district of it.
pub(crate) type Place = (usize, Option<usize>);

/// A winner: the tier, the district's ballot and the entry on it.
pub(crate) type WinnerKey = (usize, usize, usize);

/// A candidate who stands alone on a list ballot, and is a list of one by this number.
pub(crate) fn winner_alone(tier: usize, list: usize) -> WinnerKey {
    (tier, usize::MAX, list)
}

/// Seats of one way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// By place and party; none for those who have none, and for appointees.
    pub(crate) seats: BTreeMap<(Place, Option<usize>), u32>,
    pub(crate) unfilled: BTreeMap<(Place, Reason), u32>,
    /// Seats that stay open in this way too.
    pub(crate) tied: BTreeMap<Place, u32>,
    /// The most of them for each party.
    pub(crate) claims: BTreeMap<Option<usize>, u32>,
    pub(crate) elected: BTreeSet<WinnerKey>,
    pub(crate) not_seated: BTreeSet<WinnerKey>,
}

impl Sheet {
    pub(super) fn give(&mut self, place: Place, party: Option<usize>, seats: u32) {
        if seats > 0 {
            let sum = self.seats.entry((place, party)).or_default();
            *sum = sum.saturating_add(seats);
        }
    }

    pub(super) fn leave_empty(&mut self, place: Place, reason: Reason, seats: u32) {
        let sum = self.unfilled.entry((place, reason)).or_default();
        *sum = sum.saturating_add(seats);
    }

    /// `seats` are open among these; with `all_to_one` one of them has all.
    pub(super) fn leave_open(
        &mut self,
        place: Place,
        seats: u32,
        all_to_one: bool,
        claimants: impl Iterator<Item = Option<usize>>,
    ) {
        let sum = self.tied.entry(place).or_default();
        *sum = sum.saturating_add(seats);
        let mut most: BTreeMap<Option<usize>, u32> = BTreeMap::new();
        for party in claimants {
            *most.entry(party).or_default() += 1;
        }
        for (party, claims) in most {
            // A party that stands alone has them all: only where they are is open.
            let most = if all_to_one { seats } else { claims.min(seats) };
            let sum = self.claims.entry(party).or_default();
            *sum = sum.saturating_add(most);
        }
    }
}
