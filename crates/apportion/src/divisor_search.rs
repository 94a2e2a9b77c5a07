//! The kernel of all methods by which claims compete: the strongest S of them are met. It looks for the divisor that fills
//! the house, or rather for its inverse, the multiplier.
//!
//! Under a divisor method a party's claims are v/d(0) > v/d(1) > …; under a quota and largest remainders they are
//! q > q − 1 > q − 2 …, where q is its votes in quotas. Either way a claim has a *price*: the multiplier (what is
//! added, for remainders) from which on rounding gives the party that seat. The S cheapest claims are looked for:
//!
//! 1. a multiplier is estimated at which the house should be about full, and a window about it;
//! 2. one pass rounds everybody by both ends of the window. Claims below it are met, those above it are not,
//!    those inside are listed. When the house is not inside, the next window follows from what was missing;
//! 3. the listed claims are split by selection. Prices that floats may not tell apart are compared in integers.
//!
//! # Why floats are safe here
//!
//! A price and a rounding are a handful of floating-point operations on exact numbers, each right to 2⁻⁵³ of itself.
//! [`Series::slack`] is some thousand times what they can add up to. A float tells two claims apart only when they
//! are further from each other than that, and the border must be as far inside the window. Everything
//! nearer is decided by [`Series::compare`], in integers. So no answer, and no tie, depends on a rounding.
//!
//! # Cost
//!
//! Linear in the number of parties. A pass looks at each party once, and usual votes need one or two. Where the
//! estimate is far off, each second pass halves what is left between a multiplier that is too low and one that is high
//! enough, until the claims between them are some four a party, and those are split by selection. `tests/apportion`
//! counts the looks at votes made to mislead the estimate: [`Workspace::visits`] has them.

// See above: integers have the last word wherever rounding could matter.
#![allow(clippy::float_arithmetic)]

use super::Sums;
use super::bounds::Limits;
use super::cpu_dispatch::{Task, widest};
use super::series::{Series, whole_number};
use super::workspace::{Claim, Workspace};

/// Parties that are rounded side by side.
const BLOCK: usize = 16;

/// From so many parties on it pays to ask for the widest vectors.
const MANY: usize = 32;

/// From so many parties on it pays to ask so many of them first.
const SAMPLED: usize = 32_768;

/// Two multipliers to round everybody by.
#[derive(Debug, Clone, Copy)]
struct Window {
    low: f64,
    high: f64,
    /// The most claims between them that are worth a list.
    most: usize,
    /// Whether it is all that lies between multipliers known to be too low and high enough.
    whole: bool,
}

/// How many seats the two ends of a window give in all.
#[derive(Debug, Clone, Copy)]
struct Sum {
    below: u64,
    above: u64,
}

pub(super) struct DivisorSearch<'a, S, L> {
    pub(super) votes: &'a [u64],
    pub(super) sums: Sums,
    pub(super) series: S,
    pub(super) limits: &'a L,
}

