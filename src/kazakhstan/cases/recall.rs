//! A petition event by event, up to the one that a case is about.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use super::{CaseFault, Found, law_of, some_day};
use crate::kazakhstan::recall_laws;
use crate::law::day;
use crate::procedure::recall::{Ballots, Case, Event, Mandate, Refused, Seat, Term};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Facts {
    #[serde(default = "a_deputy")]
    holder: String,
    body: String,
    #[serde(default = "of_a_district")]
    elected: Seat,
    term: Term,
    voters: u64,
    events: Vec<Happened>,
}

fn a_deputy() -> String {
    "a deputy".to_owned()
}

fn of_a_district() -> Seat {
    Seat::SingleMember
}

/// An event with its figures: each event has its own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Happened {
    #[serde(with = "day")]
    day: Date,
    event: Word,
    voters: Option<u64>,
    ground: Option<String>,
    signatures: Option<u64>,
    #[serde(default, deserialize_with = "some_day")]
    last_signed: Option<Date>,
    valid: Option<u64>,
    participants: Option<u64>,
    yes: Option<u64>,
    no: Option<u64>,
    invalid: Option<u64>,
}

/// The words of [`Event`].
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Word {
    Filed,
    Registered,
    RegistrationRefused,
    Appealed,
    Submitted,
    Checked,
    VoteCalled,
    HolderTold,
    VoteHeld,
    ResultPublished,
    ByElectionCalled,
}

impl Happened {
    fn event(self) -> Result<Event, String> {
        let Self {
            day: _,
            event,
            voters,
            mut ground,
            signatures,
            mut last_signed,
            valid,
            participants,
            yes,
            no,
            invalid,
        } = self;
        let figures = [
            ("voters", voters),
            ("signatures", signatures),
            ("valid", valid),
            ("participants", participants),
            ("yes", yes),
            ("no", no),
            ("invalid", invalid),
        ];
        let mut given: BTreeMap<_, _> =
            figures.into_iter().filter_map(|(name, n)| Some((name, n?))).collect();
        let mut take = |name: &'static str| given.remove(name).ok_or_else(|| format!("`{name}` is missing"));
        let read = match event {
            Word::Filed => Event::Filed { voters: take("voters")?, ground: ground.take() },
            Word::Registered => Event::Registered,
            Word::RegistrationRefused => Event::RegistrationRefused,
            Word::Appealed => Event::Appealed,
            Word::Submitted => {
                Event::Submitted { signatures: take("signatures")?, last_signed: last_signed.take() }
            }
            Word::Checked => Event::Checked { valid: take("valid")?, parts: None },
            Word::VoteCalled => Event::VoteCalled,
            Word::HolderTold => Event::HolderTold,
            Word::VoteHeld => Event::VoteHeld(Ballots {
                participants: take("participants")?,
                yes: take("yes")?,
                no: take("no").ok(),
                invalid: take("invalid").ok(),
            }),
            Word::ResultPublished => Event::ResultPublished,
            Word::ByElectionCalled => Event::ByElectionCalled,
        };
        let others = [("ground", ground.is_some()), ("last_signed", last_signed.is_some())];
        let others = others.into_iter().filter_map(|(name, there)| there.then_some(name));
        match given.into_keys().chain(others).next() {
            Some(name) => Err(format!("`{name}` is no figure of this event")),
            None => Ok(read),
        }
    }
}

impl super::Facts for Facts {
    fn judged(self, day: Date) -> Result<Found, CaseFault> {
        let law = law_of(recall_laws(), day)?;
        let Self { holder, body, elected, term, voters, events } = self;
        let mandate = Mandate { holder, body, elected, term, voters, last_vote: None, votes_won: None };
        let mut case = Case::new(law, mandate).map_err(CaseFault::facts)?;
        let mut found = Found::under(law);
        let all = events.len();
        let Some(last) = events.last().map(|event| event.day) else {
            return Err(CaseFault::facts("there are no events"));
        };
        let mut refused = false;
        for (at, happened) in events.into_iter().enumerate() {
            let place = at + 1;
            let told = |why: String| CaseFault::facts(format!("`events` {place}: {why}"));
            let day = happened.day;
            let event = happened.event().map_err(told)?;
            match case.take(day, event) {
                Ok(step) if place == all => found.decision(&step.decision),
                Ok(_) => {}
                // What comes after a refusal would rest on something that did not happen.
                Err(why) if place < all => {
                    return Err(told(format!("{why}; a case ends with what is refused")));
                }
                Err(Refused::Facts(why)) => return Err(told(why.to_string())),
                Err(why) => {
                    if let Refused::ByLaw { decision, .. } = &why {
                        found.requirements(&decision.requirements);
                    }
                    refused = true;
                    found.set("met", false);
                    found.because(why.to_string());
                }
            }
        }
        found.usually("refused", false, refused);
        let mut breaches = Vec::new();
        for step in case.history() {
            breaches.extend(step.breaches.iter().cloned());
        }
        let none: Vec<String> = Vec::new();
        found.usually("breaches", none, breaches);
        // Time may have run out since the last event that was taken.
        let state = serde_json::to_value(case.state_on(last)).unwrap_or_default();
        found.set("state", state["state"].clone());
        found.must("state");
        if let Some(until) = state["until"].as_str() {
            found.set("until", until);
        }
        for due in case.due() {
            found.set_day(format!("due.{}", due.rule), due.by);
        }
        Ok(found)
    }
}
