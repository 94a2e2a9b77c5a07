//! Kinds whose lists have fewer seats by their votes than they are sure of are set aside at these.

use super::record::guaranteed;
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::sharing::{Admitted, Shared};
use sailau_apportion::apportion_into;

#[derive(Debug, Clone, Default)]
pub(crate) struct GuaranteedBuffers {
    /// By kind: whether a list of it takes part, whether it is set aside, and the seats that its votes were worth then.
    stands: Vec<bool>,
    aside: Vec<bool>,
    own: Vec<u32>,
    votes: Vec<u64>,
    sum: Vec<u32>,
}

/// Shares seats; a kind that has fewer than it is sure of is set aside at its number, and the others share the rest anew,
/// until there is no such kind. A kind that equal claims may give its last seat is set aside too: it has its number either
/// way.
pub(crate) fn count(
    count: ListCount<'_>,
    here: Admitted<'_>,
    seats: u32,
    shared: &mut Shared,
    GuaranteedBuffers { stands, aside, own, votes, sum }: &mut GuaranteedBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let plan = count.plan;
    let (least, kind_of, method) = (&plan.guaranteed.least, &plan.guaranteed.kind_of, &plan.rule.method);
    let (cast, at) = (&here.votes.cast[..], here.at);
    let kind = |list: usize| kind_of[list];
    for buffer in [&mut *stands, &mut *aside] {
        buffer.clear();
        buffer.resize(least.len(), false);
    }
    own.clear();
    own.resize(least.len(), 0);
    for list in (0..cast.len()).filter(|&list| here.takes_part(list)) {
        if let Some(kind) = kind(list) {
            stands[kind] = true;
        }
    }
    let standing = least.iter().zip(&*stands).filter(|(_, stands)| **stands);
    let needed: u64 = standing.map(|(&least, _)| u64::from(least)).sum();
    if needed > u64::from(seats) {
        return Err(CountFailure::TooFewSeats { needed, seats });
    }
    let left = loop {
        // No more than all of them need.
        let taken: u32 = least.iter().zip(&*aside).filter(|(_, aside)| **aside).map(|(&n, _)| n).sum();
        let left = seats - taken;
        let open = |list: usize| kind(list).is_none_or(|kind| !aside[kind]);
        votes.clear();
        votes.extend(here.weights.iter().enumerate().map(|(list, &n)| if open(list) { n } else { 0 }));
        shared.start(cast.len());
        if votes.iter().any(|&n| n > 0) {
            apportion_into(votes, left, method, &mut shared.apportion, &mut shared.given)
                .map_err(|_| CountFailure::VotesTooLarge)?;
        }
        let mut more = false;
        for number in (0..least.len()).filter(|&number| stands[number]) {
            if aside[number] {
                continue;
            }
            let of_kind = shared.given.iter().enumerate().filter(|(list, _)| kind(*list) == Some(number));
            own[number] = of_kind.map(|(_, &n)| n).sum();
            if own[number] < least[number] {
                aside[number] = true;
                more = true;
            }
        }
        if !more {
            break left;
        }
        count.note_trial(at, "guaranteed", (votes, left), method, &shared.given, book);
    };
    if !aside.contains(&true) {
        count.share(at, (cast, here.weights), seats, method, shared, book);
        return Ok(());
    }
    sum.clear();
    sum.resize(cast.len(), 0);
    for number in (0..least.len()).filter(|&number| aside[number]) {
        book.note(at, "guaranteed", |names| guaranteed(names, plan, number, own[number], here.weights));
        votes.clear();
        votes.extend(here.weights.iter().enumerate().map(
            |(list, &n)| {
                if kind(list) == Some(number) { n } else { 0 }
            },
        ));
        count.share(at, (cast, votes), least[number], method, shared, book);
        sum.iter_mut().zip(&shared.given).for_each(|(sum, &n)| *sum += n);
    }
    votes.clear();
    votes.extend(
        here.weights.iter().enumerate().map(
            |(list, &n)| {
                if kind(list).is_none_or(|kind| !aside[kind]) { n } else { 0 }
            },
        ),
    );
    // Where all are set aside nothing is left.
    if left > 0 {
        count.share(at, (cast, votes), left, method, shared, book);
        sum.iter_mut().zip(&shared.given).for_each(|(sum, &n)| *sum += n);
    }
    shared.given.copy_from_slice(sum);
    Ok(())
}
