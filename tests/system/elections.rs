//! Ensembles of elections: known answers come out, and the same bytes on every way to them.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};

use rand::RngExt;
use sailau::electorate::{ModelError, TallySlices, VoteModel, check_model};
use sailau::law::Share;
use sailau::random::Generator;
use sailau::report::Table;
use sailau::simulate::elections::{Digest, ElectionsError, Ensemble, Event, Simulation};
use sailau::simulate::{Confidence, Ended, Run};
use sailau::system::UnknownName;
use sailau::votes::{BallotTotals, Field, Tally, Votes};
use sailau::{CountError, ElectoralSystem, kazakhstan};

/// A hundred votes between two lists, every split as likely as another.
#[derive(Debug)]
struct Even {
    field: Field,
}

impl Even {
    fn new() -> Self {
        let votes = Votes::list([("A", 0), ("B", 0)]).unwrap();
        Self { field: votes.field().clone() }
    }
}

impl VoteModel for Even {
    type Workspace = ();

    fn field(&self) -> &Field {
        &self.field
    }

    fn workspace(&self) {}

    fn draw_votes(&self, rng: &mut Generator, (): &mut (), tally: &mut TallySlices<'_>) {
        let first = rng.random_range(0..=100);
        tally.votes[0] = first;
        tally.votes[1] = 100 - first;
    }

    fn assumptions(&self) -> Vec<String> {
        vec!["every split is as likely as another".to_owned()]
    }
}

fn rules(seats: u32, threshold: &str) -> ElectoralSystem {
    ElectoralSystem::from_toml(&format!(
        r#"
        name = "Two lists"
        [[tier]]
        name = "list"
        seats = {seats}
        method = "hare"
        threshold = {{ at_least = "{threshold}", of = "valid votes" }}
        no_list_passes = "unfilled"
        "#
    ))
    .unwrap()
}

fn simulation() -> Simulation<Even> {
    Simulation::new(Even::new())
        .system("plain", &rules(100, "0%"))
        .unwrap()
        .system("barred", &rules(100, "20%"))
        .unwrap()
        .system("small", &rules(7, "0%"))
        .unwrap()
        .compare_all()
        .event(Event::at_least(Share::new(3, 4).unwrap(), ["A"]))
        .unwrap()
}

#[test]
fn an_ensemble_finds_the_known_distribution() {
    let ensemble = Run::from_seed(1).draws(101_000).run(&simulation()).unwrap();
    let found = &ensemble.summary;
    assert_eq!(ensemble.draws(), 101_000);
    // With a hundred seats and no threshold, seats are votes: each of 0 to 100 comes some thousand times.
    let seats = found.seats("plain", "A").unwrap();
    for drawn in 0..=100 {
        assert!((850..1_150).contains(&seats.seats.count(drawn)), "{drawn}: {}", seats.seats.count(drawn));
    }
    let truths = [
        (seats.majority, 50.0 / 101.0),
        (seats.two_thirds, 34.0 / 101.0),
        (seats.enters(), 100.0 / 101.0),
        (found.system("plain").unwrap().events[0].happened, 26.0 / 101.0),
        // Exactly half has no majority.
        (found.system("plain").unwrap().majority, 100.0 / 101.0),
        // Below 20 votes nothing is left: A has 20 votes or more in 81 of 101 splits.
        (found.seats("barred", "A").unwrap().enters(), 81.0 / 101.0),
        // Whoever has more than 80 is alone.
        (found.seats("barred", "A").unwrap().seats.at_least(100), 20.0 / 101.0),
        // Seven seats are an odd number: 50 to 50 ties for the fourth.
        (found.system("small").unwrap().tied, 1.0 / 101.0),
    ];
    for (row, (proportion, truth)) in truths.into_iter().enumerate() {
        let interval = proportion.clopper_pearson(Confidence::P99);
        assert!(interval.contains(truth), "{row}: {interval} does not hold {truth}");
    }
    assert_eq!(found.system("plain").unwrap().failed.yes, 0);
    assert_eq!(found.assumptions, ["every split is as likely as another"]);
    // The share of the votes, in tenths of a point.
    assert_eq!(found.votes[0].shares[0].count(500), seats.seats.count(50));
}

