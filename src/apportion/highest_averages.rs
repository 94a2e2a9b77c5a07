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
//! # Cost
//!
//! A pass over the parties for each step: some five passes for usual votes. When the estimate is far off (votes
//! that fall off steeply, a thousand equal parties at the border) the multiplier is searched by halving, at
//! most some 130 passes, and the claims left between two neighbouring floats are ranked by selection in linear
//! time. The house size does not matter. [`Workspace::visits`] counts the parties that were looked at.

use std::cmp::Ordering;

use super::bounds::Limits;
use super::series::{Dean, Doubling, Headed, Hill, Line, NineTenths, Series};
use super::{Divisor, Workspace};

/// Up to so many parties it is cheaper to look at all of them for each seat that is missing.
const FEW: usize = 48;

/// A party's claim to its seat number `seat` + 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim {
    party: u32,
    seat: u32,
}

/// Adds the sure seats to `given`, which holds everybody's minimum; returns how many are tied among
/// `workspace.tied`. The limits leave room for exactly `seats`.
pub(super) fn fill(
    votes: &[u64],
    seats: u32,
    divisor: &Divisor,
    limits: &impl Limits,
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
            return race(votes, seats, series, limits, workspace, given);
        }
        Divisor::Sequence(sequence) => {
            let series = Headed { head: sequence.head(), step: sequence.step() };
            return race(votes, seats, series, limits, workspace, given);
        }
        Divisor::Dean => return race(votes, seats, Dean, limits, workspace, given),
        Divisor::HuntingtonHill => return race(votes, seats, Hill, limits, workspace, given),
        Divisor::Macanese => return race(votes, seats, Doubling, limits, workspace, given),
        Divisor::Estonian => return race(votes, seats, NineTenths, limits, workspace, given),
    };
    race(votes, seats, line, limits, workspace, given)
}

fn race<S: Series>(
    votes: &[u64],
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
    Race { votes, series, limits, visits: 0 }.run(seats, workspace, given)
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

struct Race<'a, S, L> {
    votes: &'a [u64],
    series: S,
    limits: &'a L,
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
        let (m, missing) = self.estimate(house, given);
        if missing.unsigned_abs() <= self.votes.len() as u64 && self.votes.len() <= FEW {
            self.step(missing, given);
        } else if missing != 0 {
            let reach = self.per_seat(house) * (1.5 * missing.unsigned_abs() as f64 + 16.0);
            let window = if missing > 0 { (m, m + reach) } else { (m - reach, m) };
            self.select_between(window, house, workspace, given);
        }
        self.settle(m, house, workspace, given)
    }

    fn total(&self) -> (f64, f64) {
        let mut total = 0.0;
        let mut parties = 0u32;
        for &v in self.votes {
            total += v as f64;
            parties += u32::from(v > 0);
        }
        (total, f64::from(parties))
    }

    fn per_seat(&self, house: u32) -> f64 {
        let (total, parties) = self.total();
        self.series.start(total, parties, house.into()).1
    }

    /// Looks for a multiplier that about fills the house; leaves everybody rounded by it, and returns it with the
    /// seats that are missing.
    fn estimate(&mut self, house: u32, given: &mut [u32]) -> (f64, i64) {
        let (total, parties) = self.total();
        let (mut m, per_seat) = self.series.start(total, parties, house.into());
        // A house below 2^32 and at most 2^32 parties of at most 2^32 seats: the difference fits.
        let mut low: f64 = self.series.lowest_multiplier();
        let mut high = f64::INFINITY;
        m = m.max(low);
        let near = self.votes.len() as u64 / 8 + FEW as u64;
        let mut missing = 0;
        for _ in 0..8 {
            missing = i64::from(house) - i64::try_from(self.round(m, given)).unwrap_or(i64::MAX);
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
        (m, missing)
    }

    /// Gives the seats that are missing, or takes those in excess, one at a time.
    fn step(&mut self, missing: i64, given: &mut [u32]) {
        for _ in 0..missing.unsigned_abs() {
            let (weakest, strongest) = self.border(given);
            match (missing > 0, weakest, strongest) {
                (true, _, Some(claim)) => given[claim.party as usize] += 1,
                (false, Some(claim), _) => given[claim.party as usize] -= 1,
                _ => return,
            }
        }
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
    /// window. Moves the window until the house is inside.
    fn select_between(
        &mut self,
        window: (f64, f64),
        house: u32,
        workspace: &mut Workspace,
        given: &mut [u32],
    ) {
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
                let (fewer, more) = (self.rounded(i, low), self.rounded(i, high));
                *seats = fewer;
                below += u64::from(fewer);
                above += u64::from(more);
                if claims.len() <= enough || !halving {
                    // A position fits: positions are counted in u32.
                    let party = i as u32;
                    let room = if halving { enough + 1 - claims.len() } else { usize::MAX };
                    claims.extend((fewer..more).take(room).map(|seat| Claim { party, seat }));
                }
            }
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
                    self.select_between((m - reach, m + reach), house, workspace, given);
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
