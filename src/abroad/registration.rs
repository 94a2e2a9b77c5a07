use std::sync::LazyLock;

use serde::Deserialize;

use super::ForeignLaw;
use crate::law::Certainty;
use crate::procedure::registration::Rules;

/// Parties counted at some time under a law on their registration.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PartyCount {
    /// The [key](ForeignLaw::key) of the law.
    pub law: String,
    /// When, as exactly as the source has it.
    pub when: String,
    /// Registered parties.
    pub parties: u32,
    /// How well it is known; counts are never better than secondary here.
    pub certainty: Certainty,
    /// Where it was read.
    pub source: Option<String>,
}

/// Laws on the registration of parties outside Kazakhstan, by country and in order of time.
#[must_use]
pub fn registration_laws() -> &'static [ForeignLaw<Rules>] {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        foreign: Vec<ForeignLaw<Rules>>,
    }
    static LAWS: LazyLock<Vec<ForeignLaw<Rules>>> = LazyLock::new(|| {
        let file: File = toml::from_str(include_str!("registration/laws.toml"))
            .expect("the laws of this crate are tested to be readable");
        file.foreign
    });
    &LAWS
}

/// Parties counted under the [law](registration_laws) of this key, in order of time.
///
/// ```
/// use sailau::abroad::{party_counts, registration_laws};
///
/// // Russia in April 2012: from 40,000 members to 500, and from seven parties to 72 within sixteen months.
/// let russia: Vec<_> = registration_laws().iter().filter(|one| one.country == "Russia").collect();
/// let [.., before, after] = &russia[..] else { panic!() };
/// assert_eq!(party_counts(&before.key).last().unwrap().parties, 7);
/// assert_eq!(party_counts(&after.key).nth(1).unwrap().parties, 72);
/// ```
pub fn party_counts(law: &str) -> impl DoubleEndedIterator<Item = &'static PartyCount> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        count: Vec<PartyCount>,
    }
    static COUNTS: LazyLock<Vec<PartyCount>> = LazyLock::new(|| {
        let file: File = toml::from_str(include_str!("registration/party_counts.toml"))
            .expect("the tables of this crate are tested to be readable");
        file.count
    });
    COUNTS.iter().filter(move |one| one.law == law)
}
