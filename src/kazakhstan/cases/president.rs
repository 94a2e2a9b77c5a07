//! A candidate's support, and the votes that elect a President.

use jiff::civil::Date;
use serde::Deserialize;

use super::{CaseFault, Found, law_of};
use crate::kazakhstan::president_laws;
use crate::procedure::office::Poll;
use crate::procedure::president::Nomination;

/// One of these, as a table of `facts`.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Facts {
    Nomination(Nomination),
    FirstVote(Poll),
    SecondVote(Poll),
}

impl super::Facts for Facts {
    fn judged(self, day: Date) -> Result<Found, CaseFault> {
        let law = law_of(president_laws(), day)?;
        let facts = CaseFault::facts;
        Ok(match self {
            Self::Nomination(given) => Found::decided(law, &law.nomination(&given).map_err(facts)?),
            Self::FirstVote(given) => Found::polled(law, &law.first_vote(&given).map_err(facts)?),
            Self::SecondVote(given) => Found::polled(law, &law.second_vote(&given).map_err(facts)?),
        })
    }
}
