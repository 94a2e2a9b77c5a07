//! Parties' seats first, then the districts are filled.

use super::left::{without_district, without_party};
use super::majority_clause::{Filled, with_strongest_lists};
use super::record::{biproportional_step, cells_open, cells_step, voter_numbers_step};
use super::{Biproportional, MajorityClause, UpperApportionment};
use crate::count::area_votes::AreaVotes;
use crate::count::book::Book;
use crate::count::districts_open::DistrictsOpen;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::location::Location;
use crate::count::sharing::Shared;
use crate::count::ways::Chance;
use crate::lots::DrawnFor;
use crate::protocol::{SharedBy, Weighed};
use crate::reason::Reason;
use sailau_apportion::biproportional::{self, BiproportionalError, VoteMatrix, VoterNumber, voter_numbers};

pub(crate) fn count(
    count: ListCount<'_>,
    rule: Biproportional,
    cast: &AreaVotes,
    passes: &[bool],
    apportioned: &[u32],
    shared: &mut Shared,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let plan = count.plan;
    let lists = plan.parties.len();
    let areas = plan.areas.iter().enumerate();
    let district_seats: Vec<u32> =
        areas.map(|(i, area)| apportioned.get(i).copied().unwrap_or(area.seats)).collect();
    let house = district_seats.iter().try_fold(0u32, |sum, &n| sum.checked_add(n));
    let house = house.ok_or(CountFailure::VotesTooLarge)?;
    let at = Location::tier(count.tier);
    let mut votes = vec![0u64; plan.areas.len() * lists];
    for (d, ballot) in plan.ballots().enumerate() {
        for (&n, list) in count.tally.votes[ballot.votes.clone()].iter().zip(&ballot.lists) {
            // A district without seats fills none.
            if let Some(list) = list.index().filter(|&list| passes[list] && district_seats[d] > 0) {
                votes[d * lists + list] += n;
            }
        }
    }
    if votes.iter().all(|&n| n == 0) {
        if house > 0 {
            book.unfilled(at, house, Reason::NoVotes);
        }
        return Ok(());
    }
    let (numbers, unit) = match rule.by {
        UpperApportionment::Votes => {
            let column = |list: usize| votes.iter().skip(list).step_by(lists).copied();
            let sum = |list| column(list).try_fold(0u64, u64::checked_add).ok_or(CountFailure::VotesTooLarge);
            ((0..lists).map(sum).collect::<Result<Vec<_>, _>>()?, 1)
        }
        UpperApportionment::VoterNumbers | UpperApportionment::RoundedVoterNumbers => {
            let exact = rule.by == UpperApportionment::VoterNumbers;
            let how = if exact { VoterNumber::Exact } else { VoterNumber::Rounded };
            voter_numbers(&votes, &district_seats, lists, how).map_err(|_| CountFailure::VotesTooLarge)?
        }
    };
    book.note(at, "biproportional", |names| voter_numbers_step(names, plan, rule.by, &numbers, unit));
    let by = if rule.by == UpperApportionment::Votes { SharedBy::Votes } else { SharedBy::Voters };
    let weighed = ListCount { weighed: Weighed { by, unit: unit.into() }, ..count };
    weighed.share(at, (&cast.cast, &numbers), house, &plan.rule.method, shared, book);
    count.check_once_each(&shared.given)?;
    let party_seats = shared.given.clone();
    let sure: u64 = party_seats.iter().map(|&n| u64::from(n)).sum();
    if sure < u64::from(house) {
        // The parties' seats are tied; which districts theirs are in follows only when that is decided.
        book.list_seats(at, plan, &party_seats);
        return Ok(());
    }
    let problem = VoteMatrix { votes: &votes, district_seats: &district_seats, party_seats: &party_seats };
    fill_districts(count, at, &problem, rule.strongest_list, &cast.cast, book)
}

fn fill_districts(
    count: ListCount<'_>,
    at: Location,
    problem: &VoteMatrix<'_>,
    clause: Option<MajorityClause>,
    cast: &[u64],
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    // Which list is the strongest is followed here.
    let count = ListCount { chance: Chance { ways: None, ..count.chance }, ..count };
    let plan = count.plan;
    let lists = plan.parties.len();
    // The rules were checked: the method has divisors. Without them there are no seats rather than wrong ones.
    let divisor = plan.rule.method.divisor().ok_or(CountFailure::NoBiproportional)?;
    let filled = match clause {
        Some(clause) => with_strongest_lists(count, at, problem, divisor, clause.at_least, cast, book)?,
        None => Filled::Sure(biproportional::apportion(problem, divisor).map_err(|error| match error {
            BiproportionalError::Infeasible { .. } => CountFailure::NoBiproportional,
            BiproportionalError::DistrictMinimums { .. }
            | BiproportionalError::PartyMinimums { .. }
            | BiproportionalError::InfeasibleMinimums { .. } => CountFailure::NotASeatForEveryList,
            _ => CountFailure::VotesTooLarge,
        })?),
    };
    let solution = match filled {
        Filled::Sure(solution) => solution,
        Filled::Open(sure) => {
            give_districts(count, &sure, book);
            let left = without_district(problem, &sure);
            let may_be = |list: usize, d: usize| problem.votes[d * lists + list] > 0;
            let room = |&d: &usize| without_party(problem, &sure, d) > 0;
            let districts: Vec<usize> = (0..plan.areas.len()).filter(room).collect();
            for (list, &seats) in left.iter().enumerate().filter(|(_, seats)| **seats > 0) {
                let own = districts.iter().filter(|&&d| may_be(list, d));
                let own = own.map(|&d| plan.areas[d].district);
                let open = DistrictsOpen { list, seats, what: DrawnFor::StrongestList, among: &[] };
                book.districts_open(at, plan, open, own);
            }
            book.list_seats(at, plan, &left);
            return Ok(());
        }
    };
    book.note(at, "biproportional", |names| biproportional_step(names, plan, &solution));
    for (d, area) in plan.areas.iter().enumerate().filter(|(d, _)| problem.district_seats[*d] > 0) {
        let here = Location::district(count.tier, area.district, None);
        book.note(here, "biproportional", |names| cells_step(names, plan, problem, &solution, d));
    }
    give_districts(count, &solution.seats, book);
    if solution.ties.is_empty() {
        return Ok(());
    }
    // A party's cells are tied in one group at most, and so are a district's.
    let left = without_district(problem, &solution.seats);
    for tie in &solution.ties {
        book.note(at, "biproportional", |names| {
            cells_open(names, plan, tie, &left, problem, &solution.seats)
        });
        let mut among: Vec<u32> = tie.cells.iter().map(|&(_, list)| list as u32).collect();
        among.sort_unstable();
        among.dedup();
        for &list in &among {
            let list = list as usize;
            let own = tie.cells.iter().filter(|(_, other)| *other == list);
            let own = own.map(|&(d, _)| plan.areas[d].district);
            let open = DistrictsOpen { list, seats: left[list], what: DrawnFor::Seats, among: &among };
            book.districts_open(at, plan, open, own);
        }
    }
    book.list_seats(at, plan, &left);
    Ok(())
}

/// Seats that are sure, district after district.
fn give_districts(count: ListCount<'_>, seats: &[u32], book: &mut Book<'_>) {
    let plan = count.plan;
    for (area, given) in plan.areas.iter().zip(seats.chunks(plan.parties.len().max(1))) {
        if given.iter().any(|&n| n > 0) {
            book.list_seats(Location::district(count.tier, area.district, None), plan, given);
        }
    }
}
