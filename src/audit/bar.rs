//! Thresholds: who has reached the share, and who has not.

use std::collections::BTreeSet;

use super::boxes::Boxes;
use super::form::Form;
use super::uncovered::Why;
use crate::system::{Alternative, Threshold, ThresholdLevel};
use crate::votes::Party;

/// The threshold of a tier, as far as assertions are known for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bar<'a> {
    threshold: &'a Threshold,
}

/// Who takes part in an area, and in which way.
#[derive(Debug, Clone, Default)]
pub(crate) struct TakingPart {
    /// By votes: columns that reached the share.
    pub(crate) by_share: BTreeSet<usize>,
    /// Columns that needed none, or came in by seats of other tiers: those are audited there.
    pub(crate) otherwise: BTreeSet<usize>,
    /// Nobody reached it, and so all take part.
    pub(crate) waived: bool,
}

impl TakingPart {
    pub(crate) fn takes_part(&self, column: usize) -> bool {
        self.waived || self.by_share.contains(&column) || self.otherwise.contains(&column)
    }
}

impl<'a> Bar<'a> {
    /// Refuses words of a threshold for which there are no assertions.
    pub(crate) fn of(threshold: &'a Threshold) -> Result<Self, Why> {
        let word = match threshold {
            Threshold { quota: Some(_), .. } => Some("threshold.quota"),
            Threshold { until: Some(until), or, within, .. } => {
                let plain = until.share.is_none()
                    && until.from.is_none()
                    && or.is_empty()
                    && !matches!(within, Some(ThresholdLevel::AnyDistrict | ThresholdLevel::EveryDistrict));
                (!plain).then_some("threshold.until")
            }
            Threshold { within: Some(ThresholdLevel::Region), .. } => Some("threshold.within = \"region\""),
            Threshold { within: Some(ThresholdLevel::EveryDistrict), .. } => {
                Some("threshold.within = \"every district\"")
            }
            Threshold { and, .. } if !and.is_empty() => Some("threshold.and"),
            Threshold { or, .. }
                if !or
                    .iter()
                    .all(|way| matches!(way, Alternative::Seats(_) | Alternative::VotesASeat(_))) =>
            {
                Some("threshold.or")
            }
            _ => None,
        };
        word.map_or(Ok(Self { threshold }), |word| Err(Why::Rule(word)))
    }

    fn share(&self, party: &Party) -> (i128, i128) {
        let own = party.kind.as_ref().and_then(|kind| self.threshold.kinds.get(kind));
        let share = own.unwrap_or(&self.threshold.share);
        (share.numerator().into(), share.denominator().into())
    }

    /// Whether a party needs no votes at all.
    pub(crate) fn asks_nothing_of(&self, party: &Party) -> bool {
        self.share(party).0 == 0
    }

    /// That a party has reached its share; or, `below`, that it has not.
    pub(crate) fn form(&self, column: usize, party: &Party, boxes: &Boxes, below: bool) -> Result<Form, Why> {
        Form::share_of(self.share(party), self.threshold.of, column, below, boxes)
    }
}
