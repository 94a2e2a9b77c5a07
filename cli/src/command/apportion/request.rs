//! Reads a request: one line of JSON, by borrowing, into lists that are kept from line to line.

use std::borrow::Cow;
use std::fmt;

use sailau::Method;
use sailau::apportion::Bounds;
use serde::Deserialize;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::value::RawValue;

/// What a line asks for.
#[derive(Default)]
pub(crate) struct Request {
    pub(crate) method: Option<Method>,
    pub(crate) seats: Option<u32>,
    /// One number a party, or row after row.
    pub(crate) votes: Vec<u64>,
    /// The rows, when the votes come in rows.
    pub(crate) rows: Option<Rows>,
    pub(crate) district_seats: Option<Vec<u32>>,
    pub(crate) party_seats: Option<Vec<u32>>,
    pub(crate) least: Bound,
    pub(crate) most: Bound,
    pub(crate) certificate: bool,
}

/// How many rows of votes there are, and how long each is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rows {
    pub(crate) count: usize,
    pub(crate) length: usize,
}

/// `min` or `max`.
#[derive(Debug, Default)]
pub(crate) enum Bound {
    #[default]
    None,
    Same(u32),
    /// For each party; none is no bound.
    Each(Vec<Option<u32>>),
}

impl Bound {
    /// Nothing at all, where nobody of so many parties is bound.
    fn unless_idle(self, parties: usize) -> Self {
        match self {
            Self::Each(seats) if seats.len() == parties && seats.iter().all(Option::is_none) => Self::None,
            other => other,
        }
    }
}

impl Request {
    fn clear(&mut self) {
        let mut votes = std::mem::take(&mut self.votes);
        votes.clear();
        *self = Self { votes, ..Self::default() };
    }

    /// `min` and `max`, when one of them is given.
    pub(crate) fn bounds(&mut self) -> Option<Bounds> {
        let parties = self.votes.len();
        let [least, most] =
            [&mut self.least, &mut self.most].map(|bound| std::mem::take(bound).unless_idle(parties));
        if matches!((&least, &most), (Bound::None, Bound::None)) {
            return None;
        }
        let or =
            |none: u32| move |seats: Vec<Option<u32>>| seats.into_iter().map(|n| n.unwrap_or(none)).collect();
        let bounds = match least {
            Bound::None => Bounds::none(),
            Bound::Same(seats) => Bounds::at_least(seats),
            Bound::Each(seats) => Bounds::at_least_each(or(0)(seats)),
        };
        Some(match most {
            Bound::None => bounds,
            Bound::Same(seats) => bounds.at_most(seats),
            Bound::Each(seats) => bounds.at_most_each(or(u32::MAX)(seats)),
        })
    }
}

/// The methods by name, sorted: looked up without allocation.
pub(crate) struct Names(Vec<(Cow<'static, str>, Method)>);

impl Names {
    pub(crate) fn new() -> Self {
        let mut names: Vec<_> = Method::ALL.into_iter().map(|method| (method.name(), method)).collect();
        names.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Self(names)
    }

    fn find(&self, word: &str) -> Result<Method, sailau::apportion::UnknownMethod> {
        match self.0.binary_search_by(|(name, _)| name.as_ref().cmp(word)) {
            Ok(at) => Ok(self.0[at].1.clone()),
            // Other names, series of one's own, or an error that lists the names.
            Err(_) => word.parse(),
        }
    }
}

/// Reads a line. `id` is filled as soon as it is read, so that an error further on can be answered under it.
pub(crate) fn read<'de>(
    line: &'de [u8],
    names: &Names,
    request: &mut Request,
    id: &mut Option<&'de RawValue>,
) -> Result<(), serde_json::Error> {
    request.clear();
    let mut json = serde_json::Deserializer::from_slice(line);
    Fill { names, request, id }.deserialize(&mut json)?;
    json.end()
}

#[derive(Clone, Copy, Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    Id,
    Method,
    Seats,
    Votes,
    DistrictSeats,
    PartySeats,
    Min,
    Max,
    Certificate,
}

impl Field {
    const NAMES: [&'static str; 9] =
        ["id", "method", "seats", "votes", "district_seats", "party_seats", "min", "max", "certificate"];
}

struct Fill<'r, 'de> {
    names: &'r Names,
    request: &'r mut Request,
    id: &'r mut Option<&'de RawValue>,
}

impl<'de> DeserializeSeed<'de> for Fill<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Fill<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(r#"a request such as {"method":"dhondt","seats":5,"votes":[70,30]}"#)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let request = self.request;
        let mut seen = [false; Field::NAMES.len()];
        while let Some(field) = map.next_key::<Field>()? {
            let number = field as usize;
            if std::mem::replace(&mut seen[number], true) {
                return Err(de::Error::duplicate_field(Field::NAMES[number]));
            }
            match field {
                Field::Id => *self.id = Some(map.next_value()?),
                Field::Method => request.method = Some(map.next_value_seed(Word(self.names))?),
                Field::Seats => request.seats = Some(map.next_value::<Seats>()?.0),
                Field::Votes => request.rows = map.next_value_seed(VotesOf(&mut request.votes))?,
                Field::DistrictSeats => request.district_seats = Some(map.next_value::<SeatsList>()?.0),
                Field::PartySeats => request.party_seats = Some(map.next_value::<SeatsList>()?.0),
                Field::Min => request.least = map.next_value()?,
                Field::Max => request.most = map.next_value()?,
                Field::Certificate => request.certificate = map.next_value()?,
            }
        }
        if !seen[Field::Votes as usize] {
            return Err(de::Error::missing_field("votes"));
        }
        Ok(())
    }
}

