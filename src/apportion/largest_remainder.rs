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
use super::{Divisor, Quota, Ratio, Sums, Workspace, few, highest_averages};

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

/// What ranks the parties for the seats that whole quotas leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    /// The remainder.
    Remainder,
    /// The votes by whole quotas.
    Relative,
}

/// Writes the sure seats and returns how many are tied among `workspace.tied`.
pub(super) fn fill(
    votes: &[u64],
    sums: Sums,
    seats: u32,
    quota: Quota,
    rest: Rest,
    workspace: &mut Workspace,
    given: &mut [u32],
) -> u32 {
    let price = quota.of(sums.total, seats);
    if rest == Rest::Remainder
        && votes.len() <= few::FEW
        && let Some((price, parts)) = narrow_price(price, sums.largest())
        && few::largest_remainders(votes, price, parts, seats, given)
    {
        workspace.visits += votes.len() as u64;
        return 0;
    }
    let (_, claimed) = split(votes, sums, seats, quota, workspace, given);
    let Some(open) = u128::from(seats).checked_sub(claimed) else {
        return one_too_many(votes, seats, workspace, given);
    };
    // Below 2^32, as the house.
    let mut open = open as u64;
    if open == 0 {
        return 0;
    }
    let Workspace { tied, remainders, narrow, ranking, .. } = workspace;
    ranking.clear();
    ranking.extend((0u32..).zip(votes).filter(|&(_, &v)| v > 0).map(|(i, _)| i));
    let holders = ranking.len() as u64;
    let rounds = (open / holders) as u32;
    if rounds > 0 {
        for &i in &*ranking {
            given[i as usize] += rounds;
        }
        open %= holders;
    }
    match rest {
        Rest::Remainder if narrow.is_empty() => {
            one_each(|i| remainders[i as usize], open, ranking, tied, given)
        }
        Rest::Remainder => largest_narrow(narrow, open, ranking, tied, given),
        Rest::Relative => {
            narrow.clear();
            // Whole quotas only, without the seats that went round. Who has no votes is not ranked.
            narrow.extend(given.iter().map(|&seats| u64::from(seats.saturating_sub(rounds))));
            let key = |i: u32| Relative { votes: votes[i as usize], whole: narrow[i as usize] };
            one_each(key, open, ranking, tied, given)
        }
    }
}

/// Whole quotas first, then the highest quotients v/(s + 1).
pub(super) fn fill_by_averages(
    votes: &[u64],
    sums: Sums,
    seats: u32,
    quota: Quota,
    workspace: &mut Workspace,
    given: &mut [u32],
) -> u32 {
    let (_, claimed) = split(votes, sums, seats, quota, workspace, given);
    if claimed > u128::from(seats) {
        return one_too_many(votes, seats, workspace, given);
    }
    // The workspace's memory holds the whole quotas while the kernel uses the rest of it.
    let mut whole = Held(std::mem::take(&mut workspace.ranking));
    whole.0.clear();
    whole.0.extend(&*given);
    let tied = highest_averages::fill(votes, sums, seats, &Divisor::DHondt, &whole, workspace, given);
    workspace.ranking = whole.0;
    tied
}

/// Seats that whole quotas have given and nothing takes back.
struct Held(Vec<u32>);

impl Limits for Held {
    fn least(&self, position: usize) -> u32 {
        self.0[position]
    }

    fn most(&self, _: usize) -> u32 {
        u32::MAX
    }
}

