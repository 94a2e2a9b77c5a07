//! Who sits in the Senate, who may stand for it, and who is elected to it.

use jiff::civil::Date;
use serde::Deserialize;

use super::{CaseFault, Found, law_of};
use crate::kazakhstan::senate_laws;
use crate::procedure::senate::{Appointments, Nomination, Session};

/// One of these, as a table of `facts`.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Facts {
    Composition(Composition),
    Appointments(Appointments),
    Nomination(Nomination),
    FirstVote(Session),
    SecondVote(Session),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Composition {
    regions: u32,
}

impl super::Facts for Facts {
    fn judged(self, day: Date) -> Result<Found, CaseFault> {
        let law = law_of(senate_laws(), day)?;
        let facts = CaseFault::facts;
        Ok(match self {
            Self::Composition(Composition { regions }) => {
                let chamber = law.composition(regions);
                let mut found = Found::under(law);
                found.set("elected", chamber.elected);
                found.set("appointed", chamber.appointed);
                found.set("on_assembly_proposal", chamber.on_assembly_proposal);
                found.set("senators", chamber.total());
                found.must("senators");
                found
            }
            Self::Appointments(given) => Found::decided(law, &law.appointments(&given).map_err(facts)?),
            Self::Nomination(given) => Found::decided(law, &law.nomination(&given).map_err(facts)?),
            Self::FirstVote(given) => Found::polled(law, &law.first_vote(&given).map_err(facts)?),
            Self::SecondVote(given) => Found::polled(law, &law.second_vote(&given).map_err(facts)?),
        })
    }
}