impl<S: Series, L: Limits> DivisorSearch<'_, S, L> {
    /// Writes the sure seats and returns how many are tied among `workspace.tied`.
    ///
    /// Somebody has votes, and the limits leave room for exactly `house` seats, of which there is at least one.
    pub(super) fn run(&self, house: u32, workspace: &mut Workspace, given: &mut [u32]) -> u32 {
        let parties = f64::from(self.sums.parties);
        let (start, per_seat) = self.series.start(self.sums.total as f64, parties, house.into());
        // Rounding moves a sum of n parties by about √(n/12) seats.
        let reach = 2.3 * (parties / 12.0).sqrt() + 2.0;
        let mut search = Search::new(self.series.lowest(), start, per_seat, reach);
        if self.votes.len() >= SAMPLED {
            widest(Sample { kernel: self, house: house.into(), search: &mut search });
            workspace.visits += 2 * SAMPLED as u64;
        }
        let mut claims = std::mem::take(&mut workspace.claims);
        let tied = loop {
            let slack = self.series.slack(search.farthest());
            let next = search.next(self.votes.len(), slack);
            let sum = self.round(next, &mut claims, given);
            workspace.visits += self.votes.len() as u64;
            let inside = (sum.below..=sum.above).contains(&house.into());
            if inside && sum.above.saturating_sub(sum.below) <= next.most as u64 {
                workspace.visits += claims.len() as u64;
                // The house is less than 2^32 seats.
                let open = (u64::from(house) - sum.below) as usize;
                let slack = self.series.slack(next.low.abs().max(next.high.abs()));
                if let Some(border) = Border::of(&mut claims, open, next.low, next.high, slack) {
                    break self.settle(border, &mut claims, &mut workspace.tied, given);
                }
                search.widen(32.0 * slack);
            } else {
                search.learn(next, sum, house);
            }
        };
        workspace.claims = claims;
        tied
    }

    /// Gives everybody the seats of the window's lower end, and lists the claims up to its upper end, unless they are
    /// too many.
    fn round(&self, window: Window, claims: &mut Vec<Claim>, given: &mut [u32]) -> Sum {
        claims.clear();
        let mut sum = Sum { below: 0, above: 0 };
        let pass = Pass { kernel: self, window, sum: &mut sum, claims, given };
        if self.votes.len() < MANY {
            pass.run()
        } else {
            widest(pass)
        }
        sum
    }

    /// Meets what the border leaves open, exactly; returns how many seats are tied.
    fn settle(&self, border: Border, claims: &mut [Claim], tied: &mut Vec<u32>, given: &mut [u32]) -> u32 {
        let mut open = border.open;
        let mut doubtful = 0;
        for at in 0..claims.len() {
            let claim = claims[at];
            if claim.price < border.from {
                given[claim.party as usize] += 1;
                open -= 1;
            } else if claim.price <= border.to {
                claims[doubtful] = claim;
                doubtful += 1;
            }
        }
        let doubtful = &mut claims[..doubtful];
        if open < doubtful.len() && open > 0 {
            let votes = |claim: &Claim| self.votes[claim.party as usize];
            let stronger = |a: &Claim, b: &Claim| self.series.compare(votes(b), b.seat, votes(a), a.seat);
            let (_, &mut last, _) = doubtful.select_nth_unstable_by(open - 1, stronger);
            for claim in &*doubtful {
                match stronger(claim, &last) {
                    std::cmp::Ordering::Less => {
                        given[claim.party as usize] += 1;
                        open -= 1;
                    }
                    std::cmp::Ordering::Equal => tied.push(claim.party),
                    std::cmp::Ordering::Greater => {}
                }
            }
            if open < tied.len() {
                tied.sort_unstable();
                // No more than the house.
                return open as u32;
            }
            for party in tied.drain(..) {
                given[party as usize] += 1;
            }
        } else if open > 0 {
            for claim in &*doubtful {
                given[claim.party as usize] += 1;
            }
        }
        0
    }
}

/// Where the search for a window stands.
struct Search {
    /// A multiplier at which there are too few seats, and how many.
    low: (f64, u64),
    /// One at which there are enough.
    high: (f64, u64),
    /// The middle of the next window, and how far it reaches.
    middle: f64,
    reach: f64,
    per_seat: f64,
    lowest: f64,
    /// The end of the last window that was nearer to the house, and its seats.
    last: Option<(f64, u64)>,
    misses: u32,
    /// A window of all that is left held too many claims.
    crowded: bool,
}

impl Search {
    fn new(lowest: f64, start: f64, per_seat: f64, reach: f64) -> Self {
        Self {
            low: (lowest, 0),
            high: (f64::INFINITY, u64::MAX),
            middle: start.max(lowest),
            reach: reach * per_seat,
            per_seat,
            lowest,
            last: None,
            misses: 0,
            crowded: false,
        }
    }

