//! The first number of votes that changes the outcome.

use super::all_at_once::{self, Found, Kind};
use super::change::{Change, Way};
use super::error::{MOST_WORK, MarginError};
use super::relative;
use crate::certificate::replay;
use crate::largest_remainder::share;
use crate::{Apportionment, Method, Quota, Tie, Workspace, apportion_into, balinski_young};

fn all_at_once(votes: &[u64], seats: u32, method: &Method, before: &Apportionment, kind: Kind) -> Found {
    match method {
        Method::RelativeRemainder(quota) => relative::fewest(votes, seats, *quota, before, kind),
        _ => all_at_once::fewest(votes, seats, method, before, kind),
    }
}

/// What has to be the same at both ends of a range, beside the outcome, so that it is the same in between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Premise {
    /// Nothing: every comparison has one turning point.
    None,
    /// Everybody's whole quotas by each of these.
    WholeQuotas(&'static [Quota]),
    /// Every step of the quota method.
    Course,
}

fn premise(method: &Method) -> Premise {
    use Quota::{Droop, HagenbachBischoff, Hare, Imperiali, ReinforcedImperiali};
    let in_turn: &[Quota] = match method {
        Method::HighestAverages(_) | Method::Block => return Premise::None,
        Method::BalinskiYoung => return Premise::Course,
        // Claims q, q − 1, … do not ask where whole quotas end; and with these quotas whole quotas and averages give
        // D'Hondt's seats.
        Method::LargestRemainder(Hare | Droop | HagenbachBischoff)
        | Method::QuotaThenAverages(Hare | Droop | HagenbachBischoff) => return Premise::None,
        Method::RelativeRemainder(Hare) => &[Hare],
        Method::RelativeRemainder(Droop) => &[Droop],
        Method::RelativeRemainder(HagenbachBischoff) => &[HagenbachBischoff],
        // Which quota is used hangs on whole quotas.
        Method::LargestRemainder(Imperiali)
        | Method::RelativeRemainder(Imperiali)
        | Method::QuotaThenAverages(Imperiali) => &[Imperiali, HagenbachBischoff],
        Method::LargestRemainder(ReinforcedImperiali)
        | Method::RelativeRemainder(ReinforcedImperiali)
        | Method::QuotaThenAverages(ReinforcedImperiali) => {
            &[ReinforcedImperiali, Imperiali, HagenbachBischoff]
        }
    };
    Premise::WholeQuotas(in_turn)
}

/// Ranges of x that end where a quota in whole votes steps.
#[derive(Debug, Clone, Copy)]
struct Steps {
    total: u128,
    /// Votes a step.
    length: u128,
    falling: bool,
}

impl Steps {
    /// The last x, from this one, with the same quota.
    fn end(self, x: u64) -> u128 {
        let (Self { total, length, falling }, x) = (self, u128::from(x));
        if falling {
            // The quota is ⌊(V − x)/length⌋ + 1.
            return total - (total - x) / length * length;
        }
        ((total + x) / length + 1) * length - 1 - total
    }

    /// An end in the middle of a range that has more than one, or just before its own end.
    fn middle(self, low: u64, high: u64) -> Option<u64> {
        let before = |x: u64| -> Option<u64> {
            let end = u64::try_from(self.end(x)).ok()?;
            if end < high { Some(end) } else { None }
        };
        let middle = u64::midpoint(low, high);
        // The step that the middle is in may be the last: then the one before it, or the first of all.
        let back = u64::try_from(self.length).ok().and_then(|length| middle.checked_sub(length));
        before(middle).or_else(|| back.filter(|&x| x >= low).and_then(before)).or_else(|| before(low))
    }
}

/// A number of votes that was tried.
struct Trial {
    /// Whether the outcome is the present one.
    same: bool,
    /// What the premise asks for.
    premise: Vec<u64>,
}

