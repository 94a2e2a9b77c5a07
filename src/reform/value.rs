//! What a rule is set to, in the words of a rules file.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{self, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use thiserror::Error;

use crate::apportion::Method;
use crate::law::{Share, ShareError};
use crate::system::Factor;
use crate::text::grouped;
use crate::unique_keys::read_unique;

/// A value of a rules file: `69`, `"5%"`, `true`, `["single"]` or `{ factor = "7/10", at_least = 2 }`.
///
/// There are no fractions but those that are written out as text, so that every value is exact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A whole number: seats, districts.
    Whole(u64),
    /// A word, a name, a [`Share`] or a [`Factor`].
    Word(String),
    /// Whether something is so.
    Flag(bool),
    /// Several of a kind.
    List(Vec<Value>),
    /// Fields with their values.
    Table(BTreeMap<String, Value>),
}

/// The one integer that turns into a value by itself, so that `Change::set("list.seats", 69)` needs no type; a larger one is
/// [`Value::Whole`].
impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Whole(u64::from(number))
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<String> for Value {
    fn from(word: String) -> Self {
        Self::Word(word)
    }
}

impl<V: Into<Self>> From<Vec<V>> for Value {
    fn from(values: Vec<V>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

/// What somebody types: a whole number, `true` or `false`, and anything else as a word.
///
/// ```
/// use sailau::law::Share;
/// use sailau::reform::Value;
///
/// let read = |text: &str| text.parse::<Value>();
/// assert_eq!((read("69")?, read("true")?), (Value::from(69), Value::from(true)));
/// assert_eq!(Share::try_from(&read("5%")?)?, Share::percent(5)?);
/// assert_eq!(u32::try_from(&read("69")?), Ok(69));
/// assert_eq!(u32::try_from(&read("5%")?).unwrap_err().to_string(), "5% is no whole number from 0 to 4,294,967,295");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl FromStr for Value {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        Ok(match (text, text.parse::<u64>()) {
            ("true", _) => Self::Flag(true),
            ("false", _) => Self::Flag(false),
            (_, Ok(number)) if digits => Self::Whole(number),
            _ => Self::Word(text.to_owned()),
        })
    }
}

/// A value that is no whole number of the wanted size.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{value} is no whole number from 0 to {}", grouped(*.most))]
#[non_exhaustive]
pub struct NotWhole {
    /// The value.
    pub value: Value,
    /// The largest number that it could be.
    pub most: u64,
}

impl TryFrom<&Value> for u64 {
    type Error = NotWhole;

    fn try_from(value: &Value) -> Result<Self, NotWhole> {
        match value {
            Value::Whole(number) => Ok(*number),
            _ => Err(NotWhole { value: value.clone(), most: Self::MAX }),
        }
    }
}

impl TryFrom<&Value> for u32 {
    type Error = NotWhole;

    fn try_from(value: &Value) -> Result<Self, NotWhole> {
        let whole = u64::try_from(value).ok().and_then(|number| Self::try_from(number).ok());
        whole.ok_or_else(|| NotWhole { value: value.clone(), most: Self::MAX.into() })
    }
}

impl TryFrom<&Value> for Share {
    type Error = ShareError;

    fn try_from(value: &Value) -> Result<Self, ShareError> {
        match value {
            Value::Word(word) => word.parse(),
            other => Err(ShareError(other.to_string())),
        }
    }
}

impl From<&str> for Value {
    fn from(word: &str) -> Self {
        Self::Word(word.to_owned())
    }
}

impl From<Share> for Value {
    fn from(share: Share) -> Self {
        Self::Word(share.to_string())
    }
}

impl From<Factor> for Value {
    fn from(factor: Factor) -> Self {
        Self::Word(factor.to_string())
    }
}

impl From<&Method> for Value {
    fn from(method: &Method) -> Self {
        Self::Word(method.name().into_owned())
    }
}

/// As a reader would have it: a table is `factor 7/10, at least 2`.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(number) => write!(f, "{number}"),
            Self::Word(word) => f.write_str(word),
            Self::Flag(flag) => f.write_str(if *flag { "yes" } else { "no" }),
            Self::List(values) => {
                for (i, value) in values.iter().enumerate() {
                    f.write_str(if i > 0 { " and " } else { "" })?;
                    value.inner(f)?;
                }
                Ok(())
            }
            Self::Table(fields) => {
                for (i, (field, value)) in fields.iter().enumerate() {
                    write!(f, "{}{} ", if i > 0 { ", " } else { "" }, field.replace('_', " "))?;
                    value.inner(f)?;
                }
                Ok(())
            }
        }
    }
}

impl Value {
    /// The same within another value, with brackets where it has several parts.
    fn inner(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table(_) => write!(f, "({self})"),
            Self::List(values) if values.len() != 1 => write!(f, "({self})"),
            _ => write!(f, "{self}"),
        }
    }
}

/// By hand, because serde's own reading of an untagged type forgets what was wrong and where.
impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a value of a rules file, such as 69, \"5%\", true, [\"single\"] or { at_least = \"5%\" }",
        )
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Flag(flag))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Whole(number))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Value, E> {
        let whole = u64::try_from(number);
        whole.map(Value::Whole).map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<Value, E> {
        Ok(Value::Word(word.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Value, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(items)).map(Value::List)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Value, A::Error> {
        let fields: BTreeMap<String, Value> = read_unique(map)?;
        // A day of TOML comes as a table with one field; no rule is a day.
        match fields.keys().next() {
            Some(key) if key.starts_with("$__toml_private_") => {
                Err(de::Error::invalid_type(Unexpected::Other("a day"), &self))
            }
            _ => Ok(Value::Table(fields)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_exact_or_refused() {
        let read = |text: &str| serde_json::from_str::<Value>(text);
        assert_eq!(read("69").unwrap(), Value::Whole(69));
        assert_eq!(read(r#"{"at_least": "5%"}"#).unwrap().to_string(), "at least 5%");
        assert_eq!(
            read(r#"{"with": ["single"], "x": {"a": 1}}"#).unwrap().to_string(),
            "with single, x (a 1)"
        );
        assert_eq!(read(r#"["a", ["b", "c"]]"#).unwrap().to_string(), "a and (b and c)");
        for text in ["0.05", "-1", "null", r#"{"a": 1, "a": 2}"#] {
            assert!(read(text).is_err(), "{text}");
        }
        let day = toml::from_str::<BTreeMap<String, Value>>("seats = 2026-02-28").unwrap_err();
        assert!(day.message().starts_with("invalid type: a day, expected a value of a rules file"), "{day}");
    }
}
