//! Papers in a tree: those that went through the same elected candidates, in the same order, are shared out together.
//!
//! A paper gives each elected candidate on it a share and all that is left to the first who only stands, whom it rests with.
//! What a node gets depends on the way to it alone, so a step is a walk over the nodes, however many papers there are. Papers
//! move when somebody is elected or excluded, as they do from pile to pile, and no paper moves back.

use std::ops::{AddAssign, Mul};

use crate::reading::{Cursors, NONE, Papers};

/// The root is no candidate's.
const ROOT: usize = 0;

/// Papers that went through the same candidates.
#[derive(Debug, Clone, Copy)]
struct Node {
    candidate: u32,
    parent: u32,
    /// The first of its children, and the next child of its parent.
    child: u32,
    sibling: u32,
    /// How many ballots come through it.
    ballots: u64,
    /// The papers that rest here, or wait here to go on, the last that came in front: in which order they lie is all one.
    head: u32,
}

/// The tree, and what each candidate keeps.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shares {
    nodes: Vec<Node>,
    cursors: Cursors,
    /// Nodes that papers wait at.
    waiting: Vec<u32>,
    /// The child of the node at hand that is each candidate's.
    child_of: Vec<u32>,
    /// The nodes of the elected that get something, parents first: by their place in this list, the root before all.
    passing: Vec<Step>,
    /// The nodes of those who stand, who keep all that comes.
    resting: Vec<Step>,
    /// Where each node stands among those that pass on.
    place: Vec<u32>,
    /// What is left of a ballot behind each of them.
    rest: Vec<u64>,
    /// Votes of each candidate, where 64 bits hold all of them.
    short: Vec<u64>,
    /// Whether they do.
    is_short: bool,
    /// Whether papers rest with somebody who does not stand any more.
    must_move: bool,
    /// What each candidate keeps of a vote: all until elected, nothing once excluded.
    pub(crate) keeps: Vec<u64>,
}

/// A node in a step of the count.
#[derive(Debug, Clone, Copy)]
struct Step {
    parent: u32,
    candidate: u32,
    ballots: u64,
}

/// What a step takes: who is elected keeps a share or an amount, and where it is rounded to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keeping {
    pub(crate) scale: u64,
    pub(crate) warren: bool,
}

impl Shares {
    /// Puts all papers with the first candidate they name who takes part.
    pub(crate) fn begin(&mut self, papers: &Papers, takes_part: &[bool], scale: u64) {
        self.nodes.clear();
        self.nodes.push(Node::new(NONE, NONE));
        self.waiting.clear();
        self.must_move = false;
        self.is_short = papers.valid().checked_mul(scale).is_some();
        self.short.clear();
        self.short.resize(papers.candidates(), 0);
        self.child_of.clear();
        self.child_of.resize(papers.candidates(), NONE);
        self.keeps.clear();
        self.keeps.extend(takes_part.iter().map(|takes_part| if *takes_part { scale } else { 0 }));
        let mut cursors = std::mem::take(&mut self.cursors);
        cursors.lay(papers, true, |paper, count, candidate| {
            let node = self.child(ROOT, candidate);
            self.rest_at(node, paper, count)
        });
        self.cursors = cursors;
        self.forget_children(ROOT);
        // Nobody is elected yet.
        self.list_steps(takes_part);
    }

    /// Says that somebody was elected or excluded: their papers move before votes are shared out again, if they ever are.
    pub(crate) fn no_longer_stands(&mut self) {
        self.must_move = true;
    }

    /// Passes on what rests with those who were elected or excluded; `takes_part` no longer has the excluded, `standing` neither.
    pub(crate) fn move_on(&mut self, papers: &Papers, takes_part: &[bool], standing: &[bool]) {
        if !std::mem::take(&mut self.must_move) {
            return;
        }
        let resting = self.nodes.iter().zip(0..).filter(|(node, _)| node.head != NONE);
        let moving = resting.filter(|(node, _)| !standing[node.candidate as usize]).map(|(_, number)| number);
        self.waiting.extend(moving);
        while let Some(number) = self.waiting.pop() {
            let node = &mut self.nodes[number as usize];
            // Papers of somebody excluded go to others at the same place.
            let to = if takes_part[node.candidate as usize] {
                number
            } else {
                node.ballots = 0;
                node.parent
            };
            self.pass_on(number, to as usize, papers, takes_part, standing);
        }
        self.list_steps(standing);
    }

