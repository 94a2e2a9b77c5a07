//! Tables that are read so that no key can stand twice: TOML forbids that, JSON does not.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};

/// Reads a table; `expecting` says what stands here, for whoever wrote something else.
pub fn unique_keys<'de, D, V>(
    deserializer: D,
    expecting: &'static str,
) -> Result<BTreeMap<String, V>, D::Error>
where
    D: Deserializer<'de>,
    V: Deserialize<'de>,
{
    struct Unique<V>(&'static str, PhantomData<V>);

    impl<'de, V: Deserialize<'de>> Visitor<'de> for Unique<V> {
        type Value = BTreeMap<String, V>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
            read_unique(map)
        }
    }

    deserializer.deserialize_map(Unique(expecting, PhantomData))
}

/// The same for a field that is a table of names: shares of regions, candidates' places.
pub fn unique_names<'de, D, V>(deserializer: D) -> Result<BTreeMap<String, V>, D::Error>
where
    D: Deserializer<'de>,
    V: Deserialize<'de>,
{
    unique_keys(deserializer, "a table of names")
}

/// Reads what is known to be a table.
pub fn read_unique<'de, A, V>(mut map: A) -> Result<BTreeMap<String, V>, A::Error>
where
    A: MapAccess<'de>,
    V: Deserialize<'de>,
{
    let mut table = BTreeMap::new();
    while let Some(key) = map.next_key::<String>()? {
        // Before its value is read, so that the error stands at the key; in the words that readers have for fields.
        if table.contains_key(&key) {
            return Err(de::Error::custom(format_args!("duplicate field `{key}`")));
        }
        table.insert(key, map.next_value()?);
    }
    Ok(table)
}
