//! Files of ranked ballots.

use sailau_formats::Source;
use sailau_formats::ranked::{self, RankedFile, RankedFormat};

use crate::official::parts;
use crate::spreadsheet;

/// Any bytes are ballots whose numbers add up, or an error on one line; and what `sailau` writes of them is read back as them.
/// Without a format it is found out; files of one contest have the bytes 0 and 1 between them. What begins as XML is the parts of a
/// spreadsheet in place of files.
pub fn ranked_files(format: Option<RankedFormat>, files: &[u8]) {
    let sources: Vec<Source> = match files {
        [b'<', ..] => vec![Source::from_bytes("ballots", spreadsheet::around(parts(files)))],
        _ => parts(files).map(|bytes| Source::from_bytes("ballots", bytes)).collect(),
    };
    match ranked::read(&sources, format) {
        Ok(file) => {
            adds_up(&file);
            is_read_back(&file);
        }
        Err(error) => assert_eq!(error.to_string().lines().count(), 1, "{error}"),
    }
}

fn adds_up(file: &RankedFile) {
    let ballots = &file.ballots;
    assert_eq!(ballots.candidates(), file.candidates.len());
    assert!(file.candidates.iter().map(|candidate| candidate.number).eq(1..=file.candidates.len()));
    assert_eq!(
        ballots.lists().map(|list| u128::from(list.count())).sum::<u128>(),
        u128::from(ballots.total())
    );
    let first: u128 = ballots.first_preferences().into_iter().map(u128::from).sum();
    assert!(first <= u128::from(ballots.total()));
    assert!(file.seats != Some(0) && file.notes.iter().all(|note| note.text.lines().count() == 1));
}

fn is_read_back(file: &RankedFile) {
    let written = |file: &RankedFile| {
        let mut written = Vec::new();
        file.ballots.write(&mut written).expect("memory takes it");
        written
    };
    let ballots = Source::from_bytes("ballots.csv", written(file));
    let candidates = Source::from_bytes("candidates.csv", file.candidates_csv());
    let again =
        ranked::read(&[ballots, candidates], RankedFormat::named("tidy")).expect("what is written is read");
    assert_eq!(again.candidates, file.candidates);
    assert_eq!(
        (again.ballots.total(), again.ballots.distinct()),
        (file.ballots.total(), file.ballots.distinct())
    );
    assert!(written(&again) == written(file), "other ballots than were written");
}
