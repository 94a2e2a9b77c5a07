use sailau_formats::Import;

use crate::{damage, figure, notes, read, total, votes};

/// As the office describes its files; the areas, parties and numbers are made up.
const FILE: &str = r#"{
  "valtillfalle": "Val_2026",
  "rakningstillfalle": "slutlig",
  "valtyp": "RD",
  "valdatum": "2026-09-13",
  "valomrade": {
    "namn": "Riket", "kod": "00",
    "totaltAntalMandat": 7, "totaltAntalFastaMandat": 5, "totaltAntalUtjamningsMandat": 2,
    "antalValdistriktRaknade": 6, "antalValdistriktSomSkaRaknas": 6,
    "totaltAntalRoster": 3030, "antalRostberattigade": 4000,
    "rostfordelning": {
      "rosterPaverkaMandat": { "antalRoster": 3000, "antalRosterForegaendeVal": 2900,
        "partiRoster": [
          { "partibeteckning": "Bergspartiet", "partiforkortning": "B", "partikod": "0001", "antalRoster": 1800, "antalRosterForegaendeVal": 1700 },
          { "partibeteckning": "Skogspartiet", "partiforkortning": "SK", "partikod": "0002", "antalRoster": 1100, "antalRosterForegaendeVal": 1200 },
          { "partibeteckning": "Sjöns vänner", "partiforkortning": " ", "partikod": "0777", "antalRoster": 100, "antalRosterForegaendeVal": null }
        ],
        "rosterOvrigaPartier": { "antalRoster": 0 } },
      "rosterEjPaverkaMandat": { "antalRoster": 30, "blankaRoster": { "antalRoster": 20 } } },
    "mandatfordelning": { "partiLista": [
      { "partikod": "0001", "antalMandat": 4, "antalFastaMandat": 3, "antalUtjamningsmandat": 1, "antalMandatForegaendeVal": 5 },
      { "partikod": "0002", "antalMandat": 3, "antalFastaMandat": 2, "antalUtjamningsmandat": 1 } ] },
    "valkretsLista": [
      { "namnValkrets": "Norra kretsen", "kod": "01", "totaltAntalFastaMandat": 3,
        "antalValdistriktRaknade": 4, "antalValdistriktSomSkaRaknas": 4,
        "totaltAntalRoster": 2020, "antalRostberattigade": 2600,
        "rostfordelning": {
          "rosterPaverkaMandat": { "antalRoster": 2000, "partiRoster": [
            { "partiforkortning": "B", "partikod": "0001", "antalRoster": 1300 },
            { "partiforkortning": "SK", "partikod": "0002", "antalRoster": 600 },
            { "partibeteckning": "Sjöns vänner", "partiforkortning": " ", "partikod": "0777", "antalRoster": 100 } ] },
          "rosterEjPaverkaMandat": { "antalRoster": 20 } },
        "mandatfordelning": { "partiLista": [
          { "partikod": "0001", "antalMandat": 3, "antalFastaMandat": 2 },
          { "partikod": "0002", "antalMandat": 1, "antalFastaMandat": 1 } ] } },
      { "namnValkrets": "Södra kretsen", "kod": "02", "totaltAntalFastaMandat": 2,
        "antalValdistriktRaknade": 2, "antalValdistriktSomSkaRaknas": 2,
        "totaltAntalRoster": 1010, "antalRostberattigade": 1400,
        "rostfordelning": {
          "rosterPaverkaMandat": { "antalRoster": 1000, "partiRoster": [
            { "partiforkortning": "B", "partikod": "0001", "antalRoster": 500 },
            { "partiforkortning": "SK", "partikod": "0002", "antalRoster": 500 } ] },
          "rosterEjPaverkaMandat": { "antalRoster": 10 } },
        "mandatfordelning": { "partiLista": [
          { "partikod": "0001", "antalMandat": 1, "antalFastaMandat": 1 },
          { "partikod": "0002", "antalMandat": 2, "antalFastaMandat": 1 } ] } }
    ]
  }
}
"#;

fn changed(from: &str, to: &str) -> Result<Import, String> {
    assert!(FILE.contains(from), "{from}");
    read("mandat.json", FILE.replacen(from, to, 1))
}

#[test]
fn constituencies_are_read_and_no_number_of_the_election_before() {
    let import = read("mandat.json", FILE).unwrap();
    assert_eq!(total(&import, "list"), 3_000);
    assert_eq!((figure(&import, "list", "@registered"), figure(&import, "list", "@invalid")), (4_000, 30));
    assert_eq!(votes(&import, "list", "Norra kretsen", "Sjöns vänner", ""), 100);
    let seats: Vec<_> = import.districts.iter().map(|known| known.seats).collect();
    assert_eq!(seats, [Some(3), Some(2)]);
    assert_eq!(import.official.iter().map(|won| won.seats).collect::<Vec<_>>(), [3, 1, 1, 2]);
    assert!(
        notes(&import, "final", "6 of 6") && notes(&import, "secondary", "no file of the office was seen")
    );
    assert!(!notes(&import, "rehearsal", ""));
}

