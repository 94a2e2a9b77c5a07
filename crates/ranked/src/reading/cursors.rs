//! Where each paper is: the mark that counts at present, and the paper behind it.

use super::Papers;

/// No paper.
pub(crate) const NONE: u32 = u32::MAX;

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

/// A place on each paper. What a move reads of a paper lies side by side: where papers are many, it is memory that takes the
/// time.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cursors(Vec<Cursor>);

impl Cursors {
    /// Every paper at its first mark, and none behind another.
    pub(crate) fn begin(&mut self, papers: &Papers) {
        self.lay(papers, |_, _, _| NONE);
    }

    /// Every paper at its first mark: told which paper it is, how many it stands for and where that mark is, `behind` says which paper
    /// lies behind it.
    #[inline]
    pub(crate) fn lay(&mut self, papers: &Papers, mut behind: impl FnMut(u32, u64, u32) -> u32) {
        self.0.clear();
        let places = papers.starts.iter().zip(&papers.starts[1..]);
        let cursors = papers.counts.iter().zip(places).zip(0..);
        self.0.extend(cursors.map(|((count, (at, end)), paper)| Cursor {
            count: *count,
            at: *at,
            end: *end,
            behind: behind(paper, *count, *at),
        }));
    }

    /// The mark that counts at present.
    pub(crate) fn at(&self, paper: u32) -> usize {
        self.0[paper as usize].at as usize
    }

    /// How many papers it stands for.
    pub(crate) fn count(&self, paper: u32) -> u64 {
        self.0[paper as usize].count
    }

    /// Lets it stand for so many less.
    pub(crate) fn reduce(&mut self, paper: u32, by: u64) {
        self.0[paper as usize].count -= by;
    }

    /// The paper behind it.
    pub(crate) fn behind(&self, paper: u32) -> u32 {
        self.0[paper as usize].behind
    }

    /// Puts another paper behind it, or none.
    pub(crate) fn put_behind(&mut self, paper: u32, behind: u32) {
        self.0[paper as usize].behind = behind;
    }

    /// Moves to the next candidate who stands.
    #[inline]
    pub(crate) fn next_standing(&mut self, paper: u32, papers: &Papers, standing: &[bool]) -> Option<usize> {
        let cursor = &mut self.0[paper as usize];
        let (candidate, at) = cursor.found(papers, standing)?;
        cursor.at = at as u32;
        Some(candidate)
    }

    /// The same, with how many papers it stands for; and the paper behind it.
    #[inline]
    pub(crate) fn go_on(
        &mut self,
        paper: u32,
        papers: &Papers,
        standing: &[bool],
    ) -> (Option<(usize, u64)>, u32) {
        let cursor = &mut self.0[paper as usize];
        let found = cursor.found(papers, standing).map(|(candidate, at)| {
            cursor.at = at as u32;
            (candidate, cursor.count)
        });
        (found, cursor.behind)
    }

    /// The next candidate who stands, and the last mark of that rank.
    #[inline]
    pub(crate) fn found(&self, paper: u32, papers: &Papers, standing: &[bool]) -> Option<(usize, usize)> {
        self.0[paper as usize].found(papers, standing)
    }
}

impl Cursor {
    #[inline]
    fn found(&self, papers: &Papers, standing: &[bool]) -> Option<(usize, usize)> {
        let (first, end) = (self.at as usize + 1, self.end as usize);
        for (place, mark) in papers.marks[first..end].iter().enumerate() {
            if mark & Papers::WITH_NEXT != 0 {
                return found_among_several(papers, standing, first + place, end);
            }
            if standing[usize::from(*mark)] {
                return Some((usize::from(*mark), first + place));
            }
        }
        None
    }
}

/// From a rank of several on.
fn found_among_several(
    papers: &Papers,
    standing: &[bool],
    mut at: usize,
    end: usize,
) -> Option<(usize, usize)> {
    while at < end {
        match alone(papers, standing, &mut at) {
            Alone::Nobody => at += 1,
            Alone::One(candidate) => return Some((candidate, at)),
            Alone::Several => return None,
        }
    }
    None
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
