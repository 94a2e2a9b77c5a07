//! Ranked ballots go on from the votes of another contest, as their model says.

use std::collections::BTreeMap;

use sailau::electorate::{
    Candidacy, Electorate, Independents, LogisticNormal, Mallows, Positions, PreferenceFit, Preferences,
    RankedContest, SingleContest, Swing, VoteModel, check_model,
};
use sailau::ranked::{Ballots, Rank};
use sailau::simulate::Run;
use sailau::simulate::elections::Simulation;
use sailau::system::ElectoralSystem;
use sailau::votes::Tally;

use super::drawing::{candidate, each_draw, electorate, plain_single};

fn ranked(of: &str, preferences: Preferences) -> RankedContest {
    RankedContest {
        name: "council".to_owned(),
        of: of.to_owned(),
        nominees: 1,
        stop: 0.0,
        stops: BTreeMap::new(),
        at_most: None,
        preferences,
    }
}

/// Without swing, every voter votes.
fn still(shares: &[f64], voters: u64, ranked: RankedContest) -> Electorate {
    Electorate { swing: Swing::None, ranked: vec![ranked], ..electorate(shares, 1, voters) }
}

fn table(rows: &[(&str, &[(&str, f64)])]) -> Preferences {
    let row = |row: &[(&str, f64)]| row.iter().map(|&(name, weight)| (name.to_owned(), weight)).collect();
    Preferences::Weights(rows.iter().map(|&(name, own)| (name.to_owned(), row(own))).collect())
}

fn positions(parties: &[(&str, &[f64])], spread: f64) -> Preferences {
    let parties = parties.iter().map(|&(name, at)| (name.to_owned(), at.to_vec())).collect();
    Preferences::Spatial(Positions { parties, spread })
}

fn mallows(reference: &[&str], dispersion: f64) -> Preferences {
    let reference = reference.iter().map(|&name| name.to_owned()).collect();
    Preferences::Mallows(Mallows { reference, dispersion })
}

fn every() -> Vec<Preferences> {
    vec![
        Preferences::PartySupport,
        Preferences::ImpartialCulture,
        table(&[
            ("A", &[("B", 1.0), ("C", 2.0), ("D", 0.5)]),
            ("B", &[("A", 3.0)]),
            ("C", &[]),
            ("D", &[("A", 1.0), ("B", 1.0), ("C", 1.0)]),
        ]),
        positions(&[("A", &[0.0, 0.0]), ("B", &[1.0, 0.0]), ("C", &[0.0, 1.5]), ("D", &[-1.0, -1.0])], 0.7),
        mallows(&["C", "A", "D", "B"], 0.6),
    ]
}

/// The share of voters of this first choice whose lists begin with these two, numbered from 0.
fn second(tally: &Tally, first: usize, second: usize) -> f64 {
    let (mut with, mut all) = (0, 0);
    for list in tally.ranked[0].lists() {
        let mut ranks = list.ranks();
        if ranks.next() == Some(Rank::One(first)) {
            all += list.count();
            with += if ranks.next() == Some(Rank::One(second)) { list.count() } else { 0 };
        }
    }
    with as f64 / all as f64
}

fn one_draw(electorate: &Electorate, seed: u64) -> Tally {
    let mut drawn = Tally::default();
    each_draw(electorate, seed, 1, |tally| drawn = tally.clone());
    drawn
}

