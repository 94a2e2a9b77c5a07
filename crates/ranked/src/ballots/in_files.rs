//! Ballots in JSON: the number of candidates, and rows of a number and a list of preferences.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Ballots, BallotsBuilder};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    candidates: usize,
    lists: Vec<(u64, String)>,
}

impl Serialize for Ballots {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let lists = self.lists().map(|list| (list.count(), list.to_string())).collect();
        File { candidates: self.candidates(), lists }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Ballots {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let File { candidates, lists } = File::deserialize(deserializer)?;
        let mut builder = BallotsBuilder::new(candidates).map_err(de::Error::custom)?;
        for (count, preferences) in &lists {
            builder.add_written(*count, preferences).map_err(de::Error::custom)?;
        }
        Ok(builder.build())
    }
}
