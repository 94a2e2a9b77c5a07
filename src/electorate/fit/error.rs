use thiserror::Error;

use super::Parameter;

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
    #[error("{election}: the votes have no contest `{contest}`; they have {known}")]
    NoContest {
        /// The election.
        election: String,
        /// The contest asked for.
        contest: String,
        /// The contests that are there.
        known: String,
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
    #[error("turnouts are given for `{election}`, which is not in the series; add its votes first")]
    NoSuchElection {
        /// The name as given.
        election: String,
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
