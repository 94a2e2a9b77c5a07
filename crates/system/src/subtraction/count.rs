//! Votes that won seats, and the lists that pay them.

use super::record::subtracted;
use super::{Subtracted, Subtraction};
use crate::candidates::plan::{CandidatePlan, DistrictPlan};
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::figures::Figures;
use crate::count::list_count::ListCount;
use crate::count::location::Location;
use crate::plan::Kind;

#[derive(Debug, Clone, Default)]
pub(crate) struct SubtractionBuffers {
    /// Votes that won seats, by list; empty where none are taken off.
    pub(crate) won: Vec<u64>,
    /// Those that a list had.
    taken: Vec<u64>,
}

/// Adds up, list by list, the votes that won seats in the linked tiers.
pub(crate) fn winning_votes(
    count: ListCount<'_>,
    rule: &Subtraction,
    won: &mut Vec<u64>,
    book: &Book<'_>,
) -> Result<(), CountFailure> {
    let plan = count.plan;
    won.resize(plan.parties.len(), 0);
    for held in book.linked(&plan.linked) {
        let (Kind::Candidates(candidates), Some((ballot, entry))) =
            (&count.tiers[held.tier].kind, held.winner)
        else {
            continue;
        };
        // The ballots of a tier are its districts.
        let district = &candidates.districts[ballot];
        if let Some(list) = plan.list_of(district.parties[entry]) {
            let price = price(count, rule, candidates, district, entry);
            won[list] = won[list].checked_add(price).ok_or(CountFailure::VotesTooLarge)?;
        }
    }
    Ok(())
}

/// The votes that one winner's list pays.
fn price(
    count: ListCount<'_>,
    rule: &Subtraction,
    candidates: &CandidatePlan,
    district: &DistrictPlan,
    entry: usize,
) -> u64 {
    let votes = &count.tally.votes[district.votes.clone()];
    let won = votes[entry];
    if rule.subtract == Subtracted::Winning {
        return won;
    }
    let others = votes.iter().enumerate().filter(|(other, _)| *other != entry);
    let needed = others.map(|(_, &n)| n).max().unwrap_or(0).saturating_add(1);
    let least = rule.at_least.map_or(0, |share| {
        let mut figures = Figures::new();
        figures.of_parties = votes.iter().map(|&n| u128::from(n)).sum();
        figures.add_box(&count.tally.totals[district.totals], candidates.rule.against_all);
        share.votes_of(figures.valid(), true)
    });
    // A lot among equals costs no more than the winner has, and neither does a share that few reach.
    needed.min(won).max(u64::try_from(least).unwrap_or(u64::MAX).min(won))
}

/// Takes them off the votes that seats are shared by: no list falls below 0.
#[inline]
pub(crate) fn take_off(
    count: ListCount<'_>,
    at: Location,
    SubtractionBuffers { won, taken }: &mut SubtractionBuffers,
    weights: &mut [u64],
    book: &mut Book<'_>,
) {
    if won.is_empty() {
        return;
    }
    taken.clear();
    taken.extend(won.iter().zip(&*weights).map(|(&off, &n)| off.min(n)));
    book.note(at, "linkage", |names| subtracted(names, count.plan, weights, taken));
    weights.iter_mut().zip(&*taken).for_each(|(n, off)| *n -= off);
}
