//! A tier of lists: from the record of its count to the assertions that imply it.
//!
//! The record says what was decided where, by whose votes. Each step that votes decide becomes assertions; those that follow
//! from earlier ones, such as seats that are set against each other, need none.

use std::rc::Rc;

use super::areas::{Area, Areas};
use super::assertion::{Assertion, AssertionKind, InDoubt};
use super::bar::TakingPart;
use super::boxes::Boxes;
use super::claimants::{Claimant, Given};
use super::column::Columns;
use super::form::Form;
use super::papers::Papers;
use super::place::Place;
use super::uncovered::{Uncovered, Why};
use crate::system::protocol::{Entry, SharedBy, Step};
use crate::system::{Districts, Linkage, ListRule, NoListPasses, Outcome, Overhang, Reason, Tier};
use crate::votes::{Ballot, Contest, Votes};

/// A tier of lists whose record is read.
pub(crate) struct ListTier<'a> {
    pub(crate) votes: &'a Votes,
    pub(crate) tier: &'a Tier,
    pub(crate) rule: &'a ListRule,
    pub(crate) contest: &'a Contest,
    pub(crate) outcome: &'a Outcome,
    pub(crate) papers: Papers,
    pub(crate) found: &'a mut Vec<Assertion>,
    pub(crate) uncovered: &'a mut Vec<Uncovered>,
}

/// Stages of which the assertions are known. Others can change a house without a step in its record.
const AUDITED: [&str; 16] = [
    "threshold",
    "sole_qualifier",
    "no_list_passes",
    "open_list",
    "alliances",
    "turnout",
    "weight",
    "quota",
    "bonus",
    "cap",
    "at_least",
    "absolute_majority",
    "biproportional",
    "exhausted",
    "linkage",
    "placement",
];

