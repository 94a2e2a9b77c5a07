//! The kernel for list tiers.

use super::figures::Figures;
use super::outcome::Reason;
use super::plan::{Area, ListPaper, ListPlan, NO_LIST};
use super::tie_break::{Claims, Lots, settle};
use super::witness::{At, Claimants, Fact, SoleShare, Witness};
use super::{NoListPasses, Overshoot, SecondPlaceTie, SoleQualifier, TieRule};
use crate::apportion::{Quota, apportion_into, largest_remainder};
use crate::votes::Tally;

/// Scratch space of a list count.
#[derive(Debug, Clone, Default)]
pub(super) struct Scratch {
    apportion: crate::apportion::Workspace,
    votes: Vec<u64>,
    national: Vec<u64>,
    passes: Vec<bool>,
    admitted: Vec<u64>,
    given: Vec<u32>,
    tied: Vec<u32>,
    winners: Vec<u32>,
}

/// What stops a count; the plan turns it into an error with names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    TooManyVotes { party: usize },
    MissingFigure { district: Option<usize>, figure: &'static str },
    NotTheTopTwo { district: Option<usize> },
    RunOffNotDue { district: Option<usize> },
}

/// A list tier in the course of being counted.
struct Count<'a, W> {
    plan: &'a ListPlan,
    tier: usize,
    lots: Option<u64>,
    scratch: &'a mut Scratch,
    witness: &'a mut W,
}

pub(super) fn count_list<W: Witness>(
    plan: &ListPlan,
    tier: usize,
    tally: &Tally,
    lots: Option<u64>,
    scratch: &mut Scratch,
    witness: &mut W,
) -> Result<(), Stop> {
    let mut count = Count { plan, tier, lots, scratch, witness };
    let lists = plan.parties.len();
    if plan.passes_by_nation() {
        let mut figures = Figures::new();
        clear(&mut count.scratch.votes, lists);
        for area in &plan.areas {
            for paper in &area.papers {
                count.add(paper, tally, &mut figures)?;
            }
        }
        count.total(&mut figures);
        count.pass(&figures, None)?;
        count.scratch.national.clone_from(&count.scratch.votes);
    }
    for area in &plan.areas {
        let mut figures = Figures::new();
        clear(&mut count.scratch.votes, lists);
        for paper in &area.papers {
            count.add(paper, tally, &mut figures)?;
        }
        count.total(&mut figures);
        if !plan.passes_by_nation() {
            count.pass(&figures, area.district)?;
        }
        count.share_out(area);
    }
    for &(district, seats) in &plan.silent {
        let at = At { tier, district };
        count.witness.unfilled(at, seats, Reason::VotesNotGiven);
    }
    Ok(())
}

fn clear(votes: &mut Vec<u64>, lists: usize) {
    votes.clear();
    votes.resize(lists, 0);
}

