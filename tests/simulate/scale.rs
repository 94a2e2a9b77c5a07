//! The scale of systems: closed forms, published numbers, the same bytes however it is drawn, and what is refused.

use sailau::ElectoralSystem;
use sailau::electorate::{Sampler, Swing};
use sailau::kazakhstan;
use sailau::simulate::scale::{Estimate, Ground, Positions, Scale, ScaleError, Uncountable};
use sailau::simulate::{Confidence, Run};
use sailau::votes::VotesBuilder;

use crate::electorate::drawing::electorate;

fn rules(tiers: &str) -> ElectoralSystem {
    ElectoralSystem::from_toml(&format!("name = \"A system\"\n{tiers}")).unwrap()
}

fn single(districts: u32) -> ElectoralSystem {
    rules(&format!(
        "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = {districts}\nmethod = \"plurality\"\n"
    ))
}

fn list(seats: u32, method: &str, more: &str) -> ElectoralSystem {
    rules(&format!("[[tier]]\nname = \"list\"\nseats = {seats}\nmethod = \"{method}\"\n{more}"))
}

/// Gallagher's index in points and its standard error.
fn index(scale: &Scale, rounds: u64, system: &str) -> (f64, f64) {
    let sample = Run::from_seed(2026).draws(rounds).run(scale).unwrap();
    let positions = Positions::of(&sample, Confidence::P95);
    let found = positions.row(system).unwrap().gallagher;
    (100.0 * found.mean.unwrap(), 100.0 * found.standard_error.unwrap())
}

#[track_caller]
fn near((found, error): (f64, f64), expected: f64, of_expected: f64, of: &str) {
    let error = error.hypot(of_expected);
    assert!((found - expected).abs() < 4.0 * error, "{of}: {found} ± {error}, and not {expected}");
}

#[test]
fn closed_forms_come_out() {
    let scale = Scale::uniform([2]).unwrap().spread(0.0).unwrap();
    let barred = list(98, "hare", "threshold = { at_least = \"7%\", of = \"valid votes\" }\n");
    let scale = scale
        .system("single", &single(31), &Ground::nationwide())
        .and_then(|scale| scale.system("hare", &list(100, "hare", ""), &Ground::nationwide()))
        .and_then(|scale| scale.system("barred", &barred, &Ground::nationwide()))
        .unwrap();
    // Everything to the larger of two: the mean of 1 - max is a quarter.
    near(index(&scale, 4_096, "single"), 25.0, 0.0, "single seats");
    near(index(&scale, 4_096, "hare"), 100.0 / 400.0, 0.0, "the quota of Hare");
    // 100 (t² + (1 - 2t) / 4S), but for the seat where t S is no whole number.
    near(index(&scale, 4_096, "barred"), 0.709, 0.001, "a threshold of 7 %");
}

