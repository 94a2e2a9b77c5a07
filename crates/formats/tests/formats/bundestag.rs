//! Germany: files of three to five constituencies with the real counts, Länder and Bund their sums, independents invented.

use crate::{damage, figure, notes, read, total, votes};

const KERG2_2021: &str = include_str!("../data/kerg2/2021.csv");
const KERG2_2025: &str = include_str!("../data/kerg2/2025.csv");
const KERG_NIGHT: &[u8] = include_bytes!("../data/kerg/2013_night.csv");
const KERG_2013: &str = include_str!("../data/kerg/2013.csv");
const KERG_2017: &str = include_str!("../data/kerg/2017.csv");
const KERG_2021: &str = include_str!("../data/kerg/2021.csv");
const KERG_2025: &str = include_str!("../data/kerg/2025.csv");

#[track_caller]
fn refused(text: impl Into<Vec<u8>>, words: &str) {
    let error = read("file.csv", text).expect_err("the file is refused");
    assert!(error.contains(words), "{error}");
}

/// One level is taken, and the previous election is not.
#[test]
fn kerg2_of_2021_has_18_columns() {
    let import = read("kerg2.csv", KERG2_2021).unwrap();
    assert_eq!((total(&import, "single"), total(&import, "list")), (456_932, 458_277));
    assert_eq!(figure(&import, "list", "@registered"), 639_143);
    assert_eq!(figure(&import, "single", "@registered"), 639_143);
    assert_eq!(votes(&import, "single", "054 Bremen I", "CDU", ""), 39_440);
    assert_eq!(votes(&import, "list", "054 Bremen I", "CDU", ""), 32_375);
    assert!(import.official.is_empty());
    assert!(notes(&import, "final", "14.10.2021, 15:11"));
    let known: Vec<_> =
        import.districts.iter().map(|known| (&*known.district, known.region.as_deref())).collect();
    assert_eq!(
        known,
        [
            ("011 Lübeck", Some("Schleswig-Holstein")),
            ("054 Bremen I", Some("Bremen")),
            ("055 Bremen II – Bremerhaven", Some("Bremen")),
        ]
    );
}

/// A party that is on one of the ballots has an empty count on the other, which is no count of zero.
#[test]
fn empty_is_no_row() {
    let import = read("kerg2.csv", KERG2_2021).unwrap();
    let of = |contest: &str| {
        let rows =
            import.rows.iter().filter(|row| row.contest == contest && row.party.as_deref() == Some("SSW"));
        rows.map(|row| (row.votes, row.kind.clone())).collect::<Vec<_>>()
    };
    assert_eq!(of("list"), [(1_666, Some("national minority".to_owned()))]);
    assert_eq!(of("single"), []);
    assert!(import.rows.iter().all(|row| row.votes > 0 && row.party.as_deref() != Some("Übrige")));
}

/// Independents have names of their own in constituencies alone: only the sums fit.
#[test]
fn independents_are_candidates() {
    let import = read("kerg2.csv", KERG2_2021).unwrap();
    assert_eq!(votes(&import, "single", "011 Lübeck", "", "Kennwort Beispiel 1"), 220);
    refused(KERG2_2021.replace(";22;1;220;", ";22;1;221;"), "Gültige, first votes");
    // One vote more for the independent and one spoilt vote less, in the constituency alone.
    let changed = |line: &str| match line.contains(";Wahlkreis;011;") {
        true => line
            .replace(";22;1;220;", ";22;1;221;")
            .replace(";129875;", ";129876;")
            .replace(";1580;", ";1579;"),
        false => line.to_owned(),
    };
    let above =
        KERG2_2021.lines().map(changed).collect::<Vec<_>>().join("\n").replace(";-2;1;1580;", ";-2;1;1579;");
    let above = above.replace(";-1;1;129875;", ";-1;1;129876;");
    refused(above, "Schleswig-Holstein, Gültige, first votes");
    let list = KERG2_2021.replace("Kennwort Beispiel 1;22;2;;", "Kennwort Beispiel 1;22;2;7;");
    refused(list, "an independent has second votes");
}

