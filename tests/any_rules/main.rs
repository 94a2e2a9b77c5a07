//! Whatever rules and votes meet, the count answers or refuses: it never panics, and every seat is accounted for.

#[path = "../cases/mod.rs"]
mod cases;
mod choices;
mod digest;
mod documents;
mod edited;
mod every_lot;
mod field;
mod menu;
mod statements;
mod votes_file;

use std::cell::Cell;

use cases::cases;
use choices::{Choices, Numbers};
use field::Field;
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};
use sailau::system::ElectoralSystem;
use statements::Compared;

/// How many elections are looked at: as many of these as a run of this build takes, and more where somebody asks for more.
fn elections(by_default: u32) -> u32 {
    std::env::var("SAILAU_ELECTIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(cases(by_default))
}

/// So many cases: the same in every run, and others where somebody asks for more or names a seed (`PROPTEST_RNG_SEED`).
fn config(cases: u32) -> ProptestConfig {
    let mut config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("SAILAU_ELECTIONS").is_none() && config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(2022);
    }
    config
}

/// So many random elections, with numbers of this kind.
fn in_elections(cases: u32, numbers: Numbers, look: impl Fn(&str, &ElectoralSystem, &Field, u64)) {
    in_elections_of(menu::rules, cases, numbers, look);
}

/// The same under rules that are made in this way.
fn in_elections_of(
    rules: impl Fn(&mut Choices<'_>) -> Option<(String, ElectoralSystem)>,
    cases: u32,
    numbers: Numbers,
    look: impl Fn(&str, &ElectoralSystem, &Field, u64),
) {
    let mut runner = TestRunner::new(config(cases));
    let bytes = prop::collection::vec(any::<u8>(), 20..150);
    let result = runner.run(&(bytes, any::<u64>()), |(bytes, turn)| {
        let mut choices = Choices(&bytes);
        if let Some((text, rules)) = rules(&mut choices) {
            look(&text, &rules, &Field::under(&text, &mut choices, numbers), turn);
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}

fn one_more(counter: &Cell<u32>, yes: bool) {
    counter.set(counter.get() + u32::from(yes));
}

#[test]
fn the_order_of_the_parties_and_a_district_without_votes_change_nothing() {
    let (reordered, widened) = (Cell::new(0), Cell::new(0));
    in_elections(elections(5_000), Numbers::Any, |text, rules, field, turn| {
        one_more(&reordered, statements::the_order_of_the_parties_changes_nothing(rules, field, turn));
        one_more(&widened, statements::a_district_without_votes_changes_nothing(text, rules, field));
    });
    let (reordered, widened) = (reordered.get(), widened.get());
    assert!(reordered * 4 > elections(5_000) && widened * 6 > elections(5_000), "{reordered} and {widened}");
}

#[test]
fn thresholds_together_are_each_alone() {
    let together = Cell::new(0);
    in_elections(elections(1_000), Numbers::Any, |_, rules, field, _| {
        one_more(&together, statements::thresholds_together_are_each_alone(rules, field));
    });
    assert!(together.get() * 30 > elections(1_000), "{}", together.get());
}

#[test]
fn every_seat_is_accounted_for() {
    let counted = Cell::new(0);
    in_elections(elections(3_000), Numbers::Any, |_, rules, field, lots| {
        one_more(&counted, statements::every_seat_is_accounted_for(rules, field, lots));
    });
    assert!(counted.get() * 4 > elections(3_000), "{counted:?} elections counted");
}

#[test]
fn what_is_missing_is_taken_as_nothing_and_told() {
    let opened = Cell::new(0);
    in_elections(elections(1_000), Numbers::Any, |_, rules, field, _| {
        one_more(&opened, statements::what_ifs_are_told(rules, field));
    });
    assert!(opened.get() > cases(20), "{opened:?} elections opened");
}

#[test]
fn sure_is_what_every_way_gives_in_which_ties_can_fall() {
    let (compared, branched) = (Cell::new(0), Cell::new(0));
    in_elections(elections(2_000), Numbers::Tied, |text, rules, field, _| {
        let how = statements::sure_is_what_every_way_gives(text, rules, field);
        one_more(&compared, how != Compared::Not);
        one_more(&branched, how == Compared::Tied);
    });
    let (compared, branched) = (compared.get(), branched.get());
    assert!(
        branched * 4 > compared && compared * 3 > elections(2_000),
        "{branched} of {compared} elections had ties"
    );
}

#[test]
fn assertions_of_an_audit_imply_the_house() {
    let (drawn, audited, tested) = (Cell::new(0), Cell::new(0), Cell::new(0));
    for numbers in [Numbers::Any, Numbers::Hundreds] {
        in_elections(elections(3_000), numbers, |_, rules, field, turn| {
            let (own, times) = statements::assertions_imply_the_house(rules, field, turn);
            one_more(&drawn, true);
            one_more(&audited, own);
            tested.set(tested.get() + times);
        });
    }
    let (drawn, audited, tested) = (drawn.get(), audited.get(), tested.get());
    println!("{drawn} elections, {audited} houses audited, {tested} other papers with all assertions true");
    assert!(audited * 20 > elections(3_000) && tested > audited, "{audited} and {tested}");
}

/// The same of each rule that is audited, one by one: among all rules some are seldom met.
#[test]
fn assertions_of_every_rule_imply_the_house() {
    for line in menu::AUDITED {
        let (drawn, audited, tested) = (Cell::new(0), Cell::new(0), Cell::new(0));
        let with = |choices: &mut Choices<'_>| menu::rules_with(line, choices);
        in_elections_of(with, elections(240), Numbers::Hundreds, |_, rules, field, turn| {
            let (own, times) = statements::assertions_imply_the_house(rules, field, turn);
            one_more(&drawn, true);
            one_more(&audited, own);
            tested.set(tested.get() + times);
        });
        let drawn = drawn.get();
        println!(
            "{drawn} elections, {} houses audited, {} other papers: {line}",
            audited.get(),
            tested.get()
        );
        assert!(audited.get() > 0 && tested.get() > 0, "{line}");
    }
}
