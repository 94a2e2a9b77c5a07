//! A bonus for the largest list.
//!
//! The list that has it has more votes than everybody else who takes part. A bonus of so many seats that grows with the share is
//! stated from both sides; the seats that it leaves are shared as without it.
//!
//! A list that is raised to n seats has fewer by its votes. By quotas it is enough that it has less than n − 1 of them; by
//! averages that the others' last quotients, of the seats that they would have, are above the quotient of its n-th: they alone
//! have so many seats that fewer than n are left. Otherwise all that the votes alone would give is stated. Who is not raised has
//! so many seats by its votes, and the largest of those who take part has no fewer than anybody else.

use super::areas::{Area, Areas, Trial};
use super::assertion::{AssertionKind, InDoubt};
use super::boxes::Boxes;
use super::claimants::{Claimant, Given};
use super::form::Form;
use super::list_tier::ListTier;
use super::price::Price;
use super::sharing::Ring;
use super::uncovered::Why;
use super::{quotients, remainders};
use crate::apportion::{Method, Quota};
use crate::law::Share;
use crate::system::protocol::{BonusStep, TopUpStep};
use crate::system::{Bonus, BonusHouse, BonusSeats, QuotaRule, TopUp, UpTo, VoteBase};

/// So many lists without a seat are compared with each other; more of them with the quota.
const MANY: usize = 20;

