//! Seats in the place of votes.

use super::record::shared_by_seats;
use crate::count::book::Book;
use crate::count::list_count::ListCount;
use crate::count::location::Location;

/// Writes the seats that each list's party has in the linked tiers in the place of its votes.
pub(crate) fn in_place_of_votes(
    count: ListCount<'_>,
    at: Location,
    weights: &mut [u64],
    book: &mut Book<'_>,
) {
    let plan = count.plan;
    for (list, weight) in weights.iter_mut().enumerate().filter(|(_, weight)| **weight > 0) {
        let party = plan.parties[list];
        let tiers = plan.linked.tiers.iter().filter(|_| party.is_some());
        *weight = tiers.map(|&tier| book.seats_held(tier, party)).sum();
    }
    book.note(at, "linkage", |names| shared_by_seats(names, plan, weights));
}
