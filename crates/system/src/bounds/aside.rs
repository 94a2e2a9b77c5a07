//! Claimants that are set aside at a fixed number of seats, while the others share the rest.

use crate::count::failure::CountFailure;
use sailau_apportion::{Method, apportion_into};

/// What the number at which somebody is set aside is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    /// Seats that it has for sure.
    Fewest,
    /// A cap.
    Most,
}

/// Claimants, lists or alliances of them, of which some are set aside.
#[derive(Debug, Clone, Default)]
pub(crate) struct Aside {
    who: Vec<bool>,
    /// Votes of the others.
    pub(crate) open: Vec<u64>,
    /// Those whose ties nothing decides.
    tied: Vec<u32>,
}

impl Aside {
    /// Shares seats; a claimant of which `beyond` says so is set aside at its number in `fixed`, and the others share
    /// the rest anew, until there is no such claimant. Where there is one, those of whom `with_them` says so are set aside
    /// too. Ties are left to `decide`, which gives their seats and leaves those
    /// whose ties stay open. Returns the seats that are left to the others.
    #[expect(
        clippy::too_many_arguments,
        reason = "what goes in, what comes out, and what is written on the way"
    )]
    pub(crate) fn find(
        &mut self,
        (weights, seats): (&[u64], u32),
        method: &Method,
        beyond: impl Fn(usize, u32) -> bool,
        with_them: impl Fn(usize, u32) -> bool,
        fixed: &[u32],
        apportion: &mut sailau_apportion::Workspace,
        given: &mut [u32],
        mut decide: impl FnMut(&sailau_apportion::Workspace, &mut [u32], &mut Vec<u32>),
    ) -> Result<u32, CountFailure> {
        let Self { who, open, tied } = self;
        who.clear();
        who.resize(fixed.len(), false);
        loop {
            let taken: u64 =
                fixed.iter().zip(&*who).filter(|(_, aside)| **aside).map(|(&n, _)| u64::from(n)).sum();
            let left = u32::try_from(u64::from(seats).saturating_sub(taken)).unwrap_or(u32::MAX);
            open.clear();
            open.extend(weights.iter().zip(&*who).map(|(&n, &aside)| if aside { 0 } else { n }));
            given.fill(0);
            tied.clear();
            if open.iter().any(|&n| n > 0) {
                apportion_into(open, left, method, apportion, given)
                    .map_err(|_| CountFailure::VotesTooLarge)?;
                decide(apportion, given, tied);
            }
            // Who is still in a tie may get one more.
            let may_have = |i: usize| given[i] + u32::from(tied.contains(&(i as u32)));
            let mut more = false;
            for i in 0..open.len() {
                if open[i] > 0 && beyond(i, may_have(i)) {
                    who[i] = true;
                    more = true;
                }
            }
            if !more {
                return Ok(left);
            }
            for i in 0..open.len() {
                if open[i] > 0 && with_them(i, may_have(i)) {
                    who[i] = true;
                }
            }
        }
    }

    /// Whether somebody is set aside.
    pub(crate) fn some(&self) -> bool {
        self.who.contains(&true)
    }

    /// Whether nobody is left to share seats.
    pub(crate) fn all(&self) -> bool {
        self.open.iter().all(|&n| n == 0)
    }

    /// Gives those who are set aside their numbers.
    pub(crate) fn give(&self, fixed: &[u32], given: &mut [u32]) {
        for (given, (&fixed, _)) in
            given.iter_mut().zip(fixed.iter().zip(&self.who)).filter(|(_, (_, aside))| **aside)
        {
            *given = fixed;
        }
    }
}
