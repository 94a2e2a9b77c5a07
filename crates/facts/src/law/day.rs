//! Days in files of law, for `#[serde(with = "sailau::law::day")]`: TOML's own date or a text.
//!
//! ```
//! use jiff::civil::{Date, date};
//!
//! #[derive(serde::Deserialize)]
//! struct Act {
//!     #[serde(with = "sailau::law::day")]
//!     since: Date,
//! }
//!
//! let act: Act = toml::from_str("since = 2022-11-05")?;
//! assert_eq!(act.since, date(2022, 11, 5));
//! # Ok::<(), toml::de::Error>(())
//! ```

use jiff::civil::Date;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

#[derive(Deserialize)]
#[serde(untagged, expecting = "a day is needed here, such as 2022-11-05")]
enum Written {
    Text(String),
    Toml(toml::value::Datetime),
}

/// Writes a day as a text such as `2022-11-05`.
///
/// # Errors
///
/// Those of the format that is written.
pub fn serialize<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

/// Reads a day.
///
/// # Errors
///
/// Anything that is not a day of the calendar, a time of day with it, or another way of writing it.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let text = match Written::deserialize(deserializer)? {
        Written::Text(text) => text,
        Written::Toml(day) => day.to_string(),
    };
    // A time of day, or another form of the date, would be passed over.
    let day = text.parse().ok().filter(|day: &Date| day.to_string() == text);
    day.ok_or_else(|| {
        D::Error::custom(format!("`{text}` is not a day of the calendar; write it like 2022-11-05"))
    })
}

/// A day that may be left out, for `#[serde(default, with = "sailau::law::day::optional")]`.
pub mod optional {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer};

    #[derive(Deserialize)]
    struct Day(#[serde(with = "super")] Date);

    /// Writes a day as a text, or nothing.
    ///
    /// # Errors
    ///
    /// Those of the format that is written.
    pub fn serialize<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => super::serialize(day, serializer),
            None => serializer.serialize_none(),
        }
    }

    /// Reads a day, or nothing.
    ///
    /// # Errors
    ///
    /// Those of [`deserialize`](super::deserialize).
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        Ok(Option::<Day>::deserialize(deserializer)?.map(|Day(day)| day))
    }
}