#[test]
fn draws_repeat_and_first_preferences_are_the_votes() {
    for preferences in every() {
        let contest = RankedContest { stop: 0.2, at_most: Some(3), ..ranked("list", preferences) };
        let country = Electorate { ranked: vec![contest], ..electorate(&[0.4, 0.3, 0.2, 0.1], 3, 3_000) };
        let model = country.compile().unwrap();
        check_model(&model).unwrap();
        assert_eq!(Electorate::from_toml(&country.to_toml().unwrap()).unwrap(), country);
        assert_eq!(Electorate::from_json(&country.to_json().unwrap()).unwrap(), country);
        let plain = Electorate { ranked: Vec::new(), ..country.clone() };
        assert_ne!(plain.compile().unwrap().identity(), model.identity());
        // The first draw of a seed is the same with and without ranked ballots, save these.
        assert_eq!(one_draw(&plain, 5).votes[..], one_draw(&country, 5).votes[..12]);
        each_draw(&country, 5, 20, |tally| {
            for (district, ballots) in tally.ranked.iter().enumerate() {
                let votes = &tally.votes[4 * district..][..4];
                assert_eq!(ballots.first_preferences(), votes);
                assert_eq!(&tally.votes[12 + 4 * district..][..4], votes);
                assert_eq!(tally.totals[3 + district], tally.totals[district]);
                // Lists differ from each other, name nobody twice, and have three ranks at most.
                let mut written: Vec<_> = ballots.lists().map(|list| list.to_string()).collect();
                written.sort_unstable();
                written.dedup();
                assert_eq!(written.len(), ballots.distinct());
                for list in ballots.lists() {
                    let ranks: Vec<_> = list.ranks().collect();
                    assert!(ranks.len() <= 3 && (1..ranks.len()).all(|at| !ranks[..at].contains(&ranks[at])));
                }
            }
        });
    }
}

#[test]
fn second_preferences_have_the_shares_of_their_model() {
    // Voters of A; what B, C and D are expected to have of their second preferences.
    let near = [("A", &[0.0][..]), ("B", &[1.0]), ("C", &[-2.0]), ("D", &[5.0])];
    let sum = 1.0 + 0.6 + 0.36;
    for (preferences, expected) in [
        (Preferences::PartySupport, [0.3 / 0.6, 0.2 / 0.6, 0.1 / 0.6]),
        (Preferences::ImpartialCulture, [1.0 / 3.0; 3]),
        (every().swap_remove(2), [1.0 / 3.5, 2.0 / 3.5, 0.5 / 3.5]),
        // Nearer to B at 1 than to C at −2 is who stands above −0.5.
        (positions(&near, 1.0), [0.691_462, 0.308_538, 0.0]),
        (mallows(&["C", "A", "D", "B"], 0.6), [0.36 / sum, 1.0 / sum, 0.6 / sum]),
    ] {
        let country = still(&[0.4, 0.3, 0.2, 0.1], 1_000_000, ranked("list", preferences));
        let tally = one_draw(&country, 11);
        for (party, expected) in (1..).zip(expected) {
            let share = second(&tally, 0, party);
            // Four standard errors of 400,000 voters, and the thousandth that positions may be wrong by.
            assert!((share - expected).abs() < 0.004_2, "{:?}: {share} {expected}", country.ranked[0]);
        }
    }
}

#[test]
fn few_voters_and_many_have_the_same_shares() {
    // Those who are asked one by one, and those split by binomial numbers.
    for voters in [5, 40] {
        let contest = RankedContest { stop: 0.25, ..ranked("list", every().swap_remove(2)) };
        let country = still(&[1.0, 1e-9, 1e-9, 1e-9], voters, contest);
        let (mut lists, mut to_c, mut alone) = (0, 0, 0);
        each_draw(&country, 3, 200_000 / voters as usize, |tally| {
            for list in tally.ranked[0].lists() {
                let written = list.to_string();
                lists += list.count();
                to_c += if written.starts_with("1>3") { list.count() } else { 0 };
                alone += if written == "1" { list.count() } else { 0 };
            }
        });
        let share = |part: u64| part as f64 / lists as f64;
        assert!((share(alone) - 0.25).abs() < 0.004, "{}", share(alone));
        assert!((share(to_c) - 0.75 * 2.0 / 3.5).abs() < 0.005, "{}", share(to_c));
    }
}

