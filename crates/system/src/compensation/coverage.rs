//! Which of the winners in the districts sit, where the votes of their party's list must cover their seats.

use std::cmp::Ordering;

use crate::count::book::{Book, Held};
use crate::count::list_count::ListCount;
use crate::count::location::Location;
use crate::exact::compare_fractions;
use crate::lots::DrawnFor;
use crate::plan::Kind;
use crate::protocol::Claimants;

/// A winner by the row of the ledger, with the votes and the valid votes of the district.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Winner {
    row: usize,
    /// Where lots put it among equals; 0 where nobody draws them.
    drawn: usize,
    votes: u64,
    valid: u128,
}

impl Winner {
    /// By shares of valid votes. a/b against c/d: cross-multiplied; votes are 64 bits, sums of them at most 96.
    fn compare(&self, other: &Self) -> Ordering {
        compare_fractions((self.votes.into(), self.valid), (other.votes.into(), other.valid))
    }
}

/// Of a party's winners in the districts of each list district, those with the greatest shares of valid votes sit, as
/// many as the list has seats there: none where nothing is placed.
pub(crate) fn seat_winners(
    count: ListCount<'_>,
    list: usize,
    placed: &[u32],
    winners: &mut Vec<Winner>,
    book: &mut Book<'_>,
) {
    let plan = count.plan;
    let party = plan.parties[list];
    if party.is_none() {
        // A candidate who stands alone has no winners in the districts to cover.
        return;
    }
    for d in 0..plan.places.districts.len() {
        let covered = placed.get(d).copied().unwrap_or(0);
        winners.clear();
        for (row, held) in book.held().iter().enumerate() {
            let linked = plan.linked.contains(held.tier) && held.party == party;
            if linked && plan.linked.place_of(held.district) == Some(d) {
                let (votes, valid) = winning_share(count, held);
                winners.push(Winner { row, drawn: 0, votes, valid });
            }
        }
        winners.sort_unstable_by(|a, b| b.compare(a).then(a.row.cmp(&b.row)));
        let covered = covered as usize;
        draw_at_border(count, list, d, covered, winners);
        let equal = |i: usize, border: usize| {
            winners[i].compare(&winners[border]).is_eq() && winners[i].drawn == winners[border].drawn
        };
        let (sure, end) = if 0 < covered && covered < winners.len() && equal(covered - 1, covered) {
            // Equal shares at the border: who of them sits is open.
            let sure = (0..winners.len()).position(|i| equal(i, covered)).unwrap_or(covered);
            (sure, (covered..winners.len()).find(|&i| !equal(i, covered)).unwrap_or(winners.len()))
        } else {
            (covered, covered)
        };
        for (rank, winner) in winners.iter().enumerate() {
            if rank < sure || rank >= end {
                seat(count, winner.row, rank < sure, book);
            }
        }
        if end > sure {
            // Below 2^32: winners of one district of the lists.
            let open = (covered - sure) as u32;
            book.refused += (end - covered) as u32;
            let district = plan.places.districts.get(d).copied().flatten();
            let at = Location::district(count.tier, district, None);
            // Lists are numbered in u32.
            book.tied(at, Claimants::Lists(plan), &[list as u32], open, plan.rule.ties, false);
        }
    }
}

/// Lets lots say who of those with equal shares at the border sits, where somebody draws them.
fn draw_at_border(count: ListCount<'_>, list: usize, d: usize, covered: usize, winners: &mut [Winner]) {
    if covered == 0 || covered >= winners.len() || winners[covered - 1].compare(&winners[covered]).is_ne() {
        return;
    }
    let plan = count.plan;
    let Some(lots) = count.chance.after(plan.rule.ties) else {
        return;
    };
    let border = winners[covered];
    let equal = |winner: &Winner| winner.compare(&border).is_eq();
    let sure = winners.iter().position(equal).unwrap_or(covered);
    // Rows of the ledger: as many as there are seats.
    let mut rows: Vec<u32> =
        winners.iter().filter(|winner| equal(winner)).map(|winner| winner.row as u32).collect();
    let at = Location::district(count.tier, None, plan.places.ranks.get(d).copied());
    // Every list has lots of its own.
    let at = at.deciding(DrawnFor::Covered(plan.ranks[list]));
    let sit = lots.draw(at.lots(), &mut rows, covered - sure);
    for winner in winners.iter_mut().filter(|winner| equal(winner)) {
        winner.drawn = usize::from(!sit.contains(&(winner.row as u32)));
    }
    winners.sort_unstable_by(|a, b| b.compare(a).then(a.drawn.cmp(&b.drawn)).then(a.row.cmp(&b.row)));
}

/// Of the winners in the linked tiers, those without a party sit. Those of a party do not where it has no list seats; where
/// `settled` says so, they were seated with its list.
pub(crate) fn seat_others(count: ListCount<'_>, book: &mut Book<'_>, settled: impl Fn(&Held) -> bool) {
    for row in 0..book.held().len() {
        let held = book.held()[row];
        if count.plan.linked.contains(held.tier) && !settled(&held) {
            seat(count, row, held.party.is_none(), book);
        }
    }
}

/// A winner sits, or does not because the list's seats do not cover it.
fn seat(count: ListCount<'_>, row: usize, covered: bool, book: &mut Book<'_>) {
    let held = book.held()[row];
    let (Kind::Candidates(plan), Some((district, entry))) = (&count.tiers[held.tier].kind, held.winner)
    else {
        return;
    };
    let at = Location::district(held.tier, held.district, None);
    if covered {
        book.elected(at, plan, &plan.districts[district], entry, held.victory);
    } else {
        let share = winning_share(count, &held);
        book.not_seated(at, plan, &plan.districts[district], entry, share);
    }
}

/// A winner's votes and the valid votes of the district.
fn winning_share(count: ListCount<'_>, held: &Held) -> (u64, u128) {
    let (Kind::Candidates(plan), Some((district, entry))) = (&count.tiers[held.tier].kind, held.winner)
    else {
        return (0, 1);
    };
    let district = &plan.districts[district];
    let votes = &count.tally.votes[district.votes.clone()];
    let others = u128::from(count.tally.totals[district.totals].others);
    (votes[entry], votes.iter().map(|&n| u128::from(n)).sum::<u128>() + others)
}
