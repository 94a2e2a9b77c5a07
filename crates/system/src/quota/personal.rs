//! Candidates who alone have the quota sit, whatever their list has (Estonia's Riigikogu Election Act, s. 62(2); secondary:
//! the section was not read for this).

use super::record::{AloneLeftOutStep, PersonalMandate, PersonalMandatesStep};
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::location::Location;
use crate::count::sharing::Admitted;
use crate::open_list::plan::Candidate;
use crate::plan::{Area, Kind};
use sailau_apportion::Ratio;

/// Whether these votes are a quota.
fn is_quota(votes: u64, price: Ratio) -> bool {
    // Votes of 64 bits by a divisor of 34.
    votes > 0 && u128::from(votes) * price.denominator >= price.numerator
}

/// Whether the seats of the list's candidates stand beside what lists have by quotas: it takes no part, or it is a
/// candidate who stands alone. Other lists have them among theirs.
fn stands_beside(count: ListCount<'_>, here: Admitted<'_>, list: usize) -> bool {
    !here.takes_part(list) || list >= count.plan.first_individual()
}

/// Writes how many candidates of each list have the quota alone, where their seats stand beside what lists have by quotas.
/// Returns how many these are.
pub(super) fn beside_lists(
    count: ListCount<'_>,
    here: Admitted<'_>,
    price: Ratio,
    beside: &mut Vec<u32>,
) -> Result<u32, CountFailure> {
    let (cast, roster) = (&here.votes.cast, &here.area.roster);
    beside.clear();
    beside.resize(cast.len(), 0);
    for candidate in roster.iter().filter(|candidate| stands_beside(count, here, candidate.list)) {
        beside[candidate.list] += u32::from(is_quota(candidate.votes(count.tally), price));
    }
    let unknown = |&list: &usize| {
        let named = || roster.iter().any(|candidate| candidate.list == list);
        is_quota(cast[list], price) && stands_beside(count, here, list) && !named()
    };
    if let Some(list) = (0..cast.len()).find(unknown) {
        return Err(CountFailure::CandidatesNotNamed { list, district: here.at.district });
    }
    // No more than quotas in the votes, which are no more than the seats.
    Ok(beside.iter().sum())
}

/// Tells who has the quota alone, and that they sit.
pub(super) fn tell(count: ListCount<'_>, here: Admitted<'_>, price: Ratio, book: &mut Book<'_>) {
    let plan = count.plan;
    let alone = |list: usize| list >= plan.first_individual();
    let with_quota = || {
        let roster = here.area.roster.iter();
        roster.filter(|candidate| is_quota(candidate.votes(count.tally), price))
    };
    if with_quota().next().is_none() {
        return;
    }
    book.note(here.at, "quota", |names| {
        let mandate = |candidate: &Candidate| PersonalMandate {
            candidate: candidate.name.clone(),
            party: (!alone(candidate.list)).then(|| names.list(plan, candidate.list)),
            votes: candidate.votes(count.tally),
            beside_lists: stands_beside(count, here, candidate.list),
        };
        let mut mandates: Vec<_> = with_quota().map(mandate).collect();
        mandates.sort_by(|a, b| (b.votes, &a.candidate).cmp(&(a.votes, &b.candidate)));
        PersonalMandatesStep { mandates }
    });
    // Open lists name all who sit, the most votes first; the seat of somebody who stands alone names whose it is.
    if plan.rule.open_list.is_none() {
        for candidate in with_quota().filter(|candidate| !alone(candidate.list)) {
            book.sits(here.at, plan, candidate.list, &candidate.name);
        }
    }
}

/// Seats that a tier with personal mandates leaves are of parties alone: a candidate who stands alone has no other seat.
pub(crate) fn leave_out_alone(count: ListCount<'_>, area: &Area, passes: &mut [bool], book: &mut Book<'_>) {
    let plan = count.plan;
    let alone = plan.first_individual();
    if alone == passes.len()
        || !plan.linked.tiers.iter().any(|&tier| has_personal_mandates(&count.tiers[tier].kind))
    {
        return;
    }
    let left_out = || (alone..passes.len()).filter(|&list| passes[list]);
    if left_out().next().is_some() {
        book.note(Location::area(count.tier, area), "linkage", |names| AloneLeftOutStep {
            candidates: left_out().map(|list| names.list(plan, list)).collect(),
        });
    }
    passes[alone..].fill(false);
}

fn has_personal_mandates(kind: &Kind) -> bool {
    matches!(kind, Kind::List(plan) if plan.rule.quota.is_some_and(|quota| quota.personal))
}