#[test]
fn a_party_may_have_several_candidates() {
    let contest =
        RankedContest { nominees: 3, at_most: Some(5), ..ranked("list", Preferences::PartySupport) };
    let country = still(&[0.6, 0.4], 1_000, contest);
    let model = country.compile().unwrap();
    let paper = &model.field().contest("council").unwrap().ballots[0];
    let names: Vec<_> = paper.entries.iter().filter_map(|entry| entry.candidate.as_deref()).collect();
    assert_eq!(names, ["A 1", "A 2", "A 3", "B 1", "B 2", "B 3"]);
    let tally = one_draw(&country, 1);
    let lists: Vec<_> = tally.ranked[0].lists().map(|list| (list.count(), list.to_string())).collect();
    assert_eq!(lists, [(600, "1>2>3>4>5".to_owned()), (400, "4>5>6>1>2".to_owned())]);
    assert_eq!(tally.votes[2..], [600, 0, 0, 400, 0, 0]);
}

#[test]
fn candidates_keep_their_names() {
    let single = SingleContest {
        stand: Candidacy::Listed,
        candidates: vec![candidate("1", Some("A"), Some("Alder")), candidate("1", Some("B"), Some("Birch"))],
        independents: Some(Independents { each: 1, share: 0.2, personal: 0.0 }),
        ..plain_single()
    };
    let weights =
        table(&[("A", &[("@independents", 1.0)]), ("B", &[("A", 1.0)]), ("@independents", &[("B", 1.0)])]);
    let country =
        Electorate { singles: vec![single], ..still(&[0.6, 0.4], 1_000, ranked("single", weights)) };
    let model = country.compile().unwrap();
    let paper = &model.field().contest("council").unwrap().ballots[0];
    let of_base = &model.field().contest("single").unwrap().ballots[0];
    assert_eq!(paper.entries, of_base.entries);
    let lists = |country: &Electorate| -> Vec<String> {
        one_draw(country, 1).ranked[0].lists().map(|list| list.to_string()).collect()
    };
    assert_eq!(lists(&country), ["1>3", "2>1", "3>2"]);
    // An independent is one candidate, and no list goes on where its ranks are used up.
    let mut several = country;
    several.ranked[0] =
        RankedContest { nominees: 2, at_most: Some(3), ..ranked("single", Preferences::ImpartialCulture) };
    let mut written = lists(&several);
    assert_eq!(written.len(), 6);
    written.sort_unstable();
    assert_eq!(written, ["1>2>3", "1>2>5", "3>4>1", "3>4>5", "5>1>2", "5>3>4"]);
}

#[test]
fn what_cannot_be_is_refused_with_the_way_out() {
    let refused = |contest: RankedContest| still(&[0.6, 0.4], 9, contest).compile().unwrap_err().to_string();
    let support = || ranked("list", Preferences::PartySupport);
    for (contest, expected) in [
        (
            ranked("lst", Preferences::PartySupport),
            "contest `council`: there is no contest `lst`; did you mean `list`?",
        ),
        (RankedContest { name: "list".into(), ..support() }, "contest `list` is given twice"),
        (
            RankedContest { stop: 1.5, ..support() },
            "contest `council`: `stop` is 1.5; it is a share, from 0 to 1",
        ),
        (RankedContest { nominees: 0, ..support() }, "contest `council`: `nominees` is 0"),
        (RankedContest { at_most: Some(0), ..support() }, "contest `council`: `at_most` is 0"),
        (ranked("list", table(&[("A", &[])])), "contest `council`, party `B`: its voters have no weights"),
        (ranked("list", table(&[("A", &[("B", -1.0)]), ("B", &[])])), "from `A` to `B`: `weights` is -1"),
        (ranked("list", positions(&[("A", &[0.0])], 1.0)), "party `B`: it has no position"),
        (ranked("list", positions(&[("A", &[0.0]), ("B", &[0.0, 1.0])], 1.0)), "of one or two dimensions"),
        (ranked("list", mallows(&["A"], 0.5)), "party `B`: it is not in the reference"),
        (ranked("list", mallows(&["A", "B", "A"], 0.5)), "party `A` is given twice"),
    ] {
        let error = refused(contest);
        assert!(error.contains(expected), "{error}\n{expected}");
    }
    // Two thousand million voters, each with an order of twenty parties of their own, would fill any memory.
    let shares = [1.0; 20];
    let crowd = still(&shares, 2_000_000_000, ranked("list", Preferences::ImpartialCulture));
    let error = crowd.compile().unwrap_err().to_string();
    assert!(error.contains("`at_most`"), "{error}");
}