/// v/⌊q⌋; without a whole quota it is infinite, and the votes decide.
#[derive(Clone, Copy)]
struct Relative {
    votes: u64,
    whole: u64,
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

/// Writes everybody's whole quotas to `given` and the remainders to the workspace: to `narrow` where they fit 64
/// bits with room to spare, else to `remainders`. Returns the quota and what whole quotas claim in all.
fn split(
    votes: &[u64],
    sums: Sums,
    seats: u32,
    quota: Quota,
    workspace: &mut Workspace,
    given: &mut [u32],
) -> (Ratio, u128) {
    let mut quota = quota;
    loop {
        workspace.visits += votes.len() as u64;
        let ratio = quota.of(sums.total, seats);
        let claimed = split_by(votes, sums.largest(), ratio, workspace, given);
        match quota.lowered() {
            Some(lower) if claimed > u128::from(seats) => quota = lower,
            _ => return (ratio, claimed),
        }
    }
}

/// The quota in numbers of 64 bits, when every product stays below 2^62: a remainder that a guess missed by one
/// still fits a signed number then.
fn narrow_price(quota: Ratio, largest: u64) -> Option<(i64, i64)> {
    let limit = 1u128 << 62;
    let fits = quota.numerator < limit && u128::from(largest) * quota.denominator < limit;
    if fits { Some((quota.numerator as i64, quota.denominator as i64)) } else { None }
}

fn split_by(votes: &[u64], largest: u64, quota: Ratio, workspace: &mut Workspace, given: &mut [u32]) -> u128 {
    let Workspace { remainders, narrow, .. } = workspace;
    remainders.clear();
    narrow.clear();
    if let Some((price, parts)) = narrow_price(quota, largest) {
        #[allow(clippy::float_arithmetic)]
        let scale = parts as f64 / price as f64;
        let mut claimed = 0;
        narrow.extend(votes.iter().zip(given).map(|(&v, seats)| {
            let v = v as i64;
            // A float guesses the whole quotas, at most one amiss; the remainder tells.
            #[allow(clippy::float_arithmetic)]
            let mut whole = (v as f64 * scale) as i64;
            let mut remainder = v * parts - whole * price;
            if remainder < 0 {
                whole -= 1;
                remainder += price;
            } else if remainder >= price {
                whole += 1;
                remainder -= price;
            }
            claimed += whole as u64;
            *seats = u32::try_from(whole).unwrap_or(u32::MAX);
            remainder as u64
        }));
        return claimed.into();
    }
    let mut claimed = 0;
    remainders.extend(votes.iter().zip(given).map(|(&v, seats)| {
        let share = share(v, quota);
        claimed += share.whole;
        *seats = u32::try_from(share.whole).unwrap_or(u32::MAX);
        share.remainder
    }));
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

/// [`one_each`] of remainders that stand in a row: the cut is found among the numbers themselves, which is kinder to
/// memory than looking each up by its position.
fn largest_narrow(
    remainders: &mut Vec<u64>,
    open: u64,
    ranking: &mut Vec<u32>,
    tied: &mut Vec<u32>,
    given: &mut [u32],
) -> u32 {
    // Parties without votes have no claim; they have no remainder either, so a cut above zero leaves them out.
    let parties = remainders.len();
    if open == 0 || open >= parties as u64 {
        return one_each(|i| remainders[i as usize], open, ranking, tied, given);
    }
    remainders.extend_from_within(..);
    let (own, scratch) = remainders.split_at_mut(parties);
    // `open` is less than the number of parties.
    let (_, &mut cut, _) = scratch.select_nth_unstable(parties - open as usize);
    if cut == 0 {
        return one_each(|i| own[i as usize], open, ranking, tied, given);
    }
    let mut left = open as u32;
    for (i, (&remainder, seats)) in (0u32..).zip(own.iter().zip(&mut *given)) {
        if remainder > cut {
            *seats += 1;
            left -= 1;
        } else if remainder == cut {
            tied.push(i);
        }
    }
    if tied.len() == left as usize {
        for &i in &*tied {
            given[i as usize] += 1;
        }
        tied.clear();
        return 0;
    }
    left
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

/// [`fill`] within bounds, by remainders: the strongest of all claims q, q − 1, q − 2, …
pub(super) fn fill_within(
    votes: &[u64],
    sums: Sums,
    seats: u32,
    quota: Quota,
    limits: &impl Limits,
    workspace: &mut Workspace,
    given: &mut [u32],
) -> u32 {
    let (quota, _) = split(votes, sums, seats, quota, workspace, given);
    let whole: Vec<i64> = given.iter().map(|&whole| i64::from(whole)).collect();
    let within = |i: usize, more: i64| {
        let (least, most) = (i64::from(limits.least(i)), i64::from(limits.most(i)));
        if votes[i] == 0 { least } else { (whole[i] + more).clamp(least, most) }
    };
    let sum = |more: i64| (0..votes.len()).map(|i| within(i, more)).sum::<i64>();
    // Everybody gets `more` seats than whole quotas, within bounds: the most that the house has room for.
    let (mut low, mut high) = (-(1i64 << 33), 1i64 << 33);
    while low + 1 < high {
        workspace.visits += votes.len() as u64;
        let middle = i64::midpoint(low, high);
        if sum(middle) <= i64::from(seats) { low = middle } else { high = middle }
    }
    let mut open = i64::from(seats);
    let Workspace { tied, ranking, .. } = workspace;
    ranking.clear();
    for (i, seats) in (0u32..).zip(given.iter_mut()) {
        let now = within(i as usize, low);
        open -= now;
        // Between 0 and a u32.
        *seats = now as u32;
        if within(i as usize, low + 1) > now {
            ranking.push(i);
        }
    }
    // With everybody at the maximum the house is full: it fits within the bounds.
    let open = (open as u64).min(ranking.len() as u64);
    one_each(|i| share(votes[i as usize], quota).remainder, open, ranking, tied, given)
}
