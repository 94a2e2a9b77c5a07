//! Consent to a region's akim, and the election of a village's.

use jiff::civil::Date;
use serde::Deserialize;

use super::{CaseFault, Found, law_of};
use crate::kazakhstan::{akim_consent_laws, akim_election_laws};
use crate::procedure::akim::{NoConfidence, Proposal, SelfNomination};
use crate::procedure::office::Poll;

/// One of these, as a table of `facts`.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Facts {
    Consent(Proposal),
    NoConfidence(NoConfidence),
    SelfNomination(SelfNomination),
    Election(Poll),
}

impl super::Facts for Facts {
    fn judged(self, day: Date) -> Result<Found, CaseFault> {
        let facts = CaseFault::facts;
        Ok(match self {
            Self::Consent(given) => {
                let law = law_of(akim_consent_laws(), day)?;
                Found::polled(law, &law.consent(&given).map_err(facts)?)
            }
            Self::NoConfidence(given) => {
                let law = law_of(akim_consent_laws(), day)?;
                Found::decided(law, &law.no_confidence(&given).map_err(facts)?)
            }
            Self::SelfNomination(given) => {
                let law = law_of(akim_election_laws(), day)?;
                Found::decided(law, &law.self_nomination(&given).map_err(facts)?)
            }
            Self::Election(given) => {
                let law = law_of(akim_election_laws(), day)?;
                Found::polled(law, &law.election(&given).map_err(facts)?)
            }
        })
    }
}
