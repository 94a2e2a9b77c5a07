//! From a rule that contradicts another to its place in the text.
//!
//! A path is the way from the top of a file to a value: keys, and the numbers of items. Where it leads to nothing,
//! because a field is missing, the nearest value around it stands for it.

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use toml::de::{DeTable, DeValue};

/// Where the value at this path begins in a TOML text: at its key.
pub fn in_toml(text: &str, path: &[String]) -> Option<usize> {
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
pub fn in_json(text: &str, path: &[String]) -> Option<usize> {
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
