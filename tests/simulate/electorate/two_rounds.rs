//! Second rounds of simulated elections: the second preferences of the same voters decide them.

use std::collections::BTreeMap;

use sailau::electorate::{Electorate, LogisticNormal, Preferences, RankedContest, Swing};
use sailau::simulate::Run;
use sailau::simulate::elections::Simulation;
use sailau::system::ElectoralSystem;

use super::drawing::{each_draw, electorate, plain_single};

const NAME: &str = "single run-off";

fn second(name: &str, preferences: Preferences) -> RankedContest {
    RankedContest {
        name: name.to_owned(),
        of: "single".to_owned(),
        nominees: 1,
        stop: 0.1,
        stops: BTreeMap::new(),
        at_most: None,
        preferences,
    }
}

fn country(ranked: Vec<RankedContest>) -> Electorate {
    let little = LogisticNormal { nation: 0.1, district: 0.2, ..LogisticNormal::default() };
    Electorate {
        swing: Swing::LogisticNormal(little),
        singles: vec![plain_single()],
        ranked,
        ..electorate(&[0.3, 0.28, 0.22, 0.2], 6, 3_000)
    }
}

fn rules(tier: &str) -> ElectoralSystem {
    let text =
        format!("name = \"A\"\n[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\n{tier}\n");
    ElectoralSystem::from_toml(&text).unwrap()
}

const TWO_ROUNDS: &str = "method = \"absolute majority\"\nmajority = { more_than = \"50%\", of = \"valid votes\" }\n\
                          run_off = \"top two\"";

/// Two rounds of the same voters are the contingent vote, draw for draw; no seat is left open, as all are without preferences.
#[test]
fn two_rounds_are_the_contingent_vote_of_the_same_voters() {
    let model = country(vec![second(NAME, Preferences::PartySupport)]).compile().unwrap();
    let contingent = rules(&format!("contest = \"{NAME}\"\nmethod = \"contingent vote\""));
    let simulation = Simulation::new(&model).system("two rounds", &rules(TWO_ROUNDS)).unwrap();
    let simulation = simulation.system("contingent", &contingent).unwrap().compare_all();
    let found = Run::from_seed(5).draws(300).threads(2).run(&simulation).unwrap().summary;
    for party in ["A", "B", "C", "D"] {
        let seats = |system| found.seats(system, party).unwrap().seats.moments();
        assert_eq!(seats("two rounds").mean(), seats("contingent").mean(), "{party}");
        let difference = found.difference("two rounds", "contingent", party).unwrap().moments();
        assert_eq!(difference.variance(), Some(0.0), "{party}");
    }
    let sum = |found: &sailau::simulate::elections::EnsembleSummary| -> f64 {
        let seats = |party| found.seats("two rounds", party).unwrap().seats.moments().mean().unwrap();
        ["A", "B", "C", "D"].into_iter().map(seats).sum()
    };
    // A tie may leave one open now and then.
    assert!(sum(&found) > 5.95, "{}", sum(&found));
    let words = "A second round of single: whoever voted in the first votes again";
    assert!(found.assumptions.iter().any(|own| own.starts_with(words)), "{:#?}", found.assumptions);

    let without = country(Vec::new()).compile().unwrap();
    let simulation = Simulation::new(&without).system("two rounds", &rules(TWO_ROUNDS)).unwrap();
    let open = Run::from_seed(5).draws(300).run(&simulation).unwrap().summary;
    assert!(sum(&open) < 1.0, "{}", sum(&open));
    assert!(!open.assumptions.iter().any(|own| own.starts_with(words)));
}

/// Preferences are drawn after the votes: those of the first round stay as they were for the same seed.
#[test]
fn the_first_round_is_drawn_as_without_a_second() {
    let votes = |ranked: Vec<RankedContest>| {
        let mut first = Vec::new();
        each_draw(&country(ranked), 3, 1, |tally| first.push(tally.votes[..30].to_vec()));
        first
    };
    assert_eq!(votes(Vec::new()), votes(vec![second(NAME, Preferences::ImpartialCulture)]));
}

#[test]
fn a_second_round_of_another_contest_is_refused() {
    let refused = |contest| country(vec![contest]).compile().unwrap_err().to_string();
    let other = refused(second("list run-off", Preferences::PartySupport));
    assert!(
        other.contains("contest `list run-off`: a second round is of the voters of its first"),
        "{other}"
    );
    let two = refused(RankedContest { nominees: 2, ..second(NAME, Preferences::PartySupport) });
    assert!(two.contains("leave out `nominees`"), "{two}");
}
