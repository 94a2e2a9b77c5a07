//! How many seats a race is for.

use crate::system::{Outcome, Seats, Tier};
use crate::votes::Votes;

/// The seats of a district; none when they are not to be known.
pub(super) fn seats_of(tier: &Tier, votes: &Votes, before: &Outcome, district: Option<usize>) -> Option<u32> {
    let name = || district.map(|district| votes.field().districts()[district].as_str());
    match &tier.seats {
        // Apportioned by population, they are the same whatever the votes.
        Seats::Same(_) if tier.district_seats.is_some() => {
            let here = |of: &str, district: &Option<String>| of == tier.name && district.as_deref() == name();
            let seats = before.seats.iter().filter(|row| here(&row.tier, &row.district)).map(|row| row.seats);
            let tied = before.ties.iter().filter(|row| here(&row.tier, &row.district)).map(|row| row.seats);
            let unfilled =
                before.unfilled.iter().filter(|row| here(&row.tier, &row.district)).map(|row| row.seats);
            Some(seats.chain(tied).chain(unfilled).sum())
        }
        Seats::Same(seats) => Some(*seats),
        Seats::ByDistrict(table) => table.get(name()?).copied(),
        Seats::FromVotesFile => votes.field().facts_of(name()?)?.seats,
    }
}