impl ListTier<'_> {
    /// The largest has so many seats before the others are shared.
    pub(super) fn bonus(&mut self, area: &Area, step: &BonusStep, areas: &mut Areas) -> Result<(), Why> {
        let Some(Bonus::Seats(rule)) = self.rule.bonus else { return Err(Why::Rule("bonus")) };
        let (ring, first) = self.largest(area, &step.party, areas)?;
        for (kind, form) in sizes(&rule, step.seats, first.number(), &ring.boxes)? {
            let name = Some(first.name.clone());
            let names = if kind == AssertionKind::BonusAtMost { (None, name) } else { (name, None) };
            self.push(kind, area, names, InDoubt::AllShared, form, &ring.boxes)?;
        }
        areas.with_bonus.insert(area.clone());
        Ok(())
    }

    /// The largest is raised to so many seats, which its votes are not worth.
    pub(super) fn topped_up(&mut self, area: &Area, step: &TopUpStep, areas: &mut Areas) -> Result<(), Why> {
        let Some(Bonus::UpTo(rule)) = self.rule.bonus else { return Err(Why::Rule("bonus")) };
        if rule.house == BonusHouse::Grows {
            return Err(Why::Rule("bonus.house = \"grows\""));
        }
        let trial = areas.take_trial(area).ok_or(Why::Rule("bonus"))?;
        let (ring, first) = self.largest(area, &step.party, areas)?;
        if let Some(from) = rule.from {
            let form = share_of_valid(from, first.number(), false, &ring.boxes)?;
            let names = (Some(first.name.clone()), None);
            self.push(AssertionKind::BonusAtLeast, area, names, InDoubt::AllShared, form, &ring.boxes)?;
        }
        self.worth_fewer(area, (&first, step.seats), &trial, &ring)?;
        let others: Vec<&Claimant> =
            ring.inside.iter().filter(|other| other.columns != first.columns).collect();
        // Alone with what is left, it needs a vote.
        if let [other] = others[..] {
            let names = (Some(other.name.clone()), None);
            let form = Form::a_vote(other.number());
            self.push(AssertionKind::Plurality, area, names, InDoubt::AllShared, form, &ring.boxes)?;
        }
        areas.with_bonus.insert(area.clone());
        Ok(())
    }

    /// Who takes part, and that this list has more votes than every other one.
    fn largest(&mut self, area: &Area, party: &str, areas: &mut Areas) -> Result<(Ring, Claimant), Why> {
        let Some(column) = self.column(party) else { return Err(Why::CandidatesAlone) };
        let boxes = self.boxes(area, areas)?;
        let names: Vec<String> = boxes.standing().map(|(column, _)| self.name(column)).collect();
        let shares = std::mem::take(&mut areas.shares);
        let ring = self.competing(area, names.iter().map(|name| Given::of(name, 0)).collect(), areas)?;
        areas.shares = shares;
        self.all_admitted(area, &ring.inside, &ring.outside, &ring.taking_part, areas)?;
        let first = Claimant::list(party, column, 0);
        for other in ring.inside.iter().filter(|other| other.columns != first.columns) {
            let form = Form::pair(column, other.number());
            self.pair(AssertionKind::Plurality, area, (&first, other), form, &boxes)?;
        }
        // Where nobody else takes part, one has to have a vote.
        let names = (Some(party.to_owned()), None);
        self.push(AssertionKind::Plurality, area, names, InDoubt::AllShared, Form::a_vote(column), &boxes)?;
        Ok((ring, first))
    }

    /// The votes of one are worth fewer seats than those to which it is raised.
    fn worth_fewer(
        &mut self,
        area: &Area,
        (first, target): (&Claimant, u32),
        trial: &Trial,
        ring: &Ring,
    ) -> Result<(), Why> {
        let seats_of = |name: &str| trial.lists.iter().find(|(own, _)| own == name).map_or(0, |own| own.1);
        let list = |list: &Claimant| Claimant { seats: seats_of(&list.name), ..list.clone() };
        let lists: Vec<Claimant> = ring.inside.iter().map(list).collect();
        let (boxes, target) = (&*ring.boxes, target.saturating_sub(1));
        match &trial.method {
            Method::HighestAverages(divisor) => {
                let raised = Claimant { seats: target, ..first.clone() };
                for other in lists.iter().filter(|other| other.columns != first.columns && other.seats > 0) {
                    let form = quotients::pair(divisor, other, &raised)?;
                    self.pair(AssertionKind::Quotient, area, (other, &raised), form, boxes)?;
                }
                Ok(())
            }
            Method::LargestRemainder(quota) => {
                if *quota == Quota::Hare {
                    let (p, q) = (i128::from(target), i128::from(trial.seats.max(1)));
                    let form = Form::share_of_lists((p, q), first.number(), true, &lists);
                    if form.sum(boxes)? > 0 {
                        let names = (None, Some(first.name.clone()));
                        let kind = AssertionKind::NoMoreQuotas;
                        return self.push(kind, area, names, InDoubt::AllShared, form, boxes);
                    }
                }
                if !remainders::is_exact(*quota) {
                    return Err(Why::QuotaNotAudited(trial.method.name().into_owned()));
                }
                self.all_remainders(area, (*quota, trial.seats), &lists, boxes)
            }
            other => Err(Why::Method(other.name().into_owned())),
        }
    }

    /// Largest remainders among these lists.
    pub(super) fn all_remainders(
        &mut self,
        area: &Area,
        (quota, seats): (Quota, u32),
        lists: &[Claimant],
        boxes: &Boxes,
    ) -> Result<(), Why> {
        // A whole quota is a seat: where there are many lists without one, each of them has less, and of two of them neither is
        // a seat short of the other then.
        let without = (0..lists.len()).filter(|&list| lists[list].seats == 0);
        let without: Vec<usize> = without.collect();
        let many = without.len() > MANY;
        let quotas = Price::of(quota, QuotaRule::default(), seats, lists, boxes)?;
        for &list in without.iter().filter(|_| many) {
            let form = quotas.more_than(&[(list, -1)], (-1, 1))?;
            let names = (None, Some(lists[list].name.clone()));
            self.push(AssertionKind::NoMoreQuotas, area, names, InDoubt::AllShared, form, boxes)?;
        }
        for first in 0..lists.len() {
            for second in (0..lists.len()).filter(|&second| second != first) {
                if many && lists[first].seats == 0 && lists[second].seats == 0 {
                    continue;
                }
                if let Some(form) = remainders::pair(quota, seats, lists, (first, second))? {
                    let pair = (&lists[first], &lists[second]);
                    self.pair(AssertionKind::Remainder, area, pair, form, boxes)?;
                }
            }
        }
        Ok(())
    }

    /// Nobody has the share that a bonus needs, where nobody has one.
    pub(super) fn no_bonus(&mut self, area: &Area, ring: &Ring, areas: &mut Areas) -> Result<(), Why> {
        let Some(bonus) = self.rule.bonus else { return Ok(()) };
        if areas.with_bonus.contains(area) {
            return Ok(());
        }
        let seats: u32 = ring.inside.iter().map(|list| list.seats).sum();
        let from = match bonus {
            Bonus::Seats(BonusSeats { seats: 0, one_more_each: None, .. }) => return Ok(()),
            Bonus::Seats(rule) => rule.from.ok_or(Why::Rule("bonus"))?,
            Bonus::UpTo(TopUp { house: BonusHouse::Grows, .. }) => {
                return Err(Why::Rule("bonus.house = \"grows\""));
            }
            Bonus::UpTo(rule) => {
                let target = match rule.up_to {
                    UpTo::Seats(number) => number.min(seats),
                    UpTo::Share(share) => {
                        u32::try_from(share.votes_of(seats.into(), true)).map_err(|_| Why::NumbersTooLarge)?
                    }
                    _ => return Err(Why::Rule("bonus")),
                };
                let most = ring.inside.iter().map(|list| list.seats).max().unwrap_or(0);
                // Who has most votes has most seats, and who has so many is not raised.
                if most >= target {
                    return self.all_admitted(area, &ring.inside, &ring.outside, &ring.taking_part, areas);
                }
                rule.from.ok_or(Why::Rule("bonus"))?
            }
            _ => return Err(Why::Rule("bonus")),
        };
        for list in &ring.inside {
            let form = share_of_valid(from, list.number(), true, &ring.boxes)?;
            let names = (None, Some(list.name.clone()));
            self.push(AssertionKind::BonusAtMost, area, names, InDoubt::AllShared, form, &ring.boxes)?;
        }
        self.all_admitted(area, &ring.inside, &ring.outside, &ring.taking_part, areas)
    }
}

