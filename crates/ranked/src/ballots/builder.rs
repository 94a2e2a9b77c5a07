//! Ballots put together one by one.

use std::collections::HashMap;

use super::{Ballots, BallotsError, Mark, Rank};

/// Collects ballots; equal lists become one.
///
/// ```
/// use sailau_ranked::{BallotsBuilder, Rank};
///
/// let mut builder = BallotsBuilder::new(3)?;
/// builder.add(2, [Rank::One(0), Rank::One(2)])?;
/// builder.add(5, [Rank::One(0), Rank::One(2)])?;
/// let ballots = builder.build();
/// assert_eq!((ballots.distinct(), ballots.total()), (1, 7));
/// # Ok::<(), sailau_ranked::BallotsError>(())
/// ```
#[derive(Debug, Clone)]
pub struct BallotsBuilder {
    ballots: Ballots,
    known: HashMap<Box<[Mark]>, usize>,
    list: Vec<Mark>,
}

impl BallotsBuilder {
    /// For ballots with so many candidates on the paper.
    ///
    /// # Errors
    ///
    /// [`BallotsError::TooManyCandidates`] for more than 16,777,216.
    pub fn new(candidates: usize) -> Result<Self, BallotsError> {
        if candidates > Mark::CANDIDATES {
            return Err(BallotsError::TooManyCandidates { given: candidates, most: Mark::CANDIDATES });
        }
        let ballots = Ballots { candidates, starts: vec![0], ..Ballots::default() };
        Ok(Self { ballots, known: HashMap::new(), list: Vec::new() })
    }

    /// Adds `count` ballots that say the same. Blank ranks at the end are as if they were not there; no ballots are none.
    ///
    /// # Errors
    ///
    /// [`BallotsError`] for a candidate who is not on the paper, fewer than two at a rank of several, or more ballots than
    /// 64 bits hold. The builder is then as it was.
    pub fn add(&mut self, count: u64, ranks: impl IntoIterator<Item = Rank>) -> Result<(), BallotsError> {
        self.list.clear();
        for rank in ranks {
            match rank {
                Rank::Blank => self.list.push(Mark::BLANK),
                Rank::Overvote => self.list.push(Mark::OVERVOTE),
                Rank::One(candidate) => self.mark(candidate)?,
                Rank::Several(candidates) => {
                    if candidates.len() < 2 {
                        return Err(BallotsError::NotSeveral);
                    }
                    let first = self.list.len();
                    candidates.into_iter().try_for_each(|candidate| self.mark(candidate))?;
                    let last = self.list.len() - 1;
                    self.list[first..last].iter_mut().for_each(|mark| *mark = mark.with_next());
                }
            }
        }
        self.add_marked(count)
    }

    /// The ballots.
    #[must_use]
    pub fn build(self) -> Ballots {
        self.ballots
    }

    pub(super) fn start(&mut self) {
        self.list.clear();
    }

    pub(super) fn push(&mut self, mark: Mark) {
        self.list.push(mark);
    }

    pub(super) fn mark(&mut self, candidate: usize) -> Result<(), BallotsError> {
        if candidate >= self.ballots.candidates {
            let candidates = self.ballots.candidates;
            return Err(BallotsError::NoSuchCandidate { number: candidate as u64 + 1, candidates });
        }
        self.list.push(Mark::of(candidate));
        Ok(())
    }

    pub(super) fn candidates(&self) -> usize {
        self.ballots.candidates
    }

    /// Adds the list that was pushed mark by mark.
    pub(super) fn add_marked(&mut self, count: u64) -> Result<(), BallotsError> {
        let written = self.list.iter().rposition(|mark| *mark != Mark::BLANK).map_or(0, |last| last + 1);
        self.list.truncate(written);
        let ballots = &mut self.ballots;
        let total = ballots.total.checked_add(count).ok_or(BallotsError::TooManyBallots)?;
        if count == 0 {
            return Ok(());
        }
        ballots.total = total;
        if let Some(list) = self.known.get(self.list.as_slice()) {
            ballots.counts[*list] += count;
            return Ok(());
        }
        self.known.insert(self.list.as_slice().into(), ballots.counts.len());
        ballots.counts.push(count);
        ballots.marks.extend_from_slice(&self.list);
        ballots.starts.push(ballots.marks.len());
        Ok(())
    }
}
