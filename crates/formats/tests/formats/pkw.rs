use sailau_formats::{Import, Source};

use crate::{damage, figure, notes, read, read_all, total, votes};

const RESULTS: &str = include_str!("../data/pkw/wyniki.csv");
const DISTRICTS: &str = include_str!("../data/pkw/okregi.csv");

fn both(results: &str, districts: &str) -> Result<Import, String> {
    read_all(&[Source::from_bytes("wyniki.csv", results), Source::from_bytes("okregi.csv", districts)])
}

fn changed(from: &str, to: &str) -> Result<Import, String> {
    assert!(RESULTS.contains(from), "{from}");
    both(&RESULTS.replacen(from, to, 1), DISTRICTS)
}

#[test]
fn an_empty_field_is_no_list() {
    let import = both(RESULTS, DISTRICTS).unwrap();
    let of = |party: &str| import.rows.iter().filter(|row| row.party.as_deref() == Some(party)).count();
    assert_eq!((of("PiS"), of("MN"), of("Bezpartyjni"), of("Prawica")), (3, 1, 1, 1));
    assert_eq!(votes(&import, "list", "Okręg Wyborczy Nr 21", "MN", ""), 32_094);
}

#[test]
fn parts_are_not_added_to_the_whole_and_invalid_cards_are() {
    let import = both(RESULTS, DISTRICTS).unwrap();
    assert_eq!(votes(&import, "list", "Okręg Wyborczy Nr 12", "@invalid", ""), 3_691 + 23);
    assert_eq!(votes(&import, "list", "Okręg Wyborczy Nr 12", "@registered", ""), 508_888);
    assert!(notes(&import, "blank", "invalid votes and invalid cards"));
}

#[test]
fn two_districts_of_one_city_are_told_apart_by_number() {
    let import = both(RESULTS, DISTRICTS).unwrap();
    let seats: Vec<_> =
        import.districts.iter().map(|known| (&*known.district, known.seats, known.population)).collect();
    assert_eq!(
        seats,
        [
            ("Okręg Wyborczy Nr 12", Some(8), Some(639_580)),
            ("Okręg Wyborczy Nr 13", Some(14), Some(1_142_182)),
            ("Okręg Wyborczy Nr 21", Some(12), Some(942_438)),
        ]
    );
    // Rows in another order mean the same.
    let mut lines: Vec<&str> = DISTRICTS.lines().collect();
    lines[1..].reverse();
    assert_eq!(both(RESULTS, &lines.join("\r\n")).unwrap(), import);
}

#[test]
fn quotation_marks_a_mark_and_line_ends_do_not_matter() {
    let import = read("wyniki.csv", RESULTS).unwrap();
    assert!(notes(&import, "lacks", "seats of districts"));
    let bare = format!("\u{feff}{}", RESULTS.replace('"', "").replace("\r\n", "\n"));
    assert_eq!(read("wyniki.csv", bare).unwrap(), import);
}

#[test]
fn later_exports_name_columns_otherwise() {
    // The office's own export of 2019 has the long name, that of 2023 another key and no names of districts.
    let long = "Liczba głosów ważnych oddanych łącznie na wszystkie listy kandydatów";
    let own = RESULTS.replacen("Liczba głosów ważnych", long, 1);
    let import = both(RESULTS, DISTRICTS).unwrap();
    assert_eq!(both(&own, DISTRICTS).unwrap(), import);
    let later = own.replacen("Numer okręgu", "Nr okręgu", 1).replacen("\"Nazwa\";", "", 1);
    let later = ["12", "13", "21"]
        .iter()
        .fold(later, |text, n| text.replacen(&format!("\"Okręg Wyborczy Nr {n}\";"), "", 1));
    assert_eq!(both(&later, DISTRICTS).unwrap(), import);
    // Nowhere are percentages taken for votes.
    let error = changed("Liczba kart ważnych", "Liczba kart").unwrap_err();
    assert!(error.contains("line 1: `Liczba kart ważnych` is missing"), "{error}");
}

#[test]
fn columns_agree() {
    let error = changed("\"MN\";", "\"MN\";\"MN\";").unwrap_err();
    assert!(error.contains("`MN` stands here for the second time"), "{error}");
    let votes = RESULTS.lines().nth(3).unwrap();
    let error = changed("\"32094\"", "\"32095\"").unwrap_err();
    assert!(
        error.starts_with(
            "wyniki.csv: line 4, `Liczba głosów ważnych`: Okręg Wyborczy Nr 21, votes of all committees: "
        ),
        "{error}"
    );
    let error = both(&RESULTS.replacen(votes, &format!("{votes}\r\n{votes}"), 1), DISTRICTS).unwrap_err();
    assert!(
        error.starts_with("wyniki.csv: line 5, `Numer okręgu`: `Okręg Wyborczy Nr 21` stands"),
        "{error}"
    );
    let error = changed("\"32094\"", "\"32 094\"").unwrap_err();
    assert!(error.contains("line 4, `MN`: `32 094` is not a whole number"), "{error}");
    let short = RESULTS.trim_end().rsplit_once(';').unwrap().0;
    assert!(both(short, DISTRICTS).is_err());
}

#[test]
fn districts_and_results_are_the_same_districts() {
    let fewer = RESULTS.lines().take(3).collect::<Vec<_>>().join("\r\n");
    let error = both(&fewer, DISTRICTS).unwrap_err();
    assert!(
        error.contains("okregi.csv: line 4, `Numer okręgu`: `district 21, which the file of results"),
        "{error}"
    );
    let fewer = DISTRICTS.lines().take(3).collect::<Vec<_>>().join("\r\n");
    let error = both(RESULTS, &fewer).unwrap_err();
    assert!(error.starts_with("okregi.csv: `district 21` is missing"), "{error}");
    assert!(read("okregi.csv", DISTRICTS).unwrap_err().contains("districts alone have no votes"));
    let same = [Source::from_bytes("a.csv", RESULTS), Source::from_bytes("b.csv", RESULTS)];
    assert!(read_all(&same).unwrap_err().contains("b.csv: a.csv is of the same kind"));
    assert_eq!(
        total(&read("wyniki.csv", RESULTS).unwrap(), "list"),
        total(&both(RESULTS, DISTRICTS).unwrap(), "list")
    );
    assert_eq!(figure(&both(RESULTS, DISTRICTS).unwrap(), "list", "MN"), 32_094);
}

#[test]
fn damaged_files_are_refused_or_seen() {
    damage::survives("pkw", &[("wyniki.csv", RESULTS.as_bytes()), ("okregi.csv", DISTRICTS.as_bytes())]);
}
