//! How many seats a tier has, and where.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::unique_keys::unique_keys;

/// A number of seats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seats {
    /// The same everywhere.
    Same(u32),
    /// By the name of the district.
    ByDistrict(BTreeMap<String, u32>),
    /// By the name of the district, in the [facts](crate::votes::District) that come with the votes.
    FromVotesFile,
}

/// Where a tier's seats are given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Districts {
    /// All in one piece, on the votes of the whole country.
    #[default]
    Nationwide,
    /// In every district that the votes file has for this tier.
    Each,
    /// In every region of the districts that the votes file has for this tier, by the votes of all of them together.
    Regions,
    /// In this many districts, by law. A votes file may know fewer, never more.
    Number(u32),
}

/// Where seats are given, as it stands in a file.
#[derive(Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "write \"nationwide\", \"each\", \"regions\" or a number of districts such as 29"
)]
pub(super) enum DistrictsFile {
    Number(u32),
    Word(DistrictsWord),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum DistrictsWord {
    Nationwide,
    Each,
    Regions,
}

impl From<DistrictsFile> for Districts {
    fn from(file: DistrictsFile) -> Self {
        match file {
            DistrictsFile::Word(DistrictsWord::Nationwide) => Self::Nationwide,
            DistrictsFile::Word(DistrictsWord::Each) => Self::Each,
            DistrictsFile::Word(DistrictsWord::Regions) => Self::Regions,
            DistrictsFile::Number(number) => Self::Number(number),
        }
    }
}

impl From<Districts> for DistrictsFile {
    fn from(districts: Districts) -> Self {
        match districts {
            Districts::Nationwide => Self::Word(DistrictsWord::Nationwide),
            Districts::Each => Self::Word(DistrictsWord::Each),
            Districts::Regions => Self::Word(DistrictsWord::Regions),
            Districts::Number(number) => Self::Number(number),
        }
    }
}

impl Serialize for Seats {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Same(seats) => seats.serialize(serializer),
            Self::ByDistrict(table) => table.serialize(serializer),
            Self::FromVotesFile => serializer.serialize_str("given"),
        }
    }
}

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
            "given" => Ok(Seats::FromVotesFile),
            _ => Err(E::invalid_value(Unexpected::Str(word), &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Seats, A::Error> {
        unique_keys(MapAccessDeserializer::new(map), "a table").map(Seats::ByDistrict)
    }
}