/// Searches the ways to change votes.
pub(super) struct Search<'a> {
    votes: &'a [u64],
    seats: u32,
    method: &'a Method,
    before: &'a Apportionment,
    total: u128,
    premise: Premise,
    /// The votes of a trial.
    tried: Vec<u64>,
    given: Vec<u32>,
    workspace: Workspace,
    work: u64,
}

impl<'a> Search<'a> {
    pub(super) fn new(votes: &'a [u64], seats: u32, method: &'a Method, before: &'a Apportionment) -> Self {
        Self {
            votes,
            seats,
            method,
            before,
            total: votes.iter().map(|&v| u128::from(v)).sum(),
            premise: premise(method),
            tried: votes.to_vec(),
            given: vec![0; votes.len()],
            workspace: Workspace::default(),
            work: 0,
        }
    }

    /// The way of this kind that needs the fewest votes, the first of several.
    pub(super) fn fewest(&mut self, kind: Kind) -> Result<Option<Change>, MarginError> {
        if self.seats == 0 {
            return Ok(None);
        }
        let found = match all_at_once(self.votes, self.seats, self.method, self.before, kind) {
            Found::Fewest(votes, way) => Some((votes, way)),
            Found::Nothing => None,
            Found::Unknown => self.way_by_way(kind)?,
        };
        let Some((votes, way)) = found else { return Ok(None) };
        self.trial(way, votes)?;
        let after = self.workspace.answer(self.given.clone());
        Ok(Some(Change { from: way.from(), to: way.to(), votes, after }))
    }

    /// Each way by itself.
    fn way_by_way(&mut self, kind: Kind) -> Result<Option<(u64, Way)>, MarginError> {
        let votes = self.votes;
        let everybody = 0..votes.len();
        let mut holders = everybody.clone().filter(|&party| votes[party] > 0);
        let mut best = None;
        match kind {
            Kind::Transfer => {
                let pairs = holders.flat_map(|from| {
                    everybody.clone().filter(move |&to| to != from).map(move |to| Way::Transfer { from, to })
                });
                self.first_of(pairs, &mut best)?;
            }
            Kind::Added => self.first_of(everybody.map(|to| Way::Added { to }), &mut best)?,
            Kind::Removed => self.first_of(holders.by_ref().map(|from| Way::Removed { from }), &mut best)?,
        }
        Ok(best)
    }

    fn first_of(
        &mut self,
        ways: impl Iterator<Item = Way>,
        best: &mut Option<(u64, Way)>,
    ) -> Result<(), MarginError> {
        for way in ways {
            let most = best.map_or(u64::MAX, |(votes, _)| votes - 1);
            if most == 0 {
                break;
            }
            if let Some(votes) = self.first_change(way, most)? {
                *best = Some((votes, way));
            }
        }
        Ok(())
    }

    /// The fewest votes, at most so many, by which this way changes the outcome.
    fn first_change(&mut self, way: Way, most: u64) -> Result<Option<u64>, MarginError> {
        let room = way.to().map_or(u64::MAX, |to| u64::MAX - self.votes[to]);
        let stock = way.from().map_or(u64::MAX, |from| self.votes[from]);
        // A party without votes has no claim: at its last vote comparisons end, and are tried by themselves.
        let inner = most.min(room).min(if way.from().is_some() { stock - 1 } else { u64::MAX });
        let found = if inner >= 1 { self.first_in(way, 1, inner)? } else { None };
        let last = stock <= most.min(room) && way.from().is_some() && found.is_none();
        let leaves_nothing = way.to().is_none() && u128::from(stock) == self.total;
        if last && !leaves_nothing && !self.trial(way, stock)?.same {
            return Ok(Some(stock));
        }
        Ok(found)
    }

