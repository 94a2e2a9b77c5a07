//! Other countries' laws as data, to compare designs and to check a model against what happened elsewhere.

mod registration;

pub use registration::{Aftermath, ForeignLaw, registration_laws};
