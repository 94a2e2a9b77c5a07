//! Percentages to so many decimals in place of votes.

use super::lot;
use super::quotient::half_up;
use super::shared::Shared;
use crate::apportion::{Method, Workspace, apportion_into};
use crate::random::Generator;

/// Parts of a base in units of 1/`scale` of a per cent, half up.
pub(super) fn of(votes: u64, base: u128, scale: u64) -> u64 {
    let percentage = half_up(u128::from(votes) * 100 * u128::from(scale), base.max(1));
    // A part of a base is no more than a hundred per cent.
    u64::try_from(percentage).unwrap_or(u64::MAX)
}

/// Seats from rounded numbers.
#[derive(Debug, Default)]
pub(super) struct Seated {
    workspace: Workspace,
    given: Vec<u32>,
    claims: Vec<usize>,
}

impl Seated {
    /// Whether these numbers give other seats than the exact votes; a fair lot decides where they are equal.
    pub(super) fn differ(
        &mut self,
        numbers: &[u64],
        method: &Method,
        exact: &Shared<'_>,
        house: u32,
        generator: &mut Generator,
    ) -> bool {
        self.given.clear();
        self.given.resize(numbers.len(), 0);
        // Nobody is left with anything: no seat is filled.
        if apportion_into(numbers, house, method, &mut self.workspace, &mut self.given).is_err() {
            return true;
        }
        for tie in self.workspace.ties() {
            self.claims.clear();
            self.claims.extend(tie.parties.iter().map(|&list| list as usize));
            let (drawn, each) = if tie.all_to_one { (1, tie.seats) } else { (tie.seats as usize, 1) };
            lot::draw(&mut self.claims, drawn, generator);
            self.claims.iter().take(drawn).for_each(|&list| self.given[list] += each);
        }
        self.given != exact.seats
    }
}
