use std::fmt::{self, Display, Formatter};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::procedure::FactError;

/// A mandate that may be recalled, with its district.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mandate {
    /// The holder.
    pub holder: String,
    /// The body, or the office, in the word of the law: `mäslihat`.
    pub body: String,
    /// How the holder was elected.
    pub elected: Seat,
    /// The term.
    pub term: Term,
    /// The voters of the district; at least one.
    pub voters: u64,
    /// Votes cast when the office was last filled, where the law counts signatures by them.
    pub last_vote: Option<u64>,
    /// Votes for the holder then, where the law asks for as many.
    pub votes_won: Option<u64>,
}

/// How the holder of a mandate was elected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seat {
    /// In a district of one seat, or to an office of one person.
    SingleMember,
    /// In a district of several seats, by votes for persons.
    SeveralMembers,
    /// On a party's list.
    PartyList,
}

/// A term of office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Its first day.
    #[serde(with = "crate::law::day")]
    pub began: Date,
    /// The day after its last one: the next term's first day.
    #[serde(with = "crate::law::day")]
    pub ends: Date,
}

/// What came out of the boxes of a recall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ballots {
    /// Those who took part.
    pub participants: u64,
    /// Votes for the recall.
    pub yes: u64,
    /// Votes against it.
    pub no: Option<u64>,
    /// Invalid ballots.
    pub invalid: Option<u64>,
}

/// What happens to a petition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Event {
    /// A petition is filed.
    Filed {
        /// Voters of the district who stand behind it.
        voters: u64,
        /// The ground, in the word of the law.
        ground: Option<String>,
    },
    /// It is registered, and the collection begins.
    Registered,
    /// Its registration is refused.
    RegistrationRefused,
    /// The refusal is appealed.
    Appealed,
    /// The signatures are handed in.
    Submitted {
        /// How many; at most the voters of the district.
        signatures: u64,
        /// The day of the last of them; none for the day on which they are handed in.
        #[serde(default, with = "crate::law::day::optional")]
        last_signed: Option<Date>,
    },
    /// The signatures are checked.
    Checked {
        /// How many are valid; at most those handed in.
        valid: u64,
        /// In how many parts of the district enough are, where the law asks.
        parts: Option<u64>,
    },
    /// The vote is called.
    VoteCalled,
    /// The holder is told.
    HolderTold,
    /// The vote is held.
    VoteHeld(Ballots),
    /// The result is published.
    ResultPublished,
    /// A by-election is called.
    ByElectionCalled,
}

impl Mandate {
    pub(super) fn check(&self) -> Result<(), FactError> {
        if self.voters == 0 {
            return Err(FactError::Nobody { what: "voters of the district".to_owned() });
        }
        FactError::check_order("the term's first day", self.term.began, "its end", self.term.ends)?;
        if let (Some(won), Some(cast)) = (self.votes_won, self.last_vote) {
            FactError::check_part("votes won", won, "votes cast", cast)?;
        }
        Ok(())
    }
}

impl Ballots {
    pub(super) fn check(&self, voters: u64) -> Result<(), FactError> {
        FactError::check_part("participants", self.participants, "voters of the district", voters)?;
        let rest = [self.no, self.invalid];
        let sum = u128::from(self.yes) + rest.iter().flatten().map(|&n| u128::from(n)).sum::<u128>();
        FactError::check_part("ballots", sum, "participants", self.participants)?;
        if rest.iter().all(Option::is_some) && sum != u128::from(self.participants) {
            let what = "votes for, against and invalid".to_owned();
            return Err(FactError::DoesNotAddUp { what, sum, whole: self.participants });
        }
        Ok(())
    }
}

impl Display for Event {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Filed { .. } => "the petition is filed",
            Self::Registered => "the petition is registered",
            Self::RegistrationRefused => "the registration is refused",
            Self::Appealed => "the refusal is appealed",
            Self::Submitted { .. } => "the signatures are handed in",
            Self::Checked { .. } => "the signatures are checked",
            Self::VoteCalled => "the vote is called",
            Self::HolderTold => "the holder is told",
            Self::VoteHeld(_) => "the vote is held",
            Self::ResultPublished => "the result is published",
            Self::ByElectionCalled => "a by-election is called",
        })
    }
}
