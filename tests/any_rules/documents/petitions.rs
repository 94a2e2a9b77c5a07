use std::path::PathBuf;

use jiff::civil::Date;
use sailau::abroad::recall_law;
use sailau::kazakhstan;
use sailau::procedure::Misread;
use sailau::procedure::recall::{Case, Event, Mandate};
use serde::{Deserialize, Serialize};

use super::Form;
use super::message::{in_users_words, with_its_place};
use crate::choices::Choices;

pub(super) fn begin() -> Vec<PathBuf> {
    let mut found = super::own("petition");
    found.push(super::root().join("examples/data/petition.json"));
    found
}

/// A petition's life as a file has it.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Life {
    law: Option<String>,
    mandate: Mandate,
    events: Vec<Dated>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Dated {
    #[serde(with = "sailau::law::day")]
    day: Date,
    #[serde(flatten)]
    event: Event,
}

/// Events are read, and written to be read again; a case takes them or says why not, and is then as it was before.
pub(super) fn look(text: &str, _: Form, _: &mut Choices<'_>) -> bool {
    let life: Life = match serde_json::from_str(text) {
        Ok(life) => life,
        Err(error) => {
            with_its_place(text, &Misread::in_json(text, &error));
            return false;
        }
    };
    let json = serde_json::to_string(&life).unwrap();
    assert_eq!(serde_json::from_str::<Life>(&json).ok().as_ref(), Some(&life), "{text}\nwritten:\n{json}");
    let Some(first) = life.events.first() else { return false };
    let law = match &life.law {
        Some(key) => recall_law(key).map(|one| &one.law),
        None => kazakhstan::recall_laws().on(first.day).ok().map(|law| law.value),
    };
    let Some(law) = law else { return false };
    taken(text, law, &life.mandate, life.events.iter().map(|dated| (dated.day, dated.event.clone())))
}

/// Whether there could be such a mandate under this law.
pub(super) fn taken(
    text: &str,
    law: &sailau::procedure::Law<sailau::procedure::recall::Rules>,
    mandate: &Mandate,
    events: impl Iterator<Item = (Date, Event)>,
) -> bool {
    let mut case = match Case::new(law, mandate.clone()) {
        Ok(case) => case,
        Err(error) => {
            in_users_words(text, &error);
            return false;
        }
    };
    for (day, event) in events {
        let before = case.clone();
        match case.take(day, event.clone()) {
            Ok(step) => assert_eq!((step.day, &step.event), (day, &event)),
            Err(refused) => {
                in_users_words(text, &refused);
                assert_eq!(case, before, "{text}");
            }
        }
        assert!(!case.state_on(day).to_string().is_empty() && !event.to_string().is_empty());
        let _ = serde_json::to_string(&(&case, case.due())).unwrap();
    }
    true
}
