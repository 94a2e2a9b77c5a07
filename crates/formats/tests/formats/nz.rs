use sailau_formats::{Import, Source};

use crate::{damage, figure, notes, read, read_all, total, votes};

const PART4: &str = include_str!("../data/nz/2002_part4.csv");
const PART6: &str = include_str!("../data/nz/2002_part6.csv");
const OLD: &str = include_str!("../data/nz/1999_part4.csv");

fn both(part4: &str, part6: &str) -> Result<Import, String> {
    read_all(&[Source::from_bytes("part4.csv", part4), Source::from_bytes("part6.csv", part6)])
}

fn changed(file: &str, from: &str, to: &str) -> Result<Import, String> {
    assert!(file.contains(from), "{from}");
    read("part4.csv", file.replacen(from, to, 1))
}

#[test]
fn three_rows_of_totals_are_no_electorates() {
    let import = read("part4.csv", PART4).unwrap();
    assert_eq!(total(&import, "list"), 94_804);
    assert_eq!(figure(&import, "list", "@invalid"), 596);
    assert_eq!(import.districts.len(), 4);
    let error =
        changed(PART4, "\"Maori Electorate Totals\",318", "\"Maori Electorate Totals\",319").unwrap_err();
    assert!(
        error.contains("line 8, `Total Valid Party Votes`: Maori Electorate Totals, valid votes"),
        "{error}"
    );
    // Two votes change parties in the row of totals, which adds up still.
    let error = changed(PART4, "4735,850,428", "4733,852,428").unwrap_err();
    assert_eq!(
        error,
        "part4.csv: line 5, `ACT`: General Electorate Totals, ACT: 4733 here, and its parts add up to 4735; the file does not \
         agree with itself"
    );
    let error = changed(PART4, "94804,596", "94804,597").unwrap_err();
    assert!(error.contains("line 9: Combined Totals, Informal Party Votes: 597 here"), "{error}");
    let maori = PART4.lines().find(|line| line.starts_with("\"Waiariki")).unwrap();
    let error = changed(PART4, &format!("{maori}\n"), "").unwrap_err();
    assert!(error.contains("Maori Electorate Totals, ACT: 318 here, and its parts add up to 231"), "{error}");
    let cut = &PART4[..PART4.find("\"Combined").unwrap()];
    assert!(read("part4.csv", cut).unwrap_err().contains("`Combined Totals`, is not there"));
    let more = format!("{PART4}{maori}\n");
    assert!(
        read("part4.csv", more)
            .unwrap_err()
            .contains("line 10, `ElectorateDistrict`: `Waiariki` is not known here")
    );
}

#[test]
fn the_first_column_has_two_names_and_the_title_may_be_missing() {
    let import = read("part4.csv", PART4).unwrap();
    let (_, bare) = PART4.split_once('\n').unwrap();
    assert_eq!(read("part4.csv", format!("\u{feff}{bare}")).unwrap(), import);
    assert_eq!(
        read("part4.csv", bare.replacen("ElectorateDistrict", "Electoral District", 1)).unwrap(),
        import
    );
}

#[test]
fn votes_and_percentages_of_1999_are_told_apart() {
    let import = read("part4.csv", OLD).unwrap();
    assert_eq!(total(&import, "list") + figure(&import, "list", "@others"), 104_875);
    assert_eq!(votes(&import, "list", "Albany", "ACT NEW ZEALAND", ""), 4_232);
    assert_eq!(votes(&import, "list", "Albany", "@others", ""), 1_617);
    assert!(!import.rows.iter().any(|row| row.party.as_deref() == Some("@invalid")));
    assert!(notes(&import, "together", "OTHER") && notes(&import, "lacks", "informal votes"));
    let error = changed(OLD, ",Votes,Percentage", ",Percentage,Votes").unwrap_err();
    assert!(error.contains("line 3: `Percentage` is not known here; the format has Votes"), "{error}");
    let error = changed(OLD, "\"4,232\"", "\"4,2320\"").unwrap_err();
    assert!(error.contains("line 4, `ACT NEW ZEALAND`: `4,2320` is not a whole number"), "{error}");
    let error = changed(OLD, "\"2,305\"", "\"2,306\"").unwrap_err();
    assert!(
        error.contains("Te Tai Tonga, valid votes: 18778 here, and its parts add up to 18779"),
        "{error}"
    );
}

#[test]
fn the_elected_are_the_offices_seats() {
    let import = both(PART4, PART6).unwrap();
    assert_eq!(import.official.len(), 4);
    let aoraki = &import.official[0];
    assert_eq!(aoraki.contest, "single");
    // Part 6 writes `Labour Party`.
    assert_eq!(aoraki.party.as_deref(), Some("LABOUR PARTY"));
    assert_eq!(aoraki.candidate.as_deref(), Some("ASTER,Ann"));
    assert!(import.rows.iter().all(|row| row.contest == "list"));
    let progressive = both(PART4, &PART6.replacen("Labour Party", "Progressives", 1)).unwrap();
    assert!(notes(&progressive, "names", "does not have by this name: Progressives"));

    // Padded with blanks in 1999.
    assert!(both(PART4, &PART6.replace(",yes", ", yes ")).is_ok());
    let error = both(PART4, &PART6.replacen(",yes", ",maybe", 1)).unwrap_err();
    assert!(error.contains("part6.csv: line 3, `On the Party List`: `maybe` is not known here"), "{error}");
    let error = both(PART4, &PART6.replacen("Waiariki", "Tainui", 1)).unwrap_err();
    assert!(
        error.contains("`Tainui` is not known here; the format has the electorates of part 4"),
        "{error}"
    );
    let fewer: String = PART6.lines().take(5).map(|line| format!("{line}\n")).collect();
    assert!(both(PART4, &fewer).unwrap_err().contains("part6.csv: `Waiariki` is missing"));
    let error = both(PART4, &PART6.replacen("Waiariki", "Aoraki", 1)).unwrap_err();
    assert!(error.contains("`Aoraki` stands here for the second time"), "{error}");
    let error = both(PART4, &PART6.replacen("16316,6453", "6453,16316", 1)).unwrap_err();
    assert!(error.contains("the majority is more than the winner's votes"), "{error}");
    assert!(read("part6.csv", PART6).unwrap_err().contains("give part 4"));
    assert!(both(PART4, PART4).unwrap_err().contains("part4.csv is of the same part"));
}

#[test]
fn damaged_files_are_refused_or_seen() {
    damage::survives("nz", &[("part4.csv", PART4.as_bytes()), ("part6.csv", PART6.as_bytes())]);
    damage::survives("nz", &[("part4.csv", OLD.as_bytes())]);
}
