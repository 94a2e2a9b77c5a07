//! Tie-and-transfer: seats wander from rows and columns with too many to those with too few, exactly.
//!
//! The seats are a flow from rows to columns, and each seat of a cell is dearer than the one before: the one after x
//! seats costs log(d(x)/v). A matrix is biproportional when it meets the marginals at the least cost, and the dual
//! prices of the nodes are the logarithms of the divisors. So this is a flow of convex cost, found by shortest
//! augmenting paths with capacity scaling (Ahuja, Magnanti and Orlin 1993, 14.5). Costs stay products of whole numbers;
//! no logarithm is taken.

use super::network::Network;
use super::paths::{Path, Search};
use super::solution::Effort;

impl Network<'_> {
    /// Transfers `step` seats at a time, until no node has so many too many that could go where as many are missing.
    pub(super) fn settle(&mut self, step: u64, effort: &mut Effort) {
        loop {
            let before = effort.transfers;
            for source in 0..self.surplus.len() {
                while self.surplus[source] >= i128::from(step) {
                    let Some(path) = Search::run(self, source, step) else { break };
                    self.transfer(&path, step);
                    effort.transfers += 1;
                }
            }
            if effort.transfers == before || self.misplaced() == 0 {
                return;
            }
        }
    }

    /// Moves seats along the path and makes its cells' ties exact.
    fn transfer(&mut self, path: &Path, step: u64) {
        self.reprice(path, step);
        let mut node = path.target;
        while let Some(before) = path.parent(node) {
            // From a row to a column a seat is given, the other way one is taken.
            if before < node {
                self.add(before, node - self.rows(), i128::from(step));
            } else {
                self.add(node, before - self.rows(), -i128::from(step));
            }
            node = before;
        }
    }

    /// All that is nearer than the target comes as far as the target: its price is the target's, changed along the
    /// tree. The target was short of seats from the beginning and kept its first, short price, so that no price ever
    /// has more factors than a path has cells.
    fn reprice(&mut self, path: &Path, step: u64) {
        let mut done = vec![false; self.prices.len()];
        done[path.target] = true;
        let mut node = path.target;
        while let Some(before) = path.parent(node) {
            let (up, down) = self.cost(before, node, step);
            let price = self.prices.exact(node).scaled(down, up);
            self.prices.set(before, price);
            done[before] = true;
            node = before;
        }
        for &node in &path.settled {
            if let Some(before) = path.parent(node)
                && !done[node]
            {
                let (up, down) = self.cost(before, node, step);
                let price = self.prices.exact(before).scaled(up, down);
                self.prices.set(node, price);
                done[node] = true;
            }
        }
    }
}
