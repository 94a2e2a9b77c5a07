//! `fit`: votes become an electorate, and what is not known is said.

use sailau::electorate::Electorate;
use serde_json::Value;

use crate::{file, run, sailau};

#[test]
fn two_elections_of_a_country_become_a_file() {
    let [toml, json] = ["norway.toml", "norway.json"].map(|name| file(name, b""));
    let line = "fit world:no_2017 world:no_2021 --turnout no_2021=77.2% --out";
    let said = sailau(&format!("{line} {toml}")).good();
    for expected in [
        "25 parties and 3,",
        " voters, 19 districts, as in the contest `list` of no_2021.\n",
        "\nEstimated\n  * national swing 0.288: a party's votes in the country change by some 33 %; roughly known",
        "\nAssumed, for these elections do not say\n",
        "what the turnout that was given, 77.2 %, makes",
        "no_2021: below 1 % of the votes and left out:",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
    assert!(said.lines().all(|line| line.chars().count() <= 100), "{said}");
    sailau(&format!("{line} {json}")).good();
    let electorate = Electorate::open(&toml).unwrap();
    assert_eq!(electorate, Electorate::open(&json).unwrap());
    assert_eq!(electorate.sources, ["Votes of world:no_2017", "Votes of world:no_2021"]);
    // What rules ask of districts goes with them.
    assert_eq!(electorate.districts.iter().filter_map(|district| district.seats).sum::<u32>(), 150);
    assert!(std::fs::read_to_string(&toml).unwrap().starts_with("# An electorate:"));
}

#[test]
fn a_renamed_party_is_the_same() {
    let elections = ["fit", "kazakhstan:2021-01-10", "kazakhstan:2023-03-19"];
    let said = run(&elections).good();
    assert!(said.contains("Adal, Nur") && said.contains("is told with --same \"OLD=NEW\"."), "{said}");
    let same = ["--same", "Nur Otan=Amanat", "--json"];
    let json: Value = serde_json::from_str(&run(&[&elections[..], &same].concat()).good()).unwrap();
    let swing = &json["fit"]["estimates"][0];
    assert_eq!((&swing["parameter"], &swing["observations"]), (&"national-swing".into(), &4.into()));
    assert_eq!(json["electorate"]["party"][0]["name"], "Amanat");
    let csv = run(&[&elections[..], &["--csv"]].concat()).good();
    assert!(csv.starts_with("parameter,value,standard_error,degrees,from\nnational swing,"), "{csv}");
}

#[test]
fn files_of_ones_own_are_fitted() {
    let before = file("before.csv", b"Partei;Stimmen\nRot;600\nBlau;400\nGruen;100\n");
    let after = file("after.csv", b"Partei;Stimmen\nRot;500\nBlau;450\nLaub;150\n");
    let form = "--separator ; --columns party=Partei,votes=Stimmen";
    let said =
        sailau(&format!("fit {before} {after} {form} --same Gruen=Laub --assume local-swing=0.2 --all"))
            .good();
    assert!(said.contains("national swing 0.") && said.contains("(2 degrees of freedom)"), "{said}");
    assert!(
        said.contains("local swing 0.2, assumed: votes are known by country only (given with --assume)"),
        "{said}"
    );
    assert!(!said.contains("in one of the two only"), "{said}");
}

#[test]
fn what_cannot_be_fitted_is_said_in_one_line() {
    for (line, expected) in [
        ("--same X=Amanat", "--same names `X`, and no election of the series has such a party"),
        ("--same Auly=Amanat", "did you mean `Auyl`?"),
        (
            "--assume national-swings=0.2",
            "there is no parameter `national-swings`; there are national-swing,",
        ),
        ("--assume local-swing=-1", "local swing cannot be -1; it must be a number of 0 or more"),
        ("--contest lists", "the votes have no contest `lists`; they have list; did you mean `list`?"),
        (
            "--turnout 2023-03-20=50%",
            "which is not in the series; add its votes first; did you mean `2023-03-19`?",
        ),
        ("--least 100%", "a smallest share of 1; it must be 0 or more and below 1"),
        ("--out electorate.csv", "electorate.csv: an electorate is written as TOML or JSON"),
        ("--out /no/such/folder.toml", "/no/such/folder.toml: "),
    ] {
        let said = sailau(&format!("fit kazakhstan:2021-01-10 kazakhstan:2023-03-19 {line}")).wrong();
        assert!(said.contains(expected), "{line}\n{said}");
    }
    for line in
        ["fit", "fit world:sk_2023", "fit a b --same X", "fit a b --turnout x=y", "fit a b --assume x=y"]
    {
        assert_eq!(sailau(line).status, Some(2), "{line}");
    }
}
