//! Where each paper is: the mark that counts at present, and the paper behind it.

use super::Papers;
use super::next::Next;
use super::tree::{Place, Tree};

/// No paper.
pub(crate) const NONE: u32 = u32::MAX;

/// A place on each paper, or in the tree of papers that were gathered: what is called a paper here is then a node, where all
/// stand that begin alike.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cursors {
    /// Where papers move one by one. What a move reads of a paper lies side by side: where papers are many, it is memory that
    /// takes the time.
    papers: Vec<Cursor>,
    /// Where they move together, a node each: it is written when papers come there, and not before.
    nodes: Vec<Stay>,
    together: bool,
}

/// Papers of a node under way.
#[derive(Debug, Clone, Copy)]
struct Stay {
    /// The last mark of the rank that counts at present.
    at: u32,
    behind: u32,
}

/// A paper under way.
#[derive(Debug, Clone, Copy)]
struct Cursor {
    count: u64,
    /// The last mark of the rank that counts at present, and the end of its marks.
    at: u32,
    end: u32,
    /// The paper behind it in its pile: to move papers is to write links, and allocates nothing.
    behind: u32,
}

impl Cursors {
    /// Every paper at its first mark; those that begin alike at one place, where they were gathered and may move `together`. Told
    /// which paper it is, how many it stands for and whom it names first, `behind` says which paper lies behind it.
    #[inline]
    pub(crate) fn lay(
        &mut self,
        papers: &Papers,
        together: bool,
        mut behind: impl FnMut(u32, u64, usize) -> u32,
    ) {
        let tree = papers.tree().filter(|_| together);
        self.together = tree.is_some();
        if let Some(tree) = tree {
            self.nodes.resize(tree.len().max(self.nodes.len()), Stay { at: 0, behind: NONE });
            return tree.firsts(|Place { node, at }, count, candidate| {
                self.nodes[node as usize] = Stay { at, behind: behind(node, count, candidate) };
            });
        }
        self.papers.clear();
        let places = papers.starts.iter().zip(&papers.starts[1..]);
        let cursors = papers.counts.iter().zip(places).zip(0..);
        self.papers.extend(cursors.map(|((count, (at, end)), paper)| {
            let candidate = usize::from(papers.marks[*at as usize]);
            Cursor { count: *count, at: *at, end: *end, behind: behind(paper, *count, candidate) }
        }));
    }

    /// Whom a paper names first that moves by itself.
    pub(crate) fn first(&self, paper: u32, papers: &Papers) -> usize {
        usize::from(papers.marks[self.papers[paper as usize].at as usize])
    }

    /// The tree that papers move in, where they move together.
    fn tree<'p>(&self, papers: &'p Papers) -> Option<&'p Tree> {
        papers.tree().filter(|_| self.together)
    }

    /// How many papers it stands for.
    pub(crate) fn count(&self, paper: u32, papers: &Papers) -> u64 {
        match self.tree(papers) {
            Some(tree) => tree.ballots(paper),
            None => self.papers[paper as usize].count,
        }
    }

    /// Lets a paper that moves by itself stand for so many less.
    pub(crate) fn reduce(&mut self, paper: u32, by: u64) {
        self.papers[paper as usize].count -= by;
    }

    /// The paper behind it.
    #[inline]
    pub(crate) fn behind(&self, paper: u32) -> u32 {
        if self.together { self.nodes[paper as usize].behind } else { self.papers[paper as usize].behind }
    }

    /// Puts another paper behind one that moves by itself, or none.
    #[inline]
    pub(crate) fn put_behind(&mut self, paper: u32, behind: u32) {
        self.papers[paper as usize].behind = behind;
    }

    /// Whether those that begin alike move together.
    pub(crate) fn move_together(&self) -> bool {
        self.together
    }

    /// Moves a paper that moves by itself to the next candidate who stands, and says how many it stands for.
    #[inline]
    pub(crate) fn next_standing(
        &mut self,
        paper: u32,
        papers: &Papers,
        standing: &[bool],
    ) -> Option<(usize, u64)> {
        let cursor = &mut self.papers[paper as usize];
        match papers.next_standing(cursor.at + 1..cursor.end, standing) {
            Next::Stands { candidate, at } => {
                cursor.at = at;
                Some((candidate, cursor.count))
            }
            Next::Ends | Next::RunsOut => None,
        }
    }

    /// Moves a paper to the next candidate who stands; if papers part here, each of them. Told which comes to whom and how many
    /// it stands for, `behind` says which lies behind it there.
    #[inline]
    pub(crate) fn go_on(
        &mut self,
        paper: u32,
        papers: &Papers,
        standing: &[bool],
        mut behind: impl FnMut(u32, u64, usize) -> u32,
    ) {
        if let Some(tree) = self.tree(papers) {
            let nodes = &mut self.nodes[..];
            let from = nodes[paper as usize].at + 1;
            tree.go_on(paper, from, papers, standing, &mut |Place { node, at }, count, candidate| {
                nodes[node as usize] = Stay { at, behind: behind(node, count, candidate) };
            });
        } else if let Some((candidate, count)) = self.next_standing(paper, papers, standing) {
            self.put_behind(paper, behind(paper, count, candidate));
        }
    }

    /// How many of the papers that it stands for name somebody further on who stands.
    #[inline]
    pub(crate) fn found(&self, paper: u32, papers: &Papers, standing: &[bool]) -> u64 {
        if let Some(tree) = self.tree(papers) {
            let mut found = 0;
            let from = self.nodes[paper as usize].at + 1;
            tree.go_on(paper, from, papers, standing, &mut |_, count, _| found += count);
            return found;
        }
        let cursor = &self.papers[paper as usize];
        match papers.next_standing(cursor.at + 1..cursor.end, standing) {
            Next::Stands { .. } => cursor.count,
            Next::Ends | Next::RunsOut => 0,
        }
    }
}
