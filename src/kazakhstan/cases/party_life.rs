//! A party step by step: what came in time, and how it stands on a day.

use jiff::civil::Date;
use serde::Deserialize;

use super::{CaseFault, Found, law_of, some_day};
use crate::kazakhstan::registration_laws;
use crate::procedure::registration::calendar::{Calendar, CalendarError, Event, Step};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Facts {
    #[serde(default)]
    #[expect(dead_code, reason = "whose steps these are, for readers of the file")]
    party: String,
    steps: Vec<Dated>,
    /// The day on which the case asks how the party stands; that of the last step where it is left out.
    #[serde(default, deserialize_with = "some_day")]
    on: Option<Date>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dated {
    #[serde(default, deserialize_with = "some_day")]
    day: Option<Date>,
    step: Step,
}

impl super::Facts for Facts {
    fn judged(self, day: Date) -> Result<Found, CaseFault> {
        let mut found = Found::under(law_of(registration_laws(), day)?);
        let events: Vec<_> = self.steps.iter().map(|&Dated { day, step }| Event { day, step }).collect();
        let last = events.iter().rev().find_map(|event| event.day);
        let asked =
            self.on.or(last).ok_or_else(|| CaseFault::facts("no step has a day, and `on` has none"))?;
        found.must("met");
        let calendar = match Calendar::new(registration_laws(), &events) {
            Ok(calendar) => calendar,
            Err(error) => {
                refused(&mut found, &error)?;
                return Ok(found);
            }
        };
        let status = calendar.on(asked).map_err(CaseFault::facts)?;
        found.set("met", true);
        found.requirements(calendar.requirements());
        found.set_word("phase", &status.phase);
        found.must("phase");
        for (path, day) in [("until", status.until), ("may_file_from", status.may_file_from)] {
            if let Some(day) = day {
                found.set_day(path, day);
            }
        }
        found.set("missed_elections", status.missed_elections);
        found.set_word("may_be_dissolved", &status.may_be_dissolved);
        for duty in &status.duties {
            let step = serde_json::to_value(duty.step).unwrap_or_default();
            found.set_day(format!("due.{}", step.as_str().unwrap_or_default()), duty.by);
        }
        Ok(found)
    }
}

/// A step that the law does not take. What is no question of law is a fault of the facts.
fn refused(found: &mut Found, error: &CalendarError) -> Result<(), CaseFault> {
    match error {
        CalendarError::Late { last, .. } => found.set_day("last_day", *last),
        CalendarError::Early { first, .. } => found.set_day("first_day", *first),
        CalendarError::Order { .. } | CalendarError::Suspension { .. } | CalendarError::NoGround { .. } => {}
        CalendarError::BeyondCalendar { .. } | CalendarError::Fact(_) | CalendarError::Law(_) => {
            return Err(CaseFault::facts(error));
        }
    }
    found.set("met", false);
    found.because(error.to_string());
    Ok(())
}
