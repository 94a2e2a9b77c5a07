use encoding_rs::WINDOWS_1252;

use crate::{damage, figure, notes, read, total, votes};

/// A row of 46 fields; numbers and associations are made up.
fn row(
    district: &str,
    level: &str,
    number: &str,
    letters: &str,
    name: &str,
    votes: u64,
    seats: u64,
) -> String {
    let mut fields = vec![String::new(); 46];
    let set = [(0, "E"), (1, district), (3, level), (8, number), (10, letters), (15, name)];
    set.iter().for_each(|(at, text)| fields[*at] = format!("{text:<6}"));
    fields[40] = format!("{votes:>9}");
    fields[44] = format!("{seats:>3}");
    fields.join(";")
}

fn file() -> Vec<u8> {
    let rows = [
        row("01", "V", "04", "KOK", "Kansallinen Kokoomus", 5_000, 3),
        row("01", "V", "05", "SDP", "Suomen Sosialidemokraattinen Puolue", 3_000, 2),
        row("01", "V", "99", "VY", "Lähiön ääni", 40, 0),
        row("01", "K", "04", "KOK", "Kansallinen Kokoomus", 3_000, 0),
        row("01", "K", "04", "KOK", "Kansallinen Kokoomus", 2_000, 0),
        row("01", "K", "05", "SDP", "Suomen Sosialidemokraattinen Puolue", 3_000, 0),
        row("01", "K", "99", "VY", "Lähiön ääni", 40, 0),
        row("01", "A", "04", "KOK", "Kansallinen Kokoomus", 900, 0),
        row("02", "V", "04", "KOK", "Kansallinen Kokoomus", 700, 1),
        row("02", "V", "99", "VY", "Saariston ääni", 60, 0),
        row("02", "K", "04", "KOK", "Kansallinen Kokoomus", 700, 0),
        row("02", "K", "99", "VY", "Saariston ääni", 60, 0),
    ];
    let text = rows.join("\r\n") + "\r\n";
    WINDOWS_1252.encode(&text).0.into_owned()
}

fn changed(from: &str, to: &str) -> Result<sailau_formats::Import, String> {
    let bytes = file();
    let text = WINDOWS_1252.decode(&bytes).0;
    assert!(text.contains(from), "{from}");
    let text = text.replacen(from, to, 1);
    read("puo_maa.csv", WINDOWS_1252.encode(&text).0.into_owned())
}

#[test]
fn only_electoral_districts_are_read() {
    let import = read("puo_maa.csv", file()).unwrap();
    assert_eq!(total(&import, "list"), 5_000 + 3_000 + 40 + 700 + 60);
    assert_eq!(votes(&import, "list", "01", "KOK", ""), 5_000);
    let seats: Vec<_> = import.districts.iter().map(|known| (&*known.district, known.seats)).collect();
    assert_eq!(seats, [("01", Some(5)), ("02", Some(1))]);
    assert_eq!(import.official.iter().map(|won| won.seats).collect::<Vec<_>>(), [3, 2, 1]);
    assert!(notes(&import, "secondary", "no file of the office was seen"));
}

#[test]
fn associations_with_the_same_letters_are_two() {
    let import = read("puo_maa.csv", file()).unwrap();
    assert_eq!(figure(&import, "list", "Lähiön ääni (01)"), 40);
    assert_eq!(figure(&import, "list", "Saariston ääni (02)"), 60);
    assert_eq!(figure(&import, "list", "VY"), 0);
}

#[test]
fn municipalities_are_held_against_districts() {
    let error = changed("     2000", "     2001").unwrap_err();
    assert_eq!(
        error,
        "puo_maa.csv: district 01, KOK: 5000 here, and its parts add up to 5001; the file does not agree with itself"
    );
    let error = changed("     3000", "    3,000").unwrap_err();
    assert!(error.contains("line 2, `field 41`: `3,000` is not a whole number"), "{error}");
    let error = changed("E     ;02", "E     ;01").unwrap_err();
    assert!(error.contains("`district 01, KOK` stands here for the second time"), "{error}");
    let error = changed("A     ;", "a     ;").unwrap_err();
    assert!(error.contains("line 8, `field 4`: `a` is not known here"), "{error}");
}

#[test]
fn damaged_files_are_refused_or_seen() {
    damage::survives("vaalit", &[("puo_maa.csv", &file())]);
}
