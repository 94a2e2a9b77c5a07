//! Tiers of ranked ballots: what the library makes of the counts of its crate.

use rand::rngs::ChaCha12Rng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use sailau::lots::SeededLots;
use sailau::ranked::Ballots;
use sailau::system::protocol::Step;
use sailau::system::{CountError, Drawn, ElectoralSystem, Outcome, Workspace};
use sailau::votes::{Votes, VotesBuilder};

use super::rules;

const COUNCIL: &str = "\
[[tier]]
name = \"council\"
seats = 2
method = \"stv\"
[tier.ranked]
surplus = { papers = \"weighted inclusive\", decimals = 5 }
ties = \"latest difference\"
";
const MAYOR: &str = "[[tier]]\nname = \"mayor\"\nseats = 1\nmethod = \"instant run-off\"\n";
const NAMES: [(Option<&str>, &str); 4] = [
    (Some("Hill"), "A. Alder"),
    (Some("Hill"), "B. Birch"),
    (Some("Dale"), "C. Cedar"),
    (None, "D. Dogwood"),
];

fn ballots(contest: &str, district: Option<&str>, rows: &str, candidates: usize) -> VotesBuilder {
    let mut builder = VotesBuilder::default();
    add(&mut builder, contest, district, rows, candidates);
    builder
}

fn add(builder: &mut VotesBuilder, contest: &str, district: Option<&str>, rows: &str, candidates: usize) {
    let file = format!("count,preferences\n{rows}");
    let ballots = Ballots::read(candidates, file.as_bytes()).unwrap();
    builder.ranked(contest, district, &NAMES[..candidates], ballots).unwrap();
}

fn elected(outcome: &Outcome) -> Vec<&str> {
    outcome.elected.iter().filter_map(|row| row.candidate.as_deref()).collect()
}

/// By hand: the quota of 33 ballots is 12, four of sixteen votes are too many, and a paper goes on at 4 ÷ 16.
#[test]
fn a_surplus_elects_the_second() {
    let votes = ballots("council", None, "16,1>2\n8,2\n6,3\n3,4>3\n", 4).build().unwrap();
    let outcome = rules(COUNCIL).count(&votes).unwrap();
    assert_eq!(elected(&outcome), ["A. Alder", "B. Birch"]);
    assert_eq!(outcome.totals(), [(Some("Hill"), 2)]);
    let stages: Vec<_> = outcome.stages().collect();
    let (tier, district, second) = stages[1];
    assert_eq!((tier, district, second.stage), ("council", None, 2));
    assert_eq!((second.votes[&2].as_str(), second.elected.as_slice()), ("12.00000", &["2".to_owned()][..]));
    // The record is read back as it was written, and shows the sheet.
    let json = serde_json::to_string(&outcome).unwrap();
    assert_eq!(serde_json::from_str::<Outcome>(&json).unwrap(), outcome);
    assert!(outcome.protocol.to_string().contains("A. Alder (Hill)"), "{}", outcome.protocol);
}

/// Who counts the same voters by plurality counts their first preferences.
#[test]
fn the_same_voters_by_plurality() {
    let votes = ballots("mayor", None, "40,1\n35,2>3\n25,3>2\n", 3).build().unwrap();
    let plurality = MAYOR.replace("instant run-off", "plurality");
    assert_eq!(elected(&rules(&plurality).count(&votes).unwrap()), ["A. Alder"]);
    assert_eq!(elected(&rules(MAYOR).count(&votes).unwrap()), ["B. Birch"]);
}

/// Two are equal at the bottom, and whoever goes decides who wins.
#[test]
fn a_lot_decides_or_leaves_the_seat_open() {
    let rules = rules(MAYOR);
    let votes = ballots("mayor", None, "4,1>2\n3,2>1\n3,3>2\n", 3).build().unwrap();
    let open = rules.count(&votes).unwrap();
    assert_eq!((open.ties.len(), open.ties[0].seats), (1, 1));
    assert_eq!(open.ties[0].parties, ["A. Alder", "B. Birch"]);
    assert!(open.elected.is_empty());
    let mut winners = std::collections::BTreeSet::new();
    for seed in 0..20 {
        let lots = SeededLots::new(seed);
        let outcome = rules.count(Drawn::new(&votes, &lots)).unwrap();
        assert!(outcome.ties.is_empty());
        winners.extend(elected(&outcome).into_iter().map(str::to_owned));
    }
    assert_eq!(winners.into_iter().collect::<Vec<_>>(), ["A. Alder", "B. Birch"]);
}

/// Who is elected is the same whether or not stages are written down, with lots and without, by the rules of every statute.
#[test]
fn elected_without_stages_as_with_them() {
    let mut random = ChaCha12Rng::seed_from_u64(19);
    let mut workspace = Workspace::default();
    let (mut elections, mut ties) = (0, 0);
    for file in std::fs::read_dir("tests/ranked/rules").unwrap() {
        let rules = ElectoralSystem::open(file.unwrap().path()).unwrap();
        let contest = rules.tiers[0].name.clone();
        for seed in 0..40 {
            let candidates = random.random_range(1..=7);
            let mut ballots = Ballots::of_nobody(candidates);
            for _ in 0..random.random_range(1..12) {
                let mut list: Vec<usize> = (0..candidates).collect();
                list.shuffle(&mut random);
                list.truncate(random.random_range(0..=candidates));
                ballots.push_list(random.random_range(1..6), list).unwrap();
            }
            let names: Vec<String> = (0..candidates).map(|number| format!("Party {number}")).collect();
            let stand: Vec<_> = names.iter().map(|name| (Some(name.as_str()), name.as_str())).collect();
            let mut builder = VotesBuilder::default();
            builder.ranked(&contest, None, &stand, ballots).unwrap();
            let votes = builder.build().unwrap();
            let plan = rules.compile(votes.field(), &[]).unwrap();
            let lots = SeededLots::new(seed);
            for (drawn, tally) in [
                (Drawn::from(&votes), Drawn::from(votes.tally())),
                (Drawn::new(&votes, &lots), Drawn::new(votes.tally(), &lots)),
            ] {
                let outcome = rules.count(drawn).unwrap();
                plan.count_into(tally, &mut workspace).unwrap();
                for (number, party) in plan.parties().iter().enumerate() {
                    assert_eq!(
                        workspace.party_seats(number),
                        outcome.seats_of(party).unwrap(),
                        "{}",
                        rules.name
                    );
                }
                let open: u32 = outcome.ties.iter().map(|tie| tie.seats).sum();
                let empty: u32 = outcome.unfilled.iter().map(|row| row.seats).sum();
                assert_eq!((workspace.tied(0), workspace.unfilled(0)), (open, empty), "{}", rules.name);
                ties += u32::from(open > 0);
                elections += 1;
            }
        }
    }
    assert!(elections > 1000 && ties > 50, "{elections} elections, {ties} with a tie");
}

#[test]
fn who_withdrew_is_passed_over() {
    let mut builder = ballots("mayor", None, "40,1>3\n35,2\n25,3\n", 3);
    builder.withdrawn("mayor", None, 0).unwrap();
    let outcome = rules(MAYOR).count(&builder.build().unwrap()).unwrap();
    assert_eq!(elected(&outcome), ["C. Cedar"]);
    let unknown = ballots("mayor", None, "1,1\n", 3).withdrawn("mayor", None, 3).unwrap_err();
    assert_eq!(unknown.to_string(), "candidate number 3 is not there; there are 3, counted from 0");
}

/// Every district by its own ballots, one seat each.
#[test]
fn districts_are_counted_each() {
    let mut builder = ballots("single", Some("North"), "40,1\n35,2>3\n25,3>2\n", 3);
    add(&mut builder, "single", Some("South"), "60,3\n40,1\n", 3);
    let votes = builder.build().unwrap();
    let text = "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = 3\nmethod = \"instant run-off\"\n";
    let outcome = rules(text).count(&votes).unwrap();
    assert_eq!(elected(&outcome), ["B. Birch", "C. Cedar"]);
    assert_eq!(outcome.unfilled[0].seats, 1);
    let districts: Vec<_> = outcome.stages().filter_map(|(_, district, _)| district).collect();
    assert_eq!((districts.first(), districts.last()), (Some(&"North"), Some(&"South")));
}

/// Fewer candidates than seats leave some empty; every seat is accounted for.
#[test]
fn nobody_is_left_for_a_seat() {
    let votes = ballots("council", None, "5,1\n", 1).build().unwrap();
    let outcome = rules(COUNCIL).count(&votes).unwrap();
    assert_eq!((elected(&outcome), outcome.unfilled[0].seats), (vec!["A. Alder"], 1));
}

/// Ballots that are handed on as JSON are the same ballots.
#[test]
fn ballots_survive_the_way_through_a_file() {
    let votes = ballots("council", None, "16,1>2\n8,2=3>>1\n6,*\n3,\n", 4).build().unwrap();
    let json = serde_json::to_string(&votes).unwrap();
    assert_eq!(serde_json::from_str::<Votes>(&json).unwrap(), votes);
    let error =
        serde_json::from_str::<Votes>(&json.replace("\"candidates\":4", "\"candidates\":5")).unwrap_err();
    assert!(error.to_string().starts_with("the ballots rank 5 candidates; on the paper stand 4"), "{error}");
    assert_eq!(VotesBuilder::from(votes.clone()).build().unwrap(), votes);
}

#[test]
fn a_record_names_its_step() {
    let votes = ballots("mayor", None, "2,1\n", 2).build().unwrap();
    let outcome = rules(MAYOR).count(&votes).unwrap();
    let is_stages = |step: &Step| matches!(step, Step::Stages(step) if step.valid == 2);
    assert!(outcome.protocol.entries.iter().any(|entry| is_stages(&entry.step)));
}

#[test]
fn rules_that_do_not_go_together_are_refused() {
    let refused =
        |text: &str| ElectoralSystem::from_toml(&format!("name = \"A\"\n{text}")).unwrap_err().to_string();
    let two = refused(&MAYOR.replace("seats = 1", "seats = 2"));
    assert!(two.contains("`instant run-off` fills one seat, not 2"), "{two}");
    let meek = refused(&format!("{MAYOR}ranked = {{ meek = {{ decimals = 9 }} }}\n"));
    assert!(meek.contains("meek"), "{meek}");
    let list = "[[tier]]\nname = \"list\"\nseats = 5\nmethod = \"dhondt\"\nlinkage = { with = [\"mayor\"], overhang = \"kept\" }\n";
    let linked = refused(&format!("{MAYOR}{list}"));
    assert!(linked.contains("the tier `list` looks at these seats, and cannot"), "{linked}");
    let ties = refused(&format!("{MAYOR}ties = \"lots\"\n"));
    assert!(ties.contains("has no meaning with method \"instant run-off\""), "{ties}");
}

/// Every kind of error that ranked ballots alone meet.
pub(super) fn errors() -> Vec<CountError> {
    let mayor = rules(MAYOR);
    let plain =
        Votes::from_csv("contest,party,candidate,votes\nmayor,Hill,A,5\n".as_bytes(), &["mayor"]).unwrap();
    let ranked = ballots("mayor", None, "2,1\n", 2).build().unwrap();
    let plan = mayor.compile(ranked.field(), &[]).unwrap();
    let mut tally = ranked.tally().clone();
    tally.ranked = vec![Ballots::of_nobody(9)];
    let text = "[[tier]]\nname = \"single\"\nseats = { North = 2 }\ndistricts = \"each\"\nmethod = \"instant run-off\"\n";
    let north = ballots("single", Some("North"), "2,1\n", 2).build().unwrap();
    vec![
        mayor.count(&plain).unwrap_err(),
        plan.count_into(&tally, &mut Workspace::default()).unwrap_err(),
        rules(text).count(&north).unwrap_err(),
    ]
}
