use thiserror::Error;

/// Why counts of stations cannot be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ForensicsError {
    /// A file that is no table.
    #[error("the file of stations is no table: {0}")]
    Table(
        /// What is wrong.
        String,
    ),
    /// A column that is missing, stands twice or cannot be.
    #[error(
        "line 1: {problem} `{column}`; a file of stations has the columns station, registered, papers and observed, of which the \
         first must be there, and one for each party"
    )]
    Column {
        /// What is wrong.
        problem: &'static str,
        /// The column.
        column: String,
    },
    /// A cell that is no number.
    #[error(
        "line {line}: `{given}` in the column `{column}` is no whole number; write digits only, 0 where there are none"
    )]
    Number {
        /// The line, from 1.
        line: u64,
        /// The column.
        column: String,
        /// What stands there.
        given: String,
    },
    /// Neither yes nor no.
    #[error("line {line}: `{given}` in the column `observed` is neither yes nor no")]
    Observed {
        /// The line, from 1.
        line: u64,
        /// What stands there.
        given: String,
    },
    /// A station that cannot be told from another.
    #[error("line {line}: the station `{name}` has no name, or stands there twice; give each its own")]
    Name {
        /// The line, from 1.
        line: u64,
        /// The name.
        name: String,
    },
    /// More votes than papers, or numbers that do not agree.
    #[error(
        "line {line}: the station `{station}` has {papers} papers, and its votes and invalid papers are {votes}; put one of them right"
    )]
    Papers {
        /// The line, from 1.
        line: u64,
        /// The station.
        station: String,
        /// As given.
        papers: u64,
        /// The sum of the others.
        votes: u128,
    },
    /// Nothing to look at.
    #[error("there are no stations with votes: nothing can be looked at")]
    Nothing,
    /// A contest that there is not.
    #[error("there is no contest `{name}`; these votes have {there}")]
    NoContest {
        /// As given.
        name: String,
        /// What there is.
        there: String,
    },
    /// Several contests, and none was named.
    #[error("these votes have several contests ({0}); name the one whose stations are to be looked at")]
    WhichContest(
        /// What there is.
        String,
    ),
    /// A party that there is not.
    #[error("there is no party `{0}` in these votes; write its name as the file has it")]
    NoParty(
        /// As given.
        String,
    ),
    /// Two parties with equally many votes.
    #[error("`{0}` and `{1}` have equally many votes: name the one that is to be looked at")]
    TwoLeaders(
        /// One.
        String,
        /// The other.
        String,
    ),
    /// An observed station that is none.
    #[error(
        "line {line}: there is no station `{name}` among those counted; write its name as the counts have it"
    )]
    NoStation {
        /// The line of the list of observed stations, from 1.
        line: u64,
        /// As given.
        name: String,
    },
    /// Sums that have no room.
    #[error("the station `{0}` has more votes than 64 bits hold; put its numbers right")]
    TooMany(
        /// The station.
        String,
    ),
    /// A level that is none of those there are.
    #[error("`{0}` is no level of alarms; there are 10%, 5%, 1% and 0.1%")]
    Level(
        /// As given.
        String,
    ),
}
