//! Ways of voting: one day changes nothing, the arithmetic by hand, and runs that do not depend on threads.

use sailau::abroad::voting_ways;
use sailau::electorate::VotingWay;
use sailau::simulate::Run;
use sailau::simulate::voting_ways::{Place, Scenario, ScenarioError};

fn way(effect: f64, spread: f64, at: f64) -> VotingWay {
    VotingWay { name: "a way".to_owned(), effect, spread, at, ..voting_ways()[0].clone() }
}

fn scenario(ways: Vec<VotingWay>) -> Scenario {
    let place = |name: &str, registered, voters| Place { name: name.to_owned(), registered, voters };
    Scenario {
        places: vec![place("A", 100_000, 50_000), place("B", 100_000, 80_000), place("C", 1_000, 1_000)],
        votes: vec![70_000, 30_000, 20_000],
        ways,
        local_spread: 0.0,
        lean: 0.0,
    }
}

fn means(scenario: &Scenario, draws: u64) -> Vec<(Vec<f64>, Vec<f64>)> {
    let summary =
        Run::from_seed(9).draws(draws).run(&scenario.varying(|_| Vec::new()).unwrap()).unwrap().summary;
    let mean = |all: &[sailau::simulate::Moments]| all.iter().map(|one| one.mean().unwrap()).collect();
    summary.ways.iter().map(|way| (mean(&way.turnout), mean(&way.shares))).collect()
}

#[test]
fn one_day_is_what_was() {
    let mut scenario = scenario(vec![voting_ways()[0].clone()]);
    (scenario.local_spread, scenario.lean) = (3.0, 1.0);
    let (turnout, shares) = means(&scenario, 300).remove(0);
    assert_eq!(turnout, [50_000.0, 80_000.0, 100_000.0]);
    assert_eq!(shares, [58_333.0, 25_000.0, 16_667.0]);
}

#[test]
fn an_effect_by_hand() {
    // 5 points at 50 per cent multiply the odds by 55/45: 50 to 55, 80 to 83.019 per cent. 5 points less: by 45/55.
    // An effect beyond all turnouts is cut at 99.9: odds of 999 times those of 99.
    let all = means(&scenario(vec![way(5.0, 0.0, 50.0), way(-5.0, 0.0, 50.0), way(100.0, 0.0, 99.0)]), 10);
    assert_eq!(all[0].0, [55_000.0, 83_019.0, 100_000.0]);
    assert_eq!(all[1].0, [45_000.0, 76_596.0, 100_000.0]);
    assert_eq!(all[2].0, [90_984.0, 97_582.0, 100_000.0]);
    // Without a lean the result stays.
    for (_, shares) in &all {
        for (share, was) in shares.iter().zip([58_333.0, 25_000.0, 16_667.0]) {
            assert!((share - was).abs() <= 1.0, "{share} {was}");
        }
    }
}

#[test]
fn all_ways_see_the_same_draws_and_a_lean_moves_no_party_on_average() {
    let mut scenario = scenario(vec![way(4.0, 2.0, 50.0), way(5.0, 2.0, 50.0)]);
    (scenario.local_spread, scenario.lean) = (1.0, 0.2);
    let all = means(&scenario, 2_000);
    // In A half of the voters vote, as in the study: a point more is exactly 1 point, draw by draw.
    assert!((all[1].0[0] - all[0].0[0] - 1_000.0).abs() < 1.0);
    assert!((all[1].1[0] - 58_333.0).abs() < 100.0, "{:?}", all[1].1);
}

#[test]
fn the_same_with_any_number_of_threads() {
    let mut scenario = scenario(voting_ways().to_vec());
    (scenario.local_spread, scenario.lean) = (1.0, 0.2);
    let first_takes_all = |votes: &[u64]| vec![u32::from(votes[0] > votes[1]), 1];
    let varying = scenario.varying(first_takes_all).unwrap();
    let run = |threads| Run::from_seed(5).draws(1_000).threads(threads).run(&varying).unwrap();
    assert_eq!(run(1), run(3));
    assert_eq!(run(1).summary.ways[2].seats[1].mean(), Some(1.0));
}

#[test]
fn each_way_says_where_it_comes_from() {
    let names: Vec<_> = voting_ways().iter().map(|way| way.name.as_str()).collect();
    assert_eq!(names, ["one day", "two days", "early, ten days", "remote, by post", "electronic"]);
    assert!(voting_ways().iter().all(|way| !way.source.is_empty()));
}

#[test]
fn what_cannot_be_is_refused() {
    let refused = |change: &dyn Fn(&mut Scenario)| {
        let mut scenario = scenario(voting_ways().to_vec());
        change(&mut scenario);
        scenario.varying(|_| Vec::new()).map(|_| ()).unwrap_err()
    };
    assert_eq!(refused(&|one| one.places.clear()), ScenarioError::None("places"));
    assert_eq!(refused(&|one| one.ways.clear()), ScenarioError::None("ways"));
    assert_eq!(refused(&|one| one.votes.fill(0)), ScenarioError::None("votes"));
    assert!(matches!(refused(&|one| one.places[0].voters = 100_001), ScenarioError::TooManyVoters { .. }));
    assert!(matches!(refused(&|one| one.votes[0] = u64::MAX), ScenarioError::TooLarge(_)));
    for bad in [f64::NAN, f64::INFINITY, -1.0, 101.0] {
        assert!(matches!(refused(&|one| one.local_spread = bad), ScenarioError::OutOfRange { .. }));
        assert!(matches!(refused(&|one| one.ways[1].spread = bad), ScenarioError::OutOfRange { .. }));
        assert!(matches!(refused(&|one| one.ways[1].at = bad), ScenarioError::OutOfRange { .. }));
        assert!(matches!(refused(&|one| one.lean = bad), ScenarioError::OutOfRange { .. }));
    }
}
