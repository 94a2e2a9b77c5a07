//! What is said of a document that is none.

use std::fmt::Display;

/// Words of the program and of what it is built with. What is written in the document may be said again.
const FOREIGN: &[&str] = &[
    "struct ",
    "enum ",
    "u8",
    "u16",
    "u32",
    "u64",
    "usize",
    "i32",
    "i64",
    "f64",
    "variant",
    "invalid type",
    "invalid value",
    "invalid length",
    "expected one of",
    "expected a string",
    "expected a map",
    "expected a seq",
    "expected ident",
    "untagged",
    "tuple",
    "newtype",
    "__toml",
    "::",
    "Some(",
    "Error",
    "os error",
    "deserializ",
    "serializ",
    "data did not match",
    "NaiveDate",
    "parse",
];

/// It is one line in users' words.
pub(super) fn in_users_words(document: &str, error: &dyn Display) {
    let said = error.to_string();
    let told = || format!("{said}\nof\n{document}");
    assert!(!said.trim().is_empty(), "{}", told());
    assert!(!said.contains(|c: char| c.is_control()), "in several lines: {}", told());
    for foreign in FOREIGN {
        assert!(!said.contains(foreign) || document.contains(foreign), "`{foreign}`: {}", told());
    }
}

/// The same of what cannot be read, and it names the place: a line, or a field.
pub(super) fn with_its_place(document: &str, error: &dyn Display) {
    in_users_words(document, error);
    let said = error.to_string();
    assert!(said.contains("line ") || said.contains('`'), "without a place: {said}\nof\n{document}");
}
