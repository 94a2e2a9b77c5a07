//! Each reason why rules cannot count some votes is met, and can be matched.

use std::collections::BTreeSet;

use sailau::ElectoralSystem;
use sailau::system::{CountError, Workspace};
use sailau::votes::{Tally, Winner};

use super::{by_district, nationwide, personal, pooled, rules, votes};

const EACH: &str = "[[tier]]\nname = \"list\"\ndistricts = \"each\"\nmethod = \"dhondt\"\n";
const TWO: &str = "district,party,votes\nN,A,5\nS,A,5\n";
const SINGLE: &str = "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"absolute majority\"\n\
                      majority = { more_than = \"50%\", of = \"valid votes\" }\n";
const FIRST: &str =
    "contest,district,party,votes\nsingle,N,A,400\nsingle,N,B,300\nsingle,N,C,250\nsingle,N,D,50\n";

/// Not met here, and why, in the order of the alphabet.
const ELSEWHERE: [(&str, &str); 3] = [
    ("ReturnTied", "a count follows both ways of equal claims to return a seat, or leaves the tier open"),
    ("StrongestListsInTheWay", "met in tests/system/strongest_list.rs"),
    ("TooFewForStrongest", "met in tests/system/strongest_list.rs"),
];

/// The word of an error, as it is matched.
fn kind(error: &CountError) -> String {
    let shown = format!("{error:?}");
    shown.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
}

/// All words there are, from the type itself: what is added to it is met here too.
fn all_kinds() -> BTreeSet<String> {
    let source = include_str!("../../../crates/system/src/error.rs");
    let from = source.split("pub enum CountError {").nth(1).unwrap();
    let lines = from.split("\n}").next().unwrap().lines().filter_map(|line| line.strip_prefix("    "));
    let words = lines.filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()));
    words.map(|line| line.split(|c: char| !c.is_alphanumeric()).next().unwrap().to_owned()).collect()
}

