//! Electorates as TOML and JSON.

use std::error::Error;
use std::path::Path;

use super::{Electorate, ElectorateError};
use crate::text::Misread;

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
    /// let meant = "line 4, column 1: `party` 1: unknown field `shre`; did you mean `share`?";
    /// assert_eq!(error.to_string(), meant);
    /// ```
    pub fn from_toml(text: &str) -> Result<Self, ElectorateError> {
        checked(toml::from_str(text).map_err(|error| Misread::in_toml(text, &error)))
    }

    /// Reads a file: JSON where its name ends in `.json`, TOML otherwise.
    ///
    /// # Errors
    ///
    /// [`ElectorateError::InFile`], with the file's name and what is wrong, when it cannot be read or is no electorate.
    ///
    /// ```
    /// use sailau::electorate::Electorate;
    ///
    /// let error = Electorate::open("no/such.toml").unwrap_err();
    /// assert!(error.to_string().starts_with("no/such.toml: cannot be opened: "));
    /// ```
    pub fn open(path: impl AsRef<Path>) -> Result<Self, ElectorateError> {
        let path = path.as_ref();
        let in_file = |problem| ElectorateError::InFile {
            file: path.display().to_string(),
            problem: Box::new(problem),
        };
        let bytes = std::fs::read(path)
            .map_err(|error| in_file(ElectorateError::Unreadable(format!("cannot be opened: {error}"))))?;
        let text = String::from_utf8(bytes).map_err(|_| {
            in_file(ElectorateError::Unreadable("not UTF-8 text; save the file as UTF-8".to_owned()))
        })?;
        let is_json = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"));
        let read = if is_json { Self::from_json(&text) } else { Self::from_toml(&text) };
        read.map_err(in_file)
    }

    /// Reads an electorate from JSON and checks it.
    ///
    /// # Errors
    ///
    /// As [`from_toml`](Self::from_toml).
    pub fn from_json(text: &str) -> Result<Self, ElectorateError> {
        checked(serde_json::from_str(text).map_err(|error| Misread::in_json(text, &error)))
    }

    /// Writes it as TOML; reading it back gives an equal value.
    ///
    /// # Errors
    ///
    /// [`ElectorateError`] when it could not be read back.
    pub fn to_toml(&self) -> Result<String, ElectorateError> {
        self.check()?;
        toml::to_string(self).map_err(|error| unwritten(&error))
    }

    /// Writes it as JSON; reading it back gives an equal value.
    ///
    /// # Errors
    ///
    /// [`ElectorateError`] when it could not be read back.
    pub fn to_json(&self) -> Result<String, ElectorateError> {
        self.check()?;
        serde_json::to_string_pretty(self).map_err(|error| unwritten(&error))
    }
}

fn unwritten(error: &dyn Error) -> ElectorateError {
    Misread::without_text(&error.to_string()).into()
}

fn checked(read: Result<Electorate, Misread>) -> Result<Electorate, ElectorateError> {
    let electorate = read?;
    electorate.check()?;
    Ok(electorate)
}
