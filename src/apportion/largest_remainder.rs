//! Quota methods: whole quotas, then the largest remainders.
//!
//! A quota Q = N/D is the price of a seat. A party with v votes gets ⌊v·D / N⌋ seats at once; what is left of
//! its votes, v·D mod N (in units of 1/D vote), is its remainder. Seats still open go one by one to the
//! largest remainders, at most one to each party.
//!
//! Two corners are settled as follows, so that the house is always filled:
//!
//! * With the whole-number Droop quota and fewer votes than about S², more seats can stay open than there are
//!   parties. Then everybody with votes gets one in turn, until fewer seats than parties are open.
//! * With the quotas of Hagenbach-Bischoff and Imperiali whole quotas can exceed the house: see [`Quota`].

use super::{Quota, Ratio, Workspace};

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
/// use sailau::apportion::{Quota, largest_remainder};
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
/// use sailau::apportion::{Quota, largest_remainder};
///
/// // Imperiali: 100/(3+2) = 20 would give 3 + 2 = 5 whole quotas to a house of 3.
/// let (quota, claimed) = largest_remainder::effective_quota(&[60, 40], 3, Quota::Imperiali);
/// assert_eq!((quota.to_string().as_str(), claimed), ("100/4", 3));
/// ```
#[must_use]
pub fn effective_quota(votes: &[u64], seats: u32, quota: Quota) -> (Ratio, u128) {
    let total = votes.iter().map(|&v| u128::from(v)).sum();
    effective(votes, total, seats, quota)
}

fn effective(votes: &[u64], total: u128, seats: u32, quota: Quota) -> (Ratio, u128) {
    let ratio = quota.of(total, seats);
    let claimed = votes.iter().map(|&v| share(v, ratio).whole).sum();
    if claimed > u128::from(seats) && quota == Quota::Imperiali {
        return effective(votes, total, seats, Quota::HagenbachBischoff);
    }
    (ratio, claimed)
}

/// Writes the sure seats and returns how many are tied among `workspace.tied`.
pub(super) fn fill(
    votes: &[u64],
    total: u128,
    seats: u32,
    quota: Quota,
    workspace: &mut Workspace,
    given: &mut [u32],
) -> u32 {
    let (quota, claimed) = effective(votes, total, seats, quota);
    let Workspace { tied, remainders, ranking, .. } = workspace;
    remainders.clear();
    ranking.clear();
    // Exact multiples of V/(S + 1) make S + 1 equal claims on S seats: each holder is sure of all but one.
    let withheld = u128::from(claimed > u128::from(seats));
    for (i, (&v, seats)) in (0u32..).zip(votes.iter().zip(&mut *given)) {
        if v > 0 {
            ranking.push(i);
            let share = share(v, quota);
            // At most the house size, since the whole quotas claim at most one seat more and that is withheld.
            *seats = u32::try_from(share.whole - withheld).unwrap_or(u32::MAX);
            remainders.push(share.remainder);
        } else {
            remainders.push(0);
        }
    }
    if withheld > 0 {
        // Positions are numbered in u32; at least one stands because there are votes.
        let open = u32::try_from(ranking.len()).unwrap_or(u32::MAX) - 1;
        if open > 0 {
            tied.extend(&*ranking);
        }
        return open;
    }
    let mut open = u32::try_from(u128::from(seats) - claimed).unwrap_or(u32::MAX);
    // Positions are numbered in u32, so their count fits.
    let holders = u32::try_from(ranking.len()).unwrap_or(u32::MAX);
    let rounds = open / holders;
    if rounds > 0 {
        for &i in &*ranking {
            given[i as usize] += rounds;
        }
        open %= holders;
    }
    if open == 0 {
        return 0;
    }
    // The last remainder that would still get a seat; all above it are sure of theirs.
    let remainder = |i: u32| remainders[i as usize];
    let (_, &mut last, _) =
        ranking.select_nth_unstable_by(open as usize - 1, |&a, &b| remainder(b).cmp(&remainder(a)));
    let last = remainder(last);
    tied.extend(ranking.iter().copied().filter(|&i| remainder(i) == last));
    for &i in ranking.iter().filter(|&&i| remainder(i) > last) {
        given[i as usize] += 1;
        open -= 1;
    }
    if tied.len() == open as usize {
        for &i in &*tied {
            given[i as usize] += 1;
        }
        tied.clear();
        return 0;
    }
    tied.sort_unstable();
    open
}
