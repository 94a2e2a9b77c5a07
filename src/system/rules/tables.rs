//! Tables of a rules file, read so that no key can stand twice.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Given, Seats};

/// A number, or a table in which no district stands twice.
impl<'de> Deserialize<'de> for Seats {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SeatsVisitor)
    }
}

struct SeatsVisitor;

impl<'de> Visitor<'de> for SeatsVisitor {
    type Value = Seats;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number of seats such as 69, a table of districts such as { North = 5, South = 3 }, or \"given\"")
    }

    fn visit_u64<E: de::Error>(self, seats: u64) -> Result<Seats, E> {
        let narrow = u32::try_from(seats);
        narrow.map(Seats::Same).map_err(|_| E::invalid_value(Unexpected::Unsigned(seats), &self))
    }

    fn visit_i64<E: de::Error>(self, seats: i64) -> Result<Seats, E> {
        let narrow = u32::try_from(seats);
        narrow.map(Seats::Same).map_err(|_| E::invalid_value(Unexpected::Signed(seats), &self))
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<Seats, E> {
        match word {
            "given" => Ok(Seats::Given(Given::Given)),
            _ => Err(E::invalid_value(Unexpected::Str(word), &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Seats, A::Error> {
        unique_keys(MapAccessDeserializer::new(map)).map(Seats::ByDistrict)
    }
}

/// A table in which no key stands twice.
pub(super) fn unique_keys<'de, D, V>(deserializer: D) -> Result<BTreeMap<String, V>, D::Error>
where
    D: Deserializer<'de>,
    V: Deserialize<'de>,
{
    crate::unique_keys::unique_keys(deserializer, "a table")
}