impl<W: Witness> Count<'_, W> {
    fn add(&mut self, paper: &ListPaper, tally: &Tally, figures: &mut Figures) -> Result<(), Stop> {
        let votes = &mut self.scratch.votes;
        for (&n, &list) in tally.votes[paper.votes.clone()].iter().zip(&paper.lists) {
            if list == NO_LIST {
                figures.of_others += u128::from(n);
                continue;
            }
            let sum = &mut votes[list as usize];
            *sum =
                sum.checked_add(n).ok_or(Stop::TooManyVotes { party: self.plan.parties[list as usize] })?;
        }
        figures.add(&tally.totals[paper.totals], self.plan.rule.against_all);
        Ok(())
    }

    fn total(&self, figures: &mut Figures) {
        figures.of_parties = self.scratch.votes.iter().map(|&n| u128::from(n)).sum();
    }

    /// Finds who takes part: everybody with votes who reaches the threshold.
    fn pass(&mut self, figures: &Figures, district: Option<usize>) -> Result<(), Stop> {
        let at = At { tier: self.tier, district };
        let Scratch { votes, passes, .. } = &mut *self.scratch;
        self.witness.note(at, Fact::Figures(figures));
        passes.clear();
        let Some(threshold) = &self.plan.rule.threshold else {
            passes.extend(votes.iter().map(|&n| n > 0));
            return Ok(());
        };
        let base = figures.of(threshold.of);
        let base = base.map_err(|figure| Stop::MissingFigure { district, figure })?;
        let needed = threshold.needed(base);
        passes.extend(votes.iter().map(|&n| n > 0 && u128::from(n) >= needed));
        let fact = Fact::Threshold { plan: self.plan, threshold, base, needed, votes, passes };
        self.witness.note(at, fact);
        Ok(())
    }

    fn share_out(&mut self, area: &Area) {
        let at = At { tier: self.tier, district: area.district };
        let rule = &self.plan.rule;
        if self.scratch.votes.iter().all(|&n| n == 0) {
            self.witness.unfilled(at, area.seats, Reason::NoVotes);
            return;
        }
        // Of those who pass, some may have no votes in this district.
        let mut passing = (0u32..)
            .zip(self.scratch.passes.iter().zip(&self.scratch.votes))
            .filter(|&(_, (&passes, &n))| passes && n > 0)
            .map(|(i, _)| i);
        match (passing.next(), passing.next()) {
            (None, _) => {
                let waived = rule.no_list_passes == NoListPasses::AllLists;
                self.witness.note(at, Fact::NoListPasses { waived });
                if waived {
                    self.apportion(area, at, |_| true);
                } else {
                    self.witness.unfilled(at, area.seats, Reason::NoListPasses);
                }
            }
            (Some(first), None) if rule.sole_qualifier.is_some() => self.sole_qualifier(area, at, first),
            _ => self.apportion(area, at, |passes| passes),
        }
    }

    /// Shares an area's seats among those who are admitted.
    fn apportion(&mut self, area: &Area, at: At, admit: impl Fn(bool) -> bool) {
        let Scratch { apportion, votes, passes, admitted, given, .. } = &mut *self.scratch;
        admitted.clear();
        admitted.extend(votes.iter().zip(passes).map(|(&n, &mut passes)| if admit(passes) { n } else { 0 }));
        given.clear();
        given.resize(admitted.len(), 0);
        let method = &self.plan.rule.method;
        let counted = apportion_into(admitted, area.seats, method, apportion, given);
        let fact = Fact::Apportioned { plan: self.plan, seats: area.seats, votes: admitted, given };
        self.witness.note(at, fact);
        // Somebody with votes is admitted, both slices are equally long, and the rules are checked: this cannot
        // fail. If it did, the seats would at least be accounted for.
        if counted.is_err() {
            self.scratch.given.fill(0);
            self.witness.unfilled(at, area.seats, Reason::NoVotes);
        }
        let mut number = 0;
        while let Some(tie) = self.scratch.apportion.tie(number) {
            number += 1;
            // Where one gets all of a tie's seats there is one place to decide, and it is worth them all.
            let (places, each) = if tie.all_to_one { (1, tie.seats) } else { (tie.seats, 1) };
            self.scratch.tied.clear();
            self.scratch.tied.extend(tie.parties);
            let open = self.settle(area, at, self.plan.rule.ties, places);
            for &i in &self.scratch.winners {
                self.scratch.given[i as usize] += each;
            }
            self.report_tie(at, open * each, each > 1);
        }
        self.witness.list_seats(at, self.plan, &self.scratch.given);
    }

    /// Asks the tie rule; returns the seats that stay open among `scratch.tied`.
    fn settle(&mut self, area: &Area, at: At, rule: TieRule, open: u32) -> u32 {
        let Scratch { votes, tied, winners, .. } = &mut *self.scratch;
        let plan = self.plan;
        let claims = Claims {
            order: |i| plan.orders[i as usize],
            votes: |i| votes[i as usize],
            rank: |i| plan.ranks[i as usize],
        };
        let lots = self.lots.map(|seed| Lots { seed, tier: self.tier, district: area.rank });
        let open = settle(rule, open, tied, winners, &claims, lots);
        if !winners.is_empty() {
            let fact = Fact::TieBroken { rule, who: Claimants::Lists(plan, tied), winners };
            self.witness.note(at, fact);
        }
        open
    }

    fn report_tie(&mut self, at: At, open: u32, all_to_one: bool) {
        if open > 0 {
            let who = Claimants::Lists(self.plan, &self.scratch.tied);
            self.witness.tied(at, who, open, all_to_one);
        }
    }

    /// One list alone passed: it shares the house with the next one.
    fn sole_qualifier(&mut self, area: &Area, at: At, first: u32) {
        let Some(rule) = self.plan.rule.sole_qualifier else {
            return;
        };
        let Scratch { votes, given, tied, .. } = &mut *self.scratch;
        let others = || (0u32..).zip(votes.iter()).filter(|&(i, &n)| i != first && n > 0);
        let Some(most) = others().map(|(_, &n)| n).max() else {
            // Nobody else has a vote: there is no second list.
            self.apportion(area, at, |passes| passes);
            return;
        };
        tied.clear();
        tied.extend(others().filter(|&(_, &n)| n == most).map(|(i, _)| i));
        given.clear();
        given.resize(votes.len(), 0);

        let share = sole_share(votes[first as usize], most, area.seats, &rule);
        let fact = Fact::SoleQualifier {
            plan: self.plan,
            rule: &rule,
            seats: area.seats,
            first,
            seconds: tied,
            votes,
            share,
        };
        self.witness.note(at, fact);
        given[first as usize] = share.first;
        if tied.len() == 1 {
            given[tied[0] as usize] = share.second;
        } else {
            let ties = match rule.second_place_tie {
                SecondPlaceTie::Unresolved => TieRule::Unresolved,
                SecondPlaceTie::TieRule => self.plan.rule.ties,
            };
            // One place is open: that of the second list.
            let open = self.settle(area, at, ties, 1);
            if let [second] = self.scratch.winners[..] {
                self.scratch.given[second as usize] = share.second;
            }
            self.report_tie(at, open * share.second, true);
        }
        // Both are u32 and their sum exceeds the house only when it is let grow.
        let grown = u64::from(share.first) + u64::from(share.second);
        if let Ok(grown) = u32::try_from(grown.saturating_sub(u64::from(area.seats)))
            && grown > 0
        {
            self.witness.house_grew(at, grown);
        }
        self.witness.list_seats(at, self.plan, &self.scratch.given);
    }
}