    /// The multiplier farthest from 0 that matters next.
    fn farthest(&self) -> f64 {
        let high = if self.high.0.is_finite() { self.high.0 } else { self.middle };
        self.low.0.abs().max(high.abs())
    }

    /// The next window; never so narrow that nothing in it could be told from its ends.
    fn next(&self, parties: usize, slack: f64) -> Window {
        let (low, high) = (self.low.0, self.high.0);
        let exhausted = high.is_finite() && high - low <= 64.0 * slack;
        // A list of claims costs about as much as a dozen passes: the longer the search, the longer it may be.
        let worth = match self.misses {
            0..3 => parties / 4,
            3..8 => 2 * parties,
            _ => 4 * parties,
        };
        let between = self.high.1.saturating_sub(self.low.1);
        if exhausted || (!self.crowded && between <= worth as u64 + 64) {
            let most = if exhausted { usize::MAX } else { 4 * parties + 256 };
            let (low, high) = ((low - 32.0 * slack).max(self.lowest), high + 32.0 * slack);
            return Window { low, high, most, whole: true };
        }
        let reach = self.reach.max(16.0 * slack);
        let (low, high) = ((self.middle - reach).max(self.lowest), self.middle + reach);
        Window { low, high, most: 4 * parties + 256, whole: false }
    }

    fn widen(&mut self, by: f64) {
        self.reach = 2.0 * self.reach + by;
        self.low = ((self.low.0 - by).max(self.lowest), 0);
        self.high = (self.high.0 + by, u64::MAX);
    }

    /// The window missed the house, or held too many claims.
    fn learn(&mut self, window: Window, sum: Sum, house: u32) {
        self.misses += 1;
        self.crowded |= window.whole;
        let house = u64::from(house);
        let (low, high) = ((window.low, sum.below), (window.high, sum.above));
        let end = if sum.above < house {
            self.raise(high);
            high
        } else if sum.below > house {
            self.lower(low);
            low
        } else {
            self.raise(low);
            self.lower(high);
            self.last = Some(high);
            low
        };
        if let Some(last) = self.last
            && last.0 != end.0
        {
            let per_seat = (end.0 - last.0) / (end.1 as f64 - last.1 as f64);
            if per_seat.is_finite() && per_seat > 0.0 {
                self.per_seat = per_seat;
            }
        }
        self.last = Some(end);
        let missing = house as f64 - end.1 as f64;
        self.middle = end.0 + missing * self.per_seat;
        let seats = missing.abs() / 8.0 + 2.0 * missing.abs().sqrt() + 4.0;
        self.reach = seats * self.per_seat;
        let between = self.low.0 < self.middle && self.middle < self.high.0;
        if !between || (self.misses > 4 && self.misses % 2 == 1) {
            self.halve();
        }
    }

    fn raise(&mut self, to: (f64, u64)) {
        if to.0 > self.low.0 {
            self.low = to;
        }
    }

    fn lower(&mut self, to: (f64, u64)) {
        if to.0 < self.high.0 {
            self.high = to;
        }
    }

    /// Puts the next window into the middle of what is left.
    fn halve(&mut self) {
        let (low, high) = (self.low.0, self.high.0);
        if high.is_infinite() {
            self.middle = low + 4.0 * (low - self.lowest).max(self.reach).max(self.per_seat);
            self.reach = (self.middle - low) / 2.0;
            return;
        }
        self.middle = if low > 0.0 {
            // Positive floats are ordered as their bits: so many halvings as a float has bits end the search.
            f64::from_bits(u64::midpoint(low.to_bits(), high.to_bits()))
        } else {
            f64::midpoint(low, high)
        };
        self.reach = self.reach.min((high - low) / 8.0);
    }
}

/// A better estimate, from a sample of the parties.
struct Sample<'a, 'b, S, L> {
    kernel: &'a DivisorSearch<'b, S, L>,
    house: f64,
    search: &'a mut Search,
}

