//! Ballots put together one by one.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

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
    /// The lists by what they say: numbers of lists, whose marks stand in `ballots` alone.
    known: HashTable<u32>,
    hasher: DefaultHashBuilder,
    list: Vec<Mark>,
    /// Whether the paper has as many candidates as the highest number on it.
    open: bool,
    /// One more than the highest candidate that was marked.
    highest: usize,
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
        Ok(Self::with(candidates, false))
    }

    /// For ballots whose paper is not known: it has as many candidates as the highest number that is marked.
    ///
    /// ```
    /// use sailau_ranked::{BallotsBuilder, Rank};
    ///
    /// let mut builder = BallotsBuilder::open_ended();
    /// builder.add(2, [Rank::One(4)])?;
    /// assert_eq!(builder.build().candidates(), 5);
    /// # Ok::<(), sailau_ranked::BallotsError>(())
    /// ```
    #[must_use]
    pub fn open_ended() -> Self {
        Self::with(Mark::CANDIDATES, true)
    }

    fn with(candidates: usize, open: bool) -> Self {
        let ballots = Ballots::of_nobody(candidates);
        let hasher = DefaultHashBuilder::default();
        Self { ballots, known: HashTable::new(), hasher, list: Vec::new(), open, highest: 0 }
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
        let candidates = if self.open { self.highest } else { self.ballots.candidates };
        Ballots { candidates, ..self.ballots }
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
        let of = |list: u32| &ballots.marks[ballots.starts[list as usize]..ballots.starts[list as usize + 1]];
        let hash = self.hasher.hash_one(self.list.as_slice());
        if let Some(&list) = self.known.find(hash, |&list| of(list) == self.list) {
            ballots.total = total;
            ballots.counts[list as usize] += count;
            return Ok(());
        }
        let number = u32::try_from(ballots.counts.len()).map_err(|_| BallotsError::TooManyLists)?;
        self.known.insert_unique(hash, number, |&list| self.hasher.hash_one(of(list)));
        let highest = self.list.iter().filter_map(|mark| mark.candidate()).max();
        self.highest = self.highest.max(highest.map_or(0, |candidate| candidate + 1));
        ballots.total = total;
        ballots.counts.push(count);
        ballots.marks.extend_from_slice(&self.list);
        ballots.starts.push(ballots.marks.len());
        Ok(())
    }
}
