use std::fmt::{self, Display, Formatter};

use jiff::civil::Date;
use serde::Serialize;

use crate::law::Citation;

/// How a recall stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum State {
    /// No petition was filed yet.
    Unchallenged,
    /// A petition waits for its registration.
    Filed {
        /// Since when.
        on: Date,
    },
    /// Its registration was refused; a new petition can be filed as well.
    Refused {
        /// When.
        on: Date,
    },
    /// The refusal was appealed.
    Appealed {
        /// When.
        on: Date,
    },
    /// Signatures are collected.
    Collecting {
        /// Since when.
        since: Date,
        /// The last day; none where no limit is known.
        until: Option<Date>,
    },
    /// The time ended, and no signatures are handed in yet. Those of that time still can be, as long as no new petition
    /// is filed.
    Lapsed {
        /// That day.
        on: Date,
    },
    /// The signatures are being checked.
    Checking {
        /// Since when.
        since: Date,
        /// How many were handed in.
        signatures: u64,
    },
    /// There were too few.
    Stopped {
        /// When it was found.
        on: Date,
    },
    /// There were enough.
    Qualified {
        /// When it was found.
        on: Date,
    },
    /// A vote is called.
    Called {
        /// When.
        on: Date,
    },
    /// The vote was held.
    Voted {
        /// When.
        on: Date,
        /// Whether the recall was carried.
        carried: bool,
    },
    /// The mandate was kept.
    Kept {
        /// When the result was published.
        published: Date,
    },
    /// The mandate has ended.
    Recalled {
        /// When.
        on: Date,
    },
    /// The mandate has ended, and a by-election is called.
    ByElection {
        /// When.
        on: Date,
    },
}

/// What the law expects next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Due {
    /// What is to be done.
    pub act: String,
    /// The last day for it.
    pub by: Date,
    /// The rule's name in the file of law.
    pub rule: String,
    /// Where it stands.
    pub citation: Option<Citation>,
}

impl State {
    /// Whether the mandate has ended.
    #[must_use]
    pub fn ended(&self) -> bool {
        matches!(self, Self::Recalled { .. } | Self::ByElection { .. })
    }

    /// Whether a new petition may be filed: none is under way, and the mandate has not ended.
    #[must_use]
    pub fn is_free(&self) -> bool {
        matches!(
            self,
            Self::Unchallenged
                | Self::Refused { .. }
                | Self::Lapsed { .. }
                | Self::Stopped { .. }
                | Self::Kept { .. }
        )
    }
}

impl Display for State {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unchallenged => write!(f, "no petition is filed"),
            Self::Filed { on } => write!(f, "a petition waits for registration since {on}"),
            Self::Refused { on } => write!(f, "its registration was refused on {on}"),
            Self::Appealed { on } => write!(f, "an appeal is pending since {on}"),
            Self::Collecting { until: Some(until), .. } => {
                write!(f, "signatures are collected until {until}")
            }
            Self::Collecting { since, .. } => write!(f, "signatures are collected since {since}"),
            Self::Lapsed { on } => write!(f, "the time for signatures ended on {on}"),
            Self::Checking { signatures, .. } => write!(f, "{signatures} signatures are being checked"),
            Self::Stopped { on } => write!(f, "the petition was stopped on {on}"),
            Self::Qualified { on } => write!(f, "enough signatures were found valid on {on}"),
            Self::Called { on } => write!(f, "a vote was called on {on}"),
            Self::Voted { on, carried: true } => write!(f, "the vote of {on} carried the recall"),
            Self::Voted { on, carried: false } => write!(f, "the vote of {on} kept the mandate"),
            Self::Kept { published } => write!(f, "the mandate was kept, as published on {published}"),
            Self::Recalled { on } => write!(f, "the mandate ended on {on}"),
            Self::ByElection { on } => write!(f, "a by-election was called on {on}"),
        }
    }
}
