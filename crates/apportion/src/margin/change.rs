//! Votes that change, and what comes of it.

use crate::Apportionment;
use crate::read_checked;

/// A change of the outcome by as few votes as can be.
///
/// Where several parties or pairs need the same few, the first by their positions are named.
///
/// As JSON the outcome's fields stand beside the others: `{"from":0,"to":2,"votes":14159,"seats":[…],"ties":[]}`. What
/// is read names somebody and at least one vote.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Change {
    /// Whose votes they are; none for votes added.
    pub from: Option<usize>,
    /// Whose they become; none for votes removed.
    pub to: Option<usize>,
    /// How many, at least 1.
    pub votes: u64,
    /// The outcome then.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub after: Apportionment,
}

read_checked!(Change {
    from: Option<usize>,
    to: Option<usize>,
    votes: u64,
    #[serde(flatten)]
    after: Apportionment,
});

impl Change {
    #[cfg(feature = "serde")]
    fn check(&self) -> Result<(), &'static str> {
        let mut named = [self.from, self.to].into_iter().flatten().peekable();
        if named.peek().is_none() || self.votes == 0 {
            return Err("votes change by at least one, from somebody, to somebody, or both");
        }
        let parties = self.after.seats.len();
        if named.all(|party| party < parties) {
            Ok(())
        } else {
            Err("a change is of positions that have seats")
        }
    }

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tie;

    #[test]
    fn a_change_says_whose_sure_seats_are_others_and_whether_all_are_decided() {
        let outcome = |seats: &[u32], ties| Apportionment { seats: seats.to_vec(), ties };
        let before = outcome(&[3, 2, 0], Vec::new());
        let change = |after| Change { from: Some(0), to: Some(2), votes: 7, after };
        let moved = change(outcome(&[2, 2, 1], Vec::new()));
        assert_eq!(moved.sure_seats(&before).collect::<Vec<_>>(), [(0, 3, 2), (2, 0, 1)]);
        assert!(moved.is_decided());
        let tie = Tie { parties: vec![0, 2], seats: 1, all_to_one: false };
        assert!(!change(outcome(&[2, 2, 0], vec![tie])).is_decided());
    }
}
