//! Finding formats, naming contests, files that gzip compressed.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use sailau_formats::Source;
use sailau_formats::ranked::{self, RankedFormat};

use super::{lists, read, read_all, written};

#[test]
fn names_of_formats_are_words_and_differ() {
    let mut names: Vec<_> = RankedFormat::ALL.iter().map(|format| format.name()).collect();
    for format in RankedFormat::ALL {
        assert_eq!(RankedFormat::named(format.name()), Some(*format));
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), RankedFormat::ALL.len());
}

#[test]
fn files_of_no_format_say_which_there_are() {
    let error = read("notes.txt", "Dear voter,\n").unwrap_err();
    assert!(
        error.starts_with(
            "notes.txt: these are no ranked ballots of a format that is known; the formats are "
        ),
        "{error}"
    );
    assert!(error.contains("blt") && error.contains("preflib"), "{error}");
}

#[test]
fn files_of_two_formats_are_refused() {
    let blt = b"1 1\n4 1 0\n0\n\"Hill\"\n\"Club\"\n".to_vec();
    let tidy = b"count,preferences\n1,1\n".to_vec();
    let error = read_all(&[("a.blt", blt), ("b.csv", tidy)]).unwrap_err();
    assert!(error.starts_with("b.csv: this is sailau: "), "{error}");
}

#[test]
fn no_file_is_an_error() {
    assert!(ranked::read(&[], None).unwrap_err().to_string().contains("no file was named"));
}

#[test]
fn a_compressed_file_is_read_as_what_it_holds() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(b"count,preferences\n12,2>1\n").unwrap();
    let bytes = encoder.finish().unwrap();
    let file = read("ballots.csv.gz", bytes.clone()).unwrap();
    assert_eq!(lists(&file), written(&[(12, "2>1")]));
    let cut = bytes[..bytes.len() - 6].to_vec();
    let error = read("ballots.csv.gz", cut).unwrap_err();
    assert!(error.starts_with("ballots.csv.gz: "), "{error}");
}

#[test]
fn a_format_that_is_named_is_taken_whatever_the_file_looks_like() {
    let format = RankedFormat::named("blt");
    let file = Source::from_bytes("club.blt", "Dear voter,\n");
    let error = ranked::read(&[file], format).unwrap_err().to_string();
    assert!(error.starts_with("club.blt: line 1, `candidates seats`: "), "{error}");
}

/// Boulder's statement of votes by precinct: `Round 2 Votes` is a change, and negative for whoever was put out. It is no file of
/// ballots and none of results that is known, and nothing of it is guessed.
#[test]
fn a_statement_of_votes_by_rounds_is_neither_ballots_nor_results() {
    let text = "\"Precinct Code\",\"Precinct Number\",\"Active Voters\",\"Contest Title\",\"Candidate Name\",\"Total Ballots\",\"Round 1 Votes\",\
                \"Round 2 Votes\",\"Total Votes\",\"Total Blanks\",\"Total Overvotes\",\"Total Exhausted\"\n\
                \"503\",2181207503,593,\"City of Boulder Mayoral Candidates\",\"Candidate 1\",310,120,-120,0,3,1,12\n";
    let error = read("rcv.csv", text).unwrap_err();
    assert!(error.starts_with("rcv.csv: these are no ranked ballots of a format that is known"), "{error}");
    let error = crate::read("rcv.csv", text).unwrap_err();
    assert!(error.starts_with("rcv.csv: this is no file of a format that is known"), "{error}");
}
