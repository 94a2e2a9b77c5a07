//! How many ballots must change for candidates to leave in a given order.
//!
//! A linear program over what ballots do: how many of each kind are taken away, and how many of each are written instead
//! (Magrino, Rivest, Shen and Wagner, "Computing the margin of victory in IRV elections", 2011). Rows are taken up as they are
//! found violated, and ballots which do the same to all of them are one column, so that the program stays small whatever the
//! number of candidates.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::paths::{Row, Useful, Writable, gains};
use super::profile::Profile;
use super::program::{Column, Program, Solved};
use super::work::Work;

/// Candidates who leave last, in their order; everybody else has left before.
pub(super) struct Order<'a> {
    pub(super) profile: &'a Profile,
    pub(super) order: &'a [usize],
    /// Whether a ballot is changed at no cost where what it counts for hangs on more than the order: only then is the
    /// distance a lower bound.
    pub(super) several_free: bool,
    /// By how many votes whoever leaves must be behind: 0 where a lot may do it.
    pub(super) ahead: i128,
}

/// How far the distance is known.
#[derive(Debug)]
pub(super) struct Distance {
    /// Not fewer.
    pub(super) least: u64,
    /// So many ballots, and which: only of a whole solution of a complete order.
    pub(super) changes: Option<Vec<Written>>,
}

/// `count` ballots of a paper that are now for these candidates, in their order.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub(super) paper: usize,
    pub(super) count: u64,
    pub(super) to: Vec<usize>,
}

/// Papers that do the same all along the order.
struct Class {
    path: Vec<u16>,
    free: bool,
    count: u64,
    papers: Vec<u32>,
}

/// Classes that do the same to the rows so far.
struct Taken {
    gains: Vec<i8>,
    free: bool,
    count: u64,
    classes: Vec<usize>,
}

/// Rows that are taken up at a time.
const AT_A_TIME: usize = 4;

impl Order<'_> {
    /// A linear lower bound: not fewer than this many must change.
    pub(super) fn bound(&self, beyond: u64, work: &mut Work) -> u64 {
        self.solve(false, beyond, work).least
    }

    /// The distance in whole ballots, as far as it is below `beyond`.
    pub(super) fn exact(&self, beyond: u64, work: &mut Work) -> Distance {
        self.solve(true, beyond, work)
    }

    fn solve(&self, whole: bool, beyond: u64, work: &mut Work) -> Distance {
        let classes = self.classes(work);
        let places = self.order.len();
        let mut base = Tallies::new(places);
        for class in &classes {
            base.add(&class.path, i128::from(class.count));
        }
        let writable = Writable {
            places: places as u16,
            before: self.profile.standing.len() - places,
            at_most: self.profile.at_most,
            at_least: self.profile.at_least,
        };
        let mut rows = Vec::new();
        let mut violated = base.violated(self.ahead);
        let mut found = Distance { least: 0, changes: Some(Vec::new()) };
        while !violated.is_empty() {
            found.changes = None;
            violated.truncate(AT_A_TIME);
            rows.append(&mut violated);
            let Some(useful) = writable.useful(&rows) else { return found };
            if !work.spend(classes.len() * rows.len() + useful.len() * useful.len()) {
                return found;
            }
            let taken = merged(&classes, &rows);
            let program = program(&taken, &useful, &rows, &base, self.ahead);
            let solved = if whole { program.solve_whole(beyond, work) } else { program.solve(beyond, work) };
            let (point, over) = match solved {
                Solved::None => return Distance { least: u64::MAX, changes: None },
                Solved::AtLeast { cost } => {
                    found.least = found.least.max(cost);
                    return found;
                }
                Solved::Least { cost, point, over } => {
                    found.least = found.least.max(cost);
                    (point, over)
                }
            };
            // Sums of ballots over this denominator are at most four times all of them.
            let most = i128::from(self.profile.total) * 4 + self.ahead;
            if most.checked_mul(over).is_none() {
                return found;
            }
            let (removed, written) = point.split_at(taken.len());
            let removed = shared_out(&taken, removed, &classes, over);
            let mut tallies = Tallies::new(places);
            for (class, removed) in classes.iter().zip(&removed) {
                tallies.add(&class.path, i128::from(class.count) * over - removed);
            }
            for (useful, amount) in useful.iter().zip(written) {
                tallies.add(&useful.path, *amount);
            }
            violated = tallies.violated(self.ahead * over);
            violated.retain(|row| !rows.contains(row));
            if violated.is_empty() && whole {
                found.changes = Some(self.changes(&classes, &removed, &useful, written));
            }
        }
        found
    }

    fn classes(&self, work: &mut Work) -> Vec<Class> {
        let mut places = vec![None; self.profile.standing.iter().max().map_or(0, |last| last + 1)];
        for (place, candidate) in self.order.iter().enumerate() {
            places[*candidate] = Some(place as u16);
        }
        let mut known: HashMap<Vec<u16>, usize> = HashMap::new();
        let mut classes: Vec<Class> = Vec::new();
        let mut path = Vec::new();
        work.spend(self.profile.papers.len());
        for (at, paper) in self.profile.papers.iter().enumerate() {
            path.clear();
            path.push(0);
            let free = paper.path(&places, self.order.len(), &mut path) && self.several_free;
            path[0] = u16::from(free);
            let class = match known.get(&path) {
                Some(class) => *class,
                None => {
                    known.insert(path.clone(), classes.len());
                    classes.push(Class { path: path[1..].to_vec(), free, count: 0, papers: Vec::new() });
                    classes.len() - 1
                }
            };
            classes[class].count += paper.count;
            classes[class].papers.push(at as u32);
        }
        classes
    }

    /// Which papers change, and into what.
    fn changes(
        &self,
        classes: &[Class],
        removed: &[i128],
        useful: &[Useful],
        written: &[i128],
    ) -> Vec<Written> {
        let mut new = useful.iter().zip(written).filter(|(_, amount)| **amount > 0);
        let mut next = |left: &mut u64| {
            let (useful, amount) = new.next()?;
            *left = *amount as u64;
            Some(self.list(&useful.path))
        };
        let mut changes = Vec::new();
        let mut left = 0;
        let mut to = next(&mut left);
        for (class, removed) in classes.iter().zip(removed) {
            let mut removed = *removed as u64;
            for paper in &class.papers {
                let mut of_paper = removed.min(self.profile.papers[*paper as usize].count);
                removed -= of_paper;
                while of_paper > 0 {
                    let count = if to.is_some() { of_paper.min(left) } else { of_paper };
                    let list = to.clone().unwrap_or_default();
                    changes.push(Written { paper: *paper as usize, count, to: list });
                    of_paper -= count;
                    left = left.saturating_sub(count);
                    if left == 0 {
                        to = next(&mut left);
                    }
                }
            }
        }
        changes
    }

    /// A ballot that takes this path, filled up with candidates who have left by then where too short.
    fn list(&self, path: &[u16]) -> Vec<usize> {
        let mut list: Vec<usize> = path.iter().map(|place| self.order[usize::from(*place)]).collect();
        let last = path.last().map_or(0, |last| usize::from(*last));
        for place in 0..last {
            if list.len() < self.profile.at_least && !path.contains(&(place as u16)) {
                list.push(self.order[place]);
            }
        }
        list
    }
}

