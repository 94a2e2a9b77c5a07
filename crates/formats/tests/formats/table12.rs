use crate::{notes, read, total, votes};

const HEADER: &str = "Province,Electoral District Name/Nom de circonscription,Electoral District Number,Candidate/Candidat,\
    Candidate Residence/Résidence du candidat,Candidate Occupation/Profession du candidat,Votes Obtained/Votes obtenus,\
    Percentage of Votes Obtained,Majority/Majorité,Majority Percentage/Pourcentage de majorité\r\n";
const ARCTIC: &str = "\"Northwest Territories/Territoires du Nord-Ouest\",\"Western Arctic\",\"61001\",";
const AVALON: &str = "\"Newfoundland and Labrador/Terre-Neuve-et-Labrador\",\"Avalon\",\"10001\",";

/// Two districts of 2011: numbers and parties are the office's.
fn table() -> String {
    let mut text = HEADER.to_owned();
    for (district, rest) in [
        (
            AVALON,
            "\"Ann Birch ** Liberal/Libéral\",\"Town/Ville\",\"Occupation/\",16008,44,      1259,   3.5",
        ),
        (AVALON, "\"Bill Cedar Conservative/Conservateur\",\"Town/Ville\",\"Occupation/\",14749,40.5,,"),
        (
            AVALON,
            "\"Cleo Elm NDP-New Democratic Party/NPD-Nouveau Parti démocratique\",\"Town/Ville\",\"Occupation/\",5157,14.2,,",
        ),
        (AVALON, "\"Dora Fir Independent/Indépendant\",\"Town/Ville\",\"Occupation/\",276,.8,,"),
        (AVALON, "\"Evan Green Green Party/Parti Vert\",\"Town/Ville\",\"Occupation/\",218,.6,,"),
        (
            ARCTIC,
            "\"Flo Hazel ** NDP-New Democratic Party/NPD-Nouveau Parti démocratique\",\"Town/Ville\",\"Occupation/\",7140,\
             45.8,      2139,  13.7",
        ),
        (ARCTIC, "\"Gus Ivy Conservative/Conservateur\",\"Town/Ville\",\"Occupation/\",5001,32.1,,"),
        (ARCTIC, "\"Hope Juniper Liberal/Libéral\",\"Town/Ville\",\"Occupation/\",2872,18.4,,"),
        (ARCTIC, "\"Ivo Larch Green Party/Parti Vert\",\"Town/Ville\",\"Occupation/\",477,3.1,,"),
        (
            ARCTIC,
            "\"Joy Maple Animal Alliance/Environment Voters/Animal Alliance/Environment Voters\",\"Town/Ville\",\
             \"Occupation/\",87,.6,,",
        ),
    ] {
        text += &format!("{district}{rest}\r\n");
    }
    text
}

/// As the office stored letters in 2011.
fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

fn changed(from: &str, to: &str) -> Result<sailau_formats::Import, String> {
    assert!(table().contains(from), "{from}");
    read("t12.csv", latin1(&table().replacen(from, to, 1)))
}

#[test]
fn candidate_and_party_are_parted_at_the_party() {
    let import = read("t12.csv", latin1(&table())).unwrap();
    assert_eq!(total(&import, "single"), 36_408 + 15_577);
    assert_eq!(votes(&import, "single", "Avalon", "Liberal/Libéral", "Ann Birch"), 16_008);
    let democratic = "NDP-New Democratic Party/NPD-Nouveau Parti démocratique";
    assert_eq!(votes(&import, "single", "Western Arctic", democratic, "Flo Hazel"), 7_140);
    // A name that ends as a party begins, and a party whose name has slashes of its own.
    assert_eq!(votes(&import, "single", "Avalon", "Green Party/Parti Vert", "Evan Green"), 218);
    let animals = "Animal Alliance/Environment Voters/Animal Alliance/Environment Voters";
    assert_eq!(votes(&import, "single", "Western Arctic", animals, "Joy Maple"), 87);
    assert_eq!(votes(&import, "single", "Avalon", "", "Dora Fir"), 276);
    assert!(notes(&import, "lacks", "table 11"));
    assert_eq!(
        import.districts[1].region.as_deref(),
        Some("Northwest Territories/Territoires du Nord-Ouest")
    );
}

