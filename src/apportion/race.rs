//! The kernel of all methods by which claims compete: the strongest S of them are met.
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
//! Linear in the number of parties. A pass looks at each party once; usual votes need one or two. Passes that miss
//! are at most some hundred: each second one halves what is left between two multipliers known to be too low and
//! too high, and floats that are neighbours end the search. [`Workspace::visits`] counts the parties looked at.

// See above: integers have the last word wherever rounding could matter.
#![allow(clippy::float_arithmetic)]

use super::bounds::Limits;
use super::series::Series;
use super::wide::{Task, widest};
use super::{Sums, Workspace};

/// Parties that are rounded side by side.
const BLOCK: usize = 16;

/// From so many parties on it pays to ask for the widest vectors.
const MANY: usize = 32;

/// From so many parties on it pays to ask so many of them first.
const SAMPLED: usize = 32_768;

/// 2^52: above it floats are whole numbers, and a whole number below it stands in the lower bits of its sum with it.
const LARGE: f64 = 4_503_599_627_370_496.0;

/// A party's claim to its seat number `seat` + 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim {
    price: f64,
    party: u32,
    seat: u32,
}

/// Multipliers, and how many seats each gives in all.
#[derive(Debug, Clone, Copy)]
struct Window {
    low: f64,
    high: f64,
    /// Seats at the lower end.
    below: u64,
    /// Seats at the upper end.
    above: u64,
}

pub(super) struct Race<'a, S, L> {
    pub(super) votes: &'a [u64],
    pub(super) sums: Sums,
    pub(super) series: S,
    pub(super) limits: &'a L,
}

impl<S: Series, L: Limits> Race<'_, S, L> {
    /// Writes the sure seats and returns how many are tied among `workspace.tied`.
    ///
    /// Somebody has votes, and the limits leave room for exactly `house` seats, of which there is at least one.
    pub(super) fn run(&self, house: u32, workspace: &mut Workspace, given: &mut [u32]) -> u32 {
        let parties = f64::from(self.sums.parties);
        let (start, per_seat) = self.series.start(self.sums.total as f64, parties, house.into());
        // Rounding moves a sum of n parties by about √(n/12) seats.
        let reach = 3.0 * (parties / 12.0).sqrt() + 3.0;
        let mut search = Search::new(self.series.lowest(), start, per_seat, reach);
        if self.votes.len() >= SAMPLED {
            widest(Sample { race: self, house: house.into(), search: &mut search });
            workspace.visits += 2 * SAMPLED as u64;
        }
        let mut claims = std::mem::take(&mut workspace.claims);
        let tied = loop {
            let slack = self.series.slack(search.farthest());
            let (low, high) = search.window(slack);
            let most = if search.exhausted(slack) { usize::MAX } else { 4 * self.votes.len() + 1024 };
            let window = self.round(low, high, most, &mut claims, given);
            workspace.visits += self.votes.len() as u64;
            let inside = (window.below..=window.above).contains(&house.into());
            if inside && window.above - window.below <= most as u64 {
                workspace.visits += claims.len() as u64;
                // The house is less than 2^32 seats.
                let open = (u64::from(house) - window.below) as usize;
                let slack = self.series.slack(low.abs().max(high.abs()));
                if let Some(border) = Border::of(&mut claims, open, low, high, slack) {
                    break self.settle(border, &mut claims, &mut workspace.tied, given);
                }
                search.widen(32.0 * slack);
            } else {
                search.learn(window, house);
            }
        };
        workspace.claims = claims;
        tied
    }

    /// Gives everybody the seats of the lower multiplier, and lists the claims up to the higher one, unless they are
    /// more than `most`.
    fn round(
        &self,
        low: f64,
        high: f64,
        most: usize,
        claims: &mut Vec<Claim>,
        given: &mut [u32],
    ) -> Window {
        claims.clear();
        let mut window = Window { low, high, below: 0, above: 0 };
        let pass = Pass { race: self, window: &mut window, most, claims, given };
        if self.votes.len() < MANY { pass.run() } else { widest(pass) }
        window
    }

    /// Meets what the border leaves open, exactly; returns how many seats are tied.
    fn settle(
        &self,
        border: Border,
        claims: &mut Vec<Claim>,
        tied: &mut Vec<u32>,
        given: &mut [u32],
    ) -> u32 {
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
    /// A multiplier at which there are too few seats, and one at which there are enough.
    low: f64,
    high: f64,
    /// The middle of the next window, and how far it reaches.
    middle: f64,
    reach: f64,
    per_seat: f64,
    lowest: f64,
    /// The end of the last window that was nearer to the house, and its seats.
    last: Option<(f64, u64)>,
    misses: u32,
}

impl Search {
    fn new(lowest: f64, start: f64, per_seat: f64, reach: f64) -> Self {
        let (middle, reach) = (start.max(lowest), reach * per_seat);
        Self { low: lowest, high: f64::INFINITY, middle, reach, per_seat, lowest, last: None, misses: 0 }
    }

    /// The multiplier farthest from 0 that matters next.
    fn farthest(&self) -> f64 {
        let high = if self.high.is_finite() { self.high } else { self.middle };
        self.low.abs().max(high.abs())
    }

