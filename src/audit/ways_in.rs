//! Further ways past a threshold: seats elsewhere, a share in one district, votes as many as a seat costs in some regions.

use std::collections::BTreeSet;

use super::areas::{Area, Areas};
use super::assertion::AssertionKind;
use super::assertion::InDoubt;
use super::bar::Bar;
use super::form::Form;
use super::list_tier::ListTier;
use super::uncovered::Why;
use crate::system::protocol::{AlternativeStep, Counted};
use crate::system::{Alternative, ThresholdLevel};

impl ListTier<'_> {
    /// Who came in otherwise than by a share of the votes of the area.
    pub(super) fn otherwise(
        &mut self,
        area: &Area,
        step: &AlternativeStep,
        areas: &mut Areas,
    ) -> Result<(), Why> {
        if self.has_doors() {
            // Found where it is asked for, and not step by step.
            return Ok(());
        }
        let threshold = self.rule.threshold.as_ref().ok_or(Why::Rule("threshold"))?;
        let admitted: BTreeSet<usize> = step.admitted.iter().filter_map(|name| self.column(name)).collect();
        let before = areas.taking_part.entry(area.clone()).or_default().clone();
        let new = admitted.iter().filter(|column| !before.takes_part(**column)).copied();
        let new: Vec<usize> = new.collect();
        if threshold.within == Some(ThresholdLevel::AnyDistrict) {
            self.in_any_district(area, &admitted, areas)?;
        } else {
            match step.counted {
                // Who has those seats is audited where they are won.
                Counted::Seats => self.seats_but_no_votes(area, areas)?,
                Counted::Regions => {
                    // Who needs that way has to be above in so many regions; who has another one does not.
                    if !new.is_empty() {
                        return Err(Why::Rule("threshold.or.votes_a_seat"));
                    }
                    self.below_in_regions(area, step, &admitted, areas)?;
                }
                _ => return Err(Why::Rule("threshold.or")),
            }
        }
        areas.taking_part.entry(area.clone()).or_default().otherwise.extend(new);
        Ok(())
    }

    /// A list that has the seats elsewhere by which it would take part, and no vote here: with one it would.
    fn seats_but_no_votes(&mut self, area: &Area, areas: &mut Areas) -> Result<(), Why> {
        let threshold = self.rule.threshold.as_ref().ok_or(Why::Rule("threshold"))?;
        let ways: Vec<_> = threshold
            .or
            .iter()
            .filter_map(|way| match way {
                Alternative::Seats(bar) => Some(bar.clone()),
                _ => None,
            })
            .collect();
        let boxes = self.boxes(area, areas)?;
        for (column, _) in boxes.standing().filter(|&(_, votes)| votes == 0) {
            let name = self.name(column);
            let held = |tier: &str| -> u64 {
                let rows = self.outcome.seats.iter();
                let rows = rows.filter(|row| row.tier == tier && row.party.as_ref() == Some(&name));
                rows.map(|row| u64::from(row.seats)).sum()
            };
            if ways.iter().any(|bar| held(&bar.tier) >= bar.seats.into()) {
                let (form, names) = (Form::no_votes(column), (None, Some(name)));
                self.push(AssertionKind::NoVotes, area, names, InDoubt::AllShared, form, &boxes)?;
            }
        }
        Ok(())
    }

    /// Who takes part is above the share in one district, the one where that is surest; nobody else is in any.
    fn in_any_district(
        &mut self,
        area: &Area,
        admitted: &BTreeSet<usize>,
        areas: &mut Areas,
    ) -> Result<(), Why> {
        let threshold = self.rule.threshold.as_ref().ok_or(Why::Rule("threshold"))?.clone();
        if !threshold.or.is_empty() || !threshold.and.is_empty() {
            return Err(Why::Rule("threshold.or"));
        }
        let bar = Bar::of(&threshold)?;
        let districts: Vec<Area> = self.districts();
        let standing: Vec<usize> = self.boxes(area, areas)?.standing().map(|(column, _)| column).collect();
        for column in standing {
            let party = self.votes.field().parties()[column].clone();
            if bar.asks_nothing_of(&party) {
                continue;
            }
            let above = admitted.contains(&column);
            let mut surest: Option<(f64, Area, Form)> = None;
            for district in &districts {
                let boxes = self.boxes(district, areas)?;
                if !boxes.stands(column) {
                    continue;
                }
                let form = bar.form(column, &party, &boxes, !above)?;
                if !above {
                    let names = (None, Some(party.name.clone()));
                    self.push(AssertionKind::Below, district, names, InDoubt::AllShared, form, &boxes)?;
                    continue;
                }
                // Which district is taken is free: a float may choose it.
                let papers = boxes.papers(false).max(1);
                let sure = form.sum(&boxes)? as f64 / papers as f64;
                if surest.as_ref().is_none_or(|(most, _, _)| sure > *most) {
                    surest = Some((sure, district.clone(), form));
                }
            }
            if let Some((_, district, form)) = surest {
                let boxes = self.boxes(&district, areas)?;
                let names = (Some(party.name.clone()), None);
                self.push(AssertionKind::Above, &district, names, InDoubt::AllShared, form, &boxes)?;
            }
        }
        Ok(())
    }

    /// The districts of the contest.
    pub(super) fn districts(&self) -> Vec<Area> {
        let districts = self.votes.field().districts();
        self.contest
            .ballots
            .iter()
            .map(|ballot| ballot.district.map(|number| districts[number].clone()))
            .collect()
    }

    /// Who takes no part has fewer votes than a seat costs in all regions but too few: in those where that is surest.
    fn below_in_regions(
        &mut self,
        area: &Area,
        step: &AlternativeStep,
        admitted: &BTreeSet<usize>,
        areas: &mut Areas,
    ) -> Result<(), Why> {
        let threshold = self.rule.threshold.as_ref().ok_or(Why::Rule("threshold"))?.clone();
        let ways = threshold.or.iter().filter_map(|way| match way {
            Alternative::VotesASeat(bar) => Some(bar),
            _ => None,
        });
        let [bar] = &ways.collect::<Vec<_>>()[..] else { return Err(Why::Rule("threshold.or")) };
        let below = (step.regions.len() + 1).saturating_sub(bar.regions as usize);
        let standing: Vec<usize> = self.boxes(area, areas)?.standing().map(|(column, _)| column).collect();
        for column in standing.into_iter().filter(|column| !admitted.contains(column)) {
            let mut ways: Vec<(f64, Area, Form)> = Vec::new();
            for line in &step.regions {
                let region = Some(line.region.clone());
                let seats = self.seats_in(&bar.votes_a_seat, &line.region);
                let boxes = self.boxes(&region, areas)?;
                let base = boxes.base(threshold.of).ok_or(Why::BaseNotKnown)?;
                if seats == 0 || base.div_ceil(seats) != line.needed {
                    return Err(Why::Rule("threshold.or.votes_a_seat"));
                }
                let seats = i128::try_from(seats).map_err(|_| Why::NumbersTooLarge)?;
                let form =
                    Form { rest: Some((threshold.of, 1)), ..Form::of(vec![(column.into(), 1 - seats)]) };
                let papers = boxes.papers(false).max(1);
                let sure = form.sum(&boxes)? as f64 / (papers as f64 * seats as f64);
                ways.push((sure, region, form));
            }
            ways.sort_by(|a, b| b.0.total_cmp(&a.0));
            for (_, region, form) in ways.into_iter().take(below) {
                let boxes = self.boxes(&region, areas)?;
                let names = (None, Some(self.name(column)));
                self.push(AssertionKind::Below, &region, names, InDoubt::AllShared, form, &boxes)?;
            }
        }
        Ok(())
    }

    /// Seats of a tier in the districts of a region: who has them is audited there, how many there are is the law's.
    fn seats_in(&self, tier: &str, region: &str) -> u128 {
        let field = self.votes.field();
        let inside = |district: &str| field.region_of(district) == Some(region);
        let rows = self.outcome.seats.iter();
        let rows = rows.filter(|row| row.tier == tier && row.district.as_deref().is_some_and(inside));
        rows.map(|row| u128::from(row.seats)).sum()
    }
}
