//! Lists that share seats as one.

/// Lists that share seats as one: a stretch of the members.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Group {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(crate) votes: u64,
    pub(crate) seats: u32,
}

impl Group {
    /// Its lists.
    pub(super) fn lists<'a>(&self, members: &'a [u32]) -> &'a [u32] {
        &members[self.start..self.end]
    }

    /// Its list with most votes as they were cast: that by which a tie rule knows it.
    pub(super) fn head(&self, members: &[u32], cast: &[u64]) -> u32 {
        // A group has a list.
        self.lists(members).iter().copied().max_by_key(|&list| (cast[list as usize], list)).unwrap_or(0)
    }
}