#[test]
fn each_reason_is_met_and_matched() {
    let met = |text: &str, rows: &str, districts: &str| {
        let rules = rules(text);
        kind(&rules.count(&votes(&rules, rows, districts)).unwrap_err())
    };
    let run_off = |more: &str| format!("{SINGLE}run_off = {more}\n");
    let second = |rows: &str| format!("{FIRST}{rows}");
    let by_population =
        format!("{EACH}seats = 5\ndistrict_seats = {{ by = \"population\", method = \"hare\" }}");
    let by_votes = by_population.replace("population", "valid votes");
    let each_of_three =
        "[[tier]]\nname = \"single\"\nseats = 3\ndistricts = \"each\"\nmethod = \"plurality\"\n";
    let alliances = nationwide("alliances = { to = \"candidates\" }\nopen_list = {}");
    let country_alliances = by_district(
        "threshold = { at_least = \"30%\", of = \"valid votes\", within = \"nation\" }\n\
         alliances = { method = \"dhondt\", threshold = { at_least = \"40%\" } }",
    );
    let biproportional = |method: &str| {
        format!("{EACH}seats = \"given\"\nbiproportional = {{ by = \"votes\" }}\n").replace("dhondt", method)
    };
    let remainders =
        pooled("seats = \"given\"\nmethod = \"hare\"\nquota = { left = \"other tiers\" }\n", super::SECOND);
    let coalitions =
        nationwide("threshold = { at_least = \"5%\", of = \"valid votes\", kinds = { coalition = \"8%\" } }");
    let places = format!(
        "{}placement = {{ by = \"quotient\", method = \"dhondt\", of = \"nothing\", each = {{ N = 5 }} }}\n",
        nationwide("")
    );
    let levelled = "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n\
                    [[tier]]\nname = \"list\"\nseats = 10\nmethod = \"sainte-lague\"\n\
                    placement = { by = \"party\", method = \"sainte-lague\" }\n\
                    linkage = { with = [\"single\"], overhang = \"levelled\", levelling = { districts = { by = \"valid votes\", method = \"hare\" }, minimum = \"the greater\" } }\n"
        .to_owned();
    let cases = [
        (
            "MissingContest",
            format!("{}{EACH}seats = 2\n", nationwide(""))
                .replace("name = \"list\"\ndist", "name = \"x\"\ndist"),
            "party,votes\nA,5\n",
            "",
        ),
        (
            "MissingFigure",
            nationwide("threshold = { at_least = \"5%\", of = \"all ballots\" }"),
            "party,votes\nA,5\n",
            "",
        ),
        ("TooManyDistricts", EACH.replace("\"each\"", "1") + "seats = 2\n", TWO, ""),
        ("DistrictWithoutSeats", format!("{EACH}seats = \"given\""), TWO, "district,seats\nN,3\n"),
        ("NoDistrictFile", format!("{EACH}seats = \"given\""), TWO, ""),
        ("DistrictWithoutPopulation", by_population.clone(), TWO, "district,population\nS,20\n"),
        ("DistrictsTied", by_population, TWO, "district,population\nN,20\nS,20\n"),
        ("NoDistrictBase", by_votes, "district,party,votes\nN,A,0\nS,A,0\n", ""),
        (
            "DistrictWithoutRegion",
            by_district("threshold = { at_least = \"30%\", of = \"valid votes\", within = \"region\" }"),
            TWO,
            "district,region\nN,North\n",
        ),
        ("PlaceWithoutSeats", places, TWO, ""),
        ("TooFewSeats", nationwide("at_least = 6"), "party,votes\nA,9\nB,1\n", ""),
        (
            "NotASeatForEveryList",
            biproportional("adams"),
            "district,party,votes\nN,A,5\nN,B,5\nN,C,5\n",
            "district,seats\nN,2\n",
        ),
        (
            "NoBiproportional",
            biproportional("sainte-lague"),
            "district,party,votes\nN,A,9\nS,A,9\nS,B,90\n",
            "district,seats\nN,5\nS,1\n",
        ),
        (
            "RemaindersTooFine",
            remainders,
            "district,party,votes\nN,A,7\nN,B,13\nS,A,8\nS,B,14\nW,A,5\nW,B,5\n",
            "district,seats\nN,2000000011\nS,1999999973\nW,100000007\n",
        ),
        (
            "CandidateWithoutGroup",
            format!("{each_of_three}group_limit = 2\n"),
            "contest,district,party,candidate,votes,group\nsingle,D,,a,2,w\nsingle,D,,b,1,\n",
            "",
        ),
        ("AllianceWithoutCandidates", alliances, "party,candidate,votes,alliance\nX,a,90,x\nY,,20,x\n", ""),
        (
            "TwoAlliances",
            country_alliances,
            "district,party,votes,alliance\nN,A,51,\nN,B,49,x\nN,C,0,x\nS,A,65,\nS,B,0,y\nS,C,35,x\n",
            "",
        ),
        ("NoDistricts", format!("{EACH}seats = \"given\""), "party,votes\nA,5\n", ""),
        (
            "StrangerInRunOff",
            run_off("\"top two\""),
            &second("single run-off,N,A,4\nsingle run-off,N,X,5\n"),
            "",
        ),
        ("NotTheTopTwo", run_off("\"top two\""), &second("single run-off,N,A,4\nsingle run-off,N,C,5\n"), ""),
        (
            "NotInTheRunOff",
            run_off("{ at_least = \"12.5%\", of = \"valid votes\" }"),
            &second("single run-off,N,A,4\nsingle run-off,N,D,5\n"),
            "",
        ),
        (
            "RunOffNotDue",
            run_off("\"top two\""),
            "contest,district,party,votes\nsingle,N,A,600\nsingle,N,B,300\nsingle run-off,N,A,4\nsingle run-off,N,B,5\n",
            "",
        ),
        (
            "ListOrder",
            nationwide("open_list = { more_than = \"25%\", of = \"quota\" }"),
            "party,candidate,votes,place\nA,a,5,0\nA,b,5,2\n",
            "",
        ),
        (
            "TooManyVotes",
            by_district("threshold = { at_least = \"5%\", of = \"valid votes\", within = \"nation\" }"),
            "district,party,votes\nN,A,18446744073709551615\nS,A,18446744073709551615\n",
            "",
        ),
        (
            "MoreThanOneSeat",
            nationwide("quota = { rounded = \"up\" }"),
            "party,candidate,votes\nA,,10\n,X,90\n",
            "",
        ),
        (
            "CandidatesNotNamed",
            personal("49%", ", personal = true"),
            "contest,district,party,candidate,votes\nlist,N,A,Ann,75\nlist,N,B,Bo,76\nlist,N,C,Cy,49\nlist,N,P,,100\nlist,S,A,Al,240\nlist,S,B,Bea,240\nlist,S,C,Cleo,240\n",
            "",
        ),
        // Two lists of one alliance have more votes together than a number holds.
        (
            "VotesTooLarge",
            nationwide("alliances = { method = \"dhondt\" }"),
            "party,votes,alliance\nA,18446744073709551615,x\nB,1,x\n",
            "",
        ),
        ("TooLarge", format!("{EACH}seats = 4294967295\n"), TWO, ""),
        // A's seat in the district is worth one of 400,001 in the country.
        (
            "HouseWithoutEnd",
            levelled,
            "contest,district,party,votes\nsingle,N,A,1\nlist,N,A,1\nlist,N,B,400000\n",
            "",
        ),
        ("UnknownKind", coalitions.clone(), "", ""),
    ];
    let mut seen = BTreeSet::new();
    let mut misses = String::new();
    for (wanted, text, rows, districts) in &cases {
        // A file of votes refuses an unknown kind by itself.
        let found = match *wanted {
            "UnknownKind" => {
                let mut builder = sailau::VotesBuilder::default();
                builder.votes("list", None, Some("A"), None, 60).unwrap();
                builder.kind("A", "coaliton").unwrap();
                let error = rules(text).count(&builder.build().unwrap()).unwrap_err();
                let CountError::UnknownKind { who, kind: unknown } = &error else { panic!("{error}") };
                assert_eq!((who.as_str(), unknown.nearest.as_deref()), ("A", Some("coalition")));
                kind(&error)
            }
            _ => met(text, rows, districts),
        };
        if found != *wanted {
            misses.push_str(&format!("{wanted}, and it is {found}\n"));
        }
        seen.insert(found);
    }
    assert!(misses.is_empty(), "{misses}");

    // Winners in place of votes.
    let single = rules("[[tier]]\nname = \"single\"\nseats = 1\ndistricts = 2\nmethod = \"plurality\"\n");
    let given = |winners: Vec<Winner>, rows: &str| {
        let votes = if rows.is_empty() { sailau::Votes::empty() } else { votes(&single, rows, "") };
        kind(&single.count(&votes.with_winners(winners).unwrap()).unwrap_err())
    };
    let won = |seats| Winner::of_party("single", "A", seats);
    let in_north = |name: &str| {
        let (district, candidate) = (Some("N".to_owned()), Some(name.to_owned()));
        Winner { district, candidate, ..won(1) }
    };
    seen.insert(given(vec![won(3)], ""));
    seen.insert(given(vec![in_north("Ann"), in_north("Bo")], ""));
    seen.insert(given(vec![won(1)], "contest,district,party,votes\nsingle,N,A,5\n"));

    // Rules that contradict themselves, and a tally of another field.
    seen.insert(kind(&ElectoralSystem::new("A", []).count(&votes(&single, FIRST, "")).unwrap_err()));
    let list = rules(&nationwide(""));
    let of_two = votes(&list, "party,votes\nA,5\nB,5\n", "");
    let plan = list.compile(of_two.field(), &[]).unwrap();
    seen.insert(kind(&plan.count_into(&Tally::default(), &mut Workspace::default()).unwrap_err()));

    seen.extend(super::ranked::errors().iter().map(kind));
    seen.extend(super::several_votes::errors().iter().map(kind));

    let missing: Vec<String> = all_kinds().difference(&seen).cloned().collect();
    assert_eq!(missing, ELSEWHERE.map(|(kind, _)| kind));
}
