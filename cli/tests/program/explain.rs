//! Rules as sentences.

use serde_json::Value;

use crate::{fed, file, sailau};

#[test]
fn laws_are_told_as_a_lawyer_would_read_them() {
    for law in
        ["kazakhstan:2021-01-10", "kazakhstan:2023-03-19", "world:de_2021", "world:nz_2023", "world:is_2016"]
    {
        let said = sailau(&format!("rules explain {law}")).good();
        assert!(said.lines().all(|line| line.chars().count() <= 100), "{said}");
        insta::assert_snapshot!(law.replace(':', "_"), said);
    }
}

#[test]
fn a_sentence_says_what_it_is_of() {
    let json = sailau("rules explain kazakhstan:2023-03-19 --json").good();
    let said: Vec<Value> = serde_json::from_str(&json).unwrap();
    let threshold = said.iter().find(|said| said["field"] == "threshold").unwrap();
    assert_eq!(threshold["tier"], "list");
    assert_eq!(threshold["cite"]["article"], "97-1(1) and 43(5)");
    assert!(said[0].get("tier").is_none() && said[0]["field"] == "name");
    let sources = |line: &str| sailau(line).good().contains("Where rules stand");
    assert!(!sources("rules explain kazakhstan:2023-03-19"));
    assert!(sources("rules explain kazakhstan:2023-03-19 --all"));
}

#[test]
fn names_are_text_in_markdown_and_on_the_terminal() {
    let rules = file(
        "names.toml",
        b"name = \"<b>A</b> *town*\"\nsource = \"an act \\u001b[31m\"\n[[tier]]\nname = \"list\"\nseats = 7\nmethod = \"hare\"\n",
    );
    let said = sailau(&format!("rules explain {rules} --markdown")).good();
    assert!(said.starts_with("# \\<b\\>A\\</b\\> \\*town\\*\n"), "{said}");
    assert!(said.contains("\n## Tier `list`: lists\n\n- It has 7 seats.\n"), "{said}");
    let said = sailau(&format!("rules explain {rules}")).good();
    assert!(!said.contains('\u{1b}'), "{said:?}");
    let rules = br#"{"name": "A town", "tier": [{"name": "list", "seats": 3, "method": "hare"}]}"#;
    assert!(fed("rules explain -", rules).good().contains("The house has 3 seats."));
    assert!(sailau("rules explain no.toml").wrong().contains("no.toml: cannot be opened"));
}
