use std::sync::LazyLock;

use jiff::civil::{Date, date};
use serde::Deserialize;
use thiserror::Error;

use crate::law::{Timeline, TimelineError};
use crate::procedure::office::{Poll, Polled};
use crate::procedure::president::{Nomination, Rules};
use crate::procedure::{Decision, Doubt, FactError, Law};

/// An election of the President with its official figures.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct PresidentialElection {
    /// The day of the vote.
    #[serde(with = "crate::law::day")]
    pub day: Date,
    /// Who was declared elected.
    pub elected: String,
    /// Voters on the rolls.
    pub registered: u64,
    /// The official figures.
    pub poll: Poll,
    /// Where they were read.
    pub sources: Vec<String>,
    /// What is not certain about them.
    #[serde(default)]
    pub doubts: Vec<Doubt>,
}

/// A candidate's support as the Central Commission announced it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct PresidentialNomination {
    /// The day of the Commission's decision.
    #[serde(with = "crate::law::day")]
    pub day: Date,
    /// Whether it registered the candidate.
    pub registered: bool,
    /// The signatures.
    pub facts: Nomination,
    /// Where they were read.
    pub source: String,
}

/// Why an election or a nomination of this crate has no decision.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PresidentialError {
    /// No law is known for its day.
    #[error(transparent)]
    Law(#[from] TimelineError),
    /// Its figures were changed to what cannot be.
    #[error(transparent)]
    Facts(#[from] FactError),
}

impl PresidentialElection {
    /// What the law of the day makes of the official figures.
    ///
    /// # Errors
    ///
    /// [`PresidentialError`] never arises for the elections of this crate as they are.
    pub fn first_vote(&self) -> Result<Polled, PresidentialError> {
        let law = president_laws().on(self.day)?.value;
        let mut vote = law.first_vote(&self.poll)?;
        vote.decision = vote.decision.doubting(self.doubts.iter().cloned());
        Ok(vote)
    }
}

impl PresidentialNomination {
    /// What the law of the day makes of the signatures.
    ///
    /// # Errors
    ///
    /// [`PresidentialError`] never arises for the nominations of this crate as they are.
    pub fn decision(&self) -> Result<Decision, PresidentialError> {
        Ok(president_laws().on(self.day)?.value.nomination(&self.facts)?)
    }
}

/// The rules for electing the President from 2009 to 30 June 2026; what the law says since was not read.
#[must_use]
pub fn president_laws() -> &'static Timeline<Law<Rules>> {
    static LAWS: LazyLock<Timeline<Law<Rules>>> = LazyLock::new(|| {
        Law::timeline([
            include_str!("law/president/2009-02-09.toml"),
            include_str!("law/president/2022-11-05.toml"),
        ])
        .expect("the laws of this crate are tested to be readable")
        .known_until(date(2026, 6, 30))
    });
    &LAWS
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    election: Vec<PresidentialElection>,
    nomination: Vec<PresidentialNomination>,
}

fn file() -> &'static File {
    static FILE: LazyLock<File> = LazyLock::new(|| {
        toml::from_str(include_str!("presidentials/elections.toml"))
            .expect("the presidential elections of this crate are tested to be readable")
    });
    &FILE
}

/// The presidential elections of 2019 and 2022, in order of time.
///
/// ```
/// use sailau::kazakhstan;
///
/// for election in kazakhstan::presidential_elections() {
///     assert_eq!(election.first_vote()?.result.name(), Some(election.elected.as_str()));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn presidential_elections() -> &'static [PresidentialElection] {
    &file().election
}

/// The presidential election of that day.
#[must_use]
pub fn presidential_election(day: Date) -> Option<&'static PresidentialElection> {
    presidential_elections().iter().find(|election| election.day == day)
}

/// Candidates of 2022 whose signatures were announced, in order of time: two registered, one refused.
///
/// ```
/// use sailau::kazakhstan;
///
/// for nomination in kazakhstan::presidential_nominations() {
///     assert_eq!(nomination.decision()?.met(), nomination.registered);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn presidential_nominations() -> &'static [PresidentialNomination] {
    &file().nomination
}