#[test]
fn who_has_a_majority_is_elected_whoever_sat_before() {
    let import = read("t12.csv", latin1(&table())).unwrap();
    let won: Vec<_> = import.official.iter().map(|won| won.candidate.as_deref()).collect();
    assert_eq!(won, [Some("Ann Birch"), Some("Flo Hazel")]);
    let import = changed("Ann Birch ** Liberal", "Ann Birch Liberal").unwrap();
    assert_eq!(import.official[0].candidate.as_deref(), Some("Ann Birch"));
}

#[test]
fn a_party_that_is_not_known_is_refused() {
    let error = changed("Bill Cedar Conservative/Conservateur", "Bill Cedar Moderate/Modéré").unwrap_err();
    assert!(
        error.starts_with(
            "t12.csv: line 3, `Candidate/Candidat`: `Bill Cedar Moderate/Modéré` ends with no party"
        ),
        "{error}"
    );
    let error = changed("Bill Cedar Conservative", "Conservative").unwrap_err();
    assert!(error.contains("`Conservative/Conservateur` ends with no party"), "{error}");
}

#[test]
fn the_column_names_say_how_letters_are_stored() {
    let old = read("t12.csv", latin1(&table())).unwrap();
    let new = read("t12.csv", format!("\u{feff}{}", table())).unwrap();
    assert_eq!(old, new);
    assert_eq!(read("t12.csv", table().replace("\r\n", "\n")).unwrap(), new);
    let neither = table().replace("Majorité", "Majorite");
    let error = read("t12.csv", neither).unwrap_err();
    assert!(error.contains("`Majority/Majorité` is missing"), "{error}");
    // Latin letters below a header in UTF-8.
    let (header, rest) = (HEADER.as_bytes(), latin1(&table()[HEADER.len()..]));
    let error = read("t12.csv", [header, &rest].concat()).unwrap_err();
    assert!(error.contains("not UTF-8 text"), "{error}");
}

#[test]
fn bilingual_names_of_columns_are_the_same_columns() {
    let text = table()
        .replacen(
            "Percentage of Votes Obtained,",
            "Percentage of Votes Obtained /Pourcentage des votes obtenus,",
            1,
        )
        .replacen("Electoral District Number,", "Electoral District Number/Numéro de circonscription,", 1);
    assert_eq!(read("t12.csv", text).unwrap(), read("t12.csv", table()).unwrap());
}

#[test]
fn majority_and_percentages_are_those_of_the_votes() {
    for (from, to, said) in [
        (
            ",16008,44",
            ",16018,44",
            "Ann Birch is 1259 ahead with 16018 votes in Avalon, and the next has 14749",
        ),
        (",5157,", ",5257,", "Ann Birch has 16008 of 36508 votes in Avalon, and that is not 44 per cent"),
        ("      1259", "      1258", "Ann Birch is 1258 ahead"),
        ("      1259,   3.5", ",", "nobody in Avalon has a majority"),
        ("14749,40.5,,", "14749,40.5,1,", "`the majority in Avalon` stands here for the second time"),
        ("5157,14.2", "5157,14.x", "`14.x` is no percentage"),
        ("276,.8", "276,", "`` is no percentage"),
    ] {
        let error = changed(from, to).unwrap_err();
        assert!(error.contains(said), "{from}: {error}");
    }
}

#[test]
fn a_district_has_one_number_and_a_candidate_one_row() {
    let twice = table() + &table()[HEADER.len()..];
    let error = read("t12.csv", latin1(&twice)).unwrap_err();
    assert!(
        error.contains(
            "line 12, `Candidate/Candidat`: `Ann Birch ** Liberal/Libéral` stands here for the second"
        ),
        "{error}"
    );
    let error = changed("\"Avalon\",\"10001\",\"Dora", "\"Avalon\",\"10002\",\"Dora").unwrap_err();
    assert!(error.contains("Avalon is district 10001 above and 10002 here"), "{error}");
    let error = changed("\"Avalon\",\"10001\",\"Dora", "\"Burin\",\"10001\",\"Dora").unwrap_err();
    assert!(error.contains("district 10001 is Avalon"), "{error}");
}

#[test]
fn damage_is_survived() {
    crate::damage::survives("table12", &[("t12.csv", &latin1(&table()))]);
}
