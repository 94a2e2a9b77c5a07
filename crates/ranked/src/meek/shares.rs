//! Papers in a tree: those that went through the same elected candidates, in the same order, are shared out together.
//!
//! A paper gives each elected candidate on it a share and all that is left to the first who only stands, whom it rests with.
//! What a node gets depends on the way to it alone, so a step is a walk over the nodes, however many papers there are. Papers
//! move when somebody is elected or excluded, as they do from pile to pile, and no paper moves back.

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
    /// The papers that rest here, or wait here to go on.
    head: u32,
    tail: u32,
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
    /// The nodes that get something, parents first: parent, candidate, ballots; by their place in this list, the root first.
    steps: Vec<Step>,
    /// Where each node stands among the steps.
    place: Vec<u32>,
    /// What is left of a ballot behind each step.
    rest: Vec<u64>,
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
        self.cursors.begin(papers);
        self.waiting.clear();
        self.child_of.clear();
        self.child_of.resize(papers.candidates(), NONE);
        self.keeps.clear();
        self.keeps.extend(takes_part.iter().map(|takes_part| if *takes_part { scale } else { 0 }));
        for paper in 0..papers.len() as u32 {
            let candidate = papers.marks[self.cursors.at(paper)];
            let node = self.child(ROOT, candidate.into());
            self.rest_at(node, paper);
        }
        self.forget_children(ROOT);
        self.list_steps();
    }

    /// Passes on what rests with a candidate who was elected or excluded; `takes_part` no longer has the excluded,
    /// `standing` neither of them.
    pub(crate) fn move_on(
        &mut self,
        candidate: usize,
        papers: &Papers,
        takes_part: &[bool],
        standing: &[bool],
    ) {
        let excluded = !takes_part[candidate];
        for node in 0..self.nodes.len() as u32 {
            let Node { candidate: of, head, .. } = self.nodes[node as usize];
            if of as usize == candidate && head != NONE {
                self.waiting.push(node);
            }
        }
        while let Some(node) = self.waiting.pop() {
            // Papers of somebody excluded go to others at the same place.
            let to = if excluded && self.nodes[node as usize].candidate as usize == candidate {
                self.nodes[node as usize].ballots = 0;
                self.nodes[node as usize].parent
            } else {
                node
            };
            self.pass_on(node, to as usize, papers, takes_part, standing);
        }
        self.list_steps();
    }

    /// Sorts the papers that wait at a node among the children of another.
    fn pass_on(&mut self, from: u32, to: usize, papers: &Papers, takes_part: &[bool], standing: &[bool]) {
        let mut child = self.nodes[to].child;
        while child != NONE {
            let node = &self.nodes[child as usize];
            self.child_of[node.candidate as usize] = child;
            child = node.sibling;
        }
        let from = &mut self.nodes[from as usize];
        let mut paper = std::mem::replace(&mut from.head, NONE);
        from.tail = NONE;
        while paper != NONE {
            let after = self.cursors.behind(paper);
            if let Some(candidate) = self.cursors.next_standing(paper, papers, takes_part) {
                let node = self.child(to, candidate);
                if !standing[candidate] && self.nodes[node as usize].head == NONE {
                    self.waiting.push(node);
                }
                self.rest_at(node, paper);
            }
            paper = after;
        }
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

    fn rest_at(&mut self, node: u32, paper: u32) {
        let node = &mut self.nodes[node as usize];
        node.ballots += self.cursors.count(paper);
        if node.head == NONE {
            node.head = paper;
        } else {
            self.cursors.put_behind(node.tail, paper);
        }
        node.tail = paper;
        self.cursors.put_behind(paper, NONE);
    }

    /// Whether any paper rests with a candidate.
    pub(crate) fn has_papers(&self, candidate: usize) -> bool {
        self.steps.iter().any(|step| step.candidate as usize == candidate)
    }

    /// Lists the nodes that get something.
    fn list_steps(&mut self) {
        self.steps.clear();
        self.place.clear();
        for node in &self.nodes {
            if node.parent != NONE && node.ballots > 0 {
                self.place.push(self.steps.len() as u32 + 1);
                let parent = self.place[node.parent as usize];
                self.steps.push(Step { parent, candidate: node.candidate, ballots: node.ballots });
            } else {
                self.place.push(0);
            }
        }
        self.rest.clear();
        self.rest.resize(self.steps.len() + 1, 0);
    }

    /// Shares every ballot out, in units of which `scale` are a vote; shares are rounded up.
    pub(crate) fn share_out(&mut self, keeping: Keeping, votes: &mut [u128]) {
        votes.fill(0);
        self.rest[0] = keeping.scale;
        for (place, step) in self.steps.iter().enumerate() {
            let comes = self.rest[step.parent as usize];
            let keeps = self.keeps[step.candidate as usize];
            let share = keeping.share(comes, keeps);
            self.rest[place + 1] = comes - share;
            votes[step.candidate as usize] += u128::from(share) * u128::from(step.ballots);
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
        if keeps == self.scale {
            return comes;
        }
        match comes.checked_mul(keeps) {
            Some(product) => product.div_ceil(self.scale),
            // At most what comes, since nobody keeps more than all.
            None => (u128::from(comes) * u128::from(keeps)).div_ceil(self.scale.into()) as u64,
        }
    }
}

impl Node {
    fn new(candidate: u32, parent: u32) -> Self {
        Self { candidate, parent, child: NONE, sibling: NONE, ballots: 0, head: NONE, tail: NONE }
    }
}
