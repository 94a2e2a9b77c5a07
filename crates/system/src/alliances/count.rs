//! Seats among alliances, then within each of them.

use super::candidates::seat_candidates;
use super::contender::Contender;
use super::group::Group;
use super::passing::Standing;
use super::record::allied;
use super::{Alliances as Rule, WithinAlliance};
use crate::bonus::record::{Lead, bonus as bonus_step, topped_up};
use crate::bonus::top_up::{Raised, TopUpBuffers, raise};
use crate::bonus::{Bonus, BonusHouse, TopUp};
use crate::bounds::aside::Aside;
use crate::bounds::count::cap_of;
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::sharing::{Admitted, Shared};
use crate::count::ties::Tied;
use crate::exhausted::Exhausted;
use crate::lots::DrawnFor;
use crate::protocol::{Claimants, TrialStep};
use crate::reason::Reason;
use sailau_apportion::{Method, TieView, apportion_between, apportion_into};

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
    /// The groups that equal claims leave something open for.
    contested: Vec<usize>,
    /// The largest groups, where there is a bonus.
    largest: Vec<u32>,
    top_up: TopUpBuffers,
    /// The candidates of an alliance.
    contenders: Vec<Contender>,
}

pub(crate) fn count(
    count: ListCount<'_>,
    here: Admitted<'_>,
    standing: &Standing,
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
    Alliances { count, here, standing, shared, buffers, book }.among(all, Level::Alliance)
}

impl AllianceBuffers {
    /// The lists of a group, with its votes and those of the next.
    fn lead(&self, first: usize, number: u32) -> (&[u32], Lead) {
        let groups = &self.groups[first..];
        let lead = Lead::of(number as usize, groups.iter().map(|group| group.votes));
        (groups[number as usize].lists(&self.members), lead)
    }
}

struct Alliances<'a, 'b, 'c> {
    count: ListCount<'a>,
    here: Admitted<'a>,
    standing: &'b Standing,
    shared: &'b mut Shared,
    buffers: &'b mut AllianceBuffers,
    book: &'b mut Book<'c>,
}

