use thiserror::Error;

use super::Parameter;
use crate::text::UnknownName;

/// Why nothing can be fitted.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum FitError {
    /// A series without elections.
    #[error("no elections were given; add one with its votes")]
    NoElections,
    /// Two elections of one name.
    #[error("`{election}` was given twice; each election needs a name of its own, such as its day")]
    Repeated {
        /// The name.
        election: String,
    },
    /// A contest that the votes do not have.
    #[error("{election}: the votes have no contest `{}`; they have {}{}", .contest.name, .contest.listed(), .contest.meant())]
    NoContest {
        /// The election.
        election: String,
        /// The contest asked for, and those that are there.
        contest: Box<UnknownName>,
    },
    /// A second ballot that no election of the series has.
    #[error(
        "no election of the series has the second ballot `{}`; they have {}{}",
        .0.name, .0.listed(), .0.meant()
    )]
    NoSecondBallot(
        /// The contest asked for, and those that are there.
        Box<UnknownName>,
    ),
    /// A party that is said to be [the same](super::Series::same_party) as another, and stands in no election.
    #[error(
        "`same_party` names `{party}`, and no election of the series has such a party; write it as the votes have it{}",
        did_you_mean(.nearest)
    )]
    NoSuchParty {
        /// The name as given.
        party: String,
        /// The party that was meant, if one is near.
        nearest: Option<String>,
    },
    /// A parameter by a name that none has.
    #[error("there is no parameter `{parameter}`; there are {known}{}", did_you_mean(.nearest))]
    NoSuchParameter {
        /// The name as given.
        parameter: String,
        /// The names there are.
        known: String,
        /// The one that was meant, if one is near.
        nearest: Option<String>,
    },
    /// Names of a party that follow one another in a ring.
    #[error(
        "`same_party` leads from `{party}` back to it; leave one of the steps out, so that one name is the last"
    )]
    NamesGoRound {
        /// One of the names.
        party: String,
    },
    /// A contest in which nobody has a vote.
    #[error("{election}: no list or candidate of a party has a vote in the contest `{contest}`")]
    NoVotes {
        /// The election.
        election: String,
        /// The contest.
        contest: String,
    },
    /// Turnouts of an election that was not added.
    #[error(
        "turnouts are given for `{election}`, which is not in the series; add its votes first{}",
        did_you_mean(.nearest)
    )]
    NoSuchElection {
        /// The name as given.
        election: String,
        /// The election that was meant, if one is near.
        nearest: Option<String>,
    },
    /// The turnout of a place that the votes of its election do not have, though they are known by district.
    #[error("{election}: the votes have no district or region `{place}`, whose turnout is given{}", did_you_mean(.nearest))]
    NoSuchPlace {
        /// The election.
        election: String,
        /// The name as given.
        place: String,
        /// The place that was meant, if one is near.
        nearest: Option<String>,
    },
    /// A turnout that is not one.
    #[error("{election}, {place}: a turnout of {turnout}; it must be above 0 and below 1")]
    NotATurnout {
        /// The election.
        election: String,
        /// The region or district.
        place: String,
        /// The number as given.
        turnout: f64,
    },
    /// A place whose turnout is given twice.
    #[error("{election}: the turnout of {place} is given twice")]
    RepeatedTurnout {
        /// The election.
        election: String,
        /// The region or district.
        place: String,
    },
    /// A smallest share that is not a share.
    #[error("a smallest share of {0}; it must be 0 or more and below 1")]
    NotAShare(
        /// The number as given.
        f64,
    ),
    /// A value for a parameter that it cannot have.
    #[error("{parameter} cannot be {value}; it must be a number {range}")]
    NotAValue {
        /// The parameter.
        parameter: Parameter,
        /// The value as given.
        value: f64,
        /// Where its values lie.
        range: &'static str,
    },
    /// The elections say nothing about any parameter.
    #[error("the elections identify no parameter: {reasons}")]
    NothingIdentified {
        /// Each parameter and why.
        reasons: String,
    },
}

fn did_you_mean(nearest: &Option<String>) -> String {
    nearest.as_ref().map_or(String::new(), |meant| format!("; did you mean `{meant}`?"))
}
