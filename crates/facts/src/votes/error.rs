use std::fmt;

use thiserror::Error;

use crate::text::UnknownName;

/// What is wrong with votes, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct VotesError {
    /// Where it is; none when the votes did not come from a file.
    pub place: Option<Place>,
    /// What it is.
    pub problem: VotesProblem,
}

/// A place in a votes file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file's name, where it is known.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: u64,
    /// The column's name.
    pub column: Option<String>,
}

impl fmt::Display for VotesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Place { file, line, column }) = &self.place {
            if let Some(file) = file {
                write!(f, "{file}: ")?;
            }
            write!(f, "line {line}")?;
            if let Some(column) = column {
                write!(f, ", column `{column}`")?;
            }
            f.write_str(": ")?;
        }
        self.problem.fmt(f)
    }
}

impl From<VotesProblem> for VotesError {
    fn from(problem: VotesProblem) -> Self {
        Self { place: None, problem }
    }
}

/// What two rows of the same list or candidate say, which are to be added up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The column.
    pub column: &'static str,
    /// What stands in the later row.
    pub found: String,
    /// What stood in the first.
    pub before: String,
}

/// What can be wrong with votes.
///
/// ```
/// use sailau::votes::{Votes, VotesProblem};
///
/// let file = "contest,party,votes\nlist,Hill,60\nlits,Dale,40\n";
/// let error = Votes::from_csv(file.as_bytes(), &["list", "single"]).unwrap_err();
/// match error.problem {
///     VotesProblem::UnknownContest(unknown) => {
///         assert_eq!((unknown.name.as_str(), unknown.nearest.as_deref()), ("lits", Some("list")));
///         assert_eq!(unknown.known, ["list", "single"]);
///     }
///     other => panic!("{other}"),
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum VotesProblem {
    /// The file cannot be read.
    #[error("{0}")]
    Unreadable(String),
    /// A column that has to be there is not.
    #[error("the header has no such column; add it, its name exactly so")]
    MissingColumn,
    /// A column that nobody asked for.
    #[error("unknown column; the columns are {}{}", .0.listed(), .0.meant())]
    UnknownColumn(
        /// The column, and those that a file may have.
        Box<UnknownName>,
    ),
    /// A header whose columns are not parted by commas.
    #[error("the columns are parted by {found}; save the file with commas between them")]
    Separator {
        /// What parts them, in words.
        found: &'static str,
    },
    /// A line break or another control character in a name.
    #[error("a line break or control character stands in this field; remove it")]
    ControlCharacter,
    /// A column's name stands twice in the header.
    #[error("this column stands twice in the header; leave one")]
    RepeatedColumn,
    /// A line with more or fewer fields than the header.
    #[error("{found} {} where the header has {expected}; is a comma or a quotation mark missing?", if *.found == 1 { "field" } else { "fields" })]
    RaggedLine {
        /// Fields of the header.
        expected: u64,
        /// Fields of the line.
        found: u64,
    },
    /// Bytes that are not UTF-8.
    #[error("not UTF-8 text; save the file as UTF-8")]
    NotUtf8,
    /// A contest that neither the file format nor the rules know.
    #[error("unknown contest `{}`; the contests are {}{}", .0.name, .0.listed(), .0.meant())]
    UnknownContest(
        /// The contest as given, and the names that may stand here.
        Box<UnknownName>,
    ),
    /// A party's name that begins with `@` and is not one of the four.
    #[error("`{}` is not a reserved name; they are {}{}", .0.name, .0.listed(), .0.meant())]
    UnknownReserved(
        /// The name as given, and the four.
        Box<UnknownName>,
    ),
    /// A row without party and candidate.
    #[error("neither a party nor a candidate is named")]
    Nobody,
    /// A reserved row with a candidate.
    #[error("a row of `{0}` has no candidate; leave this blank")]
    ReservedCandidate(
        /// The reserved name.
        String,
    ),
    /// A reserved name in the place of a candidate's or a winner's.
    #[error(
        "`{0}` is no name of a party or a candidate; votes of nobody named stand under `party` in rows of their own"
    )]
    ReservedName(
        /// The name as given.
        String,
    ),
    /// Something that must have a name has none.
    #[error("{what} has no name; give it one")]
    Unnamed {
        /// What has none.
        what: &'static str,
    },
    /// A table of votes of another size than its heads.
    #[error("the table has {found} {what} for {expected} {of}; give one for each")]
    Shape {
        /// `rows` or `columns`.
        what: &'static str,
        /// What each of them is for.
        of: &'static str,
        /// How many there should be.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// The number is not there.
    #[error("the number is missing; write 0 where nobody voted so")]
    MissingNumber,
    /// A negative number.
    #[error("`{0}` is negative; a count is 0 or more")]
    Negative(
        /// The number as given.
        String,
    ),
    /// A number with a fraction.
    #[error("`{0}` is not a whole number; multiply all votes by the same power of ten to make them whole")]
    Fractional(
        /// The number as given.
        String,
    ),
    /// Larger than the largest number that fits.
    #[error("`{found}` is too large; the largest is {largest}")]
    TooLarge {
        /// The number as given.
        found: String,
        /// The largest number that may stand here.
        largest: u64,
    },
    /// Not a number at all.
    #[error("`{0}` is not a number; write digits only, without spaces or separators")]
    NotANumber(
        /// The text as given.
        String,
    ),
    /// A registration order of 0.
    #[error("the order of registration counts from 1")]
    OrderFromOne,
    /// Two registration orders for one party.
    #[error("`{party}` was given the order {first} before, and now {second}")]
    TwoOrders {
        /// The party.
        party: String,
        /// The first order.
        first: u32,
        /// The other one.
        second: u32,
    },
    /// One registration order for two parties.
    #[error("the order {order} belongs to `{holder}` already; two lists cannot share it")]
    SharedOrder {
        /// The order.
        order: u32,
        /// Whose it is.
        holder: String,
    },
    /// Two kinds of list for one party.
    #[error("`{party}` was of another kind before: {kinds}")]
    TwoKinds {
        /// The party.
        party: String,
        /// The kinds.
        kinds: String,
    },
    /// A kind of list that the rules do not know.
    #[error("no rule knows the kind `{}`; the rules know {}{}", .0.name, .0.listed(), .0.meant())]
    UnknownKind(
        /// The kind as given, and those that may stand here.
        Box<UnknownName>,
    ),
    /// A kind, an alliance or candidates in a row that is of no party.
    #[error("only the row of a list or a candidate has this; leave it blank")]
    StandingOfNobody,
    /// A registration order in a row that is of no party.
    #[error("only a party's row has an order of registration; leave this blank")]
    OrderOfNoParty,
    /// The same row again.
    #[error("{what} stands here for the second time; add the two up or remove one")]
    Repeated {
        /// Contest, district, party and candidate of the row.
        what: String,
    },
    /// Rows with and without a district in one contest.
    #[error("contest `{0}` has rows with a district and rows without; its votes would be counted twice")]
    MixedDistricts(
        /// The contest.
        String,
    ),
    /// More different names, or rows of one ballot, than can be numbered.
    #[error("more than {} {what}; such a file cannot be counted at once", u32::MAX)]
    TooMany {
        /// What there are too many of.
        what: &'static str,
    },
    /// The header has no column of the name that [`CsvTable::columns`](super::CsvTable::columns) gives.
    #[error("there is no column `{}`; the columns are {}{}", .0.name, .0.listed(), .0.meant())]
    NoSuchColumn(
        /// The column as given, and those that there are.
        Box<UnknownName>,
    ),
    /// A column that [`CsvTable::columns`](super::CsvTable::columns) names stands twice in the header.
    #[error("the column `{0}` stands twice")]
    ColumnTwice(
        /// The column.
        String,
    ),
    /// Votes that are to be added up and are no whole number.
    #[error("`{0}` is not a whole number that fits; only whole numbers can be added up")]
    NotSummable(
        /// The votes as given.
        String,
    ),
    /// Rows whose sum is too large.
    #[error("together with the rows before it, this is more than {}", u64::MAX)]
    SumTooLarge,
    /// Rows that are to be added up and say different things.
    #[error("`{}` is `{}` here and `{}` in an earlier row of the same", .0.column, .0.found, .0.before)]
    Differs(
        /// What they say.
        Box<Difference>,
    ),
    /// No row of a party or a candidate.
    #[error("nothing to count: no row of a party or a candidate")]
    NothingToCount,
    /// A tally that was not made for the field.
    #[error("the field needs {votes} votes and {totals} totals; the tally has others")]
    WrongTally {
        /// Entries of the field.
        votes: usize,
        /// Ballots of the field.
        totals: usize,
    },
    /// A number that is of no party or district of the field.
    #[error("{what} number {found} is not there; there are {known}, counted from 0")]
    UnknownNumber {
        /// What is numbered.
        what: &'static str,
        /// The number.
        found: usize,
        /// How many there are.
        known: usize,
    },
    /// A contest with no ballot.
    #[error("contest `{0}` has no ballot; leave it out")]
    EmptyContest(
        /// The contest.
        String,
    ),
    /// A ballot that says too much or too little of its entries.
    #[error(
        "a ballot has {entries} entries and {standing} standings; give one for each, `{{}}` where nothing is known"
    )]
    WrongStanding {
        /// Its entries.
        entries: usize,
        /// What is known of entries.
        standing: usize,
    },
    /// A ballot whose numbers do not follow those of the ballot before it.
    #[error(
        "ballot number {ballot}: its numbers follow those of the ballot before it, from `first_vote` {votes} and `totals` {totals}"
    )]
    Untiled {
        /// Which ballot of the field, from 0.
        ballot: usize,
        /// Where its votes begin.
        votes: usize,
        /// Where its totals stand.
        totals: usize,
    },
    /// Ranked ballots of more or fewer papers than the field has.
    #[error("the field has {ranked} papers on which candidates are ranked; the tally has ballots of {given}")]
    WrongRanked {
        /// Such papers of the field.
        ranked: usize,
        /// Those that the tally has ballots of.
        given: usize,
    },
    /// Ranked ballots of another paper.
    #[error("the ballots rank {candidates} candidates; on the paper stand {entries}")]
    RankedOthers {
        /// Who stands on the paper.
        entries: usize,
        /// Whom the ballots number.
        candidates: usize,
    },
    /// A paper whose ranked ballots do not follow those of the paper before it.
    #[error("ballot number {ballot}: its ranked ballots follow those before it, `ranked` {expected}")]
    RankedOrder {
        /// Which ballot of the field, from 0.
        ballot: usize,
        /// Where its ranked ballots stand.
        expected: usize,
    },
    /// A winner with no seats.
    #[error("a row of winners has at least one seat")]
    NoSeats,
    /// Several seats with one person's name.
    #[error("`{candidate}` can have one seat, not {seats}")]
    OnePersonOneSeat {
        /// The candidate.
        candidate: String,
        /// The seats as given.
        seats: u32,
    },
    /// Winners for a tier that the rules do not have.
    #[error("unknown tier `{}`; the tiers are {}{}", .0.name, .0.listed(), .0.meant())]
    UnknownTier(
        /// The tier as given, and those of the rules.
        Box<UnknownName>,
    ),
}
