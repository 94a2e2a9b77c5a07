//! No more seats than a cap, and no fewer than one for every list.
//!
//! A cap on a share of votes that a list has not reached is a sum: (V · times / all + plus) · house is no less than its seats.
//! Where lists are above, they are set aside at the cap and the others share the rest anew. Every such round is stated as a
//! whole, as if its seats were given: so the same lists are set aside in the same rounds.

use super::areas::{Area, Areas};
use super::assertion::{AssertionKind, InDoubt};
use super::boxes::Boxes;
use super::claimants::{Claimant, Given};
use super::form::Form;
use super::list_tier::ListTier;
use super::quotients;
use super::sharing::Ring;
use super::uncovered::Why;
use crate::apportion::{Method, Workspace, apportion_into};
use crate::system::protocol::BoundedStep;
use crate::system::{Cap, CapBase, Exhausted, Linkage, Overhang, ShareCap, VoteBase};

impl ListTier<'_> {
    /// A list that takes part has a seat whatever its votes, if it has a vote: that is stated of everybody.
    pub(super) fn a_seat_for_any_vote(
        &mut self,
        area: &Area,
        ring: &Ring,
        areas: &mut Areas,
    ) -> Result<(), Why> {
        if self.rule.at_least == 0 {
            return Ok(());
        }
        if self.rule.method.divisor().is_none() {
            return Err(Why::Rule("at_least"));
        }
        self.all_admitted(area, &ring.inside, &ring.outside, &ring.taking_part, areas)?;
        for list in &ring.inside {
            let column = list.number();
            let name = Some(list.name.clone());
            let (kind, names, form) = match ring.boxes.votes(&column.into()) {
                0 => (AssertionKind::NoVotes, (None, name), Form::no_votes(column)),
                _ => (AssertionKind::Plurality, (name, None), Form::a_vote(column)),
            };
            self.push(kind, area, names, InDoubt::AllShared, form, &ring.boxes)?;
        }
        Ok(())
    }

    /// Who has its seats without being set aside is not above the cap.
    pub(super) fn within_the_cap(&mut self, area: &Area, ring: &Ring, areas: &mut Areas) -> Result<(), Why> {
        let Some(cap) = self.rule.cap.clone() else { return Ok(()) };
        if cap.share.as_ref().is_some_and(|share| share.of == CapBase::ListsThatTakePart) {
            // Lists that were set aside take part too: their cap is stated with theirs.
            if ring.boxes.standing().any(|(column, votes)| {
                votes > 0
                    && ring.taking_part.takes_part(column)
                    && !ring.inside.iter().any(|list| list.number() == column)
            }) {
                return Ok(());
            }
            self.all_admitted(area, &ring.inside, &ring.outside, &ring.taking_part, areas)?;
        }
        for list in &ring.inside {
            self.at_least_the_cap(area, (&cap, list, list.seats), &ring.inside, &ring.boxes)?;
        }
        Ok(())
    }

    /// The cap of a list is no less than these seats.
    fn at_least_the_cap(
        &mut self,
        area: &Area,
        (cap, list, seats): (&Cap, &Claimant, u32),
        inside: &[Claimant],
        boxes: &Boxes,
    ) -> Result<(), Why> {
        let needed = i128::from(seats) + self.held_with(cap, list);
        let Some(share) = cap.share.as_ref().filter(|_| needed > 0) else { return Ok(()) };
        let form = worth(share, list, needed, false, inside)?;
        let names = (Some(list.name.clone()), None);
        self.push(AssertionKind::CapAtLeast, area, names, InDoubt::AllShared, form, boxes)
    }

    /// Seats that count against the cap as well.
    fn held_with(&self, cap: &Cap, list: &Claimant) -> i128 {
        let rows = self.outcome.seats.iter();
        let own = rows.filter(|row| cap.with.contains(&row.tier) && row.party.as_ref() == Some(&list.name));
        own.map(|row| i128::from(row.seats)).sum()
    }

    /// Lists are set aside at the cap: round after round.
    pub(super) fn capped(&mut self, area: &Area, step: &BoundedStep, areas: &mut Areas) -> Result<(), Why> {
        let cap = self.rule.cap.clone().ok_or(Why::Rule("cap"))?;
        if self.rule.alliances.is_some() {
            return Err(Why::Rule("alliances with a cap or a bonus"));
        }
        let lines = step
            .lists
            .iter()
            .map(|line| Given { most: line.most.unwrap_or(u32::MAX), ..Given::of(&line.party, line.seats) });
        let ring = self.competing(area, lines.collect(), areas)?;
        let (inside, boxes) = (&ring.inside, &*ring.boxes);
        self.all_admitted(area, inside, &ring.outside, &ring.taking_part, areas)?;
        let beyond = |list: &Claimant, seats: u32| seats > list.most;
        let rounds =
            self.rounds(area, (inside, step.seats), |list| list.most, beyond, |_, _| false, boxes)?;
        for (own, list) in rounds.iter().flatten().map(|list| (list.seats.min(list.most), list)) {
            self.at_least_the_cap(area, (&cap, list, own), inside, boxes)?;
            let no_more = i128::from(list.most) + self.held_with(&cap, list) + 1;
            let fixed = cap.seats.is_some_and(|seats| i128::from(seats) < no_more);
            if let Some(share) = cap.share.as_ref().filter(|_| list.seats > list.most && !fixed) {
                let form = worth(share, list, no_more, true, inside)?;
                let names = (None, Some(list.name.clone()));
                self.push(AssertionKind::CapAtMost, area, names, InDoubt::AllShared, form, boxes)?;
            }
        }
        Ok(())
    }

    /// Whether those who hold more than they are due are set aside, and not only bounded from below.
    pub(super) fn sets_holders_aside(&self) -> bool {
        match &self.rule.linkage {
            Some(Linkage::Compensation(rule)) => match rule.overhang {
                Overhang::PaidByShort => true,
                Overhang::PaidByOthers => self.rule.method.divisor().is_none(),
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether lists may have seats that are fixed, while the others share the rest.
    pub(super) fn sets_aside(&self) -> bool {
        self.rule.cap.is_some() || self.rule.bonus.is_some() || self.sets_holders_aside()
    }

    /// Whether with those who hold more than they are due all others go who are due no more than they hold.
    pub(super) fn sets_aside_who_is_not_short(&self) -> bool {
        matches!(&self.rule.linkage, Some(Linkage::Compensation(rule)) if rule.overhang == Overhang::PaidByShort)
    }

    /// Lists that hold more than they are due keep it, and the others share the rest: round after round.
    pub(super) fn holders_aside(
        &mut self,
        area: &Area,
        step: &BoundedStep,
        areas: &mut Areas,
    ) -> Result<(), Why> {
        let short = self.sets_aside_who_is_not_short();
        if self.rule.exhausted != Exhausted::default() {
            return Err(Why::Rule("exhausted"));
        }
        let lines = step
            .lists
            .iter()
            .map(|line| Given { least: line.least.unwrap_or(0), ..Given::of(&line.party, line.seats) });
        let ring = self.competing(area, lines.collect(), areas)?;
        let (inside, boxes) = (&ring.inside, &*ring.boxes);
        self.all_admitted(area, inside, &ring.outside, &ring.taking_part, areas)?;
        self.has_votes(area, inside, (&ring.taking_part, boxes), areas)?;
        let beyond = |list: &Claimant, seats: u32| list.least > seats;
        let with_them = |list: &Claimant, seats: u32| short && list.least >= seats;
        self.rounds(area, (inside, step.seats), |list| list.least, beyond, with_them, boxes)?;
        Ok(())
    }

    /// Shares seats among these lists until nobody is beyond its bound, and states every round but the last, which has a step
    /// of its own in the record. Returns what each would have had in each round.
    fn rounds(
        &mut self,
        area: &Area,
        (lists, seats): (&[Claimant], u32),
        bound: impl Fn(&Claimant) -> u32,
        beyond: impl Fn(&Claimant, u32) -> bool,
        with_them: impl Fn(&Claimant, u32) -> bool,
        boxes: &Boxes,
    ) -> Result<Vec<Vec<Claimant>>, Why> {
        let (mut open, mut left, mut rounds) = (lists.to_vec(), seats, Vec::new());
        loop {
            let round = self.round(&open, left, boxes)?;
            let votes = |list: &Claimant| boxes.votes(&list.number().into());
            let over = |list: &Claimant| votes(list) > 0 && beyond(list, list.seats);
            let done = !round.iter().any(over);
            if !done {
                let plain: Vec<Claimant> =
                    round.iter().map(|list| Claimant { least: 0, most: u32::MAX, ..list.clone() }).collect();
                self.state_round(area, (&plain, left), boxes)?;
                // With or without a vote: what follows is shared without a list that has too few for a seat, too.
                let aside = |list: &Claimant| over(list) || with_them(list, list.seats);
                let gone = round.iter().filter(|list| votes(list) > 0 && aside(list)).map(&bound);
                let gone = gone.fold(0u32, u32::saturating_add);
                left = left.saturating_sub(gone);
                open = round.iter().filter(|list| !aside(list)).cloned().collect();
            }
            // Alone with what is left, it needs a vote.
            if let ([list], true, false) = (&round[..], done, rounds.is_empty()) {
                let names = (Some(list.name.clone()), None);
                let form = Form::a_vote(list.number());
                self.push(AssertionKind::Plurality, area, names, InDoubt::AllShared, form, boxes)?;
            }
            rounds.push(round);
            if done {
                return Ok(rounds);
            }
        }
    }

    /// What these lists would have of so many seats.
    fn round(&self, lists: &[Claimant], seats: u32, boxes: &Boxes) -> Result<Vec<Claimant>, Why> {
        let votes: Vec<u64> = lists.iter().map(|list| boxes.votes(&list.number().into())).collect();
        let mut given = vec![0; lists.len()];
        if votes.iter().any(|&votes| votes > 0) {
            let tied =
                apportion_into(&votes, seats, &self.rule.method, &mut Workspace::default(), &mut given);
            if tied.map_err(|_| Why::NumbersTooLarge)? > 0 {
                return Err(Why::Tie);
            }
        }
        Ok(lists.iter().zip(given).map(|(list, seats)| Claimant { seats, ..list.clone() }).collect())
    }

    fn state_round(
        &mut self,
        area: &Area,
        (lists, seats): (&[Claimant], u32),
        boxes: &Boxes,
    ) -> Result<(), Why> {
        match self.rule.method.clone() {
            Method::LargestRemainder(quota) if super::remainders::is_exact(quota) => {
                self.all_remainders(area, (quota, seats), lists, boxes)
            }
            Method::HighestAverages(divisor) => {
                for first in lists.iter().filter(|list| list.seats > 0) {
                    for second in lists.iter().filter(|other| other.columns != first.columns) {
                        let form = quotients::pair(&divisor, first, second)?;
                        self.pair(AssertionKind::Quotient, area, (first, second), form, boxes)?;
                    }
                }
                Ok(())
            }
            other => Err(Why::Method(other.name().into_owned())),
        }
    }
}

/// That the share of a list is worth so many seats in the house of the cap; or, `below`, that it is worth fewer.
fn worth(
    cap: &ShareCap,
    list: &Claimant,
    seats: i128,
    below: bool,
    inside: &[Claimant],
) -> Result<Form, Why> {
    let part = |n: Option<(u32, u32)>, otherwise: (i128, i128)| {
        n.map_or(otherwise, |(above, under)| (i128::from(above), i128::from(under)))
    };
    let (times, by) = part(cap.times.map(|times| (times.numerator(), times.denominator())), (1, 1));
    let (plus, points) = part(cap.plus.map(Into::into), (0, 1));
    let (house, sign) = (i128::from(cap.house), if below { -1 } else { 1 });
    let product = |all: &[i128]| {
        all.iter().try_fold(1i128, |product, n| product.checked_mul(*n)).ok_or(Why::NumbersTooLarge)
    };
    // (V · times / (all · by) + plus / points) · house − seats, times all · by · points.
    let own = product(&[sign, times, points, house])?;
    let of_all = sign * (product(&[by, plus, house])? - product(&[by, points, seats])?);
    // Exactly so many seats are enough: of whole numbers that is more than one less.
    let constant = i128::from(!below);
    let named = match cap.of {
        CapBase::ValidVotes => vec![(list.number().into(), own + of_all)],
        CapBase::ListsThatTakePart => {
            let a = |other: &Claimant| if other.columns == list.columns { own + of_all } else { of_all };
            inside.iter().map(|other| (other.number().into(), a(other))).collect()
        }
        _ => return Err(Why::Rule("cap.of")),
    };
    let rest = (cap.of == CapBase::ValidVotes).then_some((VoteBase::ValidVotes, of_all));
    Ok(Form { named, rest, constant, range: None })
}
