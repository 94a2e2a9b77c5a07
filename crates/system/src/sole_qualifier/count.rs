//! One list alone passed, and the next one is admitted.

use super::record::sole_qualifier;
use super::share::sole_share;
use super::{SecondPlaceTie, SoleQualifier};
use crate::count::book::Book;
use crate::count::list_count::ListCount;
use crate::count::location::Location;
use crate::count::sharing::Shared;
use crate::lots::DrawnFor;
use crate::protocol::Claimants;
use crate::rules::TieRules;

/// One list alone passed: it shares the house with the next one. Returns whether there is one.
#[expect(clippy::too_many_arguments, reason = "what goes in, what comes out, and what is written on the way")]
pub(crate) fn count(
    count: ListCount<'_>,
    at: Location,
    seats: u32,
    first: u32,
    rule: &SoleQualifier,
    cast: &[u64],
    shared: &mut Shared,
    book: &mut Book<'_>,
) -> bool {
    let plan = count.plan;
    let others = || (0u32..).zip(cast).filter(|&(i, &n)| i != first && n > 0);
    let Some(most) = others().map(|(_, &n)| n).max() else {
        // Nobody else has a vote: there is no second list.
        return false;
    };
    shared.start(cast.len());
    let Shared { given, tied, .. } = shared;
    tied.among(others().filter(|&(_, &n)| n == most).map(|(i, _)| i));
    let share = sole_share(cast[first as usize], most, seats, rule);
    book.sole_qualifier(at, |names| {
        sole_qualifier(names, plan, rule, seats, (first, &tied.claimants), cast, share)
    });
    given[first as usize] = share.first;
    if let [second] = tied.claimants[..] {
        given[second as usize] = share.second;
    } else {
        let ties = match rule.second_place_tie {
            SecondPlaceTie::Unresolved => TieRules::default(),
            SecondPlaceTie::TieRule => plan.rule.ties,
        };
        // One place is open: that of the second list.
        let open = count.settle(at.deciding(DrawnFor::SecondList), ties, cast, 1, tied, book);
        if let [second] = tied.winners[..] {
            given[second as usize] = share.second;
        }
        let open = open * share.second;
        if open > 0 {
            book.tied(at, Claimants::Lists(plan), &tied.claimants, open, ties, true);
        }
    }
    // Both are u32 and their sum exceeds the house only when it is let grow.
    let grown = u64::from(share.first) + u64::from(share.second);
    if let Ok(grown) = u32::try_from(grown.saturating_sub(u64::from(seats)))
        && grown > 0
    {
        book.house_grew(at, "sole_qualifier", grown);
    }
    book.list_seats(at, plan, given);
    true
}
