//! What each command answers.

use serde_json::Value;

use crate::{fed, sailau, town};

#[test]
fn official_votes_are_counted_under_another_law() {
    let said = sailau("count kazakhstan:2023-03-19 kazakhstan:2021-01-10 --allow-uncounted").good();
    assert!(said.contains("\nNur Otan has a majority: 51 of 98 seats, 1 more than needed.\n"), "{said}");
    assert!(said.contains("NOT COUNTED: tier `single`"), "{said}");
    let json = sailau("count kazakhstan:2023-03-19 kazakhstan:2021-01-10 --allow-uncounted --json").good();
    let outcome: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(outcome["house_size"], 98);
    assert_eq!(outcome["seats"][0]["seats"], 51);
    let csv = sailau("count kazakhstan:2023-03-19 kazakhstan:2021-01-10 --allow-uncounted --csv").good();
    assert!(
        csv.starts_with("party,seats_in_list,seats_in_single,seats,share,open,among\nNur Otan,51,"),
        "{csv}"
    );
    let record = sailau("count kazakhstan:2021-01-10 kazakhstan:2021-01-10 --protocol").good();
    assert!(record.contains("fails by"), "{record}");
}

#[test]
fn rules_or_votes_come_from_standard_input() {
    let votes = b"party,votes\nHill,60\nDale,40\nMoor,5\n";
    let said = fed(&format!("count {} -", town("stdin.toml")), votes).good();
    assert!(said.contains("Hill has a majority: 4 of 7 seats, just enough."), "{said}");
    let rules = br#"{"name": "A town", "tier": [{"name": "list", "seats": 3, "method": "hare"}]}"#;
    let said = fed("rules check -", rules).good();
    assert_eq!(said, "-: right (A town)\n");
    let both = sailau("count - -").wrong();
    assert_eq!(both, "rules and votes cannot both come from standard input; name a file for one");
}

#[test]
fn a_tie_is_told_and_drawn_only_where_the_rules_draw() {
    let votes = b"party,votes\nHill,50\nDale,50\n";
    let rules = town("tie.toml");
    let said = fed(&format!("count {rules} -"), votes).good();
    assert!(
        said.contains(
            "Nobody has a sure majority: Dale is largest with 3 of 7 seats, 4 are needed; 1 are tied."
        ),
        "{said}"
    );
    assert!(said.contains("TIE (list): 1 seat open, among Dale, Hill"), "{said}");
}

