//! Papers as they are counted: good ones only, each a list of preferences in flat arrays.

use super::tree::Tree;
use super::{BlankRank, Overvote, ReadingRule, Repeated};
use crate::ballots::{Ballots, List, Rank};
use crate::error::RankedError;

/// The good papers of a contest, read as a statute reads them: what a count walks through.
///
/// [`RankedRule::read`](crate::RankedRule::read) makes them of ballots. Who draws ballots fills them directly:
///
/// ```
/// use sailau_ranked::{Papers, RankedMethod, RankedRule, Workspace};
///
/// let rule = RankedRule::new(RankedMethod::InstantRunoff);
/// let mut papers = Papers::new(3)?;
/// let mut workspace = Workspace::default();
/// for (ballots, list) in [(4, &[0, 1][..]), (3, &[1, 0]), (2, &[2, 1])] {
///     papers.add(ballots, list.iter().copied())?;
/// }
/// assert_eq!(rule.winners(&papers, 1, &mut workspace, &mut |tied: &[usize]| tied[0])?, [1]);
/// papers.clear();
/// assert_eq!(papers.valid(), 0);
/// # Ok::<(), sailau_ranked::RankedError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Papers {
    candidates: usize,
    pub(crate) counts: Vec<u64>,
    /// Where the marks of each paper begin; one more at the end.
    pub(crate) starts: Vec<u32>,
    /// Candidates, the most preferred first; with [`WITH_NEXT`](Self::WITH_NEXT) at one rank with the mark that follows.
    pub(crate) marks: Vec<u16>,
    ballots: u64,
    valid: u64,
    /// The same papers by how they begin, where they were gathered.
    tree: Option<Tree>,
}

impl Papers {
    pub(crate) const WITH_NEXT: u16 = 1 << 15;
    /// More than any paper has. Stages are as many as candidates, and each has a figure for every one.
    const CANDIDATES: usize = 1 << 12;

    /// None yet, for so many candidates.
    ///
    /// # Errors
    ///
    /// [`RankedError::TooManyCandidates`] for more than 4,096.
    pub fn new(candidates: usize) -> Result<Self, RankedError> {
        if candidates > Self::CANDIDATES {
            return Err(RankedError::TooManyCandidates { given: candidates, most: Self::CANDIDATES });
        }
        let (counts, marks) = (Vec::new(), Vec::new());
        Ok(Self { candidates, counts, starts: vec![0], marks, ballots: 0, valid: 0, tree: None })
    }

    /// Adds `count` papers with these preferences, the most preferred first, each candidate once. Papers without any are not
    /// good. Equal papers may be added together or one by one.
    ///
    /// # Errors
    ///
    /// [`RankedError::NoSuchCandidate`], [`RankedError::TooManyLists`]. The papers are then as they were.
    pub fn add(
        &mut self,
        count: u64,
        preferences: impl IntoIterator<Item = usize>,
    ) -> Result<(), RankedError> {
        let first = self.marks.len();
        for candidate in preferences {
            if candidate >= self.candidates {
                self.marks.truncate(first);
                let candidates = self.candidates;
                return Err(RankedError::NoSuchCandidate { number: candidate + 1, candidates });
            }
            self.marks.push(candidate as u16);
        }
        self.close(count, 1)
    }

    /// Gathers papers that begin alike, so that a count moves them together until they part. That takes longer than a count of
    /// papers that are not, and pays where they are counted several times. Papers that are added later undo it.
    ///
    /// ```
    /// use sailau_ranked::{Papers, RankedMethod, RankedRule, Workspace};
    ///
    /// let mut papers = Papers::new(3)?;
    /// for (ballots, list) in [(40, &[0, 1][..]), (33, &[1, 0]), (20, &[2, 1]), (7, &[2])] {
    ///     papers.add(ballots, list.iter().copied())?;
    /// }
    /// papers.gather();
    /// let mut workspace = Workspace::default();
    /// for method in [RankedMethod::InstantRunoff, RankedMethod::ContingentVote, RankedMethod::Meek] {
    ///     let rule = RankedRule::new(method);
    ///     assert_eq!(rule.winners(&papers, 1, &mut workspace, &mut |tied: &[usize]| tied[0])?, [1]);
    /// }
    /// # Ok::<(), sailau_ranked::RankedError>(())
    /// ```
    pub fn gather(&mut self) {
        self.tree = Some(Tree::of(self));
    }

    /// Whether papers that begin alike were gathered.
    pub(crate) fn are_gathered(&self) -> bool {
        self.tree.is_some()
    }

    /// The papers by how they begin, where they were gathered.
    pub(super) fn tree(&self) -> Option<&Tree> {
        self.tree.as_ref()
    }

    /// The marks of a paper.
    pub(super) fn marks_of(&self, paper: u32) -> &[u16] {
        let [first, end] = [paper, paper + 1].map(|place| self.starts[place as usize] as usize);
        &self.marks[first..end]
    }

