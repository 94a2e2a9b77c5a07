//! Other countries as data, to compare designs and to check a model against what happened elsewhere: [their laws](ForeignLaw),
//! what was seen under them, and what studies measured.
//!
//! | of | laws | what was seen |
//! |---|---|---|
//! | the recall of who was elected | [`recall_laws`] | [`past_recalls`] |
//! | the registration of parties | [`registration_laws`] | [`party_counts`] |
//! | ways of voting | | [`voting_ways`]: effects on turnout (with the feature `simulate`) |
//! | observers | | [`moscow_2011`]: a field experiment (with the feature `simulate`) |
//!
//! No model imports these: they are handed to it as values.

mod foreign_law;
#[cfg(feature = "simulate")]
mod observers;
mod recall;
mod registration;
#[cfg(feature = "simulate")]
mod voting_ways;

pub use foreign_law::ForeignLaw;
#[cfg(feature = "simulate")]
#[cfg_attr(docsrs, doc(cfg(feature = "simulate")))]
pub use observers::{ObserverExperiment, moscow_2011};
pub use recall::{past_recalls, recall_law, recall_laws};
pub use registration::{PartyCount, party_counts, registration_laws};
#[cfg(feature = "simulate")]
#[cfg_attr(docsrs, doc(cfg(feature = "simulate")))]
pub use voting_ways::voting_ways;
