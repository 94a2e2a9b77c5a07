//! The majority clause of biproportional tiers: the strongest list of a district has at least so many seats there.
//!
//! Which list that is may be open, where several have most votes. Often it makes no difference, because each of them
//! has the seats anyway. Where it does, the tie rule is asked; and where that is silent, every way is followed, and what
//! is the same in all of them is sure.

use super::first_place::FirstPlace;
use super::record::{strongest_lists, strongest_open};
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::location::Location;
use crate::count::ties::Tied;
use crate::lots::DrawnFor;
use crate::plan::ListPlan;
use sailau_apportion::Divisor;
use sailau_apportion::biproportional::{BiproportionalError, Solution, VoteMatrix, apportion_at_least};

/// More ways than this are not followed.
const MOST_WAYS: usize = 64;

/// How the districts are filled.
pub(super) enum Filled {
    /// In one way.
    Sure(Solution),
    /// Seats that are the same whichever list is the strongest, where it matters.
    Open(Vec<u32>),
}

struct Search<'a> {
    problem: &'a VoteMatrix<'a>,
    divisor: &'a Divisor,
    at_least: u32,
    firsts: Vec<FirstPlace>,
    minimums: Vec<u32>,
    found: Vec<Solution>,
    too_many: bool,
}

/// Fills the districts so that the strongest list of each has `at_least` seats there, or all of the district's or the
/// party's if these are fewer.
pub(super) fn with_strongest_lists(
    count: ListCount<'_>,
    at: Location,
    problem: &VoteMatrix<'_>,
    divisor: &Divisor,
    at_least: u32,
    cast: &[u64],
    book: &mut Book<'_>,
) -> Result<Filled, CountFailure> {
    let plan = count.plan;
    let mut search = Search::new(problem, divisor, at_least);
    // The order of the alphabet, so that nothing depends on that of the votes.
    search.firsts.sort_by_key(|first| plan.areas[first.area].rank);
    book.note(at, "strongest_list", |names| strongest_lists(names, plan, at_least, &search.firsts));
    search.follow(&mut Asking { count, cast, book }, 1)?;
    let Search { mut found, firsts, too_many, .. } = search;
    let same = |one: &Solution, other: &Solution| (&one.seats, &one.ties) == (&other.seats, &other.ties);
    if !too_many && found.iter().all(|other| same(&found[0], other)) {
        return Ok(Filled::Sure(found.swap_remove(0)));
    }
    let mut sure = vec![0; problem.votes.len()];
    if !too_many {
        for (cell, sure) in sure.iter_mut().enumerate() {
            *sure = found.iter().map(|solution| solution.seats[cell]).min().unwrap_or(0);
        }
    }
    // The house is a number of 32 bits.
    let seats = problem.party_seats.iter().sum::<u32>() - sure.iter().sum::<u32>();
    let open: Vec<_> = firsts.into_iter().filter(|first| first.matters).collect();
    book.note(at, "strongest_list", |names| strongest_open(names, plan, &open, seats));
    Ok(Filled::Open(sure))
}

/// Who is asked which list is the strongest.
struct Asking<'a, 'b, 'c> {
    count: ListCount<'a>,
    cast: &'a [u64],
    book: &'b mut Book<'c>,
}

impl Asking<'_, '_, '_> {
    /// Lets the tie rule say which list is the strongest.
    fn ask(&mut self, first: &mut FirstPlace) {
        if std::mem::replace(&mut first.asked, true) {
            return;
        }
        let plan = self.count.plan;
        let at = Location::area(self.count.tier, &plan.areas[first.area]).deciding(DrawnFor::StrongestList);
        let mut tied = Tied::default();
        tied.among(first.open.iter().copied());
        let left = self.count.settle(at, plan.rule.ties, self.cast, 1, &mut tied, self.book);
        first.open.clone_from(if left == 0 { &tied.winners } else { &tied.claimants });
        first.open.sort_unstable();
    }
}

