//! Who is allied with whom, by number.

use std::collections::HashMap;

use super::Alliances;
use super::allied::Allied;
use crate::error::CountError;
use crate::plan::area::Area;
use crate::plan::ballot::ListBallot;
use crate::plan::compiler::Compiler;
use crate::rules::{Districts, ListRule, Tier};
use crate::threshold::ThresholdLevel;
use crate::votes::{Ballot, Contest};

/// The alliances of an area, numbered by the first of their lists; none where all lists stand alone and their seats are
/// shared as anywhere else.
pub(crate) fn allied(
    rule: Option<&Alliances>,
    lists: usize,
    own: &[ListBallot],
    known: &[&Ballot],
) -> Vec<Allied> {
    let Some(rule) = rule else { return Vec::new() };
    let mut allied = vec![Allied::default(); lists];
    let mut numbers: HashMap<(Option<&str>, &str), u32> = HashMap::new();
    for (ballot, known) in own.iter().zip(known) {
        for (list, standing) in ballot.lists.iter().zip(&known.standing) {
            let (Some(list), Some(alliance)) = (list.index(), standing.alliance.as_deref()) else {
                continue;
            };
            let next = numbers.len() as u32;
            let outer = *numbers.entry((None, alliance)).or_insert(next);
            let next = numbers.len() as u32;
            let inner = standing.suballiance.as_deref();
            let inner = inner.map(|name| *numbers.entry((Some(alliance), name)).or_insert(next));
            allied[list] = Allied { alliance: Some(outer), suballiance: inner };
        }
    }
    // The limit of candidates is there without an alliance too.
    if numbers.is_empty() && !rule.to_candidates() { Vec::new() } else { allied }
}

impl Area {
    /// Nobody has more seats than candidates whom the votes name; where a list that stands alone has none, nothing is known
    /// about them. Says which list stands in an alliance without a candidate.
    fn limit_to_candidates(&mut self, lists: usize) -> Option<usize> {
        self.candidates.clear();
        self.candidates.resize(lists, 0);
        self.roster.iter().for_each(|candidate| self.candidates[candidate.list] += 1);
        for (list, named) in self.candidates.iter_mut().enumerate().filter(|(_, named)| **named == 0) {
            if self.alliances.get(list).is_some_and(|own| own.alliance.is_some()) {
                return Some(list);
            }
            *named = u32::MAX;
        }
        None
    }
}

impl Compiler<'_> {
    /// Holds the candidates of every area for the most seats of its lists, where seats go to candidates.
    pub(crate) fn limit_to_candidates(
        &self,
        tier: &Tier,
        rule: &ListRule,
        areas: &mut [Area],
        names: &[&str],
    ) -> Result<(), CountError> {
        if !rule.alliances.as_ref().is_some_and(Alliances::to_candidates) {
            return Ok(());
        }
        match areas.iter_mut().find_map(|area| area.limit_to_candidates(names.len())) {
            None => Ok(()),
            Some(list) => Err(CountError::AllianceWithoutCandidates {
                tier: tier.name.clone(),
                party: names[list].to_owned(),
            }),
        }
    }

    /// The alliances of a tier of districts, where they are held against a threshold by the votes of all districts
    /// together.
    pub(crate) fn alliances_of_nation(
        &self,
        tier: &Tier,
        rule: &ListRule,
        contest: &Contest,
        parties: &[usize],
    ) -> Result<Vec<Allied>, CountError> {
        let asked = rule.alliances.as_ref().is_some_and(|rule| rule.threshold.is_some());
        let within = rule.threshold.as_ref().and_then(|threshold| threshold.within);
        if !asked || tier.districts == Districts::Nationwide || within != Some(ThresholdLevel::Nation) {
            return Ok(Vec::new());
        }
        let mut names: Vec<Option<&str>> = vec![None; parties.len()];
        let numbers: HashMap<usize, usize> = parties.iter().copied().zip(0..).collect();
        for ballot in &contest.ballots {
            for (entry, standing) in ballot.entries.iter().zip(&ballot.standing) {
                let list = entry.party.and_then(|party| numbers.get(&party).copied());
                let (Some(list), Some(alliance)) = (list, standing.alliance.as_deref()) else { continue };
                if names[list].is_some_and(|other| other != alliance) {
                    return Err(CountError::TwoAlliances {
                        tier: tier.name.clone(),
                        party: self.field.parties()[parties[list]].name.clone(),
                    });
                }
                names[list] = Some(alliance);
            }
        }
        let mut order: HashMap<&str, u32> = HashMap::new();
        let allied = names.iter().map(|name| {
            let alliance = name.map(|name| {
                let next = order.len() as u32;
                *order.entry(name).or_insert(next)
            });
            Allied { alliance, suballiance: None }
        });
        let allied: Vec<Allied> = allied.collect();
        Ok(if order.is_empty() { Vec::new() } else { allied })
    }
}
