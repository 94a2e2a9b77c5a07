//! Files of election offices: small ones written for these tests, with real numbers and invented candidates, and under
//! `real` the offices' own, where they lie.

mod aec;
mod belgium;
mod bfs;
mod bundestag;
mod damage;
mod dat;
mod eml_nl;
mod fintal;
mod hoc;
mod nist;
mod nz;
mod openelections;
mod page;
mod pkw;
mod ranked;
mod real;
mod table12;
mod vaalit;
mod valgresultat;
mod valmyndigheten;
mod volby;

use sailau_formats::{Format, Import, Source};

/// Reads one file by its content.
fn read(name: &str, text: impl Into<Vec<u8>>) -> Result<Import, String> {
    read_all(&[Source::from_bytes(name, text)])
}

/// Reads the files of one election by their content.
fn read_all(files: &[Source]) -> Result<Import, String> {
    let format = Format::recognise(files).map_err(|error| error.to_string())?;
    let import = format.read(files).map_err(|error| error.to_string())?;
    Ok(import)
}

/// The votes of one row.
#[track_caller]
fn votes(import: &Import, contest: &str, district: &str, party: &str, candidate: &str) -> u64 {
    let of = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut found = import.rows.iter().filter(|row| {
        (row.contest.as_str(), &*of(&row.district), &*of(&row.party), &*of(&row.candidate))
            == (contest, district, party, candidate)
    });
    let row = found.next().unwrap_or_else(|| panic!("no row of {contest}, {district}, {party}, {candidate}"));
    assert!(found.next().is_none(), "{contest}, {district}, {party}, {candidate} stands twice");
    row.votes
}

/// Votes for parties and candidates in a contest.
fn total(import: &Import, contest: &str) -> u64 {
    let reserved = |party: &Option<String>| party.as_deref().is_some_and(|name| name.starts_with('@'));
    let rows = import.rows.iter().filter(|row| row.contest == contest && !reserved(&row.party));
    rows.map(|row| row.votes).sum()
}

/// What stands under a reserved name in a contest.
fn figure(import: &Import, contest: &str, name: &str) -> u64 {
    let rows = import.rows.iter().filter(|row| row.contest == contest && row.party.as_deref() == Some(name));
    rows.map(|row| row.votes).sum()
}

/// Whether a note of this kind has these words.
fn notes(import: &Import, kind: &str, words: &str) -> bool {
    import.notes.iter().any(|note| note.kind.word() == kind && note.text.contains(words))
}