/// 19 columns: the winner of a constituency stands on every row of it.
#[test]
fn kerg2_of_2025_names_who_won() {
    let import = read("kerg2.csv", KERG2_2025).unwrap();
    let won: Vec<_> =
        import.official.iter().map(|won| (won.district.as_deref(), won.party.as_deref())).collect();
    let expected = [(Some("055 Bremen II – Bremerhaven"), Some("SPD"))];
    assert_eq!(won, expected);
    assert!(notes(&import, "lacks", "In 2 constituencies the winner of the first votes has no seat"));
    refused(
        KERG2_2025.replacen(";SPD\n", ";CDU\n", 1),
        "the winner of 055 Bremen II – Bremerhaven is `SPD` here and `CDU` before",
    );
    refused(KERG2_2025.replace(";SPD\n", ";Nobody\n"), "`Nobody` is not known here");
}

/// Columns are found by their names.
#[test]
fn columns_may_stand_elsewhere() {
    let header = "VorpAnzahl;VorpProzent;DiffProzent";
    let swapped = KERG2_2021
        .replace("Anzahl;Prozent;VorpAnzahl;VorpProzent;", "VorpAnzahl;VorpProzent;Anzahl;Prozent;");
    assert!(KERG2_2021.contains(header));
    let mut lines: Vec<String> = Vec::new();
    for line in swapped.lines() {
        let mut fields: Vec<&str> = line.split(';').collect();
        if fields.len() == 18 && fields[0] == "BT" {
            fields.swap(11, 13);
            fields.swap(12, 14);
        }
        lines.push(fields.join(";"));
    }
    let (moved, as_it_was) = (read("a.csv", lines.join("\n")), read("b.csv", KERG2_2021));
    assert_eq!(moved.unwrap().rows, as_it_was.unwrap().rows);
    refused(swapped, "`Übrige` has votes of the election before alone");
    refused(KERG2_2021.replace(";Anzahl;", ";Zahl;"), "`Anzahl` is missing");
}

#[test]
fn levels_must_agree() {
    // A party of a Land, a party of the Bund, a figure of a constituency.
    for (from, to, words) in [
        (
            "Land;04;Bremen;BUND;99;Partei;SPD;1;1;108432;",
            "Land;04;Bremen;BUND;99;Partei;SPD;1;1;108433;",
            "Bremen",
        ),
        ("Bund;99;Bundesgebiet;;;Partei;SPD;2;2;", "Bund;99;Bundesgebiet;;;Partei;SPD;2;2;1", "Bundesgebiet"),
        (
            ";LAND;04;System-Gruppe;Wahlberechtigte;-4;;245384;",
            ";LAND;04;System-Gruppe;Wahlberechtigte;-4;;245385;",
            "Bremen, Wahlberechtigte",
        ),
    ] {
        assert!(KERG2_2021.contains(from), "{from}");
        refused(KERG2_2021.replace(from, to), words);
    }
    // Without the rows of a constituency its Land is not their sum.
    let without = KERG2_2021.lines().filter(|line| !line.contains(";Wahlkreis;055;"));
    refused(
        without.map(|line| format!("{line}\n")).collect::<String>(),
        "Bremen, Wahlberechtigte, first votes: 459749 here, and its parts add up to 245384",
    );
    // Without those of a whole Land nothing is known of it below.
    let without = KERG2_2021.lines().filter(|line| !line.contains(";LAND;04;"));
    refused(without.map(|line| format!("{line}\n")).collect::<String>(), "Bremen");
}

#[test]
fn words_that_are_not_known_are_refused() {
    for (from, to, words) in [
        ("BT;26", "EW;26", "the election `EW` is not read"),
        (";Wahlkreis;054;", ";Kreis;054;", "`Kreis` is not known here"),
        (";LAND;04;", ";Land;04;", "`Land` is not known here"),
        (";Wählende;", ";Wähler;", "`Wähler` is not known here"),
        (";Partei;CDU;", ";Liste;CDU;", "`Liste` is not known here"),
        (";Partei;CDU;2;1;", ";Partei;CDU;2;3;", "`3` is not known here"),
        (";Partei;CDU;", ";Partei;@invalid;", "\"@invalid\" is not the name of a party"),
        (";39440;", ";39.440;", "`39.440` is not a whole number"),
        (";39440;", ";-39440;", "`-39440` is not a whole number"),
    ] {
        assert!(KERG2_2021.contains(from), "{from}");
        refused(KERG2_2021.replace(from, to), words);
    }
    let doubled = KERG2_2021.replace("BT;26.09.2021;Wahlkreis;054;Bremen I;LAND;04;System-Gruppe;Übrige;1000;1", "BT;26.09.2021;Wahlkreis;054;Bremen I;LAND;04;Partei;CDU;2;1;39440;;;;;;\nBT;26.09.2021;Wahlkreis;054;Bremen I;LAND;04;System-Gruppe;Übrige;1000;1");
    refused(doubled, "`054 Bremen I, CDU, first votes` stands here for the second time");
    let place = KERG2_2021.replace(";39440;", ";3944O;");
    refused(place, "line 223, `Anzahl`: `3944O` is not a whole number");
    let votes_before = KERG2_2021.replace("Übrige;1000;1;;", "Übrige;1000;1;5;");
    refused(votes_before, "`Übrige` has votes of the election before alone");
}

