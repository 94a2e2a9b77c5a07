//! Documents of every kind with mistakes in them: each is read or refused in users' words, and what is read can be used.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::choices::Choices;
use crate::documents::{KINDS, Kind};

/// So many documents of a kind, the same in every run; others where somebody asks for more or names a seed. `SAILAU_KIND` names one kind.
fn edited(kind: &Kind, cases: u32) {
    let mut runner = TestRunner::new(crate::config(cases));
    let read = std::cell::Cell::new(0u32);
    let longest = std::cell::Cell::new(std::time::Duration::ZERO);
    let bytes = prop::collection::vec(any::<u8>(), 10..120);
    let result = runner.run(&bytes, |bytes| {
        let begun = std::time::Instant::now();
        crate::one_more(&read, kind.edited(&mut Choices(&bytes)));
        longest.set(longest.get().max(begun.elapsed()));
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{}: {error}", kind.name));
    println!("{}: {} of {cases} read and used, the longest in {:?}", kind.name, read.get(), longest.get());
    assert!(read.get() * 40 > cases, "{}: {} of {cases} read", kind.name, read.get());
}

#[test]
fn whatever_is_written_is_read_and_used_or_refused_in_users_words() {
    let one = std::env::var("SAILAU_KIND").ok();
    for kind in KINDS.iter().filter(|kind| one.as_ref().is_none_or(|one| kind.name == one)) {
        edited(kind, crate::elections(240));
    }
}

#[test]
fn the_documents_to_begin_with_are_read_and_used() {
    let every = 8 / crate::cases(8) as usize;
    let all: usize = KINDS.iter().map(|kind| kind.unedited(every)).sum();
    assert!(all * every > 200, "{all} documents");
}
