//! The majority clause of biproportional tiers: who is the strongest, what follows where that is open, and Graubünden.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use sailau::apportion::biproportional::{VoteMatrix, apportion_at_least};
use sailau::apportion::{Divisor, Method, apportion};
use sailau::lots::SeededLots;
use sailau::system::Drawn;
use sailau::system::protocol::{Step, StrongestListsStep, StrongestOpenStep};
use sailau::system::{CountError, ElectoralSystem, Outcome};
use sailau::votes::Votes;

fn rules(more: &str) -> ElectoralSystem {
    let text = format!(
        "name = \"A\"\n[[tier]]\nname = \"list\"\ndistricts = \"each\"\nseats = \"given\"\nmethod = \"sainte-lague\"\n\
         biproportional = {{ by = \"votes\", strongest_list = {{ at_least = 1 }} }}\n{more}\n"
    );
    ElectoralSystem::from_toml(&text).unwrap_or_else(|error| panic!("{error}"))
}

fn votes(rows: &str, districts: &str) -> Votes {
    let votes = Votes::from_csv(rows.as_bytes(), &["list"]).unwrap();
    votes.add_districts_csv(districts.as_bytes()).unwrap()
}

fn count(more: &str, rows: &str, districts: &str) -> Outcome {
    rules(more).count(&votes(rows, districts)).unwrap()
}

/// District, party and seats, sorted.
fn cells(outcome: &Outcome) -> Vec<(&str, &str, u32)> {
    let mut cells: Vec<_> = outcome
        .seats
        .iter()
        .map(|row| (row.district.as_deref().unwrap_or("-"), row.party.as_deref().unwrap_or("-"), row.seats))
        .collect();
    cells.sort_unstable();
    cells
}

fn steps(outcome: &Outcome) -> impl Iterator<Item = &Step> {
    outcome.protocol.entries.iter().map(|entry| &entry.step)
}

fn open_step(outcome: &Outcome) -> Option<(&[String], u32)> {
    steps(outcome).find_map(|step| match step {
        Step::StrongestOpen(StrongestOpenStep { claims, seats, .. }) => Some((&claims[..], *seats)),
        _ => None,
    })
}

/// A has two seats and B one; B leads in S. Worked out in tests/apportion/biproportional_minimums.rs.
#[test]
fn the_strongest_list_has_a_seat() {
    let rows = "district,party,votes\nN,A,200\nN,B,100\nS,A,10\nS,B,11\n";
    let outcome = count("", rows, "district,seats\nN,2\nS,1\n");
    assert_eq!(cells(&outcome), [("N", "A", 2), ("S", "B", 1)]);
    let text = outcome.protocol.to_string();
    assert!(text.contains("The strongest list of a district has at least 1 seat there"), "{text}");
    let lines = steps(&outcome).find_map(|step| match step {
        Step::StrongestLists(StrongestListsStep { at_least: 1, districts, .. }) => Some(districts),
        _ => None,
    });
    let lines: Vec<_> = lines
        .unwrap()
        .iter()
        .map(|line| (&*line.district, line.parties.join("="), line.votes, line.seats))
        .collect();
    assert_eq!(lines, [("N", "A".to_owned(), 200, 1), ("S", "B".to_owned(), 11, 1)]);

    // The same without the clause.
    let mut free = rules("");
    let sailau::system::TierRule::List(rule) = &mut free.tiers[0].rule else { panic!() };
    rule.biproportional.as_mut().unwrap().strongest_list = None;
    let outcome = free.count(&votes(rows, "district,seats\nN,2\nS,1\n")).unwrap();
    assert_eq!(cells(&outcome), [("N", "A", 1), ("N", "B", 1), ("S", "A", 1)]);
}

