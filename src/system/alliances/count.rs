//! Lists that stand apart and count together.

use std::collections::BTreeMap;

use super::Stop;
use super::list::{Count, Scratch};
use super::tie_break::Place;
use super::witness::{Fact, Group, Witness};
use crate::apportion::{Method, apportion};
use crate::system::plan::Area;

/// What lists are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Alliance,
    Suballiance,
    List,
}

impl<W: Witness> Count<'_, W> {
    pub(super) fn by_alliances(&mut self, area: &Area, place: Place, seats: u32) -> Result<(), Stop> {
        let Scratch { admitted, given, .. } = &mut *self.scratch;
        given.clear();
        given.resize(admitted.len(), 0);
        let members = (0u32..).zip(&*admitted).filter(|(_, n)| **n > 0).map(|(i, _)| i).collect();
        self.among(area, place, seats, members, Level::Alliance)
    }

    /// Shares seats among groups of these lists, and then within each group.
    fn among(
        &mut self,
        area: &Area,
        place: Place,
        seats: u32,
        members: Vec<u32>,
        level: Level,
    ) -> Result<(), Stop> {
        if let [only] = members[..] {
            self.scratch.given[only as usize] += seats;
            return Ok(());
        }
        let mut groups = self.groups(area, &members, level)?;
        let next = match level {
            Level::Alliance => Level::Suballiance,
            _ => Level::List,
        };
        if groups.len() == 1 && level != Level::List {
            return self.among(area, place, seats, members, next);
        }
        let plan = self.plan;
        let inner = level != Level::Alliance;
        let method = match &plan.rule.alliances {
            Some(rule) if inner => &rule.method,
            _ => &plan.rule.method,
        };
        self.share_groups(place, seats, &mut groups, method)?;
        let fact = Fact::Allied { plan, method, seats, groups: &groups, inner };
        self.witness.note(place.at, fact);
        for group in groups {
            let next = if group.lists.len() == 1 { Level::List } else { next };
            self.among(area, place, group.seats, group.lists, next)?;
        }
        Ok(())
    }

    fn groups(&self, area: &Area, members: &[u32], level: Level) -> Result<Vec<Group>, Stop> {
        let key = |list: u32| {
            let allied = area.alliances[list as usize];
            let group = match level {
                Level::Alliance => allied.alliance,
                Level::Suballiance => allied.suballiance,
                Level::List => None,
            };
            // Groups first, then lists that stand alone.
            group.map_or((1, list), |group| (0, group))
        };
        let mut groups: BTreeMap<(u32, u32), Group> = BTreeMap::new();
        for &list in members {
            let group = groups.entry(key(list)).or_default();
            group.lists.push(list);
            let votes = self.scratch.admitted[list as usize];
            group.votes = group.votes.checked_add(votes).ok_or(Stop::VotesTooLarge)?;
        }
        Ok(groups.into_values().collect())
    }

    fn share_groups(
        &mut self,
        place: Place,
        seats: u32,
        groups: &mut [Group],
        method: &Method,
    ) -> Result<(), Stop> {
        let votes: Vec<u64> = groups.iter().map(|group| group.votes).collect();
        let shared = apportion(&votes, seats, method).map_err(|_| Stop::VotesTooLarge)?;
        for (group, seats) in groups.iter_mut().zip(shared.seats) {
            group.seats = seats;
        }
        for tie in shared.ties {
            // The tie rule chooses between groups by their largest lists; what it cannot is open among all their lists.
            let (places, each) = if tie.all_to_one { (1, tie.seats) } else { (tie.seats, 1) };
            let votes = &self.scratch.votes;
            let head = |group: &Group| {
                group.lists.iter().copied().max_by_key(|&i| (votes[i as usize], i)).unwrap_or(0)
            };
            let heads: Vec<(u32, usize)> = tie.parties.iter().map(|&i| (head(&groups[i]), i)).collect();
            self.scratch.tied.clear();
            self.scratch.tied.extend(heads.iter().map(|(head, _)| head));
            let open = self.settle(place, self.plan.rule.ties, places);
            for (head, i) in &heads {
                if self.scratch.winners.contains(head) {
                    groups[*i].seats += each;
                }
            }
            if open > 0 {
                let left = heads.iter().filter(|(head, _)| self.scratch.tied.contains(head));
                let lists: Vec<u32> = left.flat_map(|(_, i)| groups[*i].lists.iter().copied()).collect();
                self.scratch.tied.clone_from(&lists);
                self.report_tie(place.at, open * each, each > 1);
            }
        }
        Ok(())
    }
}
