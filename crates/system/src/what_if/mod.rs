//! What rules ask for and votes do not give, taken as nothing: a what-if does not stop on what only the other law needs.
//!
//! A count stops where a figure is missing. Under another country's law much is: nobody counted invalid ballots, the law
//! has another number of districts, the population of none is known. [`ElectoralSystem::missing_as_nothing`] takes each
//! of these as nothing, one after the other, until the votes can be counted, and says so.

mod complete;
pub(crate) mod record;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::error::CountError;
use super::plan::{self, Plan};
use super::recorder::Recorder;
use super::{Drawn, ElectoralSystem, Outcome, Workspace};
use crate::lots::Lots;
use crate::votes::Votes;

/// Rules and votes of which what is missing was taken as nothing.
///
/// Made by [`ElectoralSystem::missing_as_nothing`].
#[derive(Clone)]
pub struct WhatIf<'a> {
    /// No longer those of the file: they ask for less.
    rules: ElectoralSystem,
    votes: Votes,
    taken: Vec<TakenAsNothing>,
    /// With which it was found out what is missing: other lots may ask for other things.
    lots: Option<&'a dyn Lots>,
}

impl fmt::Debug for WhatIf<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rules, votes, taken, lots: _ } = self;
        let mut what_if = f.debug_struct("WhatIf");
        what_if.field("rules", rules).field("votes", votes).field("taken", taken).finish_non_exhaustive()
    }
}

/// Something that rules ask for and the votes do not give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TakenAsNothing {
    /// The tier whose rules ask for it; none where it is no single one.
    pub tier: Option<String>,
    /// The rule that asks for it, by its word in a file; none where it is no single one.
    pub rule: Option<String>,
    /// Where that rule stands, where the rules say so.
    pub article: Option<String>,
    /// What it is.
    pub missing: Missing,
    /// What it was taken to be.
    pub taken_as: TakenAs,
    /// The districts of which it is missing, the contest that is, or whose kind no rule knows; empty where it is of the whole country.
    pub of: Vec<String>,
}

/// What is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Missing {
    /// The votes of a tier.
    #[serde(rename = "contest")]
    Contest,
    /// `@invalid`, for a base of all ballots.
    #[serde(rename = "invalid ballots")]
    InvalidBallots,
    /// `@registered`, for a base of the roll.
    #[serde(rename = "registered voters")]
    RegisteredVoters,
    /// The votes have more districts than the law.
    #[serde(rename = "number of districts")]
    NumberOfDistricts,
    /// The law counts by district, and the votes have none.
    #[serde(rename = "districts")]
    Districts,
    /// The seats of districts.
    #[serde(rename = "seats of districts")]
    SeatsOfDistricts,
    /// How many seats of the whole country a district or a region takes.
    #[serde(rename = "seats of places")]
    SeatsOfPlaces,
    /// The population of districts.
    #[serde(rename = "population")]
    Population,
    /// The region of districts.
    #[serde(rename = "region")]
    Region,
    /// Where the seats of a linked tier lie among the districts of the lists.
    #[serde(rename = "place of linked seats")]
    PlaceOfLinkedSeats,
    /// A rule for lists of a kind that the votes have.
    #[serde(rename = "kind")]
    Kind,
}

/// What something missing was taken to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum TakenAs {
    /// 0, or none.
    #[serde(rename = "nothing")]
    Nothing,
    /// The seats stay empty.
    #[serde(rename = "empty seats")]
    EmptySeats,
    /// No limit.
    #[serde(rename = "no limit")]
    NoLimit,
    /// The valid votes stand in its place.
    #[serde(rename = "valid votes")]
    ValidVotes,
    /// The districts of the votes, so many.
    #[serde(rename = "districts")]
    Districts(u32),
    /// The whole country is one district of so many seats.
    #[serde(rename = "one district")]
    OneDistrict(u32),
    /// Every district is a region of its own.
    #[serde(rename = "own region")]
    OwnRegion,
}

