//! Kazakhstan's electorates drawn and counted, held against the official results.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use rand::SeedableRng;
use sailau::electorate::{Electorate, Swing, Turnout, VoteModel};
use sailau::kazakhstan::electorates::second_choices;
use sailau::kazakhstan::{self, electorate, electorates, law_on};
use sailau::random::Generator;
use sailau::system::Seats;
use sailau::votes::Votes;

const MAJILIS: Date = date(2023, 3, 19);

/// The electorate with nothing varying but what candidates are.
fn still(day: Date) -> Electorate {
    let mut electorate = electorate(day).unwrap().electorate.clone();
    electorate.swing = Swing::None;
    let regions = electorate.turnout.regions.clone();
    electorate.turnout = Turnout { regions, ..Turnout::fixed(electorate.turnout.mean) };
    electorate
}

fn draws(electorate: &Electorate, draws: u64, mut each: impl FnMut(&Votes)) {
    let model = electorate.compile().unwrap();
    let mut rng = Generator::seed_from_u64(2023);
    let mut workspace = model.workspace();
    for _ in 0..draws {
        let mut tally = model.field().empty_tally();
        model.draw(&mut rng, &mut workspace, &mut tally);
        each(&Votes::new(model.field().clone(), tally).unwrap());
    }
}

/// Mean seats of the lists, and means and variances of single-member seats of Amanat, of other parties, of independents.
#[derive(Debug, Default)]
struct Means {
    list: BTreeMap<String, f64>,
    amanat: f64,
    amanat_squares: f64,
    others: f64,
    independents: f64,
}

fn means(electorate: &Electorate, number: u64) -> Means {
    let law = law_on(MAJILIS).unwrap().value;
    let mut means = Means::default();
    let each = 1.0 / number as f64;
    draws(electorate, number, |votes| {
        let outcome = law.count(votes).unwrap();
        assert_eq!(outcome.seats.iter().map(|row| row.seats).sum::<u32>() + open(&outcome), 98);
        for row in outcome.seats.iter().filter(|row| row.tier == "list") {
            *means.list.entry(row.party.clone().unwrap()).or_default() += each * f64::from(row.seats);
        }
        let amanat = f64::from(outcome.seats_in("single", "Amanat").unwrap());
        means.amanat += each * amanat;
        means.amanat_squares += each * amanat * amanat;
        let single = outcome.seats.iter().filter(|row| row.tier == "single");
        let all: u32 = single.map(|row| row.seats).sum();
        means.independents += each * f64::from(outcome.independents());
        means.others += each * (f64::from(all - outcome.independents()) - amanat);
    });
    means
}

fn open(outcome: &sailau::Outcome) -> u32 {
    outcome.ties.iter().map(|tie| tie.seats).sum::<u32>()
        + outcome.unfilled.iter().map(|row| row.seats).sum::<u32>()
}

/// Each electorate is drawn and counted under the law of its day.
#[test]
fn every_electorate_is_drawn_and_counted() {
    for one in electorates() {
        let law = law_on(one.day).unwrap().value;
        let registered: u64 = one.electorate.districts.iter().map(|district| district.registered).sum();
        draws(&one.electorate, 20, |votes| {
            let outcome = law.count(votes).unwrap();
            assert!(outcome.uncounted.is_empty(), "{}: {:?}", one.day, outcome.uncounted);
            let cast = votes.total("list") + votes.against_all("list");
            assert!(cast > 0 && cast < u128::from(registered), "{}", one.day);
        });
        // What is assumed travels with the model.
        let assumed = one.electorate.compile().unwrap().assumptions();
        assert!(one.electorate.assumptions.iter().all(|line| assumed.contains(line)), "{}", one.day);
    }
}

/// With nothing varying the lists have the official votes, to the rounding of districts, and the official seats.
#[test]
fn without_swing_the_lists_have_the_official_seats() {
    for day in [date(2021, 1, 10), MAJILIS] {
        let official = kazakhstan::election(day).unwrap();
        let votes = official.votes();
        draws(&still(day), 3, |drawn| {
            let drawn_totals = drawn.party_totals("list");
            for (party, votes) in votes.party_totals("list") {
                let (_, drawn) = drawn_totals.iter().find(|(own, _)| own.name == party.name).unwrap();
                let apart = (*drawn as f64 - votes as f64).abs();
                assert!(apart < 100.0, "{day}, {}: {drawn} for {votes}", party.name);
            }
            let outcome = law_on(day).unwrap().value.count(drawn).unwrap();
            for row in official.official_seats().iter().filter(|row| row.tier == "list") {
                let party = row.party.as_deref().unwrap();
                assert_eq!(outcome.seats_in("list", party).unwrap(), row.seats, "{day}, {party}");
            }
        });
    }
}

