//! The papers on the table: a pile for each candidate, in parcels of one value that came by one transfer.

use super::value::Value;
use crate::reading::{Cursors, NONE, Papers};

/// The transfer by which papers lie with their first preferences.
pub(crate) const FIRST_PREFERENCES: u32 = 1;

/// Papers of one value that came by one transfer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parcel {
    chain: Chain,
    pub(crate) value: Value,
    /// The transfer that brought them, counted from that of first preferences.
    pub(crate) arrival: u32,
}

impl Parcel {
    /// How many papers lie in it.
    pub(crate) fn ballots(&self) -> u64 {
        self.chain.ballots
    }
}

/// Papers one behind the other.
#[derive(Debug, Clone, Copy)]
struct Chain {
    head: u32,
    tail: u32,
    ballots: u64,
}

impl Chain {
    const EMPTY: Self = Self { head: NONE, tail: NONE, ballots: 0 };
}

/// Where every paper lies.
#[derive(Debug, Clone, Default)]
pub(crate) struct Piles {
    cursors: Cursors,
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
        self.clear(papers);
        for paper in 0..papers.len() as u32 {
            let candidate = papers.marks[self.cursors.at(paper)];
            self.put(paper, self.cursors.count(paper), usize::from(candidate));
        }
        self.hand_over(one, FIRST_PREFERENCES, |_, _| {});
    }

    /// Lays papers down with one candidate: parcels of these values, each of so many of the papers that follow.
    pub(crate) fn lay(
        &mut self,
        papers: &Papers,
        candidate: usize,
        parcels: impl Iterator<Item = (Value, u32)>,
    ) {
        self.clear(papers);
        let mut paper = 0;
        for (value, size) in parcels {
            for paper in paper..paper + size {
                self.put(paper, self.cursors.count(paper), candidate);
            }
            paper += size;
            self.hand_over(value, FIRST_PREFERENCES, |_, _| {});
        }
    }

    /// Nothing on the table, and every paper at its first mark.
    fn clear(&mut self, papers: &Papers) {
        let candidates = papers.candidates();
        self.of.iter_mut().for_each(Vec::clear);
        self.of.resize_with(candidates.max(self.of.len()), Vec::new);
        self.places.clear();
        self.places.resize(candidates, Chain::EMPTY);
        self.touched.clear();
        self.cursors.begin(papers);
    }

    /// Sorts the papers of a parcel by the next candidate who stands, behind those that are sorted already.
    pub(crate) fn sort(&mut self, parcel: &Parcel, papers: &Papers, standing: &[bool], sorted: &mut Sorted) {
        let mut paper = parcel.chain.head;
        while paper != NONE {
            let behind = self.cursors.behind(paper);
            let count = self.cursors.count(paper);
            match self.cursors.next_standing(paper, papers, standing) {
                Some(candidate) => {
                    self.put(paper, count, candidate);
                    sorted.transferable += count;
                }
                None => sorted.exhausted += count,
            }
            paper = behind;
        }
    }

    /// How the papers of a parcel would be sorted; nothing moves.
    pub(crate) fn found(&self, parcel: &Parcel, papers: &Papers, standing: &[bool]) -> Sorted {
        let mut sorted = Sorted::default();
        let mut paper = parcel.chain.head;
        while paper != NONE {
            let count = self.cursors.count(paper);
            match self.cursors.found(paper, papers, standing) {
                Some(_) => sorted.transferable += count,
                None => sorted.exhausted += count,
            }
            paper = self.cursors.behind(paper);
        }
        sorted
    }

    /// Gives what lies sorted to the candidates it is sorted for, a parcel each; `takes` is told who gets how many papers.
    pub(crate) fn hand_over(&mut self, value: Value, arrival: u32, mut takes: impl FnMut(usize, u64)) {
        for candidate in self.touched.drain(..) {
            let chain = std::mem::replace(&mut self.places[candidate], Chain::EMPTY);
            takes(candidate, chain.ballots);
            self.of[candidate].push(Parcel { chain, value, arrival });
        }
    }

    /// For whom papers lie sorted, and how many.
    pub(crate) fn on_the_table(&self) -> impl Iterator<Item = (usize, u64)> {
        self.touched.iter().map(|candidate| (*candidate, self.places[*candidate].ballots))
    }

    /// Takes the first so many of the papers that lie sorted for a candidate out of the count; they stay with the elected.
    pub(crate) fn keep_back(&mut self, candidate: usize, mut stay: u64) {
        let place = &mut self.places[candidate];
        place.ballots -= stay;
        while stay > 0 {
            let head = place.head;
            let count = self.cursors.count(head);
            if count > stay {
                self.cursors.reduce(head, stay);
                break;
            }
            stay -= count;
            place.head = self.cursors.behind(head);
        }
        if place.ballots == 0 {
            *place = Chain::EMPTY;
            self.touched.retain(|touched| *touched != candidate);
        }
    }

    /// For each paper in somebody's pile: its holder, its parcel, itself and how many papers it stands for.
    pub(crate) fn each(&self, mut see: impl FnMut(usize, &Parcel, u32, u64)) {
        for candidate in 0..self.of.len() {
            self.held(candidate, |parcel, paper, count| see(candidate, parcel, paper, count));
        }
    }

    /// For each paper in the pile of one candidate: its parcel, itself and how many papers it stands for.
    pub(crate) fn held(&self, candidate: usize, mut see: impl FnMut(&Parcel, u32, u64)) {
        for parcel in &self.of[candidate] {
            let mut paper = parcel.chain.head;
            while paper != NONE {
                see(parcel, paper, self.cursors.count(paper));
                paper = self.cursors.behind(paper);
            }
        }
    }

    /// Whether a paper names somebody further on who stands.
    pub(crate) fn goes_on(&self, paper: u32, papers: &Papers, standing: &[bool]) -> bool {
        self.cursors.found(paper, papers, standing).is_some()
    }

    /// Puts a paper down for a candidate.
    #[inline]
    fn put(&mut self, paper: u32, count: u64, candidate: usize) {
        let place = &mut self.places[candidate];
        if place.head == NONE {
            place.head = paper;
            self.touched.push(candidate);
        } else {
            self.cursors.put_behind(place.tail, paper);
        }
        place.tail = paper;
        place.ballots += count;
        self.cursors.put_behind(paper, NONE);
    }
}
