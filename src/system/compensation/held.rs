//! What the linked tiers gave in an area.

use super::record::compensated;
use crate::system::count::book::Book;
use crate::system::count::list_count::ListCount;
use crate::system::count::sharing::Admitted;
use crate::system::plan::Area;

/// Seats in the linked tiers.
#[derive(Debug, Clone, Default)]
pub(crate) struct HeldSeats {
    /// By list, of those who take part.
    pub(crate) lists: Vec<u32>,
    /// Of all others: independents, parties without a list, lists that take no part.
    pub(crate) others: u32,
}

impl HeldSeats {
    /// Those of all lists together.
    pub(crate) fn sum(&self) -> u32 {
        self.lists.iter().fold(0u32, |sum, &n| sum.saturating_add(n))
    }
}

/// Writes what the linked tiers gave in an area.
pub(crate) fn held_in(count: ListCount<'_>, here: Admitted<'_>, held: &mut HeldSeats, book: &Book<'_>) {
    let plan = count.plan;
    let HeldSeats { lists, others } = held;
    lists.clear();
    lists.resize(plan.parties.len(), 0);
    *others = 0;
    for held in book.linked(&plan.linked) {
        if lies_in(count, here.area, held.district) {
            let list = plan.list_of(held.party).filter(|&list| here.takes_part(list));
            let sum = list.map_or(&mut *others, |list| &mut lists[list]);
            *sum = sum.saturating_add(held.seats);
        }
    }
}

/// Whether a district of a linked tier lies in this area.
pub(super) fn lies_in(count: ListCount<'_>, area: &Area, district: Option<usize>) -> bool {
    let Some(own) = area.district else {
        return true;
    };
    let around = count.plan.linked.area_of(district).and_then(|number| count.plan.areas.get(number));
    around.is_some_and(|around| around.district == Some(own))
}

/// Seats of each list besides those that it holds.
pub(crate) fn beyond_held(share: &[u32], held: &HeldSeats, given: &mut Vec<u32>) {
    given.clear();
    given.extend(share.iter().zip(&held.lists).map(|(n, held)| n.saturating_sub(*held)));
}

/// Tells what the lists are due, hold and get.
pub(crate) fn note_compensated(
    count: ListCount<'_>,
    here: Admitted<'_>,
    house: u32,
    share: &[u32],
    held: &HeldSeats,
    given: &[u32],
    book: &mut Book<'_>,
) {
    book.note(here.at, "linkage", |names| {
        compensated(names, count.plan, house, here.weights, share, (&held.lists, held.others), given)
    });
}
