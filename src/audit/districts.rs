//! Seats of the districts by the votes there: districts compete as lists do, with all votes that were cast in them.

use std::sync::Arc;

use super::areas::Areas;
use super::assertion::AssertionKind;
use super::claimants::Claimant;
use super::column::Column;
use super::list_tier::ListTier;
use super::price::Price;
use super::uncovered::Why;
use super::{quotients, remainders};
use crate::apportion::Method;
use crate::system::protocol::DistrictSeatsStep;
use crate::system::{QuotaRule, SeatsBy};

impl ListTier<'_> {
    /// Population and roll are numbers, and no papers; votes are.
    pub(super) fn district_seats(&mut self, step: &DistrictSeatsStep, areas: &mut Areas) -> Result<(), Why> {
        if step.by != SeatsBy::ValidVotes {
            return Ok(());
        }
        let rule = self.tier.district_seats.as_ref().ok_or(Why::Rule("district_seats"))?;
        let rounded = rule.rounded;
        let boxes = self.boxes(&None, areas)?;
        // Votes for lists that are not named have no column in a district.
        if boxes.rest().any(|(name, ..)| name == super::boxes::UNNAMED) {
            return Err(Why::Rule("district_seats, with votes for lists that are not named"));
        }
        let mut districts = Vec::new();
        for line in step.districts.iter().filter(|line| !line.fixed) {
            line.base.ok_or(Why::BaseNotKnown)?;
            let part: Arc<str> = line.district.as_str().into();
            let columns = boxes.standing().map(|(number, _)| Column { part: Some(part.clone()), number });
            let seats = line.seats.checked_sub(step.first).ok_or(Why::Rule("district_seats"))?;
            districts
                .push(Claimant { columns: columns.collect(), ..Claimant::list(&line.district, 0, seats) });
        }
        match &step.method {
            Method::HighestAverages(divisor) => {
                for first in districts.iter().filter(|district| district.seats > 0) {
                    for second in districts.iter().filter(|other| other.name != first.name) {
                        let form = quotients::pair(divisor, first, second)?;
                        self.pair(AssertionKind::Quotient, &None, (first, second), form, &boxes)?;
                    }
                }
                Ok(())
            }
            Method::LargestRemainder(quota) if rounded.is_none() && remainders::is_exact(*quota) => {
                self.all_remainders(&None, (*quota, step.seats), &districts, &boxes)
            }
            Method::LargestRemainder(quota) => {
                let mut rule = QuotaRule::default();
                rule.rounded = rounded;
                let price = Price::of(*quota, rule, step.seats, &districts, &boxes)?;
                self.rounded_remainders(&None, &districts, &price, &boxes)
            }
            other => Err(Why::Method(other.name().into_owned())),
        }
    }
}
