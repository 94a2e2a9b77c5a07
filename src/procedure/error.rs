use jiff::civil::Date;
use thiserror::Error;

use super::names::meant;
use crate::text::{Misread, UnknownName, one_line};

/// Why facts cannot be judged: something is missing, or cannot be so.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FactError {
    /// The law asks about it, and it was not given.
    #[error("`{fact}` is missing, and the law asks about it; give it, or say that it is not known")]
    Missing {
        /// Its name.
        fact: String,
    },
    /// A part that is more than its whole.
    #[error("{part} {given} of {whole} {of}: a part cannot be more than its whole; check both figures")]
    MoreThanAll {
        /// What the part is.
        part: String,
        /// How many.
        given: u128,
        /// What the whole is.
        of: String,
        /// How many.
        whole: u64,
    },
    /// Parts that do not add up to their whole.
    #[error("{what} add up to {sum} and not to {whole}; check the figures, or leave out the detail")]
    DoesNotAddUp {
        /// What is added up.
        what: String,
        /// Their sum.
        sum: u128,
        /// What they should add up to.
        whole: u64,
    },
    /// Nothing where there has to be something, such as a district without voters.
    #[error("there are no {what}, so there is nothing to decide")]
    Nobody {
        /// What is none.
        what: String,
    },
    /// A name that is not on the list.
    #[error(
        "no {kind} is called `{}`; there are {}{}", one_line(name), one_line(&known.join(", ")), one_line(&meant(nearest))
    )]
    Unknown {
        /// What kind of thing.
        kind: String,
        /// The name given.
        name: String,
        /// The names there are.
        known: Vec<String>,
        /// The one of them that was meant, where one is near.
        nearest: Option<String>,
    },
    /// A text that names nothing.
    #[error(
        "`{}` is not the name of a {kind}: it is empty, or has blanks around it; write the name alone",
        one_line(name)
    )]
    NotAName {
        /// What kind of thing.
        kind: String,
        /// The text given.
        name: String,
    },
    /// A region of the map of which nothing is said, where every region has to be there.
    #[error(
        "of `{}`, a region of the map, nothing is given; give its {figures}, also where they are 0",
        one_line(region)
    )]
    NotCounted {
        /// The region.
        region: String,
        /// What is lacking.
        figures: String,
    },
    /// A name given twice.
    #[error("{kind} `{}` is given twice; leave one out", one_line(name))]
    Twice {
        /// What kind of thing.
        kind: String,
        /// The name.
        name: String,
    },
    /// A span that ends before it begins.
    #[error("{later} on {second} comes before {earlier} on {first}; check the days")]
    NegativeSpan {
        /// What comes first.
        earlier: String,
        /// Its day.
        first: Date,
        /// What comes after it.
        later: String,
        /// Its day.
        second: Date,
    },
    /// A day on which the law that judges it was not in force.
    #[error("the day {day} is before {since}, when the law came into force; take the law of that day")]
    BeforeTheLaw {
        /// The day of the facts.
        day: Date,
        /// The first day of the law.
        since: Date,
    },
}

impl FactError {
    /// Refuses a part that is more than its whole.
    ///
    /// # Errors
    ///
    /// [`FactError::MoreThanAll`].
    pub fn check_part(part: &str, given: impl Into<u128>, of: &str, whole: u64) -> Result<(), Self> {
        let given = given.into();
        if given > u128::from(whole) {
            return Err(Self::MoreThanAll { part: part.to_owned(), given, of: of.to_owned(), whole });
        }
        Ok(())
    }

    /// Refuses a span that ends before it begins.
    ///
    /// # Errors
    ///
    /// [`FactError::NegativeSpan`].
    pub fn check_order(earlier: &str, first: Date, later: &str, second: Date) -> Result<(), Self> {
        if second < first {
            let (earlier, later) = (earlier.to_owned(), later.to_owned());
            return Err(Self::NegativeSpan { earlier, first, later, second });
        }
        Ok(())
    }
}

/// What is wrong with a file of law.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LawError {
    /// It cannot be read.
    #[error(transparent)]
    Unreadable(
        /// What is wrong, with line and column, the field, and the word that was meant.
        #[from]
        Misread,
    ),
    /// A citation of a rule that the law does not have.
    #[error(
        "[cite] names `{}`, which is no rule of this law; its rules stand under [rules]{}",
        one_line(&.0.name), .0.meant()
    )]
    NoSuchRule(
        /// The key, and what can be cited.
        Box<UnknownName>,
    ),
    /// Two texts from the same day, or none at all.
    #[error(transparent)]
    Timeline(#[from] crate::law::TimelineError),
}
