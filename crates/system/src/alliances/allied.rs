//! With whom a list stands.

/// The alliances that a list belongs to in an area, by number; none when it stands alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Allied {
    pub(crate) alliance: Option<u32>,
    pub(crate) suballiance: Option<u32>,
}
