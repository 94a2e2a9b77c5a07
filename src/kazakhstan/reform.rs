use std::fmt;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::law::Certainty;

/// A measure that was announced on 16 March 2022.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ReformMeasure {
    /// A short name that no other has.
    pub id: String,
    /// What it is about, such as `electoral process`.
    pub area: String,
    /// What it does, in a line.
    pub title: String,
    /// What held before; empty where nothing did.
    pub from: String,
    /// What was to hold, or holds.
    pub to: String,
    /// What became of it.
    pub status: ReformStatus,
    /// Its first day, where known.
    #[serde(default, with = "known_day", skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// Its last day, where it is gone.
    #[serde(default, with = "known_day", skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The article.
    pub article: Option<String>,
    /// Where it was read.
    pub source: String,
    /// How well the least sure fact of it is known.
    #[serde(default)]
    pub certainty: Certainty,
    /// What a reader should know besides.
    pub note: Option<String>,
    /// The function of this crate that models it, such as `kazakhstan::fund_laws`.
    pub room: Option<String>,
    /// Why none does.
    pub no_room: Option<String>,
}

/// What became of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ReformStatus {
    /// It is the law.
    #[serde(rename = "enacted")]
    Enacted,
    /// A part of it is the law.
    #[serde(rename = "partly")]
    Partly,
    /// It was the law, and is no longer.
    #[serde(rename = "undone")]
    Undone,
    /// It never became the law.
    #[serde(rename = "not enacted")]
    NotEnacted,
    /// Nobody has looked it up here.
    #[serde(rename = "not known")]
    NotKnown,
}

impl fmt::Display for ReformStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Enacted => "enacted",
            Self::Partly => "partly",
            Self::Undone => "undone",
            Self::NotEnacted => "not enacted",
            Self::NotKnown => "not known",
        })
    }
}

/// The register of the reform: every measure that was announced on 16 March 2022, in the order of the address, with
/// what became of it and the item of this crate that models it, or why there is none.
///
/// ```
/// use sailau::kazakhstan::{ReformStatus, reform_2022};
///
/// let voting = reform_2022().iter().find(|measure| measure.id == "voting-methods").unwrap();
/// assert_eq!(voting.status, ReformStatus::NotEnacted);
/// assert_eq!(voting.room.as_deref(), Some("simulate::voting_ways::Scenario"));
/// ```
#[must_use]
pub fn reform_2022() -> &'static [ReformMeasure] {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        measure: Vec<ReformMeasure>,
    }
    static MEASURES: LazyLock<Vec<ReformMeasure>> = LazyLock::new(|| {
        let file: File = toml::from_str(include_str!("reform_2022.toml"))
            .expect("the register of this crate is tested to be readable");
        file.measure
    });
    &MEASURES
}

/// A day that may not be known, written as TOML writes days.
mod known_day {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::law::day;

    pub(super) fn serialize<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        date.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        #[derive(Deserialize)]
        struct Day(#[serde(with = "day")] Date);
        Ok(Option::<Day>::deserialize(deserializer)?.map(|Day(date)| date))
    }
}