impl ElectoralSystem {
    /// Takes what these rules ask for and the votes do not give as nothing, so that they can be counted: the option of a
    /// what-if. Nothing else changes: votes that can be counted are counted as [`count`](Self::count) does it.
    ///
    /// | missing | taken as |
    /// |---|---|
    /// | the contest of a tier | its seats stay empty, as with [`Votes::allow_uncounted`] |
    /// | `@invalid`, `@registered` | 0 |
    /// | a number of districts by law, and the votes have more | the districts of the votes |
    /// | districts | one, the whole country, with all seats that the rules name |
    /// | seats of districts | 0; where the rules name the seats of none of the districts, the country is one |
    /// | how many seats a district takes in a `placement` | no limit |
    /// | the population of a district | the valid votes, in all districts |
    /// | the region of a district | the district itself |
    /// | where district seats lie among the districts of the lists | the country is one district |
    /// | a rule for a kind of lists | the list is of no kind |
    ///
    /// A seat that votes are not there for is unfilled as ever: nothing is made up.
    ///
    /// # Errors
    ///
    /// [`CountError`] where it is not for something missing that votes cannot be counted, or the rules contradict
    /// themselves.
    ///
    /// # Examples
    ///
    /// ```
    /// use sailau::system::{ElectoralSystem, Missing, TakenAs};
    /// use sailau::votes::Votes;
    ///
    /// let rules = ElectoralSystem::from_toml(r#"
    ///     name = "A law that asks for spoilt ballots"
    ///     [[tier]]
    ///     name = "list"
    ///     seats = 5
    ///     method = "hare"
    ///     threshold = { at_least = "5%", of = "all ballots" }
    /// "#)?;
    /// let votes = Votes::list([("Hill", 500), ("Dale", 420)])?;
    /// assert!(rules.count(&votes).is_err());
    /// let what_if = rules.missing_as_nothing(&votes)?;
    /// let taken = &what_if.taken()[0];
    /// assert_eq!((taken.missing, taken.taken_as), (Missing::InvalidBallots, TakenAs::Nothing));
    /// assert_eq!(taken.rule.as_deref(), Some("threshold"));
    /// let outcome = what_if.count()?;
    /// assert_eq!(outcome.seats_of("Hill")?, 3);
    /// assert_eq!(outcome.taken_as_nothing, what_if.taken());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn missing_as_nothing<'a>(
        &self,
        votes: impl Into<Drawn<'a, Votes>>,
    ) -> Result<WhatIf<'a>, CountError> {
        let Drawn { of: votes, lots } = votes.into();
        self.check()?;
        complete::complete(self, votes, lots)
    }
}

impl WhatIf<'_> {
    /// What was taken as nothing; empty where nothing was missing.
    #[must_use]
    pub fn taken(&self) -> &[TakenAsNothing] {
        &self.taken
    }

    /// The votes as they are counted.
    #[must_use]
    pub fn votes(&self) -> &Votes {
        &self.votes
    }

    /// Compiles the rules for these votes: the plan counts any tally of [their](Self::votes) field, as long as no figure is
    /// missing that is there in these.
    ///
    /// # Errors
    ///
    /// [`CountError`], which completing the votes would have found.
    pub fn compile(&self) -> Result<Plan, CountError> {
        plan::compile(&self.rules, self.votes.field(), self.votes.winners())
    }

    /// Counts the votes, with the lots that were handed in with them, and says what was taken as nothing: in
    /// [`Outcome::taken_as_nothing`] and in the record.
    ///
    /// # Errors
    ///
    /// [`CountError`], which completing the votes would have found.
    pub fn count(&self) -> Result<Outcome, CountError> {
        self.count_with(false)
    }

    /// The same with a record in brief, as [`ElectoralSystem::count_in_brief`] has it; it says what was taken as nothing.
    ///
    /// # Errors
    ///
    /// [`CountError`], which completing the votes would have found.
    pub fn count_in_brief(&self) -> Result<Outcome, CountError> {
        self.count_with(true)
    }

    fn count_with(&self, in_brief: bool) -> Result<Outcome, CountError> {
        let lots = self.lots;
        let plan = self.compile()?;
        let mut workspace = Workspace::default();
        let recorder = Recorder::new(&self.rules, &self.votes, &plan, lots, in_brief);
        let mut outcome = plan.record(Drawn { of: self.votes.tally(), lots }, &mut workspace, recorder)?;
        record::tell(&mut outcome, &self.taken);
        Ok(outcome)
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Contest => "the votes of a contest",
            Self::InvalidBallots => "`@invalid`",
            Self::RegisteredVoters => "`@registered`",
            Self::NumberOfDistricts => "the law's number of districts",
            Self::Districts => "districts of the votes",
            Self::SeatsOfDistricts => "the seats of districts",
            Self::SeatsOfPlaces => "how many seats a place takes",
            Self::Population => "the population of districts",
            Self::Region => "the region of districts",
            Self::PlaceOfLinkedSeats => "where linked seats lie among the districts of the lists",
            Self::Kind => "a rule for a kind of lists",
        })
    }
}

impl fmt::Display for TakenAs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("nothing"),
            Self::EmptySeats => f.write_str("seats that stay empty"),
            Self::NoLimit => f.write_str("no limit"),
            Self::ValidVotes => f.write_str("valid votes, in all districts"),
            Self::Districts(number) => write!(f, "the {number} districts of the votes"),
            Self::OneDistrict(seats) => write!(f, "one district, the whole country, seats {seats}"),
            Self::OwnRegion => f.write_str("a region each"),
        }
    }
}