#[test]
fn pairs_tell_the_same_as_their_systems() {
    let found = Run::from_seed(2).draws(20_000).run(&simulation()).unwrap().summary;
    assert_eq!(found.pairs.len(), 3);
    for pair in &found.pairs {
        let (first, second) = (&found.systems[pair.first], &found.systems[pair.second]);
        for party in 0..found.parties.len() {
            let apart = |houses: &sailau::simulate::elections::SystemSummary| {
                houses.parties[party].seats.moments().mean().unwrap()
            };
            let paired = pair.seats[party].moments().mean().unwrap();
            assert!((paired - (apart(first) - apart(second))).abs() < 1e-9);
            assert_eq!(pair.majority[party].first(), first.parties[party].majority);
            assert_eq!(pair.majority[party].second(), second.parties[party].majority);
        }
    }
    // The bar moves seats of both lists only near the ends, so that the same votes tell the two apart far sooner.
    let gain = found.gain("plain", "barred", "A").unwrap().unwrap();
    assert!(gain > 10.0, "{gain}");
}

#[test]
fn threads_and_shards_make_the_same_bytes() {
    let simulation = simulation();
    let bytes = |ensemble: &Ensemble| serde_json::to_string(ensemble).unwrap();
    let whole = Run::from_seed(3).draws(5_000).threads(1).run(&simulation).unwrap();
    let eight = Run::from_seed(3).draws(5_000).threads(8).run(&simulation).unwrap();
    assert_eq!(bytes(&whole), bytes(&eight));
    let shards: Vec<Ensemble> = (1..=3)
        .map(|part| Run::from_seed(3).draws(5_000).shard(part, 3).run(&simulation).unwrap())
        // Through a file and back.
        .map(|shard| serde_json::from_str(&bytes(&shard)).unwrap())
        .collect();
    let [a, b, c] = <[Ensemble; 3]>::try_from(shards).unwrap();
    let left = a.clone().merge(&b).unwrap().merge(&c).unwrap();
    let right = c.merge(&a).unwrap().merge(&b).unwrap();
    assert_eq!(bytes(&whole), bytes(&left));
    assert_eq!(bytes(&whole), bytes(&right));
}

#[test]
fn what_was_not_drawn_from_the_same_simulation_does_not_merge() {
    let one = Run::from_seed(1).draws(1_000).shard(1, 2).run(&simulation()).unwrap();
    let other = simulation().system("other", &rules(5, "0%")).unwrap();
    let other = Run::from_seed(1).draws(1_000).shard(2, 2).run(&other).unwrap();
    let error = one.clone().merge(&other).unwrap_err();
    assert_eq!(error.to_string(), "these samples are of different runs: the law `other` differs");
    assert!(one.clone().merge(&one).is_err(), "the same block twice");
}

#[test]
fn a_cancelled_run_says_what_it_has() {
    let draws = u64::from(crate::cases(100_000));
    let (part, ended) = Run::from_seed(1)
        .draws(draws)
        .threads(1)
        .run_watched(&simulation(), |progress| {
            if progress.done >= u64::from(crate::cases(10_000)) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })
        .unwrap();
    assert_eq!(ended, Ended::Cancelled);
    assert!(!part.is_complete());
    assert_eq!(part.draws(), part.summary.system("plain").unwrap().majority.of);
    // What is missing can be drawn later.
    let mut whole = part.clone();
    for blocks in part.missing() {
        whole =
            whole.merge(&Run::from_seed(1).draws(draws).blocks(blocks).run(&simulation()).unwrap()).unwrap();
    }
    assert_eq!(whole, Run::from_seed(1).draws(draws).run(&simulation()).unwrap());
}

#[test]
fn a_stop_rule_ends_when_the_interval_is_narrow() {
    // An interval of half the width asks four times the draws: some two hundred thousand, and a sixteenth of them.
    let (width, share) = if cfg!(debug_assertions) { (0.01, 16) } else { (0.0025, 1) };
    let (sample, ended) = Run::from_seed(1)
        .draws(10_000_000)
        .run_until(
            &simulation(),
            |sample| {
                let majority = sample.summary.seats("plain", "A").unwrap().majority;
                majority.wilson(Confidence::P95).half_width() < width
            },
            |_| ControlFlow::Continue(()),
        )
        .unwrap();
    assert_eq!(ended, Ended::Enough);
    assert!((150_000 / share..250_000 / share).contains(&sample.draws()), "{}", sample.draws());
}

