//! An electorate of real votes gives them again.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rand::SeedableRng;
use sailau::electorate::fit::{Parameter, Series};
use sailau::electorate::{Electorate, ElectorateError, Swing, Turnout, VoteModel};
use sailau::kazakhstan;
use sailau::random::Generator;
use sailau::votes::{BallotTotals, District, Votes, VotesBuilder};

/// Votes by district, party and candidate, and what else is in each box, whatever their order.
type Counted = (BTreeMap<(String, String, String), u64>, BTreeMap<String, BallotTotals>);

fn counted(votes: &Votes) -> Counted {
    let (field, tally) = (votes.field(), votes.tally());
    let (mut all, mut totals) = (BTreeMap::new(), BTreeMap::new());
    for ballot in &field.contests()[0].ballots {
        let district = ballot.district.map_or(String::new(), |number| field.districts()[number].clone());
        totals.insert(district.clone(), tally.totals[ballot.totals()]);
        for (entry, &votes) in ballot.entries.iter().zip(&tally.votes[ballot.votes()]) {
            let party = entry.party.map_or(String::new(), |party| field.parties()[party].name.clone());
            // A party that is on no ballot of a district has no votes there.
            if votes > 0 {
                all.insert((district.clone(), party, entry.candidate.clone().unwrap_or_default()), votes);
            }
        }
    }
    (all, totals)
}

fn drawn(electorate: &Electorate, seed: u64) -> Votes {
    let model = electorate.compile().unwrap();
    let mut tally = model.field().empty_tally();
    model.draw(&mut Generator::seed_from_u64(seed), &mut model.workspace(), &mut tally);
    Votes::new(model.field().clone(), tally).unwrap()
}

/// Up to five districts in regions or in none, or the nation; parties with holes; candidates, some alone.
fn any_votes() -> impl Strategy<Value = (Votes, &'static str)> {
    let number = prop_oneof![Just(0u64), 1..20u64, 1..3_000_000u64];
    let district = (
        proptest::collection::vec(proptest::option::weighted(0.8, number.clone()), 7),
        proptest::collection::vec(number, 4),
        any::<bool>(),
    );
    (proptest::collection::vec(district, 1..6), any::<bool>(), any::<bool>()).prop_map(
        |(districts, nation, single)| {
            let contest = if single { "single" } else { "list" };
            let mut builder = VotesBuilder::default();
            let is_nationwide = nation && !single;
            let mut facts = Vec::new();
            for (at, (votes, [rest @ .., roll], knows_invalid)) in
                districts.iter().map(|(v, r, k)| (v, [r[0], r[1], r[2], r[3]], *k)).enumerate()
            {
                if is_nationwide && at > 0 {
                    break;
                }
                let name = format!("D{at}");
                let district = (!is_nationwide).then_some(name.as_str());
                // Somebody of a party stands everywhere.
                builder.votes(contest, district, Some("P0"), single.then_some("first"), 7).unwrap();
                let mut cast = 7;
                for (number, votes) in votes.iter().enumerate() {
                    let Some(votes) = *votes else { continue };
                    let party = format!("P{}", number % 5);
                    let candidate = format!("C{number}");
                    let (party, candidate) = match (single, number) {
                        (true, 6) => (None, Some(candidate.as_str())),
                        (true, _) => (Some(party.as_str()), Some(candidate.as_str())),
                        (false, 0 | 5 | 6) => continue,
                        (false, _) => (Some(party.as_str()), None),
                    };
                    builder.votes(contest, district, party, candidate, votes).unwrap();
                    cast += votes;
                }
                builder.against_all(contest, district, rest[0]).unwrap();
                builder.others(contest, district, rest[1]).unwrap();
                if knows_invalid {
                    builder.invalid(contest, district, rest[2]).unwrap();
                    cast += rest[2];
                }
                if at != 3 {
                    builder.registered(contest, district, cast + rest[0] + rest[1] + roll).unwrap();
                }
                let region = (at != 2).then(|| format!("R{}", at / 2));
                facts.push(District { name, region, ..District::default() });
            }
            (builder.build().unwrap().with_districts(facts).unwrap(), contest)
        },
    )
}

