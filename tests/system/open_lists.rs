//! Who sits for an open list. The votes of candidates are made up and worked out by hand, save where a source is named.

use std::collections::BTreeMap;

use proptest::prelude::*;
use sailau::system::protocol::{OpenListStep, Step};
use sailau::system::{ElectoralSystem, Outcome};
use sailau::votes::Votes;

fn rules(seats: u32, open: &str) -> ElectoralSystem {
    let text = format!(
        "name = \"A\"\n[[tier]]\nname = \"list\"\nseats = {seats}\nmethod = \"dhondt\"\nopen_list = {open}\n"
    );
    ElectoralSystem::from_toml(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn count(rules: &ElectoralSystem, rows: &str) -> Outcome {
    rules.count(&Votes::from_csv(rows.as_bytes(), &[]).unwrap()).unwrap()
}

fn elected<'a>(outcome: &'a Outcome, party: &str) -> Vec<&'a str> {
    let rows = outcome.elected.iter().filter(|row| row.party.as_deref() == Some(party));
    rows.filter_map(|row| row.candidate.as_deref()).collect()
}

/// A has 300 of its own and 700 personal votes; B 1,000. Four seats, two each; the quota is 500.
const TOWN: &str = "party,candidate,votes,place\n\
    A,,300,\nA,Ann,50,1\nA,Ben,250,2\nA,Cid,100,3\nA,Dot,300,4\n\
    B,Eve,500,1\nB,Fay,500,2\n";

fn needed(outcome: &Outcome) -> Vec<Option<u128>> {
    let steps = outcome.protocol.entries.iter().filter_map(|entry| match &entry.step {
        Step::OpenList(OpenListStep { needed, .. }) => Some(*needed),
        _ => None,
    });
    steps.collect()
}

#[test]
fn those_past_the_threshold_come_before_the_order_of_the_list() {
    // 55 % of the quota are 275 votes: Dot alone; then the first of the list.
    let outcome = count(&rules(4, "{ at_least = \"55%\", of = \"quota\" }"), TOWN);
    assert_eq!((outcome.seats_of("A").unwrap(), outcome.seats_of("B").unwrap()), (2, 2));
    assert_eq!(elected(&outcome, "A"), ["Dot", "Ann"]);
    assert_eq!(needed(&outcome), [Some(275), Some(275)]);
    let text = outcome.protocol.to_string();
    assert!(text.contains("at least 55% of the quota, so 275 needed"), "{text}");
    assert!(text.contains("sits by personal votes") && text.contains("sits by the list"), "{text}");
    // 25 % of the votes of the list are 250: Ben has them exactly, which "more than" does not take.
    let of_list = |bound: &str| format!("{{ {bound} = \"25%\", of = \"votes of the list\" }}");
    assert_eq!(elected(&count(&rules(4, &of_list("at_least")), TOWN), "A"), ["Dot", "Ben"]);
    assert_eq!(elected(&count(&rules(4, &of_list("more_than")), TOWN), "A"), ["Dot", "Ann"]);
    // Nobody has 90 %: the list alone. No threshold: personal votes alone.
    assert_eq!(
        elected(&count(&rules(4, "{ at_least = \"90%\", of = \"votes of the list\" }"), TOWN), "A"),
        ["Ann", "Ben"]
    );
    assert_eq!(elected(&count(&rules(4, "{}"), TOWN), "A"), ["Dot", "Ben"]);
}

/// Elections to Czech municipal councils (Act 491/2001, § 45): who has at least a tenth more than the mean of the list's
/// candidates comes before its order.
#[test]
fn the_bar_can_be_the_mean_of_the_list() {
    let law = rules(3, "{ above_mean = \"10%\" }");
    // 600 votes and four candidates: a mean of 150, and 165 are enough.
    let rows = "party,candidate,votes,place\nA,Ann,150,1\nA,Ben,121,2\nA,Cid,164,3\nA,Dot,165,4\n";
    let outcome = count(&law, rows);
    assert_eq!(needed(&outcome), [Some(165)]);
    assert_eq!(elected(&outcome, "A"), ["Dot", "Ann", "Ben"]);
    let text = outcome.protocol.to_string();
    assert!(text.contains("at least 10% above the mean of its candidates, so 165 needed"), "{text}");
    // 601 votes: 165.275, so 166.
    let more = count(&law, &rows.replace("121", "122"));
    assert_eq!((needed(&more), elected(&more, "A")), (vec![Some(166)], vec!["Ann", "Ben", "Cid"]));
    assert_eq!(ElectoralSystem::from_toml(&law.to_toml().unwrap()).unwrap(), law);
}

