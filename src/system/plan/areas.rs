//! Where the seats of a list tier are given, and what is known of these places.

use std::collections::{HashMap, HashSet};

use super::list::{Allied, Area, ListPaper, NO_LIST};
use super::{Compiler, ranks, single::absent_districts, too_large};
use crate::system::CountError;
use crate::system::rules::{
    Alternative, Districts, Exhausted, ListRule, Seats, SeatsBy, Tier, Within, links,
};
use crate::votes::{Ballot, Contest};

impl Compiler<'_> {
    /// The areas in which a list tier gives its seats, and the districts whose votes are not there.
    #[expect(clippy::type_complexity, reason = "two lists that are made in one walk")]
    pub(super) fn areas(
        &mut self,
        tier: &Tier,
        rule: &ListRule,
        contest: &Contest,
        papers: Vec<ListPaper>,
        lists: usize,
    ) -> Result<(Vec<Area>, Vec<(Option<usize>, u32)>), CountError> {
        let area = |district, rank, seats, papers: Vec<ListPaper>, ballots: &[Ballot]| Area {
            alliances: if rule.alliances.is_some() { allied(lists, &papers, ballots) } else { Vec::new() },
            candidates: match rule.exhausted {
                Exhausted::NotAsked => Vec::new(),
                Exhausted::NextList => candidates(lists, &papers, ballots),
            },
            district,
            rank,
            region: None,
            seats,
            papers,
        };
        if let (Districts::Nationwide, Seats::Same(seats)) = (tier.districts, &tier.seats) {
            return Ok((vec![area(None, None, *seats, papers, &contest.ballots)], Vec::new()));
        }
        let mut areas = Vec::with_capacity(papers.len());
        if tier.districts == Districts::Regions {
            for (name, papers, ballots) in self.by_region(tier, contest, papers)? {
                let seats = self.seats_of_area(tier, &name)?;
                let district = self.district(&name);
                areas.push(area(Some(district), None, seats, papers, &ballots));
            }
            let order = ranks(areas.iter().filter_map(|area| Some(self.districts[area.district?].as_str())));
            for (area, rank) in areas.iter_mut().zip(order) {
                area.rank = Some(rank);
            }
            let silent = self.silent(tier, contest, &areas)?;
            return Ok((areas, silent));
        }
        for (paper, ballot) in papers.into_iter().zip(&contest.ballots) {
            let district = self.district_of(tier, contest, ballot)?;
            let seats = self.seats_of_area(tier, &self.districts[district])?;
            let rank = Some(self.district_ranks[district]);
            areas.push(area(Some(district), rank, seats, vec![paper], std::slice::from_ref(ballot)));
        }
        if asks_for_regions(rule) {
            self.regions(tier, &mut areas)?;
        }
        let silent = self.silent(tier, contest, &areas)?;
        Ok((areas, silent))
    }

    pub(super) fn district_of(
        &self,
        tier: &Tier,
        contest: &Contest,
        ballot: &Ballot,
    ) -> Result<usize, CountError> {
        ballot
            .district
            .ok_or_else(|| CountError::NoDistricts { tier: tier.name.clone(), contest: contest.name.clone() })
    }

    fn seats_of_area(&self, tier: &Tier, name: &str) -> Result<u32, CountError> {
        let seats = match &tier.seats {
            // Apportioned with the votes.
            Seats::Same(_) if tier.district_seats.is_some() => Some(0),
            Seats::Same(seats) => Some(*seats),
            Seats::ByDistrict(table) => table.get(name).copied(),
            Seats::Given(_) => self.facts.get(name).and_then(|facts| facts.seats),
        };
        seats.ok_or_else(|| CountError::DistrictWithoutSeats {
            tier: tier.name.clone(),
            district: name.to_owned(),
        })
    }

    /// The region of a district, which the file of districts names.
    pub(super) fn region_of(&self, tier: &Tier, district: &str) -> Result<&str, CountError> {
        let region = self.facts.get(district).and_then(|facts| facts.region.as_deref());
        region.ok_or_else(|| CountError::DistrictWithoutRegion {
            tier: tier.name.clone(),
            linked: tier.name.clone(),
            district: Some(district.to_owned()),
        })
    }

    /// The papers and ballots of each region, in the order in which the votes first have a district of it.
    #[expect(clippy::type_complexity, reason = "what an area is made of, for a moment")]
    fn by_region(
        &self,
        tier: &Tier,
        contest: &Contest,
        papers: Vec<ListPaper>,
    ) -> Result<Vec<(String, Vec<ListPaper>, Vec<Ballot>)>, CountError> {
        let mut regions: Vec<(String, Vec<ListPaper>, Vec<Ballot>)> = Vec::new();
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        for (paper, ballot) in papers.into_iter().zip(&contest.ballots) {
            let district = self.district_of(tier, contest, ballot)?;
            let region = self.region_of(tier, &self.districts[district])?;
            let number = *numbers.entry(region).or_insert(regions.len());
            if number == regions.len() {
                regions.push((region.to_owned(), Vec::new(), Vec::new()));
            }
            regions[number].1.push(paper);
            regions[number].2.push(ballot.clone());
        }
        Ok(regions)
    }

    /// Numbers the regions of the areas.
    fn regions(&self, tier: &Tier, areas: &mut [Area]) -> Result<(), CountError> {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        for area in areas {
            let name = area.district.map(|district| self.districts[district].as_str()).unwrap_or_default();
            let region = self.region_of(tier, name)?;
            let next = numbers.len();
            area.region = Some(*numbers.entry(region).or_insert(next));
        }
        Ok(())
    }

    fn silent(
        &mut self,
        tier: &Tier,
        contest: &Contest,
        areas: &[Area],
    ) -> Result<Vec<(Option<usize>, u32)>, CountError> {
        match (&tier.seats, tier.districts) {
            (Seats::ByDistrict(table), _) => {
                let present: HashSet<usize> = areas.iter().filter_map(|area| area.district).collect();
                let named = table.iter().map(|(name, &seats)| (self.district(name), seats));
                let absent = named.filter(|(district, _)| !present.contains(district));
                Ok(absent.map(|(district, seats)| (Some(district), seats)).collect())
            }
            (Seats::Same(seats), Districts::Number(allowed)) => {
                let absent = absent_districts(tier, contest, allowed, areas.len())?;
                let seats = seats.checked_mul(absent).ok_or_else(|| too_large(tier, "its seats"))?;
                Ok(if seats == 0 { Vec::new() } else { vec![(None, seats)] })
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Districts whose seats the law fixes among those that are apportioned.
    pub(super) fn fixed_seats(&self, tier: &Tier, rule: &ListRule, contest: &Contest) -> Vec<Option<u32>> {
        let mut asked = tier.district_seats.iter().chain(links::levelled_districts(rule));
        let Some(seats) = asked.next().filter(|seats| !seats.fixed.is_empty()) else {
            return Vec::new();
        };
        let name = |ballot: &Ballot| Some(&self.field.districts()[ballot.district?]);
        contest.ballots.iter().map(|ballot| seats.fixed.get(name(ballot)?).copied()).collect()
    }

    /// Populations of the contest's districts, where something is apportioned by them.
    pub(super) fn populations(
        &self,
        tier: &Tier,
        rule: &ListRule,
        contest: &Contest,
    ) -> Result<Vec<u64>, CountError> {
        let asked = tier.district_seats.iter().chain(links::levelled_districts(rule));
        if !asked.map(|seats| seats.by).any(|by| by == SeatsBy::Population) {
            return Ok(Vec::new());
        }
        let names = contest.ballots.iter().map(|ballot| match ballot.district {
            Some(district) => Ok(self.field.districts()[district].as_str()),
            None => Err(CountError::NoDistricts { tier: tier.name.clone(), contest: contest.name.clone() }),
        });
        let population = |name: &str| {
            let known = self.facts.get(name).and_then(|facts| facts.population);
            known.ok_or_else(|| CountError::DistrictWithoutPopulation {
                tier: tier.name.clone(),
                district: name.to_owned(),
            })
        };
        names.map(|name| population(name?)).collect()
    }
}

/// Whether a threshold is reached by the votes of a region, or a quota is a region's.
fn asks_for_regions(rule: &ListRule) -> bool {
    if rule.quota.is_some_and(|quota| quota.within == Some(Within::Region)) {
        return true;
    }
    let bars = rule.threshold.iter().flat_map(|bar| {
        let ways = bar.or.iter().filter_map(|way| match way {
            Alternative::Votes(way) => Some(way.within),
            Alternative::First(way) => Some(way.most_votes),
            Alternative::Seats(_) | Alternative::VotesASeat(_) => None,
        });
        bar.within.into_iter().chain(ways).chain(bar.and.iter().map(|bar| bar.within))
    });
    bars.into_iter().any(|within| within == Within::Region)
}

/// The alliances of an area, numbered by the first of their lists.
fn allied(lists: usize, papers: &[ListPaper], ballots: &[Ballot]) -> Vec<Allied> {
    let mut allied = vec![Allied::default(); lists];
    let mut numbers: HashMap<(Option<&str>, &str), u32> = HashMap::new();
    for (paper, ballot) in papers.iter().zip(ballots) {
        for (&list, standing) in paper.lists.iter().zip(&ballot.standing) {
            let Some(alliance) = standing.alliance.as_deref().filter(|_| list != NO_LIST) else {
                continue;
            };
            let next = numbers.len() as u32;
            let outer = *numbers.entry((None, alliance)).or_insert(next);
            let next = numbers.len() as u32;
            let inner = standing.suballiance.as_deref();
            let inner = inner.map(|name| *numbers.entry((Some(alliance), name)).or_insert(next));
            allied[list as usize] = Allied { alliance: Some(outer), suballiance: inner };
        }
    }
    if numbers.is_empty() { Vec::new() } else { allied }
}

/// How many candidates each list has; no limit where it is not said.
fn candidates(lists: usize, papers: &[ListPaper], ballots: &[Ballot]) -> Vec<u32> {
    let mut candidates = vec![u32::MAX; lists];
    for (paper, ballot) in papers.iter().zip(ballots) {
        for (&list, standing) in paper.lists.iter().zip(&ballot.standing) {
            if let Some(count) = standing.candidates.filter(|_| list != NO_LIST) {
                let most = &mut candidates[list as usize];
                *most = if *most == u32::MAX { count } else { most.saturating_add(count) };
            }
        }
    }
    candidates
}
