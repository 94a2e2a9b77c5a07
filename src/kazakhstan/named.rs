//! Laws and elections by a name that a file or a command line can give.

use jiff::civil::Date;
use thiserror::Error;

use super::{Election, election, elections, law_on};
use crate::law::TimelineError;
use crate::system::ElectoralSystem;

const PREFIX: &str = "kazakhstan:";

/// Why a name such as `kazakhstan:2023-03-19` stands for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NameError {
    /// A name that does not begin with `kazakhstan:`.
    #[error("`{0}` is not the name of a day; write kazakhstan:YYYY-MM-DD")]
    NotAName(
        /// The name.
        String,
    ),
    /// A name whose day is none.
    #[error("`{name}`: `{day}` is not a day of the calendar; write kazakhstan:YYYY-MM-DD")]
    NotADay {
        /// The name.
        name: String,
        /// What stands where the day should.
        day: String,
    },
    /// A day for which the law is not known.
    #[error(transparent)]
    Law(#[from] TimelineError),
    /// A day without an election.
    #[error("`{name}`: no election was held that day; the election days are {}", days(.known))]
    NoElection {
        /// The name.
        name: String,
        /// The days of the elections.
        known: Vec<Date>,
    },
    /// A day without an electorate.
    #[error("`{name}`: no electorate is known of an election of that day; the election days are {}", days(.known))]
    NoElectorate {
        /// The name.
        name: String,
        /// The days of the elections whose electorate is known.
        known: Vec<Date>,
    },
}

fn days(days: &[Date]) -> String {
    days.iter().map(Date::to_string).collect::<Vec<_>>().join(", ")
}

/// Whether a text is meant as a name of this country: it begins with `kazakhstan:`.
#[must_use]
pub fn is_named(text: &str) -> bool {
    text.starts_with(PREFIX)
}

/// The rules in force on the day of a name.
///
/// # Errors
///
/// [`NameError`] for anything but `kazakhstan:` and a day of the calendar, written YYYY-MM-DD and in no other way, and
/// for days without an answer of [`law_on`].
///
/// # Examples
///
/// ```
/// use sailau::kazakhstan::law_named;
///
/// assert_eq!(law_named("kazakhstan:2023-03-19")?.tiers.len(), 2);
/// let error = law_named("kazakhstan:19.03.2023").unwrap_err();
/// assert!(error.to_string().ends_with("`19.03.2023` is not a day of the calendar; write kazakhstan:YYYY-MM-DD"));
/// # Ok::<(), sailau::kazakhstan::NameError>(())
/// ```
pub fn law_named(name: &str) -> Result<&'static ElectoralSystem, NameError> {
    Ok(law_on(day_named(name)?)?.value)
}

/// The election of the day of a name.
///
/// # Errors
///
/// [`NameError`], as [`law_named`], and for days without an election.
pub fn election_named(name: &str) -> Result<&'static Election, NameError> {
    election(day_named(name)?).ok_or_else(|| NameError::NoElection {
        name: name.to_owned(),
        known: elections().iter().map(|election| election.day).collect(),
    })
}

/// Other ways of writing a day, and times of day, are not taken.
pub(super) fn day_named(name: &str) -> Result<Date, NameError> {
    let day = name.strip_prefix(PREFIX).ok_or_else(|| NameError::NotAName(name.to_owned()))?;
    let parsed = day.parse().ok().filter(|parsed: &Date| parsed.to_string() == day);
    parsed.ok_or_else(|| NameError::NotADay { name: name.to_owned(), day: day.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_strictly() {
        let why = |name: &str| law_named(name).unwrap_err().to_string();
        for day in ["2023-03-19T00:00", "20230319", "2023-02-30", "tomorrow", " 2023-03-19", ""] {
            let name = format!("kazakhstan:{day}");
            assert_eq!(
                why(&name),
                format!("`{name}`: `{day}` is not a day of the calendar; write kazakhstan:YYYY-MM-DD")
            );
            assert!(election_named(&name).is_err());
        }
        assert!(why("atlantis:2023-03-19").starts_with("`atlantis:2023-03-19` is not the name of a day"));
        assert!(why("kazakhstan:1990-01-01").contains("the first known text is of 1995-09-28"));
        assert_eq!(election_named("kazakhstan:2023-03-19").unwrap().day.to_string(), "2023-03-19");
        let error = election_named("kazakhstan:2020-01-01").unwrap_err().to_string();
        assert!(
            error.contains("no election was held that day; the election days are 1999-10-10, 2004-09-19"),
            "{error}"
        );
    }
}
