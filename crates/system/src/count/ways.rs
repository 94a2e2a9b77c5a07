//! The ways in which what a count leaves open can fall, followed one after the other.
//!
//! What no rule decides is asked of [`Ways`] as lots are asked of who draws them: in the first run everybody gets the
//! first answer, and [`Ways::next`] then changes the last answer that has others left. A tie that is asked for twice in a
//! run is answered alike.

use std::cell::RefCell;

use super::location::Location;
use super::questions::Question;
use crate::lots::{DrawnFor, Lots, LotsFor};
use crate::rules::{TieRule, TieRules};

/// Who answers where claims are equal: lots that rules let decide, and then the way that is being followed.
#[derive(Clone, Copy)]
pub(crate) struct Chance<'a> {
    pub(crate) lots: Option<&'a dyn Lots>,
    /// None where what is open stays open.
    pub(crate) ways: Option<&'a Ways>,
}

impl<'a> Chance<'a> {
    /// Who answers where these rules left it open.
    pub(crate) fn after(self, rules: TieRules) -> Option<&'a dyn Lots> {
        let lots = self.lots.filter(|_| rules.has(TieRule::Lots));
        lots.or(self.ways.map(|ways| ways as &dyn Lots))
    }

    /// Whether what these rules leave open is answered for one way only.
    pub(crate) fn supposes(self, rules: TieRules) -> bool {
        self.ways.is_some() && (!rules.has(TieRule::Lots) || self.lots.is_none())
    }
}

/// What was asked, and the answer in the way that is being followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    tie: LotsFor,
    /// Those who compete, as the count numbers them.
    claimants: Vec<u32>,
    /// Positions among the claimants: of so many winners, or of all in their order.
    chosen: Vec<usize>,
    ordered: bool,
    /// Whether votes that are yet to be cast decide.
    to_come: bool,
}

/// The ways in which what is open can fall.
#[derive(Debug, Default)]
pub(crate) struct Ways(RefCell<Answers>);

#[derive(Debug, Default)]
struct Answers {
    given: Vec<Answer>,
    /// How many of them were asked for in this run.
    asked: usize,
}

impl Ways {
    /// Whether nothing was open.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.borrow().given.is_empty()
    }

    /// The answers of the run that ended, in the order in which they were asked for.
    pub(crate) fn answers(&self) -> Vec<Answer> {
        let answers = self.0.borrow();
        answers.given[..answers.asked].to_vec()
    }

    /// How many ways there are at least: those in which the questions of the first way fall of which it is known that every
    /// way asks them.
    pub(crate) fn at_least(&self, always: impl Fn(LotsFor) -> bool) -> u128 {
        let Answers { given, .. } = &*self.0.borrow();
        // Of a place only the first: how it is answered may decide whether there is another.
        let first = |number: usize, tie: LotsFor| {
            let same = |other: &Answer| (other.tie.tier, other.tie.district) == (tie.tier, tie.district);
            !given[..number].iter().any(same)
        };
        let asked = given.iter().enumerate();
        let certain = asked.filter(|&(number, answer)| always(answer.tie) && first(number, answer.tie));
        certain.fold(1, |product, (_, answer)| product.saturating_mul(answer.choices()))
    }

    /// Goes on to the next way; false when there is none.
    pub(crate) fn next(&self) -> bool {
        let mut answers = self.0.borrow_mut();
        answers.asked = 0;
        while let Some(last) = answers.given.last_mut() {
            if last.change() {
                return true;
            }
            answers.given.pop();
        }
        false
    }

    /// Starts again with the first way.
    pub(crate) fn restart(&self) {
        *self.0.borrow_mut() = Answers::default();
    }

    /// Who of these is elected by votes yet to be cast: by position; none where it may be that nobody is.
    pub(crate) fn elected_later(&self, at: Location, candidates: &[u32], or_nobody: bool) -> Option<u32> {
        let mut asked = candidates.to_vec();
        asked.sort_unstable();
        asked.extend(or_nobody.then_some(NOBODY));
        let chosen = self.answer(at.deciding(DrawnFor::RunOff).lots(), &asked, 1, false, true);
        chosen.first().map(|&i| asked[i]).filter(|&who| who != NOBODY)
    }

    fn answer(
        &self,
        tie: LotsFor,
        claimants: &[u32],
        winners: usize,
        ordered: bool,
        to_come: bool,
    ) -> Vec<usize> {
        let mut answers = self.0.borrow_mut();
        let Answers { given, asked } = &mut *answers;
        let same = |answer: &Answer| {
            (answer.tie, answer.ordered, answer.chosen.len()) == (tie, ordered, winners)
                && answer.claimants == claimants
        };
        if let Some(before) = given[..*asked].iter().find(|answer| same(answer)) {
            return before.chosen.clone();
        }
        if *asked == given.len() {
            let (claimants, chosen) = (claimants.to_vec(), (0..winners).collect());
            given.push(Answer { tie, claimants, chosen, ordered, to_come });
        }
        *asked += 1;
        given[*asked - 1].chosen.clone()
    }
}

/// No candidate has this number: it stands for the way in which nobody is elected.
const NOBODY: u32 = u32::MAX;

impl Answer {
    pub(crate) fn question(&self) -> Question {
        let somebody = self.claimants.iter().copied().filter(|&who| who != NOBODY);
        Question::new(self.tie, somebody.collect(), self.to_come)
    }

    pub(crate) fn chosen(&self) -> &[usize] {
        &self.chosen
    }

    /// How many answers there are.
    fn choices(&self) -> u128 {
        let (all, some) = (self.claimants.len() as u128, self.chosen.len() as u128);
        let each = (0..some).map(|i| (all - i, if self.ordered { 1 } else { i + 1 }));
        each.fold(1u128, |product, (times, by)| product.saturating_mul(times) / by)
    }

    /// Changes to the next answer; false when there is none.
    fn change(&mut self) -> bool {
        let (chosen, all) = (&mut self.chosen, self.claimants.len());
        if self.ordered {
            // The next permutation.
            let Some(turn) = (1..chosen.len()).rev().find(|&i| chosen[i - 1] < chosen[i]) else {
                return false;
            };
            let swap = (turn..chosen.len()).rev().find(|&i| chosen[i] > chosen[turn - 1]).unwrap_or(turn);
            chosen.swap(turn - 1, swap);
            chosen[turn..].reverse();
            return true;
        }
        // The next combination: the last position that can rise does, and the others follow it.
        let some = chosen.len();
        let Some(turn) = (0..some).rev().find(|&i| chosen[i] < all - some + i) else {
            return false;
        };
        let first = chosen[turn] + 1;
        (turn..some).for_each(|i| chosen[i] = first + i - turn);
        true
    }
}

impl Lots for Ways {
    fn draw<'a>(&self, tie: LotsFor, claimants: &'a mut [u32], winners: usize) -> &'a [u32] {
        let chosen = self.answer(tie, claimants, winners.min(claimants.len()), false, false);
        // Positions rise, so that none is taken by an earlier one.
        (0usize..).zip(&chosen).for_each(|(to, &from)| claimants.swap(to, from));
        &claimants[..chosen.len()]
    }

    fn order(&self, tie: LotsFor, claimants: &mut [u32]) {
        let before = claimants.to_vec();
        let chosen = self.answer(tie, claimants, claimants.len(), true, false);
        claimants.iter_mut().zip(&chosen).for_each(|(claimant, &i)| *claimant = before[i]);
    }
}
