//! Names out of files: of parties, candidates and districts.

use crate::error::ImportProblem;

/// A name as the office writes it, blanks around it taken away. What would be read as a reserved name (`@invalid`) later is
/// refused, and so are none and letters that nobody sees: with one of them, one name would be two.
pub(crate) fn own(text: &str) -> Result<String, ImportProblem> {
    checked(text).map(str::to_owned)
}

/// The same of a name that need not be kept.
pub(crate) fn checked(text: &str) -> Result<&str, ImportProblem> {
    let name = text.trim();
    if name.is_empty() {
        return Err(ImportProblem::Malformed("a name is empty".to_owned()));
    }
    if name.starts_with('@') || name.contains(unseen) {
        return Err(ImportProblem::Malformed(format!(
            "{name:?} is not the name of a party, person or place"
        )));
    }
    Ok(name)
}

fn unseen(letter: char) -> bool {
    letter.is_control() || letter == '\u{feff}'
}
