use std::path::PathBuf;

use super::Form;
use super::message::with_its_place;
use super::town::TOWN;
use crate::choices::Choices;

pub(super) fn begin() -> Vec<PathBuf> {
    let mut found = super::own("votes");
    found.extend(
        ["kazakhstan_2023", "netherlands_2023", "russia_2021"]
            .map(|name| super::root().join(format!("examples/data/{name}.csv"))),
    );
    found
}

/// Votes are read for the town's rules, and counted.
pub(super) fn look(text: &str, _: Form, _: &mut Choices<'_>) -> bool {
    match TOWN.rules.read_votes(text.as_bytes()) {
        Ok(votes) => {
            super::rules::counted(text, &TOWN.rules, &votes);
            true
        }
        Err(error) => {
            with_its_place(text, &error);
            false
        }
    }
}