/// Own numbers of another program, in points, with their standard errors: two to ten lists, and a spread of a half.
#[test]
fn published_numbers_come_out() {
    let mut scale = Scale::uniform(2..=10).unwrap();
    for law in kazakhstan::laws().iter() {
        scale = scale.system(law.since.to_string(), law.value, &Ground::nationwide()).unwrap();
    }
    let netherlands = list(150, "dhondt", "threshold = { at_least = \"1/150\", of = \"valid votes\" }\n");
    let israel = list(120, "dhondt", "threshold = { at_least = \"3.25%\", of = \"valid votes\" }\n");
    let scale = scale
        .system("Netherlands", &netherlands, &Ground::nationwide())
        .and_then(|scale| scale.system("Israel", &israel, &Ground::nationwide()))
        .and_then(|scale| scale.system("Hare", &list(100, "hare", ""), &Ground::nationwide()))
        .unwrap();
    let scale = scale.compared_with("2026-07-01").unwrap();
    let sample = Run::from_seed(2026).draws(256).run(&scale).unwrap();
    let positions = Positions::of(&sample, Confidence::P95);
    for (system, expected, error) in [
        ("1999-05-06", 18.930, 0.014),
        ("2004-04-14", 18.930, 0.014),
        ("2007-05-21", 4.260, 0.002),
        ("2009-02-09", 4.211, 0.002),
        ("2021-05-24", 2.492, 0.001),
        ("2022-11-05", 7.412, 0.005),
        ("2026-07-01", 2.434, 0.001),
        ("Netherlands", 0.544, 0.0005),
        ("Israel", 1.456, 0.001),
        ("Hare", 0.495, 0.0005),
    ] {
        let found = positions.row(system).unwrap().gallagher;
        let found = (100.0 * found.mean.unwrap(), 100.0 * found.standard_error.unwrap());
        near(found, expected, error, system);
    }
    // On the same draws differences are far surer than levels.
    let [before, after] = ["2021-05-24", "2022-11-05"].map(|law| positions.row(law).unwrap());
    assert_eq!(positions.reference, "2026-07-01");
    let error = |estimate: Estimate| estimate.standard_error.unwrap();
    assert!(error(before.difference) * 5.0 < error(before.gallagher));
    assert!(before.manufactured.high.unwrap() < after.manufactured.low.unwrap());
}

#[test]
fn draws_are_the_same_with_any_threads_and_in_shards() {
    let votes = {
        let mut builder = VotesBuilder::default();
        builder.table("list", &["A", "B", "C"], &["Hill", "Dale"], &[[900, 100], [50, 50], [10, 400]]);
        builder.build().unwrap()
    };
    let each = rules("[[tier]]\nname = \"list\"\nseats = 4\ndistricts = \"each\"\nmethod = \"dhondt\"\n");
    let scale = Scale::uniform([3, 5]).unwrap().system("each", &each, &Ground::of(&votes)).unwrap();
    let scale = scale.system("single", &single(9), &Ground::nationwide()).unwrap();
    let run = Run::from_seed(7).draws(600);
    let whole = run.clone().threads(1).run(&scale).unwrap();
    assert_eq!(run.clone().threads(3).run(&scale).unwrap(), whole);
    let part = |part| run.clone().shard(part, 3).run(&scale).unwrap();
    let (one, two, three) = (part(1), part(2), part(3));
    assert_eq!(three.clone().merge(&one).unwrap().merge(&two).unwrap(), whole);
    // Other districts are another experiment.
    let other = Scale::uniform([3, 5]).unwrap().system("each", &single(3), &Ground::nationwide()).unwrap();
    let other = other.system("single", &single(9), &Ground::nationwide()).unwrap();
    let other = run.shard(2, 3).run(&other).unwrap();
    let error = one.merge(&other).unwrap_err().to_string();
    assert!(error.contains("the system `each` differs"), "{error}");
}

/// One vote serves both tiers: regions have the sums of their districts.
#[test]
fn tiers_share_one_vote() {
    let mut builder = VotesBuilder::default();
    builder.table("single", &["1", "2", "3"], &["Hill", "Dale"], &[[5, 4], [3, 8], [7, 7]]);
    builder.table("list", &["East", "West"], &["Hill", "Dale"], &[[8, 12], [7, 7]]);
    let votes = builder.build().unwrap();
    let district = |name: &str, region: &str| sailau::votes::District {
        name: name.to_owned(),
        region: Some(region.to_owned()),
        ..Default::default()
    };
    let votes =
        votes.with_districts([district("1", "East"), district("2", "East"), district("3", "West")]).unwrap();
    let both = rules(
        "[[tier]]\nname = \"list\"\nseats = 5\ndistricts = \"each\"\nmethod = \"hare\"\n\
         [[tier]]\nname = \"single\"\nseats = 1\ndistricts = 3\nmethod = \"plurality\"\n",
    );
    let scale = Scale::uniform([2]).unwrap().system("both", &both, &Ground::of(&votes)).unwrap();
    let sample = Run::from_seed(1).draws(256).run(&scale).unwrap();
    let positions = Positions::of(&sample, Confidence::P95);
    let row = &positions.rows[0];
    assert_eq!((row.districts, row.seats, row.failed, row.open), (3, Some(13.0), 0, Some(0.0)));
}

