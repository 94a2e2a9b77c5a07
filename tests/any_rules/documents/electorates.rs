use std::path::PathBuf;

use rand::SeedableRng;
use sailau::electorate::{Electorate, VoteModel};
use sailau::random::Generator;
use sailau::votes::Votes;

use super::Form;
use super::message::in_users_words;
use crate::choices::Choices;

/// More than these take time, and are not drawn.
const DRAWN: usize = 3_000;

pub(super) fn begin() -> Vec<PathBuf> {
    super::own("electorate")
}

/// Electorates are read, and written to be read again; what is drawn from them are votes, the same for the same seed.
pub(super) fn look(text: &str, form: Form, choices: &mut Choices<'_>) -> bool {
    let read = match form {
        Form::Json => Electorate::from_json(text),
        _ => Electorate::from_toml(text),
    };
    let electorate = match read {
        Ok(electorate) => electorate,
        Err(error) => {
            in_users_words(text, &error);
            return false;
        }
    };
    let toml = electorate.to_toml().unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(Electorate::from_toml(&toml).as_ref(), Ok(&electorate), "{text}\nwritten:\n{toml}");
    let json = electorate.to_json().unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(Electorate::from_json(&json).as_ref(), Ok(&electorate), "{text}\nwritten:\n{json}");
    drawn(text, &electorate, choices);
    true
}

pub(super) fn drawn(text: &str, electorate: &Electorate, choices: &mut Choices<'_>) -> bool {
    let stations =
        electorate.districts.iter().map(|district| match (&electorate.anomalies, district.stations) {
            (None, _) => 0,
            (Some(_), Some(stations)) => u64::from(stations),
            (Some(anomalies), None) => district.registered / u64::from(anomalies.station.max(1)),
        });
    let stations: u64 = stations.fold(0, u64::saturating_add);
    let each: usize =
        electorate.singles.iter().filter_map(|single| single.independents).map(|own| own.each as usize).sum();
    let nominees: usize = electorate.ranked.iter().map(|ranked| ranked.nominees as usize).sum();
    if stations > DRAWN as u64 || (each + nominees) * electorate.districts.len() > DRAWN {
        return false;
    }
    let model = match electorate.compile() {
        Ok(model) => model,
        Err(error) => {
            in_users_words(text, &error);
            return false;
        }
    };
    assert!(model.assumptions().iter().all(|sentence| !sentence.is_empty()), "{text}");
    let seed = u64::from(choices.byte());
    let (mut workspace, mut tally) = (model.workspace(), model.field().empty_tally());
    for seed in [seed, seed + 1, seed] {
        model.draw(&mut Generator::seed_from_u64(seed), &mut workspace, &mut tally);
        let votes = Votes::new(model.field().clone(), tally.clone());
        assert!(votes.is_ok(), "{votes:?}: {text}");
    }
    let mut again = model.field().empty_tally();
    model.draw(&mut Generator::seed_from_u64(seed), &mut model.workspace(), &mut again);
    assert_eq!(again, tally, "{text}");
    let voters: u128 = electorate.districts.iter().map(|district| u128::from(district.registered)).sum();
    for contest in model.field().contests() {
        let cast: u128 = contest
            .ballots
            .iter()
            .flat_map(|ballot| &tally.votes[ballot.votes()])
            .map(|&v| u128::from(v))
            .sum();
        assert!(cast <= voters, "{cast} votes of {voters} voters: {text}");
    }
    true
}
