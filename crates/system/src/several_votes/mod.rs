//! Ballots on which a voter may have several votes: how many there are, and how they may be given. Whoever has most votes is
//! elected; the ballot differs, and the check that its votes go onto the ballots that were cast.

pub(crate) mod check;
pub(crate) mod count;
pub(crate) mod plan;
pub(crate) mod record;

use serde::{Deserialize, Serialize};

use super::rules::seats::Seats;

/// A voter has several votes, and as many candidates as there are seats are elected by most votes.
///
/// ```
/// use sailau::ElectoralSystem;
///
/// let rules = ElectoralSystem::from_toml(r#"
///     name = "A province of the Senate of Spain"
///     [[tier]]
///     name = "senate"
///     seats = 4
///     method = "limited vote"
///     ballot = { votes = 3 }
/// "#)?;
/// let votes = "contest,candidate,party,votes\nsenate,Ada,,60\nsenate,Bo,,55\nsenate,Cy,,50\nsenate,Di,,35\nsenate,Eva,,30\n\
///              senate,,@ballots,90\n";
/// let outcome = rules.count(&rules.read_votes(votes.as_bytes())?)?;
/// let elected: Vec<_> = outcome.elected.iter().filter_map(|row| row.candidate.as_deref()).collect();
/// assert_eq!(elected, ["Ada", "Bo", "Cy", "Di"]);
/// // 230 votes go onto 90 ballots of three, and not onto 70.
/// let few = rules.read_votes(votes.replace("90", "70").as_bytes())?;
/// assert!(rules.count(&few).unwrap_err().to_string().contains("230 votes"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SeveralVotes {
    /// By which method. A rules file has it beside the table: the other fields are that table.
    #[serde(skip)]
    pub method: SeveralVotesMethod,
    /// How many votes a voter has, everywhere or by district: fewer than seats with a limited vote, which needs them; as many as
    /// seats with a cumulative vote where they are left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<Seats>,
    /// With a cumulative vote: how many of them one candidate may have; all where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_one: Option<u32>,
}

/// How a voter may give several votes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SeveralVotesMethod {
    /// As many as seats, one for a candidate (Guernsey; Ceuta and Melilla in the Senate of Spain).
    #[default]
    Block,
    /// Fewer than seats, one for a candidate (the provinces in the Senate of Spain, LOREG, article 166).
    Limited,
    /// Several for one candidate (Illinois until 1980; Norfolk Island until 2015).
    Cumulative,
    /// One for each candidate whom the voter approves of (Fargo 2020 to 2024, the primary of St. Louis since 2021).
    Approval,
}

impl SeveralVotesMethod {
    /// Every method.
    pub const ALL: [Self; 4] = [Self::Block, Self::Limited, Self::Cumulative, Self::Approval];

    /// Its word in a rules file: `block vote`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Block => "block vote",
            Self::Limited => "limited vote",
            Self::Cumulative => "cumulative vote",
            Self::Approval => "approval",
        }
    }

    /// The method of this word.
    ///
    /// ```
    /// use sailau::system::SeveralVotesMethod;
    ///
    /// assert_eq!(SeveralVotesMethod::named("block vote"), Some(SeveralVotesMethod::Block));
    /// assert_eq!(SeveralVotesMethod::named("plurality"), None);
    /// ```
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.word() == word)
    }
}

impl SeveralVotes {
    /// The method with what holds where nothing else is said.
    #[must_use]
    pub fn new(method: SeveralVotesMethod) -> Self {
        Self { method, votes: None, for_one: None }
    }

    /// The same words for this method.
    #[must_use]
    pub fn by(self, method: SeveralVotesMethod) -> Self {
        Self { method, ..self }
    }

    /// Whether anything stands in its table.
    pub(crate) fn says_more(&self) -> bool {
        self.votes.is_some() || self.for_one.is_some()
    }
}