#[test]
fn letters_and_line_ends() {
    let import = read("kerg2.csv", KERG2_2021).unwrap();
    assert_eq!(read("a", KERG2_2021.replace('\n', "\r\n")).unwrap().rows, import.rows);
    assert_eq!(read("a", KERG2_2021.trim_end()).unwrap().rows, import.rows);
    assert_eq!(read("a", KERG2_2021.trim_start_matches('\u{feff}')).unwrap().rows, import.rows);
    let latin = encoding_rs::WINDOWS_1252.encode(KERG2_2021).0.into_owned();
    refused(latin, "not UTF-8 text");
    let (head, rows) = KERG2_2021.split_once("Wahlart").unwrap();
    let untold = read("a", format!("Wahlart{rows}")).unwrap();
    assert!(notes(&untold, "status-unknown", "does not say"));
    let early = read("a", format!("{}Wahlart{rows}", head.replace("Endgültig", "Vorläufig"))).unwrap();
    assert!(notes(&early, "provisional", "Vorläufig"));
}

/// Without a byte order mark, in ISO-8859-1, with quotes and without leading zeros: constituency 1 and Land 1, constituency
/// 99 and the Bund are told apart by where they belong.
#[test]
fn kerg_of_the_night_of_2013() {
    let import = read("kerg.csv", KERG_NIGHT).unwrap();
    assert_eq!((total(&import, "single"), total(&import, "list")), (761_203 - 355, 762_021));
    assert_eq!(votes(&import, "list", "001 Flensburg - Schleswig", "CDU", ""), 61_334);
    assert_eq!(votes(&import, "single", "099 Oberbergischer Kreis", "CDU", ""), 77_800);
    // Registered voters stand under first votes alone.
    assert_eq!(votes(&import, "list", "011 Lübeck", "@registered", ""), 181_921);
    assert_eq!(votes(&import, "single", "011 Lübeck", "@registered", ""), 181_921);
    assert!(notes(&import, "provisional", "Vorläufig"));
    assert_eq!(import.districts[4].region.as_deref(), Some("Nordrhein-Westfalen"));
}

/// 900 is added to the numbers of Länder, and the Bund is 999.
#[test]
fn kerg_of_2013() {
    let import = read("kerg.csv", KERG_2013).unwrap();
    assert_eq!(votes(&import, "list", "001 Flensburg - Schleswig", "@registered", ""), 226_944);
    assert_eq!(import.districts[0].region.as_deref(), Some("Schleswig-Holstein"));
    assert!(notes(&import, "final", "Endgültig"));
}

#[test]
fn kerg_of_2017_to_2025() {
    let import = read("kerg.csv", KERG_2017).unwrap();
    let cdu = "Christlich Demokratische Union Deutschlands";
    assert_eq!(votes(&import, "list", "001 Flensburg – Schleswig", cdu, ""), 58_320);

    // The same counts as in kerg2, by other names.
    let (import, short) = (read("kerg.csv", KERG_2021).unwrap(), read("kerg2.csv", KERG2_2021).unwrap());
    for contest in ["single", "list"] {
        let district = "055 Bremen II – Bremerhaven";
        assert_eq!(votes(&import, contest, district, cdu, ""), votes(&short, contest, district, "CDU", ""));
        assert_eq!(figure(&import, contest, "@invalid"), figure(&short, contest, "@invalid"));
        assert_eq!(figure(&import, contest, "@registered"), figure(&short, contest, "@registered"));
    }
    assert_eq!(total(&import, "list"), total(&short, "list"));
    // Independents stand together, as the last group; before them that is lists that are gone.
    assert_eq!(votes(&import, "single", "011 Lübeck", "@others", ""), 220);
    assert!(notes(&import, "together", "220 votes in 1 constituencies"));
    let minority = import.rows.iter().find(|row| row.kind.is_some()).unwrap();
    assert_eq!(minority.party.as_deref(), Some("Südschleswigscher Wählerverband"));

    let import = read("kerg.csv", KERG_2025).unwrap();
    let won: Vec<_> = import.official.iter().map(|won| won.party.as_deref().unwrap()).collect();
    let spd = "Sozialdemokratische Partei Deutschlands";
    assert_eq!(won, ["BÜNDNIS 90/DIE GRÜNEN", spd]);
    assert!(notes(&import, "lacks", "001 Flensburg – Schleswig"));
    assert!(notes(&import, "provisional", "Vorläufig"));
}