#[test]
fn a_row_of_all_others_is_not_counted_again() {
    let others = r#"{ "partiforkortning": "ÖVR", "partikod": "9999", "antalRoster": 7 },"#;
    let first = r#"{ "partibeteckning": "Bergspartiet""#;
    let import = changed(first, &format!("{others}\n{first}")).unwrap();
    assert_eq!(import, read("mandat.json", FILE).unwrap());
    // A preliminary count has small parties in one sum.
    let import = FILE.replacen("{ \"antalRoster\": 0 }", "{ \"antalRoster\": 100 }", 1);
    let import = import.replacen(
        "\"partikod\": \"0777\", \"antalRoster\": 100, ",
        "\"partikod\": \"\", \"antalRoster\": 100, ",
        1,
    );
    let import = import.replacen(
        r#"{ "partibeteckning": "Sjöns vänner", "partiforkortning": " ", "partikod": "0777", "antalRoster": 100 } ] }"#,
        r#"{ "partiforkortning": "ÖVR", "partikod": null, "antalRoster": 100 } ], "rosterOvrigaPartier": { "antalRoster": 100 } }"#,
        1,
    );
    let import = read("mandat.json", import.replacen("slutlig", "preliminär", 1)).unwrap();
    assert_eq!(votes(&import, "list", "Norra kretsen", "@others", ""), 100);
    assert_eq!(total(&import, "list"), 2_900);
    assert!(notes(&import, "provisional", "preliminary") && notes(&import, "together", "@others"));
}

#[test]
fn levels_and_sums_agree() {
    let error = changed("\"antalRoster\": 1300", "\"antalRoster\": 1301").unwrap_err();
    assert!(error.contains("Norra kretsen, valid votes: 2000 here, and its parts add up to 2001"), "{error}");
    let error =
        changed("\"antalRoster\": 20 } },\n        \"mandat", "\"antalRoster\": 21 } },\n        \"mandat")
            .unwrap_err();
    assert!(error.contains("Norra kretsen, votes: 2020 here, and its parts add up to 2021"), "{error}");
    let error = changed("\"antalRostberattigade\": 1400", "\"antalRostberattigade\": 1401").unwrap_err();
    assert!(error.contains("Riket, voters on the roll: 4000 here, and its parts add up to 4001"), "{error}");
    let error = changed("\"antalMandat\": 4", "\"antalMandat\": 5").unwrap_err();
    assert!(error.contains("Riket, seats of party 0001: 5 here, and its parts add up to 4"), "{error}");
    let error = changed("\"totaltAntalFastaMandat\": 3", "\"totaltAntalFastaMandat\": 4").unwrap_err();
    assert!(error.contains("Norra kretsen, fixed seats: 4 here"), "{error}");
    let error = changed("Södra kretsen", "Norra kretsen").unwrap_err();
    assert!(error.contains("`Norra kretsen` stands here for the second time"), "{error}");
}

#[test]
fn two_parties_with_the_same_letters_have_their_codes() {
    let same = FILE.replace("\"partiforkortning\": \"SK\"", "\"partiforkortning\": \"B\"");
    let import = read("mandat.json", same).unwrap();
    assert_eq!(votes(&import, "list", "Södra kretsen", "B", ""), 500);
    assert_eq!(votes(&import, "list", "Södra kretsen", "B (0002)", ""), 500);
}

#[test]
fn rehearsals_other_files_and_other_elections_are_named() {
    let import = changed("\"valtyp\": \"RD\",", "\"valtyp\": \"RD\", \"test\": true,").unwrap();
    assert!(notes(&import, "rehearsal", "a test"));
    assert!(notes(
        &changed("\"antalValdistriktRaknade\": 6", "\"antalValdistriktRaknade\": 5").unwrap(),
        "provisional",
        "5 of 6"
    ));
    assert!(changed("\"RD\"", "\"S\"").unwrap_err().contains("`S` is not known here"));
    assert!(changed("slutlig", "halvvägs").unwrap_err().contains("`halvvägs` is not known here"));
    let votes = r#"{ "rakningstillfalle": "slutlig", "valtyp": "RD", "valdistrikt": [] }"#;
    assert!(read("rost.json", votes).unwrap_err().contains("give the one of seats"));
}

#[test]
fn damaged_files_are_refused_or_seen() {
    damage::survives("valmyndigheten", &[("mandat.json", FILE.as_bytes())]);
}