/// The strongest list of T has no seat in the whole tier. A has 214 votes and three seats, B 124 and two: 214, 124, 71.3,
/// 42.8 and 41.3 are the five greatest, C's 5 is not among them.
#[test]
fn a_party_without_seats_is_sure_of_none() {
    let rows = "district,party,votes\nN,A,200\nN,B,100\nS,A,10\nS,B,20\nT,C,5\nT,A,4\nT,B,4\n";
    let outcome = count("", rows, "district,seats\nN,3\nS,1\nT,1\n");
    assert_eq!(outcome.seats_of("A").unwrap(), 3);
    assert_eq!(outcome.seats_of("B").unwrap(), 2);
    assert!(cells(&outcome).contains(&("S", "B", 1)), "{outcome:?}");
    let lines = steps(&outcome).find_map(|step| match step {
        Step::StrongestLists(StrongestListsStep { districts, .. }) => {
            districts.iter().find(|line| line.district == "T")
        }
        _ => None,
    });
    assert_eq!(lines.map(|line| (&line.parties[..], line.seats)), Some((&["C".to_owned()][..], 0)));
}

/// Equal first places that make no difference are nobody's business: both have the seat that the first would be sure of.
#[test]
fn equal_lists_that_both_have_a_seat_leave_nothing_open() {
    let rows = "district,party,votes\nN,A,100\nN,B,100\nS,A,50\nS,B,20\n";
    let outcome = count("ties = \"lots\"", rows, "district,seats\nN,2\nS,1\n");
    assert_eq!(cells(&outcome), [("N", "A", 1), ("N", "B", 1), ("S", "A", 1)]);
    assert!(steps(&outcome).all(|step| !matches!(step, Step::StrongestOpen(_) | Step::TieBroken(_))));
    assert!(outcome.protocol.to_string().contains("A = B"), "{}", outcome.protocol);
}

/// A and B have two seats each. A leads in S, B in T. Who leads in N takes its seat, and the other the second one of S.
const OPEN: &str = "district,party,votes,registration_order\n\
                    N,A,50,2\nN,B,50,1\nS,A,62,2\nS,B,50,1\nT,A,20,2\nT,B,30,1\n";
const OPEN_SEATS: &str = "district,seats\nN,1\nS,2\nT,1\n";
const LED_BY_A: [(&str, &str, u32); 4] = [("N", "A", 1), ("S", "A", 1), ("S", "B", 1), ("T", "B", 1)];
const LED_BY_B: [(&str, &str, u32); 3] = [("N", "B", 1), ("S", "A", 2), ("T", "B", 1)];

#[test]
fn an_open_first_place_that_matters_leaves_districts_open() {
    let outcome = count("", OPEN, OPEN_SEATS);
    assert_eq!(cells(&outcome), [("-", "A", 1), ("-", "B", 1), ("S", "A", 1), ("T", "B", 1)]);
    assert_eq!(open_step(&outcome), Some((&["N: A, B".to_owned()][..], 2)));
    assert!(outcome.ties.is_empty() && outcome.unfilled.is_empty());
    let text = outcome.protocol.to_string();
    assert!(text.contains("Equal claims to the first place: N: A, B."), "{text}");
    assert!(text.contains("the districts of 2 seats are open"), "{text}");
    // Rows in another order tell the same.
    let mut rows: Vec<&str> = OPEN.lines().collect();
    rows[1..].reverse();
    let turned = count("", &rows.join("\n"), OPEN_SEATS);
    assert_eq!((cells(&turned), open_step(&turned)), (cells(&outcome), open_step(&outcome)));
}

#[test]
fn the_tie_rule_says_who_is_the_strongest() {
    // A has 132 votes in all, B 130; B was registered first.
    assert_eq!(cells(&count("ties = \"more votes\"", OPEN, OPEN_SEATS)), LED_BY_A);
    assert_eq!(cells(&count("ties = \"fewer votes\"", OPEN, OPEN_SEATS)), LED_BY_B);
    let outcome = count("ties = \"earlier registration\"", OPEN, OPEN_SEATS);
    assert_eq!(cells(&outcome), LED_BY_B);
    let broken = outcome.protocol.entries.iter().find(|entry| matches!(entry.step, Step::TieBroken(_)));
    assert_eq!(broken.unwrap().district.as_deref(), Some("N"));
    let lots = rules("ties = \"lots\"");
    let votes = votes(OPEN, OPEN_SEATS);
    let mut drawn = [0, 0];
    for seed in 0..32 {
        let outcome = lots.count(Drawn::new(&votes, &SeededLots::new(seed))).unwrap();
        let by_a = cells(&outcome) == LED_BY_A;
        assert!(by_a || cells(&outcome) == LED_BY_B, "{outcome:?}");
        drawn[usize::from(by_a)] += 1;
    }
    assert!(drawn.iter().all(|&n| n > 5), "{drawn:?}");
    assert!(open_step(&lots.count(&votes).unwrap()).is_some(), "no seed, no lot");
}

