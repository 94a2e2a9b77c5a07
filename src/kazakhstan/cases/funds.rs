//! Whether an election fund kept to its caps and sources.

use jiff::civil::Date;
use serde::Deserialize;

use super::{CaseFault, Found, law_of};
use crate::kazakhstan::{fund_laws, minimum_wages};
use crate::procedure::funds::{self, Entry, Fund};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Facts {
    fund: Fund,
    /// In tenge; that of the day where it is left out.
    minimum_wage: Option<u32>,
    #[serde(default)]
    repeat_vote: bool,
    ledger: Vec<Entry>,
}

impl super::Facts for Facts {
    fn judged(self, day: Date) -> Result<Found, CaseFault> {
        let Self { fund, minimum_wage, repeat_vote, ledger } = self;
        let law = law_of(fund_laws(), day)?;
        let minimum_wage = match minimum_wage {
            Some(tenge) => tenge,
            None => minimum_wages().on(day)?.value.tenge,
        };
        let facts = funds::Facts { holder: "a fund".to_owned(), fund, minimum_wage, repeat_vote, ledger };
        Ok(Found::decided(law, &law.decide(&facts).map_err(CaseFault::facts)?))
    }
}
