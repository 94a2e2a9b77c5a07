//! Electorates as TOML and JSON.

use serde::de::DeserializeOwned;

use super::{Electorate, ElectorateError};

impl Electorate {
    /// Reads an electorate from TOML and checks it.
    ///
    /// # Errors
    ///
    /// [`ElectorateError`]: with line and column where the text is at fault, with party, district and field where its
    /// figures are.
    ///
    /// # Examples
    ///
    /// ```
    /// use sailau::electorate::Electorate;
    ///
    /// let error = Electorate::from_toml("name = \"A\"\n[[party]]\nname = \"P\"\nshre = 0.5").unwrap_err();
    /// assert!(error.to_string().starts_with("line 4, column 1: unknown field `shre`"));
    /// ```
    pub fn from_toml(text: &str) -> Result<Self, ElectorateError> {
        checked(toml::from_str(text).map_err(|error| {
            let (line, column) = error.span().map_or((1, 1), |span| place(text, span.start));
            ElectorateError::Text { line, column, problem: one_line(error.message()) }
        }))
    }

    /// Reads an electorate from JSON and checks it.
    ///
    /// # Errors
    ///
    /// As [`from_toml`](Self::from_toml).
    pub fn from_json(text: &str) -> Result<Self, ElectorateError> {
        checked(from_json(text))
    }

    /// Writes it as TOML; reading it back gives an equal value.
    ///
    /// # Errors
    ///
    /// [`ElectorateError`] when it could not be read back.
    pub fn to_toml(&self) -> Result<String, ElectorateError> {
        self.check()?;
        toml::to_string(self).map_err(|error| ElectorateError::Text {
            line: 1,
            column: 1,
            problem: one_line(&error.to_string()),
        })
    }
}

fn checked(read: Result<Electorate, ElectorateError>) -> Result<Electorate, ElectorateError> {
    let electorate = read?;
    electorate.check()?;
    Ok(electorate)
}

fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, ElectorateError> {
    serde_json::from_str(text).map_err(|error| {
        let message = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        ElectorateError::Text {
            line: error.line(),
            column: error.column(),
            problem: one_line(message.strip_suffix(&place).unwrap_or(&message)),
        }
    })
}

/// Line and character, from 1, of a byte of a text.
fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// A message in one line, whatever names stand in it.
pub(super) fn one_line(message: &str) -> String {
    let lines: Vec<_> = message.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("; ").chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
