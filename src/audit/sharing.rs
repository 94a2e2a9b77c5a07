//! Seats of an area by a method, as assertions.

use std::collections::BTreeMap;
use std::rc::Rc;

use sailau_audit::Margin;

use super::areas::{Area, Areas, Trial};
use super::assertion::{Assertion, AssertionKind, InDoubt};
use super::bar::TakingPart;
use super::boxes::Boxes;
use super::claimants::{Claimant, Given};
use super::form::Form;
use super::list_tier::ListTier;
use super::papers::Papers;
use super::uncovered::Why;
use super::{quotients, remainders};
use crate::apportion::{Divisor, Method};
use crate::exact::compare_fractions;
use crate::system::VoteBase;

/// Who competes for the seats of an area, and who is kept out.
pub(super) struct Ring {
    pub(super) taking_part: TakingPart,
    pub(super) boxes: Rc<Boxes>,
    pub(super) inside: Vec<Claimant>,
    pub(super) outside: Vec<Claimant>,
}

impl ListTier<'_> {
    /// Who competes in an area, with the seats that they were given.
    pub(super) fn competing(
        &mut self,
        area: &Area,
        given: Vec<Given<'_>>,
        areas: &mut Areas,
    ) -> Result<Ring, Why> {
        let taking_part = self.taking_part(area, areas)?;
        let boxes = self.boxes(area, areas)?;
        let given: BTreeMap<usize, Given<'_>> =
            given.into_iter().filter_map(|line| Some((self.column(line.party)?, line))).collect();
        if area.is_none() {
            areas.shares = given.iter().map(|(&column, line)| (column, line.seats)).collect();
        }
        let heavier = areas.heavier.get(area);
        let claimant = |column: usize| {
            let worth = heavier.and_then(|own| own.get(&column)).copied().unwrap_or(1);
            let own = Claimant { worth, ..Claimant::list(&self.name(column), column, 0) };
            match given.get(&column) {
                Some(line) => Claimant { seats: line.seats, least: line.least, most: line.most, ..own },
                None => own,
            }
        };
        let (inside, outside): (Vec<_>, Vec<_>) =
            boxes.standing().partition(|&(column, _)| taking_part.takes_part(column));
        // Who takes part with votes and is not named is out of this round, where there are rounds: what it has is fixed.
        let is_out = |&(column, votes): &(usize, u64)| votes > 0 && !given.contains_key(&column);
        if let Some((column, _)) = inside.iter().find(|own| is_out(own) && !self.sets_aside()) {
            return Err(Why::NothingSaidOf(self.name(*column)));
        }
        // Where those go with it who are due no more than they hold, a list without a vote is due nothing, and so it would be out
        // with votes that are too few for a seat: the others' quota is without them.
        let with_them = self.sets_aside_who_is_not_short() && inside.iter().any(is_out);
        let shares = |own: &(usize, u64)| !is_out(own) && (own.1 > 0 || !with_them);
        let inside: Vec<Claimant> =
            inside.iter().filter(|own| shares(own)).map(|&(column, _)| claimant(column)).collect();
        let outside: Vec<Claimant> = outside.into_iter().map(|(column, _)| claimant(column)).collect();
        Ok(Ring { taking_part, boxes, inside, outside })
    }

    /// What is asked of votes and seats besides the method: majorities, votes at all, caps, a bonus that nobody has.
    pub(super) fn before_sharing(
        &mut self,
        area: &Area,
        (ring, seats): (&Ring, u32),
        areas: &mut Areas,
    ) -> Result<(), Why> {
        let Ring { taking_part, boxes, inside, .. } = ring;
        // With nobody beside it a list has the seats if it has a vote, which no comparison says.
        if let [only] = &inside[..] {
            self.some_votes_or_none(area, only, boxes)?;
        }
        self.nobody_is_second(area, (inside, &ring.outside), boxes)?;
        self.majorities(area, (inside, seats), boxes)?;
        self.has_votes(area, inside, (taking_part, boxes), areas)?;
        self.a_seat_for_any_vote(area, ring, areas)?;
        self.within_the_cap(area, ring, areas)?;
        self.no_bonus(area, ring, areas)
    }

    /// Seats of an area by a method.
    pub(super) fn shared(
        &mut self,
        area: &Area,
        (method, seats): (&Method, u32),
        given: Vec<Given<'_>>,
        areas: &mut Areas,
    ) -> Result<(), Why> {
        if areas.is_trial(area) {
            let lists = given.into_iter().map(|line| (line.party.to_owned(), line.seats)).collect();
            areas.keep_trial(area, Trial { method: method.clone(), seats, lists });
            return Ok(());
        }
        let ring = self.competing(area, given, areas)?;
        self.before_sharing(area, (&ring, seats), areas)?;
        let Ring { taking_part, boxes, inside, outside } = ring;
        let by_averages = matches!(method, Method::HighestAverages(_));
        if self.rule.weight.is_some() && !by_averages {
            return Err(Why::Rule("weight"));
        }
        match method {
            Method::HighestAverages(divisor) => {
                self.averages(area, divisor, (&inside, &outside), (&boxes, &taking_part), areas)
            }
            Method::LargestRemainder(quota) => {
                let admitted: Vec<Claimant> = inside;
                self.all_admitted(area, &admitted, &outside, &taking_part, areas)?;
                if !remainders::is_exact(*quota) {
                    return Err(Why::QuotaNotAudited(method.name().into_owned()));
                }
                self.all_remainders(area, (*quota, seats), &admitted, &boxes)
            }
            Method::Block => {
                self.all_admitted(area, &inside, &outside, &taking_part, areas)?;
                // Seats may lie in districts, or be held elsewhere: who has most votes is who has all.
                let votes = |list: &&Claimant| boxes.votes(&list.number().into());
                let Some(winner) = inside.iter().max_by_key(votes) else { return Err(Why::NoVotes) };
                for other in inside.iter().filter(|other| other.columns != winner.columns) {
                    let form = Form::pair(winner.number(), other.number());
                    self.pair(AssertionKind::Plurality, area, (winner, other), form, &boxes)?;
                }
                Ok(())
            }
            other => Err(Why::Method(other.name().into_owned())),
        }
    }

    /// Whether a list holds seats of other tiers that are set against those here.
    fn holds_linked_seats(&self, list: &Claimant) -> bool {
        let with = self.rule.linkage.as_ref().map_or(&[][..], |linkage| linkage.with());
        self.outcome
            .seats
            .iter()
            .any(|row| with.contains(&row.tier) && row.party.as_ref() == Some(&list.name) && row.seats > 0)
    }

    /// A list of which no share is asked in an area takes part if it has a vote. That matters where it holds seats of other tiers.
    pub(super) fn has_votes(
        &mut self,
        area: &Area,
        lists: &[Claimant],
        (taking_part, boxes): (&TakingPart, &Boxes),
        areas: &Areas,
    ) -> Result<(), Why> {
        // Who is above by votes elsewhere may have none here.
        let share_is_of_here = !self.has_doors() && Self::decided_in(area, areas) == *area;
        for list in lists {
            let has_a_share = share_is_of_here && taking_part.by_share.contains(&list.number());
            if has_a_share || !self.holds_linked_seats(list) {
                continue;
            }
            self.some_votes_or_none(area, list, boxes)?;
        }
        Ok(())
    }

    /// That a list has a vote, or that it has none, as the boxes say.
    pub(super) fn some_votes_or_none(
        &mut self,
        area: &Area,
        list: &Claimant,
        boxes: &Boxes,
    ) -> Result<(), Why> {
        let column = list.number();
        let (kind, names, form) = match boxes.votes(&column.into()) {
            0 => (AssertionKind::NoVotes, (None, Some(list.name.clone())), Form::no_votes(column)),
            _ => (AssertionKind::Plurality, (Some(list.name.clone()), None), Form::a_vote(column)),
        };
        self.push(kind, area, names, InDoubt::AllShared, form, boxes)
    }

    /// Where a list with more than half of the votes gets more than half of the seats: that nobody has so many votes who has not
    /// so many seats.
    fn majorities(
        &mut self,
        area: &Area,
        (lists, seats): (&[Claimant], u32),
        boxes: &Boxes,
    ) -> Result<(), Why> {
        let Some(rule) = self.rule.absolute_majority else { return Ok(()) };
        for list in lists {
            let form = match rule.of {
                None => {
                    let sign = |other: &Claimant| if other.columns == list.columns { -1 } else { 1 };
                    Form::of(lists.iter().map(|other| (other.number().into(), sign(other))).collect())
                }
                Some(VoteBase::Registered) => return Err(Why::Rule("absolute_majority.of")),
                Some(of) => Form { rest: Some((of, 1)), ..Form::of(vec![(list.number().into(), -1)]) },
            };
            if form.sum(boxes)? <= 0 {
                // What it has beyond half of the seats would have to be followed through what comes after.
                if u64::from(list.seats) * 2 <= u64::from(seats) || self.rule.linkage.is_some() {
                    return Err(Why::Rule("absolute_majority"));
                }
                continue;
            }
            let names = (None, Some(list.name.clone()));
            self.push(AssertionKind::NoMajority, area, names, InDoubt::AllShared, form, boxes)?;
        }
        Ok(())
    }

    /// Divisor methods. Who has no seat needs no proof that it took part; who took no part is below the threshold, or
    /// beaten by everybody with a seat, whichever is further from being false.
    fn averages(
        &mut self,
        area: &Area,
        divisor: &Divisor,
        (inside, outside): (&[Claimant], &[Claimant]),
        (boxes, taking_part): (&Boxes, &TakingPart),
        areas: &mut Areas,
    ) -> Result<(), Why> {
        let seated: Vec<&Claimant> = inside.iter().filter(|list| list.has_a_seat_to_lose()).collect();
        for first in &seated {
            let rivals = inside.iter().filter(|other| other.columns != first.columns);
            let rivals: Vec<&Claimant> = rivals.filter(|other| other.has_a_seat_to_win()).collect();
            if inside.len() > 1 && !rivals.iter().any(|other| quotients::is_by_votes(divisor, other)) {
                // All others have their most, or no vote: one vote is enough.
                self.some_votes_or_none(area, first, boxes)?;
            }
            for second in rivals {
                self.quotients(area, divisor, (first, second), boxes)?;
            }
            if taking_part.by_share.contains(&first.number()) {
                self.threshold_assertion(area, first, false, areas)?;
            }
        }
        // Whether a list takes part matters without a seat here too, where it holds some that are set against these.
        for list in inside.iter().filter(|list| !list.has_a_seat_to_lose()) {
            if taking_part.by_share.contains(&list.number()) && self.holds_linked_seats(list) {
                self.threshold_assertion(area, list, false, areas)?;
            }
        }
        self.a_second_passes(area, inside, (boxes, taking_part), areas)?;
        let own_area = self.has_doors() || Self::decided_in(area, areas) == *area;
        for list in outside {
            let may_be_beaten = own_area && !self.holds_linked_seats(list);
            let beaten =
                if may_be_beaten { self.beaten_by_all(area, divisor, &seated, list, boxes)? } else { None };
            let Some(beaten) = beaten else {
                self.threshold_assertion(area, list, true, areas)?;
                continue;
            };
            let nearest = beaten.iter().map(|assertion| assertion.margin).reduce(smaller);
            // What cannot be false is further than anything.
            let beaten_is_further = self
                .margin_below(area, list, areas)?
                .is_some_and(|margin| nearest.is_none_or(|nearest| is_less(margin, nearest)));
            if beaten_is_further {
                self.found.extend(beaten);
            } else {
                self.threshold_assertion(area, list, true, areas)?;
            }
        }
        Ok(())
    }

    /// In how many papers it is true that a list takes no part by its votes; none where nothing could make that false.
    fn margin_below(&self, area: &Area, list: &Claimant, areas: &mut Areas) -> Result<Option<Margin>, Why> {
        let with_invalid = self.papers == Papers::AllInTheBoxes;
        let mut least = None;
        let mut keep = |form: &Form, boxes: &Boxes| {
            let papers = u64::try_from(boxes.papers(with_invalid)).map_err(|_| Why::NumbersTooLarge)?;
            if let Some(margin) = form.margin(boxes, papers)? {
                least = Some(least.map_or(margin, |least| smaller(least, margin)));
            }
            Ok::<(), Why>(())
        };
        if self.has_doors() {
            for stated in self.at_the_doors(area, list.number(), true, areas)? {
                keep(&stated.form, &*self.boxes(&stated.area, areas)?)?;
            }
        } else {
            let form = self.threshold_form(area, list, true, areas)?;
            keep(&form, &*self.boxes(area, areas)?)?;
        }
        Ok(least)
    }

    fn beaten_by_all(
        &mut self,
        area: &Area,
        divisor: &Divisor,
        seated: &[&Claimant],
        list: &Claimant,
        boxes: &Boxes,
    ) -> Result<Option<Vec<Assertion>>, Why> {
        let known = self.found.len();
        for first in seated {
            if self.quotients(area, divisor, (first, list), boxes).is_err() {
                self.found.truncate(known);
                return Ok(None);
            }
        }
        Ok(Some(self.found.split_off(known)))
    }

    pub(super) fn quotients(
        &mut self,
        area: &Area,
        divisor: &Divisor,
        pair: (&Claimant, &Claimant),
        boxes: &Boxes,
    ) -> Result<(), Why> {
        let form = quotients::pair(divisor, pair.0, pair.1)?;
        self.pair(AssertionKind::Quotient, area, pair, form, boxes)
    }
}

fn is_less(a: Margin, b: Margin) -> bool {
    compare_fractions((a.numerator(), a.denominator()), (b.numerator(), b.denominator())).is_lt()
}

fn smaller(a: Margin, b: Margin) -> Margin {
    if is_less(b, a) { b } else { a }
}
