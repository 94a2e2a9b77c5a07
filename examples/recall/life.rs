//! An invented petition, day by day.

use std::error::Error;
use std::fmt::{self, Write};

use jiff::civil::{Date, date};
use sailau::kazakhstan;
use sailau::procedure::Verdict;
use sailau::procedure::recall::{Ballots, Case, Due, Event, Mandate, Seat, State, Step, Term};
use serde::Serialize;

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
        (date(2024, 4, 3), Event::Submitted { signatures: 100 }),
        (date(2024, 4, 5), Event::Registered),
        (date(2024, 5, 6), Event::Submitted { signatures: 1_130 }),
        (date(2024, 5, 7), filed()),
        (date(2024, 5, 11), Event::Registered),
        (date(2024, 6, 7), Event::Submitted { signatures: 1_090 }),
        (date(2024, 6, 17), Event::Checked { valid: 900, parts: None }),
        (date(2024, 9, 2), filed()),
        (date(2024, 9, 4), Event::Registered),
        (date(2024, 10, 1), Event::Submitted { signatures: 1_180 }),
        (date(2024, 10, 11), Event::Checked { valid: 1_012, parts: None }),
        (date(2024, 10, 12), Event::VoteCalled),
        (date(2024, 10, 16), Event::HolderTold),
        (date(2024, 12, 8), vote(2_999, 2_410, 560, 29)),
        (date(2024, 12, 11), Event::ResultPublished),
        (date(2025, 6, 2), filed()),
        (date(2025, 12, 11), filed()),
        (date(2025, 12, 13), Event::Registered),
        (date(2026, 1, 12), Event::Submitted { signatures: 1_240 }),
        (date(2026, 1, 21), Event::Checked { valid: 1_077, parts: None }),
        (date(2026, 1, 22), Event::VoteCalled),
        (date(2026, 1, 26), Event::HolderTold),
        (date(2026, 3, 22), vote(3_412, 1_739, 1_640, 33)),
        (date(2026, 3, 25), Event::ResultPublished),
        (date(2026, 4, 1), Event::ByElectionCalled),
    ]
}

pub(crate) fn live() -> Result<Life, Box<dyn Error>> {
    let law = kazakhstan::recall_laws().on(date(2024, 4, 2))?.value;
    let mandate = Mandate {
        holder: "an invented deputy".to_owned(),
        body: "mäslihat".to_owned(),
        elected: Seat::SingleMember,
        term: Term { began: date(2023, 3, 29), ends: date(2028, 3, 29) },
        voters: 9_000,
        last_vote: None,
        votes_won: None,
    };
    let mut case = Case::new(law, mandate.clone())?;
    let mut days = Vec::new();
    for (day, event) in script() {
        let (step, refused) = match case.take(day, event.clone()) {
            Ok(step) => (Some(step.clone()), None),
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
    Ok(Life { invented: true, law: law.name.clone(), mandate, days })
}

pub(crate) fn write(text: &mut String, life: &Life) -> fmt::Result {
    writeln!(text, "A PETITION'S LIFE (invented events; the law is real: {})", life.law)?;
    let Mandate { voters, term, .. } = &life.mandate;
    writeln!(
        text,
        "A mäslihat deputy of a district of {voters} voters, from {} to {}\n",
        term.began, term.ends
    )?;
    for day in &life.days {
        if let Some(refused) = &day.refused {
            writeln!(text, "{}  REFUSED: {refused}", day.day)?;
            continue;
        }
        writeln!(text, "{}  {}: {}", day.day, day.event, day.state)?;
        let requirements = day.step.iter().flat_map(|step| &step.decision.requirements);
        for one in requirements.filter(|one| one.margin.is_some()) {
            let article = one.citation.as_ref().map(|citation| format!(" [{citation}]")).unwrap_or_default();
            let (needed, given) = (one.measure.needed_in_words(), one.measure.given_in_words());
            let verdict = if one.verdict == Verdict::Met { "met" } else { "NOT MET" };
            writeln!(text, "            {}: {verdict}; needed {needed}; given {given}{article}", one.name)?;
            if let Some(note) = &one.note {
                writeln!(text, "              note: {note}")?;
            }
        }
        for due in &day.due {
            writeln!(text, "            next: {} by {}", due.act, due.by)?;
        }
    }
    writeln!(text)
}
