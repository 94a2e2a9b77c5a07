//! Every law of a procedure in sentences, for those who know the law and no Rust: what a file of rules says, rule by rule, with its article.
//! The sentences stand in `snapshots`, where a changed number or word shows.

use std::fmt::Write;

use sailau::kazakhstan;
use sailau::law::Timeline;
use sailau::procedure::{InWords, Law};

/// Each text of a law, and of a later one what the one before did not say.
fn sentences<R: InWords>(laws: &Timeline<Law<R>>) -> String {
    let mut text = String::new();
    let mut before: Vec<String> = Vec::new();
    for law in laws.iter() {
        let said = law.value.in_words();
        let lines: Vec<String> = said
            .iter()
            .map(|one| match &one.citation {
                Some(citation) => format!("{}: {} [{citation}]", one.rule, one.sentence),
                None => format!("{}: {}", one.rule, one.sentence),
            })
            .collect();
        let _ = writeln!(text, "{}, since {}", law.value.name, law.since);
        for line in lines.iter().filter(|line| !before.contains(line)) {
            let _ = writeln!(text, "  {line}");
        }
        for line in before.iter().filter(|line| !lines.contains(line)) {
            let _ = writeln!(text, "  gone: {line}");
        }
        before = lines;
    }
    text
}

#[test]
fn laws_on_parties_and_petitions() {
    insta::assert_snapshot!("registration", sentences(kazakhstan::registration_laws()));
    insta::assert_snapshot!("recall", sentences(kazakhstan::recall_laws()));
    insta::assert_snapshot!("mandates_of_lists", sentences(kazakhstan::list_mandate_laws()));
}

#[test]
fn laws_on_lists_and_chambers() {
    insta::assert_snapshot!("lists", sentences(kazakhstan::mandate_laws()));
    insta::assert_snapshot!("lists_for_maslihats", sentences(kazakhstan::maslihat_mandate_laws()));
    insta::assert_snapshot!("maslihats", sentences(kazakhstan::maslihat_laws()));
    insta::assert_snapshot!("senate", sentences(kazakhstan::senate_laws()));
}

#[test]
fn laws_on_offices_votes_and_funds() {
    insta::assert_snapshot!("president", sentences(kazakhstan::president_laws()));
    insta::assert_snapshot!("akims_elected", sentences(kazakhstan::akim_election_laws()));
    insta::assert_snapshot!("akims_consented_to", sentences(kazakhstan::akim_consent_laws()));
    insta::assert_snapshot!("referendum", sentences(kazakhstan::referendum_laws()));
    insta::assert_snapshot!("funds", sentences(kazakhstan::fund_laws()));
    insta::assert_snapshot!("rolls", sentences(kazakhstan::roll_laws()));
}