impl<S: Series, L: Limits> Task for Sample<'_, '_, S, L> {
    #[inline(always)]
    fn run(self) {
        let Self { kernel, house, search } = self;
        let (blocks, _) = kernel.votes.as_chunks::<BLOCK>();
        let step = (blocks.len() * BLOCK / SAMPLED).max(1);
        let total = kernel.sums.total as f64;
        let parties = kernel.votes.len() as f64;
        for _ in 0..2 {
            let m = search.middle;
            // What rounding changes is much the same for all, whatever their votes.
            let (mut changed, mut asked) = ([0.0; BLOCK], 0.0);
            for (at, votes) in blocks.iter().enumerate().step_by(step) {
                for i in 0..BLOCK {
                    let (seats, _) = kernel.rounded(at * BLOCK + i, votes[i], m, m);
                    changed[i] += f64::from(seats) - kernel.series.unrounded(votes[i] as f64, m);
                }
                asked += BLOCK as f64;
            }
            let seats = kernel.series.unrounded(total, m) + parties * changed.iter().sum::<f64>() / asked;
            search.middle = (m + (house - seats) * search.per_seat).max(search.lowest);
            // A rounding error spread evenly over one seat has a standard deviation of 1/√12 of it.
            search.reach = search.reach.max(0.75 * parties / asked.sqrt() * search.per_seat);
        }
    }
}

/// Between which prices the border lies.
struct Border {
    /// Listed claims that will be met.
    open: usize,
    /// Cheaper claims are met.
    from: f64,
    /// Dearer ones are not.
    to: f64,
}

impl Border {
    /// Finds the border among the listed claims; `None` when it is too near to an end of the window.
    fn of(claims: &mut [Claim], open: usize, low: f64, high: f64, slack: f64) -> Option<Self> {
        if open > claims.len() {
            return None;
        }
        let (dearest_met, cheapest_left) = if open == 0 {
            (low, claims.iter().map(|claim| claim.price).fold(high, f64::min))
        } else if open == claims.len() {
            (claims.iter().map(|claim| claim.price).fold(low, f64::max), high)
        } else {
            let (_, cut, _) = claims.select_nth_unstable_by(open - 1, |a, b| a.price.total_cmp(&b.price));
            (cut.price, cut.price)
        };
        let (from, to) = (dearest_met - 2.0 * slack, cheapest_left + 2.0 * slack);
        // What was given without a look is cheaper than all that is not met, and what was not looked at is dearer
        // than all that is.
        let sure = if open == 0 {
            cheapest_left - low > 4.0 * slack
        } else if open == claims.len() {
            high - dearest_met > 4.0 * slack
        } else {
            dearest_met - low > 4.0 * slack && high - cheapest_left > 4.0 * slack
        };
        if !sure {
            return None;
        }
        if open == 0 {
            return Some(Self { open, from: f64::NEG_INFINITY, to: f64::NEG_INFINITY });
        }
        if open == claims.len() {
            return Some(Self { open, from: f64::INFINITY, to: f64::INFINITY });
        }
        Some(Self { open, from, to })
    }
}

/// One look at everybody.
struct Pass<'a, 'b, S, L> {
    kernel: &'a DivisorSearch<'b, S, L>,
    window: Window,
    sum: &'a mut Sum,
    claims: &'a mut Vec<Claim>,
    given: &'a mut [u32],
}

