//! The seats of an alliance among its candidates: in the order of their votes, whatever their list.
//!
//! A statute may say it by comparative figures, the votes of the alliance by a candidate's place in it (Finland's election
//! act, section 89): the seats that the alliance wins are then those of its first candidates.

use std::cmp::Reverse;

use super::contender::Contender;
use super::group::Group;
use super::record::in_order;
use crate::count::book::Book;
use crate::count::list_count::ListCount;
use crate::count::sharing::{Admitted, Shared};
use crate::count::ties::{TieBreak, Tied};
use crate::protocol::Claimants;

/// Gives the seats of an alliance to its candidates with most votes. Of equals at the border the tie rules choose; where
/// all of these stand on one list nothing about its seats is open.
pub(super) fn seat_candidates(
    count: ListCount<'_>,
    here: Admitted<'_>,
    (members, group): (&[u32], Group),
    contenders: &mut Vec<Contender>,
    tied: &mut Tied,
    shared: &mut Shared,
    book: &mut Book<'_>,
) {
    let plan = count.plan;
    let lists = group.lists(members);
    contenders.clear();
    for (number, candidate) in (0u32..).zip(&here.area.roster) {
        if lists.contains(&(candidate.list as u32)) {
            let votes = candidate.votes(count.tally);
            contenders.push(Contender { votes, number, list: candidate.list as u32 });
        }
    }
    contenders.sort_unstable_by_key(|one| (Reverse(one.votes), here.area.roster[one.number as usize].rank));
    // Nobody has more seats than candidates.
    let seats = (group.seats as usize).min(contenders.len());
    let border = contenders.get(seats).map(|beyond| beyond.votes);
    let ahead = contenders.partition_point(|one| border.is_none_or(|border| one.votes > border));
    let sure = ahead.min(seats);
    let equal = match border {
        Some(border) if sure < seats => sure + contenders[sure..].partition_point(|one| one.votes == border),
        _ => sure,
    };
    let Shared { given, drawn, .. } = &mut *shared;
    contenders[..sure].iter().for_each(|one| given[one.list as usize] += 1);
    let equals = &contenders[sure..equal];
    // No more than there are candidates, who are numbered in u32.
    let places = if equals.is_empty() { 0 } else { (seats - sure) as u32 };
    let first = plan.parties.len() as u32;
    tied.among(equals.iter().map(|one| first + one.number));
    let one_list = equals.windows(2).all(|pair| pair[0].list == pair[1].list);
    let mut open = 0;
    if let (Some(one), true) = (equals.first(), one_list) {
        given[one.list as usize] += places;
    } else if places > 0 {
        let rules = plan.rule.ties;
        let (order, votes) = (|_| None, |_| 0);
        let rank = |claimant: u32| here.area.roster[(claimant - first) as usize].rank;
        open = TieBreak { rules, chance: count.chance, at: here.at, order, votes, rank }.settle(places, tied);
        book.decided(here.at, rules, Claimants::OnLists(plan, here.area), tied);
        for &claimant in &tied.winners {
            given[here.area.roster[(claimant - first) as usize].list] += 1;
            drawn.push(claimant - first);
        }
    }
    let winners = &tied.winners;
    book.note(here.at, "alliances", |names| {
        in_order(names, plan, here.area, (lists, group), contenders, |place, number| {
            if winners.is_empty() || place < sure {
                (place < sure, sure <= place && place < equal)
            } else {
                (winners.contains(&(first + number)), false)
            }
        })
    });
    if open == 0 {
        return;
    }
    // A list has what is left when all others have theirs.
    let mut left = open;
    for own in equals.chunk_by(|one, other| one.list == other.list) {
        let others = (equals.len() - own.len()) as u32;
        let more = open.saturating_sub(others);
        given[own[0].list as usize] += more;
        left -= more;
    }
    book.tied(here.at, Claimants::OnLists(plan, here.area), &tied.claimants, left, plan.rule.ties, false);
    book.allotted += u64::from(left);
}