/// So many districts of one seat where A and B are equal, and a large one that makes up for them.
fn equal_districts(districts: usize) -> (String, String) {
    let (mut rows, mut seats) = ("district,party,votes\n".to_owned(), "district,seats\n".to_owned());
    for i in 0..districts {
        rows += &format!("N{i},A,50\nN{i},B,50\n");
        seats += &format!("N{i},1\n");
    }
    let large = 2 * districts + 8;
    (rows + &format!("L,A,{}\nL,B,{}\n", 25 * large, 25 * large), seats + &format!("L,{large}\n"))
}

/// Six districts can fall in 64 ways. In L each has what it has if the other leads in all of the six, or more: 13 seats
/// less 6. With two more the ways are too many to follow.
#[test]
fn many_open_first_places() {
    let (rows, seats) = equal_districts(6);
    let outcome = count("", &rows, &seats);
    assert_eq!(cells(&outcome), [("-", "A", 6), ("-", "B", 6), ("L", "A", 7), ("L", "B", 7)]);
    assert_eq!(
        open_step(&outcome).unwrap(),
        (&(0..6).map(|i| format!("N{i}: A, B")).collect::<Vec<_>>()[..], 12)
    );
    for districts in [8, 100] {
        let start = Instant::now();
        let (rows, seats) = equal_districts(districts);
        let outcome = count("", &rows, &seats);
        let half = outcome.house_size / 2;
        assert_eq!(cells(&outcome), [("-", "A", half), ("-", "B", half)]);
        assert_eq!(open_step(&outcome).unwrap().1, 2 * half);
        // Lots decide all of them.
        let drawn =
            rules("ties = \"lots\"").count(Drawn::new(&votes(&rows, &seats), &SeededLots::new(7))).unwrap();
        assert!(drawn.seats.iter().all(|row| row.district.is_some()));
        assert!(start.elapsed() < Duration::from_secs(60), "{districts}: {:?}", start.elapsed());
    }
}

#[test]
fn what_cannot_be_met_is_named() {
    let error = |rows: &str, seats: &str| rules("").count(&votes(rows, seats)).unwrap_err();
    // A is the strongest in both districts and has one seat.
    let few = error("district,party,votes\nN,A,51\nN,B,50\nS,A,41\nS,B,40\n", "district,seats\nN,1\nS,1\n");
    assert_eq!(
        few,
        CountError::TooFewForStrongest {
            tier: "list".to_owned(),
            party: "A".to_owned(),
            needed: 2,
            seats: 1
        }
    );
    assert_eq!(
        few.to_string(),
        "tier `list`, `strongest_list`: `A` is to have 2 seats in the districts where it is the strongest, and it has \
         1 in all"
    );
    // A's two seats are all that N can have, and S is sure of one of them.
    let way = error("district,party,votes\nN,A,50\nS,A,60\nS,B,55\n", "district,seats\nN,2\nS,1\n");
    assert_eq!(way, CountError::StrongestListsInTheWay { tier: "list".to_owned() });
    // Not the clause's fault: B has two seats, and votes in a district of one.
    let nobody = error("district,party,votes\nN,A,50\nS,B,55\n", "district,seats\nN,2\nS,1\n");
    assert!(matches!(nobody, CountError::NoBiproportional { .. }), "{nobody}");
}