    /// Sorts the papers that wait at a node among the children of another.
    fn pass_on(&mut self, from: u32, to: usize, papers: &Papers, takes_part: &[bool], standing: &[bool]) {
        let mut child = self.nodes[to].child;
        while child != NONE {
            let node = &self.nodes[child as usize];
            self.child_of[node.candidate as usize] = child;
            child = node.sibling;
        }
        let mut cursors = std::mem::take(&mut self.cursors);
        let from = &mut self.nodes[from as usize];
        let mut paper = std::mem::replace(&mut from.head, NONE);
        while paper != NONE {
            let after = cursors.behind(paper);
            cursors.go_on(paper, papers, takes_part, |paper, count, candidate| {
                let node = self.child(to, candidate);
                let behind = self.rest_at(node, paper, count);
                if behind == NONE && !standing[candidate] {
                    self.waiting.push(node);
                }
                behind
            });
            paper = after;
        }
        self.cursors = cursors;
        self.forget_children(to);
    }

    /// The child of a node for a candidate, which is made where there is none.
    fn child(&mut self, parent: usize, candidate: usize) -> u32 {
        let known = self.child_of[candidate];
        if known != NONE {
            return known;
        }
        let node = self.nodes.len() as u32;
        self.nodes.push(Node::new(candidate as u32, parent as u32));
        self.nodes[node as usize].sibling = std::mem::replace(&mut self.nodes[parent].child, node);
        self.child_of[candidate] = node;
        node
    }

    fn forget_children(&mut self, parent: usize) {
        let mut child = self.nodes[parent].child;
        while child != NONE {
            let Node { candidate, sibling, .. } = self.nodes[child as usize];
            self.child_of[candidate as usize] = NONE;
            child = sibling;
        }
    }

    /// Puts a paper down at a node, and says which lies behind it there.
    #[inline]
    fn rest_at(&mut self, node: u32, paper: u32, count: u64) -> u32 {
        let node = &mut self.nodes[node as usize];
        node.ballots += count;
        std::mem::replace(&mut node.head, paper)
    }

    /// Whether any paper rests with a candidate.
    pub(crate) fn has_papers(&self, candidate: usize) -> bool {
        self.resting.iter().any(|step| step.candidate as usize == candidate)
    }

    /// Lists the nodes that get something.
    fn list_steps(&mut self, standing: &[bool]) {
        self.passing.clear();
        self.resting.clear();
        self.place.clear();
        for node in &self.nodes {
            let mut place = 0;
            if node.parent != NONE && node.ballots > 0 {
                let parent = self.place[node.parent as usize];
                let step = Step { parent, candidate: node.candidate, ballots: node.ballots };
                if standing[node.candidate as usize] {
                    self.resting.push(step);
                } else {
                    self.passing.push(step);
                    place = self.passing.len() as u32;
                }
            }
            self.place.push(place);
        }
        self.rest.clear();
        self.rest.resize(self.passing.len() + 1, 0);
    }

    /// Shares every ballot out, in units of which `scale` are a vote; shares are rounded up.
    pub(crate) fn share_out(&mut self, keeping: Keeping, votes: &mut [u128]) {
        if !self.is_short {
            return self.share_out_into(keeping, votes);
        }
        let mut short = std::mem::take(&mut self.short);
        self.share_out_into(keeping, &mut short);
        votes.iter_mut().zip(&short).for_each(|(votes, short)| *votes = u128::from(*short));
        self.short = short;
    }

