//! The reader of rules files, asked what it reads at a place of a file, and whether it would take a value there.

use std::cell::{Cell, RefCell};

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Value};

/// A step from the top of a file to a place within it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// A field of a table, or a name in one of names.
    Field(&'static str),
    /// Any item of a list.
    Item,
}

/// What a reader asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// A table with these fields.
    Table(&'static [&'static str]),
    /// A table whose keys are names that the file gives.
    Names,
    List,
    /// One of these words.
    Words(&'static [&'static str]),
    Number,
    Flag,
    /// Something that it looks at before it says what it is: a text, or one of several forms.
    Something,
}

/// What stands at the end of the path: nothing yet, or a value.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    path: &'a [Step],
    offer: Option<&'a Value>,
    seen: &'a Seen,
}

#[derive(Default)]
struct Seen {
    asked: Cell<Option<Asked>>,
    answer: RefCell<Option<Result<(), String>>>,
}

/// What `read` asks for at this place.
pub(super) fn asked<T>(read: impl Fn(Reader<'_>) -> Result<T, Error>, path: &[Step]) -> Option<Asked> {
    let seen = Seen::default();
    let _ = read(Reader { path, offer: None, seen: &seen });
    seen.asked.get()
}

/// What `read` says of this value at this place.
///
/// # Errors
///
/// Its complaint.
pub(super) fn offered<T>(
    read: impl Fn(Reader<'_>) -> Result<T, Error>,
    path: &[Step],
    value: &Value,
) -> Result<(), String> {
    let seen = Seen::default();
    let whole = read(Reader { path, offer: Some(value), seen: &seen });
    let of_whole = whole.map(|_| ()).map_err(|error| error.to_string());
    // What stands around the place is not there, so that the whole is wrong in any case.
    seen.answer.take().filter(|_| !path.is_empty()).unwrap_or(of_whole)
}

impl Reader<'_> {
    fn asks(self, what: Asked) -> Error {
        if self.path.is_empty() {
            self.seen.asked.set(Some(what));
        }
        Error::custom("the question is answered")
    }
}

/// At the place itself: the value, read in the same way, or what is asked for.
macro_rules! at_the_place {
    ($($method:ident => $what:ident,)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
                match self.offer.filter(|_| self.path.is_empty()) {
                    Some(value) => value.clone().$method(visitor),
                    None => Err(self.asks(Asked::$what)),
                }
            }
        )*
    };
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = Error;

    at_the_place! {
        deserialize_any => Something,
        deserialize_str => Something,
        deserialize_string => Something,
        deserialize_bool => Flag,
        deserialize_u8 => Number,
        deserialize_u16 => Number,
        deserialize_u32 => Number,
        deserialize_u64 => Number,
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match (self.path, self.offer) {
            ([Step::Item, rest @ ..], _) => {
                visitor.visit_seq(Only { within: Some(Self { path: rest, ..self }) })
            }
            ([], Some(value)) => value.clone().deserialize_seq(visitor),
            _ => Err(self.asks(Asked::List)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match (self.path, self.offer) {
            ([Step::Field(key), rest @ ..], _) => {
                visitor.visit_map(OnlyField { key: Some(key), within: Self { path: rest, ..self } })
            }
            ([], Some(value)) => value.clone().deserialize_map(visitor),
            _ => Err(self.asks(Asked::Names)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match (self.path, self.offer) {
            ([Step::Field(key), rest @ ..], _) => {
                visitor.visit_map(OnlyField { key: Some(key), within: Self { path: rest, ..self } })
            }
            ([], Some(value)) => value.clone().deserialize_struct(name, fields, visitor),
            _ => Err(self.asks(Asked::Table(fields))),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.offer.filter(|_| self.path.is_empty()) {
            Some(value) => value.clone().deserialize_enum(name, variants, visitor),
            None => Err(self.asks(Asked::Words(variants))),
        }
    }
}

impl<'a> Reader<'a> {
    /// Reads here, and keeps what is said of the value that is offered.
    fn read<'de, S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        let read = seed.deserialize(self);
        if self.path.is_empty() {
            let answer = read.as_ref().map(|_| ()).map_err(ToString::to_string);
            *self.seen.answer.borrow_mut() = Some(answer);
        }
        read
    }
}

/// A list of the one item that is on the way.
struct Only<'a> {
    within: Option<Reader<'a>>,
}

impl<'de> SeqAccess<'de> for Only<'_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        self.within.take().map(|reader| reader.read(seed)).transpose()
    }
}

/// A table of the one field that is on the way.
struct OnlyField<'a> {
    key: Option<&'static str>,
    within: Reader<'a>,
}

impl<'de> MapAccess<'de> for OnlyField<'_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        self.key.take().map(|key| seed.deserialize(StrDeserializer::new(key))).transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        self.within.read(seed)
    }
}
