//! How much a search may do: counted in steps and not in time, so that its result is the same on every machine.

/// Steps that are left.
#[derive(Debug, Clone, Copy)]
pub(super) struct Work {
    left: u64,
}

impl Work {
    pub(super) fn new(steps: u64) -> Self {
        Self { left: steps }
    }

    /// Takes so many; false when they are not left, and then nothing is left.
    pub(super) fn spend(&mut self, steps: usize) -> bool {
        let enough = self.left.checked_sub(steps as u64);
        self.left = enough.unwrap_or(0);
        enough.is_some()
    }

    pub(super) fn is_spent(&self) -> bool {
        self.left == 0
    }
}
