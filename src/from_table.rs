//! Values that stand as a table of fields in files and are made of all of them: what is wrong with the whole stands in the
//! text at that table, and not at the list around it.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

/// Reads the fields `F` and makes `T` of them; `expecting` says what stands here, for whoever wrote something else.
pub(crate) fn from_table<'de, D, F, T>(deserializer: D, expecting: &'static str) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    F: Deserialize<'de>,
    T: TryFrom<F>,
    T::Error: fmt::Display,
{
    struct Table<F, T>(&'static str, PhantomData<(F, T)>);

    impl<'de, F, T> Visitor<'de> for Table<F, T>
    where
        F: Deserialize<'de>,
        T: TryFrom<F>,
        T::Error: fmt::Display,
    {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::try_from(F::deserialize(MapAccessDeserializer::new(map))?).map_err(A::Error::custom)
        }
    }

    deserializer.deserialize_map(Table(expecting, PhantomData))
}
