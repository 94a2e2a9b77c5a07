//! Where seats of the whole country can find a district, compiled.

use std::collections::HashMap;

use super::Placement;
use crate::error::CountError;
use crate::plan::ListBallot;
use crate::plan::compiler::{Compiler, ranks};
use crate::rules::{ListRule, Seats, Tier};
use crate::threshold::ThresholdLevel;
use crate::votes::{Ballot, Contest};

/// The places of a nationwide tier's seats: the districts of its ballots, in their order, or the regions of these.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places {
    /// The district of each place: that of its ballot, or the region of its ballots where these are added up.
    pub(crate) districts: Vec<Option<usize>>,
    /// The places in the alphabet.
    pub(crate) ranks: Vec<u32>,
    /// The place of each ballot.
    pub(crate) of_ballot: Vec<usize>,
    /// How many seats each district takes; empty when that is not limited.
    pub(crate) room: Vec<u32>,
    /// The regions that seats come to first, where they do.
    pub(crate) regions: Vec<Region>,
    /// The region of each district.
    pub(crate) region_of: Vec<usize>,
    /// The tier whose quotas left the seats, where these go back to its districts.
    pub(crate) left_by: Option<usize>,
    /// The candidates by list and then by district; empty where they are not asked.
    pub(crate) candidates: Vec<u32>,
    /// Whether a list stands in a district, by list and then by district; where seats of the lists are placed.
    pub(crate) stands: Vec<bool>,
}

impl Places {
    /// Writes where lists stand, of whom there are so many.
    pub(crate) fn stand(&mut self, lists: usize, ballots: &[ListBallot]) {
        let places = self.districts.len();
        self.stands = vec![false; lists * places];
        for (ballot, &place) in ballots.iter().zip(&self.of_ballot) {
            for list in ballot.lists.iter().filter_map(|list| list.index()) {
                self.stands[list * places + place] = true;
            }
        }
    }

    /// Whether a list stands in a district.
    pub(crate) fn stands_at(&self, list: usize, place: usize) -> bool {
        self.stands.get(list * self.districts.len() + place) == Some(&true)
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Region {
    /// Its number as a district.
    pub(crate) district: usize,
    /// Its place in the alphabet.
    pub(crate) rank: u32,
    /// How many seats it takes; none when that is not limited.
    pub(crate) room: Option<u32>,
}

impl Compiler<'_> {
    pub(crate) fn places(
        &mut self,
        tier: &Tier,
        rule: &ListRule,
        contest: &Contest,
    ) -> Result<Places, CountError> {
        let mut places = self.places_of_ballots(rule, contest);
        let (each, regions) = match &rule.placement {
            None | Some(Placement::Party { regions: None, .. }) => return Ok(places),
            Some(Placement::Remainder { .. }) => {
                let beneath = self.system.districts_beneath(tier).next();
                places.left_by = beneath.and_then(|beneath| self.tier_number(&beneath.name));
                return Ok(places);
            }
            Some(Placement::Party { regions: Some(regions), .. }) => (&regions.each, true),
            Some(Placement::Quotient { each, .. } | Placement::Turn { each, .. }) => {
                (&Some(each.clone()), false)
            }
        };
        let mut names: Vec<String> = Vec::with_capacity(contest.ballots.len());
        for ballot in &contest.ballots {
            let district = self.district_of(tier, contest, ballot)?;
            names.push(self.districts[district].clone());
        }
        if regions {
            let mut found: Vec<String> = Vec::new();
            let mut numbers: HashMap<String, usize> = HashMap::new();
            for name in names {
                let region = self.region_of(tier, &name)?.to_owned();
                let number = *numbers.entry(region.clone()).or_insert(found.len());
                if number == found.len() {
                    found.push(region);
                }
                places.region_of.push(number);
            }
            names = found;
        }
        let rooms = match each {
            None => vec![None; names.len()],
            Some(each) => {
                let rooms = names.iter().map(|name| self.room(tier, each, name).map(Some));
                rooms.collect::<Result<_, _>>()?
            }
        };
        if regions {
            let order = ranks(&names);
            for ((name, rank), room) in names.iter().zip(order).zip(rooms) {
                places.regions.push(Region { district: self.district(name), rank, room });
            }
        } else {
            places.room = rooms.into_iter().flatten().collect();
        }
        Ok(places)
    }

    /// Each ballot is a place of its own; or those of a region are one together, and where the file of districts names
    /// none the district itself.
    fn places_of_ballots(&mut self, rule: &ListRule, contest: &Contest) -> Places {
        let mut places = Places::default();
        if !matches!(rule.placement, Some(Placement::Party { within: Some(ThresholdLevel::Region), .. })) {
            places.districts.extend(contest.ballots.iter().map(|ballot| ballot.district));
            let rank = |ballot: &Ballot| ballot.district.map_or(0, |district| self.district_ranks[district]);
            places.ranks.extend(contest.ballots.iter().map(rank));
            places.of_ballot.extend(0..contest.ballots.len());
            return places;
        }
        let mut numbers: HashMap<Option<usize>, usize> = HashMap::new();
        for ballot in &contest.ballots {
            let facts = ballot.district.and_then(|own| self.facts.get(self.districts[own].as_str()));
            let district = match facts.and_then(|facts| facts.region.as_deref()) {
                Some(region) => Some(self.district(region)),
                None => ballot.district,
            };
            let number = *numbers.entry(district).or_insert(places.districts.len());
            if number == places.districts.len() {
                places.districts.push(district);
            }
            places.of_ballot.push(number);
        }
        let name = |place: &Option<usize>| place.map_or("", |district| self.districts[district].as_str());
        places.ranks = ranks(&places.districts.iter().map(name).collect::<Vec<_>>());
        places
    }

    /// How many of the tier's seats a district or a region takes.
    fn room(&self, tier: &Tier, each: &Seats, name: &str) -> Result<u32, CountError> {
        let room = self.seats_by_name(each, name);
        room.ok_or_else(|| CountError::PlaceWithoutSeats {
            tier: tier.name.clone(),
            place: name.to_owned(),
            file: *each == Seats::FromVotesFile,
        })
    }
}
