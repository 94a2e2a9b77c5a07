//! Where the seats of a list tier are given.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Lists;
use super::area::Area;
use super::ballot::ListBallot;
use super::compiler::{Compiler, ranks, too_large};
use crate::alliances::plan::allied;
use crate::candidates::plan::absent_districts;
use crate::error::CountError;
use crate::exhausted::plan::candidates;
use crate::rules::{Districts, ListRule, Seats, Tier};
use crate::threshold::ThresholdLevel;
use crate::votes::{Ballot, Contest};

/// The areas of a tier, and the districts whose votes are not there, with their seats.
type Areas = (Vec<Area>, Vec<(Option<usize>, u32)>);

impl Compiler<'_> {
    /// The areas in which a list tier gives its seats.
    pub(super) fn areas(
        &mut self,
        tier: &Tier,
        rule: &ListRule,
        contest: &Contest,
        ballots: Vec<ListBallot>,
        lists: Lists,
    ) -> Result<Areas, CountError> {
        let area = |district, rank, seats, own: Vec<ListBallot>, known: &[&Ballot]| Area {
            alliances: allied(rule.alliances.as_ref(), lists.all, &own, known),
            candidates: candidates(rule.exhausted, lists, &own, known),
            district,
            rank,
            region: None,
            seats,
            ballots: own,
            roster: Vec::new(),
        };
        if let (Districts::Nationwide, Seats::Same(seats)) = (tier.districts, &tier.seats) {
            let known: Vec<&Ballot> = contest.ballots.iter().collect();
            return Ok((vec![area(None, None, *seats, ballots, &known)], Vec::new()));
        }
        let mut areas = Vec::with_capacity(ballots.len());
        if tier.districts == Districts::Regions {
            // The regions in the order in which the votes first have a district of them.
            let mut regions: Vec<(&str, Vec<ListBallot>, Vec<&Ballot>)> = Vec::new();
            let mut numbers: HashMap<&str, usize> = HashMap::new();
            for (own, ballot) in ballots.into_iter().zip(&contest.ballots) {
                let district = self.district_of(tier, contest, ballot)?;
                let region = self.region_of(tier, &self.districts[district])?;
                let number = *numbers.entry(region).or_insert(regions.len());
                if number == regions.len() {
                    regions.push((region, Vec::new(), Vec::new()));
                }
                regions[number].1.push(own);
                regions[number].2.push(ballot);
            }
            let order = ranks(&regions.iter().map(|(name, ..)| *name).collect::<Vec<_>>());
            for ((name, own, known), rank) in regions.into_iter().zip(order) {
                let seats = self.seats_of_area(tier, name)?;
                areas.push(area(Some(self.district(name)), Some(rank), seats, own, &known));
            }
        } else {
            for (own, ballot) in ballots.into_iter().zip(&contest.ballots) {
                let district = self.district_of(tier, contest, ballot)?;
                let seats = self.seats_of_area(tier, &self.districts[district])?;
                let rank = Some(self.district_ranks[district]);
                areas.push(area(Some(district), rank, seats, vec![own], &[ballot]));
            }
            if asks_for_regions(rule) {
                self.number_regions(tier, &mut areas)?;
            }
        }
        let mut absent = self.districts_without_votes(tier, contest, &areas)?;
        for name in self.absent_districts(tier, contest) {
            let seats = self.seats_of_area(tier, &name)?;
            let district = Some(self.district(&name));
            if rule.biproportional.is_some() {
                absent.push((district, seats));
            } else {
                areas.push(area(district, None, seats, Vec::new(), &[]));
            }
        }
        Ok((areas, absent))
    }

    fn seats_of_area(&self, tier: &Tier, name: &str) -> Result<u32, CountError> {
        let seats = match &tier.seats {
            // Apportioned with the votes.
            Seats::Same(_) if tier.district_seats.is_some() => Some(0),
            seats => self.seats_by_name(seats, name),
        };
        seats.ok_or_else(|| self.without_seats(tier, name))
    }

    /// A district whose seats neither the rules nor the file of districts give.
    pub(crate) fn without_seats(&self, tier: &Tier, name: &str) -> CountError {
        CountError::DistrictWithoutSeats {
            tier: tier.name.clone(),
            district: name.to_owned(),
            file: tier.seats == Seats::FromVotesFile,
        }
    }

    /// The seats that are given for a district or a region, by the rules or by the file of districts.
    pub(crate) fn seats_by_name(&self, seats: &Seats, name: &str) -> Option<u32> {
        match seats {
            Seats::Same(seats) => Some(*seats),
            Seats::ByDistrict(table) => table.get(name).copied(),
            Seats::FromVotesFile => self.facts.get(name).and_then(|facts| facts.seats),
        }
    }

    fn number_regions(&self, tier: &Tier, areas: &mut [Area]) -> Result<(), CountError> {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        for area in areas {
            let name = area.district.map(|district| self.districts[district].as_str()).unwrap_or_default();
            let region = self.region_of(tier, name)?;
            let next = numbers.len();
            area.region = Some(*numbers.entry(region).or_insert(next));
        }
        Ok(())
    }

    fn districts_without_votes(
        &mut self,
        tier: &Tier,
        contest: &Contest,
        areas: &[Area],
    ) -> Result<Vec<(Option<usize>, u32)>, CountError> {
        match (&tier.seats, tier.districts) {
            (Seats::ByDistrict(table), _) => {
                Ok(self.districts_of_table(table, areas.iter().map(|area| area.district)))
            }
            (Seats::Same(seats), Districts::Number(allowed)) => {
                let absent = absent_districts(tier, contest, allowed, areas.len())?;
                let seats = seats.checked_mul(absent).ok_or_else(|| too_large(tier, "its seats"))?;
                Ok(if seats == 0 { Vec::new() } else { vec![(None, seats)] })
            }
            _ => Ok(Vec::new()),
        }
    }
}

impl Compiler<'_> {
    /// The districts that rules give seats by name, without those that are there, with their seats.
    pub(crate) fn districts_of_table(
        &mut self,
        table: &BTreeMap<String, u32>,
        present: impl Iterator<Item = Option<usize>>,
    ) -> Vec<(Option<usize>, u32)> {
        let present: HashSet<usize> = present.flatten().collect();
        let named = table.iter().map(|(name, &seats)| (self.district(name), seats));
        let absent = named.filter(|(district, _)| !present.contains(district));
        absent.map(|(district, seats)| (Some(district), seats)).collect()
    }
}

/// Whether a threshold is reached by the votes of a region, or a quota is a region's.
fn asks_for_regions(rule: &ListRule) -> bool {
    let quota = rule.quota.iter().filter_map(|quota| quota.within);
    let levels = rule.threshold.iter().flat_map(|threshold| threshold.levels());
    quota.chain(levels).any(|level| level == ThresholdLevel::Region)
}
