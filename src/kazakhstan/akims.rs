use std::sync::LazyLock;

use jiff::civil::{Date, date};
use serde::Deserialize;

use crate::law::Timeline;
use crate::procedure::akim::{Consent, Direct, Proposal};
use crate::procedure::{Doubt, Law};

/// A vote of deputies on the President's candidates for the akim of a region.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct AkimConsent {
    /// The day.
    #[serde(with = "crate::law::day")]
    pub day: Date,
    /// The region.
    pub region: String,
    /// Whom the President appointed.
    pub appointed: String,
    /// The vote.
    pub facts: Proposal,
    /// Where it was read.
    pub source: String,
    /// What is not certain about it.
    pub doubts: Vec<Doubt>,
}

/// The consent of deputies to the akim of a region, since the referendum of 2022.
///
/// Before, the President proposed one candidate; that text was not read.
#[must_use]
pub fn akim_consent_laws() -> &'static Timeline<Law<Consent>> {
    static LAWS: LazyLock<Timeline<Law<Consent>>> = LazyLock::new(|| {
        Law::timeline([
            include_str!("law/akim/region/2022-06-08.toml"),
            include_str!("law/akim/region/2026-07-01.toml"),
        ])
        .expect("the laws of this crate are tested to be readable")
        .known_until(date(2026, 12, 31))
    });
    &LAWS
}

/// The direct election of akims of villages and small towns, since 2021.
#[must_use]
pub fn akim_election_laws() -> &'static Timeline<Law<Direct>> {
    static LAWS: LazyLock<Timeline<Law<Direct>>> = LazyLock::new(|| {
        Law::timeline([
            include_str!("law/akim/village/2021-05-24.toml"),
            include_str!("law/akim/village/2022-11-05.toml"),
            include_str!("law/akim/village/2026-07-01.toml"),
        ])
        .expect("the laws of this crate are tested to be readable")
        .known_until(date(2026, 12, 31))
    });
    &LAWS
}

/// Votes of deputies that were published: Akmola, 5 September 2023.
///
/// ```
/// use sailau::kazakhstan;
///
/// for vote in kazakhstan::akim_consents() {
///     let law = kazakhstan::akim_consent_laws().on(vote.day)?.value;
///     assert_eq!(law.consent(&vote.facts)?.result.name(), Some(vote.appointed.as_str()));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn akim_consents() -> &'static [AkimConsent] {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        consent: Vec<AkimConsent>,
    }
    static CONSENTS: LazyLock<Vec<AkimConsent>> = LazyLock::new(|| {
        let file: File = toml::from_str(include_str!("akims/consents.toml"))
            .expect("the votes of this crate are tested to be readable");
        file.consent
    });
    &CONSENTS
}
