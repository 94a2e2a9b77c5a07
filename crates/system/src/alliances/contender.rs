//! Who competes for the seats of an alliance.

/// A candidate of an alliance.
#[derive(Debug, Clone, Copy)]
pub(super) struct Contender {
    pub(super) votes: u64,
    /// The number among the candidates of the area.
    pub(super) number: u32,
    pub(super) list: u32,
}
