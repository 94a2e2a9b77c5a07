//! The odds of a recall: exact where nothing is left to chance, the right way round, and checked on real recalls.

use std::collections::BTreeSet;

use jiff::civil::date;
use sailau::abroad::{past_recalls, recall_law};
use sailau::kazakhstan::recall_laws;
use sailau::procedure::Law;
use sailau::procedure::recall::{PastRecall, Rules};
use sailau::simulate::recall::{Fit, FitError, Model, Odds, Range, Recalls, Scenario, ScenarioError};
use sailau::simulate::{Confidence, Run};

fn kazakhstan() -> &'static Law<Rules> {
    recall_laws().on(date(2024, 1, 1)).unwrap().value
}

fn elsewhere(key: &str) -> &'static Law<Rules> {
    &recall_law(key).unwrap().law
}

const DISTRICT: Scenario = Scenario { voters: 9_000, turnout: 0.55, margin: 0.2, discontent: 0.3 };

fn odds(laws: &[&Law<Rules>], district: Scenario, model: Model) -> Vec<Odds> {
    let recalls = Recalls::new(laws, district, model).unwrap();
    Run::from_seed(11).draws(4_000).run(&recalls).unwrap().summary
}

/// Nothing is left to chance: all who want the recall sign on the first day, and half of each side votes.
fn certain() -> Model {
    Model {
        discontent_sd: 0.0,
        willing: 1.0,
        daily: 1.0,
        capacity: u64::MAX,
        reserve: 1.0,
        invalid: Range { from: 0.0, to: 0.0 },
        turnout_for: 0.5,
        turnout_against: 0.5,
        turnout_sd: 0.0,
        boycott: 0.0,
        invalid_ballots: 0.0,
    }
}

#[test]
fn without_chance_the_law_decides_alone() {
    let all = |discontent, model| {
        let district = Scenario { voters: 1_000, turnout: 1.0, margin: 1.0, discontent };
        let odds = odds(&[kazakhstan()], district, model)[0];
        let always = |yes: u64| match yes {
            0 => false,
            4_000 => true,
            some => panic!("{some} of 4,000"),
        };
        (always(odds.signed.yes), always(odds.void.yes), always(odds.recalled.yes))
    };
    // 100 of 1,000 are not more than a tenth, 101 are.
    assert_eq!(all(0.100, certain()), (false, false, false));
    assert_eq!(all(0.101, certain()), (true, false, false));
    // 250 want it, 125 vote; with the 375 of the holder's side the turnout is met and the majority is not.
    assert_eq!(all(0.25, certain()), (true, false, false));
    // They stay at home: 125 are not a third.
    assert_eq!(all(0.25, Model { boycott: 1.0, ..certain() }), (true, true, false));
    // A boycott can save the holder: 510 of 1,000 would win 255 to 245, and are not a third alone.
    assert_eq!(all(0.51, certain()), (true, false, true));
    assert_eq!(all(0.51, Model { boycott: 1.0, ..certain() }), (true, true, false));
    // 670 bring 335 of 1,000 themselves: nothing helps.
    assert_eq!(all(0.67, Model { boycott: 1.0, ..certain() }), (true, false, true));
    // No signature is valid.
    let invalid = Range { from: 1.0, to: 1.0 };
    assert_eq!(all(0.67, Model { invalid, reserve: 3.0, ..certain() }), (false, false, false));
    // Too few hands: three a day make 90 in 30 days.
    assert_eq!(all(0.67, Model { capacity: 3, ..certain() }), (false, false, false));
    assert_eq!(all(0.67, Model { capacity: 4, ..certain() }), (true, false, true));
}

