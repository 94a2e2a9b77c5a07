//! Names out of files: of parties, candidates and districts.

use crate::error::ImportProblem;

/// A name as the office writes it, blanks around it taken away. What would be read as a reserved name (`@invalid`) later is
/// refused, and so is none.
pub(crate) fn own(text: &str) -> Result<String, ImportProblem> {
    let name = text.trim();
    if name.is_empty() {
        return Err(ImportProblem::Malformed("a name is empty".to_owned()));
    }
    if name.starts_with('@') || name.contains(char::is_control) {
        return Err(ImportProblem::Malformed(format!(
            "{name:?} is not the name of a party, person or place"
        )));
    }
    Ok(name.to_owned())
}
