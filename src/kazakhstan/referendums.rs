use std::sync::LazyLock;

use jiff::civil::{Date, date};
use serde::Deserialize;
use thiserror::Error;

use crate::law::{Timeline, TimelineError};
use crate::procedure::referendum::{Facts, Rules};
use crate::procedure::{Decision, Doubt, FactError, Law};

/// A referendum of the Republic with its official figures.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Referendum {
    /// The day of the vote.
    #[serde(with = "crate::law::day")]
    pub day: Date,
    /// Whether the Central Commission declared the question carried.
    pub carried: bool,
    /// The official figures.
    pub facts: Facts,
    /// Where they were read.
    pub sources: Vec<String>,
    /// What is not certain about them.
    #[serde(default)]
    pub doubts: Vec<Doubt>,
}

/// Why a referendum of this crate has no decision.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReferendumError {
    /// No law is known for its day.
    #[error(transparent)]
    Law(#[from] TimelineError),
    /// Its figures were changed to what cannot be.
    #[error(transparent)]
    Facts(#[from] FactError),
}

impl Referendum {
    /// What the law of the day makes of the official figures.
    ///
    /// # Errors
    ///
    /// [`ReferendumError`] never arises for the referendums of this crate as they are.
    pub fn decision(&self) -> Result<Decision, ReferendumError> {
        let law = referendum_laws().on(self.day)?.value;
        Ok(law.decide(&self.facts)?.doubting(self.doubts.iter().cloned()))
    }
}

/// The rules for referendums: the constitutional law of 1995, and the Constitution of 2026.
#[must_use]
pub fn referendum_laws() -> &'static Timeline<Law<Rules>> {
    static LAWS: LazyLock<Timeline<Law<Rules>>> = LazyLock::new(|| {
        Law::timeline([
            include_str!("law/referendum/1995-11-02.toml"),
            include_str!("law/referendum/2026-07-01.toml"),
        ])
        .expect("the laws of this crate are tested to be readable")
        .known_until(date(2026, 12, 31))
    });
    &LAWS
}

/// The referendums of 2022, 2024 and 2026, in order of time.
///
/// ```
/// use sailau::kazakhstan;
///
/// for referendum in kazakhstan::referendums() {
///     assert_eq!(referendum.decision()?.met(), referendum.carried);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn referendums() -> &'static [Referendum] {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        referendum: Vec<Referendum>,
    }
    static REFERENDUMS: LazyLock<Vec<Referendum>> = LazyLock::new(|| {
        let file: File = toml::from_str(include_str!("referendums/referendums.toml"))
            .expect("the referendums of this crate are tested to be readable");
        file.referendum
    });
    &REFERENDUMS
}

/// The referendum of that day.
#[must_use]
pub fn referendum(day: Date) -> Option<&'static Referendum> {
    referendums().iter().find(|referendum| referendum.day == day)
}
