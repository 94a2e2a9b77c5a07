//! Which tiers a linkage looks at, and where their seats lie.

use std::collections::HashMap;

use crate::system::plan::{Area, Compiler, Kind, ListNumber, Numbers, TierPlan};
use crate::system::{CountError, Districts, Tier};
use crate::votes::Contest;

/// The tiers of a linkage; empty without one.
#[derive(Debug, Clone, Default)]
pub(crate) struct LinkedPlan {
    /// Their numbers.
    pub(crate) tiers: Vec<usize>,
    /// The ballot of each district by its number: its own or its region's.
    ballot_of: Numbers,
    /// The area of each district by its number: its own or its region's.
    area_of: Numbers,
}

impl LinkedPlan {
    /// The ballot where seats of a district count.
    pub(crate) fn ballot_of(&self, district: Option<usize>) -> Option<usize> {
        self.ballot_of.get(district?)?.index()
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
        contest: &Contest,
        areas: &[Area],
        done: &[Option<TierPlan>],
    ) -> Result<LinkedPlan, CountError> {
        if tier.linkage().is_none() {
            return Ok(LinkedPlan::default());
        }
        let plan = LinkedPlan {
            tiers: self.tier_numbers(tier.linked()),
            ballot_of: self.own_or_of_region(contest.ballots.iter().map(|ballot| ballot.district)),
            area_of: self.own_or_of_region(areas.iter().map(|area| area.district)),
        };
        self.check_linked(tier, &plan, done)?;
        Ok(plan)
    }

    /// For each district the number of the place that is its own, or its region's.
    fn own_or_of_region(&self, places: impl Iterator<Item = Option<usize>>) -> Numbers {
        let mut by_name: HashMap<&str, ListNumber> = HashMap::new();
        for (i, place) in places.enumerate() {
            if let (Some(place), Some(number)) = (place, ListNumber::next(i)) {
                by_name.insert(&self.districts[place], number);
            }
        }
        let region = |name: &str| self.facts.get(name).and_then(|facts| facts.region.as_deref());
        let number = |name: &String| {
            let region = || by_name.get(region(name)?).copied();
            by_name.get(name.as_str()).copied().or_else(region).unwrap_or(ListNumber::NONE)
        };
        self.districts.iter().map(number).collect()
    }

    /// Where seats are held against those of one district, every linked seat must lie in one.
    fn check_linked(
        &self,
        tier: &Tier,
        plan: &LinkedPlan,
        done: &[Option<TierPlan>],
    ) -> Result<(), CountError> {
        let place_of = match tier.districts {
            Districts::Nationwide if places_by_district(tier) => &plan.ballot_of,
            Districts::Nationwide => return Ok(()),
            Districts::Each | Districts::Regions | Districts::Number(_) => &plan.area_of,
        };
        for other in done.iter().flatten().filter(|other| tier.linked().contains(&other.name)) {
            let mut districts: Vec<Option<usize>> = Vec::new();
            match &other.kind {
                Kind::Candidates(plan) => districts.extend(plan.districts.iter().map(|own| own.district)),
                Kind::Given(rows) => districts.extend(rows.iter().map(|row| row.district)),
                Kind::List(list) => districts.extend(list.areas.iter().map(|area| area.district)),
                Kind::Appointed | Kind::Uncounted => {}
            }
            let lost = |district: &Option<usize>| {
                district.is_none_or(|i| place_of.get(i).is_none_or(|place| place.index().is_none()))
            };
            if let Some(lost) = districts.into_iter().find(lost) {
                return Err(CountError::DistrictWithoutRegion {
                    tier: tier.name.clone(),
                    linked: other.name.clone(),
                    district: lost.map(|i| self.districts[i].clone()),
                });
            }
        }
        Ok(())
    }
}

/// Whether seats of a nationwide tier are held against linked ones in each district.
fn places_by_district(tier: &Tier) -> bool {
    let placed = matches!(&tier.rule, crate::system::TierRule::List(rule) if rule.placement.is_some());
    placed && tier.compensation().is_some()
}
