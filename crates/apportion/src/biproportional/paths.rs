//! Shortest paths along which seats are transferred.

// Floats tell apart what differs by more than all rounding could; the rest is compared exactly.
#![allow(clippy::float_arithmetic)]

use std::cell::OnceCell;
use std::cmp::Ordering;

use super::network::Network;
use super::prices::differ;
use super::ratio::{BigRatio, known};
use crate::exact::compare_products;

/// With so many nodes, and rounding at each of them, floats are still near enough for [`differ`].
const MOST_NODES: usize = 1 << 17;

/// Shortest paths from one node (Dijkstra 1959) to the nearest that is short of seats.
///
/// The length of an arc is its cost, corrected by the prices of its ends: never below 1 in these products.
pub(super) struct Search<'a, 'b> {
    network: &'a Network<'b>,
    step: u64,
    /// Whether a path to the node is known, and whether a shorter one may still be found.
    reached: Vec<bool>,
    open: Vec<bool>,
    parents: Vec<Option<usize>>,
    /// The cost of the path to each node times the price of its source; unknown beyond [`known`].
    about: Vec<f64>,
    /// The same exactly, worked out where floats leave a doubt.
    exact: Vec<OnceCell<BigRatio>>,
}

/// The way to the nearest.
pub(super) struct Path {
    pub(super) target: usize,
    parents: Vec<Option<usize>>,
    /// Nodes nearer than the target, nearest first.
    pub(super) settled: Vec<usize>,
}

impl Path {
    pub(super) fn parent(&self, node: usize) -> Option<usize> {
        self.parents[node]
    }
}

impl<'a, 'b> Search<'a, 'b> {
    pub(super) fn run(network: &'a Network<'b>, source: usize, step: u64) -> Option<Path> {
        let nodes = network.prices.len();
        let mut search = Self {
            network,
            step,
            reached: vec![false; nodes],
            open: vec![true; nodes],
            parents: vec![None; nodes],
            about: vec![f64::NAN; nodes],
            exact: vec![OnceCell::new(); nodes],
        };
        search.reached[source] = true;
        if nodes <= MOST_NODES {
            search.about[source] = network.prices.about(source);
        }
        let mut settled = Vec::new();
        loop {
            let node = search.nearest()?;
            if network.surplus[node] <= -i128::from(step) {
                return Some(Path { target: node, parents: search.parents, settled });
            }
            search.open[node] = false;
            settled.push(node);
            search.relax(node);
        }
    }

    /// Goes on from a node to all others.
    fn relax(&mut self, node: usize) {
        let (rows, nodes) = (self.network.rows(), self.network.prices.len());
        let others = if node < rows { rows..nodes } else { 0..rows };
        for next in others {
            if self.open[next] && self.network.passes(node, next, self.step) {
                let (up, down) = self.network.cost(node, next, self.step);
                let cost = up[0] as f64 * up[1] as f64 / (down[0] as f64 * down[1] as f64);
                let about = known(self.about[node] * cost);
                if self.is_nearer(node, next, about, (up, down)) {
                    self.reached[next] = true;
                    self.parents[next] = Some(node);
                    self.about[next] = about;
                    self.exact[next] = OnceCell::new();
                }
            }
        }
    }

    /// Whether the way to `next` by `node` is shorter than the one known.
    fn is_nearer(&self, node: usize, next: usize, about: f64, cost: ([u64; 2], [u64; 2])) -> bool {
        if !self.reached[next] {
            return true;
        }
        let order = differ(about, self.about[next]).unwrap_or_else(|| {
            let (label, old) = (self.exact(node), self.exact(next));
            let ([a, b], [c, d]) = cost;
            compare_products(
                &[label.numerator(), old.denominator(), &[a], &[b]],
                &[label.denominator(), old.numerator(), &[c], &[d]],
            )
        });
        order == Ordering::Less
    }

    /// The open node with the shortest path, the first of several.
    fn nearest(&self) -> Option<usize> {
        let reached = || (0..self.open.len()).filter(|&node| self.open[node] && self.reached[node]);
        let about = |node: usize| self.about[node] / self.network.prices.about(node);
        let least = reached().map(about).fold(f64::INFINITY, f64::min);
        reached().filter(|&node| differ(about(node), least) != Some(Ordering::Greater)).min_by(|&a, &b| {
            let (label, price) = (self.exact(a), self.network.prices.exact(a));
            let (other_label, other_price) = (self.exact(b), self.network.prices.exact(b));
            if label == other_label && price == other_price {
                return Ordering::Equal;
            }
            compare_products(
                &[label.numerator(), price.denominator(), other_label.denominator(), other_price.numerator()],
                &[label.denominator(), price.numerator(), other_label.numerator(), other_price.denominator()],
            )
        })
    }

    /// The cost of the path to a node times the price of its source: from an ancestor's that was asked for before.
    fn exact(&self, node: usize) -> &BigRatio {
        let mut path = Vec::new();
        let mut at = node;
        while let (None, Some(parent)) = (self.exact[at].get(), self.parents[at]) {
            path.push(at);
            at = parent;
        }
        let mut exact = self.exact[at].get_or_init(|| self.network.prices.exact(at).clone());
        for node in path.into_iter().rev() {
            let (up, down) = self.network.cost(at, node, self.step);
            exact = self.exact[node].get_or_init(|| exact.scaled(up, down));
            at = node;
        }
        exact
    }
}