/// Elections to Parliament of the Czech Republic (Act 247/1995, § 50): a voter marks up to four candidates of the list that
/// the vote is for, and 5 % of the list's votes put a candidate before its order.
#[test]
fn marks_beside_the_vote_for_the_list_are_no_votes_of_the_list() {
    let law = rules(4, "{ at_least = \"5%\", of = \"votes of the list\", marks = \"marks\" }");
    let rows = "contest,party,candidate,votes,place\nlist,A,,1000,\nlist,B,,900,\n\
                marks,A,Ann,700,1\nmarks,A,Ben,49,2\nmarks,A,Cid,650,3\nmarks,A,Dot,50,4\n\
                marks,B,Eve,40,1\nmarks,B,Fay,45,2\nmarks,C,Gus,9,1\n";
    let outcome = law.count(&law.read_votes(rows.as_bytes()).unwrap()).unwrap();
    // 2,449 marks of A's would be more than all votes; the lists have two seats each.
    assert_eq!((outcome.seats_of("A").unwrap(), outcome.seats_of("B").unwrap()), (2, 2));
    assert_eq!(elected(&outcome, "A"), ["Ann", "Cid"]);
    // Exactly 5 % of 900 are 45.
    assert_eq!(elected(&outcome, "B"), ["Fay", "Eve"]);
    assert!(!outcome.protocol.to_string().contains("not used"), "{}", outcome.protocol);
    // By district, each by its own marks; without marks nobody is named.
    let text = "name = \"A\"\n[[tier]]\nname = \"list\"\nseats = 1\ndistricts = \"each\"\nmethod = \"hare\"\nopen_list = { marks = \"m\" }\n";
    let law = ElectoralSystem::from_toml(text).unwrap();
    let rows = "contest,district,party,candidate,votes\nlist,N,A,,5\nlist,S,A,,5\nm,N,A,X,2\nm,N,A,Y,1\nm,S,A,X,1\nm,S,A,Y,3\n";
    let outcome = law.count(&law.read_votes(rows.as_bytes()).unwrap()).unwrap();
    assert_eq!(elected(&outcome, "A"), ["X", "Y"]);
    let bare = law.count(&law.read_votes(rows.split("m,").next().unwrap().as_bytes()).unwrap()).unwrap();
    assert!(
        bare.elected.is_empty() && bare.protocol.to_string().contains("no candidate for 1 seat"),
        "{bare}"
    );
}

#[test]
fn a_quarter_of_the_quota_of_the_house_of_2023_is_17_388_votes() {
    // Netherlands, 22 November 2023: 10,432,726 valid votes by 150 seats; a candidate needed more than a quarter.
    let rows = "party,candidate,votes,place\nA,Ann,10398000,1\nA,Ben,1,2\nA,Cid,17387,3\nA,Dot,17338,4\n";
    let outcome = count(&rules(150, "{ more_than = \"25%\", of = \"quota\" }"), rows);
    assert_eq!(needed(&outcome), [Some(17_388)]);
    // Fewer candidates than seats: the rest have no name, and the record says so.
    assert_eq!(elected(&outcome, "A"), ["Ann", "Ben", "Cid", "Dot"]);
    assert!(outcome.protocol.to_string().contains("no candidate for 146 seats of A"));
}

#[test]
fn equal_votes_are_a_tie_within_the_list_unless_its_order_decides() {
    let outcome = count(&rules(3, "{}"), "party,candidate,votes\nA,X,50\nA,Y,50\nA,Z,90\nB,V,95\n");
    assert_eq!((outcome.seats_of("A").unwrap(), outcome.seats_of("B").unwrap()), (2, 1));
    assert_eq!(elected(&outcome, "A"), ["Z"]);
    let tie = &outcome.ties_within_lists[0];
    assert_eq!((tie.party.as_str(), tie.seats, tie.candidates.len()), ("A", 1, 2));
    assert!(outcome.ties.is_empty(), "the party's seats are sure");
    assert!(outcome.to_string().contains("TIE WITHIN A (list): 1 seat open among X, Y"), "{outcome}");
    let rows = "party,candidate,votes,place\nA,X,50,3\nA,Y,50,1\nA,Z,90,2\nB,V,95,1\n";
    let outcome = count(&rules(3, "{ ties = \"list order\" }"), rows);
    assert_eq!(elected(&outcome, "A"), ["Z", "Y"]);
    assert!(outcome.ties_within_lists.is_empty());
}

