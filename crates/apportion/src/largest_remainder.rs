//! Quota methods: whole quotas, then one seat each to those with the best claim to what is left.
//!
//! A quota Q = N/D is the price of a seat. A party with v votes gets ⌊v·D / N⌋ seats at once; what is left of
//! its votes, v·D mod N (in units of 1/D vote), is its remainder. Seats still open go one by one to the
//! largest remainders, at most one to each party.
//!
//! Three corners are settled as follows, so that the house is always filled:
//!
//! * With the whole-number Droop quota and fewer votes than about S², more seats can stay open than there are
//!   parties. Then everybody with votes gets one in turn, until fewer seats than parties are open.
//! * With the quotas of Hagenbach-Bischoff and Imperiali whole quotas can exceed the house: see [`Quota`].
//! * With [bounds](super::Bounds) the S strongest of all claims q, q − 1, q − 2 … are met, where q is a party's
//!   votes in quotas; claims within a minimum are met in any case, and claims beyond a maximum never. Without
//!   bounds that is the rule above.
//!
//! The cost is linear in the number of parties.

use std::cmp::Ordering;

use super::bounds::Limits;
use super::divisor_search::DivisorSearch;
use super::remainders::Remainders;
use super::{Quota, Ratio, Sums, Workspace, small};

/// One party's part of a quota count, as a protocol shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// How many times the quota is contained in the votes.
    pub whole: u128,
    /// What is left, in units of 1/(the quota's denominator) vote; less than the quota's numerator.
    pub remainder: u128,
}

/// Splits `votes` into whole quotas and a remainder.
///
/// ```
/// use sailau_apportion::{Quota, largest_remainder};
///
/// let quota = Quota::Hare.of(100, 7);
/// let share = largest_remainder::share(30, quota); // 30 / (100/7) = 2.1
/// assert_eq!((share.whole, share.remainder), (2, 10));
/// ```
#[must_use]
pub fn share(votes: u64, quota: Ratio) -> Share {
    // 64 bits of votes by a denominator of at most 34 bits.
    let scaled = u128::from(votes) * quota.denominator;
    Share { whole: scaled / quota.numerator, remainder: scaled % quota.numerator }
}

/// The quota that a count really uses, and what its whole quotas claim in all.
///
/// It is the method's own quota, unless that is Imperiali's and overshoots: see [`Quota::Imperiali`].
///
/// ```
/// use sailau_apportion::{Quota, largest_remainder};
///
/// // Imperiali: 100/(3+2) = 20 would give 3 + 2 = 5 whole quotas to a house of 3.
/// let (quota, claimed) = largest_remainder::effective_quota(&[60, 40], 3, Quota::Imperiali);
/// assert_eq!((quota.to_string().as_str(), claimed), ("100/4", 3));
/// ```
#[must_use]
pub fn effective_quota(votes: &[u64], seats: u32, quota: Quota) -> (Ratio, u128) {
    settled(votes, Sums::of(votes).total, seats, quota)
}

fn settled(votes: &[u64], total: u128, seats: u32, quota: Quota) -> (Ratio, u128) {
    let mut quota = quota;
    loop {
        let ratio = quota.of(total, seats);
        let claimed = votes.iter().map(|&v| share(v, ratio).whole).sum();
        match quota.lowered() {
            Some(lower) if claimed > u128::from(seats) => quota = lower,
            _ => return (ratio, claimed),
        }
    }
}

/// Writes the sure seats and returns how many are tied among `workspace.tied`.
///
/// The S strongest of all claims q, q − 1, q − 2, … are met: whole quotas first, then the largest remainders.
#[inline]
pub(super) fn fill<L: Limits>(
    votes: &[u64],
    sums: Sums,
    seats: u32,
    quota: Quota,
    limits: &L,
    workspace: &mut Workspace,
    given: &mut [u32],
) -> u32 {
    if L::NONE && small::largest_remainders(votes, sums, quota, seats, given) {
        workspace.visits += votes.len() as u64;
        return 0;
    }
    let mut price = quota.of(sums.total, seats);
    if quota.lowered().is_some() {
        workspace.visits += votes.len() as u64;
        (price, _) = settled(votes, sums.total, seats, quota);
    }
    DivisorSearch { votes, sums, series: Remainders::of(price, sums), limits }.run(seats, workspace, given)
}

