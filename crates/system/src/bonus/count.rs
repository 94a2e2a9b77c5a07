//! How large the bonus is, and whose.

use super::record::{Lead, bonus, topped_up};
use super::top_up::{Raised, TopUpBuffers, raise};
use super::{BonusHouse, BonusSeats, TopUp};
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::location::Location;
use crate::count::sharing::{Admitted, Shared};
use crate::count::ties::Tied;
use crate::lots::DrawnFor;
use sailau_apportion::TieView;

/// Who gets the bonus: nobody yet, when lists with equal votes compete for it.
#[derive(Debug, Clone, Default)]
pub(crate) struct BonusBuffers {
    list: Option<u32>,
    tied: Tied,
    pub(crate) top_up: TopUpBuffers,
}

/// How large the bonus is. Whose it is stays in the buffers: of equals the tie rule chooses.
pub(crate) fn count(
    count: ListCount<'_>,
    here: Admitted<'_>,
    seats: u32,
    rule: &BonusSeats,
    BonusBuffers { list, tied, .. }: &mut BonusBuffers,
    book: &mut Book<'_>,
) -> Result<u32, CountFailure> {
    *list = None;
    largest(here.weights, tied);
    let Some(&first) = tied.claimants.first() else {
        return Ok(0);
    };
    let cast = &here.votes.cast;
    let Some(size) = rule.size(cast[first as usize].into(), here.votes.valid())? else {
        return Ok(0);
    };
    let size = size.min(seats);
    *list = Some(first);
    if tied.claimants.len() > 1 {
        count.settle(here.at.deciding(DrawnFor::Bonus), count.plan.rule.ties, cast, 1, tied, book);
        *list = tied.winners.first().copied();
    }
    if let Some(list) = *list {
        book.note(here.at, "bonus", |names| {
            let lead = Lead::of(list as usize, here.weights.iter().copied());
            bonus(names, count.plan, &[list], lead, (rule, here.votes.valid()), size)
        });
    }
    Ok(size)
}

/// Those with most votes become claimants: nobody without any.
fn largest(weights: &[u64], tied: &mut Tied) {
    let most = weights.iter().copied().max().unwrap_or(0);
    tied.among((0u32..).zip(weights).filter(|&(_, &n)| n == most && n > 0).map(|(i, _)| i));
}

/// Adds the bonus to the seats of its list, or reports that equal lists compete for it.
pub(crate) fn give(
    count: ListCount<'_>,
    at: Location,
    seats: u32,
    BonusBuffers { list, tied, .. }: &BonusBuffers,
    shared: &mut Shared,
    book: &mut Book<'_>,
) {
    match list {
        _ if seats == 0 => {}
        Some(list) => shared.given[*list as usize] += seats,
        None => count.report_tie(at, tied, seats, true, book),
    }
}

