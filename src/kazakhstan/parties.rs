use std::sync::LazyLock;

use serde::Deserialize;

use super::regions::rows;

/// A party of Kazakhstan.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Party {
    /// Its short name, by which the votes of this crate know it.
    pub short: String,
    /// Its name in English.
    pub name: String,
    /// Its name in Russian, where found.
    pub name_ru: Option<String>,
    /// Its name in Kazakh, where found.
    pub name_kk: Option<String>,
    /// What became of it, at the last date seen; none where that was not looked up.
    pub status: Option<PartyStatus>,
    /// When it was founded, as exactly as the sources have it: a year, a month or a day.
    pub founded: Option<String>,
    /// When it was registered.
    pub registered: Option<String>,
    /// The short name under which it went on, or of the party that it merged into.
    pub successor: Option<String>,
    /// Members as declared by the party itself; an order of magnitude.
    pub members: Option<u32>,
    /// The year of that figure, where it is said.
    pub members_year: Option<u16>,
    /// What a reader should know besides.
    pub notes: Option<String>,
}

/// What became of a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum PartyStatus {
    /// Registered.
    Registered,
    /// Goes on under another name.
    Renamed,
    /// Merged into another party.
    Merged,
    /// Dissolved.
    Dissolved,
    /// Refused registration.
    Refused,
    /// Sought registration and was never seen registered.
    Pending,
}

/// Parties that stood for the Mäjilis from 1999 to 2023, or sought registration.
///
/// ```
/// use sailau::kazakhstan::parties;
///
/// let nur_otan = parties().iter().find(|party| party.short == "Nur Otan").unwrap();
/// assert_eq!(nur_otan.successor.as_deref(), Some("Amanat"));
/// ```
#[must_use]
pub fn parties() -> &'static [Party] {
    static PARTIES: LazyLock<Vec<Party>> = LazyLock::new(|| rows(include_str!("parties.csv")));
    &PARTIES
}