#[test]
fn more_than_one_seat_may_be_sure() {
    let text = |n: u32| {
        let rules = rules("").to_toml().unwrap();
        ElectoralSystem::from_toml(&rules.replace("at_least = 1", &format!("at_least = {n}")))
    };
    // Of N's two seats and S's one, never more than there are: B's only one in S, A's two in N.
    let rows =
        votes("district,party,votes\nN,A,200\nN,B,100\nS,A,10\nS,B,11\n", "district,seats\nN,2\nS,1\n");
    for n in [2, 7, u32::MAX] {
        let outcome = text(n).unwrap().count(&rows).unwrap();
        assert_eq!(cells(&outcome), [("N", "A", 2), ("S", "B", 1)]);
    }
    assert!(text(0).unwrap_err().to_string().contains("sure of at least one seat"));
}

/// Graubünden 2022, seat by seat. The clause decides five seats; FDP and SP&Grüne are equal in Rheinwald, and with its
/// seat one of Chur's goes to the other of them.
#[test]
fn graubuenden_2022() {
    let read = |file: &str| std::fs::read_to_string(format!("tests/world/{file}")).unwrap();
    let text = read("rules/ch_gr.toml");
    let votes = votes(&read("ch_gr_2022/votes.csv"), &read("ch_gr_2022/districts.csv"));
    let mut official: BTreeMap<(String, String), u32> = BTreeMap::new();
    for row in csv::Reader::from_reader(read("ch_gr_2022/seats.csv").as_bytes())
        .deserialize::<(String, String, String, u32)>()
    {
        let (_, district, party, seats) = row.unwrap();
        official.insert((district, party), seats);
    }
    let wrong = |outcome: &Outcome| -> u32 {
        let computed: BTreeMap<_, _> = outcome
            .seats
            .iter()
            .map(|row| ((row.district.clone().unwrap_or_default(), row.party.clone().unwrap()), row.seats))
            .collect();
        official
            .iter()
            .map(|(cell, &seats)| seats.saturating_sub(computed.get(cell).copied().unwrap_or(0)))
            .sum()
    };
    let rules = ElectoralSystem::from_toml(&text).unwrap();
    let open = rules.count(&votes).unwrap();
    for outcome in [open.clone(), rules.count(Drawn::new(&votes, &SeededLots::new(0))).unwrap()] {
        let totals = ["Mitte", "FDP", "SP&Grüne", "SVP", "GLP"].map(|party| outcome.seats_of(party).unwrap());
        assert_eq!(totals, [34, 27, 27, 25, 7]);
    }
    assert_eq!(open_step(&open), Some((&["Rheinwald: FDP, SP&Grüne".to_owned()][..], 2)));
    assert_eq!(wrong(&open), 2);
    let mut both: Vec<u32> = (0..16)
        .map(|seed| wrong(&rules.count(Drawn::new(&votes, &SeededLots::new(seed))).unwrap()))
        .collect();
    both.sort_unstable();
    both.dedup();
    assert_eq!(both, [0, 2]);
    let free: String =
        text.lines().filter(|line| !line.contains("list.strongest_list")).collect::<Vec<_>>().join("\n");
    let free = ElectoralSystem::from_toml(&free.replace(", strongest_list = { at_least = 1 }", "")).unwrap();
    assert_eq!(wrong(&free.count(&votes).unwrap()), 5);
}

#[derive(Debug, Clone)]
struct Field {
    votes: Vec<Vec<u64>>,
    seats: Vec<u32>,
}

fn field() -> impl Strategy<Value = Field> {
    (1..4usize, 1..4usize).prop_flat_map(|(districts, parties)| {
        let row = prop::collection::vec(prop_oneof![2 => 0..4u64, 1 => 0..40u64], parties);
        let seats = prop::collection::vec(0..4u32, districts);
        (prop::collection::vec(row, districts), seats).prop_map(|(votes, seats)| Field { votes, seats })
    })
}

