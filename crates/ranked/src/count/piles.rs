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
    /// Papers on their way.
    laid: Laid,
}

/// Where papers on their way are put down.
#[derive(Debug, Clone, Default)]
struct Laid {
    /// A place for each candidate.
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
    /// Sorts the papers by first preferences, each worth one vote. Whether they may then move `together`: where it is all one in which
    /// order they lie.
    pub(crate) fn first_preferences(&mut self, papers: &Papers, together: bool, one: Value) {
        self.clear(papers.candidates());
        let Self { cursors, laid, .. } = self;
        if together && papers.are_gathered() {
            cursors.lay(papers, true, |paper, count, candidate| laid.put_in_front(paper, count, candidate));
        } else {
            cursors.lay(papers, false, |_, _, _| NONE);
            for paper in 0..papers.len() as u32 {
                laid.put(cursors, paper, papers.counts[paper as usize], cursors.first(paper, papers));
            }
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
        self.clear(papers.candidates());
        self.cursors.lay(papers, false, |_, _, _| NONE);
        let mut paper = 0;
        for (value, size) in parcels {
            for paper in paper..paper + size {
                let count = self.cursors.count(paper, papers);
                self.laid.put(&mut self.cursors, paper, count, candidate);
            }
            paper += size;
            self.hand_over(value, FIRST_PREFERENCES, |_, _| {});
        }
    }

    /// Nothing on the table.
    fn clear(&mut self, candidates: usize) {
        self.of.iter_mut().for_each(Vec::clear);
        self.of.resize_with(candidates.max(self.of.len()), Vec::new);
        self.laid.places.clear();
        self.laid.places.resize(candidates, Chain::EMPTY);
        self.laid.touched.clear();
    }

    /// Sorts the papers of a parcel by the next candidate who stands, behind those that are sorted already; papers that move
    /// together before them.
    pub(crate) fn sort(&mut self, parcel: &Parcel, papers: &Papers, standing: &[bool], sorted: &mut Sorted) {
        let Self { cursors, laid, .. } = self;
        let mut transferable = 0;
        let mut paper = parcel.chain.head;
        while paper != NONE {
            let behind = cursors.behind(paper);
            if cursors.move_together() {
                cursors.go_on(paper, papers, standing, |paper, count, candidate| {
                    transferable += count;
                    laid.put_in_front(paper, count, candidate)
                });
            } else if let Some((candidate, count)) = cursors.next_standing(paper, papers, standing) {
                transferable += count;
                laid.put(cursors, paper, count, candidate);
            }
            paper = behind;
        }
        sorted.transferable += transferable;
        sorted.exhausted += parcel.ballots() - transferable;
    }

    /// How the papers of a parcel would be sorted; nothing moves.
    pub(crate) fn found(&self, parcel: &Parcel, papers: &Papers, standing: &[bool]) -> Sorted {
        let mut transferable = 0;
        let mut paper = parcel.chain.head;
        while paper != NONE {
            transferable += self.cursors.found(paper, papers, standing);
            paper = self.cursors.behind(paper);
        }
        Sorted { transferable, exhausted: parcel.ballots() - transferable }
    }

    /// Gives what lies sorted to the candidates it is sorted for, a parcel each; `takes` is told who gets how many papers.
    pub(crate) fn hand_over(&mut self, value: Value, arrival: u32, mut takes: impl FnMut(usize, u64)) {
        let Laid { places, touched } = &mut self.laid;
        for candidate in touched.drain(..) {
            let chain = std::mem::replace(&mut places[candidate], Chain::EMPTY);
            takes(candidate, chain.ballots);
            self.of[candidate].push(Parcel { chain, value, arrival });
        }
    }

    /// For whom papers lie sorted, and how many.
    pub(crate) fn on_the_table(&self) -> impl Iterator<Item = (usize, u64)> {
        self.laid.touched.iter().map(|candidate| (*candidate, self.laid.places[*candidate].ballots))
    }

    /// Takes the first so many of the papers that lie sorted for a candidate out of the count; they stay with the elected.
    pub(crate) fn keep_back(&mut self, papers: &Papers, candidate: usize, mut stay: u64) {
        let Laid { places, touched } = &mut self.laid;
        let place = &mut places[candidate];
        place.ballots -= stay;
        while stay > 0 {
            let head = place.head;
            let count = self.cursors.count(head, papers);
            if count > stay {
                self.cursors.reduce(head, stay);
                break;
            }
            stay -= count;
            place.head = self.cursors.behind(head);
        }
        if place.ballots == 0 {
            *place = Chain::EMPTY;
            touched.retain(|touched| *touched != candidate);
        }
    }

    /// For each paper in somebody's pile: its holder, its parcel, itself and how many papers it stands for.
    pub(crate) fn each(&self, papers: &Papers, mut see: impl FnMut(usize, &Parcel, u32, u64)) {
        for candidate in 0..self.of.len() {
            self.held(papers, candidate, |parcel, paper, count| see(candidate, parcel, paper, count));
        }
    }

    /// For each paper in the pile of one candidate: its parcel, itself and how many papers it stands for.
    pub(crate) fn held(&self, papers: &Papers, candidate: usize, mut see: impl FnMut(&Parcel, u32, u64)) {
        for parcel in &self.of[candidate] {
            let mut paper = parcel.chain.head;
            while paper != NONE {
                see(parcel, paper, self.cursors.count(paper, papers));
                paper = self.cursors.behind(paper);
            }
        }
    }

    /// Whether a paper that moves by itself names somebody further on who stands.
    pub(crate) fn goes_on(&self, paper: u32, papers: &Papers, standing: &[bool]) -> bool {
        self.cursors.found(paper, papers, standing) > 0
    }
}

impl Laid {
    /// Puts a paper that moves by itself down for a candidate, behind those that lie there.
    #[inline]
    fn put(&mut self, cursors: &mut Cursors, paper: u32, count: u64, candidate: usize) {
        let place = &mut self.places[candidate];
        if place.head == NONE {
            place.head = paper;
            self.touched.push(candidate);
        } else {
            cursors.put_behind(place.tail, paper);
        }
        place.tail = paper;
        place.ballots += count;
        cursors.put_behind(paper, NONE);
    }

    /// Puts one down before those that lie there, where their order is all one, and says which is now behind it.
    #[inline]
    fn put_in_front(&mut self, paper: u32, count: u64, candidate: usize) -> u32 {
        let place = &mut self.places[candidate];
        if place.head == NONE {
            self.touched.push(candidate);
        }
        place.ballots += count;
        std::mem::replace(&mut place.head, paper)
    }
}
