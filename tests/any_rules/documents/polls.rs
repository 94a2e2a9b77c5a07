use std::path::PathBuf;

use sailau::electorate::polls::{PollError, Polls, Pooling};

use super::Form;
use super::message::{in_users_words, with_its_place};
use super::town::TOWN;
use crate::choices::Choices;

pub(super) fn begin() -> Vec<PathBuf> {
    let mut found = super::own("polls");
    found.extend(
        ["germany", "kazakhstan_2023"]
            .map(|name| super::root().join(format!("examples/data/polls_{name}.csv"))),
    );
    found
}

/// Polls are read; pooled they are shares with a sum of one, and an electorate that is drawn from.
pub(super) fn look(text: &str, _: Form, choices: &mut Choices<'_>) -> bool {
    let polls = match Polls::from_csv(text.as_bytes()) {
        Ok(polls) => polls,
        Err(error) => {
            with_its_place(text, &error);
            return false;
        }
    };
    for poll in &polls.polls {
        assert_eq!(poll.shares.len(), polls.answers.len(), "{text}");
        let sum: f64 = poll.shares.iter().flatten().sum();
        assert!((sum - 1.0).abs() < 1e-9, "{sum}: {text}");
        assert!(poll.shares.iter().flatten().all(|share| (0.0..=1.0).contains(share)), "{text}");
    }
    let window = choices.pick(&[14, 0, 9_000]);
    let pooling = Pooling {
        window,
        sample: choices.maybe(7, &[1_000, 1, u64::MAX]),
        half_life: choices.maybe(3, &[7.0, 0.1]),
        house_effects: choices.in_ten(4),
        ..Pooling::default()
    };
    let pooled = match polls.pool(&pooling) {
        Ok(pooled) => pooled,
        Err(error) => {
            in_users_words(text, &error);
            return true;
        }
    };
    for made in [
        pooled.electorate(PollError::days_before(7), 10_000),
        pooled.upon(&TOWN.electorate, PollError::days_before(1)),
    ] {
        match made {
            Ok(electorate) => {
                let toml = electorate.to_toml().unwrap_or_else(|error| panic!("{error}: {text}"));
                assert!(sailau::electorate::Electorate::from_toml(&toml).is_ok(), "{text}\n{toml}");
                super::electorates::drawn(text, &electorate, choices);
            }
            Err(error) => in_users_words(text, &error),
        }
    }
    true
}
