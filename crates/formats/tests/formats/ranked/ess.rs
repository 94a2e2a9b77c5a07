use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use sailau_formats::Source;
use sailau_formats::ranked;

use super::{damage, lists, names, notes, read, read_all, read_as, written};

const SHEET: &[u8] = include_bytes!("../../data/ess/mayor.xlsx");
const TABLE: &str = "Cast Vote Record,Precinct,For Mayor Choice 1 (45),For Mayor Choice 2 (50),For Judge 1st Choice DEM,For Judge 2nd Choice DEM\n\
    1,D,\"Hill, A. \",undervote,Moor,overvote\n2,D,Lake,\"Hill, A.\",,\n3,D,skipped,Lake,UWI,undervote\n";

#[test]
fn a_spreadsheet() {
    let file = read("mayor.xlsx", SHEET).unwrap();
    assert_eq!(file.title.as_deref(), Some("MAYOR"));
    assert_eq!(names(&file), ["HILL", "LAKE", "UWI", "MOOR"]);
    assert_eq!(lists(&file), written(&[(3, "1>>2"), (1, "*>3"), (4, "2>>4"), (3, "")]));
    assert!(notes(&file, "assumed", "4 cells are empty, and were read as blank ranks"));
    assert!(notes(&file, "assumed", "numbered as they were first met"));
    assert!(notes(&file, "together", "1 marks, as the candidate `UWI`"));
    assert!(notes(&file, "left-out", "who was overvoted"));
}

#[test]
fn the_same_as_csv_with_two_contests() {
    let error = read("cvr.csv", TABLE).unwrap_err();
    assert_eq!(error, "cvr.csv: line 1: there are 2 contests; name one of `For Judge DEM`, `For Mayor`");
    let of = |contest| ranked::read_contest(&[Source::from_bytes("cvr.csv", TABLE)], None, contest).unwrap();
    let file = of("For Mayor");
    assert_eq!(
        (names(&file), lists(&file)),
        (vec!["Hill, A.", "Lake"], written(&[(1, "1"), (1, "2>1"), (1, ">2")]))
    );
    assert!(notes(&file, "left-out", "1 other contests"));
    assert_eq!(lists(&of("For Judge DEM")), written(&[(1, "1>*"), (1, ""), (1, "2")]));
}

#[test]
fn several_files_are_one_contest() {
    let file = read_all(&[("a.xlsx", SHEET.to_vec()), ("b.xlsx", SHEET.to_vec())]).unwrap();
    assert_eq!((file.ballots.total(), file.candidates.len()), (22, 4));
    let other = b"1ST CHOICE SHERIFF\nPine\n".to_vec();
    let error = read_all(&[("a.xlsx", SHEET.to_vec()), ("b.csv", other)]).unwrap_err();
    assert_eq!(error, "b.csv: line 1: the contest is `SHERIFF`, and in the file before it `MAYOR`");
}

#[test]
fn names_of_columns() {
    let text = "Precinct,rank1,rank2\nM4703,Hill,skipped\nM4704,skipped,Lake\n";
    let file = read("raw.csv", text).unwrap();
    assert_eq!((file.title.as_deref(), lists(&file)), (None, written(&[(1, "1"), (1, ">2")])));
    let file = read("raw.csv", text.replace("rank", "Rank ")).unwrap();
    assert_eq!(file.ballots.total(), 2);
}

#[test]
fn damaged_files_say_where() {
    for (text, words) in [
        ("rank1,rank3\nA,B\n", "line 1: columns of the ranks 1, 3, and one between"),
        ("rank1,rank1\nA,B\n", "line 1: `rank1` stands here for the second time"),
        ("rank1,COUNT\nA,x\n", "line 2, `COUNT`: `x` is not a whole number"),
        ("rank1,COUNT\nA,\n", "line 2, `COUNT`: `` is not a whole number"),
        ("rank1,COUNT,count\nA,1,1\n", "line 1: `count` stands here for the second time"),
        ("rank1\nA,B\n", "line 2: 2 fields, where the line of column names has 1"),
        ("rank1\n@A\n", "line 2, `rank1`: \"@A\" is not the name"),
    ] {
        let error = read("cvr.csv", text).unwrap_err();
        assert!(error.starts_with(&format!("cvr.csv: {words}")), "{error}");
    }
    let error = read("mayor.xlsx", &SHEET[..SHEET.len() / 2]).unwrap_err();
    assert!(error.starts_with("mayor.xlsx: no spreadsheet that can be read: "), "{error}");
}

/// One part of two kilobytes that unpacks to two megabytes.
#[test]
fn a_spreadsheet_that_unpacks_without_end_is_refused() {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![0; 2 << 20]).unwrap();
    let packed = encoder.finish().unwrap();
    let size = u32::try_from(packed.len()).unwrap().to_le_bytes();
    let name = b"xl/sharedStrings.xml";
    let length = [u8::try_from(name.len()).unwrap(), 0];
    // What the part says of its own size is not true.
    let facts = [&[0, 0, 8, 0][..], &[0; 8], &size, &[1, 0, 0, 0], &length, &[0, 0]].concat();
    let mut bytes = [b"PK\x03\x04\x14\0", &facts[..], name, &packed].concat();
    let list = bytes.len();
    bytes.extend([b"PK\x01\x02\x14\0\x14\0", &facts[..], &[0; 14], name].concat());
    let length = u32::try_from(bytes.len() - list).unwrap().to_le_bytes();
    let list = u32::try_from(list).unwrap().to_le_bytes();
    bytes.extend([b"PK\x05\x06\0\0\0\0\x01\0\x01\0", &length[..], &list, &[0, 0]].concat());
    let error = read("bomb.xlsx", bytes).unwrap_err();
    assert!(error.starts_with("bomb.xlsx: the spreadsheet unpacks to more than 1048576 bytes"), "{error}");
}

#[test]
fn damage_at_random() {
    damage::survives("ess", &[("mayor.xlsx", SHEET)]);
    let table = TABLE.replace("For Judge 1st", "The 1st").replace("For Judge 2nd Choice DEM", "Other");
    let table = table.replace("The 1st Choice DEM", "Another");
    damage::survives("ess", &[("cvr.csv", table.as_bytes())]);
}

/// A name of a column may have several lines, and an error that names it has one.
#[test]
fn columns_with_line_ends() {
    let text = "Cast Vote Record,Precinct,\"For\nMayor Choice 1 (45)\"\n1,A,\"Hill\u{1}\"\n";
    let error = read_as("ess", "cvr.csv", text).unwrap_err();
    assert_eq!(
        error,
        "cvr.csv: line 3, `For Mayor Choice 1 (45)`: \"Hill\\u{1}\" is not the name of a party, person or place"
    );
}
