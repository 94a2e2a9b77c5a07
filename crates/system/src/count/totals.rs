//! Seats as sums.

/// Seats by tier and party, and what became of the others.
#[derive(Debug, Clone, Default)]
pub(crate) struct Totals {
    pub(super) parties: usize,
    /// By tier, then by party.
    pub(super) seats: Vec<u32>,
    pub(super) tiers: Vec<TierTotals>,
    /// Of each party in all tiers together, where more is sure of it than of each tier; empty otherwise.
    pub(super) sure: Vec<u32>,
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct TierTotals {
    pub(super) without_party: u32,
    pub(super) tied: u32,
    pub(super) unfilled: u32,
    pub(super) tie_broken: bool,
    pub(super) sole_qualifier: bool,
}

impl Totals {
    pub(super) fn start(&mut self, parties: usize, tiers: usize) {
        self.parties = parties;
        self.seats.clear();
        self.seats.resize(parties * tiers, 0);
        self.sure.clear();
        self.tiers.clear();
        self.tiers.resize(tiers, TierTotals::default());
    }
}