    fn first_in(&mut self, way: Way, low: u64, high: u64) -> Result<Option<u64>, MarginError> {
        let Some(steps) = self.steps(way) else {
            return self.halve(way, None, (low, high));
        };
        // The first step may have begun before, the last may end later: between them are whole steps.
        let first = u64::try_from(steps.end(low)).unwrap_or(u64::MAX);
        if first >= high {
            return self.halve(way, None, (low, high));
        }
        if let Some(found) = self.halve(way, None, (low, first))? {
            return Ok(Some(found));
        }
        let last = match self.last_whole_step(steps, first + 1, high) {
            Some(last) => {
                if let Some(found) = self.halve(way, Some(steps), (first + 1, last))? {
                    return Ok(Some(found));
                }
                last
            }
            None => first,
        };
        if last < high { self.halve(way, None, (last + 1, high)) } else { Ok(None) }
    }

    /// The end of the last step that lies between the two as a whole; `low` begins one.
    fn last_whole_step(&self, steps: Steps, low: u64, high: u64) -> Option<u64> {
        let end = steps.end(high);
        let last = if end == u128::from(high) { Some(end) } else { self.end_before(steps, high) };
        last.and_then(|last| u64::try_from(last).ok()).filter(|&last| last >= low)
    }

    /// The end of the step before the one that x is in.
    fn end_before(&self, steps: Steps, x: u64) -> Option<u128> {
        let end = steps.end(x);
        end.checked_sub(steps.length)
    }

    /// The first change in a range: whole steps, where there are any, or one without steps.
    fn halve(
        &mut self,
        way: Way,
        steps: Option<Steps>,
        (low, high): (u64, u64),
    ) -> Result<Option<u64>, MarginError> {
        let first = self.trial(way, low)?;
        if !first.same {
            return Ok(Some(low));
        }
        if low == high {
            return Ok(None);
        }
        let last = self.trial(way, high)?;
        if last.same && last.premise == first.premise {
            return Ok(None);
        }
        if high - low == 1 {
            return Ok(if last.same { None } else { Some(high) });
        }
        let (steps, middle) = match steps.and_then(|steps| steps.middle(low, high)) {
            Some(middle) => (steps, middle),
            None => (None, u64::midpoint(low, high)),
        };
        if let Some(found) = self.halve(way, steps, (low, middle))? {
            return Ok(Some(found));
        }
        self.halve(way, steps, (middle + 1, high))
    }

    /// Where a quota in whole votes steps, if it does.
    fn steps(&self, way: Way) -> Option<Steps> {
        let stepped = matches!(
            self.method,
            Method::LargestRemainder(Quota::Droop) | Method::RelativeRemainder(Quota::Droop)
        );
        let falling = match way {
            Way::Transfer { .. } => return None,
            Way::Added { .. } => false,
            Way::Removed { .. } => true,
        };
        let length = u128::from(self.seats) + 1;
        if stepped { Some(Steps { total: self.total, length, falling }) } else { None }
    }

    /// The count with so many votes changed.
    fn trial(&mut self, way: Way, x: u64) -> Result<Trial, MarginError> {
        if let Some(from) = way.from() {
            self.tried[from] = self.votes[from] - x;
        }
        if let Some(to) = way.to() {
            self.tried[to] = self.votes[to] + x;
        }
        let trial = self.count();
        for party in way.from().into_iter().chain(way.to()) {
            self.tried[party] = self.votes[party];
        }
        trial
    }

    fn count(&mut self) -> Result<Trial, MarginError> {
        let parties = self.votes.len() as u64;
        let each = if self.premise == Premise::Course { parties * u64::from(self.seats) } else { parties };
        self.work = self.work.saturating_add(each);
        if self.work > MOST_WORK {
            return Err(MarginError::TooMuchWork {
                method: self.method.to_string(),
                parties: self.votes.len(),
                seats: self.seats,
            });
        }
        apportion_into(&self.tried, self.seats, self.method, &mut self.workspace, &mut self.given)?;
        let same = self.given == self.before.seats && self.same_ties();
        let premise = match self.premise {
            Premise::None => Vec::new(),
            _ if !same => Vec::new(),
            Premise::WholeQuotas(in_turn) => self.whole_quotas(in_turn),
            Premise::Course => {
                debug_assert!(self.seats <= balinski_young::LARGEST_HOUSE);
                replay(&self.tried, self.seats).course
            }
        };
        Ok(Trial { same, premise })
    }

