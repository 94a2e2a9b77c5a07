//! Divisor methods: each seat to the highest quotient of votes by the next divisor.
//!
//! A divisor method can be read in two ways that give the same seats: hand out seats one by one to the highest
//! quotient, or find a multiplier (seats a vote) such that every party's votes × multiplier, rounded by the
//! series, fill the house. This implementation guesses by the second and proves by the first:
//!
//! 1. a multiplier is estimated from votes, house and number of parties, and everybody rounded by it;
//! 2. the few seats missing or in excess are found among the claims near the border, by exact comparison;
//! 3. the weakest claim that was met is compared, exactly, with the strongest that was not. Only when the first
//!    is the stronger is the answer taken; when they are equal that is the tie.
//!
//! The proof is a multiplier that separates the two: when every party's votes × it, in whole numbers, lie
//! strictly between the divisor of its last seat and that of its next, the answer is the only one. Where no
//! such multiplier is found, or the series has none in whole numbers, all claims at the border are compared.
//!
//! # Cost
//!
//! A pass over the parties for each step: some four passes for usual votes. When the estimate is far off (votes
//! that fall off steeply, a thousand equal parties at the border) the multiplier is searched by halving, at
//! most some 130 passes, and the claims left between two neighbouring floats are ranked by selection in linear
//! time. The house size does not matter. [`Workspace::visits`] counts the parties that were looked at.

// Floats guess here: where to look, and which multiplier to try. `Race::proves`, `Race::border` and
// `Race::compare` are exact, and no answer leaves without them.
#![allow(clippy::float_arithmetic)]

use std::cmp::Ordering;

use super::bounds::Limits;
use super::series::{Dean, Doubling, Headed, Hill, Line, NineTenths, Series};
use super::{Divisor, Sums, Workspace, few};

/// Up to so many parties it is cheaper to look at all of them for each seat that is missing.
const FEW: usize = 64;

/// A party's claim to its seat number `seat` + 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim {
    party: u32,
    seat: u32,
}

/// Adds the sure seats to `given`, which holds everybody's minimum; returns how many are tied among
/// `workspace.tied`. The limits leave room for exactly `seats`.
pub(super) fn fill<L: Limits>(
    votes: &[u64],
    sums: Sums,
    seats: u32,
    divisor: &Divisor,
    limits: &L,
    workspace: &mut Workspace,
    given: &mut [u32],
) -> u32 {
    let line = match divisor {
        Divisor::DHondt => Line::DHONDT,
        Divisor::SainteLague => Line::SAINTE_LAGUE,
        Divisor::Adams => Line::ADAMS,
        Divisor::Danish => Line::DANISH,
        Divisor::Imperiali => Line::IMPERIALI,
        Divisor::ModifiedSainteLague(first) => {
            let (above, below) = first.parts();
            let series = Headed { head: &[above, 3 * below], step: 2 * below };
            return race(votes, sums, seats, series, limits, workspace, given);
        }
        Divisor::Sequence(sequence) => {
            let series = Headed { head: sequence.head(), step: sequence.step() };
            return race(votes, sums, seats, series, limits, workspace, given);
        }
        Divisor::Dean => return race(votes, sums, seats, Dean, limits, workspace, given),
        Divisor::HuntingtonHill => return race(votes, sums, seats, Hill, limits, workspace, given),
        Divisor::Macanese => return race(votes, sums, seats, Doubling, limits, workspace, given),
        Divisor::Estonian => return race(votes, sums, seats, NineTenths, limits, workspace, given),
    };
    let usual = matches!(divisor, Divisor::DHondt | Divisor::SainteLague);
    if L::NONE && usual && few::divisors(votes, sums, seats, line, given) {
        workspace.visits += votes.len() as u64;
        return 0;
    }
    race(votes, sums, seats, line, limits, workspace, given)
}

fn race<S: Series>(
    votes: &[u64],
    sums: Sums,
    seats: u32,
    series: S,
    limits: &impl Limits,
    workspace: &mut Workspace,
    given: &mut [u32],
) -> u32 {
    if series.starts_at_zero()
        && let Some(tied) = too_few_for_all(votes, seats, limits, workspace, given)
    {
        return tied;
    }
    Race { votes, series, limits, sums, visits: 0 }.run(seats, workspace, given)
}