    fn share_out_into<V>(&mut self, keeping: Keeping, votes: &mut [V])
    where
        V: Copy + From<u64> + Mul<Output = V> + AddAssign,
    {
        votes.fill(V::from(0));
        self.rest[0] = keeping.scale;
        for (place, step) in self.passing.iter().enumerate() {
            let comes = self.rest[step.parent as usize];
            let share = keeping.share(comes, self.keeps[step.candidate as usize]);
            self.rest[place + 1] = comes - share;
            votes[step.candidate as usize] += V::from(share) * V::from(step.ballots);
        }
        for step in &self.resting {
            votes[step.candidate as usize] +=
                V::from(self.rest[step.parent as usize]) * V::from(step.ballots);
        }
    }
}

impl Keeping {
    /// What a candidate keeps of what comes.
    #[inline]
    fn share(self, comes: u64, keeps: u64) -> u64 {
        if self.warren {
            return comes.min(keeps);
        }
        match comes.checked_mul(keeps) {
            Some(product) => self.by_scale(product),
            // At most what comes, since nobody keeps more than all.
            None => (u128::from(comes) * u128::from(keeps)).div_ceil(self.scale.into()) as u64,
        }
    }

    /// Divided by the scale and rounded up. Nine decimals are what laws have, and by a number that is known a machine divides without
    /// dividing.
    #[inline]
    fn by_scale(self, product: u64) -> u64 {
        const NINE: u64 = 1_000_000_000;
        if self.scale == NINE { product.div_ceil(NINE) } else { product.div_ceil(self.scale) }
    }

    /// What a candidate with so many votes is to keep, for the quota to be left: keep × quota ÷ votes, both rounded up, and at most
    /// all. None where that takes more than 128 bits.
    pub(super) fn anew(self, keeps: u64, quota: u128, votes: u128) -> Option<u64> {
        let scale = u128::from(self.scale);
        let product = match self.of_the_quota(keeps, quota) {
            Some(product) => product.into(),
            None => u128::from(keeps).checked_mul(quota)?.div_ceil(scale),
        };
        let (units, votes) = (product.checked_mul(scale)?, votes.max(1));
        if product >= votes {
            return Some(self.scale);
        }
        let down = units / votes;
        Some((down + u128::from(down * votes < units)).min(scale) as u64)
    }

    /// This part of the quota, rounded up, by whole votes and the rest: in 64 bits, where these hold it.
    fn of_the_quota(self, keeps: u64, quota: u128) -> Option<u64> {
        let quota = u64::try_from(quota).ok()?;
        let (whole, part) = (quota / self.scale, quota % self.scale);
        keeps.checked_mul(whole)?.checked_add(self.by_scale(keeps.checked_mul(part)?))
    }
}

impl Node {
    fn new(candidate: u32, parent: u32) -> Self {
        Self { candidate, parent, child: NONE, sibling: NONE, ballots: 0, head: NONE }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By the words of the rule, without a shorter way.
    fn plainly(scale: u64, keeps: u64, quota: u128, votes: u128) -> Option<u64> {
        let scale = u128::from(scale);
        let product = u128::from(keeps).checked_mul(quota)?.div_ceil(scale);
        Some(product.checked_mul(scale)?.div_ceil(votes.max(1)).min(scale) as u64)
    }

    #[test]
    fn the_shorter_way_to_what_is_kept_gives_the_same() {
        let mut state = 1_u64;
        let mut below = |bound: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((u128::from(state) * u128::from(bound)) >> 64) as u64
        };
        for decimals in [1, 2, 9, 12, 15] {
            let scale = 10_u64.pow(decimals);
            let keeping = Keeping { scale, warren: false };
            for digits in 0..60 {
                for _ in 0..50 {
                    let keeps = below(scale + 1);
                    let quota = u128::from(below(1 << digits)) * u128::from(below(scale) + 1);
                    let votes = quota + u128::from(below(1 << digits)) * u128::from(below(3));
                    let votes = votes.saturating_sub(u128::from(below(5)));
                    let expected = plainly(scale, keeps, quota, votes);
                    assert_eq!(
                        keeping.anew(keeps, quota, votes),
                        expected,
                        "{scale} {keeps} {quota} {votes}"
                    );
                }
            }
        }
    }
}
