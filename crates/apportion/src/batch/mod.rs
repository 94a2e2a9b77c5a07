//! Many elections at once.

use std::borrow::Borrow;

mod claims;
mod divisors;
mod lanes;
mod most_votes;
mod powers;
mod quota_method;
mod quotas;
mod real;
mod written;

use self::claims::{Claims, Rule};
use self::divisors::{Adams, Dean, Doubling, Hill, Line, OwnFirst};
use self::lanes::{Block, ELECTIONS, PARTIES, SideBySide, Sure, Tables};
use self::most_votes::MostVotes;
use self::quota_method::QuotaMethod;
use self::quotas::{Relative, Remainders};
use self::real::NARROW_HOUSE;
use self::written::{Divisors, Written};
use super::cpu_dispatch::{Task, soon, widest};
use super::{ApportionError, Divisor, Method, TieView, Workspace, apportion_into};

/// Scratch space and open questions of [`apportion_batch`]: reuse one and nothing is allocated.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    workspace: Workspace,
    tied: Vec<u32>,
    sets: Vec<(usize, usize, u32, bool)>,
    without_votes: Vec<usize>,
}

impl Batch {
    /// The seats that the last call left open: the row, and who competes.
    pub fn ties(&self) -> impl Iterator<Item = (usize, TieView<'_>)> {
        let mut start = 0;
        self.sets.iter().map(move |&(row, end, seats, all_to_one)| {
            let parties = &self.tied[start..end];
            start = end;
            (row, TieView { parties, seats, all_to_one })
        })
    }

    /// Rows of the last call that have seats to give and not a single vote: their seats are all 0.
    #[must_use]
    pub fn without_votes(&self) -> &[usize] {
        &self.without_votes
    }
}

/// [`apportion`](super::apportion) for many elections of equally many parties: `votes` and `given` are rows of
/// `parties` numbers, one row an election. What an ensemble of draws calls.
///
/// `seats` is one house size for all rows, or one for each row. The answers are those of
/// [`apportion_into`] row by row: the sure seats, and what is tied under [`Batch::ties`].
///
/// Up to 32 parties, elections are worked out many at a time, in floating point and without branches; an election is taken
/// from there only when the weakest claim met and the strongest not met differ by ten times what the few roundings can
/// add up to. All others go through the exact kernel: ties, and claims that floats cannot tell apart.
///
/// # Errors
///
/// [`ApportionError::UnevenRows`] when the slices are not rows of `parties` or there is neither one house size nor
/// one for each row; otherwise as [`apportion_into`]. Rows without votes are no error: see
/// [`Batch::without_votes`]. After an error the content of `given` is unspecified.
///
/// ```
/// use sailau_apportion::{Batch, Method, apportion_batch};
///
/// let votes = [60, 30, 10, 70, 25, 25, 0, 0, 0];
/// let mut seats = [0; 9];
/// let mut batch = Batch::default();
/// apportion_batch(&votes, 3, &[3], Method::HARE, &mut batch, &mut seats)?;
/// assert_eq!(seats, [2, 1, 0, 2, 0, 0, 0, 0, 0]);
/// let (row, tie) = batch.ties().next().unwrap();
/// assert_eq!((row, tie.parties, tie.seats), (1, &[1, 2][..], 1));
/// assert_eq!(batch.without_votes(), [2]);
/// # Ok::<(), sailau_apportion::ApportionError>(())
/// ```
pub fn apportion_batch(
    votes: &[u64],
    parties: usize,
    seats: &[u32],
    method: impl Borrow<Method>,
    batch: &mut Batch,
    given: &mut [u32],
) -> Result<(), ApportionError> {
    let method = method.borrow();
    batch.tied.clear();
    batch.sets.clear();
    batch.without_votes.clear();
    let uneven = || ApportionError::UnevenRows { votes: votes.len(), seats: given.len(), row: parties };
    if votes.len() != given.len() {
        return Err(uneven());
    }
    if votes.is_empty() {
        return Ok(());
    }
    if parties == 0 || !votes.len().is_multiple_of(parties) {
        return Err(uneven());
    }
    let rows = votes.len() / parties;
    if seats.len() != 1 && seats.len() != rows {
        return Err(ApportionError::UnevenHouses { rows, houses: seats.len() });
    }
    let mut run = Run { votes, parties, seats, method, batch, given };
    let largest = seats.iter().copied().max().unwrap_or(0);
    if parties > PARTIES {
        return run.all_exactly();
    }
    match method {
        // D'Hondt by another way.
        Method::QuotaThenAverages(_) => run.divisors(&Divisor::DHondt, largest),
        Method::HighestAverages(divisor) => run.divisors(divisor, largest),
        Method::LargestRemainder(quota) if largest <= NARROW_HOUSE => run.usual_claims(Remainders(*quota)),
        Method::RelativeRemainder(quota) => run.by::<_, false>(SideBySide(Relative(*quota))),
        Method::BalinskiYoung if largest <= QuotaMethod::HOUSE => run.by::<_, false>(QuotaMethod),
        Method::LargestRemainder(_) | Method::BalinskiYoung => run.all_exactly(),
        Method::Block => run.by::<_, false>(SideBySide(MostVotes)),
    }
}

