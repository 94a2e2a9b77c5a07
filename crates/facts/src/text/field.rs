//! The field at a place of a text in TOML or JSON. A path is the way from the top of the text to it: keys, and the numbers
//! of items.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::Value;
use serde_json::value::RawValue;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Complaint;

/// The field at a place of a text.
#[derive(Debug, Default)]
pub struct Field {
    pub path: Vec<String>,
    /// The texts that stand in it, itself or deep within.
    pub texts: Vec<String>,
    /// Whether the text is TOML or JSON at all.
    pub is_readable: bool,
}

/// The innermost field around this part of a TOML text; none where the text is no TOML.
pub fn field_in_toml(text: &str, span: &Range<usize>) -> Option<Field> {
    let root = DeTable::parse(text).ok()?;
    let mut field = Field { is_readable: true, ..Field::default() };
    if root.span() == *span || span.start >= text.len() {
        return Some(field);
    }
    let mut inner = last_before(
        root.get_ref()
            .iter()
            .map(|(key, value)| (begin(value).min(key.span().start), key.get_ref().to_string(), value)),
        span.start,
    );
    let mut innermost = None;
    while let Some((step, value)) = inner {
        field.path.push(step);
        innermost = Some(value);
        if value.span() == *span {
            break;
        }
        inner = match value.get_ref() {
            DeValue::Table(table) => last_before(
                table.iter().map(|(key, value)| (key.span().start, key.get_ref().to_string(), value)),
                span.start,
            ),
            DeValue::Array(items) => last_before(
                items.iter().enumerate().map(|(i, item)| (item.span().start, i.to_string(), item)),
                span.start,
            ),
            _ => None,
        };
    }
    innermost.into_iter().for_each(|value| texts_in_toml(value.get_ref(), &mut field.texts));
    Some(field)
}

fn texts_in_toml(value: &DeValue<'_>, texts: &mut Vec<String>) {
    match value {
        DeValue::String(text) => texts.push(text.to_string()),
        DeValue::Array(items) => items.iter().for_each(|item| texts_in_toml(item.get_ref(), texts)),
        DeValue::Table(table) => table.values().for_each(|value| texts_in_toml(value.get_ref(), texts)),
        _ => {}
    }
}

/// Where a value begins, or the first of its items.
fn begin(value: &Spanned<DeValue<'_>>) -> usize {
    let items = value.get_ref().as_array().into_iter().flat_map(|items| items.iter());
    items.map(|item| item.span().start).chain([value.span().start]).min().unwrap_or_default()
}

/// The last of these that begins at this byte or before it.
fn last_before<'v, 'i>(
    values: impl Iterator<Item = (usize, String, &'v Spanned<DeValue<'i>>)>,
    offset: usize,
) -> Option<(String, &'v Spanned<DeValue<'i>>)> {
    let last = values.filter(|(start, ..)| *start <= offset).max_by_key(|(start, ..)| *start);
    last.map(|(_, step, value)| (step, value))
}

/// The innermost field around this byte of a JSON text; none where the text is no JSON.
pub fn field_in_json(text: &str, offset: usize) -> Option<Field> {
    let mut value: &RawValue = serde_json::from_str(text).ok()?;
    let mut field = Field { is_readable: true, ..Field::default() };
    let around = |value: &RawValue| {
        let start = value.get().as_ptr().addr().checked_sub(text.as_ptr().addr());
        start.is_some_and(|start| (start..start + value.get().len()).contains(&offset))
    };
    loop {
        let inner = match value.get().as_bytes().first() {
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(value.get()).ok()?;
                let found = items.into_iter().enumerate().find(|(_, item)| around(item));
                found.map(|(i, item)| (i.to_string(), item))
            }
            Some(b'{') => {
                let fields: BTreeMap<String, &RawValue> = serde_json::from_str(value.get()).ok()?;
                fields.into_iter().find(|(_, value)| around(value))
            }
            _ => None,
        };
        let Some((step, next)) = inner else {
            texts_in_json(&serde_json::from_str(value.get()).ok()?, &mut field.texts);
            return Some(field);
        };
        field.path.push(step);
        value = next;
    }
}

fn texts_in_json(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => texts.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| texts_in_json(item, texts)),
        Value::Object(fields) => fields.values().for_each(|value| texts_in_json(value, texts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

impl Field {
    /// The table or value that a complaint is about: an unknown field, and one that stands twice, are keys of the table that
    /// is at fault.
    pub fn at_fault(&self, complaint: &Complaint<'_>) -> &[String] {
        let own = match complaint {
            Complaint::UnknownField(name, _) | Complaint::Twice(name) => {
                self.path.iter().rposition(|step| step == name)
            }
            _ => None,
        };
        &self.path[..own.unwrap_or(self.path.len())]
    }
}
