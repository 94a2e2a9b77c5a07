//! JSON of offices: files that are small enough to be read whole.

use std::fmt;

use serde::de::{DeserializeOwned, Error, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::error::Category;

use crate::error::{ImportError, ImportProblem};
use crate::letters;
use crate::source::Source;

/// Files of one area are some ten kilobytes.
const LIMIT: u64 = 1 << 24;

/// The file as what its format has; unknown fields are passed over, as offices add them from year to year.
pub(crate) fn parsed<T: DeserializeOwned>(source: &Source) -> Result<T, ImportError> {
    parsed_within(source, LIMIT)
}

/// The same for files that are longer than others.
pub(crate) fn parsed_within<T: DeserializeOwned>(source: &Source, limit: u64) -> Result<T, ImportError> {
    let bytes = source.whole(limit)?;
    let text = letters::decoded(letters::without_mark(&bytes), encoding_rs::UTF_8);
    let text = text.map_err(|problem| source.problem(problem))?;
    serde_json::from_str(&text).map_err(|error| {
        let words = error.to_string();
        let words = words.rfind(" at line ").map_or(&*words, |at| &words[..at]).to_owned();
        let problem = match error.classify() {
            Category::Eof => ImportProblem::Cut(words),
            Category::Data | Category::Syntax | Category::Io => ImportProblem::Malformed(words),
        };
        source.problem_at(error.line() as u64, problem)
    })
}

/// Whether the first bytes of a file are JSON that has this field.
pub(crate) fn has_field(head: &[u8], field: &str) -> bool {
    let head = letters::without_mark(head).trim_ascii_start();
    let quoted = format!("\"{field}\"");
    matches!(head.first(), Some(b'{' | b'[')) && head.windows(quoted.len()).any(|at| at == quoted.as_bytes())
}

/// A whole number of votes, voters or seats; never a fraction, a negative number or text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count(pub(crate) u64);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Whole;
        impl Visitor<'_> for Whole {
            type Value = Count;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number of votes, voters or seats")
            }

            fn visit_u64<E: Error>(self, n: u64) -> Result<Count, E> {
                Ok(Count(n))
            }
        }
        deserializer.deserialize_u64(Whole)
    }
}
