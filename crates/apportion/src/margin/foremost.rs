//! The few claims of many that come first.

/// A claim of somebody.
pub(super) trait OfParty: Copy {
    /// Whose it is.
    fn party(&self) -> usize;
}

/// A few claims, the foremost first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Foremost<C, const N: usize>([Option<C>; N]);

impl<C: OfParty, const N: usize> Foremost<C, N> {
    pub(super) const NONE: Self = Self([None; N]);

    pub(super) fn add(&mut self, claim: C, before: impl Fn(C, C) -> bool) {
        let mut claim = claim;
        for slot in &mut self.0 {
            match slot {
                None => {
                    *slot = Some(claim);
                    return;
                }
                Some(there) if before(claim, *there) => std::mem::swap(there, &mut claim),
                Some(_) => {}
            }
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &C> + Clone {
        self.0.iter().flatten()
    }

    pub(super) fn first(&self) -> Option<C> {
        self.0.first().copied().flatten()
    }

    /// The foremost of the others.
    pub(super) fn without(&self, parties: [Option<usize>; 2]) -> Option<C> {
        self.iter().copied().find(|claim| !parties.contains(&Some(claim.party())))
    }
}
