//! Candidates for the seats of one district: the lead of the last winner over the first loser.

use super::district_seats::seats_of;
use super::moves::{Move, Side, Way};
use crate::system::{Outcome, Tier};
use crate::votes::{Ballot, Contest, Votes};

/// Candidates for the seats of one district.
#[derive(Debug)]
pub(super) struct CandidateRace {
    contest: String,
    district: Option<usize>,
    /// With their votes, most first.
    sides: Vec<(Side, u64)>,
    seats: usize,
    room: u64,
}

impl CandidateRace {
    pub(super) fn of(
        votes: &Votes,
        before: &Outcome,
        tier: &Tier,
        contest: &Contest,
        ballot: &Ballot,
    ) -> Option<Self> {
        let seats = usize::try_from(seats_of(tier, votes, before, ballot.district)?).ok()?;
        let sides = ballot.entries.iter().zip(ballot.votes()).map(|(entry, place)| {
            let name = entry.label(votes.field());
            (Side { name, places: vec![place] }, votes.tally().votes[place])
        });
        let mut sides: Vec<(Side, u64)> = sides.collect();
        sides.sort_by_key(|(_, votes)| std::cmp::Reverse(*votes));
        let all = votes.tally().votes.iter().fold(0u64, |sum, &votes| sum.saturating_add(votes));
        let (contest, district) = (contest.name.clone(), ballot.district);
        Some(Self { contest, district, sides, seats, room: u64::MAX - all })
    }

    pub(super) fn fewest(&self, way: Way) -> Option<(u64, Move)> {
        let votes = |side: usize| self.sides[side].1;
        // Who has no vote has no seat.
        let winners = self.sides.iter().take(self.seats).filter(|(_, votes)| *votes > 0).count();
        let last = winners.checked_sub(1);
        let first_loser = Some(winners).filter(|&loser| loser < self.sides.len());
        let lead = |last: usize, loser: usize| votes(last) - votes(loser);
        let seat_free = winners < self.seats;
        let (fewest, from, to) = match (way, last, first_loser) {
            // A seat that nobody has goes to the first vote.
            (Way::Added, _, Some(loser)) if seat_free => (1, None, Some(loser)),
            (Way::Switched, Some(last), Some(loser)) if seat_free => (1, Some(last), Some(loser)),
            (Way::Added, Some(last), Some(loser)) => (lead(last, loser).max(1), None, Some(loser)),
            (Way::Switched, Some(last), Some(loser)) => {
                (lead(last, loser).div_ceil(2).max(1), Some(last), Some(loser))
            }
            (Way::Withheld, Some(last), Some(loser)) if !seat_free && lead(last, loser) > 0 => {
                (lead(last, loser), Some(last), None)
            }
            (Way::Withheld, Some(last), Some(_)) if !seat_free => {
                // Of more than one too many who are equal at the border another one drops out, and the seats stay open.
                let border = votes(last);
                let sure = self.sides.partition_point(|&(_, votes)| votes > border);
                let equal = self.sides.partition_point(|&(_, votes)| votes >= border) - sure;
                if sure + equal == self.seats + 1 {
                    (1, Some(last), None)
                } else {
                    let last_sure = sure.checked_sub(1)?;
                    (votes(last_sure) - border, Some(last_sure), None)
                }
            }
            // Nobody else stands: the seat is lost with the last vote.
            (Way::Withheld, Some(last), _) => (votes(last), Some(last), None),
            (Way::Switched, Some(last), None) if last > 0 => (votes(last), Some(last), Some(0)),
            _ => return None,
        };
        if from.is_none() && fewest > self.room {
            return None;
        }
        let side = |side: usize| self.sides[side].0.clone();
        let (contest, district) = (self.contest.clone(), self.district);
        Some((fewest, Move { contest, district, from: from.map(side), to: to.map(side) }))
    }
}
