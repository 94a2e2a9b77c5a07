//! Where something stands in the sweep file, so that a mistake in what it came to is found again in the text.

use serde::de::DeserializeOwned;
use toml::Value;

use super::{SweepFileError, SweepFileProblem};
use crate::electorate::{Electorate, ElectorateError};
use crate::simulate::behaviour::{BehaviourError, Scenario as Behaviour};
use crate::system::ElectoralSystem;
use crate::text::source_location::in_toml;
use crate::text::{Misread, field_in_toml, line_and_column, one_line};

/// A value of the file.
#[derive(Debug, Clone)]
pub(super) struct Written<'a> {
    /// The whole file.
    pub(super) text: &'a str,
    /// The way from its top to the value.
    path: Vec<String>,
    /// The same in words: "reform `lower`, `changes`".
    words: String,
}

impl<'a> Written<'a> {
    pub(super) fn new(text: &'a str, path: &[&str], words: impl Into<String>) -> Self {
        Self { text, path: path.iter().map(|&step| step.to_owned()).collect(), words: words.into() }
    }

    /// A field of it, or an item.
    pub(super) fn field(&self, field: &str) -> Self {
        let mut inner = self.within(&[field.to_owned()]);
        if field.parse::<usize>().is_ok() {
            inner.words.clone_from(&self.words);
        }
        inner
    }

    fn within(&self, path: &[String]) -> Self {
        let mut inner = self.clone();
        for step in path {
            if step.parse::<usize>().is_err() {
                inner.words += if inner.words.is_empty() { "" } else { ", " };
                inner.words += &format!("`{step}`");
            }
            inner.path.push(step.clone());
        }
        inner
    }

    pub(super) fn wrong(&self, mut problem: SweepFileProblem) -> SweepFileError {
        let place = in_toml(self.text, &self.path).map(|offset| line_and_column(self.text, offset));
        let (line, column) = place.unzip();
        if let SweepFileProblem::Text(misread) = &mut problem {
            (misread.line, misread.column) = (line, column);
        }
        SweepFileError {
            line,
            column,
            field: Some(one_line(&self.words)).filter(|words| !words.is_empty()),
            problem: Box::new(problem),
        }
    }

    /// The same of a value of another kind than `problem` asks for.
    pub(super) fn wrong_kind(&self, problem: &str) -> SweepFileError {
        self.wrong(SweepFileProblem::Text(Misread::without_text(problem)))
    }

    /// The same of a name after `$` that stands somewhere in the value.
    pub(super) fn wrong_name(&self, value: &Value, problem: SweepFileProblem) -> SweepFileError {
        let path = match &problem {
            SweepFileProblem::NoParameter { name, .. } => path_of(value, name).unwrap_or_default(),
            _ => Vec::new(),
        };
        self.within(&path).wrong(problem)
    }

    /// The same of a byte of a text that the value was written as, once names stood for their values.
    fn wrong_in(&self, filled: &str, offset: Option<usize>, problem: SweepFileProblem) -> SweepFileError {
        let field = offset.and_then(|offset| field_in_toml(filled, &(offset..offset)));
        let path = field.map(|field| field.path).unwrap_or_default();
        let error = self.within(&path).wrong(problem);
        SweepFileError { field: Some(one_line(&self.words)).filter(|words| !words.is_empty()), ..error }
    }

    /// The same of what a reader of such a text says.
    fn misread(&self, filled: &str, misread: Misread) -> SweepFileError {
        let offset = misread.line.zip(misread.column).map(|(line, column)| byte_at(filled, line, column));
        self.wrong_in(filled, offset, SweepFileProblem::Text(misread))
    }

    fn text_of(&self, value: &Value) -> Result<String, SweepFileError> {
        // A day would be written as a table, too, with a name of the writer's own.
        let table = value.as_table().and_then(|table| toml::to_string(table).ok());
        table.ok_or_else(|| self.wrong_kind("a table is needed here"))
    }

    pub(super) fn read<T: DeserializeOwned>(&self, value: &Value) -> Result<T, SweepFileError> {
        let text = self.text_of(value)?;
        toml::from_str(&text).map_err(|error| self.misread(&text, Misread::in_toml(&text, &error)))
    }

    pub(super) fn rules(&self, value: &Value) -> Result<ElectoralSystem, SweepFileError> {
        let text = self.text_of(value)?;
        ElectoralSystem::from_toml(&text).map_err(|mut error| {
            let offset = error.place.take().map(|place| byte_at(&text, place.line, place.column));
            self.wrong_in(&text, offset, SweepFileProblem::Rules(error))
        })
    }

    pub(super) fn behaviour(&self, value: &Value) -> Result<Behaviour, SweepFileError> {
        let text = self.text_of(value)?;
        Behaviour::from_toml(&text).map_err(|error| match error {
            BehaviourError::Unreadable(misread) => self.misread(&text, *misread),
            other => self.wrong(SweepFileProblem::Behaviour(other)),
        })
    }

    pub(super) fn electorate(&self, value: &Value) -> Result<Electorate, SweepFileError> {
        let text = self.text_of(value)?;
        Electorate::from_toml(&text).map_err(|error| match error {
            ElectorateError::Text(misread) => self.misread(&text, misread),
            other => self.wrong(SweepFileProblem::Electorate(other)),
        })
    }
}

/// The way to the first text that is `$` and this name.
fn path_of(value: &Value, name: &str) -> Option<Vec<String>> {
    let inner = |step: String, value: &Value| {
        let mut path = path_of(value, name)?;
        path.insert(0, step);
        Some(path)
    };
    match value {
        Value::String(text) if text.strip_prefix('$') == Some(name) => Some(Vec::new()),
        Value::Array(items) => items.iter().enumerate().find_map(|(i, item)| inner(i.to_string(), item)),
        Value::Table(fields) => fields.iter().find_map(|(field, value)| inner(field.clone(), value)),
        _ => None,
    }
}

/// The byte of a line and a character in it, each from 1; the end of the text for what is beyond it.
fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    let within = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
    start + within
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_characters_are_found_again() {
        let text = "ä = 1\nöß = 2\n";
        for offset in [0, 2, 6, 11, 16] {
            let (line, column) = line_and_column(text, offset);
            assert_eq!(byte_at(text, line, column), offset);
        }
        assert_eq!(byte_at(text, 9, 9), text.len());
    }
}
