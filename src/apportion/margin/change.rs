//! Votes that change, and what comes of it.

use serde::Serialize;

use crate::apportion::Apportionment;

/// A change of the outcome by as few votes as can be.
///
/// Where several parties or pairs need the same few, the first by their positions are named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Whose votes they are; none for votes added.
    pub from: Option<usize>,
    /// Whose they become; none for votes removed.
    pub to: Option<usize>,
    /// How many, at least 1.
    pub votes: u64,
    /// The outcome then.
    pub after: Apportionment,
}

impl Change {
    /// Whether all seats are decided after the change: it is a seat in other hands, not one in doubt.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.after.ties.is_empty()
    }

    /// The parties whose sure seats change: position, seats before, seats after.
    pub fn sure_seats<'a>(
        &'a self,
        before: &'a Apportionment,
    ) -> impl Iterator<Item = (usize, u32, u32)> + 'a {
        let pairs = before.seats.iter().zip(&self.after.seats).enumerate();
        pairs.filter(|(_, (old, new))| old != new).map(|(party, (&old, &new))| (party, old, new))
    }
}

/// A way to change votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Way {
    Transfer { from: usize, to: usize },
    Added { to: usize },
    Removed { from: usize },
}

impl Way {
    pub(super) fn from(self) -> Option<usize> {
        match self {
            Self::Transfer { from, .. } | Self::Removed { from } => Some(from),
            Self::Added { .. } => None,
        }
    }

    pub(super) fn to(self) -> Option<usize> {
        match self {
            Self::Transfer { to, .. } | Self::Added { to } => Some(to),
            Self::Removed { .. } => None,
        }
    }
}