/// First claims are infinite: when there are no more seats than these claims, the votes themselves rank them.
fn too_few_for_all(
    votes: &[u64],
    seats: u32,
    limits: &impl Limits,
    workspace: &mut Workspace,
    given: &mut [u32],
) -> Option<u32> {
    let Workspace { tied, ranking, visits, .. } = workspace;
    *visits += votes.len() as u64;
    let mut open = u64::from(seats);
    ranking.clear();
    for (i, &v) in (0u32..).zip(votes) {
        let least = limits.least(i as usize);
        open -= u64::from(least);
        if v > 0 && least == 0 && limits.most(i as usize) > 0 {
            ranking.push(i);
        }
    }
    if open > ranking.len() as u64 {
        return None;
    }
    for (i, seats) in given.iter_mut().enumerate() {
        *seats = limits.least(i);
    }
    Some(super::largest_remainder::one_each(|i| votes[i as usize], open, ranking, tied, given))
}

/// Where the estimate ended.
struct Guess {
    m: f64,
    per_seat: f64,
    /// Seats missing after rounding by `m`; negative when there are too many.
    missing: i64,
}

/// Which end of a window everybody is rounded by already.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Low,
    High,
    Neither,
}

struct Race<'a, S, L> {
    votes: &'a [u64],
    series: S,
    limits: &'a L,
    sums: Sums,
    visits: u64,
}

