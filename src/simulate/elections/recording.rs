//! Counts what was drawn and keeps what came out, many draws at a time.

use std::ops::Range;

use super::super::{MergeError, Summary};
use super::alike::{Alike, CountedIn};
use super::houses::{House, Houses};
use super::runs::{Counted, Run};
use super::simulation::{Group, System};
use super::{EnsembleSummary, Simulation};
use crate::electorate::VoteModel;
use crate::measure::VoteLanes;
use crate::system::{Many, Workspace};
use crate::votes::Tally;

/// Room to count draws, and what is kept of them.
pub(super) struct Counting {
    /// By system.
    alone: Vec<Workspace>,
    /// By group of systems, where its rules let draws be counted many at a time.
    many: Vec<Option<Many>>,
    /// By model.
    votes: Vec<VoteLanes>,
    kept: Kept,
}

enum Kept {
    /// By system.
    BySystem(Vec<Houses>),
    /// Where some systems differ in shares of thresholds alone: by those that a draw does not tell apart.
    ByRun(Box<Alike>),
}

impl<M: VoteModel> Simulation<M> {
    pub(super) fn counting(&self) -> Counting {
        let parties = self.parties.len();
        let is_swept = self.groups.iter().any(|group| group.systems.len() > 1);
        let kept = if is_swept {
            let groups: Vec<usize> = self.systems.iter().map(|system| system.group).collect();
            let numbers = |system: &System| system.plan.parties().len() * system.plan.tiers().len();
            let most = self.systems.iter().map(numbers).max().unwrap_or(0).saturating_add(parties);
            Kept::ByRun(Box::new(Alike::new(&groups, &self.pairs(), most)))
        } else {
            Kept::BySystem(self.systems.iter().map(|system| Houses::of(&system.plan, parties)).collect())
        };
        let workspace = |system: &System| {
            let mut workspace = Workspace::default();
            if self.groups[system.group].systems.len() > 1 {
                workspace.keep_nearness();
            }
            workspace
        };
        let many = |group: &Group| {
            let plain = group.systems.iter().all(|&number| self.systems[number].plan.counts_many());
            plain.then(Many::default)
        };
        Counting {
            alone: self.systems.iter().map(workspace).collect(),
            many: self.groups.iter().map(many).collect(),
            votes: self.models.iter().map(|_| VoteLanes::new(parties)).collect(),
            kept,
        }
    }

    /// Counts elections that were drawn, as many of each model and no more than there are lanes, and records what comes out.
    pub(super) fn count_all(
        &self,
        drawn: &[Vec<Tally>],
        draws: usize,
        room: &mut Counting,
        summary: &mut EnsembleSummary,
    ) {
        let drawn = |model: usize| &drawn[model][..draws];
        let Counting { alone, many, votes, kept } = room;
        for (number, (model, votes)) in self.models.iter().zip(&mut *votes).enumerate() {
            for (lane, tally) in drawn(number).iter().enumerate() {
                model.add_up(tally, lane, votes);
            }
            summary.votes[number].push_all(votes, draws);
        }
        for (group, many) in self.groups.iter().zip(&mut *many) {
            let plans = group.systems.iter().map(|&number| &self.systems[number].plan);
            if let Some(many) = many {
                many.count(plans, drawn(group.model));
            }
        }
        match kept {
            Kept::BySystem(houses) => {
                for (number, system) in self.systems.iter().enumerate() {
                    let (houses, workspace) = (&mut houses[number], &mut alone[number]);
                    for (lane, tally) in drawn(system.model).iter().enumerate() {
                        let many = many[system.group].as_ref();
                        let house = match many.and_then(|many| Some(House::OfMany(many, many.row(0, lane)?)))
                        {
                            Some(house) => house,
                            None if system.plan.count_into(tally, workspace).is_ok() => {
                                House::Alone(workspace)
                            }
                            None => {
                                houses.fails(lane);
                                continue;
                            }
                        };
                        houses.take(lane, house, &system.parties);
                    }
                }
                self.record(draws, votes, houses, summary);
            }
            Kept::ByRun(alike) => {
                for lane in 0..draws {
                    for (number, group) in self.groups.iter().enumerate() {
                        self.count_alike(&drawn(group.model)[lane], (number, lane), many, alone, alike);
                    }
                    let counts = Counts { votes, many, alone, lane };
                    self.keep_systems(counts, alike);
                    self.keep_pairs(counts, alike);
                }
            }
        }
    }

    /// Counts a draw under the systems of a group, save where one has counted alike.
    fn count_alike(
        &self,
        tally: &Tally,
        (group, lane): (usize, usize),
        many: &[Option<Many>],
        alone: &mut [Workspace],
        alike: &mut Alike,
    ) {
        let Alike { as_in, is_counted, counted, .. } = alike;
        counted.clear();
        for (at, &number) in self.groups[group].systems.iter().enumerate() {
            if let Some(row) = many[group].as_ref().and_then(|many| many.row(at, lane)) {
                as_in[number] = CountedIn::Row { group, row };
                continue;
            }
            let plan = &self.systems[number].plan;
            let same = |&&other: &&usize| is_counted[other] && plan.counts_the_same(&alone[other]);
            // The latest is the likeliest: values stand in order.
            let known = counted.iter().rev().find(same).copied();
            as_in[number] = CountedIn::System(known.unwrap_or(number));
            if known.is_none() {
                is_counted[number] = plan.count_into(tally, &mut alone[number]).is_ok();
                counted.push(number);
            }
        }
    }