impl ListTier<'_> {
    /// Adds what implies the tier's seats, or says why there is nothing of the kind.
    pub(crate) fn derive(mut self, entries: &[&Entry]) {
        let known = (self.found.len(), self.uncovered.len());
        let out = |why| Uncovered { tier: self.tier.name.clone(), district: None, why };
        let unknown = self.rule.words().find(|word| !AUDITED.contains(word)).map(Why::Rule);
        if let Some(why) = self.linkage().or(unknown) {
            self.uncovered.push(out(why));
            return;
        }
        let mut areas = Areas::default();
        if let Err(why) =
            self.read_ahead(entries, &mut areas).map(|()| read_after_quotas(entries, &mut areas))
        {
            self.uncovered.push(out(why));
            return;
        }
        for entry in entries {
            if let Err(why) = self.step(entry, &mut areas) {
                // What was found of it would be a part of the truth, and read as the whole.
                self.found.truncate(known.0);
                self.uncovered.truncate(known.1);
                self.uncovered.push(out(why));
                return;
            }
        }
        let complete = if !areas.first_seats.is_empty() || areas.awaits_a_trial() {
            // A step that should have followed did not.
            Err(Why::Rule("quota"))
        } else {
            self.all_are_named(known.0, &mut areas)
        };
        if let Err(why) = complete {
            self.found.truncate(known.0);
            self.uncovered.push(out(why));
            return;
        }
        if areas.without_places {
            self.uncovered.push(out(Why::Places));
        }
        if self.rule.open_list.is_some() {
            self.uncovered.push(out(Why::PersonsOfLists));
        }
    }

    /// Why seats that are linked with another tier's are not audited, if they are not.
    fn linkage(&self) -> Option<Why> {
        match &self.rule.linkage {
            None => None,
            Some(Linkage::Compensation(rule)) => {
                let known = matches!(
                    rule.overhang,
                    Overhang::Kept
                        | Overhang::PaidByOthers
                        | Overhang::PaidByShort
                        | Overhang::Levelled
                        | Overhang::Refused
                );
                (!known).then_some(Why::Rule("linkage.overhang"))
            }
            Some(Linkage::Claims(_)) => None,
            Some(Linkage::Transfer(_) | Linkage::Subtraction(_)) => Some(Why::PapersOfTwoContests),
            Some(Linkage::Remainders(_)) => Some(Why::Rule("linkage.remainders")),
            Some(_) => Some(Why::Rule("linkage")),
        }
    }

    fn step(&mut self, entry: &Entry, areas: &mut Areas) -> Result<(), Why> {
        let area = &entry.district;
        let shared = match &entry.step {
            Step::Allied(step) => Some(step.seats),
            Step::Averages(step) => Some(step.seats),
            Step::Quota(step) => Some(step.seats),
            // Seats that lists have whatever the votes are no matter of them.
            Step::Bounded(step) => {
                let least = step.lists.iter().filter_map(|line| line.least);
                Some(step.seats.saturating_sub(least.fold(0, u32::saturating_add)))
            }
            Step::Method(step) => Some(step.seats),
            _ => None,
        };
        if let Some(seats) = shared {
            let most = areas.with_a_step.entry(area.clone()).or_default();
            *most = seats.max(*most);
        }
        match &entry.step {
            // Of alliances the record has no step where one list alone has votes: any vote for another would be one.
            Step::Seats(_) if self.rule.alliances.is_some() && !areas.with_a_step.contains_key(area) => {
                Err(Why::Rule("alliances with a list that has no votes"))
            }
            // What others decided, and what is only said.
            Step::Rules(_)
            | Step::TakenAsNothing(_)
            | Step::Tier(_)
            | Step::Ballots(_)
            | Step::AgainstAllNotOnTheBallot(_)
            | Step::Seats(_)
            | Step::VotesNotGiven(_)
            | Step::Compensation(_)
            | Step::HouseGrew(_)
            | Step::HouseShrank(_)
            | Step::Doubts(_)
            | Step::ContestNotUsed(_)
            // Who sits for a list is said to be another question.
            | Step::OpenList(_)
            | Step::SharedBySeats(_) => Ok(()),
            Step::Threshold(_) => self.threshold(area, areas),
            Step::Alternative(step) => self.otherwise(area, step, areas),
            Step::NoListPasses(_) => {
                let waived = self.rule.no_list_passes == NoListPasses::AllLists;
                let mut taking_part = self.taking_part(area, areas)?;
                self.nobody_takes_part(area, areas, &taking_part)?;
                // From here on all do.
                taking_part.waived = waived;
                areas.taking_part.insert(area.clone(), taking_part);
                Ok(())
            }
            Step::SoleQualifier(step) => self.sole_qualifier(area, step, areas),
            Step::Weighted(_) => Ok(()),
            Step::Averages(step) if step.by == SharedBy::WeightedVotes => {
                self.weigh(area, areas)?;
                let lines = step.lists.iter().map(|line| Given::of(&line.party, line.seats)).collect();
                self.shared(area, (&step.method, step.seats), lines, areas)
            }
            Step::Averages(step) if step.by == SharedBy::Votes && self.leaves_districts_out(areas) => {
                self.by_voter_numbers(step, areas)
            }
            Step::Averages(step) if step.by == SharedBy::Votes && step.unit == 1 => {
                let lines = step.lists.iter().map(|line| Given::of(&line.party, line.seats)).collect();
                self.shared(area, (&step.method, step.seats), lines, areas)
            }
            Step::Quota(step) if step.by == SharedBy::Votes && step.unit == 1 => {
                self.quota(area, step, areas)
            }
            Step::SeatsFirst(step) => {
                areas.first_seats.insert(area.clone(), step.parties.iter().cloned().collect());
                Ok(())
            }
            // Read with the quota that they follow.
            Step::LeftByAverages(_) | Step::VotesASeat(_) => Ok(()),
            Step::Turnout(step) => self.turnout(area, step, areas),
            Step::Until(step) => self.until(area, step, areas),
            Step::Trial(_) => {
                areas.await_trial(area);
                Ok(())
            }
            Step::Bonus(step) => self.bonus(area, step, areas),
            Step::TopUp(step) => self.topped_up(area, step, areas),
            Step::Bounded(_) if self.rule.quota.is_some() => Err(Why::Rule("exhausted")),
            Step::Bounded(step) if self.sets_holders_aside() => self.holders_aside(area, step, areas),
            Step::Bounded(step) if step.by == SharedBy::Votes && step.unit == 1 && step.cap.is_some() => {
                self.capped(area, step, areas)
            }
            // By most votes: the record has no figures of such a method.
            Step::Method(step) if step.by == SharedBy::Votes => {
                let lines = self.votes.field().parties().iter().map(|party| Given::of(&party.name, 0));
                self.shared(area, (&step.method, step.seats), lines.collect(), areas)
            }
            Step::Bounded(step) if step.by == SharedBy::Votes && step.unit == 1 && step.cap.is_none() => {
                let lines = step.lists.iter().map(|line| Given {
                    least: line.least.unwrap_or(0),
                    most: line.most.unwrap_or(u32::MAX),
                    ..Given::of(&line.party, line.seats)
                });
                self.shared(area, (&self.rule.method.clone(), step.seats), lines.collect(), areas)
            }
            Step::Allied(step) => self.allied(area, step, areas),
            Step::DistrictSeats(step) => self.district_seats(step, areas),
            Step::Claims(step) => self.claims(area, step, areas),
            Step::Quota(step) if step.by == SharedBy::Claims => self.by_claims(area, step, areas),
            Step::StrongestLists(step) => self.strongest_lists(step, areas),
            Step::StrongestOpen(_) => Err(Why::Tie),
            Step::LeastSeats(step) => self.least_seats(step, areas),
            Step::Levelling(step) => self.levelling(step, areas),
            Step::Placement(step) => self.placement(step, areas),
            Step::PlacedOne(_) | Step::PlacementInRegions(_) | Step::PlacementOpen(_) => {
                areas.without_places = true;
                Ok(())
            }
            Step::VoterNumbers(_) => Ok(()),
            Step::Averages(step) if step.by == SharedBy::Voters => self.by_voter_numbers(step, areas),
            Step::Cells(step) => self.cells(area, step, areas),
            Step::Biproportional(_) => Ok(()),
            // The seats of the steps are those that are sure without the rule: what it gave is in none of them.
            Step::TieBroken(_) => Err(Why::TieBroken),
            Step::TieOpen(_) | Step::Supposed(_) | Step::EveryWay(_) | Step::TooManyWays(_) => Err(Why::Tie),
            Step::Unfilled(step) => match step.reason {
                Reason::NoVotes => self.nobody_has_a_vote(area, areas),
                Reason::NoListPasses | Reason::VotesNotGiven | Reason::TurnoutTooLow => Ok(()),
                _ => Err(Why::Unfilled(step.reason)),
            },
            other => Err(Why::Step(in_words(other.name()))),
        }
    }

    /// Seats that stay empty because nobody who takes part has a vote there.
    pub(super) fn nobody_has_a_vote(&mut self, area: &Area, areas: &mut Areas) -> Result<(), Why> {
        let taking_part = self.taking_part(area, areas)?;
        let boxes = self.boxes(area, areas)?;
        for (column, votes) in boxes.standing().filter(|&(column, _)| taking_part.takes_part(column)) {
            if votes > 0 {
                return Err(Why::Unfilled(Reason::NoVotes));
            }
            let names = (None, Some(self.name(column)));
            self.push(
                AssertionKind::NoVotes,
                area,
                names,
                InDoubt::AllShared,
                Form::no_votes(column),
                &boxes,
            )?;
        }
        Ok(())
    }

    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.votes.field().parties().iter().position(|party| party.name == name)
    }

    pub(super) fn name(&self, column: usize) -> String {
        self.votes.field().parties()[column].name.clone()
    }

    pub(super) fn ballots(&self, area: &Area) -> impl Iterator<Item = &Ballot> {
        let field = self.votes.field();
        let place = Place { contest: self.contest.name.clone(), district: area.clone() };
        let is_there = move |ballot: &&Ballot| place.holds(field, ballot);
        self.contest.ballots.iter().filter(is_there)
    }

    pub(super) fn boxes(&self, area: &Area, areas: &mut Areas) -> Result<Rc<Boxes>, Why> {
        if self.tier.districts == Districts::Regions && area.is_some() {
            return Err(Why::Rule("districts = \"regions\""));
        }
        if !areas.boxes.contains_key(area) {
            let boxes = Boxes::of(self.votes, self.ballots(area), Columns::Parties, self.rule.against_all)?;
            if boxes.has_candidates_alone() {
                return Err(Why::CandidatesAlone);
            }
            let boxes =
                if areas.several_votes { self.with_several_votes(boxes, area, areas)? } else { boxes };
            areas.boxes.insert(area.clone(), Rc::new(boxes));
        }
        areas.boxes.get(area).cloned().ok_or(Why::NoVotes)
    }

    /// Papers that hold as many votes as their district has seats.
    fn with_several_votes(&self, boxes: Boxes, area: &Area, areas: &Areas) -> Result<Boxes, Why> {
        let (mut most, mut papers) = (1, 0u128);
        for ballot in self.ballots(area) {
            let district = ballot.district.map(|number| &self.votes.field().districts()[number]);
            let seats = district.and_then(|district| areas.seats.get(district)).copied().unwrap_or(1).max(1);
            let own = Boxes::of(self.votes, [ballot], Columns::Parties, self.rule.against_all)?;
            papers += own.papers(false).div_ceil(seats.into());
            most = most.max(u64::from(seats));
        }
        Ok(boxes.with_several_votes(most, papers))
    }

    /// Who takes part in an area by what is decided there or for the whole country; all, where nothing is asked.
    pub(super) fn taking_part(&self, area: &Area, areas: &mut Areas) -> Result<TakingPart, Why> {
        if let Some(own) = areas.taking_part.get(area).or_else(|| areas.taking_part.get(&None)) {
            return Ok(own.clone());
        }
        if self.has_doors() {
            return self.through_a_door(area, areas);
        }
        let all = self.boxes(area, areas)?.standing().map(|(column, _)| column).collect();
        Ok(TakingPart { otherwise: all, ..TakingPart::default() })
    }

    pub(super) fn pair(
        &mut self,
        kind: AssertionKind,
        area: &Area,
        (first, second): (&Claimant, &Claimant),
        form: Form,
        boxes: &Boxes,
    ) -> Result<(), Why> {
        let in_doubt = InDoubt::OneSeat { of: first.name.clone(), towards: second.name.clone() };
        let names = (Some(first.name.clone()), Some(second.name.clone()));
        self.push(kind, area, names, in_doubt, form, boxes)
    }

    pub(super) fn push(
        &mut self,
        kind: AssertionKind,
        area: &Area,
        (winner, loser): (Option<String>, Option<String>),
        in_doubt: InDoubt,
        form: Form,
        boxes: &Boxes,
    ) -> Result<(), Why> {
        let tier = &self.tier.name;
        let place = Place { contest: self.contest.name.clone(), district: area.clone() };
        let assertion = Assertion::of(
            (kind, tier, area.as_deref(), place),
            (winner, loser, in_doubt),
            form,
            (boxes, Columns::Parties, self.papers),
            self.rule.against_all,
        )?;
        self.found.extend(assertion);
        Ok(())
    }
}

/// Seats that quotas and remainders leave stand behind them in the record.
fn read_after_quotas(entries: &[&Entry], areas: &mut Areas) {
    for entry in entries {
        let area = || entry.district.clone();
        match &entry.step {
            Step::LeftByAverages(step) => areas.by_averages.entry(area()).or_default().push(step.clone()),
            Step::VotesASeat(step) => areas.votes_a_seat.entry(area()).or_default().push(step.party.clone()),
            _ => {}
        }
    }
}

/// `DistrictSeats` as `district seats`.
fn in_words(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}
