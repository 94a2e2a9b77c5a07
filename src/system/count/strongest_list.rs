//! The majority clause of biproportional tiers: the strongest list of a district has at least so many seats there.
//!
//! Which list that is may be open, where several have most votes. Often it makes no difference, because each of them
//! has the seats anyway. Where it does, the tie rule is asked; and where that is silent, every way is followed, and what
//! is the same in all of them is sure.

use super::Stop;
use super::list::Count;
use super::tie_break::Place;
use super::witness::{At, Fact, Witness};
use crate::apportion::Divisor;
use crate::apportion::biproportional::{
    BiproportionalError, Solution, VoteMatrix as Problem, apportion_at_least,
};
use crate::system::plan::ListPlan;

/// More ways than this are not followed.
const MOST_WAYS: usize = 64;

/// The first place of a district.
#[derive(Debug, Clone)]
pub(in crate::system) struct FirstPlace {
    /// The number of the area.
    pub(in crate::system) area: usize,
    /// The lists with most votes of those that take part.
    pub(in crate::system) lists: Vec<u32>,
    pub(in crate::system) votes: u64,
    /// What is sure for whichever is the strongest; 0 when its party has no seats to give.
    pub(in crate::system) seats: u32,
    /// The lists among which the first place is open: none where it is clear, or nobody's to use.
    open: Vec<u32>,
    /// The tie rule was asked.
    asked: bool,
    /// One of the open lists has its minimum.
    decided: bool,
    /// Seats depend on what stays open.
    matters: bool,
}

/// How the districts are filled.
pub(super) enum Filled {
    /// In one way.
    Sure(Solution),
    /// Seats that are the same whichever list is the strongest, where it matters.
    Open(Vec<u32>),
}

impl FirstPlace {
    /// The lists among which the first place is open.
    pub(in crate::system) fn open(&self) -> &[u32] {
        &self.open
    }
}

struct Search<'a> {
    problem: &'a Problem<'a>,
    divisor: &'a Divisor,
    at_least: u32,
    firsts: Vec<FirstPlace>,
    minimums: Vec<u32>,
    found: Vec<Solution>,
    too_many: bool,
}

impl<W: Witness> Count<'_, W> {
    /// Fills the districts so that the strongest list of each has `at_least` seats there, or all of the district's or
    /// the party's if these are fewer.
    pub(super) fn with_strongest_lists(
        &mut self,
        at: At,
        problem: &Problem<'_>,
        divisor: &Divisor,
        at_least: u32,
    ) -> Result<Filled, Stop> {
        let mut search = Search::new(problem, divisor, at_least);
        // The order of the alphabet, so that nothing depends on that of the votes.
        search.firsts.sort_by_key(|first| self.plan.areas[first.area].rank);
        self.witness.note(at, Fact::StrongestLists { plan: self.plan, firsts: &search.firsts });
        self.follow(&mut search, 1)?;
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
        self.witness.note(at, Fact::StrongestOpen { plan: self.plan, firsts: &open, seats });
        Ok(Filled::Open(sure))
    }

    /// Follows every way on from the minimums that there are. On a way each open first place that matters is decided:
    /// those first about which the tie rule speaks.
    fn follow(&mut self, search: &mut Search<'_>, ways: usize) -> Result<(), Stop> {
        let mut decided = Vec::new();
        let solution = loop {
            let solution = search.solve(self.plan)?;
            let open = search.open_places(&solution);
            open.iter().for_each(|&number| self.ask(&mut search.firsts[number]));
            let spoken = open.into_iter().filter(|&number| search.firsts[number].open.len() == 1);
            let spoken: Vec<usize> = spoken.collect();
            for &number in &spoken {
                search.make_sure(number, search.firsts[number].open[0]);
            }
            if spoken.is_empty() {
                break solution;
            }
            decided.extend(spoken);
        };
        let open = search.open_places(&solution);
        open.iter().for_each(|&number| search.firsts[number].matters = true);
        let lists = |&number: &usize| search.firsts[number].open.len();
        search.too_many |= open.iter().map(lists).fold(ways, usize::saturating_mul) > MOST_WAYS;
        match open.first() {
            None => search.found.push(solution),
            Some(&number) => {
                let claims = search.firsts[number].open.clone();
                for &list in &claims {
                    if search.too_many {
                        break;
                    }
                    search.make_sure(number, list);
                    self.follow(search, ways * claims.len())?;
                    search.make_open(number);
                }
            }
        }
        decided.into_iter().for_each(|number| search.make_open(number));
        Ok(())
    }

    /// Lets the tie rule say which list is the strongest.
    fn ask(&mut self, first: &mut FirstPlace) {
        if std::mem::replace(&mut first.asked, true) {
            return;
        }
        let area = &self.plan.areas[first.area];
        let place = Place::of(At { tier: self.tier, district: area.district }, area.rank);
        self.scratch.tied.clone_from(&first.open);
        let left = self.settle(place, self.plan.rule.ties, 1);
        first.open.clone_from(if left == 0 { &self.scratch.winners } else { &self.scratch.tied });
        first.open.sort_unstable();
    }
}

impl<'a> Search<'a> {
    fn new(problem: &'a Problem<'a>, divisor: &'a Divisor, at_least: u32) -> Self {
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

    fn solve(&self, plan: &ListPlan) -> Result<Solution, Stop> {
        let stop = |error| match error {
            BiproportionalError::Infeasible { .. } => Stop::NoBiproportional,
            BiproportionalError::InfeasibleMinimums { .. } => Stop::StrongestListsInTheWay,
            BiproportionalError::PartyMinimums { parties, .. } => {
                // Several may have too few seats: the first in the alphabet is named.
                let list = parties.into_iter().min_by_key(|&list| plan.ranks[list]).unwrap_or(0);
                let column = self.minimums.iter().skip(list).step_by(self.problem.party_seats.len());
                Stop::TooFewForStrongest {
                    party: plan.parties[list],
                    needed: column.map(|&n| u64::from(n)).sum(),
                    seats: self.problem.party_seats[list],
                }
            }
            _ => Stop::VotesTooLarge,
        };
        apportion_at_least(self.problem, &self.minimums, self.divisor).map_err(stop)
    }
}
