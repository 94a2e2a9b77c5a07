use std::fmt;

use thiserror::Error;

/// Why a file is not imported, and where.
///
/// In words, on one line: the file, the line, the column or element, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct ImportError {
    /// The file.
    pub file: String,
    /// The place in it; none where it is the whole file.
    pub place: Option<Place>,
    /// What is wrong.
    pub problem: ImportProblem,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1.
    pub line: u64,
    /// The column by its name, the columns of a fixed-width line (`21-28`), or the element.
    pub field: Option<String>,
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Words out of files may hold line ends, names of columns and of files too; an error is one line.
        let one_line = |words: &str| words.replace(char::is_control, " ");
        write!(f, "{}: ", one_line(&self.file))?;
        if let Some(Place { line, field }) = &self.place {
            write!(f, "line {line}")?;
            if let Some(field) = field {
                write!(f, ", `{}`", one_line(field))?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&one_line(&self.problem.to_string()))
    }
}

/// What can be wrong with an official file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ImportProblem {
    /// The file cannot be opened or read.
    #[error("the file cannot be read: {0}")]
    Unreadable(String),
    /// No format has files that begin so.
    #[error(
        "this is no file of a format that is known; the formats are {known}; a table of your own is read with --columns"
    )]
    UnknownFormat {
        /// The formats by their names.
        known: String,
    },
    /// Files of several formats at once.
    #[error("this is {found}, and the file before it is {first}; import them one after the other")]
    SeveralFormats {
        /// The format of this file.
        found: &'static str,
        /// The format of the files before.
        first: &'static str,
    },
    /// A file that has to be there too.
    #[error("{0}")]
    MissingFile(String),
    /// A file of the right format that is of another kind of election, level or year than can be read.
    #[error("{0}")]
    NotThis(String),
    /// The office's server answered with an error in place of results.
    #[error("the file holds no results but an error of the office's server: {0}; download it again")]
    ErrorAnswer(String),
    /// Letters that are not what the format or the file's first line says.
    #[error("not {encoding} text; the file was changed after it was published, download it again")]
    Letters {
        /// The encoding.
        encoding: &'static str,
    },
    /// The file ends within something.
    #[error("the file ends too early: {0}; download it again")]
    Cut(String),
    /// A file that is larger than files of this format are.
    #[error("the file is longer than {limit} bytes, and files of this format are not")]
    TooLong {
        /// The limit in bytes.
        limit: u64,
    },
    /// What is no valid CSV, XML or JSON.
    #[error("{0}")]
    Malformed(String),
    /// A column or element that has to be there.
    #[error("`{0}` is missing; the format has it")]
    Missing(String),
    /// What stands twice.
    #[error("`{0}` stands here for the second time")]
    Twice(String),
    /// What is no whole number from 0 to 18,446,744,073,709,551,615.
    #[error("`{0}` is not a whole number of votes, voters or seats")]
    NotANumber(String),
    /// A sum beyond what 64 bits hold.
    #[error("the sum is more than {}", u64::MAX)]
    TooMany,
    /// A word where the format has others.
    #[error("`{found}` is not known here; the format has {known}")]
    UnknownWord {
        /// The word.
        found: String,
        /// Those that may stand here.
        known: String,
    },
    /// Two levels of the file that ought to be equal.
    #[error(
        "{area}, {what}: {whole} here, and its parts add up to {parts}; the file does not agree with itself"
    )]
    LevelsDiffer {
        /// The larger area.
        area: String,
        /// The party, list or figure.
        what: String,
        /// What the file gives for the larger area.
        whole: u64,
        /// What the smaller areas add up to.
        parts: u64,
    },
    /// Anything else, in words.
    #[error("{0}")]
    Other(String),
}

impl ImportProblem {
    /// A word where the format has others.
    pub(crate) fn unknown(found: &str, known: &str) -> Self {
        Self::UnknownWord { found: shortened(found), known: known.to_owned() }
    }

    /// What is no number.
    pub(crate) fn no_number(found: &str) -> Self {
        Self::NotANumber(shortened(found))
    }
}

/// The beginning of what a file has in place of a word or number: a whole row may stand there.
fn shortened(found: &str) -> String {
    const LONGEST: usize = 60;
    match found.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &found[..end]),
        None => found.to_owned(),
    }
}