/// C's voters prefer B: most votes elect A, the instant run-off B, of the same voters.
#[test]
fn plurality_and_instant_run_off_are_paired_on_the_same_voters() {
    let weights = table(&[("A", &[("C", 1.0)]), ("B", &[("C", 1.0)]), ("C", &[("B", 9.0), ("A", 1.0)])]);
    let contest = RankedContest { stop: 0.05, ..ranked("single", weights) };
    let little = LogisticNormal { nation: 0.05, district: 0.05, ..LogisticNormal::default() };
    let country = Electorate {
        swing: Swing::LogisticNormal(little),
        singles: vec![plain_single()],
        ranked: vec![contest],
        ..electorate(&[0.42, 0.33, 0.25], 5, 4_000)
    };
    let rules =
        |tier: &str| ElectoralSystem::from_toml(&format!("name = \"Five seats\"\n[[tier]]\n{tier}")).unwrap();
    let districts = "seats = 1\ndistricts = \"each\"";
    let model = country.compile().unwrap();
    let simulation = Simulation::new(&model)
        .system("plurality", &rules(&format!("name = \"single\"\n{districts}\nmethod = \"plurality\"")))
        .unwrap()
        .system("run-off", &rules(&format!("name = \"council\"\n{districts}\nmethod = \"instant run-off\"")))
        .unwrap()
        .compare_all();
    let run = |threads| Run::from_seed(9).draws(400).threads(threads).run(&simulation).unwrap();
    let found = run(1);
    assert_eq!(serde_json::to_string(&found).unwrap(), serde_json::to_string(&run(2)).unwrap());
    let summary = &found.summary;
    for system in &summary.systems {
        assert_eq!(system.failed.yes, 0, "{}", system.name);
    }
    let seats = |system, party| summary.seats(system, party).unwrap().seats.moments().mean().unwrap();
    assert!(
        seats("plurality", "A") > 4.5 && seats("run-off", "B") > 4.5,
        "{} {}",
        seats("plurality", "A"),
        seats("run-off", "B")
    );
    let lost = summary.difference("plurality", "run-off", "B").unwrap().moments().mean().unwrap();
    assert!((lost - (seats("plurality", "B") - seats("run-off", "B"))).abs() < 1e-9);
    for words in ["the votes of single are the first preferences", "C: A 1, B 9", "5 % of voters stop"] {
        assert!(
            summary.assumptions.iter().any(|sentence| sentence.contains(words)),
            "{:#?}",
            summary.assumptions
        );
    }
}

#[test]
fn a_fit_finds_what_ballots_were_drawn_of() {
    let given = table(&[
        ("A", &[("B", 0.5), ("C", 0.3), ("D", 0.2)]),
        ("B", &[("A", 0.7), ("C", 0.1), ("D", 0.2)]),
        ("C", &[("A", 0.25), ("B", 0.25), ("D", 0.5)]),
        ("D", &[("A", 0.1), ("B", 0.1), ("C", 0.8)]),
    ]);
    let stops = BTreeMap::from([("C".to_owned(), 0.4)]);
    let contest = RankedContest { stop: 0.15, stops, nominees: 2, ..ranked("list", given.clone()) };
    let tally = one_draw(&still(&[0.4, 0.3, 0.2, 0.1], 400_000, contest), 21);
    let parties: Vec<_> = ["A", "A", "B", "B", "C", "C", "D", "D"].map(Some).to_vec();
    let mut fit = PreferenceFit::default();
    fit.add(&tally.ranked[0], &parties, None).unwrap();
    let fitted = fit.preferences();
    let (Preferences::Weights(given), Preferences::Weights(found)) = (&given, &fitted.preferences) else {
        panic!("{fitted:?}")
    };
    for (first, row) in given {
        for (next, weight) in row {
            assert!((found[first][next] - weight).abs() < 0.01, "{first} {next} {}", found[first][next]);
        }
        let stop = if first == "C" { 0.4 } else { 0.15 };
        assert!((fitted.stops[first] - stop).abs() < 0.01, "{first} {}", fitted.stops[first]);
    }
    assert!(fit.add(&tally.ranked[0], &parties[1..], None).is_err());
}

