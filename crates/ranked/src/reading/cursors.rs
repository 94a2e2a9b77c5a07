//! Where each paper is: the mark that counts at present, and the paper behind it in its chain.

use super::Papers;

/// No paper.
pub(crate) const NONE: u32 = u32::MAX;

/// A place on each paper, and links between them: to move papers is to write links, and allocates nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cursors {
    at: Vec<u32>,
    next: Vec<u32>,
}

impl Cursors {
    /// Every paper at its first mark, by itself.
    pub(crate) fn begin(&mut self, papers: &Papers) {
        self.at.clear();
        self.at.extend_from_slice(&papers.starts[..papers.len()]);
        self.next.clear();
        self.next.resize(papers.len(), NONE);
    }

    /// The mark that counts at present.
    pub(crate) fn at(&self, paper: usize) -> usize {
        self.at[paper] as usize
    }

    /// The paper behind it.
    pub(crate) fn after(&self, paper: u32) -> u32 {
        self.next[paper as usize]
    }

    /// Puts a paper behind another.
    pub(crate) fn link(&mut self, paper: u32, next: u32) {
        self.next[paper as usize] = next;
    }

    /// Puts nothing behind it.
    pub(crate) fn end(&mut self, paper: u32) {
        self.next[paper as usize] = NONE;
    }

    /// Moves to the next candidate who stands.
    #[inline]
    pub(crate) fn next_standing(
        &mut self,
        paper: usize,
        papers: &Papers,
        standing: &[bool],
    ) -> Option<usize> {
        let (candidate, at) = self.found(paper, papers, standing)?;
        self.at[paper] = at as u32;
        Some(candidate)
    }

    /// The next candidate who stands, and the last mark of that rank.
    #[inline]
    pub(crate) fn found(&self, paper: usize, papers: &Papers, standing: &[bool]) -> Option<(usize, usize)> {
        let end = papers.starts[paper + 1] as usize;
        let mut at = self.at[paper] as usize + 1;
        while at < end {
            let mark = papers.marks[at];
            if mark & Papers::WITH_NEXT == 0 {
                if standing[usize::from(mark)] {
                    return Some((usize::from(mark), at));
                }
                at += 1;
                continue;
            }
            match alone(papers, standing, &mut at) {
                Alone::Nobody => at += 1,
                Alone::One(candidate) => return Some((candidate, at)),
                Alone::Several => return None,
            }
        }
        None
    }
}

/// How many of a rank of several still stand.
enum Alone {
    Nobody,
    One(usize),
    Several,
}

/// Looks at the rank of several that begins here, and stays at its last mark.
fn alone(papers: &Papers, standing: &[bool], at: &mut usize) -> Alone {
    let mut alone = Alone::Nobody;
    loop {
        let mark = papers.marks[*at];
        let candidate = usize::from(mark & !Papers::WITH_NEXT);
        if standing[candidate] {
            match alone {
                Alone::Nobody => alone = Alone::One(candidate),
                Alone::One(_) | Alone::Several => return Alone::Several,
            }
        }
        if mark & Papers::WITH_NEXT == 0 {
            return alone;
        }
        *at += 1;
    }
}
