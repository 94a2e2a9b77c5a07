//! What the tiers that others look at gave.

use super::witness::{At, Claimants, Fact, Witness};
use crate::system::reason::Reason;
use crate::system::plan::{ListPlan, Published, SeatPlan, SinglePlan};

/// Seats of one holder in a tier.
#[derive(Debug, Clone, Copy)]
pub(in crate::system) struct Held {
    pub(in crate::system) tier: usize,
    pub(in crate::system) district: Option<usize>,
    pub(in crate::system) party: Option<usize>,
    pub(in crate::system) seats: u32,
    /// The seat and the entry, when it is a candidate who was elected with votes.
    pub(in crate::system) winner: Option<(usize, usize)>,
}

/// Passes everything on and remembers seats. Who sits in a provisional tier is not passed on: that is decided later.
pub(super) struct Remembering<'a, W> {
    pub(super) witness: &'a mut W,
    pub(super) fresh: &'a mut Vec<Held>,
    pub(super) provisional: bool,
    /// Whether list seats are not passed on either: some may be returned.
    pub(super) withheld: bool,
}

impl<W: Witness> Witness for Remembering<'_, W> {
    fn list_seats(&mut self, at: At, plan: &ListPlan, given: &[u32]) {
        for (&party, &seats) in plan.parties.iter().zip(given).filter(|(_, seats)| **seats > 0) {
            let held = Held { tier: at.tier, district: at.district, party: Some(party), seats, winner: None };
            self.fresh.push(held);
        }
        if !self.withheld {
            self.witness.list_seats(at, plan, given);
        }
    }

    fn elected(&mut self, at: At, plan: &SinglePlan, seat: &SeatPlan, entry: usize) {
        let party = seat.parties[entry];
        let winner = Some((seat.ballot, entry));
        self.fresh.push(Held { tier: at.tier, district: at.district, party, seats: 1, winner });
        if !self.provisional {
            self.witness.elected(at, plan, seat, entry);
        }
    }

    fn published(&mut self, at: At, row: &Published) {
        let Published { district, party, seats, .. } = *row;
        self.fresh.push(Held { tier: at.tier, district, party, seats, winner: None });
        self.witness.published(at, row);
    }

    fn without_party(&mut self, at: At, seats: u32) {
        self.witness.without_party(at, seats);
    }

    fn tied(&mut self, at: At, who: Claimants<'_>, seats: u32, all_to_one: bool) {
        self.witness.tied(at, who, seats, all_to_one);
    }

    fn unfilled(&mut self, at: At, seats: u32, reason: Reason) {
        self.witness.unfilled(at, seats, reason);
    }

    fn not_seated(&mut self, at: At, plan: &SinglePlan, seat: &SeatPlan, entry: usize) {
        self.witness.not_seated(at, plan, seat, entry);
    }

    fn house_grew(&mut self, at: At, seats: u32) {
        self.witness.house_grew(at, seats);
    }

    fn house_shrank(&mut self, at: At, seats: u32) {
        self.witness.house_shrank(at, seats);
    }

    fn note(&mut self, at: At, fact: Fact<'_>) {
        self.witness.note(at, fact);
    }
}