#[test]
fn the_same_with_any_number_of_threads_and_in_shards() {
    let laws = [kazakhstan(), elsewhere("taiwan-2016")];
    let recalls = Recalls::new(&laws, DISTRICT, Model::default()).unwrap();
    let whole = Run::from_seed(3).draws(3_000).threads(1).run(&recalls).unwrap();
    assert_eq!(Run::from_seed(3).draws(3_000).threads(3).run(&recalls).unwrap(), whole);
    let parts = [1, 2, 3].map(|part| Run::from_seed(3).draws(3_000).shard(part, 3).run(&recalls).unwrap());
    let [a, b, c] = parts;
    let of_others = |laws: &[_], model| {
        let recalls = Recalls::new(laws, DISTRICT, model).unwrap();
        let other = Run::from_seed(3).draws(3_000).shard(2, 3).run(&recalls).unwrap();
        a.clone().merge(&other).unwrap_err().to_string()
    };
    let (turned, hasty) = ([laws[1], laws[0]], Model { capacity: 3, ..Model::default() });
    assert!(of_others(&turned, Model::default()).contains("the laws differ"));
    assert!(of_others(&laws, hasty).contains("the models of signing differ"));
    assert_eq!(c.merge(&a).unwrap().merge(&b).unwrap(), whole);
    // Another law beside it does not change the first one's draws, as long as both collect no longer.
    let alone = Recalls::new(&[laws[1]], DISTRICT, Model::default()).unwrap();
    let alone = Run::from_seed(3).draws(3_000).run(&alone).unwrap().summary[0];
    assert_eq!((alone.signed, alone.recalled), (whole.summary[1].signed, whole.summary[1].recalled));
}

#[test]
fn discontent_helps_and_a_lead_or_a_large_district_do_not() {
    let recalled = |district: Scenario| odds(&[kazakhstan()], district, Model::default())[0].recalled.yes;
    let signed = |district: Scenario| odds(&[kazakhstan()], district, Model::default())[0].signed.yes;
    let by_discontent = [0.1, 0.3, 0.5, 0.7].map(|discontent| recalled(Scenario { discontent, ..DISTRICT }));
    assert!(by_discontent.is_sorted() && by_discontent[0] < by_discontent[3], "{by_discontent:?}");
    let by_margin = [0.8, 0.4, 0.0].map(|margin| signed(Scenario { margin, ..DISTRICT }));
    assert!(by_margin.is_sorted() && by_margin[0] < by_margin[2], "{by_margin:?}");
    // 415,000 voters need 41,501 signatures, and 1,000 a day make 30,000.
    let large = Scenario { voters: 415_000, ..DISTRICT };
    assert_eq!(signed(large), 0);
    assert!(signed(DISTRICT) > 2_000);
}

#[test]
fn a_law_without_a_vote_ends_more_mandates_on_the_same_draws() {
    let odds = odds(&[kazakhstan(), elsewhere("united-kingdom-2015")], DISTRICT, Model::default());
    let more = odds[1].against_first.difference();
    assert!(more.interval(Confidence::P99).unwrap().low > 0.0, "{odds:?}");
    assert!(odds[1].recalled == odds[1].signed && odds[1].signed.yes >= odds[0].signed.yes);
}

#[test]
fn three_quarters_of_six_weeks_come_in_the_first_two() {
    // Peterborough 79 %, Brecon 70 %.
    let rest = |days: i32| (1.0 - Model::default().daily).powi(days);
    let first = (1.0 - rest(14)) / (1.0 - rest(42));
    assert!((0.70..0.79).contains(&first), "{first}");
}

