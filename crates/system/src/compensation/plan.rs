//! Which tiers a linkage looks at, and where their seats lie.

use std::collections::HashMap;

use crate::error::CountError;
use crate::plan::area::Area;
use crate::plan::ballot::{ListNumber, Numbers};
use crate::plan::compiler::Compiler;
use crate::rules::{Districts, Tier, TierRule};

/// The tiers of a linkage; empty without one.
#[derive(Debug, Clone, Default)]
pub(crate) struct LinkedPlan {
    /// Their numbers.
    pub(crate) tiers: Vec<usize>,
    /// The place of each district by its number: its own or its region's.
    place_of: Numbers,
    /// The area of each district by its number: its own or its region's.
    area_of: Numbers,
}

impl LinkedPlan {
    /// The place of the list votes where seats of a district count.
    pub(crate) fn place_of(&self, district: Option<usize>) -> Option<usize> {
        self.place_of.get(district?)?.index()
    }

    /// The area where seats of a district count.
    pub(crate) fn area_of(&self, district: Option<usize>) -> Option<usize> {
        self.area_of.get(district?)?.index()
    }

    pub(crate) fn contains(&self, tier: usize) -> bool {
        self.tiers.contains(&tier)
    }
}

impl Compiler<'_> {
    pub(crate) fn linked(
        &self,
        tier: &Tier,
        places: &[Option<usize>],
        areas: &[Area],
    ) -> Result<LinkedPlan, CountError> {
        if tier.linkage().is_none() {
            return Ok(LinkedPlan::default());
        }
        let plan = LinkedPlan {
            tiers: self.tier_numbers(tier.linked()),
            place_of: self.own_or_of_region(places.iter().copied()),
            area_of: self.own_or_of_region(areas.iter().map(|area| area.district)),
        };
        self.check_linked(tier, &plan)?;
        Ok(plan)
    }

    /// For each district the number of the place that is its own, or its region's.
    fn own_or_of_region(&self, places: impl Iterator<Item = Option<usize>>) -> Numbers {
        let mut numbers = vec![ListNumber::NONE; self.districts.len()];
        let mut by_name: HashMap<&str, ListNumber> = HashMap::new();
        for (i, place) in places.enumerate() {
            if let (Some(place), Some(number)) = (place, ListNumber::next(i)) {
                numbers[place] = number;
                by_name.insert(&self.districts[place], number);
            }
        }
        for (number, name) in numbers.iter_mut().zip(&self.districts) {
            if *number == ListNumber::NONE
                && let Some(region) = self.facts.get(name.as_str()).and_then(|facts| facts.region.as_deref())
            {
                *number = by_name.get(region).copied().unwrap_or(ListNumber::NONE);
            }
        }
        numbers
    }

    /// Where seats are held against those of one district, every linked seat must lie in one.
    fn check_linked(&self, tier: &Tier, plan: &LinkedPlan) -> Result<(), CountError> {
        let place_of = match tier.districts {
            Districts::Nationwide if places_by_district(tier) => &plan.place_of,
            Districts::Nationwide => return Ok(()),
            Districts::Each | Districts::Regions | Districts::Number(_) => &plan.area_of,
        };
        // A district that came after the tier's own lies in none of them.
        let lies = |district: usize| place_of.get(district).is_some_and(|place| place.index().is_some());
        for (other, name) in plan.tiers.iter().zip(tier.linked()) {
            let mut districts = self.seats_at[*other].iter().map(|(district, _)| *district);
            if let Some(lost) = districts.find(|district| !district.is_some_and(lies)) {
                return Err(CountError::DistrictWithoutRegion {
                    tier: tier.name.clone(),
                    linked: name.clone(),
                    district: lost.map(|i| self.districts[i].clone()),
                });
            }
        }
        Ok(())
    }
}

/// Whether seats of a nationwide tier are held against linked ones in each district.
fn places_by_district(tier: &Tier) -> bool {
    let placed = matches!(&tier.rule, TierRule::List(rule) if rule.placement.is_some());
    placed && tier.compensation().is_some()
}
