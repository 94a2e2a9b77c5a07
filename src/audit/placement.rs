//! The way of seats to the districts: among a party's own lists, by their votes there.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::areas::Areas;
use super::claimants::Claimant;
use super::column::Column;
use super::list_tier::ListTier;
use super::remainders;
use super::uncovered::Why;
use crate::apportion::Method;
use crate::system::protocol::PlacementStep;
use crate::system::{Linkage, Overhang, Placement, ThresholdLevel};

impl ListTier<'_> {
    /// Where a way of seats to the districts has assertions, those of a party; where it has none, the places are not audited.
    pub(super) fn placement(&mut self, step: &PlacementStep, areas: &mut Areas) -> Result<(), Why> {
        let Some(Placement::Party { method, regions: None, within }) = &self.rule.placement else {
            areas.without_places = true;
            return Ok(());
        };
        let Some(party) = self.column(&step.party) else { return Err(Why::CandidatesAlone) };
        let boxes = self.boxes(&None, areas)?;
        let places = self.places(*within == Some(ThresholdLevel::Region), party);
        let overhang = match &self.rule.linkage {
            Some(Linkage::Compensation(rule)) => Some(rule.overhang),
            _ => None,
        };
        let list = |place: &Arc<str>| {
            let line = step.districts.iter().find(|line| line.district == **place);
            let least = match overhang {
                Some(Overhang::Levelled) => areas.sure.get(&(party, place.to_string())).copied().unwrap_or(0),
                Some(Overhang::PaidByOthers) => line.map_or(0, |line| line.held),
                _ => 0,
            };
            Claimant {
                least,
                ..Claimant::list(
                    &format!("{} in {place}", step.party),
                    Column { part: Some(place.clone()), number: party },
                    line.map_or(0, |line| line.seats),
                )
            }
        };
        let lists: Vec<Claimant> = places.iter().map(list).collect();
        match method.clone() {
            Method::HighestAverages(divisor) => {
                for first in lists.iter().filter(|list| list.has_a_seat_to_lose()) {
                    for second in lists.iter().filter(|other| other.columns != first.columns) {
                        self.quotients(&None, &divisor, (first, second), &boxes)?;
                    }
                }
                Ok(())
            }
            // What is kept or refused is so after the seats have found their places.
            Method::LargestRemainder(quota)
                if remainders::is_exact(quota)
                    && matches!(overhang, None | Some(Overhang::Kept | Overhang::Refused)) =>
            {
                let seats = lists.iter().map(|list| list.seats).sum();
                self.all_remainders(&None, (quota, seats), &lists, &boxes)
            }
            _ => {
                areas.without_places = true;
                Ok(())
            }
        }
    }

    /// The districts, or the regions, where a party stands.
    fn places(&self, regions: bool, party: usize) -> BTreeSet<Arc<str>> {
        let field = self.votes.field();
        let stands = self
            .contest
            .ballots
            .iter()
            .filter(|ballot| ballot.entries.iter().any(|entry| entry.party == Some(party)));
        let district = |number: usize| field.districts()[number].as_str();
        let place =
            |district: &str| Arc::from(field.region_of(district).filter(|_| regions).unwrap_or(district));
        stands.filter_map(|ballot| ballot.district).map(|number| place(district(number))).collect()
    }
}
