//! From a rule that contradicts another to its place in the text, and from a place to the field that stands there.
//!
//! A path is the way from the top of a file to a value: keys, and the numbers of items. Where it leads to nothing,
//! because a field is missing, the nearest value around it stands for it.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::Value;
use serde_json::value::RawValue;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Where the value at this path begins in a TOML text: at its key.
pub(crate) fn in_toml(text: &str, path: &[String]) -> Option<usize> {
    let root = DeTable::parse(text).ok()?;
    let (first, rest) = path.split_first()?;
    let Some((key, mut value)) = root.get_ref().get_key_value(first.as_str()) else {
        return Some(0);
    };
    let mut found = key.span().start;
    for step in rest {
        match value.get_ref() {
            DeValue::Array(items) => {
                let Some(item) = step.parse().ok().and_then(|i: usize| items.get(i)) else {
                    break;
                };
                found = item.span().start;
                value = item;
            }
            DeValue::Table(table) => {
                let Some((key, inner)) = table.get_key_value(step.as_str()) else {
                    break;
                };
                found = key.span().start;
                value = inner;
            }
            _ => break,
        }
    }
    Some(found)
}

/// Where the value at this path begins in a JSON text.
pub(crate) fn in_json(text: &str, path: &[String]) -> Option<usize> {
    let mut value: &RawValue = serde_json::from_str(text).ok()?;
    for step in path {
        let inner = match value.get().as_bytes().first() {
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(value.get()).ok()?;
                step.parse().ok().and_then(|i: usize| items.get(i).copied())
            }
            Some(b'{') => {
                let fields: BTreeMap<String, &RawValue> = serde_json::from_str(value.get()).ok()?;
                fields.get(step).copied()
            }
            _ => None,
        };
        let Some(inner) = inner else {
            break;
        };
        value = inner;
    }
    // A raw value is a part of the text that it was read from.
    value.get().as_ptr().addr().checked_sub(text.as_ptr().addr())
}

/// The field at a place of a text.
#[derive(Debug, Default)]
pub(crate) struct Field {
    pub(crate) path: Vec<String>,
    /// The name of the tier in which it stands, where that is known.
    pub(crate) tier: Option<String>,
    /// The texts that stand in it, itself or deep within.
    pub(crate) texts: Vec<String>,
    /// The articles that the file cites, by what it cites them for.
    pub(crate) articles: Vec<(String, String)>,
    /// Whether the text is TOML or JSON at all.
    pub(crate) is_readable: bool,
}

/// The innermost field around this part of a TOML text; none where the text is no TOML.
pub(crate) fn field_in_toml(text: &str, span: &Range<usize>) -> Option<Field> {
    let root = DeTable::parse(text).ok()?;
    let mut field =
        Field { articles: articles_in_toml(root.get_ref()), is_readable: true, ..Field::default() };
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
        if field.path.len() == 1 && field.path[0] == "tier" {
            let name = value.get_ref().as_table().and_then(|tier| tier.get("name"));
            field.tier = name.and_then(|name| name.get_ref().as_str()).map(str::to_owned);
        }
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

fn articles_in_toml(root: &DeTable<'_>) -> Vec<(String, String)> {
    let cited = root.get("cite").and_then(|cite| cite.get_ref().as_table()).into_iter().flatten();
    let article = |citation: &Spanned<DeValue<'_>>| {
        Some(citation.get_ref().as_table()?.get("article")?.get_ref().as_str()?.to_owned())
    };
    cited.filter_map(|(key, citation)| Some((key.get_ref().to_string(), article(citation)?))).collect()
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
pub(crate) fn field_in_json(text: &str, offset: usize) -> Option<Field> {
    let mut value: &RawValue = serde_json::from_str(text).ok()?;
    let mut field = Field { articles: articles_in_json(value), is_readable: true, ..Field::default() };
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
        if field.path.len() == 1 && field.path[0] == "tier" {
            let tier = serde_json::from_str::<serde_json::Value>(next.get()).ok();
            field.tier = tier.and_then(|tier| Some(tier.get("name")?.as_str()?.to_owned()));
        }
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

fn articles_in_json(root: &RawValue) -> Vec<(String, String)> {
    let root: Option<Value> = serde_json::from_str(root.get()).ok();
    let cited = root.as_ref().and_then(|root| root.get("cite")?.as_object()).into_iter().flatten();
    let article = |citation: &Value| Some(citation.get("article")?.as_str()?.to_owned());
    cited.filter_map(|(key, citation)| Some((key.clone(), article(citation)?))).collect()
}