/// Seats of a sole qualifier with `first` votes and of the list after it, with fewer votes.
fn sole_share(first: u64, second: u64, seats: u32, rule: &SoleQualifier) -> SoleShare {
    let quota = Quota::Hare.of(u128::from(first) + u128::from(second), seats);
    let narrow = |n: u128| u32::try_from(n).unwrap_or(u32::MAX);
    let first_whole = narrow(largest_remainder::share(first, quota).whole);
    // v · S · factor / (V · factor's denominator): 64 + 32 + 32 bits above, 65 + 32 below.
    let above = u128::from(second) * u128::from(seats) * u128::from(rule.factor.numerator());
    let below = quota.numerator * u128::from(rule.factor.denominator());
    let second_reduced = narrow(above / below);

    let guaranteed = second_reduced.max(rule.at_least).min(seats);
    let left = seats - guaranteed;
    let (first, second, overshoot) = if first_whole <= left {
        (left, guaranteed, None)
    } else {
        let (first, second) = match rule.overshoot {
            Overshoot::FirstListYields => (left, guaranteed),
            Overshoot::GuaranteeYields => (first_whole, seats - first_whole),
            Overshoot::HouseGrows => (first_whole, guaranteed),
        };
        (first, second, Some(rule.overshoot))
    };
    SoleShare { first_whole, second_reduced, first, second, overshoot }
}
