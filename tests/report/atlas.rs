//! The reforms of the repository as data, and files that are none.

use sailau::reform::atlas::{AtlasProblem, Entry, EntryKind, Law, open};

const GOOD: &str = "\
id = \"dale_2024\"
country = \"Dale\"
title = \"A bonus\"
before = \"old.toml\"
after = \"new.toml\"
elections = { before = [\"world:a\"], after = [\"world:b\"] }
sources = [\"the gazette\"]
";

#[test]
fn the_reforms_on_board_are_read_and_written_back() {
    let entries = open("reforms").unwrap();
    assert!(entries.len() >= 20, "{}", entries.len());
    let kazakhstan: Vec<_> = entries.iter().filter(|entry| entry.country == "Kazakhstan").collect();
    assert!(kazakhstan.len() >= 6);
    for entry in &entries {
        let text = toml::to_string(entry).unwrap();
        assert_eq!(Entry::from_toml(&text).as_ref(), Ok(entry), "{text}");
        // A reform that was made has a source and says who doubts what; an act has its name.
        assert!(entry.kind == EntryKind::WhatIf || entry.act.is_some(), "{}", entry.id);
        assert!(!entry.doubts.is_empty(), "{}", entry.id);
        // What is of the repository is there.
        for rules in entry.stand_in.iter().map(|one| &one.rules).chain([&entry.before, &entry.after]) {
            assert!(
                rules.starts_with("kazakhstan:") || std::path::Path::new(rules).is_file(),
                "{}: {rules}",
                entry.id
            );
        }
        for (_, election) in entry.all_elections() {
            let there = election.strip_prefix("world:").is_none_or(|name| {
                std::path::Path::new("tests/world").join(name).join("case.toml").is_file()
            });
            assert!(there, "{}: {election}", entry.id);
        }
    }
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let entry = Entry::from_toml(GOOD).unwrap();
    let elections: Vec<_> = entry.all_elections().collect();
    assert_eq!(elections, [(Law::Before, "world:a"), (Law::After, "world:b")]);
    assert_eq!(entry.stand_in("world:a", Law::After), None);

    let changed = |from: &str, to: &str| Entry::from_toml(&GOOD.replace(from, to)).unwrap_err().to_string();
    for (from, to, said) in [
        (
            "dale_2024",
            "Dale 2024",
            "line 1: `id` is `Dale 2024`; it must be of small letters, digits and `_`",
        ),
        ("new.toml", "old.toml", "line 5: `before` and `after` are both `old.toml`"),
        ("world:b", "world:a", "line 6: the election `world:a` stands twice"),
        ("[\"world:a\"], after = [\"world:b\"]", "[]", "line 6: no election is named"),
        ("[\"the gazette\"]", "[]", "line 7: `sources` is empty"),
        ("\"A bonus\"", "\" \"", "line 3: `title` is empty"),
        ("title", "titel", "line 3, column 1: unknown field `titel`; did you mean `title`?"),
    ] {
        let found = changed(from, to);
        assert!(found.starts_with(said), "{found}");
    }
    let stand_in = format!(
        "{GOOD}\n[[stand_in]]\nelection = \"world:c\"\nlaw = \"before\"\nrules = \"x\"\nwhy = \"y\"\n"
    );
    let error = Entry::from_toml(&stand_in).unwrap_err();
    assert_eq!(error.line, Some(10));
    assert!(matches!(*error.problem, AtlasProblem::NoSuchElection { field: "stand_in", .. }), "{error}");
    let published = format!("{GOOD}\n[[published]]\nsays = \"5 seats\"\nsource = \"s\"\nparty = \"Hill\"\n");
    let error = Entry::from_toml(&published).unwrap_err();
    assert!(
        error.to_string().starts_with("line 10: `published` \"5 seats\": `election`, `law` and `party` go"),
        "{error}"
    );
    let law = stand_in.replace("\"before\"\nrules", "\"bevore\"\nrules");
    let error = Entry::from_toml(&law).unwrap_err();
    assert!(error.to_string().contains("did you mean `before`?"), "{error}");
}

#[test]
fn a_file_is_called_as_its_id() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("atlas");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("moor_2024.toml");
    std::fs::write(&file, GOOD).unwrap();
    let error = open(&folder).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with(&format!("{}: line 1: `id` is `dale_2024`; it must be `moor_2024`", file.display())),
        "{error}"
    );
    std::fs::remove_file(&file).unwrap();
    std::fs::write(folder.join("dale_2024.toml"), GOOD).unwrap();
    assert_eq!(open(&folder).unwrap().len(), 1);
    let error = open(folder.join("nowhere")).unwrap_err();
    assert!(error.to_string().contains("nowhere: cannot be read: "), "{error}");
}
