//! A petition, day by day: an invented one, or that of a file.

use std::error::Error;
use std::fmt::{self, Write};
use std::path::Path;

use jiff::civil::{Date, date};
use sailau::abroad::{recall_law, recall_laws};
use sailau::kazakhstan;
use sailau::procedure::recall::{
    Ballots, Case, Due, Event, Mandate, Refused, Rules, Seat, State, Step, Term,
};
use sailau::procedure::{Law, Misread, Requirement, Verdict};
use serde::{Deserialize, Deserializer, Serialize};

use crate::output::left_out;

#[derive(Serialize)]
pub(crate) struct Life {
    invented: bool,
    law: String,
    mandate: Mandate,
    days: Vec<Day>,
}

/// An event that was taken or refused.
#[derive(Serialize)]
struct Day {
    day: String,
    event: Event,
    refused: Option<String>,
    step: Option<Step>,
    state: State,
    due: Vec<Due>,
}

fn filed() -> Event {
    Event::Filed { voters: 1, ground: Some("programme not fulfilled".to_owned()) }
}

/// Two petitions against one deputy of a mäslihat, with what was tried too early or too late.
fn script() -> Vec<(Date, Event)> {
    let vote = |participants, yes, no, invalid| {
        Event::VoteHeld(Ballots { participants, yes, no: Some(no), invalid: Some(invalid) })
    };
    vec![
        (date(2024, 3, 28), filed()),
        (date(2024, 4, 2), filed()),
        (date(2024, 4, 3), Event::Submitted { signatures: 100, last_signed: None }),
        (date(2024, 4, 5), Event::Registered),
        (date(2024, 5, 6), Event::Submitted { signatures: 1_130, last_signed: None }),
        (date(2024, 5, 7), filed()),
        (date(2024, 5, 11), Event::Registered),
        (date(2024, 6, 7), Event::Submitted { signatures: 1_090, last_signed: None }),
        (date(2024, 6, 17), Event::Checked { valid: 900, parts: None }),
        (date(2024, 9, 2), filed()),
        (date(2024, 9, 4), Event::Registered),
        (date(2024, 10, 1), Event::Submitted { signatures: 1_180, last_signed: None }),
        (date(2024, 10, 11), Event::Checked { valid: 1_012, parts: None }),
        (date(2024, 10, 12), Event::VoteCalled),
        (date(2024, 10, 16), Event::HolderTold),
        (date(2024, 12, 8), vote(2_999, 2_410, 560, 29)),
        (date(2024, 12, 11), Event::ResultPublished),
        (date(2025, 6, 2), filed()),
        (date(2025, 12, 11), filed()),
        (date(2025, 12, 13), Event::Registered),
        (date(2026, 1, 12), Event::Submitted { signatures: 1_240, last_signed: None }),
        (date(2026, 1, 21), Event::Checked { valid: 1_077, parts: None }),
        (date(2026, 1, 22), Event::VoteCalled),
        (date(2026, 1, 26), Event::HolderTold),
        (date(2026, 3, 22), vote(3_412, 1_739, 1_640, 33)),
        (date(2026, 3, 25), Event::ResultPublished),
        (date(2026, 4, 1), Event::ByElectionCalled),
    ]
}

/// A petition of one's own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// The key of a law elsewhere; left out, Kazakhstan's of the first event's day.
    law: Option<String>,
    mandate: Mandate,
    events: Vec<Dated>,
}

#[derive(Deserialize)]
struct Dated {
    #[serde(deserialize_with = "day")]
    day: Date,
    #[serde(flatten, deserialize_with = "event")]
    event: Event,
}

/// An event by its word: a number would be taken for its place among them.
fn event<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Event, D::Error> {
    let fields = serde_json::Map::deserialize(deserializer)?;
    if let Some(other) = fields.get("event").filter(|word| !word.is_string()) {
        return Err(serde::de::Error::custom(format!(
            "`event` is {other}; write its word, such as \"filed\""
        )));
    }
    Event::deserialize(serde_json::Value::Object(fields)).map_err(serde::de::Error::custom)
}

fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let text = String::deserialize(deserializer)?;
    let day = text.parse().ok().filter(|day: &Date| day.to_string() == text);
    day.ok_or_else(|| {
        serde::de::Error::custom(format!("`{text}` is not a day of the calendar; write it like 2026-09-01"))
    })
}

