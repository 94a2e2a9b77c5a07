//! Seats among alliances, then within each of them.

use super::group::Group;
use super::record::allied;
use crate::apportion::{Method, apportion_between, apportion_into};
use crate::system::bounds::aside::Aside;
use crate::system::bounds::count::cap_of;
use crate::system::count::book::Book;
use crate::system::count::failure::CountFailure;
use crate::system::count::list_count::ListCount;
use crate::system::count::sharing::{Admitted, Shared};
use crate::system::count::ties::Tied;
use crate::system::exhausted::Exhausted;
use crate::system::reason::Reason;

/// What lists are grouped by, from the outside in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Alliance,
    Suballiance,
    List,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct AllianceBuffers {
    /// The lists, those of a group side by side.
    members: Vec<u32>,
    /// The groups of all levels, those that are being shared last.
    groups: Vec<Group>,
    votes: Vec<u64>,
    given: Vec<u32>,
    /// The most seats of each group that is being shared; empty when nothing bounds them.
    most: Vec<u32>,
    aside: Aside,
    tied: Tied,
    heads: Vec<(u32, usize)>,
}

pub(crate) fn count(
    count: ListCount<'_>,
    here: Admitted<'_>,
    seats: u32,
    shared: &mut Shared,
    buffers: &mut AllianceBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    shared.start(here.weights.len());
    buffers.groups.clear();
    buffers.members.clear();
    buffers.members.extend((0u32..).zip(here.weights).filter(|(_, n)| **n > 0).map(|(i, _)| i));
    let all = Group { start: 0, end: buffers.members.len(), votes: 0, seats };
    Alliances { count, here, shared, buffers, book }.among(all, Level::Alliance)
}

struct Alliances<'a, 'b, 'c> {
    count: ListCount<'a>,
    here: Admitted<'a>,
    shared: &'b mut Shared,
    buffers: &'b mut AllianceBuffers,
    book: &'b mut Book<'c>,
}

