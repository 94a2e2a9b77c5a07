use std::collections::BTreeMap;

use serde::de::{Deserialize, Deserializer};

/// A table in which no key stands twice.
pub(super) fn unique_keys<'de, D, V>(deserializer: D) -> Result<BTreeMap<String, V>, D::Error>
where
    D: Deserializer<'de>,
    V: Deserialize<'de>,
{
    crate::unique_keys::unique_keys(deserializer, "a table of names")
}
