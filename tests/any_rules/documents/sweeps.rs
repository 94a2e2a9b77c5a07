use std::path::PathBuf;

use sailau::reform::Sweep;

use super::Form;
use super::message::{in_users_words, with_its_place};
use super::town::TOWN;
use crate::choices::Choices;

pub(super) fn begin() -> Vec<PathBuf> {
    super::own("sweep_s").into_iter().chain(super::own("sweep_t")).collect()
}

/// Sweeps are read, and written to be read again; every point has rules that count, or an error that says why not.
pub(super) fn look(text: &str, _: Form, _: &mut Choices<'_>) -> bool {
    let sweep = match Sweep::from_toml(text) {
        Ok(sweep) => sweep,
        Err(error) => {
            with_its_place(text, &error);
            return false;
        }
    };
    if let Ok(toml) = toml::to_string(&sweep) {
        assert_eq!(Sweep::from_toml(&toml).as_ref(), Ok(&sweep), "{text}\nwritten:\n{toml}");
    }
    let json = serde_json::to_string(&sweep).unwrap();
    assert_eq!(serde_json::from_str::<Sweep>(&json).ok().as_ref(), Some(&sweep), "{text}\nwritten:\n{json}");
    let points = match sweep.systems(&TOWN.rules) {
        Ok(points) => points,
        Err(error) => {
            in_users_words(text, &error);
            return false;
        }
    };
    let mut several = 0;
    for point in points.take(12) {
        several += 1;
        match point {
            Ok(point) => drop(super::rules::counted(text, &point.system, &TOWN.votes)),
            Err(error) => in_users_words(text, &error),
        }
    }
    if several < 12 {
        match sweep.table(&TOWN.rules, &TOWN.votes) {
            Ok(table) => assert_eq!(table.rows.len(), several, "{text}"),
            Err(error) => in_users_words(text, &error),
        }
    }
    true
}