/// Two sorts of choices of A's voters: of three (14, 3 and 1) and, after B, of two (4 and 1). What makes these likeliest
/// leaves no slope: chosen = Σ n w ÷ Σ w of those who were left.
#[test]
fn a_fit_by_hand() {
    let rows = "count,preferences\n2,1>2\n4,1>2>3\n1,1>2>4\n3,1>3\n1,1>>4\n5,1=2\n7,1>1>2>*>3\n";
    let ballots = Ballots::read(4, rows.as_bytes()).unwrap();
    let mut fit = PreferenceFit::default();
    fit.add(&ballots, &[Some("A"), Some("B"), Some("C"), None], None).unwrap();
    let fitted = fit.preferences();
    let Preferences::Weights(rows) = &fitted.preferences else { panic!() };
    let (b, c, d) = (rows["A"]["B"], rows["A"]["C"], rows["A"]["@independents"]);
    assert!((b + c + d - 1.0).abs() < 1e-9);
    // Of all three 14 chose B, 3 C and 1 nobody's candidate; after B 4 chose C and 1 the other.
    assert!((14.0 - 18.0 * b).abs() < 1e-6);
    assert!((7.0 - 18.0 * c - 5.0 * c / (c + d)).abs() < 1e-6);
    assert!((2.0 - 18.0 * d - 5.0 * d / (c + d)).abs() < 1e-6);
    assert_eq!(fitted.voters["A"], 18);
    // Two after B, three after C, one after the other, four and one of whom one more could be ranked; eighteen and five went on.
    assert!((fitted.stops["A"] - 11.0 / 34.0).abs() < 1e-12);
}

/// Second preferences of real voters, where a fit is drawn again: wards of Dundee, 2022.
#[test]
fn scottish_wards_come_out_again() {
    let Ok(folder) = std::env::var("SAILAU_RANKED_FILES") else {
        println!("left out: SAILAU_RANKED_FILES does not name the folder of real counts");
        return;
    };
    for ward in ["coldside", "maryfield", "strathmartine"] {
        let folder = format!("{folder}/scotland_dundee_{ward}_2022");
        let mut reader = csv::Reader::from_path(format!("{folder}/candidates.csv")).unwrap();
        let parties: Vec<String> = reader.records().map(|row| row.unwrap()[2].to_owned()).collect();
        let parties: Vec<_> = parties.iter().map(|party| Some(party.as_str())).collect();
        let file = std::fs::File::open(format!("{folder}/ballots.csv")).unwrap();
        let ballots = Ballots::read(parties.len(), file).unwrap();
        let mut fit = PreferenceFit::default();
        fit.add(&ballots, &parties, None).unwrap();
        let fitted = fit.preferences();
        let Preferences::Weights(rows) = &fitted.preferences else { panic!() };
        let find =
            |word: &str| parties.iter().flatten().find(|party| party.contains(word)).unwrap().to_string();
        let (snp, green, labour, conservative) = (find("SNP"), find("Green"), find("Lab"), find("Con"));
        // What everybody knows of these voters.
        assert!(rows[&snp][&green] > 3.0 * rows[&snp][&conservative], "{ward} {:?}", rows[&snp]);
        assert!(rows[&conservative][&labour] > rows[&conservative][&snp], "{ward} {:?}", rows[&conservative]);
        assert!(fitted.stops.values().all(|stop| (0.0..=1.0).contains(stop)));
        // All ballots have a first preference save blank or equal ones.
        let voters: u64 = fitted.voters.values().sum();
        assert_eq!(voters, ballots.first_preferences().iter().sum::<u64>());
    }
}
