use sailau_formats::{Import, Source};

use crate::{damage, figure, notes, read, read_all, total, votes};

const COUNTRY: &str = include_str!("../data/valgresultat/norge.json");
const AKERSHUS: &str = include_str!("../data/valgresultat/fylke-02.json");
const HORDALAND: &str = include_str!("../data/valgresultat/fylke-12.json");
const FINNMARK: &str = include_str!("../data/valgresultat/fylke-20.json");
const TABLE: &str = include_str!("../data/valgresultat/2021.csv");

fn files() -> [(&'static str, String); 4] {
    let all = [("norge.json", COUNTRY), ("02.json", AKERSHUS), ("12.json", HORDALAND), ("20.json", FINNMARK)];
    all.map(|(name, text)| (name, text.to_owned()))
}

fn read_files(files: &[(&str, String)]) -> Result<Import, String> {
    read_all(&files.iter().map(|(name, text)| Source::from_bytes(*name, text.as_bytes())).collect::<Vec<_>>())
}

/// The three counties and the country, one of them changed.
fn changed(name: &str, from: &str, to: &str) -> Result<Import, String> {
    let mut files = files();
    let (_, text) = files.iter_mut().find(|(known, _)| *known == name).unwrap();
    assert!(text.contains(from), "{from}");
    *text = text.replacen(from, to, 1);
    read_files(&files)
}

fn table(from: &str, to: &str) -> Result<Import, String> {
    assert!(TABLE.contains(from), "{from}");
    read("2021.csv", TABLE.replacen(from, to, 1))
}

#[test]
fn sums_of_other_rows_are_not_read() {
    let import = read_files(&files()).unwrap();
    // `Andre` would add the small parties and their seat once more.
    assert_eq!(total(&import, "list") + figure(&import, "list", "@against-all"), 717_615);
    assert_eq!(import.official.iter().map(|won| won.seats).sum::<u32>(), 40);
    assert!(
        !import.rows.iter().any(|row| row.party.as_deref().is_some_and(|party| party.starts_with("Andre")))
    );
    assert!(notes(&import, "left-out", "Andre"));
}

#[test]
fn blank_votes_are_no_party_and_no_list_votes() {
    let import = read_files(&files()).unwrap();
    assert!(!import.rows.iter().any(|row| row.party.as_deref() == Some("BLANKE")));
    assert_eq!(votes(&import, "list", "Finnmark Finnmárku", "@against-all", ""), 316);
    assert_eq!(figure(&import, "list", "@registered"), 908_251);
    assert_eq!(figure(&import, "list", "@invalid"), 1_147);
    assert!(notes(&import, "blank", "blank votes are approved votes"));
}

#[test]
fn the_levelling_seat_is_not_the_districts() {
    let import = read_files(&files()).unwrap();
    let seats: Vec<_> = import.districts.iter().map(|known| (&*known.district, known.seats)).collect();
    assert_eq!(seats, [("Akershus", Some(18)), ("Hordaland", Some(15)), ("Finnmark Finnmárku", Some(4))]);
    assert!(notes(&import, "left-out", "of 40 seats 3 level the country"));
    assert!(changed("20.json", "\"utjevningAntall\":1", "\"utjevningAntall\":9").is_err());
}

#[test]
fn a_name_with_two_codes_stays_two_parties() {
    let import = read_files(&files()).unwrap();
    assert_eq!((figure(&import, "list", "GENE"), figure(&import, "list", "GT")), (112, 87));
    assert!(notes(&import, "names", "Generasjonspartiet stands under several codes: GENE, GT"));
    // The CSV of the same day has other codes for the same parties.
    let import = read("2021.csv", TABLE).unwrap();
    assert_eq!(figure(&import, "list", "GENP"), 199);
    assert_eq!(figure(&import, "list", "GENE"), 0);
    let both = [Source::from_bytes("2021.csv", TABLE), Source::from_bytes("20.json", FINNMARK)];
    assert!(read_all(&both).unwrap_err().contains("2021.csv: JSON and CSV of valgresultat.no name"));
}

#[test]
fn counties_are_held_against_the_country() {
    // One vote more for one party, its county's sum with it.
    let count = r#""partikode":"PF","navn":"Pasientfokus"},"stemmer":{"resultat":{"antall":{"total":4950"#;
    let error = changed("20.json", count, &count.replace("4950", "4951")).unwrap_err();
    assert_eq!(
        error,
        "20.json: Finnmark Finnmárku, all parties: 39299 here, and its parts add up to 39300; the file does not agree with \
         itself"
    );
    let mut files = files();
    files[3].1 = FINNMARK.replacen("4950", "4951", 1).replacen("\"total\":39299", "\"total\":39300", 1);
    let error = read_files(&files).unwrap_err();
    assert!(
        error.contains("norge.json: Norway, votes: 717615 here, and its parts add up to 717616"),
        "{error}"
    );
    files[0].1 = COUNTRY.replacen("\"total\":717615", "\"total\":717616", 1);
    let error = read_files(&files).unwrap_err();
    assert!(error.contains("Norway, votes of PF: 4950 here, and its parts add up to 4951"), "{error}");

    let some = [files[0].clone(), files[1].clone(), files[2].clone()];
    let error = read_files(&some).unwrap_err();
    assert!(error.contains("the file of Finnmark Finnmárku (`fylke-20.json`) is missing"), "{error}");
    let import = read_files(&[files[1].clone()]).unwrap();
    assert!(notes(&import, "lacks", "1 counties were given and not the country"));
    assert!(read_files(&[files[0].clone()]).unwrap_err().contains("the country alone has no districts"));
    let twice = [files[1].clone(), files[1].clone()];
    assert!(read_files(&twice).unwrap_err().contains("`Akershus` stands here for the second time"));
}

#[test]
fn a_party_that_the_country_lacks_is_found() {
    let error = changed("norge.json", r#""partikode":"PF""#, r#""partikode":"PX""#).unwrap_err();
    assert!(error.contains("Norway, votes of PX: 4950 here, and its parts add up to 0"), "{error}");
}

#[test]
fn status_is_as_the_office_says() {
    assert!(notes(&read_files(&files()).unwrap(), "final", "endelig"));
    let import = changed("12.json", "\"oppgjor\":100.0", "\"oppgjor\":99.5").unwrap();
    assert!(notes(&import, "provisional", "not done in Hordaland"));
    let import = changed("12.json", "\"opptalt\"", "\"opptelling\"").unwrap();
    assert!(notes(&import, "status-unknown", "opptalt"));
}

#[test]
fn other_elections_and_areas_are_refused() {
    let error = changed("12.json", "\"ST\"", "\"KO\"").unwrap_err();
    assert!(error.starts_with("12.json: election `KO` is not read"), "{error}");
    let error = changed("12.json", "\"nivaa\":\"fylke\"", "\"nivaa\":\"kommune\"").unwrap_err();
    assert!(error.contains("Hordaland is a part of a county"), "{error}");
    let error = changed("12.json", "\"valgaar\":\"2021\"", "\"valgaar\":\"2017\"").unwrap_err();
    assert!(error.contains("this is of 2017, and the file before it of 2021"), "{error}");
    let error = changed("12.json", "\"partikategori\":1", "\"partikategori\":4").unwrap_err();
    assert!(error.contains("`partikategori 4` is not known here"), "{error}");
}

#[test]
fn what_is_no_number_has_its_line_and_no_programmers_words() {
    let error = changed("12.json", "\"antallsb\":", "\"antallsb\":-").unwrap_err();
    assert!(error.starts_with("12.json: line 1: invalid type: integer `-"), "{error}");
    assert!(error.ends_with("expected a whole number of votes, voters or seats"), "{error}");
    let error = read("20.json", &FINNMARK[..2000]).unwrap_err();
    assert!(error.starts_with("20.json: line 1: the file ends too early: EOF while parsing"), "{error}");
    let error = changed("20.json", "{\"partikategori\":1,", "{").unwrap_err();
    assert!(error.contains("missing field `partikategori`"), "{error}");
    let mut bytes = FINNMARK.as_bytes().to_vec();
    let at = FINNMARK.find("Høyre").unwrap() + 1;
    bytes.splice(at..at + 2, [0xf8]);
    assert!(read("20.json", bytes).unwrap_err().starts_with("20.json: not UTF-8 text"));
}

#[test]
fn columns_end_in_a_separator_and_may_begin_with_a_mark() {
    let import = read("2021.csv", TABLE).unwrap();
    assert_eq!(total(&import, "list") + figure(&import, "list", "@against-all"), 717_615);
    assert_eq!(votes(&import, "list", "Finnmark", "PF", ""), 4_950);
    assert_eq!(import.official.iter().map(|won| won.seats).sum::<u32>(), 40);
    let marked = read("2021.csv", format!("\u{feff}{}", TABLE.replace('\n', "\r\n"))).unwrap();
    assert_eq!(marked, import);
    let bare: String = TABLE.lines().map(|line| format!("{}\n", line.strip_suffix(';').unwrap())).collect();
    assert_eq!(read("2021.csv", bare).unwrap(), import);
}

#[test]
fn an_export_without_blank_votes_says_so() {
    let rows: String =
        TABLE.lines().filter(|line| !line.contains("BLANKE")).map(|line| format!("{line}\n")).collect();
    let import = read("2017.csv", rows).unwrap();
    assert_eq!(figure(&import, "list", "@against-all"), 0);
    assert!(notes(&import, "blank", "no blank votes"));
}

#[test]
fn what_an_older_file_leaves_empty_is_not_zero() {
    let header = TABLE.lines().next().unwrap();
    let import =
        read("2001.csv", format!("{header}\n01;Østfold;;;;;A;Arbeiderpartiet;28;;;;39191;;;;;\n")).unwrap();
    assert_eq!(import.rows.len(), 1);
    assert_eq!(votes(&import, "list", "Østfold", "A", ""), 39_191);
    assert_eq!((import.districts[0].seats, import.official.len()), (None, 0));
}

#[test]
fn rows_of_the_csv_agree_with_each_other() {
    // The roll is on every row: it counts once.
    let import = read("2021.csv", TABLE).unwrap();
    assert_eq!(votes(&import, "list", "Finnmark", "@registered", ""), 54_608);
    let error = table("PF;Pasientfokus;12,69784;54608", "PF;Pasientfokus;12,69784;54609").unwrap_err();
    assert!(error.contains("`Antall stemmeberettigede`: Finnmark, voters on the roll"), "{error}");
    let error = table("3548;1402;4950", "3548;1402;4951").unwrap_err();
    assert!(
        error.contains(
            "Finnmark, votes of PF, in advance and on the day: 4951 here, and its parts add up to 4950"
        ),
        "{error}"
    );
    let error = table("20;Finnmark;;;;;PF", "20;Finnmark;2003;Vadsø;;;PF").unwrap_err();
    assert!(error.contains("`Kommunenummer`: this export is of parts of counties"), "{error}");
    let error = table("20;Finnmark;;;;;PF", "20;Troms;;;;;PF").unwrap_err();
    assert!(error.contains("`Troms` is not known here; the format has Finnmark under number 20"), "{error}");
    let error = table("20;Finnmark;;;;;PF", "20;Finnmark;;;;;SP").unwrap_err();
    assert!(error.contains("`Finnmark, SP` stands here for the second time"), "{error}");
    let header = TABLE.lines().next().unwrap();
    assert!(read("2021.csv", header).unwrap_err().contains("no row follows the column names"));
    let error = table("Antall mandater;", "Mandater;").unwrap_err();
    assert!(error.starts_with("2021.csv: line 1: `Antall mandater` is missing"), "{error}");
}

#[test]
fn damaged_files_are_refused_or_seen() {
    let all = files();
    let all: Vec<_> = all.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    damage::survives("valgresultat", &all);
    damage::survives("valgresultat", &[("2021.csv", TABLE.as_bytes())]);
}
