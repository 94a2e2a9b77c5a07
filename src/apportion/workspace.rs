use super::highest_averages::Quotient;

/// Scratch space of [`apportion_into`](super::apportion_into): reuse one and nothing is allocated.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    pub(super) tied: Vec<u32>,
    pub(super) remainders: Vec<u128>,
    pub(super) ranking: Vec<u32>,
    pub(super) quotients: Vec<Quotient>,
}

impl Workspace {
    /// The positions that compete for the seats that the last call left open, ascending.
    ///
    /// Empty when the last call decided every seat.
    #[must_use]
    pub fn tied(&self) -> &[u32] {
        &self.tied
    }
}
