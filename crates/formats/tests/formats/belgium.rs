use sailau_formats::{Import, Source};

use crate::{damage, figure, notes, read, read_all, total, votes};

const LUXEMBOURG: &str = include_str!("../data/belgium/luxembourg.json");
const LIMBOURG: &str = include_str!("../data/belgium/limbourg.json");
const NAMUR: &str = include_str!("../data/belgium/namur.json");
const KINGDOM: &str = include_str!("../data/belgium/royaume.csv");

fn files() -> Vec<(&'static str, String)> {
    let all =
        [("lux.json", LUXEMBOURG), ("lim.json", LIMBOURG), ("nam.json", NAMUR), ("kingdom.csv", KINGDOM)];
    all.map(|(name, text)| (name, text.to_owned())).to_vec()
}

fn read_files(files: &[(&str, String)]) -> Result<Import, String> {
    read_all(&files.iter().map(|(name, text)| Source::from_bytes(*name, text.as_bytes())).collect::<Vec<_>>())
}

fn changed(name: &str, from: &str, to: &str) -> Result<Import, String> {
    let mut files = files();
    let (_, text) = files.iter_mut().find(|(known, _)| *known == name).unwrap();
    assert!(text.contains(from), "{from}");
    *text = text.replacen(from, to, 1);
    read_files(&files)
}

#[test]
fn lists_add_up_to_the_constituency_and_to_the_kingdom() {
    let import = read_files(&files()).unwrap();
    assert_eq!(total(&import, "list"), 175_409 + 576_774 + 312_175);
    let seats: Vec<_> = import.districts.iter().map(|known| (&*known.district, known.seats)).collect();
    assert_eq!(
        seats,
        [
            ("Constituency of Luxembourg", Some(4)),
            ("Constituency of Limburg", Some(12)),
            ("Constituency of Namur", Some(7))
        ]
    );
    assert_eq!(votes(&import, "list", "Constituency of Luxembourg", "@registered", ""), 220_550);
    assert_eq!(votes(&import, "list", "Constituency of Luxembourg", "@invalid", ""), 18_282);
    assert!(notes(&import, "blank", "blank and void ballots together"));
}

#[test]
fn lists_that_the_kingdom_joins_stay_apart() {
    let import = read_files(&files()).unwrap();
    assert_eq!((figure(&import, "list", "PTB"), figure(&import, "list", "PVDA")), (31_463, 52_303));
    assert!(notes(&import, "names", "counts BLANCO, PTB under other names (PVDA, Partij BLANCO)"));
    // A party that is called blank is one.
    assert_eq!(votes(&import, "list", "Constituency of Luxembourg", "BLANCO", ""), 3_354);
}

#[test]
fn votes_of_candidates_do_not_add_up_and_are_left_out() {
    let import = read_files(&files()).unwrap();
    assert!(import.rows.iter().all(|row| row.candidate.is_none()));
    assert!(notes(&import, "left-out", "candidates"));
    let import = read("nam.json", NAMUR).unwrap();
    assert!(!notes(&import, "left-out", "candidates"));
    assert!(notes(&import, "lacks", "1 constituencies were given and not the CSV of the kingdom"));
}

#[test]
fn every_level_is_held_against_the_next() {
    let error = changed("lux.json", "\"NrOfVotes\": 54196", "\"NrOfVotes\": 54197").unwrap_err();
    assert_eq!(
        error,
        "lux.json: Constituency of Luxembourg, MR, ballots B to E: 54197 here, and its parts add up to 54196; the file does \
         not agree with itself"
    );
    let error = changed("lux.json", "\"NrOfValidVotes\": 175409", "\"NrOfValidVotes\": 175408").unwrap_err();
    assert!(error.contains("Constituency of Luxembourg, valid votes: 175408 here"), "{error}");
    let error = changed("kingdom.csv", "DéFI;0;12126", "DéFI;0;12127").unwrap_err();
    assert!(error.starts_with("kingdom.csv: the kingdom, "), "{error}");
    let error = changed("kingdom.csv", "DéFI;0;12126", "DéFI;0;12125").unwrap_err();
    assert!(error.contains("the kingdom, DéFI, votes: 12125 here, and its parts add up to 12126"), "{error}");
    let error = changed("kingdom.csv", "DéFI;0;12126", "DéFI;1;12126").unwrap_err();
    assert!(error.contains(", seats: "), "{error}");
    let some = files()[1..].to_vec();
    assert!(read_files(&some).unwrap_err().starts_with("kingdom.csv: the kingdom, "));
    assert!(read_files(&files()[3..]).unwrap_err().contains("the kingdom alone has no constituencies"));
}

#[test]
fn what_stands_twice_or_is_of_another_election_is_refused() {
    let mut twice = files();
    twice.push(twice[0].clone());
    assert!(
        read_files(&twice)
            .unwrap_err()
            .contains("`Constituency of Luxembourg` stands here for the second time")
    );
    let mut twice = files();
    twice.push(twice[3].clone());
    assert!(read_files(&twice).unwrap_err().contains("`the kingdom` stands here for the second time"));
    let error = changed("nam.json", "\"Chamber\"", "\"EuropeanParliament\"").unwrap_err();
    assert!(error.starts_with("nam.json: elections of `EuropeanParliament` are not read"), "{error}");
    let error = changed("nam.json", "\"Constituency\"", "\"Canton\"").unwrap_err();
    assert!(error.contains("this is of a `Canton`"), "{error}");
    let error = changed("nam.json", "2024-06-09", "2019-05-26").unwrap_err();
    assert!(error.contains("this is of the election of 2019-05-26"), "{error}");
    let error = changed("lux.json", "\"PartyLabel\": \"PS\"", "\"PartyLabel\": \"MR\"").unwrap_err();
    assert!(error.contains("`Constituency of Luxembourg, MR` stands here for the second time"), "{error}");
}

#[test]
fn errors_of_json_have_their_line() {
    let error =
        changed("lux.json", "\"NrOfBlankVotes\": 18282", "\"NrOfBlankVotes\": \"18282\"").unwrap_err();
    assert!(error.starts_with("lux.json: line 6: invalid type: string"), "{error}");
    let error = changed("lux.json", "\"NrOfBlankVotes\": 18282,\n", "").unwrap_err();
    assert!(error.contains("missing field `NrOfBlankVotes`"), "{error}");
}

#[test]
fn damaged_files_are_refused_or_seen() {
    let all = files();
    let all: Vec<_> = all.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    damage::survives("belgium", &all);
    damage::survives("belgium", &all[..2]);
}
