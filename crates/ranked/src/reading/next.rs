//! The next candidate on a paper who stands.

use std::ops::Range;

use super::Papers;

/// Whose a paper is from some mark on.
pub(super) enum Next {
    /// This candidate's, who stands, by the rank whose last mark is there.
    Stands { candidate: usize, at: u32 },
    /// Nobody's: it ends at a rank at which several stand.
    Ends,
    /// Nobody's as far as was looked.
    RunsOut,
}

impl Papers {
    /// Looks through marks for somebody who stands.
    #[inline]
    pub(super) fn next_standing(&self, marks: Range<u32>, standing: &[bool]) -> Next {
        let (first, end) = (marks.start as usize, marks.end as usize);
        for (place, mark) in self.marks[first..end].iter().enumerate() {
            if mark & Self::WITH_NEXT != 0 {
                return self.next_among_several(standing, first + place, end);
            }
            if standing[usize::from(*mark)] {
                return Next::Stands { candidate: usize::from(*mark), at: (first + place) as u32 };
            }
        }
        Next::RunsOut
    }

    /// From a rank of several on.
    fn next_among_several(&self, standing: &[bool], mut at: usize, end: usize) -> Next {
        while at < end {
            match self.alone(standing, &mut at) {
                Alone::Nobody => at += 1,
                Alone::One(candidate) => return Next::Stands { candidate, at: at as u32 },
                Alone::Several => return Next::Ends,
            }
        }
        Next::RunsOut
    }

    /// Looks at the rank of several that begins here, and stays at its last mark.
    fn alone(&self, standing: &[bool], at: &mut usize) -> Alone {
        let mut alone = Alone::Nobody;
        loop {
            let mark = self.marks[*at];
            let candidate = usize::from(mark & !Self::WITH_NEXT);
            if standing[candidate] {
                match alone {
                    Alone::Nobody => alone = Alone::One(candidate),
                    Alone::One(_) | Alone::Several => return Alone::Several,
                }
            }
            if mark & Self::WITH_NEXT == 0 {
                return alone;
            }
            *at += 1;
        }
    }
}

/// How many of a rank of several still stand.
enum Alone {
    Nobody,
    One(usize),
    Several,
}
