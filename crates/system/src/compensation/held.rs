//! What the linked tiers gave in an area.

use super::Overhang;
use super::record::compensated;
use crate::count::book::{Book, Held};
use crate::count::list_count::ListCount;
use crate::count::sharing::Admitted;
use crate::linkage::Linkage;
use crate::plan::Area;

/// Seats in the linked tiers.
#[derive(Debug, Clone, Default)]
pub(crate) struct HeldSeats {
    /// By list, of those who take part.
    pub(crate) lists: Vec<u32>,
    /// Of all others: independents, parties without a list there, lists that take no part.
    pub(crate) others: u32,
    /// What lists that are set aside have.
    pub(super) fixed: Vec<u32>,
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
    let HeldSeats { lists, others, .. } = held;
    lists.clear();
    lists.resize(plan.parties.len(), 0);
    *others = 0;
    for held in book.linked(&plan.linked).filter(|held| lies_in(count, here.area, held.district)) {
        let sum = match holder(count, here, held) {
            Holder::List(list) => &mut lists[list],
            Holder::Outsider => &mut *others,
            Holder::NotSeated => continue,
        };
        *sum = sum.saturating_add(held.seats);
    }
}

/// Whom a seat in a linked tier counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holder {
    /// A list that takes part.
    List(usize),
    /// Nobody who takes part: the seat comes off those that the lists share.
    Outsider,
    /// Its winner does not sit, because the seats of a list would have to cover it and there is none.
    NotSeated,
}

/// Whom a seat counts for. Where seats find their way to the districts a party takes part with its list there: a winner
/// whose party has none in that Land is like one without a party (Germany's Federal Elections Act, s. 6(1) until 2023).
pub(crate) fn holder(count: ListCount<'_>, here: Admitted<'_>, held: &Held) -> Holder {
    let plan = count.plan;
    let list = plan.list_of(held.party).filter(|&list| here.takes_part(list));
    match list.filter(|&list| stands_at(count, list, held.district)) {
        Some(list) => Holder::List(list),
        None if held.party.is_some() && covers(count) => Holder::NotSeated,
        None => Holder::Outsider,
    }
}

/// Whether the party of a list has one where a linked seat lies, if seats find their way there.
fn stands_at(count: ListCount<'_>, list: usize, district: Option<usize>) -> bool {
    let plan = count.plan;
    let place = plan.linked.place_of(district);
    plan.rule.placement.is_none() || place.is_some_and(|place| plan.places.stands_at(list, place))
}

/// Whether list seats have to cover those of a party's winners (s. 6(1) of that act since 2023).
pub(super) fn covers(count: ListCount<'_>) -> bool {
    let linkage = &count.plan.rule.linkage;
    matches!(linkage, Some(Linkage::Compensation(rule)) if rule.overhang == Overhang::Refused)
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