#[test]
fn intervals_cover_the_truth_at_their_nominal_rate() {
    let truth = 50.0 / 101.0;
    let (mut share, mut mean, mut difference) = (0, 0, 0);
    let runs = crate::cases(800);
    for seed in 0..u64::from(runs) {
        let found =
            Run::from_seed(seed).draws(500).threads(1).run(&simulation().without_indices()).unwrap().summary;
        let seats = found.seats("plain", "A").unwrap();
        share += u32::from(seats.majority.wilson(Confidence::P95).contains(truth));
        mean += u32::from(seats.seats.moments().interval(Confidence::P95).unwrap().contains(50.0));
        // By symmetry the two systems give A the same seats on average.
        let paired = found.difference("plain", "barred", "A").unwrap();
        difference += u32::from(paired.moments().interval(Confidence::P95).unwrap().contains(0.0));
    }
    // Of a hundred 95 are expected, with a standard deviation of 2.2; four of them to each side.
    let (expected, deviation) = (0.95 * f64::from(runs), (f64::from(runs) * 0.95 * 0.05).sqrt());
    for covered in [share, mean, difference] {
        assert!(
            (f64::from(covered) - expected).abs() < 4.0 * deviation,
            "{share} {mean} {difference} of {runs}"
        );
    }
}

#[test]
fn systems_on_different_models_meet_the_same_fortunes() {
    let both = Simulation::new(Even::new())
        .system("one", &rules(100, "0%"))
        .unwrap()
        .with_model(Even::new())
        .system("other", &rules(100, "0%"))
        .unwrap();
    let found = Run::from_seed(5).draws(2_000).run(&both).unwrap().summary;
    let difference = found.difference("one", "other", "A").unwrap();
    assert_eq!(difference.count(0), 2_000);
    assert!(found.seats("one", "A").unwrap().seats.moments().variance().unwrap() > 700.0);
}

#[test]
fn what_cannot_be_simulated_says_why() {
    let twice = simulation().system("small", &rules(5, "0%")).unwrap_err();
    assert_eq!(twice, ElectionsError::Repeated("small".to_owned()));
    let stranger = simulation().event(Event::more_than(Share::new(1, 2).unwrap(), ["C"])).unwrap_err();
    assert_eq!(
        stranger.to_string(),
        "the event `C holds more than 1/2`: there is no party `C`; there are `A`, `B`"
    );
    let Err(contest) = simulation().votes_of("single") else { panic!("there is no such contest") };
    assert_eq!(
        contest.to_string(),
        "votes to compare seats with: there is no contest `single`; there is `list`"
    );
}

#[test]
fn a_name_that_nothing_has_is_an_error_with_the_one_that_was_meant() {
    let found = Run::from_seed(1).draws(300).run(&simulation()).unwrap().summary;
    let words = |error: UnknownName| error.to_string();
    assert_eq!(
        words(found.system("plane").unwrap_err()),
        "there is no system `plane`; did you mean `plain`?"
    );
    assert_eq!(
        words(found.seats("plain", "Smer").unwrap_err()).split(';').next(),
        Some("there is no party `Smer`")
    );
    assert_eq!(
        words(found.pair("barred", "plain").unwrap_err()),
        "there is no comparison `barred less plain`; did you mean `plain less barred`?"
    );
    assert!(
        found.gain("plain", "barred", "Smer").is_err()
            && found.difference("plain", "barred", "Smer").is_err()
    );
}

/// What is wrong with a model of two lists.
#[derive(Clone, Copy)]
enum Wrong {
    Adds,
    Remembers,
    GoesItsOwnWay,
    TooMany,
    TurnsRound,
}

struct Own(Field, Wrong, AtomicU64);

impl Own {
    fn new(wrong: Wrong) -> Self {
        Self(Even::new().field, wrong, AtomicU64::new(0))
    }
}

impl VoteModel for Own {
    type Workspace = u64;

    fn field(&self) -> &Field {
        &self.0
    }

    fn workspace(&self) -> u64 {
        0
    }

    fn draw_votes(&self, rng: &mut Generator, before: &mut u64, drawn: &mut TallySlices<'_>) {
        let first = rng.random_range(0..=100);
        match self.1 {
            Wrong::Adds => {
                drawn.votes[0] += first;
                drawn.votes[1] += 100 - first;
            }
            Wrong::Remembers => (drawn.votes[0], drawn.votes[1]) = (first, *before),
            Wrong::GoesItsOwnWay => {
                (drawn.votes[0], drawn.votes[1]) = (first, self.2.fetch_add(1, Ordering::Relaxed));
            }
            Wrong::TooMany => {
                (drawn.votes[0], drawn.votes[1]) = (first, 100);
                drawn.totals[0] = BallotTotals { registered: Some(100), ..BallotTotals::default() };
                return;
            }
            Wrong::TurnsRound => (drawn.votes[0], drawn.votes[1]) = (first, 100 - first),
        }
        *before = first;
        drawn.totals[0] = BallotTotals::default();
    }

