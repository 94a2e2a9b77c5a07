//! How a step is put into words.

use std::fmt::{self, Display, Formatter};

/// The words of a step, as an election commission would print them.
pub(crate) trait Words {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result;
}

/// What stands beside a step: printed, the article that it follows from.
pub(crate) struct Margin<'a> {
    pub(crate) tier: Option<&'a str>,
    pub(crate) article: Option<&'a str>,
}

impl Display for Margin<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.article {
            Some(article) => write!(f, "  [{article}]"),
            None => Ok(()),
        }
    }
}