impl Alliances<'_, '_, '_> {
    /// Whether the seats of an alliance go to its candidates.
    fn to_candidates(&self) -> bool {
        self.count.plan.rule.alliances.as_ref().is_some_and(Rule::to_candidates)
    }

    /// Shares seats among groups of these lists, and then within each group.
    fn among(&mut self, all: Group, level: Level) -> Result<(), CountFailure> {
        // Alliances and lists that stand alone may not be able to take all.
        let rule = &self.count.plan.rule;
        let bounded = level == Level::Alliance
            && (rule.cap.is_some()
                || rule.bonus.is_some()
                || rule.exhausted == Exhausted::NextList
                || self.to_candidates());
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
        let to_candidates = self.to_candidates();
        let method = match plan.rule.alliances.as_ref().map(|rule| &rule.within) {
            Some(WithinAlliance::Lists(method)) if inner => method,
            _ => &plan.rule.method,
        };
        match plan.rule.bonus.filter(|_| !inner) {
            Some(bonus) => self.share_with_bonus(first, all.seats, method, bonus)?,
            None => self.share_groups(first, all.seats, method, inner, None)?,
        }
        let AllianceBuffers { members, groups, most, .. } = &*self.buffers;
        // Lists of an alliance without seats share none.
        if !inner || all.seats > 0 {
            self.book.note(self.here.at, "alliances", |names| {
                allied(names, plan, method, all.seats, (members, &groups[first..last]), most, inner)
            });
        }
        for number in first..last {
            let group = self.buffers.groups[number];
            if to_candidates && group.end - group.start > 1 {
                let AllianceBuffers { members, contenders, tied, .. } = &mut *self.buffers;
                let group = (&members[..], group);
                seat_candidates(self.count, self.here, group, contenders, tied, self.shared, self.book);
                continue;
            }
            let next = if group.end - group.start == 1 { Level::List } else { next };
            self.among(group, next)?;
        }
        self.buffers.groups.truncate(first);
        Ok(())
    }

    /// Puts the lists of each group side by side. Groups come first, then lists that stand alone.
    fn group(&mut self, all: Group, level: Level) -> Result<(), CountFailure> {
        let allied = &self.here.area.alliances;
        let standing = self.standing;
        let key = |list: u32| {
            let group = match level {
                _ if standing.is_alone(list) => None,
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
        // Votes of lists that win nothing count for those with whom they stand.
        for list in
            standing.helpers().filter(|&list| level != Level::List && self.here.weights[list as usize] == 0)
        {
            let own = key(list);
            let with = groups[first..].iter_mut().find(|group| key(members[group.start]) == own);
            if let Some(group) = with {
                let votes = self.here.votes.cast[list as usize];
                group.votes = group.votes.checked_add(votes).ok_or(CountFailure::VotesTooLarge)?;
            }
        }
        Ok(())
    }

    /// Shares seats among alliances and lists that stand alone, of which the largest has a bonus.
    fn share_with_bonus(
        &mut self,
        first: usize,
        seats: u32,
        method: &Method,
        bonus: Bonus,
    ) -> Result<(), CountFailure> {
        let (count, here) = (self.count, self.here);
        let (at, plan, cast) = (here.at, count.plan, &here.votes.cast[..]);
        let AllianceBuffers { members, groups, tied, heads, largest, .. } = &mut *self.buffers;
        let groups = &groups[first..];
        let most = groups.iter().map(|group| group.votes).max().unwrap_or(0);
        heads.clear();
        for (i, group) in groups.iter().enumerate().filter(|(_, group)| group.votes == most) {
            heads.push((group.head(members, cast), i));
        }
        let size_of = |i: usize| -> u128 {
            groups[i].lists(members).iter().map(|&list| u128::from(cast[list as usize])).sum()
        };
        let size = heads.first().map_or(0, |&(_, i)| size_of(i));
        // Of equals the tie rule chooses, by their largest lists.
        tied.among(heads.iter().map(|(head, _)| *head));
        if heads.len() > 1 && count.ask(at.deciding(DrawnFor::Bonus), plan.rule.ties, cast, 1, tied) == 0 {
            heads.retain(|(head, _)| tied.winners.contains(head));
        }
        largest.clear();
        largest.extend(heads.iter().map(|(_, i)| *i as u32));
        match bonus {
            Bonus::Seats(rule) => {
                let size = rule.size(size, here.votes.valid())?.unwrap_or(0).min(seats);
                self.share_groups(first, seats - size, method, false, None)?;
                if self.add_to_largest(first, size) {
                    let (lists, lead) = self.buffers.lead(first, self.buffers.largest[0]);
                    let of = (&rule, here.votes.valid());
                    self.book.note(at, "bonus", |names| bonus_step(names, plan, lists, lead, of, size));
                }
                Ok(())
            }
            Bonus::UpTo(rule) if !rule.applies(size, here.votes.valid()) => {
                self.share_groups(first, seats, method, false, None)
            }
            Bonus::UpTo(rule) if rule.house == BonusHouse::Grows => {
                self.share_groups(first, seats, method, false, None)?;
                let AllianceBuffers { groups, largest, contested, .. } = &*self.buffers;
                let own = |i: u32| {
                    // Who is in an open tie may have one more without it.
                    groups[first + i as usize].seats + u32::from(contested.contains(&(i as usize)))
                };
                let more = rule.growth(largest.iter().map(|&i| own(i)).max().unwrap_or(0), seats);
                if more > 0 {
                    self.book.house_grew(at, "bonus", more);
                    if self.add_to_largest(first, more) {
                        let group = self.buffers.groups[first + self.buffers.largest[0] as usize];
                        let (lists, lead) = self.buffers.lead(first, self.buffers.largest[0]);
                        let (of, own) =
                            ((&rule, seats, here.votes.valid()), (group.seats - more, group.seats));
                        self.book.note(at, "bonus", |names| topped_up(names, plan, lists, lead, of, own));
                    }
                }
                Ok(())
            }
            Bonus::UpTo(rule) => self.top_up(first, seats, method, &rule),
        }
    }

    /// The largest has at least so many seats, and the others share the rest.
    fn top_up(
        &mut self,
        first: usize,
        seats: u32,
        method: &Method,
        rule: &TopUp,
    ) -> Result<(), CountFailure> {
        let target = rule.target(seats);
        let (count, here) = (self.count, self.here);
        let (at, plan, cast) = (here.at, count.plan, &here.votes.cast[..]);
        let AllianceBuffers { members, groups, votes, tied, largest, top_up, .. } = &mut *self.buffers;
        let groups = &mut groups[first..];
        votes.clear();
        votes.extend(groups.iter().map(|group| group.votes));
        let decide = |tie: TieView<'_>, one: u32| {
            let head = |i: u32| groups[i as usize].head(members, cast);
            tied.among(tie.parties.iter().map(|&i| head(i)));
            let open = count.ask(at, plan.rule.ties, cast, tie.seats, tied);
            let won = tied.winners.contains(&head(one));
            if open == 0 || won || !tied.claimants.contains(&head(one)) { Some(won) } else { None }
        };
        let votes = (&votes[..], seats, target);
        match raise(votes, largest, method, decide, &mut self.shared.apportion, top_up)? {
            Raised::Nobody => self.share_groups(first, seats, method, false, None),
            Raised::One { claimant, own } => {
                let worth = self.buffers.top_up.by_votes();
                self.book.note(at, "bonus", |_| TrialStep {});
                let AllianceBuffers { members, groups, .. } = &*self.buffers;
                self.book.note(at, "method", |names| {
                    let by_votes = groups[first..].iter().zip(worth);
                    let groups: Vec<Group> =
                        by_votes.map(|(group, &seats)| Group { seats, ..*group }).collect();
                    allied(names, plan, method, seats, (members, &groups), &[], false)
                });
                let (lists, lead) = self.buffers.lead(first, claimant);
                let of = (rule, seats, here.votes.valid());
                self.book.note(at, "bonus", |names| topped_up(names, plan, lists, lead, of, (own, target)));
                self.share_groups(first, seats - target, method, false, Some(claimant))?;
                self.buffers.groups[first + claimant as usize].seats = target;
                Ok(())
            }
            Raised::Open => {
                groups.iter_mut().zip(&top_up.sure).for_each(|(group, &seats)| group.seats = seats);
                self.buffers.most.clear();
                let AllianceBuffers { members, groups, tied, top_up, .. } = &mut *self.buffers;
                tied.claimants.clear();
                for i in top_up.competing() {
                    tied.claimants.extend(groups[first + i as usize].lists(members));
                }
                count.report_tie(at, tied, top_up.open(seats), false, self.book);
                Ok(())
            }
        }
    }

    /// Adds seats to the largest; where equals compete for them they are open. Returns whether somebody has them.
    fn add_to_largest(&mut self, first: usize, seats: u32) -> bool {
        let AllianceBuffers { members, groups, tied, largest, .. } = &mut *self.buffers;
        if let [one] = largest[..] {
            groups[first + one as usize].seats += seats;
            return seats > 0;
        }
        tied.claimants.clear();
        for &i in &*largest {
            tied.claimants.extend(groups[first + i as usize].lists(members));
        }
        self.count.report_tie(self.here.at, tied, seats, true, self.book);
        false
    }

    /// Shares seats among groups: of alliances no more than the cap, of groups whose lists run out no more than these
    /// have candidates.
    fn share_groups(
        &mut self,
        first: usize,
        seats: u32,
        method: &Method,
        inner: bool,
        without: Option<u32>,
    ) -> Result<(), CountFailure> {
        let to_candidates = self.to_candidates();
        let AllianceBuffers { members, groups, votes, given, most, aside, tied, heads, contested, .. } =
            &mut *self.buffers;
        let groups = &mut groups[first..];
        contested.clear();
        votes.clear();
        votes.extend(groups.iter().map(|group| group.votes));
        if let Some(without) = without {
            votes[without as usize] = 0;
        }
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
                let left = aside.find(
                    (votes, seats),
                    method,
                    beyond,
                    |_, _| false,
                    most,
                    apportion,
                    given,
                    |apportion, _, still| {
                        still.extend_from_slice(apportion.tied());
                    },
                )?;
                aside.give(most, given);
                open = !aside.all();
                if !open && left > 0 {
                    self.book.unfilled(at, left, Reason::AtTheCap);
                }
            }
            _ if rule.exhausted == Exhausted::NextList || to_candidates => {
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
                heads.push((groups[i as usize].head(members, cast), i as usize));
            }
            tied.among(heads.iter().map(|(head, _)| *head));
            let rule = self.count.plan.rule.ties;
            let open = self.count.ask(self.here.at, rule, cast, places, tied);
            if tied.supposed > 0 {
                let asked = std::mem::take(&mut tied.asked);
                for (_, i) in heads.iter().filter(|(head, _)| asked.contains(head)) {
                    tied.asked.extend(&members[groups[*i].start..groups[*i].end]);
                }
            }
            self.book.decided(self.here.at, rule, Claimants::Lists(self.count.plan), tied);
            for (_, i) in heads.iter().filter(|(head, _)| tied.winners.contains(head)) {
                groups[*i].seats += each;
            }
            if open > 0 {
                heads.retain(|(head, _)| tied.claimants.contains(head));
                tied.claimants.clear();
                for (_, i) in &*heads {
                    contested.push(*i);
                    tied.claimants.extend(&members[groups[*i].start..groups[*i].end]);
                }
                self.count.report_tie(self.here.at, tied, open * each, each > 1, self.book);
            }
        }
        Ok(())
    }
}