struct Run<'a> {
    votes: &'a [u64],
    parties: usize,
    seats: &'a [u32],
    method: &'a Method,
    batch: &'a mut Batch,
    given: &'a mut [u32],
}

impl Run<'_> {
    fn house(&self, row: usize) -> u32 {
        if let [all] = self.seats { *all } else { self.seats[row] }
    }

    /// Divisor methods in houses where floats of 32 bits tell claims apart.
    fn divisors(&mut self, divisor: &Divisor, largest: u32) -> Result<(), ApportionError> {
        match divisor {
            _ if largest > NARROW_HOUSE => self.all_exactly(),
            Divisor::DHondt => self.usual_claims(Line::DHONDT),
            Divisor::SainteLague => self.usual_claims(Line::SAINTE_LAGUE),
            Divisor::Danish => self.usual_claims(Line::DANISH),
            Divisor::Imperiali => self.usual_claims(Line::IMPERIALI),
            Divisor::Adams => self.claims(Adams),
            Divisor::Dean => self.claims(Dean),
            Divisor::HuntingtonHill => self.claims(Hill),
            Divisor::ModifiedSainteLague(first) => match OwnFirst::of(first.parts(), 2.0, Line::SAINTE_LAGUE)
            {
                Some(rule) => self.claims(rule),
                None => self.all_exactly(),
            },
            Divisor::Macanese if largest <= Doubling::HOUSE => self.claims(Doubling),
            Divisor::Estonian if largest <= Divisors::HOUSE => self.claims(Written(&Divisors::estonian())),
            Divisor::Macanese | Divisor::Estonian | Divisor::Sequence(_) => self.all_exactly(),
        }
    }

    fn all_exactly(&mut self) -> Result<(), ApportionError> {
        self.exactly(0..self.votes.len() / self.parties)
    }

    fn claims<R: Rule>(&mut self, rule: R) -> Result<(), ApportionError> {
        self.by::<_, false>(SideBySide(Claims(rule)))
    }

    /// Rules that are common.
    fn usual_claims<R: Rule>(&mut self, rule: R) -> Result<(), ApportionError> {
        self.by::<_, true>(SideBySide(Claims(rule)))
    }

    /// Blocks of elections side by side; the few that stay doubtful, and what is left of the last block, exactly.
    ///
    /// Whether the method is common enough for a kernel of its own for six parties is for its caller to say: each is compiled
    /// for each width of vectors.
    fn by<B: Block, const USUAL: bool>(&mut self, method: B) -> Result<(), ApportionError> {
        let rows = self.votes.len() / self.parties;
        let block = ELECTIONS * self.parties;
        // A stretch of blocks at a time, so that choosing the instructions costs nothing.
        const STRETCH: usize = 16;
        let mut sure = [0; STRETCH];
        let whole = rows / ELECTIONS;
        let mut next = 0;
        while next < whole {
            let blocks = STRETCH.min(whole - next);
            let (first, end) = (next * block, (next + blocks) * block);
            let mut seats = [0u32; STRETCH * ELECTIONS];
            for (i, slot) in seats[..blocks * ELECTIONS].iter_mut().enumerate() {
                *slot = self.house(next * ELECTIONS + i);
            }
            soon(&self.votes[first..first + block]);
            soon(&self.given[first..first + block]);
            widest(Stretch::<_, USUAL> {
                method,
                votes: &self.votes[first..end],
                parties: self.parties,
                seats: &seats[..blocks * ELECTIONS],
                given: &mut self.given[first..end],
                sure: &mut sure[..blocks],
            });
            for (i, &sure) in sure[..blocks].iter().enumerate() {
                if sure != Sure::MAX {
                    for lane in (0..ELECTIONS).filter(|lane| sure >> lane & 1 == 0) {
                        let row = (next + i) * ELECTIONS + lane;
                        self.exactly(row..row + 1)?;
                    }
                }
            }
            next += blocks;
        }
        self.exactly(whole * ELECTIONS..rows)
    }

    fn exactly(&mut self, rows: std::ops::Range<usize>) -> Result<(), ApportionError> {
        for row in rows {
            let house = self.house(row);
            let range = row * self.parties..(row + 1) * self.parties;
            let given = &mut self.given[range.clone()];
            let batch = &mut *self.batch;
            match apportion_into(&self.votes[range], house, self.method, &mut batch.workspace, given) {
                Ok(0) => {}
                Ok(_) => {
                    for tie in batch.workspace.ties() {
                        batch.tied.extend(tie.parties);
                        batch.sets.push((row, batch.tied.len(), tie.seats, tie.all_to_one));
                    }
                }
                Err(ApportionError::NoVotes { .. }) => {
                    given.fill(0);
                    batch.without_votes.push(row);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// Some blocks of elections.
struct Stretch<'a, B, const USUAL: bool> {
    method: B,
    votes: &'a [u64],
    parties: usize,
    seats: &'a [u32],
    given: &'a mut [u32],
    sure: &'a mut [Sure],
}

impl<B: Block, const USUAL: bool> Task for Stretch<'_, B, USUAL> {
    #[inline(always)]
    fn run(self) {
        match self.parties {
            0..=6 if USUAL => self.blocks::<6>(),
            0..=8 => self.blocks::<8>(),
            9..=16 => self.blocks::<16>(),
            _ => self.blocks::<PARTIES>(),
        }
    }
}

impl<B: Block, const USUAL: bool> Stretch<'_, B, USUAL> {
    #[inline(always)]
    fn blocks<const N: usize>(self) {
        let block = ELECTIONS * self.parties;
        let mut tables = Tables::<B::Real, N>::new();
        let rows = self.votes.chunks_exact(block).zip(self.seats.chunks_exact(ELECTIONS));
        let mut ahead = self.votes.chunks_exact(block).skip(1);
        let mut given = self.given;
        for ((votes, houses), sure) in rows.zip(self.sure.iter_mut()) {
            let (own, rest) = given.split_at_mut(block);
            soon(ahead.next().unwrap_or_default());
            soon(&rest[..block.min(rest.len())]);
            *sure = lanes::block(self.method, &mut tables, votes, self.parties, houses, own);
            given = rest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Elections that are left to the exact kernel come out right, however wrong the guess: so this counts them.
    #[test]
    fn usual_elections_are_sure_side_by_side() {
        const ROWS: usize = 10 * ELECTIONS;
        let mut state = 7u64;
        let mut votes = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            10_000 + (state >> 44)
        };
        let mut batch = Batch::default();
        for parties in [6, 8, 14, 20] {
            let votes: Vec<u64> = (0..ROWS * parties).map(|_| votes()).collect();
            let mut given = vec![0; votes.len()];
            // Whole quotas of these exceed the house more often than not, and which quota serves then is for the exact kernel.
            let lowered = |method: &Method| match method {
                Method::LargestRemainder(quota) | Method::RelativeRemainder(quota) => {
                    quota.lowered().is_some()
                }
                _ => false,
            };
            for method in Method::ALL.iter().filter(|method| !lowered(method)) {
                let before = batch.workspace.visits();
                apportion_batch(&votes, parties, &[69], method, &mut batch, &mut given).unwrap();
                let doubtful = (batch.workspace.visits() - before) / parties as u64;
                assert!(
                    doubtful <= ROWS as u64 / 4,
                    "{doubtful} of {ROWS} elections of {parties} parties by {method}"
                );
            }
        }
    }
}
