//! Papers in a tree: those that begin alike stand at one node, and move as one until they part.

use super::Papers;
use super::next::Next;

/// Papers that begin with the same ranks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Node {
    /// How many they are.
    ballots: u64,
    /// The marks that all of them have behind those of the node before, on one of them.
    from: u32,
    to: u32,
    /// The first of the nodes at which they part, which lie side by side.
    first: u32,
    /// How many these are.
    further: u32,
    /// The first of the marks.
    mark: u16,
}

/// Every beginning that parts from others, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tree(Vec<Node>);

/// Where papers of the tree are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) node: u32,
    /// The last mark of the rank that counts.
    pub(super) at: u32,
}

impl Tree {
    const ROOT: u32 = 0;

    /// From so many nodes on, papers go on one by one: they are followed by a call for each node, whose number no file may decide.
    const DEEPEST: usize = 500;

    pub(super) fn of(papers: &Papers) -> Self {
        let mut order: Vec<u32> = (0..papers.len() as u32).collect();
        let mut nodes = vec![Node { ballots: papers.valid(), from: 0, to: 0, first: 0, further: 0, mark: 0 }];
        // Of each node, its papers in that order, how many marks they have in common and how many nodes came before.
        let mut alike = vec![(0..order.len(), 0, 0)];
        let mut node = 0;
        while let Some((range, marks, before)) = alike.get(node).cloned() {
            let next = |paper: &u32| papers.rank_of(*paper, marks);
            let begin_alike = |one: &u32, other: &u32| before < Self::DEEPEST && next(one) == next(other);
            order[range.clone()].sort_unstable_by_key(next);
            nodes[node].first = nodes.len() as u32;
            let mut first = range.start;
            for group in order[range].chunk_by(begin_alike) {
                let range = first..first + group.len();
                first = range.end;
                // Papers that end here go on to no node.
                if next(&group[0]).is_empty() {
                    continue;
                }
                let common = papers.in_common(group, marks);
                let start = papers.starts[group[0] as usize];
                let [from, to] = [marks, common].map(|marks| start + marks as u32);
                let ballots = group.iter().map(|paper| papers.counts[*paper as usize]).sum();
                nodes[node].further += 1;
                let mark = papers.marks[from as usize];
                nodes.push(Node { ballots, from, to, first: 0, further: 0, mark });
                // One paper parts from nobody.
                alike.push((if group.len() > 1 { range } else { 0..0 }, common, before + 1));
            }
            node += 1;
        }
        Self(nodes)
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// How many papers stand at a node.
    pub(super) fn ballots(&self, node: u32) -> u64 {
        self.0[node as usize].ballots
    }

    /// Where papers begin: each place, how many they are, and the candidate.
    pub(super) fn firsts(&self, mut sees: impl FnMut(Place, u64, usize)) {
        for (node, Node { ballots, from, mark, .. }) in self.further(Self::ROOT) {
            sees(Place { node, at: from }, ballots, usize::from(mark));
        }
    }

    /// Follows the papers of a node, from this mark on, to the next candidate who stands: each place they come to, how many
    /// come there, and the candidate. Those that name nobody come nowhere.
    #[inline]
    pub(super) fn go_on(
        &self,
        node: u32,
        from: u32,
        papers: &Papers,
        standing: &[bool],
        sees: &mut impl FnMut(Place, u64, usize),
    ) {
        let Node { ballots, to, .. } = self.0[node as usize];
        match papers.next_standing(from..to, standing) {
            Next::Stands { candidate, at } => sees(Place { node, at }, ballots, candidate),
            Next::Ends => {}
            Next::RunsOut => self.part(node, papers, standing, sees),
        }
    }

    /// The same from where the papers of a node part.
    fn part(&self, node: u32, papers: &Papers, standing: &[bool], sees: &mut impl FnMut(Place, u64, usize)) {
        for (node, Node { ballots, from, to, further, mark, .. }) in self.further(node) {
            // Most often it is the first mark, unless that is one of several.
            if standing.get(usize::from(mark)) == Some(&true) {
                sees(Place { node, at: from }, ballots, usize::from(mark));
                continue;
            }
            match papers.next_standing(from..to, standing) {
                Next::Stands { candidate, at } => sees(Place { node, at }, ballots, candidate),
                Next::RunsOut if further > 0 => self.part(node, papers, standing, sees),
                Next::Ends | Next::RunsOut => {}
            }
        }
    }

    /// The nodes at which the papers of one part.
    fn further(&self, node: u32) -> impl Iterator<Item = (u32, Node)> {
        let Node { first, further, .. } = self.0[node as usize];
        let nodes = &self.0[first as usize..][..further as usize];
        (first..).zip(nodes.iter().copied())
    }
}

impl Papers {
    /// The rank of a paper that follows so many of its marks; empty at its end.
    fn rank_of(&self, paper: u32, marks: usize) -> &[u16] {
        let left = &self.marks_of(paper)[marks..];
        let last = left.iter().position(|mark| mark & Self::WITH_NEXT == 0);
        &left[..last.map_or(0, |last| last + 1)]
    }

    /// How many marks these papers have in common, which are more than so many.
    fn in_common(&self, papers: &[u32], marks: usize) -> usize {
        let one = papers[0];
        let mut common = marks;
        loop {
            let rank = self.rank_of(one, common);
            if rank.is_empty() || !papers.iter().all(|paper| self.rank_of(*paper, common) == rank) {
                return common;
            }
            common += rank.len();
        }
    }
}