/// That a list has more than a share of the valid votes; or, `below`, less.
fn share_of_valid(share: Share, column: usize, below: bool, boxes: &Boxes) -> Result<Form, Why> {
    let share = (i128::from(share.numerator()), i128::from(share.denominator()));
    Form::share_of(share, VoteBase::ValidVotes, column, below, boxes)
}

/// What says that a bonus is of this size: no smaller and no larger.
fn sizes(
    rule: &BonusSeats,
    seats: u32,
    first: usize,
    boxes: &Boxes,
) -> Result<Vec<(AssertionKind, Form)>, Why> {
    let Some(from) = rule.from else { return Ok(Vec::new()) };
    let mut forms = Vec::new();
    let Some(step) = rule.one_more_each.filter(|step| step.numerator() > 0) else {
        return Ok(vec![(AssertionKind::BonusAtLeast, share_of_valid(from, first, false, boxes)?)]);
    };
    let more = seats.checked_sub(rule.seats).map(i128::from);
    // The share from which on there are so many more: from + more · step.
    let (a, b) = (i128::from(from.numerator()), i128::from(from.denominator()));
    let (c, d) = (i128::from(step.numerator()), i128::from(step.denominator()));
    let share = |more: i128| {
        let above = a.checked_mul(d).zip(more.checked_mul(c).and_then(|more| more.checked_mul(b)));
        let above = above.and_then(|(own, more)| own.checked_add(more));
        above.zip(b.checked_mul(d)).ok_or(Why::NumbersTooLarge)
    };
    let form =
        |more: i128, below: bool| Form::share_of(share(more)?, VoteBase::ValidVotes, first, below, boxes);
    // A bonus that was cut down to the seats of the area, or to a most number below its first, hangs on the first share alone.
    let Some(more) = more else {
        return Ok(vec![(AssertionKind::BonusAtLeast, form(0, false)?)]);
    };
    forms.push((AssertionKind::BonusAtLeast, form(more, false)?));
    if rule.at_most != Some(seats) {
        forms.push((AssertionKind::BonusAtMost, form(more + 1, true)?));
    }
    Ok(forms)
}
