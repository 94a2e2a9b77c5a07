//! How a mäslihat's seats are divided, whether it may sit, and what its lists win.

use jiff::civil::Date;
use serde::Deserialize;

use super::seats::{List, shared};
use super::{CaseFault, Found, law_of};
use crate::kazakhstan::{maslihat_laws, maslihat_system};
use crate::procedure::maslihat::{self, Kind};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Facts {
    kind: Kind,
    seats: u32,
    /// Deputies elected.
    elected: Option<u32>,
    #[serde(default)]
    lists: Vec<List>,
    #[serde(default)]
    against_all: u64,
    #[serde(default)]
    invalid: u64,
}

impl super::Facts for Facts {
    fn judged(self, day: Date) -> Result<Found, CaseFault> {
        let Self { kind, seats, elected, lists, against_all, invalid } = self;
        let law = law_of(maslihat_laws(), day)?;
        let split = law.split(kind, seats).map_err(CaseFault::facts)?;
        let mut found = Found::under(law);
        found.set("list_seats", split.list);
        found.set("district_seats", split.single);
        if let Some(elected) = elected {
            let facts = maslihat::Facts { kind, seats, elected };
            found.decision(&law.decide(&facts).map_err(CaseFault::facts)?);
            found.must("met");
        }
        if !lists.is_empty() {
            let system = maslihat_system(day, kind, seats).map_err(CaseFault::facts)?;
            found.citations.extend(system.citations.values().cloned());
            shared(&mut found, &system, &lists, against_all, invalid)?;
        }
        if elected.is_none() && lists.is_empty() {
            found.must("list_seats");
            found.must("district_seats");
        }
        Ok(found)
    }
}