/// Shares the seats of an area so that the list with most votes has no fewer than the rule says.
pub(crate) fn topped_up_among(
    count: ListCount<'_>,
    here: Admitted<'_>,
    seats: u32,
    rule: &TopUp,
    shared: &mut Shared,
    BonusBuffers { tied, top_up, .. }: &mut BonusBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let (at, plan) = (here.at, count.plan);
    let (cast, method) = (&here.votes.cast[..], &plan.rule.method);
    let lead = |list: u32| Lead::of(list as usize, here.weights.iter().copied());
    let of = (rule, seats, here.votes.valid());
    largest(here.weights, tied);
    // Somebody with votes is admitted.
    let first = tied.claimants.first().map_or(0, |&list| cast[list as usize]);
    if !rule.applies(first.into(), here.votes.valid()) {
        count.share(at, (cast, here.weights), seats, method, shared, book);
        return Ok(());
    }
    let equals = tied.claimants.len();
    if equals > 1 && count.settle(at.deciding(DrawnFor::Bonus), plan.rule.ties, cast, 1, tied, book) == 0 {
        std::mem::swap(&mut tied.claimants, &mut tied.winners);
    }
    if rule.house == BonusHouse::Grows {
        count.share(at, (cast, here.weights), seats, method, shared, book);
        let mut most = 0;
        for &list in &tied.claimants {
            let Shared { given, apportion, tied: among, .. } = &mut *shared;
            let mut own = given[list as usize];
            // Who is in an open tie may have more without it.
            for tie in apportion.ties().filter(|tie| tie.parties.contains(&list)) {
                among.among(tie.parties.iter().copied());
                let open = count.ask(at, plan.rule.ties, cast, tie.seats, among);
                if open > 0 && among.claimants.contains(&list) {
                    own = own.saturating_add(if tie.all_to_one { tie.seats } else { 1 });
                }
            }
            most = most.max(own);
        }
        let more = rule.growth(most, seats);
        if more > 0 {
            book.house_grew(at, "bonus", more);
            if let [list] = tied.claimants[..] {
                let own = shared.given[list as usize];
                shared.given[list as usize] += more;
                book.note(at, "bonus", |names| {
                    topped_up(names, plan, &[list], lead(list), of, (own, own + more))
                });
            } else {
                count.report_tie(at, tied, more, true, book);
            }
        }
        return Ok(());
    }
    let target = rule.target(seats);
    let Shared { apportion, tied: among, .. } = &mut *shared;
    let decide = |tie: TieView<'_>, list: u32| {
        among.among(tie.parties.iter().copied());
        let open = count.ask(at, plan.rule.ties, cast, tie.seats, among);
        let won = among.winners.contains(&list);
        if open == 0 || won || !among.claimants.contains(&list) { Some(won) } else { None }
    };
    match raise((here.weights, seats, target), &tied.claimants, method, decide, apportion, top_up)? {
        Raised::Nobody => count.share(at, (cast, here.weights), seats, method, shared, book),
        Raised::One { claimant, own } => {
            count.note_trial(at, "bonus", (here.weights, seats), method, top_up.by_votes(), book);
            book.note(at, "bonus", |names| {
                topped_up(names, plan, &[claimant], lead(claimant), of, (own, target))
            });
            count.share(at, (cast, &top_up.rest), seats - target, method, shared, book);
            shared.given[claimant as usize] = target;
        }
        Raised::Open => {
            shared.start(here.weights.len());
            shared.given.copy_from_slice(&top_up.sure);
            tied.among(top_up.competing());
            count.report_tie(at, tied, top_up.open(seats), false, book);
        }
    }
    Ok(())
}

impl TopUp {
    /// Whether one with so many of the valid votes can be raised.
    pub(crate) fn applies(&self, votes: u128, valid: u128) -> bool {
        self.from.is_none_or(|from| votes >= from.votes_of(valid, true))
    }
}

impl BonusSeats {
    /// The bonus of one with so many of the valid votes; none below the share that it needs.
    pub(crate) fn size(&self, votes: u128, valid: u128) -> Result<Option<u32>, CountFailure> {
        let Some(from) = self.from else {
            return Ok(Some(self.seats));
        };
        if votes < from.votes_of(valid, true) {
            return Ok(None);
        }
        let mut seats = self.seats;
        if let Some(step) = self.one_more_each.filter(|step| step.numerator() > 0) {
            const TOO_LARGE: CountFailure = CountFailure::VotesTooLarge;
            // (votes/valid − from) / step, all over one denominator.
            let whole = u128::from(from.denominator());
            let above = (votes * whole).saturating_sub(valid * u128::from(from.numerator()));
            let above = above.checked_mul(u128::from(step.denominator())).ok_or(TOO_LARGE)?;
            let below = (valid * whole).checked_mul(u128::from(step.numerator())).ok_or(TOO_LARGE)?;
            let more = above.checked_div(below).unwrap_or(0);
            seats = seats.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
        }
        Ok(Some(self.at_most.map_or(seats, |most| seats.min(most))))
    }
}
