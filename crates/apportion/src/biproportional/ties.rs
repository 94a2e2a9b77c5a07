//! Which seats equal claims leave open.

use super::network::Network;

/// Nodes that ties bind together, by number of the group; rows first, then columns.
///
/// A transfer along cells at their signposts changes the cost by nothing. A round of such transfers leads to another
/// matrix that is as good, so the cells that may change are those inside a strongly connected set of these transfers.
pub(super) struct Groups {
    rows: usize,
    of: Vec<usize>,
    /// Ties inside a group: row, column, and whether the cell holds the seat that is open.
    pub(super) cells: Vec<(usize, usize, bool)>,
    /// Every node, and the tie that binds it to an earlier one of its group.
    pub(super) tree: Vec<(usize, Option<Bond>)>,
}

/// A tied cell between a node and one that stands before it.
#[derive(Clone, Copy)]
pub(super) struct Bond {
    pub(super) before: usize,
    pub(super) holds_seat: bool,
}

impl Groups {
    pub(super) fn of(network: &Network<'_>, rows: usize, columns: usize) -> Self {
        let nodes = rows + columns;
        let mut arcs = vec![Vec::new(); nodes];
        let mut tied = Vec::new();
        for row in 0..rows {
            for column in 0..columns {
                if network.may_gain(row, column) {
                    arcs[row].push(rows + column);
                    tied.push((row, column, false));
                } else if network.may_lose(row, column) {
                    arcs[rows + column].push(row);
                    tied.push((row, column, true));
                }
            }
        }
        let of = strong_components(&arcs);
        tied.retain(|&(row, column, _)| of[row] == of[rows + column]);
        let tree = walk(&of, rows, &tied);
        Self { rows, of, cells: tied, tree }
    }

    /// The group of a row.
    pub(super) fn of_row(&self, row: usize) -> usize {
        self.of[row]
    }

    /// The group of a column.
    pub(super) fn of_column(&self, column: usize) -> usize {
        self.of[self.rows + column]
    }
}

/// Every node after the one by which it is bound to its group.
fn walk(of: &[usize], rows: usize, tied: &[(usize, usize, bool)]) -> Vec<(usize, Option<Bond>)> {
    let mut neighbours = vec![Vec::new(); of.len()];
    for &(row, column, holds_seat) in tied {
        neighbours[row].push((rows + column, holds_seat));
        neighbours[rows + column].push((row, holds_seat));
    }
    let mut seen = vec![false; of.len()];
    let mut order = Vec::with_capacity(of.len());
    for root in 0..of.len() {
        if std::mem::replace(&mut seen[root], true) {
            continue;
        }
        let mut next = order.len();
        order.push((root, None));
        while let Some(&(node, _)) = order.get(next) {
            next += 1;
            for &(neighbour, holds_seat) in &neighbours[node] {
                if !std::mem::replace(&mut seen[neighbour], true) {
                    order.push((neighbour, Some(Bond { before: node, holds_seat })));
                }
            }
        }
    }
    order
}

/// The strongly connected component of each node (Kosaraju; Sharir 1981): named by one of its nodes.
fn strong_components(arcs: &[Vec<usize>]) -> Vec<usize> {
    let nodes = arcs.len();
    let mut back = vec![Vec::new(); nodes];
    for (from, to) in arcs.iter().enumerate() {
        to.iter().for_each(|&to| back[to].push(from));
    }
    let mut seen = vec![false; nodes];
    let mut finished = Vec::with_capacity(nodes);
    for root in 0..nodes {
        let mut stack = vec![(root, 0)];
        if std::mem::replace(&mut seen[root], true) {
            continue;
        }
        while let Some((node, at)) = stack.pop() {
            if let Some(&next) = arcs[node].get(at) {
                stack.push((node, at + 1));
                if !std::mem::replace(&mut seen[next], true) {
                    stack.push((next, 0));
                }
            } else {
                finished.push(node);
            }
        }
    }
    let mut component = vec![usize::MAX; nodes];
    for &root in finished.iter().rev() {
        let mut stack = vec![root];
        while let Some(node) = stack.pop() {
            if component[node] == usize::MAX {
                component[node] = root;
                stack.extend(&back[node]);
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_are_what_can_go_there_and_back() {
        // 0 → 1 → 2 → 0, 2 → 3 → 4 → 3, 5 alone.
        let of = strong_components(&[vec![1], vec![2], vec![0, 3], vec![4], vec![3], vec![]]);
        assert!(of[0] == of[1] && of[1] == of[2] && of[3] == of[4]);
        assert!(of[2] != of[3] && of[5] != of[0] && of[5] != of[3]);
    }
}