pub(crate) fn invented() -> Result<Life, Box<dyn Error>> {
    let mandate = Mandate {
        holder: "An invented deputy".to_owned(),
        body: "mäslihat".to_owned(),
        elected: Seat::SingleMember,
        term: Term { began: date(2023, 3, 29), ends: date(2028, 3, 29) },
        voters: 9_000,
        last_vote: None,
        votes_won: None,
    };
    live(kazakhstan::recall_laws().on(date(2024, 4, 2))?.value, mandate, script(), true)
}

pub(crate) fn from_file(path: &Path) -> Result<Life, Box<dyn Error>> {
    let name = path.display();
    let bytes = std::fs::read(path).map_err(|error| format!("{name} cannot be opened: {error}"))?;
    let text =
        String::from_utf8(bytes).map_err(|_| format!("{name}: not UTF-8 text; save the file as UTF-8"))?;
    let file: File = serde_json::from_str(&text)
        .map_err(|error| format!("{name}: {}", Misread::in_json(&text, &error)))?;
    let first =
        file.events.first().map(|event| event.day).ok_or_else(|| format!("{name}: there are no events"))?;
    let law = match &file.law {
        None => kazakhstan::recall_laws().on(first)?.value,
        Some(key) => {
            let known: Vec<_> = recall_laws().iter().map(|one| one.key.as_str()).collect();
            let unknown = || format!("{name}: there is no law `{key}`; there are {}", known.join(", "));
            &recall_law(key).ok_or_else(unknown)?.law
        }
    };
    let events = file.events.into_iter().map(|dated| (dated.day, dated.event)).collect();
    live(law, file.mandate, events, false)
}

fn live(
    law: &'static Law<Rules>,
    mandate: Mandate,
    events: Vec<(Date, Event)>,
    invented: bool,
) -> Result<Life, Box<dyn Error>> {
    let mut case = Case::new(law, mandate.clone())?;
    let mut days = Vec::new();
    for (day, event) in events {
        let (step, refused) = match case.take(day, event.clone()) {
            Ok(step) => (Some(step.clone()), None),
            // Impossible figures are a mistake of the file; what the law refuses is a part of the story.
            Err(Refused::Facts(error)) => return Err(format!("{day}, {event}: {error}").into()),
            Err(refused) => (None, Some(refused.to_string())),
        };
        days.push(Day {
            day: day.to_string(),
            event,
            refused,
            step,
            state: case.state_on(day),
            due: case.due(),
        });
    }
    Ok(Life { invented, law: law.name.clone(), mandate, days })
}

/// Day by day: what happened and what the law refused; without `all`, of the requirements only those that were not met.
pub(crate) fn write(text: &mut String, life: &Life, all: bool) -> fmt::Result {
    let whose = if life.invented { "invented events; the law is real" } else { "events as in the file" };
    writeln!(text, "A PETITION'S LIFE ({whose}: {})", life.law)?;
    let Mandate { holder, body, voters, term, .. } = &life.mandate;
    writeln!(text, "{holder}, {body}, {voters} voters, from {} to {}\n", term.began, term.ends)?;
    for day in &life.days {
        if let Some(refused) = &day.refused {
            writeln!(text, "{}  REFUSED: {refused}", day.day)?;
            continue;
        }
        writeln!(text, "{}  {}: {}", day.day, day.event, day.state)?;
        let requirements = day.step.iter().flat_map(|step| &step.decision.requirements);
        let shown = |one: &&Requirement| one.margin.is_some() && (all || one.verdict != Verdict::Met);
        for one in requirements.filter(shown) {
            let article = one.citation.as_ref().map(|citation| format!(" [{citation}]")).unwrap_or_default();
            let (needed, given) = (one.measure.needed_in_words(), one.measure.given_in_words());
            let verdict = if one.verdict == Verdict::Met { "met" } else { "NOT MET" };
            writeln!(text, "            {}: {verdict}; needed {needed}; given {given}{article}", one.name)?;
            if let Some(note) = &one.note {
                writeln!(text, "              note: {note}")?;
            }
        }
        for due in day.due.iter().filter(|_| all) {
            writeln!(text, "            next: {} by {}", due.act, due.by)?;
        }
    }
    if !all {
        *text +=
            &left_out(&["requirements that were met".to_owned(), "what is due next, and by when".to_owned()]);
    }
    writeln!(text)
}
