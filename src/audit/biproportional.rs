//! Biproportional seats: the parties' by their voters everywhere, and the cells between the divisors that were found.
//!
//! A cell of x seats lies between (x − ½) and (x + ½) times the divisors of its district and its party, whatever positive divisors
//! these are. Together with the sums of districts and parties that is sufficient: there is no other table of such seats
//! (Balinski and Demange 1989). It is not necessary: other divisors may do as well for other votes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::areas::{Area, Areas, Strongest};
use super::assertion::{AssertionKind, InDoubt};
use super::claimants::Claimant;
use super::column::Column;
use super::form::Form;
use super::list_tier::ListTier;
use super::uncovered::Why;
use crate::apportion::{Divisor, DivisorValue};
use crate::exact::greatest_common_divisor;
use crate::system::protocol::{AveragesStep, CellsStep, Entry, Step, StrongestListsStep};
use crate::system::{ThresholdLevel, UpperApportionment};

/// Bits after the point of a divisor.
const BITS: i32 = 24;

impl ListTier<'_> {
    /// Reads what earlier steps need of later ones: seats of the districts, and so votes on a paper, and the divisors.
    pub(super) fn read_ahead(&self, entries: &[&Entry], areas: &mut Areas) -> Result<(), Why> {
        let Some(rule) = self.rule.biproportional else { return Ok(()) };
        for entry in entries {
            match (&entry.step, &entry.district) {
                (Step::Cells(step), Some(district)) => {
                    areas.seats.insert(district.clone(), step.seats);
                }
                (Step::Biproportional(step), _) => areas.divisors = Some(step.clone()),
                _ => {}
            }
        }
        areas.several_votes = rule.by != UpperApportionment::Votes;
        Ok(())
    }

    /// Whether the parties' seats go by their votes in some districts alone: those without seats fill none, and their votes are
    /// nobody's.
    pub(super) fn leaves_districts_out(&self, areas: &Areas) -> bool {
        let has_seats = |name: &String| areas.seats.contains_key(name);
        let district = |number: usize| &self.votes.field().districts()[number];
        self.rule.biproportional.is_some()
            && self.ballots(&None).any(|ballot| !ballot.district.map(district).is_some_and(has_seats))
    }

    /// Seats of the parties by their voters in the districts that have seats: votes by the seats of their district, whole numbers
    /// there where the law rounds; or the votes themselves, where each voter has one.
    pub(super) fn by_voter_numbers(&mut self, step: &AveragesStep, areas: &mut Areas) -> Result<(), Why> {
        let rule = self.rule.biproportional.ok_or(Why::Rule("biproportional"))?;
        let crate::apportion::Method::HighestAverages(divisor) = &step.method else {
            return Err(Why::Method(step.method.name().into_owned()));
        };
        let boxes = self.boxes(&None, areas)?;
        let taking_part = self.taking_part(&None, areas)?;
        let seats: BTreeMap<&str, u32> =
            step.lists.iter().map(|line| (line.party.as_str(), line.seats)).collect();
        let claimant = |column: usize| {
            let name = self.name(column);
            let own = seats.get(name.as_str()).copied().unwrap_or(0);
            Claimant::list(&name, column, own)
        };
        areas.shares =
            step.lists.iter().filter_map(|line| Some((self.column(&line.party)?, line.seats))).collect();
        let inside = boxes.standing().filter(|&(column, _)| taking_part.takes_part(column));
        let lists: Vec<Claimant> = inside.map(|(column, _)| claimant(column)).collect();
        let outside = boxes.standing().filter(|&(column, _)| !taking_part.takes_part(column));
        let outside: Vec<Claimant> = outside.map(|(column, _)| claimant(column)).collect();
        let common = match rule.by {
            UpperApportionment::Votes => 1,
            _ => common_multiple(areas.seats.values().copied())?,
        };
        for first in lists.iter().filter(|list| list.seats > 0) {
            for second in lists.iter().filter(|other| other.columns != first.columns) {
                let form = self.by_voters(divisor, (first, second), (common, rule.by), areas)?;
                self.pair(AssertionKind::Quotient, &None, (first, second), form, &boxes)?;
            }
        }
        for list in &lists {
            if taking_part.by_share.contains(&list.number()) {
                self.threshold_assertion(&None, list, false, areas)?;
            }
        }
        // Zurich's threshold, of one district, is stated where it is read.
        let any_district =
            self.rule.threshold.as_ref().is_some_and(|bar| bar.within == Some(ThresholdLevel::AnyDistrict));
        for list in outside.iter().filter(|_| !any_district) {
            self.threshold_assertion(&None, list, true, areas)?;
        }
        Ok(())
    }

    /// Σ V/s of one by its divisor against Σ V/s of the other by its own; a rounding is half a voter at most in each district.
    fn by_voters(
        &self,
        divisor: &Divisor,
        (first, second): (&Claimant, &Claimant),
        (common, of): (i128, UpperApportionment),
        areas: &Areas,
    ) -> Result<Form, Why> {
        let by = |seats: u32| match divisor.after(seats) {
            DivisorValue::Fraction(by) => {
                let whole = |n: u128| i128::try_from(n).map_err(|_| Why::NumbersTooLarge);
                Ok((whole(by.numerator)?, whole(by.denominator)?))
            }
            _ => Err(Why::Rule("biproportional by a method with roots")),
        };
        let ((p, q), (r, s)) = (by(first.seats.saturating_sub(1))?, by(second.seats)?);
        let (a, b) = (q * r, s * p);
        let mut named = Vec::new();
        let mut roundings = [0i128; 2];
        for (district, &seats) in &areas.seats {
            let part: Arc<str> = district.as_str().into();
            let share = match of {
                UpperApportionment::Votes => common,
                _ => common / i128::from(seats.max(1)),
            };
            let column = |list: &Claimant| Column { part: Some(part.clone()), number: list.number() };
            named.push((column(first), 2 * a * share));
            named.push((column(second), -2 * b * share));
            roundings.iter_mut().for_each(|rounding| *rounding += 1);
        }
        let is_rounded = of == UpperApportionment::RoundedVoterNumbers;
        let slack = if is_rounded { common * (a * roundings[0] + b * roundings[1]) } else { 0 };
        // A paper holds as many votes as its district has seats, each of which counts so much less.
        let range = u128::try_from(2 * common * (a + b)).map_err(|_| Why::NumbersTooLarge)?;
        Ok(Form { named, rest: None, constant: -slack, range: Some(range) })
    }

    /// Who has most votes in each district, where that makes sure of seats there.
    pub(super) fn strongest_lists(
        &mut self,
        step: &StrongestListsStep,
        areas: &mut Areas,
    ) -> Result<(), Why> {
        for line in &step.districts {
            let columns: Option<Vec<usize>> = line.parties.iter().map(|name| self.column(name)).collect();
            let columns = columns.ok_or(Why::CandidatesAlone)?;
            areas.strongest.insert(line.district.clone(), Strongest { columns, at_least: step.at_least });
        }
        Ok(())
    }

    /// The strongest list has more votes than the others, as far as seats hang on it: where it has its seats by that alone, and
    /// where another would have some that it has not.
    fn first_place(
        &mut self,
        area: &Area,
        (strongest, first): (&Strongest, usize),
        (by_clause, seats): (bool, &BTreeMap<usize, u32>),
        areas: &mut Areas,
    ) -> Result<(), Why> {
        let boxes = self.boxes(area, areas)?;
        let taking_part = self.taking_part(&None, areas)?;
        let of_district = area.as_ref().and_then(|district| areas.seats.get(district)).copied().unwrap_or(0);
        let mut compared = false;
        for (other, _) in
            boxes.standing().filter(|&(other, _)| other != first && taking_part.takes_part(other))
        {
            let own = seats.get(&other).copied().unwrap_or(0);
            let party = areas.shares.get(&other).copied().unwrap_or(0);
            if by_clause || own < strongest.at_least.min(of_district).min(party) {
                let names = (Some(self.name(first)), Some(self.name(other)));
                let form = Form::pair(first, other);
                self.push(AssertionKind::Plurality, area, names, InDoubt::AllShared, form, &boxes)?;
                compared = true;
            }
        }
        if by_clause && !compared {
            // With nobody beside it, it needs a vote.
            let first = Claimant::list(&self.name(first), first, 0);
            self.some_votes_or_none(area, &first, &boxes)?;
        }
        Ok(())
    }

    /// Each cell between its bounds by the divisors that were found.
    pub(super) fn cells(&mut self, area: &Area, step: &CellsStep, areas: &mut Areas) -> Result<(), Why> {
        let divisors = areas.divisors.clone().ok_or(Why::Rule("biproportional"))?;
        let Some(district) = area else { return Err(Why::Rule("biproportional")) };
        let boxes = self.boxes(area, areas)?;
        let seats: BTreeMap<usize, u32> =
            step.lists.iter().filter_map(|line| Some((self.column(&line.party)?, line.seats))).collect();
        // Of equals whom lots made the strongest, the one with the seats.
        let strongest = areas.strongest.get(district).cloned();
        let first = strongest.as_ref().and_then(|strongest| {
            let own = |column: &&usize| seats.get(*column).copied().unwrap_or(0);
            strongest.columns.iter().max_by_key(own).copied()
        });
        let mut by_clause = false;
        let by_district = divisor_of(&divisors.districts, district).ok_or(Why::Rule("biproportional"))?;
        for (column, _) in boxes.standing() {
            let name = self.name(column);
            // A party without a seat anywhere has none here.
            let Some(by_party) = divisor_of(&divisors.parties, &name) else { continue };
            let seats = seats.get(&column).copied().unwrap_or(0);
            let bound = |halves: i128| halves.checked_mul(by_district).and_then(|n| n.checked_mul(by_party));
            let unit = 1i128 << (2 * BITS + 1);
            let in_doubt = InDoubt::AllShared;
            if seats > 0 {
                let least = bound(2 * i128::from(seats) - 1).ok_or(Why::NumbersTooLarge)?;
                // Votes are whole: above the bound is above its whole part.
                let form = Form { constant: -(least / unit), ..Form::of(vec![(column.into(), 1)]) };
                // More than votes are worth is what the clause gives.
                let sure = strongest.as_ref().map_or(0, |strongest| strongest.at_least);
                if Some(column) == first && seats <= sure && form.sum(&boxes)? <= 0 {
                    by_clause = true;
                } else {
                    self.push(
                        AssertionKind::CellAtLeast,
                        area,
                        (Some(name.clone()), None),
                        in_doubt.clone(),
                        form,
                        &boxes,
                    )?;
                }
            }
            let most = bound(2 * i128::from(seats) + 1).ok_or(Why::NumbersTooLarge)?;
            let form = Form { constant: (most + unit - 1) / unit, ..Form::of(vec![(column.into(), -1)]) };
            self.push(AssertionKind::CellAtMost, area, (None, Some(name)), in_doubt, form, &boxes)?;
        }
        match (strongest, first) {
            (Some(strongest), Some(first)) => {
                self.first_place(area, (&strongest, first), (by_clause, &seats), areas)
            }
            _ => Ok(()),
        }
    }
}

/// A divisor that was found, with so many bits after the point; any other positive number would do as well.
fn divisor_of(lines: &[crate::system::protocol::DivisorLine], name: &str) -> Option<i128> {
    let line = lines.iter().find(|line| line.name == name)?;
    let scaled = line.divisor.to_f64() * 2f64.powi(BITS);
    (scaled.is_finite() && scaled >= 1.0 && scaled < 2f64.powi(80)).then_some(scaled as i128)
}

/// The least number that every number of seats divides.
fn common_multiple(seats: impl Iterator<Item = u32>) -> Result<i128, Why> {
    seats.filter(|&seats| seats > 0).try_fold(1i128, |all, seats| {
        let seats = i128::from(seats);
        all.checked_mul(seats / greatest_common_divisor(all, seats)).ok_or(Why::NumbersTooLarge)
    })
}