    /// Keeps what a count gave once for all systems whose count would have given the same.
    fn keep_systems(&self, counts: Counts<'_>, alike: &mut Alike) {
        let Alike { systems, as_in, is_counted, runs, .. } = alike;
        let new = |at: usize| {
            let system: &System = &self.systems[systems[at]];
            Run::new([(&system.plan, &system.parties)], self.parties.len(), self.houses(system))
        };
        for (run, counted) in equal(systems, |&number| as_in[number]) {
            let counted = counts.of(&self.systems[systems[run.start]], counted, is_counted);
            runs.each(run, new, |run| {
                if run.take([counted]) {
                    run.record(&self.events);
                }
            });
        }
    }

    /// The same of pairs.
    fn keep_pairs(&self, counts: Counts<'_>, alike: &mut Alike) {
        let Alike { pairs, as_in, is_counted, runs_of_pairs, .. } = alike;
        let new = |at: usize| {
            let (first, second) = pairs[at].of;
            let sides = [first, second].map(|number| &self.systems[number]);
            let sides = sides.map(|system| (&system.plan, &system.parties[..]));
            Run::new(sides, self.parties.len(), self.pair(first, second))
        };
        for (run, counted) in equal(pairs, |pair| [as_in[pair.of.0], as_in[pair.of.1]]) {
            let (first, second) = pairs[run.start].of;
            let [one, other] = counted;
            let counted = [(first, one), (second, other)];
            let counted = counted.map(|(number, own)| counts.of(&self.systems[number], own, is_counted));
            runs_of_pairs.each(run, new, |run| {
                if run.take(counted) {
                    run.record(self.indices, &self.events);
                }
            });
        }
    }

    /// Records draws, of which these are the houses by system.
    fn record(
        &self,
        draws: usize,
        votes: &mut [VoteLanes],
        all: &mut [Houses],
        summary: &mut EnsembleSummary,
    ) {
        for ((system, houses), kept) in self.systems.iter().zip(&mut *all).zip(&mut summary.systems) {
            houses.record(draws, &mut votes[system.model], &system.parties, &self.events, kept);
        }
        for pair in &mut summary.pairs {
            all[pair.first].record_beside(&all[pair.second], draws, &self.events, pair);
            if self.indices {
                all[pair.first].record_gallagher_beside(&all[pair.second], draws, pair);
            }
        }
    }

    /// Adds what was kept of runs to the summaries of what is in them.
    pub(super) fn hand_over(
        &self,
        room: &mut Counting,
        summary: &mut EnsembleSummary,
    ) -> Result<(), MergeError> {
        let Kept::ByRun(alike) = &mut room.kept else { return Ok(()) };
        let Alike { systems, pairs, runs, runs_of_pairs, .. } = &mut **alike;
        for (run, mut kept) in runs.take() {
            kept.record(&self.events);
            let mut kept = kept.summary;
            for &number in &systems[run] {
                let own = &mut summary.systems[number];
                kept.name.clone_from(&own.name);
                own.merge(&kept)?;
            }
        }
        for (run, mut kept) in runs_of_pairs.take() {
            kept.record(self.indices, &self.events);
            let mut kept = kept.summary;
            for pair in &pairs[run] {
                let own = &mut summary.pairs[pair.number];
                (kept.first, kept.second) = (own.first, own.second);
                own.merge(&kept)?;
            }
        }
        Ok(())
    }
}

/// What was counted of a draw.
#[derive(Clone, Copy)]
struct Counts<'a> {
    votes: &'a [VoteLanes],
    many: &'a [Option<Many>],
    alone: &'a [Workspace],
    /// Where its votes are.
    lane: usize,
}

impl<'a> Counts<'a> {
    /// What came out for a system.
    fn of(&self, system: &System, counted: CountedIn, is_counted: &[bool]) -> Counted<'a> {
        let house = match counted {
            CountedIn::Row { group, row } => self.many[group].as_ref().map(|many| House::OfMany(many, row)),
            CountedIn::System(number) => is_counted[number].then(|| House::Alone(&self.alone[number])),
        };
        Counted { votes: &self.votes[system.model], lane: self.lane, house }
    }
}

/// Those beside each other of which the same is true, and what that is.
fn equal<T, K: PartialEq>(all: &[T], of: impl Fn(&T) -> K) -> impl Iterator<Item = (Range<usize>, K)> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let key = of(all.get(start)?);
        let run = start..start + all[start..].iter().take_while(|one| of(one) == key).count();
        start = run.end;
        Some((run, key))
    })
}
