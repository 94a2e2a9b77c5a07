use std::path::PathBuf;

use sailau::system::{ElectoralSystem, Seats, TierRule};
use sailau::votes::{District, Standing, Votes, VotesBuilder};

use super::Form;
use super::message::{in_users_words, with_its_place};
use crate::choices::{Choices, Numbers};

pub(super) fn begin() -> Vec<PathBuf> {
    let mut found = super::files("tests/world/rules", "toml");
    let of_kazakhstan = super::files("src/kazakhstan/law", "toml");
    found.extend(of_kazakhstan.into_iter().filter(|path| path.parent().unwrap().ends_with("law")));
    found.extend(
        ["spain", "russia", "netherlands"]
            .map(|name| super::root().join(format!("examples/data/{name}.toml"))),
    );
    found
}

/// Rules are read, and written to be read again; they are said in words, and count votes to the last seat.
pub(super) fn look(text: &str, form: Form, choices: &mut Choices<'_>) -> bool {
    let read = match form {
        Form::Json => ElectoralSystem::from_json(text),
        _ => ElectoralSystem::from_toml(text),
    };
    let rules = match read {
        Ok(rules) => rules,
        Err(error) => {
            with_its_place(text, &error);
            return false;
        }
    };
    match rules.to_toml() {
        Ok(toml) => {
            assert_eq!(ElectoralSystem::from_toml(&toml).as_ref(), Ok(&rules), "{text}\nwritten:\n{toml}")
        }
        Err(error) => panic!("{error}: {text}"),
    }
    let json = rules.to_json().unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(ElectoralSystem::from_json(&json).as_ref(), Ok(&rules), "{text}\nwritten:\n{json}");
    for sentence in rules.in_words() {
        assert!(!sentence.to_string().contains('\n'), "{text}\n{sentence}");
    }
    // Up to a million seats find their places one by one, which is too long to wait for.
    let placed_one_by_one =
        text.contains("placement") && rules.tiers.iter().any(|tier| many_seats(&tier.seats));
    if !placed_one_by_one {
        counted(text, &rules, &ballots(&rules, choices));
    }
    true
}

/// Votes are counted by these rules, or refused in words; every seat is accounted for.
pub(super) fn counted(text: &str, rules: &ElectoralSystem, votes: &Votes) -> bool {
    match rules.count(votes) {
        Ok(outcome) => {
            let sure: u64 = outcome.seats.iter().map(|row| u64::from(row.seats)).sum();
            let tied: u64 = outcome.ties.iter().map(|tie| u64::from(tie.seats)).sum();
            let unfilled: u64 = outcome.unfilled.iter().map(|row| u64::from(row.seats)).sum();
            assert_eq!(sure + tied + unfilled, u64::from(outcome.house_size), "{text}\n{}", outcome.protocol);
            assert!(!outcome.to_string().is_empty() && !outcome.protocol.to_string().is_empty());
            true
        }
        Err(error) => {
            in_users_words(text, &error);
            false
        }
    }
}

/// Ballots for every contest of the rules: two regions of two districts, four parties.
fn ballots(rules: &ElectoralSystem, choices: &mut Choices<'_>) -> Votes {
    let mut builder = VotesBuilder::default();
    let numbers = choices.pick(&[Numbers::Hundreds, Numbers::Hundreds, Numbers::Any, Numbers::Tied]);
    let by_district = choices.in_ten(5);
    let names = names(rules);
    for contest in rules.contests() {
        let of_lists = rules.tier(contest).is_none_or(|tier| matches!(tier.rule, TierRule::List(_)));
        for district in &names {
            let place = (by_district || !of_lists).then_some(district.as_str());
            for party in ["Hill", "Dale", "Ford", "Moor"] {
                let candidate = (!of_lists).then(|| format!("{party} of {district}"));
                // What is written twice is a mistake of a file, and none here.
                let _ =
                    builder.votes(contest, place, Some(party), candidate.as_deref(), choices.votes(numbers));
            }
            let standing = Standing { alliance: Some("Both".to_owned()), ..Standing::default() };
            let _ = builder.standing(contest, place, standing);
            let _ = builder.registered(contest, place, u64::MAX);
            if place.is_none() {
                break;
            }
        }
    }
    let _ = builder.kind("Moor", rules.kinds().first().unwrap_or(&"minority"));
    let Ok(votes) = builder.build() else { return super::town::TOWN.votes.clone() };
    let districts = names.iter().enumerate().map(|(number, name)| District {
        name: name.clone(),
        seats: Some(1 + number as u32),
        region: Some(format!("R{}", number % 2)),
        population: Some(1000 * (1 + number as u64)),
    });
    votes.clone().with_districts(districts).unwrap_or(votes)
}

/// Districts by the names that the rules have, where they have some.
fn names(rules: &ElectoralSystem) -> Vec<String> {
    let named = rules.tiers.iter().find_map(|tier| match &tier.seats {
        Seats::ByDistrict(seats) => Some(seats.keys().take(4).cloned().collect()),
        _ => None,
    });
    named.unwrap_or_else(|| (1..=4).map(|number| format!("D{number}")).collect())
}

fn many_seats(seats: &Seats) -> bool {
    match seats {
        Seats::Same(seats) => *seats > 5_000,
        Seats::ByDistrict(seats) => seats.values().any(|&seats| seats > 5_000),
        _ => false,
    }
}
