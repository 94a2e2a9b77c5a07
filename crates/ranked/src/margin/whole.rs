//! The same program in whole ballots: branch and bound over the linear one.

use super::program::{Program, Solved};
use super::work::Work;

/// Branches that are looked at before no more than the linear bound is known.
const MOST: usize = 400;

impl Program {
    /// Solves it in whole numbers, as far as its cost is below `beyond`.
    pub(super) fn solve_whole(mut self, beyond: u64, work: &mut Work) -> Solved {
        let root = match self.solve(beyond, work) {
            Solved::Least { cost, .. } => cost,
            other => return other,
        };
        let mut branches = Branches { root, best: beyond, point: None, left: MOST, complete: true };
        branches.follow(&mut self, work);
        match branches.point {
            Some(point) if branches.complete || branches.best == root => {
                Solved::Least { cost: branches.best, point, over: 1 }
            }
            None if branches.complete && beyond == u64::MAX => Solved::None,
            None if branches.complete => Solved::AtLeast { cost: beyond },
            _ => Solved::AtLeast { cost: root },
        }
    }
}

struct Branches {
    root: u64,
    best: u64,
    point: Option<Vec<i128>>,
    left: usize,
    complete: bool,
}

impl Branches {
    fn follow(&mut self, program: &mut Program, work: &mut Work) {
        if self.left == 0 || work.is_spent() {
            self.complete = false;
            return;
        }
        self.left -= 1;
        let (cost, point, over) = match program.solve(self.best, work) {
            Solved::None => return,
            Solved::AtLeast { cost } => {
                self.complete &= cost >= self.best;
                return;
            }
            Solved::Least { cost, point, over } => (cost, point, over),
        };
        // The one that is farthest from a whole number.
        let part = |value: &i128| value.rem_euclid(over).min(over - value.rem_euclid(over));
        let Some(column) = (0..point.len()).max_by_key(|column| part(&point[*column])) else { return };
        if part(&point[column]) == 0 {
            self.best = cost;
            self.point = Some(point.iter().map(|value| value / over).collect());
            return;
        }
        let below = point[column].div_euclid(over);
        let (least, most) = (program.columns[column].least, program.columns[column].most);
        program.columns[column].least = below + 1;
        self.follow(program, work);
        program.columns[column].least = least;
        if self.point.is_some() && self.best == self.root {
            return;
        }
        program.columns[column].most = Some(below);
        self.follow(program, work);
        program.columns[column].most = most;
    }
}