/// A constituency that is not counted has empty cells, and is no constituency without votes.
#[test]
fn not_counted_yet() {
    let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(KERG_NIGHT).0;
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let empty = |line: &String| {
        let fields: Vec<&str> = line.split(';').collect();
        let kept =
            fields.iter().enumerate().map(|(at, field)| if at < 3 || at % 2 == 0 { *field } else { "" });
        kept.collect::<Vec<_>>().join(";")
    };
    let of = |start: &str| lines.iter().position(|line| line.starts_with(start)).unwrap();
    let (constituency, land, bund) = (of("99;\"Ober"), of("5;\"Nord"), of("99;\"Bund"));
    lines[constituency] = empty(&lines[constituency]);
    lines[land] = empty(&lines[land]);
    // The Bund has the sum of the others.
    let sum = |at: usize| -> String {
        let lands = lines.iter().filter(|line| line.split(';').nth(2) == Some("99"));
        let counts = lands.filter_map(|line| line.split(';').nth(at)?.parse::<u64>().ok());
        counts.reduce(|a, b| a + b).map(|sum| sum.to_string()).unwrap_or_default()
    };
    let fields: Vec<&str> = lines[bund].split(';').collect();
    let fields =
        fields.iter().enumerate().map(|(at, field)| if at < 3 { (*field).to_owned() } else { sum(at) });
    let summed = fields.collect::<Vec<_>>().join(";");
    lines[bund] = summed;
    let night = encoding_rs::WINDOWS_1252.encode(&lines.join("\n")).0.into_owned();
    let import = read("kerg.csv", night).unwrap();
    let rows = |import: &sailau_formats::Import| {
        import.rows.iter().filter(|row| row.district.as_deref() == Some("099 Oberbergischer Kreis")).count()
    };
    assert_eq!(rows(&import), 0);
    assert!(notes(
        &import,
        "provisional",
        "1 of 5 constituencies are not counted yet: 099 Oberbergischer Kreis"
    ));
}

#[test]
fn kerg_is_refused_where_it_is_damaged() {
    for (from, to, words) in [
        (";Endgültig;", ";Endgueltig;", "`Endgueltig` is not known here"),
        ("Gültige Stimmen", "Andere Stimmen", "`Gültige Stimmen` is missing"),
        ("011;Lübeck;01;", "011;Lübeck;04;", "Schleswig-Holstein"),
        ("054;Bremen I;04;", "054;Bremen I;;", "`gehört zu` is missing"),
        ("054;Bremen I;04;245384;", "054;Bremen I;04;245384;;", "fields where the line of column names has"),
        ("04;Bremen;99;459749;", "04;Bremen;99;459748;", "Bremen, Wahlberechtigte, first votes"),
    ] {
        assert!(KERG_2021.contains(from), "{from}");
        refused(KERG_2021.replace(from, to), words);
    }
    // A quotation mark that is not closed takes the lines after it into one field.
    let open = read("kerg.csv", KERG_2021.replacen(";Vorperiode;", ";\"Vorperiode;", 1)).unwrap_err();
    assert!(!open.contains('\n') && open.len() < 250, "{open}");
    let cut = KERG_2021.len() - 40;
    refused(&KERG_2021[..cut], "fields where the line of column names has");
    refused(&KERG_2021[..KERG_2021.find("99;Bundesgebiet").unwrap()], "the Bund (99)");
    refused(&KERG_2021[..KERG_2021.find("\n;;;").unwrap()], "three rows of column names");
}

#[test]
fn random_damage() {
    damage::survives("kerg2", &[("kerg2.csv", KERG2_2025.as_bytes())]);
    damage::survives("kerg", &[("kerg.csv", KERG_NIGHT)]);
    damage::survives("kerg", &[("kerg.csv", KERG_2025.as_bytes())]);
}