#[test]
fn a_nationwide_tier_adds_personal_votes_of_the_districts() {
    let rows = "district,party,candidate,votes\nN,A,X,50\nN,A,Y,30\nS,A,X,10\nS,A,Y,40\n";
    assert_eq!(elected(&count(&rules(1, "{}"), rows), "A"), ["Y"]);
    let text = "name = \"A\"\n[[tier]]\nname = \"list\"\nseats = 1\ndistricts = \"each\"\nmethod = \"hare\"\nopen_list = {}\n";
    let outcome = count(&ElectoralSystem::from_toml(text).unwrap(), rows);
    let by_district: Vec<_> =
        outcome.elected.iter().map(|row| (row.district.as_deref(), row.candidate.as_deref())).collect();
    assert_eq!(by_district, [(Some("N"), Some("X")), (Some("S"), Some("Y"))]);
}

#[test]
fn an_order_that_cannot_be_told_is_an_error_when_the_rules_are_compiled() {
    let bar = rules(1, "{ at_least = \"5%\", of = \"quota\" }");
    let error = |rows: &str| {
        let votes = Votes::from_csv(rows.as_bytes(), &[]).unwrap();
        bar.compile(votes.field(), &[]).unwrap_err().to_string()
    };
    let lost = error("party,candidate,votes,place\nA,X,5,1\nA,Y,5,\n");
    assert!(lost.contains("`Y` of `A` has no place"), "{lost}");
    assert!(error("party,candidate,votes,place\nA,X,5,0\n").contains("the first on the list has 1"));
    assert!(error("party,candidate,votes,place\nA,X,5,1\nA,Y,5,1\n").contains("another candidate"));
    let two = "district,party,candidate,votes,place\nN,A,X,5,1\nS,A,X,5,2\n";
    assert!(error(two).contains("different places"));
}

proptest! {
    #[test]
    fn the_order_of_rows_decides_nothing(
        votes in prop::collection::vec(0u64..8, 2..9),
        keys in prop::collection::vec(any::<u32>(), 9),
        seats in 1u32..7,
        open in prop::sample::select(vec![
            "{}",
            "{ ties = \"list order\" }",
            "{ at_least = \"20%\", of = \"votes of the list\" }",
            "{ more_than = \"25%\", of = \"quota\", ties = \"list order\" }",
        ]),
    ) {
        prop_assume!(votes.iter().any(|&n| n > 0));
        let rules = rules(seats, open);
        let row = |i: usize| format!("{},C{i},{},{}\n", ["A", "B"][i % 2], votes[i], i / 2 + 1);
        let mut order: Vec<usize> = (0..votes.len()).collect();
        let file = |order: &[usize]| {
            "party,candidate,votes,place\n".to_owned() + &order.iter().map(|&i| row(i)).collect::<String>()
        };
        let first = count(&rules, &file(&order));
        order.sort_by_key(|&i| keys[i]);
        let second = count(&rules, &file(&order));
        prop_assert_eq!(&first.elected, &second.elected);
        prop_assert_eq!(&first.ties_within_lists, &second.ties_within_lists);
        // Every sure seat has a holder, is open among equals, or has nobody named for it.
        for party in ["A", "B"] {
            let named = (0..votes.len()).filter(|i| ["A", "B"][i % 2] == party).count() as u32;
            let open: u32 = first.ties_within_lists.iter().filter(|t| t.party == party).map(|t| t.seats).sum();
            let held = elected(&first, party).len() as u32;
            prop_assert_eq!(held + open, first.seats_of(party).unwrap().min(named));
        }
    }
}

/// Party, alliance and votes of a candidate; 0 is none.
type Stands = (usize, usize, u64);

