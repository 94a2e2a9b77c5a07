use std::fmt::Debug;
use std::path::PathBuf;
use std::sync::LazyLock;

use jiff::civil::date;
use sailau::procedure::office::Poll;
use sailau::procedure::recall::{Ballots, Event, Mandate, Seat, Term, list_mandate};
use sailau::procedure::{
    Decision, FactError, InWords, Law, akim, funds, mandates, maslihat, president, recall, referendum,
    registration, roll, senate,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::message::{in_users_words, with_its_place};
use super::{Form, petitions};
use crate::choices::Choices;

pub(super) fn begin() -> Vec<PathBuf> {
    let mut found = super::files("src/kazakhstan/law", "toml");
    // Beside them stand rules of elections.
    found.retain(|path| {
        let folder = path.parent().unwrap();
        !folder.ends_with("law") && !folder.ends_with("maslihat")
    });
    found.extend(super::files("src/abroad/recall/laws", "toml"));
    found
}

/// Facts of the cases in `tests/law`, each kind of them wherever a table is one.
struct Facts {
    registration: Vec<registration::Facts>,
    referendum: Vec<referendum::Facts>,
    of_list: Vec<list_mandate::Facts>,
    maslihat: Vec<maslihat::Facts>,
    funds: Vec<funds::Facts>,
    polls: Vec<Poll>,
    nominations: Vec<president::Nomination>,
    senate: Vec<senate::Nomination>,
    sessions: Vec<senate::Session>,
    proposals: Vec<akim::Proposal>,
    rolls: Vec<roll::Roll>,
    lists: Vec<mandates::PartyList>,
}

static FACTS: LazyLock<Facts> = LazyLock::new(|| {
    fn collect(value: &toml::Value, found: &mut Vec<toml::Value>) {
        found.push(value.clone());
        match value {
            toml::Value::Table(fields) => fields.values().for_each(|value| collect(value, found)),
            toml::Value::Array(items) => items.iter().for_each(|value| collect(value, found)),
            _ => {}
        }
    }
    let mut tables = Vec::new();
    for path in super::files("tests/law", "toml") {
        collect(&toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap(), &mut tables);
    }
    fn those<F: DeserializeOwned>(tables: &[toml::Value]) -> Vec<F> {
        tables
            .iter()
            .filter(|table| table.is_table())
            .filter_map(|table| table.clone().try_into().ok())
            .collect()
    }
    let roll = |precinct: &str| {
        toml::from_str(&format!("precinct = '{precinct}'\nentries = [{{ id = '1', name = 'A', born = 1970 }}, {{ name = '{precinct}', born = 1 }}]")).unwrap()
    };
    let list = |seats, names: &[&str]| mandates::PartyList {
        party: "Hill".to_owned(),
        seats,
        persons: names.iter().map(|name| mandates::Person::named(*name)).collect(),
    };
    Facts {
        registration: those(&tables),
        referendum: those(&tables),
        of_list: those(&tables),
        maslihat: those(&tables),
        funds: those(&tables),
        polls: those(&tables),
        nominations: those(&tables),
        senate: those(&tables),
        sessions: those(&tables),
        proposals: those(&tables),
        rolls: vec![roll("C"), roll("D")],
        lists: vec![list(3, &["A", "B", "C", "D"]), list(1, &["A"]), list(69, &["Z", "B"])],
    }
});

/// A law is read by the reader of its procedure, and written to be read again; it is said in words, and decides. The readers of other
/// procedures say that it is none of theirs.
pub(super) fn look(text: &str, _: Form, choices: &mut Choices<'_>) -> bool {
    let facts = &*FACTS;
    let regions = u32::from(choices.byte());
    [
        read(text, |law: &Law<registration::Rules>| {
            facts.registration.iter().for_each(|facts| decided(text, law.decide(facts)));
        }),
        read(text, |law: &Law<referendum::Rules>| {
            facts.referendum.iter().for_each(|facts| decided(text, law.decide(facts)));
        }),
        read(text, |law: &Law<list_mandate::Rules>| {
            facts.of_list.iter().for_each(|facts| decided(text, law.decide(facts)));
        }),
        read(text, |law: &Law<maslihat::Rules>| {
            facts.maslihat.iter().for_each(|facts| decided(text, law.decide(facts)));
            for facts in &facts.maslihat {
                told(text, law.split(facts.kind, regions).map(drop));
            }
        }),
        read(text, |law: &Law<funds::Rules>| {
            facts.funds.iter().for_each(|facts| decided(text, law.decide(facts)));
        }),
        read(text, |law: &Law<president::Rules>| {
            facts.nominations.iter().for_each(|facts| decided(text, law.nomination(facts)));
            for poll in &facts.polls {
                told(text, law.first_vote(poll).map(drop));
                told(text, law.second_vote(poll).map(drop));
            }
        }),
        read(text, |law: &Law<senate::Rules>| {
            assert!(law.composition(regions).total() >= law.composition(regions).elected);
            let [appointed, on_assembly_proposal] = [choices.byte(), choices.byte()].map(u64::from);
            let appointments = senate::Appointments { appointed, on_assembly_proposal };
            decided(text, law.appointments(&appointments));
            facts.senate.iter().for_each(|facts| decided(text, law.nomination(facts)));
            for session in &facts.sessions {
                told(text, law.first_vote(session).map(drop));
                told(text, law.second_vote(session).map(drop));
            }
        }),
        read(text, |law: &Law<akim::Consent>| {
            for proposal in &facts.proposals {
                told(text, law.consent(proposal).map(drop));
            }
        }),
        read(text, |law: &Law<akim::Direct>| {
            facts.polls.iter().for_each(|poll| told(text, law.election(poll).map(drop)));
        }),
        read(text, |law: &Law<roll::Rules>| decided(text, law.decide(&facts.rolls))),
        read(text, |law: &Law<mandates::Rules>| {
            for list in &facts.lists {
                decided(text, law.list(list));
                told(text, law.seat(list, regions).map(drop));
                told(text, law.seat_with_quota(list, regions).map(drop));
                told(text, law.deposit(u64::from(regions), Some((1, 2))).map(drop));
            }
        }),
        read(text, |law: &Law<recall::Rules>| {
            let bodies: Vec<String> = law.rules.bodies().map(str::to_owned).collect();
            for body in bodies {
                let mandate = Mandate {
                    holder: "A. Deputy".to_owned(),
                    body,
                    elected: Seat::SingleMember,
                    term: Term { began: date(2023, 3, 29), ends: date(2028, 3, 29) },
                    voters: 9_000,
                    last_vote: Some(6_000),
                    votes_won: Some(4_000),
                };
                petitions::taken(text, law, &mandate, life().into_iter());
            }
        }),
    ]
    .contains(&true)
}

/// Whether it is such a law.
fn read<R>(text: &str, decide: impl FnOnce(&Law<R>)) -> bool
where
    R: InWords + Serialize + DeserializeOwned + PartialEq + Debug,
{
    let law: Law<R> = match Law::from_toml(text) {
        Ok(law) => law,
        Err(error) => {
            with_its_place(text, &error);
            return false;
        }
    };
    if let Ok(toml) = toml::to_string(&law) {
        assert_eq!(Law::from_toml(&toml).ok().as_ref(), Some(&law), "{text}\nwritten:\n{toml}");
    }
    let json = serde_json::to_string(&law).unwrap();
    assert_eq!(serde_json::from_str(&json).ok().as_ref(), Some(&law), "{text}\nwritten:\n{json}");
    for said in law.in_words() {
        assert!(!said.rule.is_empty(), "{text}");
    }
    decide(&law);
    true
}

fn decided(text: &str, decision: Result<Decision, FactError>) {
    told(text, decision.map(|decision| assert!(!decision.to_string().is_empty())));
}

fn told(text: &str, decided: Result<(), FactError>) {
    if let Err(error) = decided {
        in_users_words(text, &error);
    }
}

/// A petition from the first day to the last.
fn life() -> Vec<(jiff::civil::Date, Event)> {
    let ballots = Ballots { participants: 4_800, yes: 2_401, no: Some(2_391), invalid: Some(8) };
    vec![
        (date(2025, 5, 1), Event::Filed { voters: 200, ground: Some("loss of trust".to_owned()) }),
        (date(2025, 5, 3), Event::Registered),
        (date(2025, 5, 30), Event::Submitted { signatures: 3_290, last_signed: Some(date(2025, 5, 29)) }),
        (date(2025, 6, 4), Event::Checked { valid: 3_241, parts: Some(3) }),
        (date(2025, 6, 5), Event::VoteCalled),
        (date(2025, 6, 7), Event::HolderTold),
        (date(2025, 7, 27), Event::VoteHeld(ballots)),
        (date(2025, 7, 29), Event::ResultPublished),
        (date(2025, 8, 1), Event::ByElectionCalled),
    ]
}
