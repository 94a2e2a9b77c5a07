use jiff::civil::Date;
use thiserror::Error;

use crate::ElectorateError;
use crate::text::one_line;

/// What is wrong with polls, where, and what to do.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum PollsError {
    /// A file that cannot be read.
    #[error("{0}")]
    Unreadable(
        /// Why.
        String,
    ),
    /// What is wrong with a file.
    #[error("{file}: {problem}")]
    InFile {
        /// The file's name.
        file: String,
        /// What is wrong.
        #[source]
        problem: Box<PollsError>,
    },
    /// A column that must be there.
    #[error(
        "there is no column `{0}`; a row is date,house,sample and a column a party, or date,house,sample,party,share"
    )]
    NoColumn(
        /// Its name.
        &'static str,
    ),
    /// A column that stands there twice.
    #[error("column `{0}` stands there twice; remove one or rename it")]
    TwoColumns(
        /// Its name.
        String,
    ),
    /// A column whose name is reserved or none.
    #[error("column `{name}`: {problem}")]
    Column {
        /// As given.
        name: String,
        /// What to write.
        problem: &'static str,
    },
    /// A field that is not what it must be.
    #[error("line {line}, column `{column}`: `{given}` is {allowed}")]
    Field {
        /// The line.
        line: u64,
        /// The column.
        column: String,
        /// As given.
        given: String,
        /// What is possible.
        allowed: &'static str,
    },
    /// Shares that are no whole.
    #[error(
        "line {line}: the shares add up to {sum}, and with the undecided to {with_undecided}, neither to 100 nor to 1; put \
         what is missing into a column {}",
        super::OTHERS
    )]
    Sum {
        /// The line.
        line: u64,
        /// The sum of the shares, in the unit of the file.
        sum: f64,
        /// The same with the undecided.
        with_undecided: f64,
    },
    /// A poll, or an answer of it, that stands there twice.
    #[error("line {line}: {what} of {house} on {date} stands in line {before} already")]
    Repeated {
        /// The second line.
        line: u64,
        /// A poll, or the share of a party.
        what: String,
        /// The house.
        house: String,
        /// Its day.
        date: Date,
        /// The first line.
        before: u64,
    },
    /// More than can be held.
    #[error("there are more than {most} {what}")]
    TooMany {
        /// What is counted.
        what: &'static str,
        /// The most.
        most: usize,
    },
    /// No poll that can be used.
    #[error("there is no poll from {from} to {to}; give another day, or a longer window")]
    NoPoll {
        /// The first day of the window.
        from: Date,
        /// The day of reference.
        to: Date,
    },
    /// Polls of which the half-life leaves nothing.
    #[error(
        "the newest poll is {age} days old on {day}, and a half-life of {half_life} days leaves nothing of it; give an earlier day, or a \
         longer half-life"
    )]
    TooOld {
        /// Its age in days.
        age: u32,
        /// The day of reference.
        day: Date,
        /// The half-life in days.
        half_life: f64,
    },
    /// A file without polls.
    #[error("there are no polls in it")]
    Empty,
    /// A poll of unknown size.
    #[error(
        "line {line}: the sample of {house} is not given; write it, or say how many are assumed to be asked"
    )]
    NoSample {
        /// The line.
        line: u64,
        /// The house.
        house: String,
    },
    /// An answer that one of the pooled polls has and another has not.
    #[error(
        "`{answer}` has a share in line {with} and none in line {without}, and both polls are pooled; count it among {} \
         in all of them, or leave one poll out",
        super::OTHERS
    )]
    NotAsked {
        /// The answer.
        answer: String,
        /// The line of a poll with it.
        with: u64,
        /// The line of one without.
        without: u64,
    },
    /// A number that cannot be.
    #[error("`{field}` is {given}; it is {allowed}")]
    OutOfRange {
        /// Its name.
        field: &'static str,
        /// As given.
        given: f64,
        /// What is possible.
        allowed: &'static str,
    },
    /// A party that no pooled poll names.
    #[error("{of}: no pooled poll names `{party}`; there are {}", one_line(known))]
    UnknownParty {
        /// Where the name stands.
        of: &'static str,
        /// The name.
        party: String,
        /// Those that polls name.
        known: String,
    },
    /// Nobody who could be elected.
    #[error("the pooled polls name no party with a share")]
    NoParty,
    /// Districts that cannot come to what the polls say.
    #[error(
        "no common factor brings `{0}` from its votes by district to its share in the polls; is it the same party?"
    )]
    OutOfReach(
        /// The party.
        String,
    ),
    /// What is wrong with the electorate that is made or moved.
    #[error(transparent)]
    Electorate(#[from] ElectorateError),
}
