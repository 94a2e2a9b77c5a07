//! Whether a deputy elected on a party's list loses the mandate.

use jiff::civil::Date;

use super::{CaseFault, Found, law_of};
use crate::kazakhstan::list_mandate_laws;

pub(super) use crate::procedure::recall::list_mandate::Facts;

impl super::Facts for Facts {
    fn judged(self, day: Date) -> Result<Found, CaseFault> {
        let law = law_of(list_mandate_laws(), day)?;
        Ok(Found::decided(law, &law.decide(&self).map_err(CaseFault::facts)?))
    }
}