impl<S: Series, L: Limits> Task for Pass<'_, '_, S, L> {
    #[inline(always)]
    fn run(self) {
        let Self { kernel, window: Window { low, high, most, .. }, sum, claims, given } = self;
        // Sums of each lane by itself: nothing is added across before the end.
        let (mut below, mut above) = ([0; BLOCK], [0; BLOCK]);
        let mut block = |first: usize, votes: &[u64; BLOCK], given: &mut [u32; BLOCK]| {
            let mut more = [0; BLOCK];
            let mut differ = 0;
            for i in 0..BLOCK {
                (given[i], more[i]) = kernel.rounded(first + i, votes[i], low, high);
                differ |= given[i] ^ more[i];
                below[i] += u64::from(given[i]);
                above[i] += u64::from(more[i]);
            }
            if differ != 0 {
                kernel.list(first, votes, given, &more, most, claims);
            }
        };
        let (votes, votes_left) = kernel.votes.as_chunks::<BLOCK>();
        let (given, given_left) = given.as_chunks_mut::<BLOCK>();
        let mut first = 0;
        for (votes, given) in votes.iter().zip(given) {
            block(first, votes, given);
            first += BLOCK;
        }
        if !votes_left.is_empty() {
            let mut votes = [0; BLOCK];
            let mut seats = [0; BLOCK];
            votes[..votes_left.len()].copy_from_slice(votes_left);
            block(first, &votes, &mut seats);
            given_left.copy_from_slice(&seats[..votes_left.len()]);
        }
        *sum = Sum { below: below.iter().sum(), above: above.iter().sum() };
    }
}

impl<S: Series, L: Limits> DivisorSearch<'_, S, L> {
    /// The seats of a position at two multipliers, within its limits.
    #[inline(always)]
    fn rounded(&self, position: usize, votes: u64, low: f64, high: f64) -> (u32, u32) {
        let stands = votes > 0;
        let free = if self.series.starts_at_zero() { 1.0 } else { 0.0 };
        let (least, most): (f64, f64) = if L::NONE {
            (if stands { free } else { 0.0 }, if stands { u32::MAX.into() } else { 0.0 })
        } else {
            let (least, most) = (self.limits.least(position), self.limits.most(position));
            let floor = if least == 0 && stands { free.min(most.into()) } else { least.into() };
            (floor, if stands { most } else { least }.into())
        };
        let bounded = |m: f64| -> u32 {
            let seats = self.series.seats(votes as f64, m);
            let seats = if seats > least { seats } else { least };
            let seats = if seats < most { seats } else { most };
            whole_number(seats)
        };
        (bounded(low), bounded(high))
    }

    /// Lists the claims between two roundings.
    #[inline(never)]
    fn list(
        &self,
        first: usize,
        votes: &[u64; BLOCK],
        fewer: &[u32; BLOCK],
        more: &[u32; BLOCK],
        most: usize,
        claims: &mut Vec<Claim>,
    ) {
        for i in 0..BLOCK {
            for seat in fewer[i]..more[i] {
                // One more than may be listed is enough to know that they are too many.
                if claims.len() > most {
                    return;
                }
                let price = self.series.price(votes[i] as f64, seat);
                // Positions are counted in u32.
                claims.push(Claim { price, party: (first + i) as u32, seat });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which claims of 1, 2 and 3 are left to integers, if floats may say so much.
    fn doubtful(open: usize, low: f64, high: f64) -> Option<(f64, f64)> {
        let mut claims = [1.0, 2.0, 3.0].map(|price| Claim { price, party: 0, seat: 0 });
        Border::of(&mut claims, open, low, high, 0.125).map(|border| (border.from, border.to))
    }

    #[test]
    fn a_border_stands_off_both_ends_of_the_window_or_is_none() {
        assert_eq!(doubtful(2, 0.5, 9.0), Some((1.75, 2.25)));
        assert_eq!(doubtful(2, 1.5, 9.0), None);
        assert_eq!(doubtful(2, 0.5, 2.5), None);
        // All claims are left out, and the cheapest of them could be one that was given without a look.
        assert_eq!(doubtful(0, 0.25, 3.0), Some((f64::NEG_INFINITY, f64::NEG_INFINITY)));
        assert_eq!(doubtful(0, 0.5, 9.0), None);
        // All are met, and the dearest could be one that was not looked at.
        assert_eq!(doubtful(3, 1.0, 3.75), Some((f64::INFINITY, f64::INFINITY)));
        assert_eq!(doubtful(3, 0.0, 3.5), None);
        assert_eq!(doubtful(4, 0.0, 9.0), None);
    }
}