/// A method's name.
struct Word<'r>(&'r Names);

impl<'de> DeserializeSeed<'de> for Word<'_> {
    type Value = Method;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Method, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Word<'_> {
    type Value = Method;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a method")
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<Method, E> {
        self.0.find(word).map_err(E::custom)
    }
}

/// Votes, as a number a party or in rows; the answer says how many rows of what length.
struct VotesOf<'r>(&'r mut Vec<u64>);

impl<'de> DeserializeSeed<'de> for VotesOf<'_> {
    type Value = Option<Rows>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Rows>, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for VotesOf<'_> {
    type Value = Option<Rows>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of votes, or of rows of votes")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Option<Rows>, A::Error> {
        let mut rows: Option<Rows> = None;
        let mut before = 0;
        while let Some(row) = list.next_element_seed(Cell(self.0))? {
            match (row, &mut rows) {
                (None, None) => {}
                (Some(length), Some(rows)) if length == rows.length => rows.count += 1,
                (Some(length), Some(rows)) => {
                    let (row, first) = (rows.count, rows.length);
                    return Err(de::Error::custom(format_args!(
                        "row {row} has length {length} and row 0 has {first}: each needs one number for each party"
                    )));
                }
                (Some(length), none) if before == 0 => *none = Some(Rows { count: 1, length }),
                _ => return Err(de::Error::custom("votes are either numbers or rows of numbers, not both")),
            }
            before += 1;
        }
        Ok(rows)
    }
}

/// One of the votes, or a row of them; the answer is the row's length.
struct Cell<'r>(&'r mut Vec<u64>);

impl<'de> DeserializeSeed<'de> for Cell<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Cell<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        WholeVotes.expecting(f)
    }

    fn visit_u64<E: de::Error>(self, votes: u64) -> Result<Option<usize>, E> {
        self.0.push(votes);
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut row: A) -> Result<Option<usize>, A::Error> {
        let start = self.0.len();
        while let Some(votes) = row.next_element_seed(WholeVotes)? {
            self.0.push(votes);
        }
        Ok(Some(self.0.len() - start))
    }
}

struct WholeVotes;

impl<'de> DeserializeSeed<'de> for WholeVotes {
    type Value = u64;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<u64, D::Error> {
        deserializer.deserialize_u64(self)
    }
}

impl Visitor<'_> for WholeVotes {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a whole number of votes from 0 to {}", u64::MAX)
    }

    fn visit_u64<E: de::Error>(self, votes: u64) -> Result<u64, E> {
        Ok(votes)
    }
}

/// A number of seats.
struct Seats(u32);

impl<'de> Deserialize<'de> for Seats {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_u32(WholeSeats).map(Self)
    }
}

struct WholeSeats;

impl Visitor<'_> for WholeSeats {
    type Value = u32;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a whole number of seats from 0 to {}", u32::MAX)
    }

    fn visit_u64<E: de::Error>(self, seats: u64) -> Result<u32, E> {
        u32::try_from(seats).map_err(|_| E::invalid_value(Unexpected::Unsigned(seats), &self))
    }
}

/// Seats, one number for each.
struct SeatsList(Vec<u32>);

impl<'de> Deserialize<'de> for SeatsList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let list = Vec::<Seats>::deserialize(deserializer)?;
        Ok(Self(list.into_iter().map(|seats| seats.0).collect()))
    }
}

impl<'de> Deserialize<'de> for Bound {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyBound)
    }
}

struct AnyBound;

impl<'de> Visitor<'de> for AnyBound {
    type Value = Bound;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a whole number of seats from 0 to {}, or an array of them such as [5, null],", u32::MAX)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Bound, E> {
        Ok(Bound::None)
    }

    fn visit_u64<E: de::Error>(self, seats: u64) -> Result<Bound, E> {
        WholeSeats.visit_u64(seats).map(Bound::Same)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Bound, A::Error> {
        let list = Vec::<Option<Seats>>::deserialize(de::value::SeqAccessDeserializer::new(list))?;
        Ok(Bound::Each(list.into_iter().map(|seats| seats.map(|seats| seats.0)).collect()))
    }
}