impl<'a> Search<'a> {
    fn new(problem: &'a VoteMatrix<'a>, divisor: &'a Divisor, at_least: u32) -> Self {
        let mut search = Self {
            problem,
            divisor,
            at_least,
            firsts: Vec::new(),
            minimums: vec![0; problem.votes.len()],
            found: Vec::new(),
            too_many: false,
        };
        let rows = problem.votes.chunks(problem.party_seats.len().max(1));
        for (area, (row, &seats)) in rows.zip(problem.district_seats).enumerate() {
            let votes = row.iter().copied().max().unwrap_or(0);
            if votes == 0 || seats == 0 {
                continue;
            }
            let lists: Vec<u32> = (0u32..).zip(row).filter(|&(_, &n)| n == votes).map(|(i, _)| i).collect();
            let able = |&list: &u32| problem.party_seats[list as usize] > 0;
            let mut open: Vec<u32> = lists.iter().copied().filter(able).collect();
            let most = open.iter().map(|&list| search.least(area, list)).max().unwrap_or(0);
            if let [only] = open[..] {
                let cell = search.cell(area, only);
                search.minimums[cell] = most;
                open.clear();
            }
            search.firsts.push(FirstPlace {
                area,
                lists,
                votes,
                seats: most,
                open,
                asked: false,
                decided: false,
                matters: false,
            });
        }
        search
    }

    /// Follows every way on from the minimums that there are. On a way each open first place that matters is decided:
    /// those first about which the tie rule speaks.
    fn follow(&mut self, asking: &mut Asking<'_, '_, '_>, ways: usize) -> Result<(), CountFailure> {
        let mut decided = Vec::new();
        let solution = loop {
            let solution = self.solve(asking.count.plan)?;
            let open = self.open_places(&solution);
            open.iter().for_each(|&number| asking.ask(&mut self.firsts[number]));
            let spoken = open.into_iter().filter(|&number| self.firsts[number].open.len() == 1);
            let spoken: Vec<usize> = spoken.collect();
            for &number in &spoken {
                self.make_sure(number, self.firsts[number].open[0]);
            }
            if spoken.is_empty() {
                break solution;
            }
            decided.extend(spoken);
        };
        let open = self.open_places(&solution);
        open.iter().for_each(|&number| self.firsts[number].matters = true);
        let lists = |&number: &usize| self.firsts[number].open.len();
        self.too_many |= open.iter().map(lists).fold(ways, usize::saturating_mul) > MOST_WAYS;
        match open.first() {
            None => self.found.push(solution),
            Some(&number) => {
                let claims = self.firsts[number].open.clone();
                for &list in &claims {
                    if self.too_many {
                        break;
                    }
                    self.make_sure(number, list);
                    self.follow(asking, ways * claims.len())?;
                    self.make_open(number);
                }
            }
        }
        decided.into_iter().for_each(|number| self.make_open(number));
        Ok(())
    }

    fn cell(&self, area: usize, list: u32) -> usize {
        area * self.problem.party_seats.len() + list as usize
    }

    /// What the clause makes sure of, if the list is the strongest.
    fn least(&self, area: usize, list: u32) -> u32 {
        self.at_least.min(self.problem.district_seats[area]).min(self.problem.party_seats[list as usize])
    }

    fn make_sure(&mut self, number: usize, list: u32) {
        let area = self.firsts[number].area;
        let cell = self.cell(area, list);
        self.minimums[cell] = self.least(area, list);
        self.firsts[number].decided = true;
    }

    fn make_open(&mut self, number: usize) {
        let width = self.problem.party_seats.len();
        let first = &mut self.firsts[number];
        first.decided = false;
        first.open.iter().for_each(|&list| self.minimums[first.area * width + list as usize] = 0);
    }

    /// Districts in which it matters who is the strongest: not everybody who may be has the seats anyway.
    fn open_places(&self, solution: &Solution) -> Vec<usize> {
        let short = |area, &list: &u32| solution.seats[self.cell(area, list)] < self.least(area, list);
        let matters =
            |first: &FirstPlace| !first.decided && first.open.iter().any(|list| short(first.area, list));
        (0..self.firsts.len()).filter(|&number| matters(&self.firsts[number])).collect()
    }

    fn solve(&self, plan: &ListPlan) -> Result<Solution, CountFailure> {
        let stop = |error| match error {
            BiproportionalError::Infeasible { .. } => CountFailure::NoBiproportional,
            BiproportionalError::InfeasibleMinimums { .. } => CountFailure::StrongestListsInTheWay,
            BiproportionalError::PartyMinimums { parties, .. } => {
                // Several may have too few seats: the first in the alphabet is named.
                let Some(list) = parties.into_iter().min_by_key(|&list| plan.ranks[list]) else {
                    return CountFailure::StrongestListsInTheWay;
                };
                let column = self.minimums.iter().skip(list).step_by(self.problem.party_seats.len());
                CountFailure::TooFewForStrongest {
                    list,
                    needed: column.map(|&n| u64::from(n)).sum(),
                    seats: self.problem.party_seats[list],
                }
            }
            _ => CountFailure::VotesTooLarge,
        };
        apportion_at_least(self.problem, &self.minimums, self.divisor).map_err(stop)
    }
}
