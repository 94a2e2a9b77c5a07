//! Whether a party has the founders and the members that it needs.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use super::{CaseFault, Found, law_of};
use crate::kazakhstan::{map_on, party_on, registration_laws};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Facts {
    #[serde(default = "a_party")]
    party: String,
    founders: Option<u64>,
    founders_from: Option<u64>,
    committee: Option<u64>,
    members: Option<u64>,
    /// Members of every region of the day's map that is not among the next.
    in_each_region: Option<u64>,
    #[serde(default)]
    in_region: BTreeMap<String, u64>,
}

fn a_party() -> String {
    "a party".to_owned()
}

impl super::Facts for Facts {
    fn judged(self, day: Date) -> Result<Found, CaseFault> {
        let law = law_of(registration_laws(), day)?;
        let map = map_on(day)?;
        let mut facts = party_on(&self.party, day)?;
        facts.initiators = self.founders;
        facts.initiators_from = self.founders_from;
        facts.committee = self.committee;
        facts.members = self.members;
        if self.in_each_region.is_some() || !self.in_region.is_empty() {
            let each = self.in_each_region.unwrap_or(0);
            let others = map.iter().filter(|region| !self.in_region.contains_key(**region));
            let others: Vec<_> = others.map(|region| ((*region).to_owned(), each)).collect();
            facts = facts.with_branches(others.into_iter().chain(self.in_region));
        }
        let decision = law.decide(&facts).map_err(CaseFault::facts)?;
        let mut found = Found::decided(law, &decision);
        let smallest = law.smallest(&map).map_err(CaseFault::facts)?;
        found.set_word("smallest", &smallest.members);
        if let Some(shortfall) = law.shortfall(&facts).map_err(CaseFault::facts)? {
            found.set_word("lacking", &shortfall.members);
        }
        Ok(found)
    }
}