#[test]
fn what_cannot_be_drawn_is_refused_with_the_reason() {
    assert!(matches!(Scale::uniform([]).unwrap_err(), ScaleError::Lists { .. }));
    assert!(matches!(Scale::uniform([2, 2]).unwrap_err(), ScaleError::Lists { .. }));
    let error = Scale::uniform([1]).unwrap_err().to_string();
    assert_eq!(error, "1 is no number of lists for the scale; give numbers from 2 to 100, each once");
    let scale = || Scale::uniform([2]).unwrap();
    assert!(scale().spread(f64::NAN).is_err() && scale().spread(-0.1).is_err());
    let each = rules("[[tier]]\nname = \"list\"\nseats = 4\ndistricts = \"each\"\nmethod = \"dhondt\"\n");
    let error = scale().system("each", &each, &Ground::nationwide()).unwrap_err();
    let why = Uncountable::NoDistricts("list".to_owned());
    assert_eq!(error, ScaleError::Uncountable { system: "each".to_owned(), why });
    let twice = scale().system("one", &single(2), &Ground::nationwide()).unwrap();
    assert!(matches!(twice.system("one", &single(2), &Ground::nationwide()), Err(ScaleError::Repeated(_))));
    assert!(matches!(scale().compared_with("nobody"), Err(ScaleError::NoReference(_))));
    let none = Scale::side_by_side(Vec::<(String, Sampler)>::new()).unwrap_err();
    assert_eq!(none.to_string(), "there is no electorate to draw support from; give one at least");
    let twice = Scale::side_by_side([("A", sampler(&[0.6, 0.4])), ("A", sampler(&[0.5, 0.5]))]).unwrap_err();
    assert_eq!(twice.to_string(), "there are two electorates of the name `A`; give each its own");
}

/// An electorate in one piece that does not vary.
fn sampler(shares: &[f64]) -> Sampler {
    let mut country = electorate(shares, 1, 1_000);
    country.swing = Swing::None;
    country.compile().unwrap()
}

#[test]
fn electorates_stand_side_by_side() {
    let hare = list(10, "hare", "");
    let two = [("thirds", sampler(&[0.65, 0.35])), ("whole", sampler(&[0.7, 0.2, 0.1]))];
    let scale = Scale::side_by_side(two).unwrap().system("hare", &hare, &Ground::nationwide()).unwrap();
    let sample = Run::from_seed(1).draws(300).run(&scale).unwrap();
    let positions = Positions::of(&sample, Confidence::P95);
    assert_eq!((positions.electorates(), positions.lists.as_slice()), (600, [2, 3].as_slice()));
    let row = &positions.rows[0];
    let each: Vec<_> =
        row.by_lists.iter().map(|one| (one.electorate.as_deref(), one.gallagher.mean)).collect();
    // 65 and 35 per cent of ten seats are a tie, or seven and three; 70, 20 and 10 are whole seats.
    assert_eq!(each[1].0, Some("whole"));
    assert!(each[1].1.unwrap() < 1e-3, "{each:?}");
    let mean = (each[0].1.unwrap() + each[1].1.unwrap()) / 2.0;
    assert!((row.gallagher.mean.unwrap() - mean).abs() < 1e-9, "{row:?}");
    let alone = Scale::fitted(sampler(&[0.65, 0.35])).unwrap().system("hare", &hare, &Ground::nationwide());
    let alone = Positions::of(&Run::from_seed(1).draws(300).run(&alone.unwrap()).unwrap(), Confidence::P95);
    assert_eq!(alone.rows[0].by_lists[0].electorate, None);
}
