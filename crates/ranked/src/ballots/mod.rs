//! Ballots as they were marked: distinct lists of ranks, and how many voters wrote each.

mod builder;
mod error;
mod in_files;
mod list;
mod mark;
mod marked;
mod preferred;
mod refill;
mod tidy;
mod written;

use mark::Mark;

pub use builder::BallotsBuilder;
pub use error::BallotsError;
pub use list::{List, Rank};

/// Ranked ballots of one contest: every list of preferences that differs from the others, once, with the number of voters
/// who wrote it.
///
/// Lists stand in the order in which they came first. What a blank rank, an equal rank or an overvote means is not decided
/// here but by the rules that count them. Memory is that of the distinct lists, whatever the number of ballots.
///
/// ```
/// use sailau_ranked::{Ballots, Rank};
///
/// let ballots = Ballots::read(3, "count,preferences\n41,1>2\n30,3>>2\n2,1=2\n1,\n".as_bytes())?;
/// assert_eq!((ballots.candidates(), ballots.total()), (3, 74));
/// let second = ballots.lists().nth(1).unwrap();
/// assert_eq!((second.count(), second.to_string().as_str()), (30, "3>>2"));
/// assert_eq!(second.ranks().collect::<Vec<_>>(), [Rank::One(2), Rank::Blank, Rank::One(1)]);
/// # Ok::<(), sailau_ranked::BallotsError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballots {
    candidates: usize,
    total: u64,
    counts: Vec<u64>,
    /// Where the marks of each list begin; one more at the end.
    starts: Vec<usize>,
    marks: Vec<Mark>,
}

impl Default for Ballots {
    fn default() -> Self {
        Self { candidates: 0, total: 0, counts: Vec::new(), starts: vec![0], marks: Vec::new() }
    }
}

impl Ballots {
    /// No ballots yet, for a paper of so many candidates.
    #[must_use]
    pub fn of_nobody(candidates: usize) -> Self {
        Self { candidates, ..Self::default() }
    }

    /// How many candidates stand on the paper.
    #[must_use]
    pub fn candidates(&self) -> usize {
        self.candidates
    }

    /// How many ballots there are, empty ones included.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// How many lists differ.
    #[must_use]
    pub fn distinct(&self) -> usize {
        self.counts.len()
    }

    /// The lists, in the order in which they came first.
    pub fn lists(&self) -> impl ExactSizeIterator<Item = List<'_>> {
        (0..self.counts.len()).map(|list| self.list(list))
    }

    /// How many ballots name each candidate, and nobody else, at their first rank.
    ///
    /// What a statute counts at first can be more: it may pass over a blank first rank, or over an overvote.
    ///
    /// ```
    /// use sailau_ranked::Ballots;
    ///
    /// let ballots = Ballots::read(3, "count,preferences\n41,1>2\n30,3>>2\n2,1=2\n5,>1\n".as_bytes())?;
    /// assert_eq!(ballots.first_preferences(), [41, 0, 30]);
    /// # Ok::<(), sailau_ranked::BallotsError>(())
    /// ```
    #[must_use]
    pub fn first_preferences(&self) -> Vec<u64> {
        let mut votes = vec![0; self.candidates];
        for list in self.lists() {
            if let Some(Rank::One(candidate)) = list.ranks().next() {
                votes[candidate] += list.count();
            }
        }
        votes
    }

    /// Has them stand on a paper of more candidates, of whom nobody marked the new ones.
    ///
    /// ```
    /// use sailau_ranked::Ballots;
    ///
    /// let mut ballots = Ballots::read(2, "count,preferences\n41,1>2\n".as_bytes())?;
    /// ballots.widen(5)?;
    /// assert_eq!(ballots.candidates(), 5);
    /// assert!(ballots.widen(4).is_err());
    /// # Ok::<(), sailau_ranked::BallotsError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`BallotsError`] for fewer candidates than there are, or more than ballots can name.
    pub fn widen(&mut self, candidates: usize) -> Result<(), BallotsError> {
        if candidates < self.candidates {
            return Err(BallotsError::NoSuchCandidate { number: self.candidates as u64, candidates });
        }
        if candidates > Mark::CANDIDATES {
            return Err(BallotsError::TooManyCandidates { given: candidates, most: Mark::CANDIDATES });
        }
        self.candidates = candidates;
        Ok(())
    }

    fn list(&self, list: usize) -> List<'_> {
        let marks = &self.marks[self.starts[list]..self.starts[list + 1]];
        List::new(self.counts[list], marks)
    }
}