/// The weight of independents is set so that Amanat wins 22 of 29 in the mean; that no other party wins is not set.
#[test]
fn on_the_official_lists_the_winners_are_as_many_as_official() {
    let means = means(&still(MAJILIS), 1_000);
    let sd = (means.amanat_squares - means.amanat * means.amanat).sqrt();
    println!("without swing: {means:?}, sd {sd}");
    assert!((means.amanat - 22.0).abs() < 0.3, "{means:?}");
    assert!((means.independents - 7.0).abs() < 0.3, "{means:?}");
    assert!(means.others < 0.1, "{means:?}");
    // 29 tosses with a chance of 22 in 29 have 2.3.
    assert!((2.0..2.6).contains(&sd), "{sd}");
}

/// With the swing of 1999-2023 the mean is still near the official seats: within 2.5 of 69. It is below them for Amanat,
/// which has more to lose than to win.
#[test]
fn mean_seats_are_near_the_official_ones() {
    let means = means(&electorate(MAJILIS).unwrap().electorate, 2_000);
    let sd = (means.amanat_squares - means.amanat * means.amanat).sqrt();
    println!("with swing: {means:?}, sd {sd}");
    let official = kazakhstan::election(MAJILIS).unwrap();
    for row in official.official_seats().iter().filter(|row| row.tier == "list") {
        let party = row.party.as_deref().unwrap();
        let mean = means.list.get(party).copied().unwrap_or_default();
        assert!((mean - f64::from(row.seats)).abs() < 2.5, "{party}: {mean} for {}", row.seats);
    }
    assert!((17.5..21.5).contains(&means.amanat), "{means:?}");
    assert!((means.amanat + means.others + means.independents - 29.0).abs() < 0.01, "{means:?}");
}

/// Respublica and Baytaq stand more often under the law of 2022 than under that of 2020, and always without a law.
#[test]
fn the_registration_law_decides_who_stands() {
    let majilis = electorate(MAJILIS).unwrap();
    let stood = |electorate: &Electorate| {
        let mut stood = 0u32;
        draws(electorate, 400, |votes| {
            let totals = votes.party_totals("list");
            let new = totals.iter().filter(|(party, _)| majilis.prospects.contains_key(&party.name));
            stood += new.filter(|(_, votes)| *votes > 0).count() as u32;
            let old = totals.iter().find(|(party, _)| party.name == "OSDP").unwrap();
            assert!(old.1 > 0);
        });
        f64::from(stood) / 800.0
    };
    assert_eq!(stood(&majilis.electorate), 1.0);
    let under = |day| stood(&majilis.under_registration_law(day).unwrap());
    // Members live as voters do: the smallest region, Ulytau, with 1.15 % of the voters, decides. 200 members there are
    // 17,400 in all, 600 are 52,200: chances of 0.57 and 0.18 for a log-normal number of median 21,000 and spread 1.
    let (new, old) = (under(date(2023, 1, 1)), under(date(2022, 1, 1)));
    assert!((new - 0.57).abs() < 0.06, "{new}");
    assert!((old - 0.18).abs() < 0.05, "{old}");
}

/// Voters of 2023 who rank: the house goes to 20 regions, and every draw is counted in full, or says what is tied.
#[test]
fn those_who_rank_elect_a_whole_house() {
    let asked = second_choices();
    let seats: Vec<u32> = asked
        .systems
        .iter()
        .map(|system| match &system.tiers[0].seats {
            Seats::ByDistrict(table) => table.values().sum(),
            Seats::Same(_) => 29,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(seats, [29, 29, 98]);
    let Seats::ByDistrict(table) = &asked.systems[2].tiers[0].seats else { panic!() };
    assert_eq!((table.len(), table["Almaty city"]), (20, 10));
    draws(&asked.electorate, 2, |votes| {
        for (system, seats) in asked.systems.iter().zip(&seats) {
            let outcome = system.count(votes).unwrap();
            assert_eq!(outcome.seats.iter().map(|row| row.seats).sum::<u32>() + open(&outcome), *seats);
        }
    });
    for words in [
        "Who ranks votes as everybody did in 2023",
        "in proportion to the votes drawn for them",
        "a ballot has 3 ranks",
    ] {
        let model = asked.electorate.compile().unwrap();
        assert!(model.assumptions().iter().any(|sentence| sentence.contains(words)), "{words}");
    }
}
