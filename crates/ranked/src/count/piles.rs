//! The papers on the table: a pile for each candidate, in parcels of one value that came at one stage.

use super::value::Value;
use crate::reading::Papers;

/// The end of a chain of papers.
const NONE: u32 = u32::MAX;

/// Papers one after the other, linked through [`Piles::next`]: to move them is to write links, and allocates nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chain {
    head: u32,
    tail: u32,
    /// How many papers they stand for.
    pub(crate) ballots: u64,
}

impl Chain {
    const EMPTY: Self = Self { head: NONE, tail: NONE, ballots: 0 };
}

/// Papers of one value that came at one stage.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parcel {
    pub(crate) chain: Chain,
    pub(crate) value: Value,
    pub(crate) stage: u32,
}

/// Where every paper lies.
#[derive(Debug, Clone, Default)]
pub(crate) struct Piles {
    /// The mark of each paper that counts at present.
    at: Vec<u32>,
    next: Vec<u32>,
    /// The parcels of each candidate, as they came.
    pub(crate) of: Vec<Vec<Parcel>>,
    /// Where papers on their way are put down: a place for each candidate.
    places: Vec<Chain>,
    /// The places that are not empty, in the order in which the first paper came.
    touched: Vec<usize>,
}

/// Papers that were sorted by their next preference.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sorted {
    /// Those that name nobody who stands.
    pub(crate) exhausted: u64,
    /// Those that name somebody.
    pub(crate) transferable: u64,
}

impl Piles {
    /// Sorts the papers by first preferences, each worth one vote.
    pub(crate) fn first_preferences(&mut self, papers: &Papers, one: Value) {
        let candidates = papers.candidates();
        self.of.iter_mut().for_each(Vec::clear);
        self.of.resize_with(candidates.max(self.of.len()), Vec::new);
        self.places.clear();
        self.places.resize(candidates, Chain::EMPTY);
        self.touched.clear();
        self.at.clear();
        self.at.extend_from_slice(&papers.starts[..papers.len()]);
        self.next.clear();
        self.next.resize(papers.len(), NONE);
        for paper in 0..papers.len() {
            let candidate = papers.marks[self.at[paper] as usize];
            self.put(paper as u32, papers.counts[paper], usize::from(candidate));
        }
        self.hand_over(one, 1, |_, _| {});
    }

    /// Sorts the papers of a chain by the next candidate who stands, beside those that are sorted already.
    pub(crate) fn sort(&mut self, chain: Chain, papers: &Papers, standing: &[bool], sorted: &mut Sorted) {
        let mut paper = chain.head;
        while paper != NONE {
            let after = self.next[paper as usize];
            let count = papers.counts[paper as usize];
            match self.next_standing(paper as usize, papers, standing) {
                Some(candidate) => {
                    self.put(paper, count, candidate);
                    sorted.transferable += count;
                }
                None => sorted.exhausted += count,
            }
            paper = after;
        }
    }

    /// How the papers of a chain would be sorted; nothing moves.
    pub(crate) fn look(&self, chain: Chain, papers: &Papers, standing: &[bool], sorted: &mut Sorted) {
        let mut paper = chain.head;
        while paper != NONE {
            let count = papers.counts[paper as usize];
            match self.found(paper as usize, papers, standing) {
                Some(_) => sorted.transferable += count,
                None => sorted.exhausted += count,
            }
            paper = self.next[paper as usize];
        }
    }

    /// Gives what lies sorted to the candidates it is sorted for, a parcel each; `takes` is told who gets how many papers.
    pub(crate) fn hand_over(&mut self, value: Value, stage: u32, mut takes: impl FnMut(usize, u64)) {
        for candidate in self.touched.drain(..) {
            let chain = std::mem::replace(&mut self.places[candidate], Chain::EMPTY);
            takes(candidate, chain.ballots);
            self.of[candidate].push(Parcel { chain, value, stage });
        }
    }

    /// For each paper in somebody's pile: its holder, its parcel, itself.
    pub(crate) fn each(&self, mut see: impl FnMut(usize, &Parcel, u32)) {
        for (candidate, parcels) in self.of.iter().enumerate() {
            for parcel in parcels {
                let mut paper = parcel.chain.head;
                while paper != NONE {
                    see(candidate, parcel, paper);
                    paper = self.next[paper as usize];
                }
            }
        }
    }

    fn put(&mut self, paper: u32, count: u64, candidate: usize) {
        let place = &mut self.places[candidate];
        if place.head == NONE {
            place.head = paper;
            self.touched.push(candidate);
        } else {
            self.next[place.tail as usize] = paper;
        }
        place.tail = paper;
        place.ballots += count;
        self.next[paper as usize] = NONE;
    }

    fn next_standing(&mut self, paper: usize, papers: &Papers, standing: &[bool]) -> Option<usize> {
        let (candidate, at) = self.found(paper, papers, standing)?;
        self.at[paper] = at as u32;
        Some(candidate)
    }

    /// The next candidate who stands, and the last mark of that rank.
    #[inline]
    fn found(&self, paper: usize, papers: &Papers, standing: &[bool]) -> Option<(usize, usize)> {
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
            let mut alone = None;
            loop {
                let mark = papers.marks[at];
                let candidate = usize::from(mark & !Papers::WITH_NEXT);
                if standing[candidate] && alone.replace(candidate).is_some() {
                    return None;
                }
                if mark & Papers::WITH_NEXT == 0 {
                    break;
                }
                at += 1;
            }
            match alone {
                Some(candidate) => return Some((candidate, at)),
                None => at += 1,
            }
        }
        None
    }
}