    /// Takes all of them away, and keeps the memory.
    pub fn clear(&mut self) {
        self.tree = None;
        self.counts.clear();
        self.starts.truncate(1);
        self.marks.clear();
        (self.ballots, self.valid) = (0, 0);
    }

    /// How many candidates stand on the paper.
    #[must_use]
    pub fn candidates(&self) -> usize {
        self.candidates
    }

    /// How many good papers there are.
    #[must_use]
    pub fn valid(&self) -> u64 {
        self.valid
    }

    /// All papers, good or not.
    pub(crate) fn ballots(&self) -> u64 {
        self.ballots
    }

    /// How many good papers are kept apart.
    pub(crate) fn len(&self) -> usize {
        self.counts.len()
    }

    /// Closes the paper whose marks were pushed; it is good with so many preferences.
    pub(crate) fn close(&mut self, count: u64, at_least: usize) -> Result<(), RankedError> {
        let first = self.starts.last().map_or(0, |start| *start as usize);
        let preferences = self.marks[first..].iter().filter(|mark| **mark & Self::WITH_NEXT == 0).count();
        let good = preferences >= at_least.max(1) && count > 0;
        let most = u32::MAX as usize - 1;
        let sums = self.ballots.checked_add(count).filter(|_| self.marks.len() <= most && self.len() < most);
        let Some(ballots) = sums else {
            self.marks.truncate(first);
            return Err(RankedError::TooManyLists);
        };
        self.tree = None;
        self.ballots = ballots;
        if !good {
            self.marks.truncate(first);
            return Ok(());
        }
        self.valid += count;
        self.counts.push(count);
        self.starts.push(self.marks.len() as u32);
        Ok(())
    }
}

impl ReadingRule {
    /// The papers of these ballots; `withdrawn` has those who stand no more.
    pub(crate) fn papers(&self, ballots: &Ballots, withdrawn: &[bool]) -> Result<Papers, RankedError> {
        let mut papers = Papers::new(ballots.candidates())?;
        papers.counts.reserve_exact(ballots.distinct());
        papers.starts.reserve_exact(ballots.distinct());
        let mut reader = Reader { rule: self, withdrawn, seen: vec![0; ballots.candidates()], paper: 0 };
        for list in ballots.lists() {
            reader.read(list, &mut papers);
            papers.close(list.count(), self.at_least.map_or(1, |least| least as usize))?;
        }
        Ok(papers)
    }
}

/// Reads one list after the other.
struct Reader<'a> {
    rule: &'a ReadingRule,
    withdrawn: &'a [bool],
    /// The last paper on which each candidate was marked, from 1.
    seen: Vec<u32>,
    paper: u32,
}

impl Reader<'_> {
    fn read(&mut self, list: List<'_>, papers: &mut Papers) {
        self.paper = self.paper.wrapping_add(1);
        let mut blanks = 0;
        let most = self.rule.at_most.map_or(usize::MAX, |most| most as usize);
        for rank in list.ranks().take(most) {
            if rank == Rank::Blank {
                blanks += 1;
                let ends = match self.rule.blank {
                    BlankRank::PassedOver => false,
                    BlankRank::EndsTheBallot => true,
                    BlankRank::TwoEndTheBallot => blanks == 2,
                };
                if ends {
                    return;
                }
                continue;
            }
            blanks = 0;
            let goes_on = match rank {
                Rank::One(candidate) => self.one(candidate, papers),
                Rank::Several(mut candidates) => {
                    candidates.sort_unstable();
                    candidates.dedup();
                    match candidates[..] {
                        [candidate] => self.one(candidate, papers),
                        _ => self.several(candidates, papers),
                    }
                }
                _ => self.rule.overvote == Overvote::PassedOver,
            };
            if !goes_on {
                return;
            }
        }
    }

    /// Whether the paper goes on behind it.
    fn one(&mut self, candidate: usize, papers: &mut Papers) -> bool {
        if std::mem::replace(&mut self.seen[candidate], self.paper) == self.paper {
            return self.rule.repeated == Repeated::PassedOver;
        }
        if !self.withdrawn[candidate] {
            papers.marks.push(candidate as u16);
        }
        true
    }

    fn several(&mut self, mut candidates: Vec<usize>, papers: &mut Papers) -> bool {
        if self.rule.overvote != Overvote::WhileTwoStand {
            return self.rule.overvote == Overvote::PassedOver;
        }
        // Whoever stands higher on the paper is out by the time this rank is reached.
        candidates.retain(|candidate| !self.withdrawn[*candidate] && self.seen[*candidate] != self.paper);
        match candidates[..] {
            [] => return true,
            [candidate] => return self.one(candidate, papers),
            _ => {}
        }
        if papers.marks.len() == papers.starts.last().map_or(0, |start| *start as usize) {
            return false;
        }
        for candidate in &candidates {
            self.seen[*candidate] = self.paper;
            papers.marks.push(*candidate as u16 | Papers::WITH_NEXT);
        }
        if let Some(last) = papers.marks.last_mut() {
            *last &= !Papers::WITH_NEXT;
        }
        true
    }
}
