//! Ranked ballots: small files of each format, damaged ones, and what their notes say.

mod abif;
mod aec_senate;
mod blt;
mod damage;
mod dominion;
mod dominion_csv;
mod doors;
mod ess;
mod preflib;
mod scotland;
mod tidy;
mod votekit;

use sailau_formats::Source;
use sailau_formats::ranked::{self, RankedFile, RankedFormat};

/// Reads one file by its content.
fn read(name: &str, text: impl Into<Vec<u8>>) -> Result<RankedFile, String> {
    read_all(&[(name, text.into())])
}

/// Reads the files of one contest by their content.
fn read_all(files: &[(&str, Vec<u8>)]) -> Result<RankedFile, String> {
    let sources: Vec<Source> =
        files.iter().map(|(name, bytes)| Source::from_bytes(*name, bytes.clone())).collect();
    ranked::read(&sources, None).map_err(|error| error.to_string())
}

/// Reads one file in a format that is named, as a file is that does not begin as others do.
fn read_as(format: &str, name: &str, text: impl Into<Vec<u8>>) -> Result<RankedFile, String> {
    let format = RankedFormat::named(format).expect("the format is there");
    ranked::read(&[Source::from_bytes(name, text)], Some(format)).map_err(|error| error.to_string())
}

/// The lists as they are written, with their numbers.
fn lists(file: &RankedFile) -> Vec<(u64, String)> {
    file.ballots.lists().map(|list| (list.count(), list.to_string())).collect()
}

/// The same, to be compared with.
fn written(lists: &[(u64, &str)]) -> Vec<(u64, String)> {
    lists.iter().map(|(count, list)| (*count, (*list).to_owned())).collect()
}

/// The names in the order of the paper.
fn names(file: &RankedFile) -> Vec<&str> {
    file.candidates.iter().map(|candidate| candidate.name.as_str()).collect()
}

/// Whether a note of this kind has these words.
fn notes(file: &RankedFile, kind: &str, words: &str) -> bool {
    file.notes.iter().any(|note| note.kind.word() == kind && note.text.contains(words))
}
