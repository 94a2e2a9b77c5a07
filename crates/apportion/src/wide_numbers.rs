//! Whole numbers of 128 bits that are read wherever they stand.
//!
//! serde keeps what it reads within a tagged, an untagged or a flattened type in a buffer first, and that buffer knows
//! no numbers beyond 64 bits: a plain `u128` cannot be read from it at all, however small. [`read`] can:
//!
//! * from a JSON text or a `serde_json::Value` it takes the digits themselves, so every number fits;
//! * from the buffer, and from formats that have no wider numbers, such as TOML, it takes numbers of 64 bits. A wider
//!   one was made a floating-point number by then, and is refused rather than rounded.
//!
//! ```ignore
//! #[serde(deserialize_with = "crate::wide_numbers::read")]
//! votes: u128,
//! // An optional field says besides that it may be left out.
//! #[serde(default, deserialize_with = "crate::wide_numbers::read")]
//! registered: Option<u128>,
//! ```

use std::fmt;
use std::iter;
use std::str::FromStr;

use serde::de::value::MapDeserializer;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// For `skip_serializing_if`: a number that is left out where it says nothing.
pub fn is_zero(n: &u128) -> bool {
    *n == 0
}

/// What [`read`] reads.
pub trait Wide: Sized {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// Reads a number of 128 bits, for `deserialize_with`; see the [module](self).
pub fn read<'de, D: Deserializer<'de>, T: Wide>(deserializer: D) -> Result<T, D::Error> {
    T::read(deserializer)
}

impl Wide for u128 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        digits(deserializer, "a whole number from 0 to 340282366920938463463374607431768211455")
    }
}

impl Wide for i128 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        digits(deserializer, "a whole number of 128 bits")
    }
}

impl<T: Wide> Wide for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Number<T>(T);

        impl<'de, T: Wide> Deserialize<'de> for Number<T> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                T::read(deserializer).map(Self)
            }
        }

        Ok(Option::<Number<T>>::deserialize(deserializer)?.map(|Number(number)| number))
    }
}

fn digits<'de, D: Deserializer<'de>, T: FromStr>(
    deserializer: D,
    expecting: &'static str,
) -> Result<T, D::Error> {
    let text = Box::<RawValue>::deserialize(JsonOrNumber { deserializer, expecting })?;
    // JSON has no other whole numbers than those that Rust reads, save `-0`, which nobody writes.
    text.get().parse().map_err(|_| {
        de::Error::invalid_value(de::Unexpected::Other(&format!("`{}`", shortened(text.get()))), &expecting)
    })
}

/// As much of a text as an error shows.
fn shortened(text: &str) -> String {
    const SHOWN: usize = 50;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A deserializer that gives raw JSON where the one within can, and elsewhere a number written out as JSON.
struct JsonOrNumber<D> {
    deserializer: D,
    expecting: &'static str,
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for JsonOrNumber<D> {
    type Error = D::Error;

    /// How `RawValue` asks: who knows the name answers with a map of one text, everybody else reads what is within.
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        raw: V,
    ) -> Result<V::Value, Self::Error> {
        let Self { deserializer, expecting } = self;
        deserializer.deserialize_newtype_struct(name, RawOrNumber { name, raw, expecting })
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        self.deserializer.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct RawOrNumber<V> {
    name: &'static str,
    raw: V,
    expecting: &'static str,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for RawOrNumber<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expecting)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.raw.visit_map(map)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, within: D) -> Result<V::Value, D::Error> {
        let number = within.deserialize_any(Digits { expecting: self.expecting })?;
        self.raw.visit_map(MapDeserializer::new(iter::once((self.name, number))))
    }
}

/// A whole number's digits.
struct Digits {
    expecting: &'static str,
}

impl Visitor<'_> for Digits {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, here at most one of 64 bits", self.expecting)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_u128<E: de::Error>(self, number: u128) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_i128<E: de::Error>(self, number: i128) -> Result<String, E> {
        Ok(number.to_string())
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Plain {
        #[serde(deserialize_with = "read")]
        votes: u128,
        #[serde(deserialize_with = "read")]
        balance: i128,
        #[serde(default, deserialize_with = "read")]
        registered: Option<u128>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "step", rename_all = "snake_case")]
    enum Tagged {
        Count(Plain),
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(untagged)]
    enum Either {
        Word(String),
        Count(Plain),
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Flat {
        name: String,
        #[serde(flatten)]
        count: Plain,
    }

    fn plain(votes: u128, balance: i128) -> Plain {
        Plain { votes, balance, registered: Some(votes) }
    }

    fn comes_back<T>(value: &T)
    where
        T: Serialize + de::DeserializeOwned + PartialEq + fmt::Debug,
    {
        let text = serde_json::to_string(value).unwrap();
        assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value, "{text}");
        assert_eq!(&serde_json::from_reader::<_, T>(text.as_bytes()).unwrap(), value, "{text}");
    }

    #[test]
    fn every_number_is_read_where_nothing_is_buffered() {
        for (votes, balance) in [(0, 0), (u128::MAX, i128::MIN), (1 << 64, i128::MAX), (5, -5)] {
            comes_back(&plain(votes, balance));
            comes_back(&Plain { registered: None, ..plain(votes, balance) });
        }
        assert_eq!(
            serde_json::from_str::<Plain>(r#" {"votes" : 5 , "balance":-5 }"#).unwrap(),
            Plain { registered: None, ..plain(5, -5) }
        );
    }

    #[test]
    fn numbers_of_64_bits_are_read_from_a_buffer() {
        for (votes, balance) in [(0, 0), (u128::from(u64::MAX), i128::from(i64::MIN)), (5, u64::MAX.into())] {
            comes_back(&Tagged::Count(plain(votes, balance)));
            comes_back(&Either::Count(plain(votes, balance)));
            comes_back(&Flat { name: "A".to_owned(), count: plain(votes, balance) });
        }
        let value = serde_json::to_value(plain(7, -7)).unwrap();
        assert_eq!(serde_json::from_value::<Plain>(value).unwrap(), plain(7, -7));
    }

    #[test]
    fn wider_numbers_are_refused_and_never_rounded() {
        let text = serde_json::to_string(&Tagged::Count(plain(1 << 64, 0))).unwrap();
        let error = serde_json::from_str::<Tagged>(&text).unwrap_err().to_string();
        assert!(error.contains("here at most one of 64 bits"), "{error}");
    }

    #[test]
    fn what_is_no_whole_number_is_refused() {
        for wrong in [
            "-1",
            "1.0",
            "1e3",
            "\"5\"",
            "null",
            "true",
            "[1]",
            "{}",
            "340282366920938463463374607431768211456",
        ] {
            for text in [
                format!(r#"{{"votes":{wrong},"balance":0}}"#),
                format!(r#"{{"step":"count","votes":{wrong},"balance":0}}"#),
            ] {
                assert!(serde_json::from_str::<Plain>(&text).is_err(), "{text}");
                assert!(serde_json::from_str::<Tagged>(&text).is_err(), "{text}");
            }
        }
        let error = serde_json::from_str::<Plain>(r#"{"votes":-1,"balance":0}"#).unwrap_err().to_string();
        assert_eq!(
            error,
            "invalid value: `-1`, expected a whole number from 0 to 340282366920938463463374607431768211455 at \
             line 1 column 11"
        );
    }
}
