//! Seats of candidates: most votes, or a majority and a second round.

use super::assertion::{Assertion, AssertionKind, InDoubt};
use super::boxes::Boxes;
use super::column::Columns;
use super::form::Form;
use super::papers::Papers;
use super::place::Place;
use super::uncovered::{Uncovered, Why};
use crate::system::protocol::{Entry, Step};
use crate::system::{AgainstAll, CandidateRule, Elected, Outcome, RunOff, Tier, VoteBase};
use crate::votes::{Ballot, Contest, Votes};

/// A tier of candidates whose districts are looked at.
pub(crate) struct CandidateTier<'a> {
    pub(crate) votes: &'a Votes,
    pub(crate) tier: &'a Tier,
    pub(crate) rule: &'a CandidateRule,
    pub(crate) contest: &'a Contest,
    pub(crate) outcome: &'a Outcome,
    pub(crate) papers: Papers,
    pub(crate) found: &'a mut Vec<Assertion>,
    pub(crate) uncovered: &'a mut Vec<Uncovered>,
}

impl CandidateTier<'_> {
    /// Adds what implies who is elected in each district, or says why there is nothing of the kind.
    pub(crate) fn derive(mut self) {
        let contest = self.contest;
        for ballot in &contest.ballots {
            let known = self.found.len();
            if let Err(why) = self.district(ballot) {
                self.found.truncate(known);
                let district = self.name(ballot);
                self.uncovered.push(Uncovered { tier: self.tier.name.clone(), district, why });
            }
        }
        let known = self.found.len();
        if let Err(why) = self.refused() {
            self.found.truncate(known);
            self.uncovered.push(Uncovered { tier: self.tier.name.clone(), district: None, why });
        }
    }

    pub(super) fn name(&self, ballot: &Ballot) -> Option<String> {
        ballot.district.map(|number| self.votes.field().districts()[number].clone())
    }

    fn district(&mut self, ballot: &Ballot) -> Result<(), Why> {
        let rule = self.rule;
        if rule.ranked.is_some() {
            return Err(Why::Rule("ranked"));
        }
        if rule.group_limit.is_some() {
            return Err(Why::Rule("group_limit"));
        }
        if rule.lead.is_some() {
            return Err(Why::Rule("lead"));
        }
        let district = self.name(ballot);
        let here = |tie: &crate::system::OpenTie| tie.tier == self.tier.name && tie.district == district;
        // Where a winner may not sit, what is open here is open in another tier: the record has the tie where it is.
        let open = |entry: &Entry| {
            entry.tier.as_ref() == Some(&self.tier.name)
                && entry.district == district
                && matches!(entry.step, Step::TieOpen(_) | Step::Supposed(_))
        };
        if self.outcome.ties.iter().any(here) || self.outcome.protocol.entries.iter().any(open) {
            return Err(Why::Tie);
        }
        let boxes = Boxes::of(self.votes, [ballot], Columns::Entries, rule.against_all)?;
        let mut order: Vec<(usize, u64)> = boxes.standing().collect();
        order.sort_by_key(|&(column, votes)| (std::cmp::Reverse(votes), column));
        let elected = self.elected(ballot, &district);
        match &rule.majority {
            None => self.plurality(ballot, &district, &boxes, &elected),
            Some(majority) => {
                if majority.of == VoteBase::ListVotes {
                    return Err(Why::Rule("majority.of = \"list votes\""));
                }
                let share = (majority.share.numerator().into(), majority.share.denominator().into());
                let majority =
                    |column: usize, below: bool| Form::share_of(share, majority.of, column, below, &boxes);
                let Some(&(first, _)) = order.first() else { return Err(Why::NoVotes) };
                let won = majority(first, false)?;
                if won.sum(&boxes)? > 0 && elected == [first] {
                    let name = self.label(ballot, first);
                    return self.push(
                        (AssertionKind::Majority, &district),
                        (Some(name), None),
                        won,
                        &boxes,
                        &self.contest.name.clone(),
                    );
                }
                self.two_rounds(ballot, &district, (&boxes, &order), &majority)
            }
        }
    }

    /// Nobody has the majority, two have more votes than everybody else, and one of them has more in the second round, which has
    /// papers of its own.
    fn two_rounds(
        &mut self,
        ballot: &Ballot,
        district: &Option<String>,
        (boxes, order): (&Boxes, &[(usize, u64)]),
        majority: &dyn Fn(usize, bool) -> Result<Form, Why>,
    ) -> Result<(), Why> {
        let [(first, _), (second, _), others @ ..] = order else { return Err(Why::Rule("run_off")) };
        if self.rule.run_off.is_some_and(|rule| matches!(rule, RunOff::Share(_))) {
            return Err(Why::Rule("run_off"));
        }
        let contest = self.contest.name.clone();
        for &(column, _) in order {
            let names = (None, Some(self.label(ballot, column)));
            self.push(
                (AssertionKind::NoMajority, district),
                names,
                majority(column, true)?,
                boxes,
                &contest,
            )?;
        }
        if self.rule.run_off.is_none() {
            return Ok(());
        }
        for finalist in [*first, *second] {
            for &(other, _) in others {
                let names = (Some(self.label(ballot, finalist)), Some(self.label(ballot, other)));
                let form = Form::pair(finalist, other);
                self.push((AssertionKind::Plurality, district), names, form, boxes, &contest)?;
            }
        }
        let run_off = format!("{contest}{}", Contest::RUN_OFF);
        let again = self.votes.field().contest(&run_off);
        let Some(again) =
            again.and_then(|again| again.ballots.iter().find(|other| other.district == ballot.district))
        else {
            return Ok(());
        };
        let second_boxes = Boxes::of(self.votes, [again], Columns::Entries, self.rule.against_all)?;
        let elected = self.elected(again, district);
        let [winner] = elected[..] else { return Err(Why::Tie) };
        for (loser, _) in second_boxes.standing().filter(|(column, _)| *column != winner) {
            let names = (Some(self.label(again, winner)), Some(self.label(again, loser)));
            let form = Form::pair(winner, loser);
            self.push((AssertionKind::Plurality, district), names, form, &second_boxes, &run_off)?;
        }
        Ok(())
    }

    pub(super) fn label(&self, ballot: &Ballot, column: usize) -> String {
        ballot.entries[column].label(self.votes.field())
    }

    /// The entries that have won a seat of the district: who does not sit has won all the same.
    pub(super) fn elected(&self, ballot: &Ballot, district: &Option<String>) -> Vec<usize> {
        let [elected, not_seated] = [&self.outcome.elected, &self.outcome.not_seated];
        self.entries_of(elected.iter().chain(not_seated), ballot, district)
    }

    /// The entries of a district that are among these.
    pub(super) fn entries_of<'b>(
        &self,
        won: impl Iterator<Item = &'b Elected>,
        ballot: &Ballot,
        district: &Option<String>,
    ) -> Vec<usize> {
        let field = self.votes.field();
        let here = won.filter(|won| won.tier == self.tier.name && won.district == *district);
        let entry = |won: &Elected| {
            ballot.entries.iter().position(|entry| {
                entry.candidate == won.candidate
                    && entry.party.map(|party| &field.parties()[party].name) == won.party.as_ref()
            })
        };
        here.filter_map(entry).collect()
    }

    /// Each who is elected has more votes than each who is not.
    fn plurality(
        &mut self,
        ballot: &Ballot,
        district: &Option<String>,
        boxes: &Boxes,
        elected: &[usize],
    ) -> Result<(), Why> {
        let contest = self.contest.name.clone();
        if elected.is_empty() {
            return Err(Why::Rule("nobody is elected"));
        }
        let seats_are_empty =
            self.outcome.unfilled.iter().any(|row| {
                row.tier == self.tier.name && (row.district == *district || row.district.is_none())
            });
        for (loser, votes) in
            boxes.standing().filter(|(column, _)| seats_are_empty && !elected.contains(column))
        {
            if votes > 0 {
                return Err(Why::Rule("seats that stay empty"));
            }
            let names = (None, Some(self.label(ballot, loser)));
            self.push((AssertionKind::NoVotes, district), names, Form::no_votes(loser), boxes, &contest)?;
        }
        for &winner in elected {
            if boxes.standing().all(|(column, _)| elected.contains(&column)) {
                let name = self.label(ballot, winner);
                self.push(
                    (AssertionKind::Plurality, district),
                    (Some(name), None),
                    Form::a_vote(winner),
                    boxes,
                    &contest,
                )?;
            }
            for (loser, _) in boxes.standing().filter(|(column, _)| !elected.contains(column)) {
                let names = (Some(self.label(ballot, winner)), Some(self.label(ballot, loser)));
                let form = Form::pair(winner, loser);
                self.push((AssertionKind::Plurality, district), names, form, boxes, &contest)?;
            }
            if self.rule.against_all == AgainstAll::CanVoid {
                return Err(Why::Rule("against_all"));
            }
        }
        Ok(())
    }

    pub(super) fn push(
        &mut self,
        (kind, district): (AssertionKind, &Option<String>),
        (winner, loser): (Option<String>, Option<String>),
        form: Form,
        boxes: &Boxes,
        contest: &str,
    ) -> Result<(), Why> {
        let place = Place { contest: contest.to_owned(), district: district.clone() };
        let assertion = Assertion::of(
            (kind, &self.tier.name, district.as_deref(), place),
            (winner, loser, InDoubt::Winner),
            form,
            (boxes, Columns::Entries, self.papers),
            self.rule.against_all,
        )?;
        self.found.extend(assertion);
        Ok(())
    }
}
