//! Ballot papers, and which of their marks a statute reads.

use sailau_ranked::{Ballots, Rank};

use crate::amount::{Q, whole};

/// Papers that say the same. Laid on one pile at the beginning, they stay together whatever happens: their next preference is
/// always the same. So they are moved as one, with their number.
#[derive(Debug, Clone)]
pub(crate) struct Marked {
    pub(crate) number: u64,
    pub(crate) ranks: Vec<Rank>,
}

#[derive(Debug, Clone)]
pub(crate) struct Election {
    pub(crate) candidates: usize,
    pub(crate) seats: usize,
    pub(crate) marked: Vec<Marked>,
}

impl Election {
    pub(crate) fn new(ballots: &Ballots, seats: usize) -> Self {
        let lists = ballots.lists();
        let marked =
            lists.map(|list| Marked { number: list.count(), ranks: list.ranks().collect() }).collect();
        Self { candidates: ballots.candidates(), seats, marked }
    }

    /// Papers by what `reading` takes of their marks; those of which nothing is left are no votes.
    pub(crate) fn papers(&self, reading: impl Fn(&[Rank]) -> Vec<usize>) -> Vec<Paper> {
        let papers = self.marked.iter().map(|marked| Paper {
            number: marked.number,
            order: reading(&marked.ranks),
            value: whole(1),
            holder: None,
            came: Vec::new(),
        });
        papers.filter(|paper| !paper.order.is_empty()).collect()
    }
}

/// Valid papers on their way through a count.
#[derive(Debug, Clone)]
pub(crate) struct Paper {
    pub(crate) number: u64,
    pub(crate) order: Vec<usize>,
    pub(crate) value: Q,
    /// Whose pile they lie on.
    pub(crate) holder: Option<usize>,
    /// The transfer that brought them, where the statute asks: its stage, and parts of it.
    pub(crate) came: Vec<usize>,
}

impl Paper {
    /// The next preference for a candidate who still stands.
    pub(crate) fn next(&self, standing: &[bool]) -> Option<usize> {
        self.order.iter().copied().find(|candidate| standing[*candidate])
    }

    pub(crate) fn votes(&self) -> Q {
        whole(self.number) * &self.value
    }
}

pub(crate) fn number(papers: &[Paper]) -> u64 {
    papers.iter().map(|paper| paper.number).sum()
}

/// Numbers in consecutive order: the first that is missing, or that several candidates have, ends the paper.
pub(crate) fn consecutive(ranks: &[Rank]) -> Vec<usize> {
    let mut order = Vec::new();
    for rank in ranks {
        let Rank::One(candidate) = rank else { break };
        order.push(*candidate);
    }
    order
}

/// The same, and a candidate who has a second number ends the paper too.
pub(crate) fn consecutive_once(ranks: &[Rank]) -> Vec<usize> {
    let mut order = consecutive(ranks);
    let again = (1..order.len()).find(|at| order[..*at].contains(&order[*at]));
    order.truncate(again.unwrap_or(order.len()));
    order
}

/// Skipped ranks and overvotes are passed over; the ballot has so many ranks.
pub(crate) fn passing_over(ranks: &[Rank], most: usize) -> Vec<usize> {
    let clear = |rank: &Rank| match rank {
        Rank::One(candidate) => Some(*candidate),
        _ => None,
    };
    ranks.iter().take(most).filter_map(clear).collect()
}

/// An overvote ends the ballot, and so many skipped ranks in a row.
pub(crate) fn ended_by_overvote(ranks: &[Rank], skipped: usize) -> Vec<usize> {
    let mut order = Vec::new();
    let mut blanks = 0;
    for rank in ranks {
        match rank {
            Rank::One(candidate) => {
                blanks = 0;
                order.push(*candidate);
            }
            Rank::Blank => {
                blanks += 1;
                if blanks == skipped {
                    break;
                }
            }
            Rank::Several(_) | Rank::Overvote => break,
        }
    }
    order
}
