//! Rules from TOML and JSON, and back.

use std::borrow::Cow;
use std::path::Path;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::file::SystemFile;
use super::one_form::in_one_form;
use super::{Contradiction, check, misread};
use crate::ElectoralSystem;
use crate::error::{RuleAt, RulesError, RulesErrorKind, RulesPlace};
use crate::text::{one_line, source_location};

pub(crate) fn from_toml(text: &str) -> Result<ElectoralSystem, RulesError> {
    let text = &*composed(text);
    let file: SystemFile = toml::from_str(text).map_err(|error| misread::in_toml(text, &error))?;
    file.into_system().map_err(|wrong| {
        let offset = source_location::in_toml(text, &wrong.path);
        wrong.at(offset.map(|offset| RulesPlace::of(text, offset)))
    })
}

pub(crate) fn from_json(text: &str) -> Result<ElectoralSystem, RulesError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = &*composed_json(text);
    let first = text.len() - text.trim_start().len();
    if !text[first..].starts_with('{') {
        return Err(RulesError {
            place: Some(RulesPlace::of(text, first)),
            rule: None,
            problem: "rules are one object: {\"name\": …, \"tier\": [ … ]}".to_owned(),
            kind: RulesErrorKind::Unreadable.into(),
        });
    }
    let file: SystemFile = serde_json::from_str(text).map_err(|error| misread::in_json(text, &error))?;
    file.into_system().map_err(|wrong| {
        let offset = source_location::in_json(text, &wrong.path);
        wrong.at(offset.map(|offset| RulesPlace::of(text, offset)))
    })
}

/// A text with every name in Unicode's composed form, as names of votes are.
fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// The same of JSON, in which letters may be written by their numbers.
fn composed_json(text: &str) -> Cow<'_, str> {
    match text.contains("\\u") {
        true => Cow::Owned(composed(&unescaped(text)).into_owned()),
        false => composed(text),
    }
}

/// JSON whose letters beyond ASCII stand for themselves.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let letter = rest.get(2..6).filter(|_| rest.as_bytes().get(1) == Some(&b'u'));
        let letter = letter.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
        let end = match letter.filter(|c| *c > '\u{9f}') {
            Some(letter) => {
                plain.push(letter);
                6
            }
            None => {
                let end = rest.char_indices().nth(2).map_or(rest.len(), |(at, _)| at);
                plain.push_str(&rest[..end]);
                end
            }
        };
        rest = &rest[end..];
    }
    plain.push_str(rest);
    plain
}

/// Rules that were put together as tables of a file: what is wrong with them has no place.
#[doc(hidden)]
pub fn from_value(file: serde_json::Value) -> Result<ElectoralSystem, RulesError> {
    // Written first: the one form of names and the words of errors are those of a file.
    let text = composed_json(&file.to_string()).into_owned();
    let file: SystemFile = serde_json::from_str(&text)
        .map_err(|error| RulesError { place: None, ..misread::in_json(&text, &error) })?;
    Ok(file.into_system()?)
}

pub(crate) fn open(path: &Path) -> Result<ElectoralSystem, RulesError> {
    let name = path.display().to_string();
    let unreadable = |problem| RulesError {
        place: None,
        rule: Some(RuleAt::called(&name).into()),
        problem,
        kind: RulesErrorKind::Unreadable.into(),
    };
    let bytes = std::fs::read(path).map_err(|error| unreadable(format!("cannot be opened: {error}")))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| unreadable("not UTF-8 text; save the file as UTF-8".to_owned()))?;
    let is_json = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"));
    let read = if is_json { from_json(&text) } else { from_toml(&text) };
    read.map_err(|error| error.in_file(&name))
}

pub(crate) fn to_toml(system: &ElectoralSystem) -> Result<String, RulesError> {
    system.check()?;
    toml::to_string(system).map_err(|error| unwritten(&error))
}

pub(crate) fn to_json(system: &ElectoralSystem) -> Result<String, RulesError> {
    system.check()?;
    serde_json::to_string_pretty(system).map_err(|error| unwritten(&error))
}

fn unwritten(error: &dyn std::error::Error) -> RulesError {
    RulesError {
        place: None,
        rule: None,
        problem: error.to_string(),
        kind: RulesErrorKind::Unreadable.into(),
    }
}

impl Contradiction {
    fn at(self, place: Option<RulesPlace>) -> RulesError {
        let Self { mut rule, problem, kind, .. } = self;
        rule.words = one_line(&rule.words);
        RulesError { place, rule: Some(rule), problem: one_line(&problem), kind }
    }
}

impl From<Contradiction> for RulesError {
    fn from(wrong: Contradiction) -> Self {
        wrong.at(None)
    }
}

impl SystemFile {
    /// The rules with their names in one form, checked.
    fn into_system(self) -> Result<ElectoralSystem, Contradiction> {
        let system = self.into_tiers()?;
        let system = match in_one_form(&system)? {
            Cow::Owned(named) => named,
            Cow::Borrowed(_) => system,
        };
        check(&system)?;
        Ok(system)
    }
}

impl TryFrom<SystemFile> for ElectoralSystem {
    type Error = RulesError;

    fn try_from(file: SystemFile) -> Result<Self, RulesError> {
        Ok(file.into_system()?)
    }
}