#[test]
fn numbers_out_of_range_are_named() {
    let new = |district, model| Recalls::new(&[kazakhstan()], district, model).map(|_| ());
    assert_eq!(Recalls::new(&[], DISTRICT, Model::default()).map(|_| ()), Err(ScenarioError::NoLaw));
    let model = Model::default();
    assert_eq!(new(Scenario { voters: 0, ..DISTRICT }, model), Err(ScenarioError::NoVoters));
    for (district, model, name) in [
        (Scenario { turnout: 1.1, ..DISTRICT }, model, "turnout"),
        (Scenario { margin: -1.1, ..DISTRICT }, model, "margin"),
        (Scenario { discontent: 0.0, ..DISTRICT }, model, "discontent"),
        (DISTRICT, Model { daily: f64::INFINITY, ..model }, "daily"),
        (DISTRICT, Model { reserve: 0.5, ..model }, "reserve"),
        (DISTRICT, Model { invalid: Range { from: 0.2, to: 0.1 }, ..model }, "invalid.to"),
        (DISTRICT, Model { turnout_sd: -1.0, ..model }, "turnout_sd"),
    ] {
        match new(district, model) {
            Err(ScenarioError::OutOfRange { name: found, .. }) => assert_eq!(found, name),
            other => panic!("{name}: {other:?}"),
        }
    }
    assert!(new(Scenario { turnout: f64::NAN, ..DISTRICT }, model).is_err());
    assert!(new(Scenario { voters: u64::MAX, turnout: 1.0, ..DISTRICT }, model).is_ok());
    let largest = Scenario { voters: u64::MAX, turnout: 1.0, ..DISTRICT };
    assert_eq!(odds(&[kazakhstan()], largest, Model::default())[0].signed.yes, 0);
}

/// For each day, the chance of a recall by a fit to the other days, and whether one came.
fn each_day_from_the_others(law: &str, by_vote: bool) -> Vec<(f64, bool)> {
    let cases = settled(law);
    let of_day = |day| {
        let (then, others): (Vec<_>, Vec<_>) = cases.iter().copied().partition(|one| one.day == day);
        (chance(&Fit::to(others, by_vote).unwrap(), then[0]), then.iter().any(|one| one.recalled))
    };
    let days: BTreeSet<_> = cases.iter().map(|one| one.day).collect();
    days.into_iter().map(of_day).collect()
}

fn chance(fit: &Fit, case: &PastRecall) -> f64 {
    let forecast = fit.forecast(&elsewhere(&case.law).rules, case.electorate.unwrap());
    Run::from_seed(17).draws(4_000).run(&forecast).unwrap().summary.share().unwrap()
}

/// As many came as were foretold, within the chance of so many days.
fn agree(days: &[(f64, bool)]) {
    let expected: f64 = days.iter().map(|(p, _)| p).sum();
    let variance: f64 = days.iter().map(|(p, _)| p * (1.0 - p)).sum();
    let came = days.iter().filter(|(_, came)| *came).count() as f64;
    assert!((came - expected).abs() < 1.96 * variance.sqrt(), "{came} came, {expected} ± {variance}");
}

fn settled(law: &str) -> Vec<&'static PastRecall> {
    let is_settled = |one: &&PastRecall| one.outcome_under(&elsewhere(law).rules).is_some();
    past_recalls().iter().filter(|one| one.law == law).filter(is_settled).collect()
}

#[test]
fn taiwan_each_day_foretold_from_the_others() {
    let days = each_day_from_the_others("taiwan-2016", true);
    assert_eq!((days.len(), days.iter().filter(|(_, came)| *came).count()), (6, 3));
    agree(&days);
    // A forecast that says nothing, or everything, would not do.
    assert!(days.iter().all(|&(p, _)| p > 0.05 && p < 0.95), "{days:?}");
    // The day of August 2025, on which none of seven was recalled.
    assert!(!days[5].1 && days[5].0 < 0.95);
}

#[test]
fn each_british_petition_foretold_from_the_others() {
    let days = each_day_from_the_others("united-kingdom-2015", false);
    assert_eq!((days.len(), days.iter().filter(|(_, came)| *came).count()), (5, 4));
    agree(&days);
}

#[test]
fn a_fit_needs_three_days_and_a_law_of_its_kind() {
    let august: Vec<_> =
        settled("taiwan-2016").into_iter().filter(|one| one.day == date(2025, 8, 23)).collect();
    assert_eq!(august.len(), 7);
    assert_eq!(Fit::to(august, true).unwrap_err(), FitError::TooFew(1));
    let votes = Fit::to(settled("taiwan-2016"), true).unwrap();
    assert_eq!(votes.days, 6);
    let british = settled("united-kingdom-2015")[0];
    assert!(chance(&votes, british) == 0.0);
}