    fn same_ties(&self) -> bool {
        let mut now = self.workspace.ties();
        let same = |tie: &Tie| {
            now.next().is_some_and(|view| {
                view.seats == tie.seats
                    && view.all_to_one == tie.all_to_one
                    && view.parties.iter().map(|&i| i as usize).eq(tie.parties.iter().copied())
            })
        };
        self.before.ties.iter().all(same) && now.next().is_none()
    }

    fn whole_quotas(&self, in_turn: &[Quota]) -> Vec<u64> {
        let total = self.tried.iter().map(|&v| u128::from(v)).sum();
        let mut whole = Vec::with_capacity(in_turn.len() * self.tried.len());
        for quota in in_turn {
            let price = quota.of(total, self.seats);
            // Whole quotas are at most the house and three.
            whole.extend(self.tried.iter().map(|&v| share(v, price).whole as u64));
        }
        whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apportion;

    /// A generator good enough to scatter votes: Knuth's, upper half.
    struct Scatter(u64);

    impl Scatter {
        fn below(&mut self, limit: u64) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((u128::from(self.0) * u128::from(limit)) >> 64) as u64
        }
    }

    fn agree(votes: &[u64], seats: u32, method: &Method) {
        let Ok(before) = apportion(votes, seats, method) else { return };
        let mut search = Search::new(votes, seats, method, &before);
        for kind in [Kind::Transfer, Kind::Added, Kind::Removed] {
            let at_once = match all_at_once(votes, seats, method, &before, kind) {
                Found::Fewest(votes, way) => Some((votes, way)),
                Found::Nothing => None,
                Found::Unknown => continue,
            };
            assert_eq!(at_once, search.way_by_way(kind).unwrap(), "{kind:?} {method} {votes:?} {seats}");
        }
    }

    #[test]
    fn all_at_once_is_way_by_way() {
        let mut scatter = Scatter(1);
        let given =
            ["sequence:0,1,3", "sequence:1,1000000", "sequence:7/5,2,3,9", "modified-sainte-lague:6/5"];
        let methods: Vec<Method> =
            Method::ALL.into_iter().chain(given.map(|name| name.parse().unwrap())).collect();
        for _ in 0..60 {
            let parties = 1 + scatter.below(9);
            let range = [3, 12, 60, 1_000, 1 << 40, 1 << 62][scatter.below(6) as usize];
            let votes: Vec<u64> = (0..parties)
                .map(|_| match scatter.below(3) {
                    0 => 1 + scatter.below(7),
                    1 => scatter.below(range) >> scatter.below(20),
                    _ => scatter.below(range),
                })
                .collect();
            let most = [4, 12, 100, 1_000][scatter.below(4) as usize];
            let seats = 1 + scatter.below(most) as u32;
            for method in methods.iter().filter(|method| !matches!(method, Method::BalinskiYoung)) {
                agree(&votes, seats, method);
            }
        }
    }

    #[test]
    fn thousands_of_parties_are_found_at_once() {
        let mut scatter = Scatter(5);
        let votes: Vec<u64> = (1..=3_000).map(|rank| 1 + scatter.below(1 << 40) / rank).collect();
        let seats = 12_000;
        for method in Method::ALL.into_iter().filter(|method| !matches!(method, Method::BalinskiYoung)) {
            let before = apportion(&votes, seats, &method).unwrap();
            let mut search = Search::new(&votes, seats, &method, &before);
            for kind in [Kind::Transfer, Kind::Added, Kind::Removed] {
                let Found::Fewest(x, way) = all_at_once(&votes, seats, &method, &before, kind) else {
                    panic!("{kind:?} by {method} is not found")
                };
                assert!(!search.trial(way, x).unwrap().same, "{kind:?} {method}");
                assert!(x == 1 || search.trial(way, x - 1).unwrap().same, "{kind:?} {method}");
            }
        }
    }
}
