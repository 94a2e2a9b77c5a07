//! Many elections at once.

use std::borrow::Borrow;

use super::cpu_dispatch::{Task, widest};
use super::simd::{self, ELECTIONS, Hare, Hill, Line};
use super::{ApportionError, Divisor, Method, Quota, TieView, Workspace, apportion_into};

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
/// D'Hondt, Sainte-Laguë, the other series of equal steps, Huntington-Hill and Hare are worked out for many
/// elections at a time, in floating point and without branches; an election is taken from there only when the
/// weakest claim met and the strongest not met differ by more than 10⁻¹² of themselves, a thousand times what
/// the few roundings can add up to. All others go through the exact kernel.
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
    let line = |slope: u32, first: u32| Line { slope: slope.into(), first: first.into() };
    match method {
        Method::LargestRemainder(Quota::Hare) => run.by(Hare),
        // D'Hondt by another way.
        Method::QuotaThenAverages(_) => run.by(line(1, 1)),
        Method::HighestAverages(divisor) => match divisor {
            Divisor::DHondt => run.by(line(1, 1)),
            Divisor::SainteLague => run.by(line(2, 1)),
            Divisor::Danish => run.by(line(3, 1)),
            Divisor::Imperiali => run.by(line(1, 2)),
            Divisor::HuntingtonHill => run.by(Hill),
            _ => run.exactly(0..rows),
        },
        _ => run.exactly(0..rows),
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

    /// Blocks of elections side by side; the few that stay doubtful, and what is left of the last block, exactly.
    fn by<R: simd::Rule>(&mut self, rule: R) -> Result<(), ApportionError> {
        let rows = self.votes.len() / self.parties;
        if self.parties > simd::PARTIES {
            return self.exactly(0..rows);
        }
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
            widest(Stretch {
                rule,
                votes: &self.votes[first..end],
                parties: self.parties,
                seats: &seats[..blocks * ELECTIONS],
                given: &mut self.given[first..end],
                sure: &mut sure[..blocks],
            });
            for (i, &sure) in sure[..blocks].iter().enumerate() {
                if sure != simd::Sure::MAX {
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
struct Stretch<'a, R> {
    rule: R,
    votes: &'a [u64],
    parties: usize,
    seats: &'a [u32],
    given: &'a mut [u32],
    sure: &'a mut [simd::Sure],
}

impl<R: simd::Rule> Task for Stretch<'_, R> {
    #[inline(always)]
    fn run(self) {
        match self.parties {
            0..=4 => self.blocks::<4>(),
            5..=6 => self.blocks::<6>(),
            7..=8 => self.blocks::<8>(),
            9..=12 => self.blocks::<12>(),
            13..=16 => self.blocks::<16>(),
            _ => self.blocks::<{ simd::PARTIES }>(),
        }
    }
}

impl<R: simd::Rule> Stretch<'_, R> {
    #[inline(always)]
    fn blocks<const N: usize>(self) {
        let block = ELECTIONS * self.parties;
        let rows = self.votes.chunks_exact(block).zip(self.given.chunks_exact_mut(block));
        for (((votes, given), seats), sure) in
            rows.zip(self.seats.chunks_exact(ELECTIONS)).zip(self.sure.iter_mut())
        {
            *sure = simd::block::<R, N>(self.rule, votes, self.parties, seats, given);
        }
    }
}