impl Alliances<'_, '_, '_> {
    /// Shares seats among groups of these lists, and then within each group.
    fn among(&mut self, all: Group, level: Level) -> Result<(), CountFailure> {
        // Alliances and lists that stand alone may not be able to take all.
        let rule = &self.count.plan.rule;
        let bounded =
            level == Level::Alliance && (rule.cap.is_some() || rule.exhausted == Exhausted::NextList);
        if let [only] = *all.lists(&self.buffers.members)
            && !bounded
        {
            self.shared.given[only as usize] += all.seats;
            return Ok(());
        }
        let next = match level {
            Level::Alliance => Level::Suballiance,
            Level::Suballiance | Level::List => Level::List,
        };
        let first = self.buffers.groups.len();
        self.group(all, level)?;
        let last = self.buffers.groups.len();
        if last - first == 1 && level != Level::List && !bounded {
            self.buffers.groups.truncate(first);
            return self.among(all, next);
        }
        let plan = self.count.plan;
        let inner = level != Level::Alliance;
        let method = match &plan.rule.alliances {
            Some(rule) if inner => &rule.method,
            _ => &plan.rule.method,
        };
        self.share_groups(first, all.seats, method, inner)?;
        let AllianceBuffers { members, groups, most, .. } = &*self.buffers;
        self.book.note(self.here.at, "alliances", |names| {
            allied(names, plan, method, all.seats, (members, &groups[first..last]), most, inner)
        });
        for number in first..last {
            let group = self.buffers.groups[number];
            let next = if group.end - group.start == 1 { Level::List } else { next };
            self.among(group, next)?;
        }
        self.buffers.groups.truncate(first);
        Ok(())
    }

    /// Puts the lists of each group side by side. Groups come first, then lists that stand alone.
    fn group(&mut self, all: Group, level: Level) -> Result<(), CountFailure> {
        let allied = &self.here.area.alliances;
        let key = |list: u32| {
            let group = match level {
                Level::Alliance => allied[list as usize].alliance,
                Level::Suballiance => allied[list as usize].suballiance,
                Level::List => None,
            };
            group.map_or((1, list), |group| (0, group))
        };
        let AllianceBuffers { members, groups, .. } = &mut *self.buffers;
        members[all.start..all.end].sort_unstable_by_key(|&list| (key(list), list));
        let first = groups.len();
        for at in all.start..all.end {
            let list = members[at];
            let votes = self.here.weights[list as usize];
            match groups[first..].last_mut() {
                Some(group) if key(members[group.start]) == key(list) => {
                    group.end = at + 1;
                    group.votes = group.votes.checked_add(votes).ok_or(CountFailure::VotesTooLarge)?;
                }
                _ => groups.push(Group { start: at, end: at + 1, votes, seats: 0 }),
            }
        }
        Ok(())
    }

    /// Shares seats among groups: of alliances no more than the cap, of groups whose lists run out no more than these
    /// have candidates.
    fn share_groups(
        &mut self,
        first: usize,
        seats: u32,
        method: &Method,
        inner: bool,
    ) -> Result<(), CountFailure> {
        let AllianceBuffers { members, groups, votes, given, most, aside, tied, heads } = &mut *self.buffers;
        let groups = &mut groups[first..];
        votes.clear();
        votes.extend(groups.iter().map(|group| group.votes));
        given.clear();
        given.resize(groups.len(), 0);
        let apportion = &mut self.shared.apportion;
        let (rule, at) = (&self.count.plan.rule, self.here.at);
        most.clear();
        let mut open = true;
        match &rule.cap {
            Some(cap) if !inner => {
                for group in &*groups {
                    most.push(cap_of(self.count, self.here, group.lists(members), cap, self.book)?);
                }
                let beyond = |i: usize, share| share > most[i];
                let left = aside.find((votes, seats), method, beyond, most, apportion, given)?;
                aside.give(most, given);
                open = !aside.all();
                if !open && left > 0 {
                    self.book.unfilled(at, left, Reason::AtTheCap);
                }
            }
            _ if rule.exhausted == Exhausted::NextList => {
                let candidates = |&list: &u32| self.here.area.candidates[list as usize];
                let room = |group: &Group| {
                    group.lists(members).iter().map(candidates).fold(0u32, |sum, n| sum.saturating_add(n))
                };
                most.extend(groups.iter().map(room));
                let room: u64 = most.iter().map(|&n| u64::from(n)).sum();
                // No more than the seats.
                let filled = u64::from(seats).min(room) as u32;
                apportion_between(votes, filled, method, &[], most, apportion, given)
                    .map_err(|_| CountFailure::VotesTooLarge)?;
                if filled < seats {
                    self.book.unfilled(at, seats - filled, Reason::NoCandidates);
                }
            }
            _ => {
                apportion_into(votes, seats, method, apportion, given)
                    .map_err(|_| CountFailure::VotesTooLarge)?;
            }
        }
        groups.iter_mut().zip(&*given).for_each(|(group, &seats)| group.seats = seats);
        let cast = &self.here.votes.cast;
        let mut number = 0;
        // Where everybody is at the cap, there are no equal claims.
        while let Some(tie) = apportion.tie(number).filter(|_| open) {
            number += 1;
            // The tie rule chooses between groups by their largest lists; what it cannot is open among all their lists.
            let (places, each) = if tie.all_to_one { (1, tie.seats) } else { (tie.seats, 1) };
            heads.clear();
            for &i in tie.parties {
                let group = &groups[i as usize];
                let lists = members[group.start..group.end].iter().copied();
                heads.extend(
                    lists.max_by_key(|&list| (cast[list as usize], list)).map(|head| (head, i as usize)),
                );
            }
            tied.among(heads.iter().map(|(head, _)| *head));
            let rule = self.count.plan.rule.ties;
            let open = self.count.settle(self.here.at, rule, cast, places, tied, self.book);
            for (_, i) in heads.iter().filter(|(head, _)| tied.winners.contains(head)) {
                groups[*i].seats += each;
            }
            if open > 0 {
                heads.retain(|(head, _)| tied.claimants.contains(head));
                tied.claimants.clear();
                for (_, i) in &*heads {
                    tied.claimants.extend(&members[groups[*i].start..groups[*i].end]);
                }
                self.count.report_tie(self.here.at, tied, open * each, each > 1, self.book);
            }
        }
        Ok(())
    }
}