    /// The next window; never so narrow that nothing in it could be told from its ends.
    fn window(&self, slack: f64) -> (f64, f64) {
        if self.exhausted(slack) {
            return ((self.low - 32.0 * slack).max(self.lowest), self.high + 32.0 * slack);
        }
        let reach = self.reach.max(16.0 * slack);
        ((self.middle - reach).max(self.lowest), self.middle + reach)
    }

    /// Whether what is left between the bounds is too narrow to be divided.
    fn exhausted(&self, slack: f64) -> bool {
        self.high.is_finite() && self.high - self.low <= 64.0 * slack
    }

    fn widen(&mut self, by: f64) {
        self.reach = 2.0 * self.reach + by;
        self.low = (self.low - by).max(self.lowest);
        self.high += by;
    }

    /// The window missed the house, or held too many claims.
    fn learn(&mut self, window: Window, house: u32) {
        self.misses += 1;
        let house = u64::from(house);
        let (at, seats) = if window.above < house {
            self.low = self.low.max(window.high);
            (window.high, window.above)
        } else if window.below > house {
            self.high = self.high.min(window.low);
            (window.low, window.below)
        } else {
            self.low = self.low.max(window.low);
            self.high = self.high.min(window.high);
            self.last = Some((window.high, window.above));
            (window.low, window.below)
        };
        if let Some((before, then)) = self.last
            && seats != then
            && at != before
        {
            let per_seat = (at - before) / (seats as f64 - then as f64);
            if per_seat.is_finite() && per_seat > 0.0 {
                self.per_seat = per_seat;
            }
        }
        self.last = Some((at, seats));
        let missing = house as f64 - seats as f64;
        self.middle = at + missing * self.per_seat;
        let seats = missing.abs() / 8.0 + 2.0 * missing.abs().sqrt() + 4.0;
        self.reach = seats * self.per_seat;
        let between = self.low < self.middle && self.middle < self.high;
        if !between || (self.misses > 4 && self.misses % 2 == 1) {
            self.middle = self.halfway();
            self.reach = self.reach.min((self.high - self.low) / 8.0);
            if self.high.is_infinite() {
                self.reach = (self.middle - self.low) / 2.0;
            }
        }
    }

    fn halfway(&self) -> f64 {
        if self.high.is_infinite() {
            return self.low + 4.0 * (self.low - self.lowest).max(self.reach).max(self.per_seat);
        }
        if self.low > 0.0 {
            // Positive floats are ordered as their bits: so many halvings as a float has bits end the search.
            return f64::from_bits(u64::midpoint(self.low.to_bits(), self.high.to_bits()));
        }
        f64::midpoint(self.low, self.high)
    }
}

/// A better estimate, from a sample of the parties.
struct Sample<'a, 'b, S, L> {
    race: &'a Race<'b, S, L>,
    house: f64,
    search: &'a mut Search,
}

impl<S: Series, L: Limits> Task for Sample<'_, '_, S, L> {
    #[inline(always)]
    fn run(self) {
        let Self { race, house, search } = self;
        let (blocks, _) = race.votes.as_chunks::<BLOCK>();
        let step = (blocks.len() * BLOCK / SAMPLED).max(1);
        let total = race.sums.total as f64;
        let parties = race.votes.len() as f64;
        for _ in 0..2 {
            let m = search.middle;
            // What rounding changes is much the same for all, whatever their votes.
            let (mut changed, mut asked) = ([0.0; BLOCK], 0.0);
            for (at, votes) in blocks.iter().enumerate().step_by(step) {
                for i in 0..BLOCK {
                    let (seats, _) = race.rounded(at * BLOCK + i, votes[i], m, m);
                    changed[i] += f64::from(seats) - race.series.unrounded(votes[i] as f64, m);
                }
                asked += BLOCK as f64;
            }
            let seats = race.series.unrounded(total, m) + parties * changed.iter().sum::<f64>() / asked;
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
    race: &'a Race<'b, S, L>,
    window: &'a mut Window,
    most: usize,
    claims: &'a mut Vec<Claim>,
    given: &'a mut [u32],
}

impl<S: Series, L: Limits> Task for Pass<'_, '_, S, L> {
    #[inline(always)]
    fn run(self) {
        let Self { race, window, most, claims, given } = self;
        let (low, high) = (window.low, window.high);
        // Sums of each lane by itself: nothing is added across before the end.
        let (mut below, mut above) = ([0; BLOCK], [0; BLOCK]);
        let mut block = |first: usize, votes: &[u64; BLOCK], given: &mut [u32; BLOCK]| {
            let mut more = [0; BLOCK];
            let mut differ = 0;
            for i in 0..BLOCK {
                (given[i], more[i]) = race.rounded(first + i, votes[i], low, high);
                differ |= given[i] ^ more[i];
                below[i] += u64::from(given[i]);
                above[i] += u64::from(more[i]);
            }
            if differ != 0 {
                race.list(first, votes, given, &more, most, claims);
            }
        };
        let (votes, votes_left) = race.votes.as_chunks::<BLOCK>();
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
        window.below = below.iter().sum();
        window.above = above.iter().sum();
    }
}

impl<S: Series, L: Limits> Race<'_, S, L> {
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
            (seats + LARGE).to_bits() as u32
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