/// Whole quotas first, then one seat each to the largest v/⌊q⌋.
pub(super) fn fill_by_relative(
    votes: &[u64],
    sums: Sums,
    seats: u32,
    quota: Quota,
    workspace: &mut Workspace,
    given: &mut [u32],
) -> u32 {
    let claimed = split(votes, sums, seats, quota, workspace, given);
    let Some(open) = u128::from(seats).checked_sub(claimed) else {
        return one_too_many(votes, seats, workspace, given);
    };
    let Workspace { tied, whole, ranking, .. } = workspace;
    ranking.clear();
    ranking.extend((0u32..).zip(votes).filter(|&(_, &v)| v > 0).map(|(i, _)| i));
    // Before seats go round: those are no whole quotas.
    whole.clear();
    whole.extend(&*given);
    // Below 2^32, as the house.
    let (mut open, holders) = (open as u64, ranking.len() as u64);
    if open >= holders {
        let rounds = (open / holders) as u32;
        for &i in &*ranking {
            given[i as usize] += rounds;
        }
        open %= holders;
    }
    let key = |i: u32| Relative { votes: votes[i as usize], whole: whole[i as usize].into() };
    one_each(key, open, ranking, tied, given)
}

/// v/⌊q⌋; without a whole quota it is infinite, and the votes decide.
#[derive(Debug, Clone, Copy)]
pub(super) struct Relative {
    pub(super) votes: u64,
    pub(super) whole: u64,
}

impl Ord for Relative {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.whole, other.whole) {
            (0, 0) => self.votes.cmp(&other.votes),
            (0, _) => Ordering::Greater,
            (_, 0) => Ordering::Less,
            (mine, theirs) => {
                let left = u128::from(self.votes) * u128::from(theirs);
                left.cmp(&(u128::from(other.votes) * u128::from(mine)))
            }
        }
    }
}
impl PartialOrd for Relative {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl PartialEq for Relative {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}
impl Eq for Relative {}

/// Writes everybody's whole quotas to `given`; returns what they claim in all.
fn split(
    votes: &[u64],
    sums: Sums,
    seats: u32,
    quota: Quota,
    workspace: &mut Workspace,
    given: &mut [u32],
) -> u128 {
    workspace.visits += 2 * votes.len() as u64;
    let (quota, claimed) = settled(votes, sums.total, seats, quota);
    for (&v, seats) in votes.iter().zip(given) {
        *seats = u32::try_from(share(v, quota).whole).unwrap_or(u32::MAX);
    }
    claimed
}

/// Exact multiples of V/(S + 1) make S + 1 equal claims on S seats: each holder is sure of all but one.
fn one_too_many(votes: &[u64], house: u32, workspace: &mut Workspace, given: &mut [u32]) -> u32 {
    let mut holders = 0;
    for (i, (&v, seats)) in (0u32..).zip(votes.iter().zip(&mut *given)) {
        if v > 0 {
            *seats -= 1;
            holders += 1;
            workspace.tied.push(i);
        }
    }
    if let [only] = workspace.tied[..] {
        // One more than the house, which a u32 may not hold.
        given[only as usize] = house;
        workspace.tied.clear();
    }
    holders - 1
}

/// Gives one seat each to the `open` largest keys among `ranking`; returns how many are tied among `tied`.
pub(super) fn one_each<K: Ord + Copy>(
    key: impl Fn(u32) -> K,
    open: u64,
    ranking: &mut [u32],
    tied: &mut Vec<u32>,
    given: &mut [u32],
) -> u32 {
    // At most as many as there are positions.
    let mut left = open as u32;
    if open == 0 {
        return 0;
    }
    // The last key that would still get a seat; all above it are sure of theirs.
    let (_, &mut last, _) = ranking.select_nth_unstable_by(open as usize - 1, |&a, &b| key(b).cmp(&key(a)));
    let last = key(last);
    for &i in &*ranking {
        match key(i).cmp(&last) {
            Ordering::Greater => {
                given[i as usize] += 1;
                left -= 1;
            }
            Ordering::Equal => tied.push(i),
            Ordering::Less => {}
        }
    }
    if tied.len() == left as usize {
        for &i in &*tied {
            given[i as usize] += 1;
        }
        tied.clear();
        return 0;
    }
    tied.sort_unstable();
    left
}
