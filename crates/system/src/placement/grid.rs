//! Votes and seats of the lists in the districts.

use super::QuotientOf;
use crate::compensation::held::{Holder, holder};
use crate::count::book::Book;
use crate::count::list_count::ListCount;
use crate::count::sharing::Admitted;

/// Votes and seats in linked tiers of each list that takes part in each district of an area: by list, then by district.
#[derive(Debug, Clone, Default)]
pub(crate) struct DistrictGrid {
    pub(crate) districts: usize,
    pub(crate) votes: Vec<u64>,
    pub(crate) held: Vec<u32>,
    /// Seats in linked tiers of those who take no part in the lists of a district.
    pub(crate) others: Vec<u32>,
}

impl DistrictGrid {
    pub(crate) fn fill(&mut self, count: ListCount<'_>, here: Admitted<'_>, book: &Book<'_>) {
        let Self { districts, votes, held: seats, others } = self;
        let plan = count.plan;
        *districts = plan.places.districts.len();
        votes.clear();
        votes.resize(plan.parties.len() * *districts, 0);
        for (ballot, &d) in here.area.ballots.iter().zip(&plan.places.of_ballot) {
            for (&n, list) in count.tally.votes[ballot.votes.clone()].iter().zip(&ballot.lists) {
                if let Some(list) = list.index().filter(|&list| here.takes_part(list)) {
                    // Sums of these fitted when the lists' totals were made.
                    votes[list * *districts + d] += n;
                }
            }
        }
        seats.clear();
        seats.resize(votes.len(), 0);
        others.clear();
        others.resize(*districts, 0);
        for held in book.linked(&plan.linked) {
            if let Some(d) = plan.linked.place_of(held.district) {
                let sum = match holder(count, here, held) {
                    Holder::List(list) => &mut seats[list * *districts + d],
                    Holder::Outsider => &mut others[d],
                    Holder::NotSeated => continue,
                };
                *sum = sum.saturating_add(held.seats);
            }
        }
    }

    /// The cells of a list.
    pub(crate) fn row(&self, list: usize) -> std::ops::Range<usize> {
        list * self.districts..(list + 1) * self.districts
    }

    /// The seats that a list holds in all districts.
    pub(crate) fn held_by(&self, list: usize) -> u32 {
        self.held[self.row(list)].iter().sum()
    }

    /// Writes what the quotients in each district are multiplied by and divided by.
    pub(super) fn scales(
        count: ListCount<'_>,
        here: Admitted<'_>,
        of: QuotientOf,
        book: &Book<'_>,
        scales: &mut Vec<(u128, u128)>,
    ) {
        let plan = count.plan;
        scales.clear();
        // Districts of the votes, each a place of its own.
        for (d, ballot) in here.area.ballots.iter().enumerate() {
            let cast =
                || count.tally.votes[ballot.votes.clone()].iter().map(|&n| u128::from(n)).sum::<u128>();
            let all = || cast() + u128::from(count.tally.totals[ballot.totals].others);
            scales.push(match of {
                QuotientOf::Nothing => (1, 1),
                QuotientOf::ValidVotes => (1, all()),
                QuotientOf::VotesASeat => {
                    let linked = book.linked(&plan.linked);
                    let here = linked.filter(|held| plan.linked.place_of(held.district) == Some(d));
                    let seats = here.fold(0u32, |sum, held| sum.saturating_add(held.seats));
                    (seats.into(), all())
                }
            });
        }
    }
}
