//! Whether a question was carried.

use jiff::civil::Date;

use super::{CaseFault, Found, law_of};
use crate::kazakhstan::referendum_laws;

pub(super) use crate::procedure::referendum::Facts;

impl super::Facts for Facts {
    fn judged(self, day: Date) -> Result<Found, CaseFault> {
        let law = law_of(referendum_laws(), day)?;
        Ok(Found::decided(law, &law.decide(&self).map_err(CaseFault::facts)?))
    }
}