proptest! {
    #[test]
    fn draws_without_swing_are_the_votes((votes, contest) in any_votes(), seed: u64) {
        let electorate = Electorate::from_votes(&votes, contest).unwrap();
        prop_assert_eq!(&electorate.swing, &Swing::None);
        let (expected, totals) = counted(&votes);
        let (found, found_totals) = counted(&drawn(&electorate, seed));
        // A candidate without votes beside others of the party has next to none.
        let close = |a: u64, b: u64| a.abs_diff(b) <= 1;
        for (who, votes) in &expected {
            prop_assert!(close(found.get(who).copied().unwrap_or(0), *votes), "{:?}: {:?} for {}", who, found.get(who), votes);
        }
        prop_assert!(found.iter().all(|(who, votes)| expected.contains_key(who) || *votes <= 1));
        for (district, totals) in totals {
            let found = found_totals[&district];
            prop_assert!(close(found.invalid.unwrap(), totals.invalid.unwrap_or(0)));
            prop_assert!(close(found.against_all, totals.against_all) && close(found.others, totals.others));
            prop_assert!(totals.registered.is_none_or(|registered| found.registered == Some(registered)));
        }
        // The file says the same.
        prop_assert_eq!(&Electorate::from_toml(&electorate.to_toml().unwrap()).unwrap(), &electorate);
        let json = serde_json::to_string(&electorate).unwrap();
        prop_assert_eq!(&Electorate::from_json(&json).unwrap(), &electorate);
    }
}

#[test]
fn every_election_of_kazakhstan_comes_back_to_the_vote() {
    for election in kazakhstan::elections() {
        let votes = election.votes();
        let electorate = Electorate::from_votes(&votes, "list").unwrap();
        let all = votes.total("list") as f64;
        for ((party, official), own) in votes.party_totals("list").iter().zip(&electorate.parties) {
            assert_eq!(party.name, own.name);
            assert!((own.share - *official as f64 / all).abs() < 1e-15, "{}", election.day);
        }
        let again = drawn(&electorate, 7);
        for (party, official) in votes.party_totals("list") {
            let found =
                again.party_totals("list").into_iter().find(|(own, _)| own.name == party.name).unwrap().1;
            assert_eq!(found, official, "{}, {}", election.day, party.name);
        }
    }
}

/// Of a fit come its swings, and of its assumptions those of the parts that there are.
#[test]
fn a_fit_goes_into_the_electorate_of_its_last_votes() {
    let file = |a: u32, b: u32| format!("party,votes\nA,{a}\nB,{b}\n@registered,2000000\n");
    let votes = |a, b| Votes::from_csv(file(a, b).as_bytes(), &[]).unwrap();
    let mut series = Series::new("list");
    series.add("2016", &votes(600_000, 400_000)).unwrap().add("2020", &votes(500_000, 450_000)).unwrap();
    let fit = series.fit().unwrap();
    let electorate = Electorate::from_votes(&votes(500_000, 450_000), "list").unwrap().with_fit(&fit);
    assert_eq!(electorate.swing, Swing::LogisticNormal(fit.logistic_normal()));
    assert_eq!(electorate.turnout.mean, 0.475);
    assert_eq!(Some(electorate.turnout.nation), fit.value(Parameter::TurnoutSwing));
    let words = electorate.compile().unwrap().assumptions().join("\n");
    assert!(words.contains("national swing") && words.contains("estimated from 2016, 2020"), "{words}");
    assert!(words.contains("spoilt ballots: there are none"), "{words}");
    for part in ["local swing", "regional swing", "candidate", "split tickets", "between districts"] {
        assert!(!words.contains(part), "{part} in {words}");
    }
    // In districts the local swing is a part of it.
    let words = electorate.redrawn(5).compile().unwrap().assumptions().join("\n");
    assert!(words.contains("local swing 0.165, assumed") && !words.contains("regional swing"), "{words}");
    assert_eq!(Electorate::from_toml(&electorate.to_toml().unwrap()).unwrap(), electorate);
    // No sentence stands twice, and none is of a number that there is not.
    let json = serde_json::to_string(&electorate).unwrap();
    for wrong in ["\"turnout\":\"\",\"turnout\":\"\"", "\"swings\":\"\""] {
        assert!(
            Electorate::from_json(&json.replace("\"fit\":{", &format!("\"fit\":{{{wrong},"))).is_err(),
            "{wrong}"
        );
    }
    // An electorate by hand takes turnout from the votes, too.
    let by_hand = Electorate { turnout: Turnout::default(), ..electorate }.with_fit(&fit);
    assert_eq!(by_hand.turnout.mean, 0.475);
}

/// It is made of one contest, and says of which others nothing is taken.
#[test]
fn other_contests_are_named() {
    let file = "contest,district,party,votes\nlist,N,A,5\nlist,N,B,4\nsingle,N,A,6\nsingle,N,B,3\n";
    let votes = Votes::from_csv(file.as_bytes(), &[]).unwrap();
    let electorate = Electorate::from_votes(&votes, "list").unwrap();
    let last = electorate.assumptions.last().unwrap();
    assert_eq!(last, "Of other contests of the votes, `single`, nothing is taken.");
}

