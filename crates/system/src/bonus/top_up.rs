//! The largest is raised to a number of seats, and the others share the rest.

use super::{BonusHouse, TopUp, UpTo};
use crate::count::failure::CountFailure;
use sailau_apportion::{Method, TieView, apportion_into};

#[derive(Debug, Clone, Default)]
pub(crate) struct TopUpBuffers {
    /// Seats of everybody by votes alone, or beside one who is raised.
    given: Vec<u32>,
    /// Votes of all but the one who is raised.
    pub(crate) rest: Vec<u64>,
    /// The seats that everybody has, and the most that everybody may have, however what is open falls.
    pub(crate) sure: Vec<u32>,
    most: Vec<u32>,
}

/// What becomes of the claimants: lists, or alliances of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Raised {
    /// Nobody needs it: the seats are shared among all.
    Nobody,
    /// This one is raised from so many seats, and the others share the rest by their votes in the buffers.
    One { claimant: u32, own: u32 },
    /// Equal claims decide who is raised, or whether somebody is. What is sure whoever it is stands in the buffers.
    Open,
}

impl TopUp {
    /// The seats that the largest of an area has in all, of so many.
    pub(crate) fn target(&self, seats: u32) -> u32 {
        match self.up_to {
            UpTo::Seats(number) => number.min(seats),
            // No more than the seats.
            UpTo::Share(share) => share.votes_of(seats.into(), true) as u32,
        }
    }

    /// By how many seats an area of so many grows, for one that has `own` of them to have enough.
    pub(crate) fn growth(&self, own: u32, seats: u32) -> u32 {
        match (self.house, self.up_to) {
            (BonusHouse::KeepsItsSize, _) => 0,
            (BonusHouse::Grows, UpTo::Seats(number)) => number.saturating_sub(own),
            (BonusHouse::Grows, UpTo::Share(share)) => {
                // (own + n) / (seats + n) is at least a/b from n = (a·seats − b·own) / (b − a) on.
                let (a, b) = (u128::from(share.numerator()), u128::from(share.denominator()));
                let missing = (a * u128::from(seats)).saturating_sub(b * u128::from(own));
                u32::try_from(missing.div_ceil((b - a).max(1))).unwrap_or(u32::MAX)
            }
        }
    }
}

/// Finds whether one of the `first`, who are equal, has fewer seats by its votes than the target. `decide` says what the
/// tie rule does with the claim of one of those who are tied: it is met, or not, or that is open.
pub(crate) fn raise(
    (votes, seats, target): (&[u64], u32, u32),
    first: &[u32],
    method: &Method,
    mut decide: impl FnMut(TieView<'_>, u32) -> Option<bool>,
    apportion: &mut sailau_apportion::Workspace,
    buffers: &mut TopUpBuffers,
) -> Result<Raised, CountFailure> {
    let too_large = |_| CountFailure::VotesTooLarge;
    let alone = first.len() == 1;
    buffers.start(votes.len());
    for &one in first {
        let TopUpBuffers { given, .. } = &mut *buffers;
        given.fill(0);
        apportion_into(votes, seats, method, apportion, given).map_err(too_large)?;
        let own = given[one as usize];
        let tie = apportion.ties().find(|tie| own < target && tie.parties.contains(&one));
        let with_it = tie.map_or(own, |tie| own.saturating_add(if tie.all_to_one { tie.seats } else { 1 }));
        let in_tie = tie.is_some();
        let met = match tie {
            Some(tie) if with_it >= target => decide(tie, one),
            Some(_) | None => Some(own >= target),
        };
        match met {
            Some(true) if alone => return Ok(Raised::Nobody),
            Some(false) => {}
            Some(true) | None => {
                given[one as usize] = with_it;
                buffers.add_way(apportion, in_tie.then_some(one));
            }
        }
        if met == Some(true) {
            continue;
        }
        let TopUpBuffers { given, rest, .. } = &mut *buffers;
        rest.clear();
        rest.extend_from_slice(votes);
        rest[one as usize] = 0;
        if met == Some(false) && alone {
            return Ok(Raised::One { claimant: one, own });
        }
        given.fill(0);
        // Without others nobody falls short.
        if rest.iter().any(|&n| n > 0) {
            apportion_into(rest, seats - target, method, apportion, given).map_err(too_large)?;
        }
        given[one as usize] = target;
        buffers.add_way(apportion, None);
    }
    Ok(Raised::Open)
}

impl TopUpBuffers {
    fn start(&mut self, claimants: usize) {
        let Self { given, sure, most, .. } = self;
        given.clear();
        given.resize(claimants, 0);
        sure.clear();
        sure.resize(claimants, u32::MAX);
        most.clear();
        most.resize(claimants, 0);
    }

    /// What everybody's votes alone are worth, where one is raised.
    pub(crate) fn by_votes(&self) -> &[u32] {
        &self.given
    }

    /// A way in which what is open can fall, and what is tied in it among all but one who has its part already.
    fn add_way(&mut self, apportion: &sailau_apportion::Workspace, but: Option<u32>) {
        let Self { given, sure, most, .. } = self;
        for (&given, (sure, most)) in given.iter().zip(sure.iter_mut().zip(&mut *most)) {
            *sure = (*sure).min(given);
            *most = (*most).max(given);
        }
        for tie in apportion.ties() {
            let each = if tie.all_to_one { tie.seats } else { 1 };
            for &party in tie.parties.iter().filter(|party| Some(**party) != but) {
                let may = given[party as usize].saturating_add(each);
                most[party as usize] = most[party as usize].max(may);
            }
        }
    }

    /// Seats that are sure for nobody.
    pub(crate) fn open(&self, seats: u32) -> u32 {
        self.sure.iter().fold(seats, |left, &n| left.saturating_sub(n))
    }

    /// Who competes for them.
    pub(crate) fn competing(&self) -> impl Iterator<Item = u32> {
        (0u32..).zip(self.sure.iter().zip(&self.most)).filter(|(_, (sure, most))| most > sure).map(|(i, _)| i)
    }
}
