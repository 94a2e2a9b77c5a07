//! `docs/formats.md` has every format and every kind of note.

use sailau_formats::ranked::RankedFormat;
use sailau_formats::{Format, NoteKind};

const PAGE: &str = include_str!("../../../../docs/formats.md");

#[test]
fn the_page_has_every_format() {
    let ranked = RankedFormat::ALL.iter().map(|format| format.name());
    for name in Format::ALL.iter().map(|format| format.name()).chain(ranked) {
        let row = format!("| `{name}` | ");
        assert!(PAGE.lines().any(|line| line.starts_with(&row)), "docs/formats.md has no row of `{name}`");
    }
}

#[test]
fn the_page_explains_every_note() {
    let after = PAGE.split("## Notes").nth(1).expect("the page has a section of notes");
    let section = after.split("## ").next().unwrap_or_default();
    let explained: Vec<&str> = section
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` | ").map(|(word, _)| word))
        .collect();
    let words: Vec<&str> = NoteKind::ALL.iter().map(|kind| kind.word()).collect();
    assert_eq!(explained, words);
}