fn merged(classes: &[Class], rows: &[Row]) -> Vec<Taken> {
    let mut known: HashMap<(Vec<i8>, bool), usize> = HashMap::new();
    let mut taken: Vec<Taken> = Vec::new();
    for (at, class) in classes.iter().enumerate() {
        let gains = gains(&class.path, rows);
        let place = *known.entry((gains.clone(), class.free)).or_insert_with(|| {
            taken.push(Taken { gains, free: class.free, count: 0, classes: Vec::new() });
            taken.len() - 1
        });
        taken[place].count += class.count;
        taken[place].classes.push(at);
    }
    // Ballots of few preferences count for few others in rounds before: these go first, and upset the least.
    for taken in &mut taken {
        taken.classes.sort_by_key(|class| (classes[*class].path.len(), Reverse(classes[*class].count)));
    }
    taken
}

fn program(taken: &[Taken], useful: &[Useful], rows: &[Row], base: &Tallies, ahead: i128) -> Program {
    // The last row: no more ballots are written than were taken away; what is left is blank.
    let away = taken.iter().map(|taken| Column {
        cost: i128::from(!taken.free),
        least: 0,
        most: Some(i128::from(taken.count)),
        gains: taken.gains.iter().map(|gain| -gain).chain([1]).collect(),
    });
    let new = useful.iter().map(|useful| Column {
        cost: 0,
        least: 0,
        most: None,
        gains: useful.gains.iter().copied().chain([-1]).collect(),
    });
    let at_least = rows.iter().map(|row| ahead - base.difference(*row)).chain([0]).collect();
    Program { columns: away.chain(new).collect(), at_least }
}

/// How much of each class is taken away.
fn shared_out(taken: &[Taken], amounts: &[i128], classes: &[Class], over: i128) -> Vec<i128> {
    let mut removed = vec![0; classes.len()];
    for (taken, amount) in taken.iter().zip(amounts) {
        let mut left = *amount;
        for class in &taken.classes {
            let of_class = left.min(i128::from(classes[*class].count) * over);
            removed[*class] = of_class;
            left -= of_class;
        }
    }
    removed
}

/// Votes of every place in every round.
struct Tallies {
    places: usize,
    votes: Vec<i128>,
}

impl Tallies {
    fn new(places: usize) -> Self {
        Self { places, votes: vec![0; places * places] }
    }

    fn add(&mut self, path: &[u16], amount: i128) {
        let mut from = 0;
        for place in path.iter().map(|place| usize::from(*place)) {
            for round in from..=place {
                self.votes[round * self.places + place] += amount;
            }
            from = place + 1;
        }
    }

    /// By how much who stays is ahead of who leaves.
    fn difference(&self, (round, stays): Row) -> i128 {
        let votes = &self.votes[usize::from(round) * self.places..];
        votes[usize::from(stays)] - votes[usize::from(round)]
    }

    /// The rows that do not hold, the worst first; of each round the worst.
    fn violated(&self, ahead: i128) -> Vec<Row> {
        let mut rows: Vec<(i128, Row)> = Vec::new();
        for round in 0..self.places.saturating_sub(1) as u16 {
            let worst = (round + 1..self.places as u16)
                .map(|stays| (self.difference((round, stays)), (round, stays)))
                .min();
            rows.extend(worst.filter(|(difference, _)| *difference < ahead));
        }
        rows.sort_unstable();
        rows.into_iter().map(|(_, row)| row).collect()
    }
}
