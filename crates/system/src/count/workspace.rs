//! Room for a count without a record, and the seats that came out of it.

use super::book::Pages;
use super::list_buffers::ListBuffers;
use super::totals::{TierTotals, Totals};
use crate::candidates::buffers::CandidateBuffers;
use crate::threshold::nearness::Nearness;

/// Room for a count without a protocol, and the seats that came out of the last one.
///
/// Parties and tiers are numbered as in [`Plan::parties`](crate::Plan::parties) and
/// [`Plan::tiers`](crate::Plan::tiers). What is not there is 0.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    pub(super) buffers: CountBuffers,
    /// The seats; none before the first count.
    pub(super) pages: Option<Box<Pages>>,
}

/// What the stages write to on their way.
#[derive(Debug, Clone, Default)]
pub(crate) struct CountBuffers {
    pub(super) lists: ListBuffers,
    pub(super) candidates: CandidateBuffers,
}

impl Workspace {
    /// From now on a count keeps how near lists came to thresholds.
    #[doc(hidden)]
    pub fn keep_nearness(&mut self) {
        self.nearness().ask();
    }

    pub(super) fn nearness(&mut self) -> &mut Nearness {
        &mut self.buffers.lists.threshold.near
    }

    /// Sure seats of each party in a tier: those that every way gives in which what is open can fall.
    #[must_use]
    pub fn seats(&self, tier: usize) -> &[u32] {
        let Some(totals) = self.totals() else { return &[] };
        let end = tier.saturating_add(1).saturating_mul(totals.parties);
        totals.seats.get(end.saturating_sub(totals.parties)..end).unwrap_or_default()
    }

    /// Sure seats of a party in all tiers together. Where something is open they can be more than those of each tier:
    /// it may be sure that a party has a seat, and open in which tier.
    #[must_use]
    pub fn party_seats(&self, party: usize) -> u32 {
        let Some(totals) = self.totals() else { return 0 };
        if let Some(&seats) = totals.sure.get(party) {
            return seats;
        }
        (0..totals.tiers.len()).filter_map(|tier| self.seats(tier).get(party)).sum()
    }

    /// Sure seats of each party in all tiers together; none where they are the sums of [its tiers](Self::seats).
    #[must_use]
    pub fn more_than_by_tier(&self) -> Option<&[u32]> {
        Some(&self.totals()?.sure[..]).filter(|sure| !sure.is_empty())
    }

    /// Seats of a tier whose holders have no party: independents and appointees.
    #[must_use]
    pub fn without_party(&self, tier: usize) -> u32 {
        self.tier(tier).without_party
    }

    /// Seats of a tier that a tie leaves open.
    #[must_use]
    pub fn tied(&self, tier: usize) -> u32 {
        self.tier(tier).tied
    }

    /// Seats of a tier that the count does not fill.
    #[must_use]
    pub fn unfilled(&self, tier: usize) -> u32 {
        self.tier(tier).unfilled
    }

    /// Whether a rule of the law had to decide between equal claims to seats of a tier.
    #[must_use]
    pub fn tie_broken(&self, tier: usize) -> bool {
        self.tier(tier).tie_broken
    }

    /// Whether one list alone reached the threshold of a tier, so that its sole-qualifier rule shared the seats.
    #[must_use]
    pub fn sole_qualifier(&self, tier: usize) -> bool {
        self.tier(tier).sole_qualifier
    }

    fn totals(&self) -> Option<&Totals> {
        self.pages.as_ref().map(|pages| &pages.totals)
    }

    fn tier(&self, tier: usize) -> TierTotals {
        self.totals().and_then(|totals| totals.tiers.get(tier)).copied().unwrap_or_default()
    }
}
