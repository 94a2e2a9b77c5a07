//! Seats of an area shared by a method, ties decided or reported.

use super::area_votes::AreaVotes;
use super::book::Book;
use super::failure::CountFailure;
use super::list_count::ListCount;
use super::location::Location;
use super::ties::{TieBreak, Tied};
use crate::plan::Area;
use crate::protocol::{Claimants, TrialStep, apportioned};
use crate::reason::Reason;
use crate::rules::TieRules;
use sailau_apportion::{Method, apportion_between, apportion_into};

/// An area of which it is known who takes part.
#[derive(Clone, Copy)]
pub(crate) struct Admitted<'a> {
    pub(crate) area: &'a Area,
    pub(crate) at: Location,
    /// Votes as they were cast.
    pub(crate) votes: &'a AreaVotes,
    /// Votes that seats are shared by: 0 for lists that take no part.
    pub(crate) weights: &'a [u64],
}

impl Admitted<'_> {
    pub(crate) fn takes_part(&self, list: usize) -> bool {
        self.weights[list] > 0
    }
}

/// Seats as they are shared.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shared {
    /// Sure seats by list.
    pub(crate) given: Vec<u32>,
    pub(crate) apportion: sailau_apportion::Workspace,
    pub(crate) tied: Tied,
    /// Seats that equal claims leave open, and the lists that have such claims.
    pub(crate) open: u32,
    pub(crate) open_to: Vec<u32>,
    /// Candidates of open lists whom the tie rules chose of equals, by their number in the area.
    pub(crate) drawn: Vec<u32>,
}

impl Shared {
    /// Nobody has a seat yet.
    pub(crate) fn start(&mut self, lists: usize) {
        self.given.clear();
        self.given.resize(lists, 0);
        self.open = 0;
        self.open_to.clear();
    }
}

impl ListCount<'_> {
    /// By the method alone: the way of most laws.
    pub(crate) fn share(
        self,
        at: Location,
        (cast, weights): (&[u64], &[u64]),
        seats: u32,
        method: &Method,
        shared: &mut Shared,
        book: &mut Book<'_>,
    ) {
        shared.start(weights.len());
        let Shared { given, apportion, .. } = &mut *shared;
        let counted = apportion_into(weights, seats, method, apportion, given);
        book.note(at, "method", |names| {
            apportioned(names, self.plan, method, seats, (weights, self.weighed), given)
        });
        // Somebody with votes is admitted, both slices are equally long, and the rules are checked: this cannot
        // fail. If it did, the seats would at least be accounted for.
        if counted.is_err() {
            given.fill(0);
            book.unfilled(at, seats, Reason::NoVotes);
        }
        self.decide_ties(at, cast, shared, book);
    }

    /// Tells what votes alone are worth, where a rule changes it.
    pub(crate) fn note_trial(
        self,
        at: Location,
        rule: &str,
        (weights, seats): (&[u64], u32),
        method: &Method,
        given: &[u32],
        book: &mut Book<'_>,
    ) {
        book.note(at, rule, |_| TrialStep {});
        book.note(at, "method", |names| {
            apportioned(names, self.plan, method, seats, (weights, self.weighed), given)
        });
    }

    /// By the method between the fewest and the most seats of each list, which leave room for exactly that.
    pub(crate) fn share_between(
        self,
        at: Location,
        (cast, weights): (&[u64], &[u64]),
        seats: u32,
        (least, most): (&[u32], &[u32]),
        shared: &mut Shared,
        book: &mut Book<'_>,
    ) -> Result<(), CountFailure> {
        shared.start(weights.len());
        let Shared { given, apportion, .. } = &mut *shared;
        let method = &self.plan.rule.method;
        apportion_between(weights, seats, method, least, most, apportion, given)
            .map_err(|_| CountFailure::VotesTooLarge)?;
        self.note_bounded(at, seats, weights, (least, most), given, book);
        self.decide_ties(at, cast, shared, book);
        Ok(())
    }

    /// Lets the tie rules decide the ties of the last apportionment; what it leaves open is reported.
    pub(crate) fn decide_ties(self, at: Location, cast: &[u64], shared: &mut Shared, book: &mut Book<'_>) {
        let mut number = 0;
        while let Some(tie) = shared.apportion.tie(number) {
            number += 1;
            let (seats, all_to_one) = (tie.seats, tie.all_to_one);
            shared.tied.among(tie.parties.iter().copied());
            self.decide(at, cast, seats, all_to_one, shared, book);
        }
    }

    /// Lets the tie rules give `seats` to the lists that are tied; what it leaves open is reported.
    pub(crate) fn decide(
        self,
        at: Location,
        cast: &[u64],
        seats: u32,
        all_to_one: bool,
        Shared { given, tied, open: still_open, open_to, .. }: &mut Shared,
        book: &mut Book<'_>,
    ) {
        // Where one gets all of a tie's seats there is one place to decide, and it is worth them all.
        let (places, each) = if all_to_one { (1, seats) } else { (seats, 1) };
        let open = self.settle(at, self.plan.rule.ties, cast, places, tied, book);
        for &list in &tied.winners {
            given[list as usize] += each;
        }
        if open > 0 {
            *still_open += open * each;
            open_to.extend_from_slice(&tied.claimants);
        }
        self.report_tie(at, tied, open * each, each > 1, book);
    }

    /// Asks the tie rules, and notes what they say; returns the seats that stay open among those who are still tied.
    pub(crate) fn settle(
        self,
        at: Location,
        rules: TieRules,
        cast: &[u64],
        seats: u32,
        tied: &mut Tied,
        book: &mut Book<'_>,
    ) -> u32 {
        let open = self.ask(at, rules, cast, seats, tied);
        book.decided(at, rules, Claimants::Lists(self.plan), tied);
        open
    }

    /// What the tie rules say.
    pub(crate) fn ask(self, at: Location, rules: TieRules, cast: &[u64], seats: u32, tied: &mut Tied) -> u32 {
        let plan = self.plan;
        let order = |list| plan.orders[list as usize];
        let (votes, rank) = (|list| cast[list as usize], |list| plan.ranks[list as usize]);
        TieBreak { rules, chance: self.chance, at, order, votes, rank }.settle(seats, tied)
    }

    /// Seats that stay open among those who are tied, where there are some.
    pub(crate) fn report_tie(
        self,
        at: Location,
        tied: &Tied,
        open: u32,
        all_to_one: bool,
        book: &mut Book<'_>,
    ) {
        if open > 0 {
            let rules = self.plan.rule.ties;
            book.tied(at, Claimants::Lists(self.plan), &tied.claimants, open, rules, all_to_one);
            book.allotted += u64::from(open);
        }
    }
}