/// Every choice of one of the equal lists in each district, with the seats that follow.
fn every_way(field: &Field, party_seats: &[u32]) -> Option<Vec<(Vec<u32>, u32)>> {
    let width = party_seats.len();
    let votes: Vec<u64> = field
        .votes
        .iter()
        .zip(&field.seats)
        .flat_map(|(row, &seats)| row.iter().map(move |&n| if seats > 0 { n } else { 0 }))
        .collect();
    let mut ways = vec![vec![0u32; votes.len()]];
    for (d, row) in votes.chunks(width).enumerate() {
        let most = *row.iter().max().unwrap();
        let first: Vec<usize> =
            (0..width).filter(|&p| most > 0 && row[p] == most && party_seats[p] > 0).collect();
        if !first.is_empty() {
            let with = |way: &Vec<u32>, p: usize| {
                let mut way = way.clone();
                way[d * width + p] = 1;
                way
            };
            ways = ways.iter().flat_map(|way| first.iter().map(move |&p| with(way, p))).collect();
        }
    }
    let problem = VoteMatrix { votes: &votes, district_seats: &field.seats, party_seats };
    let solve = |way: Vec<u32>| {
        let solution = apportion_at_least(&problem, &way, &Divisor::SainteLague).ok()?;
        Some((solution.seats, solution.ties.iter().map(|tie| tie.seats).sum()))
    };
    ways.into_iter().map(solve).collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: crate::cases(10_000),
        // Some have no votes or a tie of the parties.
        max_global_rejects: 10_000,
        ..ProptestConfig::default()
    })]

    /// Whatever list is the strongest, what the count calls sure is so, and it calls everything sure that is; no party
    /// wins or loses a seat by the clause.
    #[test]
    fn agrees_with_every_choice(field in field()) {
        let parties = field.votes[0].len();
        let mut rows = "district,party,votes\n".to_owned();
        let mut seats = "district,seats\n".to_owned();
        for (d, row) in field.votes.iter().enumerate() {
            row.iter().enumerate().for_each(|(p, n)| rows += &format!("D{d},P{p},{n}\n"));
            seats += &format!("D{d},{}\n", field.seats[d]);
        }
        let column = |p: usize| field.votes.iter().zip(&field.seats).filter(|(_, seats)| **seats > 0).map(|(row, _)| row[p]).sum();
        let totals: Vec<u64> = (0..parties).map(column).collect();
        let house: u32 = field.seats.iter().sum();
        prop_assume!(house > 0 && totals.iter().any(|&n| n > 0));
        let upper = apportion(&totals, house, Method::SAINTE_LAGUE).unwrap();
        prop_assume!(upper.ties.is_empty());
        let outcome = rules("").count(&votes(&rows, &seats));
        match (outcome, every_way(&field, &upper.seats)) {
            (Err(_), None) => {}
            (Ok(outcome), Some(ways)) => {
                let clear = ways.iter().all(|way| *way == ways[0]);
                let sure: Vec<u32> =
                    (0..ways[0].0.len()).map(|cell| ways.iter().map(|way| way.0[cell]).min().unwrap()).collect();
                let mut found = vec![0; sure.len()];
                for row in outcome.seats.iter().filter(|row| row.district.is_some()) {
                    let number = |name: &Option<String>| name.as_ref().unwrap()[1..].parse::<usize>().unwrap();
                    found[number(&row.district) * parties + number(&row.party)] += row.seats;
                }
                prop_assert_eq!(&found, &sure, "{}", outcome.protocol);
                // Whose seats they are is sure, whatever is open about their districts.
                prop_assert!(outcome.ties.is_empty());
                let open: u32 = outcome.ties_between_districts.iter().map(|tie| tie.seats).sum();
                prop_assert_eq!(open, house - sure.iter().sum::<u32>());
                prop_assert!(!clear || open == ways[0].1);
                prop_assert_eq!(open_step(&outcome).is_none(), clear);
                for p in 0..parties {
                    prop_assert_eq!(outcome.seats_of(&format!("P{p}")).unwrap(), upper.seats[p]);
                }
                for tie in &outcome.ties_between_districts {
                    let party: usize = tie.party.as_ref().unwrap()[1..].parse().unwrap();
                    for district in &tie.districts {
                        let d: usize = district[1..].parse().unwrap();
                        prop_assert!(field.votes[d][party] > 0 && field.seats[d] > 0, "{:?}", tie);
                    }
                }
            }
            (outcome, ways) => prop_assert!(false, "{:?} but {:?}", outcome, ways),
        }
    }
}
