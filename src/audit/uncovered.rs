//! What no assertion speaks of, and why.

use serde::Serialize;
use thiserror::Error;

use crate::system::Reason;
use crate::votes::VotesError;

/// Seats that the assertions do not imply. All papers of them have to be counted, or something else has to be audited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Uncovered {
    /// The tier.
    pub tier: String,
    /// The district; none where it is the whole tier.
    pub district: Option<String>,
    /// Why.
    pub why: Why,
}

/// Why seats are not audited by a sample.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Why {
    /// Winners are given in place of votes.
    #[error("its winners are given, and no votes: there are no papers to compare")]
    WinnersGiven,
    /// The votes are missing.
    #[error("its votes are not given")]
    NoVotes,
    /// Seats hang on a tie.
    #[error("a tie leaves seats open: all papers must be counted, and a sample cannot settle it")]
    Tie,
    /// Seats hang on a tie that a rule of the law decided.
    #[error(
        "equal claims were decided by a rule: one vote decides as well, so that all papers must be counted"
    )]
    TieBroken,
    /// A rule without assertions.
    #[error("no assertions are known for `{0}`")]
    Rule(&'static str),
    /// A step of the count without assertions.
    #[error("no assertions are known for what the record has as `{0}`")]
    Step(String),
    /// A quota without assertions.
    #[error("no assertions are known for remainders by the {0} quota")]
    QuotaNotAudited(String),
    /// A method without assertions.
    #[error("no assertions are known for the method `{0}`")]
    Method(String),
    /// Candidates without a party beside lists.
    #[error("candidates stand alone beside the lists, and what they win is not one list's")]
    CandidatesAlone,
    /// Seats that any vote is worth, and fewer of them than lists.
    #[error("any vote is worth a first seat, and there are fewer seats than lists")]
    FirstSeatsForAnyVote,
    /// Seats by votes of lists and of candidates together.
    #[error(
        "its seats go by votes for lists and votes for candidates together, which lie on different papers: no sample of one of \
         them says what both are"
    )]
    PapersOfTwoContests,
    /// A figure that a base needs is not known.
    #[error("the votes do not give what its threshold is a share of")]
    BaseNotKnown,
    /// A list of which nothing is stated.
    #[error(
        "nothing is stated of {0}: whatever votes it had would be confirmed, so that all papers must be counted"
    )]
    NothingSaidOf(String),
    /// Numbers beyond what is weighed exactly.
    #[error("its numbers are too large to be weighed exactly")]
    NumbersTooLarge,
    /// Seats that stay empty.
    #[error("seats stay empty: {0}")]
    Unfilled(Reason),
    /// In which districts seats lie.
    #[error("in which districts the parties' seats lie is not audited; how many each has is")]
    Places,
    /// Who sits for a list by votes for persons.
    #[error("who sits for an open list hangs on votes for persons, which are not audited")]
    PersonsOfLists,
}

impl Serialize for Why {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// Why there are no assertions at all.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AuditError {
    /// There is no result in the first place.
    #[error(transparent)]
    Count(#[from] crate::system::CountError),
    /// The votes cannot be read.
    #[error(transparent)]
    Votes(#[from] VotesError),
}