#[test]
fn laws_stand_beside_each_other_on_the_same_votes() {
    let line = "compare kazakhstan:2021-01-10 kazakhstan:2021-06-01 kazakhstan:2023-03-19 kazakhstan:2021-01-10 --allow-uncounted";
    let said = sailau(line).good();
    for expected in [
        "2021-01-10: Nur Otan has a majority: 76 of 107 seats",
        "party                                     votes    share  2021-01-10  2021-06-01  2023-03-19",
        "Auyl                                    383,023   5.29 %           -           6           4",
        "2023-03-19 against 2021-01-10: Auyl +4,",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
    assert!(said.lines().all(|line| line.chars().count() <= 100), "{said}");
    let words = sailau(&format!("{line} --all")).good();
    assert!(words.contains("- list threshold at least: 7% → 5% (art. 97-1(1) and 43(5))"), "{words}");
    // Of two there is a change.
    let csv =
        sailau("compare kazakhstan:2021-01-10 kazakhstan:2021-06-01 kazakhstan:2021-01-10 --csv").good();
    assert!(csv.starts_with("party,votes,share,2021-01-10,2021-06-01,change\nNur Otan,5148074,"), "{csv}");
    assert!(csv.contains("\nAuyl,383023,") && csv.contains(",,6,6\n"), "{csv}");
}

#[test]
fn rules_of_one_name_are_told_apart() {
    let day = "kazakhstan:2023-03-19";
    let said = sailau(&format!("compare {day} {day} {day} --csv --allow-uncounted")).good();
    assert!(
        said.starts_with("party,votes,share,1 kazakhstan:2023-03-19,2 kazakhstan:2023-03-19,change\n"),
        "{said}"
    );
}

#[test]
fn a_house_of_the_world_is_counted_under_a_law_from_elsewhere() {
    let own = sailau("count world:nz_2023 world:nz_2023").good();
    assert!(
        own.contains("Nobody has a sure majority: National Party is largest with 48 of 122 seats"),
        "{own}"
    );
    // Its winners of districts stood under New Zealand's law, not under this one.
    let other = sailau("count kazakhstan:2023-03-19 world:nz_2023 --allow-uncounted").good();
    assert!(other.contains("NOT COUNTED: tier `single`"), "{other}");
    let said =
        sailau("compare world:nz_2023 kazakhstan:2026-07-01 world:nz_2023 --missing-as-nothing").good();
    assert!(said.contains("National Party"), "{said}");
    // Norway's seats by county come with its own votes.
    let seats = sailau("count world:no_2009 world:ua_2012").wrong();
    assert!(seats.contains("contest `list` has no districts"), "{seats}");
    let seats = sailau("count world:no_2009 world:ua_2012 --missing-as-nothing").good();
    assert!(seats.contains("House: 169 seats"), "{seats}");
    let shown = sailau("world show nz_2023 --csv").good();
    assert!(shown.starts_with("tier,district,party,official,counted\nlist,,"), "{shown}");
    let checked = sailau("world check nz_2023 de_2013").good();
    assert!(checked.ends_with("2 of 2 elections agree in every cell\n"), "{checked}");
    let list = sailau("world list --json").good();
    let list: Vec<Value> = serde_json::from_str(&list).unwrap();
    assert!(list.iter().any(|row| row["election"] == "de_2013" && row["country"] == "Germany"));
}

#[test]
fn a_reform_is_taken_apart() {
    let line = "reform kazakhstan:2021-01-10 kazakhstan:2021-06-01 kazakhstan:2021-01-10";
    let said = sailau(&format!("{line} --margin")).good();
    assert!(said.contains("Shapley value"), "{said}");
    assert!(said.contains("switched: 11,127 votes from Ak Zhol to Nur Otan"), "{said}");
    let json: Value = serde_json::from_str(&sailau(&format!("{line} --json")).good()).unwrap();
    assert!(json["changes"].is_object() && json["effects"]["holders"].is_array(), "{json}");
    let same = sailau("reform kazakhstan:2023-03-19 kazakhstan:2023-03-20 kazakhstan:2023-03-19").wrong();
    assert_eq!(
        same,
        "kazakhstan:2023-03-19 and kazakhstan:2023-03-20 say the same: there is no reform to take apart"
    );
}

#[test]
fn laws_are_listed_shown_and_held_against_each_other() {
    let said = sailau("law").good();
    assert!(said.contains("2022-11-05  Mäjilis 2022: 69 list + 29 single-member\n"), "{said}");
    let file = sailau("law 2023-03-19").good();
    assert!(file.contains("[[tier]]"), "{file}");
    assert_eq!(fed("rules show -", file.as_bytes()).good(), file);
    let words = sailau("law 2021-01-10 2023-03-19").good();
    assert!(words.contains("  - list seats: 98 → 69 (secondary source)\n"), "{words}");
    let backwards = sailau("law 2023-03-19 2021-01-10").wrong();
    assert_eq!(
        backwards,
        "2021-01-10 is before 2023-03-19; the earlier day goes first: sailau law 2021-01-10 2023-03-19"
    );
    assert!(sailau("law 2023-03-19 2023-03-19").good().ends_with("  nothing changed\n"));
    let early = sailau("law 1990-01-01").wrong();
    assert!(early.contains("1990-01-01"), "{early}");
}

#[test]
fn houses_are_measured_and_power_is_counted() {
    let said = sailau("measure kazakhstan:2021-01-10 kazakhstan:2021-01-10").good();
    assert!(said.contains("Gallagher"), "{said}");
    // Luxembourg's seat in the Council of 1958 had no power: 4, 4, 4, 2, 2, 1 of 17, with 12 to decide.
    let said = sailau("power DE=4 FR=4 IT=4 NL=2 BE=2 LU=1 --quota 12 --csv").good();
    assert!(said.contains("\nLU,1,") && said.ends_with(",0,0\n"), "{said}");
    let text = sailau("power DE=4 FR=4 IT=4 NL=2 BE=2 LU=1 --quota 12").good();
    assert!(text.contains("Coalitions that win and need every member: 4\n"), "{text}");
    assert_eq!(sailau("power A=1 A=2").wrong(), "`A` stands twice; add its seats up");
}