    fn draw_all(&self, rng: &mut Generator, before: &mut u64, tallies: &mut [Tally]) {
        tallies.iter_mut().rev().for_each(|tally| self.draw(rng, before, tally));
    }
}

#[test]
fn a_model_that_does_not_keep_to_its_seed_is_told_what_it_does() {
    let check = |wrong| check_model(&Own::new(wrong)).unwrap_err();
    assert!(
        matches!(check(Wrong::Adds), ModelError::OfTheTally { place } if place == "the votes of A in `list`")
    );
    assert!(matches!(check(Wrong::Remembers), ModelError::OfTheWorkspace { place } if place.contains(" B ")));
    assert!(matches!(check(Wrong::GoesItsOwnWay), ModelError::NotOfItsSeed { .. }));
    assert!(matches!(check(Wrong::TooMany), ModelError::MoreBallotsThanVoters { registered: 100, .. }));
    let turned = check(Wrong::TurnsRound);
    assert!(
        matches!(&turned, ModelError::NotOneAfterTheOther { place } if place.contains(" A ")),
        "{turned}"
    );
    assert_eq!(check_model(&&Even::new()), Ok(()));
}

#[test]
fn a_model_that_adds_draws_the_same_with_any_number_of_threads() {
    let run = |threads| {
        let simulation = Simulation::new(Own::new(Wrong::Adds)).system("plain", &rules(100, "0%")).unwrap();
        Run::from_seed(5).draws(2_000).threads(threads).run(&simulation).unwrap()
    };
    assert_eq!(run(1), run(4));
    assert!(run(1).summary.seats("plain", "A").unwrap().seats.quantile(1.0).unwrap() <= 100);
}

#[test]
fn shards_of_different_simulations_say_what_differs() {
    let run = |simulation: Simulation<Even>, part| {
        Run::from_seed(5).draws(1_000).shard(part, 2).run(&simulation).unwrap()
    };
    let plain =
        |threshold: &str| Simulation::new(Even::new()).system("plain", &rules(100, threshold)).unwrap();
    let other = run(plain("0%"), 1).merge(&run(plain("5%"), 2)).unwrap_err();
    assert_eq!(other.to_string(), "these samples are of different runs: the law `plain` differs");
    let other =
        run(plain("0%"), 1).merge(&run(plain("0%").event(Event::majority("A")).unwrap(), 2)).unwrap_err();
    assert_eq!(other.to_string(), "these samples are of different runs: the events differ");
    assert!(run(plain("0%"), 1).merge(&run(plain("0%"), 2)).is_ok());
}

#[test]
fn a_tier_that_the_model_draws_no_votes_for_is_an_error_unless_allowed() {
    let mixed = kazakhstan::law_on(jiff::civil::date(2023, 3, 19)).unwrap().value;
    let error = Simulation::new(Even::new()).system("mixed", mixed).unwrap_err();
    assert!(
        matches!(&error, ElectionsError::Rules { source: CountError::MissingContest { tier, .. }, .. } if tier == "single"),
        "{error}"
    );
    let allowed = Simulation::new(Even::new()).allow_uncounted().system("mixed", mixed).unwrap();
    let found = Run::from_seed(1).draws(300).run(&allowed).unwrap().summary;
    assert!(found.assumptions[1].contains("tier `single` of `mixed`"), "{:?}", found.assumptions);
}

#[test]
fn an_event_is_paired_draw_by_draw() {
    // 20 of 101 splits give A less than a fifth: there it has no seat above the bar, and B all. A has a majority by both
    // laws from 51 on.
    let event = Event::majority("B");
    let simulation = simulation().event(event.clone()).unwrap();
    let ensemble = Run::from_seed(11).draws(4_000).run(&simulation).unwrap();
    let both = ensemble.summary.event_difference("plain", "small", &event).unwrap();
    let plain = ensemble.summary.system("plain").unwrap().events[1].happened;
    assert_eq!((both.first(), both.draws()), (plain, 4_000));
    assert!(both.interval(Confidence::P95).unwrap().contains(both.difference().unwrap()));
    assert!(ensemble.summary.event_difference("plain", "small", &Event::majority("A")).is_err());
    let digest = Digest::of(&ensemble, Confidence::P95);
    assert_eq!(digest.event_pairs.len(), 2 * 3);
    assert_eq!(Table::of_event_pairs(&digest).rows().len(), 6);
}
