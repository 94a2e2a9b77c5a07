//! Ranked ballots as offices, archives and other programs write them.
//!
//! [`read`] finds the [format](RankedFormat) by what stands in the files and gives a [`RankedFile`]: candidates in the order of
//! the paper, the ballots as they were marked, and [notes](crate::Note) of what was lost on the way or had to be assumed. What
//! a blank rank, an equal rank or an overvote means is left to the rules that count them.
//!
//! Ballots stream: memory is that of the lists that differ.
//!
//! ```
//! use sailau_formats::{Source, ranked};
//!
//! let file = Source::from_bytes("club.blt", "3 1\n-2\n4 1 3 0\n2 3 0\n0\n\"Hill\"\n\"Lake\"\n\"Moor\"\n\"Club\"\n");
//! let file = ranked::read(&[file], None)?;
//! assert_eq!((file.title.as_deref(), file.seats), (Some("Club"), Some(1)));
//! assert_eq!((file.ballots.total(), file.ballots.distinct()), (6, 2));
//! assert!(file.candidates[1].withdrawn);
//! # Ok::<(), sailau_formats::ImportError>(())
//! ```

mod abif;
mod aec_senate;
mod blt;
mod dominion;
mod dominion_csv;
mod ess;
mod file;
mod format;
mod lines;
mod preflib;
mod reader;
mod roster;
mod scotland;
mod tidy;
mod votekit;

pub use file::{Candidate, RankedFile};
pub use format::RankedFormat;

use crate::error::{ImportError, ImportProblem};
use crate::source::Source;

/// Reads the ranked ballots of one contest. Without a format it is found by what stands in the files.
///
/// # Errors
///
/// [`ImportError`] with the place: for files of no format or of several, damaged ones, those that do not agree with
/// themselves, and those with several contests, of which [`read_contest`] takes one.
pub fn read(sources: &[Source], format: Option<RankedFormat>) -> Result<RankedFile, ImportError> {
    read_either(sources, format, None)
}

/// The same for one contest by its name, of files that may hold several.
///
/// ```
/// use sailau_formats::{Source, ranked};
///
/// let file = Source::from_bytes("club.blt", "1 1\n4 1 0\n0\n\"Hill\"\n\"Club\"\n");
/// let error = ranked::read_contest(&[file], None, "Guild").unwrap_err();
/// assert_eq!(error.to_string(), "club.blt: there is no contest `Guild`; the file has `Club`");
/// ```
///
/// # Errors
///
/// As [`read`], and where there is no such contest.
pub fn read_contest(
    sources: &[Source],
    format: Option<RankedFormat>,
    contest: &str,
) -> Result<RankedFile, ImportError> {
    read_either(sources, format, Some(contest))
}

fn read_either(
    sources: &[Source],
    format: Option<RankedFormat>,
    contest: Option<&str>,
) -> Result<RankedFile, ImportError> {
    let Some(source) = sources.first() else { return Err(Source::none()) };
    let format = match format {
        Some(format) => format,
        None => RankedFormat::recognise(sources)?,
    };
    let file = format.read(sources, contest)?;
    match (contest, &file.title) {
        (Some(contest), Some(title)) if contest != title => {
            let problem = format!("there is no contest `{contest}`; the file has `{title}`");
            Err(source.problem(ImportProblem::NotThis(problem)))
        }
        _ => Ok(file),
    }
}
