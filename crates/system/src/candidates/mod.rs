//! Tiers of candidates: most votes, a majority, a second round.

pub(crate) mod buffers;
pub(crate) mod check;
pub(crate) mod count;
mod groups;
pub(crate) mod plan;
mod preferred;
pub(crate) mod record;
mod run_off;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::rules::ties::{AgainstAll, TieRules};
use super::several_votes::SeveralVotes;
use super::threshold::{Threshold, VoteBase};
use super::turnout::Turnout;
use crate::law::Share;
use sailau_ranked::RankedRule;

/// How candidates are elected: one or several in a district.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CandidateRule {
    /// The majority that the winner needs; most votes are enough when there is none.
    pub majority: Option<Threshold>,
    /// A smaller share that is enough as well, for somebody who is far enough ahead of the second.
    pub lead: Option<Lead>,
    /// What follows when nobody has that majority; without it the seat stays empty.
    pub run_off: Option<RunOff>,
    /// The turnout without which the election is void.
    pub turnout: Option<Turnout>,
    /// The most candidates of one group, by the column `group` of the votes, who are elected in a district of several seats;
    /// whoever has the next most votes sits in the place of one too many. No limit when there is none.
    pub group_limit: Option<u32>,
    /// How ranked ballots are counted, where voters rank candidates; none where most votes or a majority decide.
    pub ranked: Option<Box<RankedRule>>,
    /// Ballots on which a voter has several votes; where there are none a voter has one.
    pub several: Option<Box<SeveralVotes>>,
    /// What decides between equal claims.
    pub ties: TieRules,
    /// What votes against all are.
    pub against_all: AgainstAll,
}

/// So much, and so far ahead of the second: both are shares of the majority's base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Lead {
    /// The share that is enough.
    pub at_least: Share,
    /// The share by which the second is behind.
    pub ahead: Share,
}

/// Everybody with so large a share goes to the second round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Entrance {
    /// The share.
    pub at_least: Share,
    /// Of what.
    pub of: VoteBase,
}

/// A second round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RunOff {
    /// The two with most votes stand again; more votes win.
    TopTwo,
    /// The same, where more than two stood; with two or fewer the election is held again from its start, and
    /// until then the seat is empty.
    TopTwoOfThreeOrMore,
    /// All who have a share of the first round stand again, but no fewer than the two with most votes; more votes win.
    Share(Entrance),
}

/// A word or a table.
#[derive(Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "write \"top two\", \"top two of three or more\", or a table such as { at_least = \"12.5%\", of = \"registered voters\" }"
)]
enum RunOffFile {
    Word(RunOffWord),
    Share(Entrance),
}

#[derive(Serialize, Deserialize)]
enum RunOffWord {
    #[serde(rename = "top two")]
    TopTwo,
    #[serde(rename = "top two of three or more")]
    TopTwoOfThreeOrMore,
}

impl Serialize for RunOff {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let file = match self {
            Self::TopTwo => RunOffFile::Word(RunOffWord::TopTwo),
            Self::TopTwoOfThreeOrMore => RunOffFile::Word(RunOffWord::TopTwoOfThreeOrMore),
            Self::Share(entrance) => RunOffFile::Share(*entrance),
        };
        file.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for RunOff {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match RunOffFile::deserialize(deserializer)? {
            RunOffFile::Word(RunOffWord::TopTwo) => Self::TopTwo,
            RunOffFile::Word(RunOffWord::TopTwoOfThreeOrMore) => Self::TopTwoOfThreeOrMore,
            RunOffFile::Share(entrance) => Self::Share(entrance),
        })
    }
}
