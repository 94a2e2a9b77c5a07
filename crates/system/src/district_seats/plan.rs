//! What is known of the districts whose seats are apportioned.

use super::{DistrictSeats, SeatsBy};
use crate::error::CountError;
use crate::linkage::Linkage;
use crate::plan::Area;
use crate::plan::compiler::Compiler;
use crate::rules::{ListRule, Tier};
use crate::votes::Contest;

/// Figures of the districts by the number of their place; empty where nobody asks for them.
#[derive(Debug, Clone, Default)]
pub(crate) struct DistrictBases {
    /// Seats that the law fixes, where the others' are apportioned.
    pub(crate) fixed: Vec<Option<u32>>,
    /// Populations, where seats of the tier, or those of the base house, are apportioned by them.
    pub(crate) populations: Vec<u64>,
    /// Districts without votes that have a part in it all the same; they come last.
    pub(crate) absent: usize,
}

impl Compiler<'_> {
    pub(crate) fn district_bases(
        &self,
        tier: &Tier,
        rule: &ListRule,
        contest: &Contest,
        places: &[Option<usize>],
        areas: &[Area],
    ) -> Result<DistrictBases, CountError> {
        let levelling = match &rule.linkage {
            Some(Linkage::Compensation(rule)) => rule.levelling.as_ref(),
            _ => None,
        };
        // How the seats of the tier, or those of the base house where it is levelled, are apportioned.
        let asked = || tier.district_seats.iter().chain(levelling.map(|rule| &rule.districts));
        let name = |place: &Option<usize>| place.map(|district| self.districts[district].as_str());
        // Districts without votes come last, as their areas do.
        let absent = || {
            let areas = areas.iter().filter(|area| area.ballots.is_empty() && tier.district_seats.is_some());
            areas.filter_map(|area| Some(self.districts[area.district?].as_str()))
        };
        let fixed = |seats: &DistrictSeats| -> Vec<Option<u32>> {
            if seats.fixed.is_empty() {
                return Vec::new();
            }
            let own = places.iter().map(|place| seats.fixed.get(name(place)?).copied());
            own.chain(absent().map(|name| seats.fixed.get(name).copied())).collect()
        };
        let mut bases = DistrictBases {
            fixed: asked().next().map(fixed).unwrap_or_default(),
            populations: Vec::new(),
            absent: 0,
        };
        if asked().any(|seats| seats.by == SeatsBy::Population) {
            for place in places {
                let name = name(place).ok_or_else(|| CountError::NoDistricts {
                    tier: tier.name.clone(),
                    contest: contest.name.clone(),
                })?;
                let known = self.facts.get(name).and_then(|facts| facts.population);
                // Seats that the law fixes follow from no population.
                let fixed = asked().next().is_some_and(|seats| seats.fixed.contains_key(name));
                let known = known.or(Some(0).filter(|_| fixed));
                bases.populations.push(known.ok_or_else(|| CountError::DistrictWithoutPopulation {
                    tier: tier.name.clone(),
                    district: name.to_owned(),
                })?);
            }
            // Where the file does not say it, their seats are fixed.
            let known = |name| self.facts.get(name).and_then(|facts| facts.population);
            bases.populations.extend(absent().map(|name| known(name).unwrap_or(0)));
        }
        bases.absent = absent().count();
        Ok(bases)
    }
}
