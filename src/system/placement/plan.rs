//! Where seats of the whole country can find a district, compiled.

use std::collections::HashMap;

use super::Placement;
use crate::system::error::CountError;
use crate::system::plan::compiler::{Compiler, ranks};
use crate::system::rules::{ListRule, Seats, Tier};
use crate::votes::Contest;

/// The places of a nationwide tier's seats. Districts are numbered as the ballots of the tier.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places {
    /// How many seats each district takes; empty when that is not limited.
    pub(crate) room: Vec<u32>,
    /// The regions that seats come to first, where they do.
    pub(crate) regions: Vec<Region>,
    /// The region of each district.
    pub(crate) region_of: Vec<usize>,
    /// The candidates by list and then by district; empty where they are not asked.
    pub(crate) candidates: Vec<u32>,
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
        let mut places = Places::default();
        let (each, regions) = match &rule.placement {
            None | Some(Placement::Party { regions: None, .. }) => return Ok(places),
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
