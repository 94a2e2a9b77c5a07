use sailau_formats::Import;

use crate::{damage, figure, notes, read, total, votes};

const FILE: &str = include_str!("../data/hoc/2024.csv");

fn changed(from: &str, to: &str) -> Result<Import, String> {
    assert!(FILE.contains(from), "{from}");
    read("2024.csv", FILE.replacen(from, to, 1))
}

#[test]
fn a_winner_inside_all_others_stands_apart_from_the_rest() {
    let import = read("2024.csv", FILE).unwrap();
    assert_eq!(votes(&import, "single", "Blackburn", "", "Ada Ashworth"), 10_518);
    assert_eq!(votes(&import, "single", "Blackburn", "@others", ""), 18_078 - 10_518);
    assert_eq!(votes(&import, "single", "Blackburn", "Lab", ""), 10_386);
    assert_eq!(votes(&import, "single", "Chorley", "Spk", ""), 25_238);
    assert_eq!(votes(&import, "single", "North Antrim", "TUV", ""), 11_642);
    let won: Vec<_> =
        import.official.iter().map(|won| (won.party.as_deref(), won.candidate.as_deref())).collect();
    assert_eq!(
        won,
        [
            (Some("SNP"), None),
            (None, Some("Ada Ashworth")),
            (Some("Spk"), None),
            (None, Some("Flora Fell")),
            (Some("TUV"), None),
            (Some("PC"), None),
        ]
    );
    let sum = total(&import, "single") + figure(&import, "single", "@others");
    assert_eq!(sum, 42_095 + 38_887 + 33_964 + 49_006 + 41_185 + 32_628);
    assert!(notes(&import, "together", "in 4 constituencies"));
}

#[test]
fn who_did_not_stand_has_no_row() {
    let import = read("2024.csv", FILE).unwrap();
    assert!(import.rows.iter().all(|row| row.votes > 0));
    let labour = import.rows.iter().filter(|row| row.party.as_deref() == Some("Lab"));
    assert!(!labour.clone().any(|row| row.district.as_deref() == Some("Chorley")));
    assert_eq!(labour.count(), 4);
    let mon = import.districts.iter().find(|known| known.district == "Ynys Môn").unwrap();
    assert_eq!((mon.seats, mon.region.as_deref()), (Some(1), Some("Wales")));
}

#[test]
fn the_winner_agrees_with_the_votes() {
    let error = changed("SNP hold,SNP,Lab", "SNP hold,Lab,SNP").unwrap_err();
    assert_eq!(
        error,
        "2024.csv: line 2, `First party`: Aberdeen North: SNP has 14533 votes, and the first, Lab, 12773"
    );
    let error = changed("115,1760,", "115,1761,").unwrap_err();
    assert!(
        error.contains("line 2, `Majority`: Aberdeen North, votes of SNP beyond those of Lab: 1761"),
        "{error}"
    );
    let error = changed("18078,10518", "18078,0").unwrap_err();
    assert!(error.contains("line 3, `First party`: `Ind` has no votes of its own"), "{error}");
    let error = changed("18078,10518", "18078,18079").unwrap_err();
    assert!(error.contains("the winner has 18079 of the 18078 votes of all others"), "{error}");
    // The columns of two parties changed places.
    let error = changed("Con,Lab,LD,RUK", "Lab,Con,LD,RUK").unwrap_err();
    assert!(error.contains("line 2, `Majority`"), "{error}");
}

#[test]
fn parties_add_up_to_valid_votes() {
    let error = changed("75925,42095", "75925,42096").unwrap_err();
    assert!(error.contains("`Valid votes`: Aberdeen North, valid votes: 42096 here"), "{error}");
    let row = FILE.lines().nth(1).unwrap();
    let error = read("2024.csv", format!("{FILE}{row}\n")).unwrap_err();
    assert!(error.contains("line 8, `ONS ID`: `S14000060` stands here for the second time"), "{error}");
    let error =
        changed("All other candidates,Of which", "All other candidates,All other candidates,Of which")
            .unwrap_err();
    assert!(error.contains("stands here for the second time"), "{error}");
    let error = read("2024.csv", FILE.lines().next().unwrap()).unwrap_err();
    assert!(error.contains("no row follows the column names"), "{error}");
}

#[test]
fn damaged_files_are_refused_or_seen() {
    damage::survives("hoc", &[("2024.csv", FILE.as_bytes())]);
}