/// Who sits by the figures of Finland's election act (section 89) when equal votes and figures fall in this order.
fn first(candidates: &[Stands], seats: usize, order: &[usize]) -> Vec<usize> {
    let mut groups: BTreeMap<(usize, usize, usize), Vec<usize>> = BTreeMap::new();
    for (i, &(party, alliance, _)) in candidates.iter().enumerate() {
        let group = match (party, alliance) {
            (_, 1..) => (1, alliance, 0),
            (1.., _) => (2, party, 0),
            _ => (3, i, 0),
        };
        groups.entry(group).or_default().push(i);
    }
    let lot = |i: usize| order.iter().position(|&other| other == i);
    let mut figures = Vec::new();
    for members in groups.values_mut() {
        let sum: u64 = members.iter().map(|&i| candidates[i].2).sum();
        members.sort_by(|&i, &j| candidates[j].2.cmp(&candidates[i].2).then(lot(i).cmp(&lot(j))));
        figures.extend((1u64..).zip(members.iter()).map(|(place, &i)| (sum * 360_360 / place, i)));
    }
    figures.sort_by(|a, b| b.0.cmp(&a.0).then(lot(a.1).cmp(&lot(b.1))));
    figures.into_iter().take(seats).map(|(_, i)| i).collect()
}

/// Every order of so many.
fn orders(all: usize) -> Vec<Vec<usize>> {
    let mut orders = vec![Vec::new()];
    for next in 0..all {
        let longer = |order: &Vec<usize>| {
            let at = |place: usize| {
                let mut order = order.clone();
                order.insert(place, next);
                order
            };
            (0..=order.len()).map(at).collect::<Vec<_>>()
        };
        orders = orders.iter().flat_map(longer).collect();
    }
    orders
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases(300)))]

    /// Parties, joint lists of people without a party, and alliances of both; small numbers, so that much is equal.
    #[test]
    fn figures_of_candidates_agree_in_every_order_of_lots(
        candidates in prop::collection::vec((0..4usize, 0..3usize, 1..7u64), 1..7),
        seats in 1..8usize,
    ) {
        // An alliance is the party's.
        let alliance = |party: usize, own: usize| if party == 3 { 0 } else if party == 0 { own } else { party / 2 };
        let candidates: Vec<_> =
            candidates.into_iter().map(|(party, own, votes)| (party, alliance(party, own), votes)).collect();
        let mut rows = "party,candidate,votes,alliance\n".to_owned();
        for (i, &(party, alliance, votes)) in candidates.iter().enumerate() {
            let (party, alliance) = (["", "P", "Q", "R"][party], ["", "x", "y"][alliance]);
            rows += &format!("{party},c{i},{votes},{alliance}\n");
        }
        let text = format!(
            "name = \"A\"\n[[tier]]\nname = \"list\"\nseats = {seats}\nmethod = \"dhondt\"\n\
             alliances = {{ to = \"candidates\" }}\nopen_list = {{}}\n"
        );
        let outcome = count(&ElectoralSystem::from_toml(&text).unwrap(), &rows);
        let ways: Vec<Vec<usize>> = orders(candidates.len())
            .iter()
            .map(|order| first(&candidates, seats, order))
            .collect();
        let stand = |party: usize| candidates.iter().any(|candidate| candidate.0 == party);
        for (party, name) in [(1, "P"), (2, "Q"), (3, "R")].into_iter().filter(|&(party, _)| stand(party)) {
            let of = |way: &Vec<usize>| way.iter().filter(|&&i| candidates[i].0 == party).count() as u32;
            prop_assert_eq!(outcome.seats_of(name).unwrap(), ways.iter().map(of).min().unwrap(), "{}{}", rows, outcome.protocol);
        }
        let sure: u32 = outcome.seats.iter().map(|row| row.seats).sum();
        let open: u32 = outcome.ties.iter().map(|tie| tie.seats).sum();
        let empty: u32 = outcome.unfilled.iter().map(|row| row.seats).sum();
        prop_assert_eq!(sure + open + empty, seats as u32);
        prop_assert_eq!(empty, seats.saturating_sub(candidates.len()) as u32);
        // Nobody is said to sit whom some order leaves out; and without a tie all who sit are named.
        let named: Vec<usize> = (0..candidates.len())
            .filter(|i| outcome.elected.iter().any(|row| row.candidate.as_deref() == Some(&format!("c{i}"))))
            .collect();
        for way in &ways {
            prop_assert!(named.iter().all(|i| way.contains(i)), "{}{}", rows, outcome.protocol);
        }
        let alike = ways.iter().all(|way| ways[0].iter().all(|i| way.contains(i)));
        prop_assert!(!alike || named.len() == ways[0].len(), "{}{}", rows, outcome.protocol);
    }
}
