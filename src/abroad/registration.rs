use std::sync::LazyLock;

use serde::Deserialize;

use crate::law::Certainty;
use crate::procedure::Law;
use crate::procedure::registration::Rules;

/// A country's law on the registration of parties, and what was seen under it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ForeignLaw {
    /// The country.
    pub country: String,
    /// The law.
    pub law: Law<Rules>,
    /// Parties counted under it, in order of time.
    #[serde(default)]
    pub aftermath: Vec<Aftermath>,
}

/// Parties counted at some time.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Aftermath {
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
///
/// ```
/// use sailau::abroad::registration_laws;
///
/// // Russia in April 2012: from 40,000 members to 500, and from seven parties to 72 within sixteen months.
/// let russia: Vec<_> = registration_laws().iter().filter(|one| one.country == "Russia").collect();
/// let [.., before, after] = &russia[..] else { panic!() };
/// assert_eq!(before.aftermath.last().unwrap().parties, 7);
/// assert_eq!(after.aftermath[1].parties, 72);
/// ```
#[must_use]
pub fn registration_laws() -> &'static [ForeignLaw] {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        foreign: Vec<ForeignLaw>,
    }
    static LAWS: LazyLock<Vec<ForeignLaw>> = LazyLock::new(|| {
        let file: File = toml::from_str(include_str!("registration/laws.toml"))
            .expect("the laws of this crate are tested to be readable");
        file.foreign
    });
    &LAWS
}