#[test]
fn votes_that_are_no_electorate_say_why() {
    let from = |file: &str, contest: &str| {
        Electorate::from_votes(&Votes::from_csv(file.as_bytes(), &[]).unwrap(), contest).unwrap_err()
    };
    let error = from("party,votes\nA,5\n", "lists");
    assert!(
        matches!(&error, ElectorateError::NoContest(unknown) if unknown.nearest.as_deref() == Some("list"))
    );
    assert!(error.to_string().ends_with("they have list; did you mean `list`?"), "{error}");
    assert_eq!(from("party,votes\nA,0\n@others,9\n", "list"), ElectorateError::NoVotes("list".to_owned()));
    let error = from("party,votes\nA,5\n@registered,4\n", "list").to_string();
    assert!(error.starts_with("contest `list`: there are more ballots than voters on the roll"), "{error}");
    let error = from("party,candidate,votes\nA,a,5\nB,b,4\n", "list").to_string();
    assert!(error.contains("give each ballot its district"), "{error}");
    let error = from(&format!("party,votes\nA,{}\n", u64::MAX), "list");
    assert!(matches!(error, ElectorateError::TooMany { .. }), "{error}");
}

/// Seats, populations and regions go into the electorate, its file and the field of its model.
#[test]
fn what_is_known_of_districts_goes_with_them() {
    let votes = Votes::from_csv("district,party,votes\nN,A,300\nS,A,100\nS,B,9\n".as_bytes(), &[]).unwrap();
    let facts = "district,seats,region,population\nN,3,Coast,900\nS,2,Coast,500\nCoast,1,,\nElsewhere,4,,\n";
    let votes = votes.add_districts_csv(facts.as_bytes()).unwrap();
    let electorate = Electorate::from_votes(&votes, "list").unwrap();
    assert_eq!((electorate.districts[0].seats, electorate.districts[1].population), (Some(3), Some(500)));
    // A region of no district of these votes is none.
    assert_eq!(electorate.regions.len(), 1);
    let again = Electorate::from_toml(&electorate.to_toml().unwrap()).unwrap();
    assert_eq!(Electorate::from_json(&electorate.to_json().unwrap()).unwrap(), again);
    let facts = again.compile().unwrap().field().district_facts().to_vec();
    assert_eq!(facts, votes.field().district_facts()[..3]);
    let mut twice = electorate;
    twice.regions[0].name = "N".to_owned();
    let error = twice.compile().unwrap_err().to_string();
    assert!(error.starts_with("as district and as region, `N` is given twice"), "{error}");
    let error = Electorate::from_votes_at(&votes, "list", 1.5).unwrap_err().to_string();
    assert!(error.ends_with("`turnout` is 1.5; it is a share, above 0 and at most 1"), "{error}");
}

/// A party that stood in one of two elections has no swing, and it is said.
#[test]
fn who_stood_once_is_named() {
    let mut series = Series::new("list").same_party("Old", "New");
    series.add("2016", &Votes::list([("A", 500), ("B", 300), ("Old", 90), ("Gone", 50)]).unwrap()).unwrap();
    series.add("2020", &Votes::list([("A", 450), ("B", 320), ("New", 90), ("Tiny", 1)]).unwrap()).unwrap();
    let notes = series.fit().unwrap().notes;
    let expected = "2016 and 2020: without a swing, for they stood in one of the two only: Gone (2016)";
    assert!(notes.iter().any(|note| note == expected), "{notes:?}");
}

/// Without a roll, turnout is another country's and is said to be.
#[test]
fn a_missing_roll_is_said() {
    let electorate = Electorate::from_votes(&Votes::list([("A", 672), ("B", 672)]).unwrap(), "list").unwrap();
    assert_eq!(electorate.districts[0].registered, 2_000);
    assert!(
        electorate.assumptions[1].contains("a turnout of 67.2 % makes of the ballots (United Kingdom 2019)")
    );
    let file = "district,party,votes\nN,A,300\nN,@registered,600\nS,A,100\n";
    let votes = Votes::from_csv(file.as_bytes(), &[]).unwrap();
    let electorate = Electorate::from_votes(&votes, "list").unwrap();
    assert_eq!(electorate.districts[1].registered, 200);
    assert!(electorate.assumptions[1].starts_with("1 of 2 districts have no voters on the roll"));
}
