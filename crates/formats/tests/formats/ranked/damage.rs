//! Files damaged at random: nothing panics, errors are one line and name the file, and what is read holds together.

use proptest::prelude::*;
use sailau_formats::Source;
use sailau_formats::ranked::{self, RankedFile, RankedFormat};

use crate::damage::Damage;

/// Damages files of one contest, which are whole as they stand.
pub(super) fn survives(format: &str, files: &[(&str, &[u8])]) {
    let format = RankedFormat::named(format).expect("the format is there");
    let sources = |files: &[(String, Vec<u8>)]| -> Vec<Source> {
        files.iter().map(|(name, bytes)| Source::from_bytes(name.clone(), bytes.clone())).collect()
    };
    let files: Vec<_> = files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
    holds_together(&ranked::read(&sources(&files), Some(format)).expect("the files are whole"));
    let config = ProptestConfig { cases: 768, failure_persistence: None, ..ProptestConfig::default() };
    let damages = (any::<prop::sample::Index>(), prop::collection::vec(Damage::any(), 1..4));
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let result = runner.run(&damages, |(file, damages)| {
        let mut damaged = files.clone();
        let file = file.index(damaged.len());
        damages.iter().for_each(|damage| damage.does(&mut damaged[file].1));
        let sources = sources(&damaged);
        let _ = RankedFormat::recognise(&sources);
        match ranked::read(&sources, Some(format)) {
            Ok(file) => holds_together(&file),
            Err(error) => {
                let line = error.to_string();
                prop_assert!(!line.contains('\n') && line.contains(&error.file), "{}", line);
            }
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

/// Whether candidates and ballots are of one paper.
#[track_caller]
fn holds_together(file: &RankedFile) {
    assert_eq!(file.ballots.candidates(), file.candidates.len());
    let numbers = file.candidates.iter().map(|candidate| candidate.number);
    assert!(numbers.eq(1..=file.candidates.len()));
    let sum: u128 = file.ballots.lists().map(|list| u128::from(list.count())).sum();
    assert_eq!(sum, u128::from(file.ballots.total()));
    let mut written = Vec::new();
    file.ballots.write(&mut written).expect("memory takes it");
    let again = sailau_ranked::Ballots::read(file.candidates.len(), written.as_slice());
    assert_eq!(again.map(|ballots| ballots.total()), Ok(file.ballots.total()));
}