impl<S: Series, L: Limits> Race<'_, S, L> {
    fn run(mut self, seats: u32, workspace: &mut Workspace, given: &mut [u32]) -> u32 {
        let tied = self.seats(seats, workspace, given);
        workspace.visits += self.visits;
        tied
    }

    /// The fewest seats of a party: its minimum, or one when first claims are infinite.
    #[inline]
    fn floor(&self, i: usize) -> u32 {
        let least = self.limits.least(i);
        if least == 0 && self.series.starts_at_zero() && self.votes[i] > 0 {
            return self.limits.most(i).min(1);
        }
        least
    }

    #[inline]
    fn rounded(&self, i: usize, m: f64) -> u32 {
        let v = self.votes[i];
        if v == 0 {
            return self.limits.least(i);
        }
        self.series.seats(v as f64, m).min(self.limits.most(i)).max(self.floor(i))
    }

    /// Rounds everybody by the multiplier; returns the sum.
    fn round(&mut self, m: f64, given: &mut [u32]) -> u64 {
        self.visits += given.len() as u64;
        let mut sum = 0;
        for (i, seats) in given.iter_mut().enumerate() {
            *seats = self.rounded(i, m);
            sum += u64::from(*seats);
        }
        sum
    }

    fn seats(&mut self, house: u32, workspace: &mut Workspace, given: &mut [u32]) -> u32 {
        let guess = self.estimate(house, given);
        let missing = guess.missing;
        let small = self.votes.len() <= FEW && missing.unsigned_abs() <= self.votes.len() as u64;
        let between = if missing == 0 {
            guess.m
        } else if small {
            self.step(missing, given)
        } else {
            let reach = guess.per_seat * (1.5 * missing.unsigned_abs() as f64 + 16.0);
            let (window, known) = if missing > 0 {
                ((guess.m, guess.m + reach), Known::Low)
            } else {
                ((guess.m - reach, guess.m), Known::High)
            };
            self.select_between(window, known, house, workspace, given)
        };
        if self.proves(between, given) {
            return 0;
        }
        self.settle(guess.m, house, workspace, given)
    }

    /// Looks for a multiplier that about fills the house, and leaves everybody rounded by it.
    fn estimate(&mut self, house: u32, given: &mut [u32]) -> Guess {
        let Sums { total, parties, .. } = self.sums;
        let (mut m, per_seat) = self.series.start(total as f64, parties.into(), house.into());
        let mut low: f64 = self.series.lowest_multiplier();
        let mut high = f64::INFINITY;
        m = m.max(low);
        let near = self.votes.len() as u64 / 64 + FEW as u64;
        let mut missing = 0;
        for _ in 0..8 {
            // At most 2^32 parties of at most 2^32 seats: a difference is an i64, save at the very end.
            missing = i64::from(house).saturating_sub_unsigned(self.round(m, given));
            if missing.unsigned_abs() <= near {
                break;
            }
            if missing > 0 {
                low = m;
            } else {
                high = m;
            }
            let jump = m + missing as f64 * per_seat;
            m = if jump > low && jump < high {
                jump
            } else if high < f64::INFINITY {
                f64::midpoint(low, high)
            } else {
                m + (m - low).max(per_seat)
            };
        }
        Guess { m, per_seat, missing }
    }

    /// Gives the seats that are missing, or takes those in excess, one at a time, by the prices of claims; returns
    /// a multiplier that may separate what is met from what is not.
    fn step(&mut self, missing: i64, given: &mut [u32]) -> f64 {
        let count = self.votes.len();
        self.visits += count as u64 * (2 + missing.unsigned_abs());
        let mut prices = [0.0; FEW];
        let prices = &mut prices[..count];
        let giving = missing > 0;
        let never = if giving { f64::INFINITY } else { f64::NEG_INFINITY };
        let price = |i: usize, seats: u32| -> f64 {
            let v = self.votes[i];
            if v == 0 {
                never
            } else if giving {
                if seats < self.limits.most(i) { self.series.price(v as f64, seats) } else { never }
            } else if seats > self.floor(i) {
                self.series.price(v as f64, seats - 1)
            } else {
                never
            }
        };
        for (i, (slot, &seats)) in prices.iter_mut().zip(&*given).enumerate() {
            *slot = price(i, seats);
        }
        let first = |prices: &[f64]| {
            let mut best = (0, prices[0]);
            for (i, &price) in prices.iter().enumerate().skip(1) {
                if (giving && price < best.1) || (!giving && price > best.1) {
                    best = (i, price);
                }
            }
            best
        };
        let mut border = 0.0;
        for _ in 0..missing.unsigned_abs() {
            let (i, at) = first(prices);
            if at == never {
                break;
            }
            given[i] = if giving { given[i] + 1 } else { given[i] - 1 };
            prices[i] = price(i, given[i]);
            border = at;
        }
        let (_, next) = first(prices);
        if next == never { border } else { f64::midpoint(border, next) }
    }

    /// Whether the multiplier `between` proves `given` to be the only answer: exactly, in whole numbers.
    ///
    /// Any positive number will do for a proof, so the float is taken as a whole number by a power of two.
    fn proves(&mut self, between: f64, given: &[u32]) -> bool {
        // x = v·between in units of 1/2^k stays below 2^62 for everybody, and the factor below 2^62.
        let exponent = |x: f64| i64::from((x.to_bits() >> 52) as u32) - 1022;
        let power = |by: i64| f64::from_bits(((by + 1023) as u64) << 52);
        let fraction = 61 - exponent(between);
        let k = (61 - exponent(between * self.sums.largest() as f64)).min(fraction);
        let usable = between.is_normal()
            && between > 0.0
            && (0..127).contains(&(fraction - k))
            && (0..62).contains(&k);
        if !usable || fraction > 1000 {
            return false;
        }
        let (shift, k) = ((fraction - k) as u32, k as u32);
        let factor = u128::from((between * power(fraction)) as u64);
        self.visits += given.len() as u64;
        for (i, (&v, &seats)) in self.votes.iter().zip(given).enumerate() {
            if v == 0 {
                continue;
            }
            // The integer part: the true product lies in [x, x + 1).
            let x = ((u128::from(v) * factor) >> shift) as u64;
            if seats > self.floor(i) && !self.series.below(seats - 1, x, k) {
                return false;
            }
            if seats < self.limits.most(i) && !self.series.above(seats, x, k) {
                return false;
            }
        }
        true
    }

    /// The weakest claim that is met and can be taken back, and the strongest that is not met.
    fn border(&mut self, given: &[u32]) -> (Option<Claim>, Option<Claim>) {
        self.visits += given.len() as u64;
        let (mut weakest, mut strongest) = (None, None);
        for (i, (&v, &seats)) in (0u32..).zip(self.votes.iter().zip(given)) {
            if v == 0 {
                continue;
            }
            if seats > self.floor(i as usize) {
                let claim = Claim { party: i, seat: seats - 1 };
                if weakest.is_none_or(|weakest| self.compare(claim, weakest).is_lt()) {
                    weakest = Some(claim);
                }
            }
            if seats < self.limits.most(i as usize) {
                let claim = Claim { party: i, seat: seats };
                if strongest.is_none_or(|strongest| self.compare(claim, strongest).is_gt()) {
                    strongest = Some(claim);
                }
            }
        }
        (weakest, strongest)
    }

    #[inline]
    fn compare(&self, a: Claim, b: Claim) -> Ordering {
        let votes = |claim: Claim| self.votes[claim.party as usize];
        self.series.compare(votes(a), a.seat, votes(b), b.seat)
    }

    /// Gives everybody what the lower multiplier of a window gives, and the rest to the strongest claims of the
    /// window. Moves the window until the house is inside. Returns a multiplier that may separate what is met from
    /// what is not.
    fn select_between(
        &mut self,
        window: (f64, f64),
        mut known: Known,
        house: u32,
        workspace: &mut Workspace,
        given: &mut [u32],
    ) -> f64 {
        let claims = &mut workspace.claims;
        let enough = 4 * self.votes.len() + 1024;
        let house = u64::from(house);
        let (mut low, mut high) = window;
        let mut reach = high - low;
        let mut halving = true;
        let open = loop {
            claims.clear();
            let lowest = self.series.lowest_multiplier();
            low = low.max(lowest);
            self.visits += given.len() as u64;
            let (mut below, mut above) = (0, 0);
            for (i, seats) in given.iter_mut().enumerate() {
                let fewer = if known == Known::Low { *seats } else { self.rounded(i, low) };
                let more = if known == Known::High { *seats } else { self.rounded(i, high) };
                *seats = fewer;
                below += u64::from(fewer);
                above += u64::from(more);
                if fewer < more && (claims.len() <= enough || !halving) {
                    // A position fits: positions are counted in u32.
                    let party = i as u32;
                    let room = if halving { enough + 1 - claims.len() } else { usize::MAX };
                    claims.extend((fewer..more).take(room).map(|seat| Claim { party, seat }));
                }
            }
            known = Known::Neither;
            if below > house && low > lowest {
                (low, high) = (low - reach, low);
            } else if above < house && high < f64::MAX {
                (low, high) = (high, (high + reach).min(f64::MAX));
            } else if claims.len() > enough && halving {
                // Too many claims to rank: halve the window, by a pass that only counts.
                let middle = f64::midpoint(low, high);
                halving = low < middle && middle < high;
                self.visits += given.len() as u64;
                let count: u64 = (0..given.len()).map(|i| u64::from(self.rounded(i, middle))).sum();
                if count > house {
                    high = middle;
                } else {
                    low = middle;
                }
                continue;
            } else {
                break usize::try_from(house.saturating_sub(below)).unwrap_or(usize::MAX);
            }
            reach *= 4.0;
        };
        let met = open.min(claims.len());
        if 0 < met && met < claims.len() {
            claims.select_nth_unstable_by(met - 1, |&a, &b| self.compare(b, a));
        }
        for claim in &claims[..met] {
            given[claim.party as usize] += 1;
        }
        let price = |claim: &Claim| self.series.price(self.votes[claim.party as usize] as f64, claim.seat);
        let last = claims[..met].last().map_or(low, price);
        let next = claims[met..].iter().map(price).fold(high, f64::min);
        f64::midpoint(last, next)
    }

    /// Proves the answer, and mends it where a guess was wrong; returns how many seats are tied.
    fn settle(&mut self, m: f64, house: u32, workspace: &mut Workspace, given: &mut [u32]) -> u32 {
        let mut moved = 0;
        loop {
            let (Some(weakest), Some(strongest)) = self.border(given) else {
                return 0;
            };
            match self.compare(weakest, strongest) {
                Ordering::Greater => return 0,
                Ordering::Equal => return self.tie(weakest, workspace, given),
                Ordering::Less if moved < 8 => {
                    given[weakest.party as usize] -= 1;
                    given[strongest.party as usize] += 1;
                    moved += 1;
                }
                // Many claims nearer to each other than floats can tell: rank all of them at once.
                Ordering::Less => {
                    let reach = 1e-9 * (m.abs() + f64::MIN_POSITIVE);
                    self.select_between((m - reach, m + reach), Known::Neither, house, workspace, given);
                }
            }
        }
    }

    /// Takes the claims equal to `border` back from everybody, and lists who has one.
    fn tie(&mut self, border: Claim, workspace: &mut Workspace, given: &mut [u32]) -> u32 {
        self.visits += given.len() as u64;
        let mut open = 0;
        for i in 0..given.len() {
            if self.votes[i] == 0 {
                continue;
            }
            let seats = given[i];
            // A position fits: positions are counted in u32.
            let party = i as u32;
            let equals = |seat| self.compare(Claim { party, seat }, border).is_eq();
            if seats > self.floor(i) && equals(seats - 1) {
                given[i] -= 1;
                open += 1;
                workspace.tied.push(party);
            } else if seats < self.limits.most(i) && equals(seats) {
                workspace.tied.push(party);
            }
        }
        open
    }
}
