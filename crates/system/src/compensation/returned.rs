//! Seats of a linked tier that a party holds beyond its share of the country go back, and to others in their district.

use super::held::HeldSeats;
use super::record::returned as returned_step;
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::location::Location;
use crate::count::sharing::Admitted;
use crate::linkage::Linkage;
use crate::lots::DrawnFor;
use crate::placement::grid::DistrictGrid;
use crate::placement::quotients::{
    Claim, Claims, MOST, Order, Placed, QuotientBuffers, Quotients, greatest_first, shuffle,
};
use crate::plan::{Kind, ListPlan};

#[derive(Debug, Clone, Default)]
pub(crate) struct ReturnBuffers {
    /// Seats of the districts in the linked tier, none held before, quotients as they are, seats that are free again.
    magnitudes: Vec<u32>,
    nothing: Vec<u32>,
    scales: Vec<(u128, u128)>,
    room: Vec<u32>,
    weakest: Vec<Claim>,
    short: Vec<u32>,
    returned: Vec<(u32, Option<usize>)>,
    placed: Placed,
    quotients: QuotientBuffers,
    given: Vec<u32>,
}

/// Takes back what lists hold beyond `share`, where their last quotients are smallest, in districts of at least `from`
/// seats; gives it to those in the district who are short of theirs. Afterwards `held` and `grid` say what is held then.
#[expect(clippy::too_many_arguments, reason = "what goes in, what comes out, and what is written on the way")]
pub(super) fn return_surplus(
    count: ListCount<'_>,
    here: Admitted<'_>,
    share: &[u32],
    from: u32,
    held: &mut HeldSeats,
    grid: &mut DistrictGrid,
    buffers: &mut ReturnBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let Some((tier, other)) = returning(count) else {
        return Ok(());
    };
    let plan = count.plan;
    let districts = grid.districts;
    let ReturnBuffers {
        magnitudes, nothing, scales, room, weakest, short, returned, placed, quotients, ..
    } = buffers;
    let surplus = held.lists.iter().zip(share).map(|(&held, &due)| u64::from(held.saturating_sub(due)));
    if surplus.sum::<u64>() > MOST {
        return Err(CountFailure::TooManyToPlace);
    }
    for buffer in [&mut *magnitudes, &mut *room] {
        buffer.clear();
        buffer.resize(districts, 0);
    }
    for own in &other.areas {
        if let Some(d) = plan.linked.place_of(own.district) {
            magnitudes[d] = own.seats;
        }
    }
    nothing.clear();
    nothing.resize(grid.held.len(), 0);
    scales.clear();
    scales.resize(districts, (1, 1));
    let method = &other.rule.method;
    let claims = Quotients { votes: &grid.votes, held: nothing, method, scales };
    returned.clear();
    for (list, &due) in share.iter().enumerate() {
        let mut left = held.lists[list].saturating_sub(due);
        while left > 0 {
            weakest.clear();
            for d in (0..districts).filter(|&d| magnitudes[d] >= from) {
                let Some(last) = grid.held[list * districts + d].checked_sub(1) else { continue };
                let Some(claim) = claims.claim(list, d, last)? else { continue };
                if weakest.first().is_some_and(|weakest| claim < *weakest) {
                    weakest.clear();
                }
                if weakest.first().is_none_or(|weakest| claim == *weakest) {
                    weakest.push(claim);
                }
            }
            if weakest.is_empty() {
                break;
            }
            if weakest.len() as u64 > u64::from(left) {
                let lots = count.chance.after(plan.rule.ties).ok_or(CountFailure::ReturnTied)?;
                weakest.sort_unstable_by_key(|claim| plan.places.ranks[claim.place]);
                // Every list has lots of its own.
                let at = here.at.deciding(DrawnFor::Returned(plan.ranks[list]));
                shuffle(lots, at, weakest, quotients);
                weakest.truncate(left as usize);
            }
            for claim in &*weakest {
                grid.held[list * districts + claim.place] -= 1;
                room[claim.place] += 1;
                left -= 1;
                returned.push((claim.list, plan.places.districts[claim.place]));
            }
        }
    }
    short.clear();
    short.extend(share.iter().enumerate().map(|(list, &due)| due.saturating_sub(grid.held_by(list))));
    let claims = Quotients { votes: &grid.votes, held: &grid.held, method, scales };
    let order = Order::of(count, &plan.places.ranks);
    placed.clear();
    greatest_first(&claims, short, room, &order, placed, quotients)?;
    if !placed.open.is_empty() {
        return Err(CountFailure::ReturnTied);
    }
    for &(list, d) in &placed.seats {
        grid.held[list as usize * districts + d] += 1;
    }
    // Seats that nobody in their district is short of are won in the country.
    *book.left(tier) += room.iter().map(|&n| i64::from(n)).sum::<i64>();
    if !returned.is_empty() {
        book.note(Location::tier(count.tier), "linkage", |names| {
            let instead = placed.seats.iter().map(|&(list, d)| (list, plan.places.districts[d]));
            returned_step(names, plan, returned, instead)
        });
    }
    give_linked(count, Some((here, grid)), buffers, book);
    for (list, held) in held.lists.iter_mut().enumerate() {
        *held = grid.held_by(list);
    }
    Ok(())
}

/// The linked tier whose surplus goes back, where the rules say so.
fn returning(count: ListCount<'_>) -> Option<(usize, &ListPlan)> {
    match &count.plan.rule.linkage {
        Some(Linkage::Compensation(rule)) if rule.returns() => {}
        _ => return None,
    }
    let tier = *count.plan.linked.tiers.first()?;
    match &count.tiers[tier].kind {
        Kind::List(plan) => Some((tier, plan)),
        _ => None,
    }
}

/// Tells who has the seats of the linked tier after what was returned; before that they were withheld.
pub(super) fn give_linked(
    count: ListCount<'_>,
    after: Option<(Admitted<'_>, &DistrictGrid)>,
    ReturnBuffers { given, .. }: &mut ReturnBuffers,
    book: &mut Book<'_>,
) {
    let Some((tier, other)) = returning(count) else {
        return;
    };
    for own in &other.areas {
        given.clear();
        given.resize(other.parties.len(), 0);
        for held in book.held().iter().filter(|held| held.tier == tier && held.district == own.district) {
            if let Some(list) = other.list_of(held.party) {
                given[list] += held.seats;
            }
        }
        if let (Some((here, grid)), Some(d)) = (after, count.plan.linked.place_of(own.district)) {
            for (list, &party) in count.plan.parties.iter().enumerate() {
                let theirs = other.list_of(party).filter(|_| here.takes_part(list));
                if let Some(theirs) = theirs {
                    given[theirs] = grid.held[list * grid.districts + d];
                }
            }
        }
        if given.iter().any(|&n| n > 0) {
            book.list_seats(Location::district(tier, own.district, None), other, given);
        }
    }
}
