use serde::Serialize;

use super::{VotesProblem, names};

/// Seats whose winners are given, because the votes behind them are not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Winner {
    /// The tier that they belong to.
    pub tier: String,
    /// The district, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    /// The party; none for somebody who stood without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// The candidate, where a single seat's winner is known by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub candidate: Option<String>,
    /// How many seats, at least 1.
    pub seats: u32,
}

impl Winner {
    /// `seats` of a tier that a party won, districts and names unknown.
    #[must_use]
    pub fn of_party(tier: &str, party: &str, seats: u32) -> Self {
        Self { tier: tier.to_owned(), district: None, party: Some(party.to_owned()), candidate: None, seats }
    }

    /// `seats` of a tier that candidates without a party won, districts and names unknown.
    #[must_use]
    pub fn independents(tier: &str, seats: u32) -> Self {
        Self { tier: tier.to_owned(), district: None, party: None, candidate: None, seats }
    }

    /// Its names in the form that names of votes have; a blank one is none.
    pub(super) fn put_in_one_form(&mut self) -> Result<(), VotesProblem> {
        self.tier = names::of("a tier", &self.tier)?.into_owned();
        let own = [&mut self.district, &mut self.party, &mut self.candidate];
        own.into_iter().try_for_each(names::put_in_one_form)
    }

    /// What makes a row of winners impossible.
    pub(super) fn check(&self) -> Result<(), VotesProblem> {
        for name in [&self.party, &self.candidate].into_iter().flatten() {
            names::of_somebody(name)?;
        }
        match &self.candidate {
            _ if self.seats == 0 => Err(VotesProblem::NoSeats),
            Some(candidate) if self.seats > 1 => {
                Err(VotesProblem::OnePersonOneSeat { candidate: candidate.clone(), seats: self.seats })
            }
            _ => Ok(()),
        }
    }
}
