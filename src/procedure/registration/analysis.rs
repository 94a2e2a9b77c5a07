//! How few members would do, how many are lacking, and what another map changes.

use serde::Serialize;

use super::{Branch, Facts, Rules};
use crate::procedure::{Decision, FactError, Law, Limit};

/// The smallest membership that a law lets pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Smallest {
    /// The fewest members.
    pub members: u128,
    /// What they come from.
    pub reason: Reason,
    /// What the law asks for in all.
    pub in_all: u128,
    /// What the branches need together: regions times members of each.
    pub in_regions: u128,
    /// Regions that need a branch.
    pub regions: u128,
    /// Regions there are.
    pub of: u64,
    /// Members that each of those branches needs.
    pub in_each: u128,
    /// Members beyond the branches' minimum, who may live anywhere.
    pub free: u128,
}

/// Which of two requirements asks for more members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The members in all.
    InAll,
    /// The members in each region.
    InRegions,
    /// Both alike.
    Both,
}

/// How many members a party lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Shortfall {
    /// The fewest new members that would do.
    pub members: u128,
    /// What asks for them; both when nothing is lacking.
    pub reason: Reason,
    /// Members lacking in all.
    pub in_all: u128,
    /// Members lacking in regions, where they are cheapest to reach.
    pub in_regions: u128,
    /// The regions where they are lacking, with the number; ties go to the region first on the map.
    pub regions: Vec<(String, u128)>,
}

/// One party before and after the map was redrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Redrawing {
    /// The smallest membership on the old map.
    pub smallest_before: Smallest,
    /// The smallest membership on the new map.
    pub smallest_after: Smallest,
    /// The party on the old map.
    pub before: Decision,
    /// The party on the new map.
    pub after: Decision,
    /// What it lacks on the old map; none where its branches are not known.
    pub lacking_before: Option<Shortfall>,
    /// What it lacks on the new map.
    pub lacking_after: Option<Shortfall>,
}

impl Reason {
    fn of(in_all: u128, in_regions: u128) -> Self {
        match in_all.cmp(&in_regions) {
            std::cmp::Ordering::Greater => Self::InAll,
            std::cmp::Ordering::Less => Self::InRegions,
            std::cmp::Ordering::Equal => Self::Both,
        }
    }
}

impl Law<Rules> {
    /// The smallest membership that passes on a map, and how it is spread.
    ///
    /// ```
    /// use sailau::kazakhstan::registration_laws;
    /// use sailau::procedure::registration::Reason;
    ///
    /// // 50,000 in all, or 72 regions of 700: from there on the regions would decide.
    /// let law = registration_laws().iter().next().unwrap().value;
    /// let smallest = |regions: u32| law.smallest(&(0..regions).map(|i| i.to_string()).collect::<Vec<_>>());
    /// assert_eq!(smallest(71)?.reason, Reason::InAll);
    /// assert_eq!((smallest(72)?.reason, smallest(72)?.members), (Reason::InRegions, 50_400));
    /// # Ok::<(), sailau::procedure::FactError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`FactError`] for a map without regions, or with one twice.
    pub fn smallest(&self, map: &[impl AsRef<str>]) -> Result<Smallest, FactError> {
        FactError::check_map(map)?;
        let (in_all, in_each) = self.floors();
        let regions = self.regions_needed(map.len());
        let in_regions = regions * in_each;
        let members = in_all.max(in_regions);
        Ok(Smallest {
            members,
            reason: Reason::of(in_all, in_regions),
            in_all,
            in_regions,
            regions,
            of: map.len() as u64,
            in_each,
            free: members - in_regions,
        })
    }

    /// The fewest new members that a party lacks, and where; none where its members by region are not known.
    ///
    /// # Errors
    ///
    /// Those of [`Law::decide`].
    pub fn shortfall(&self, facts: &Facts) -> Result<Option<Shortfall>, FactError> {
        facts.check()?;
        let (Some(members), Some(regions)) = (facts.in_all(), facts.by_region()) else {
            return Ok(None);
        };
        let (floor, each) = self.floors();
        let in_all = floor.saturating_sub(u128::from(members));
        let lacks = regions.iter().map(|&(region, n)| (region, each.saturating_sub(u128::from(n))));
        let mut lacking: Vec<_> = lacks.collect();
        // The cheapest regions first; the sort keeps the order of the map among equals.
        lacking.sort_by_key(|&(_, lack)| lack);
        lacking.truncate(usize::try_from(self.regions_needed(regions.len())).unwrap_or(usize::MAX));
        lacking.retain(|&(_, lack)| lack > 0);
        // Members outside the branches known here cannot be told to be of a region, so they do not help.
        let in_regions = lacking.iter().map(|&(_, lack)| lack).sum();
        let regions = lacking.into_iter().map(|(region, lack)| (region.to_owned(), lack)).collect();
        let reason = Reason::of(in_all, in_regions);
        Ok(Some(Shortfall { members: in_all.max(in_regions), reason, in_all, in_regions, regions }))
    }

    /// What redrawing the map does to a party whose members are known by the finest units of both maps.
    ///
    /// # Errors
    ///
    /// Those of [`Law::decide`].
    pub fn redrawing<'a>(
        &self,
        units: &'a Facts,
        old: impl Fn(&'a str) -> &'a str,
        new: impl Fn(&'a str) -> &'a str,
    ) -> Result<Redrawing, FactError> {
        let (before, after) = (units.on_map(old)?, units.on_map(new)?);
        Ok(Redrawing {
            smallest_before: self.smallest(&before.map)?,
            smallest_after: self.smallest(&after.map)?,
            before: self.decide(&before)?,
            after: self.decide(&after)?,
            lacking_before: self.shortfall(&before)?,
            lacking_after: self.shortfall(&after)?,
        })
    }

    /// The fewest members in all, and those of a branch.
    pub(crate) fn floors(&self) -> (u128, u128) {
        let rules = &self.rules;
        let each = rules.branch_members.map_or(1, fewest);
        (rules.members.map_or(0, fewest), each)
    }

    /// Of so many regions, the fewest in which a branch is needed.
    pub(crate) fn regions_needed(&self, of: usize) -> u128 {
        let needed = self.rules.regions.filter(|limit| !limit.is_ceiling());
        needed.map_or(0, |limit| u128::try_from(limit.border_of(of as u64)).unwrap_or(0))
    }
}

impl Smallest {
    /// One spread of it: the first regions of the map have the minimum, and the first of all has who is free.
    ///
    /// # Errors
    ///
    /// [`FactError`] where the law asks for more than 64 bits hold, or for more regions than there are.
    pub fn spread(&self, map: &[impl AsRef<str>]) -> Result<Vec<Branch>, FactError> {
        FactError::check_map(map)?;
        let whole = map.len() as u64;
        FactError::check_part("regions needed", self.regions, "regions", whole)?;
        FactError::check_part("members needed", self.members, "members that can be counted", u64::MAX)?;
        let members = |at: usize| {
            let minimum = if (at as u128) < self.regions { self.in_each } else { 0 };
            let all = if at == 0 { minimum + self.free } else { minimum };
            // No part exceeds the members, which were found to fit.
            u64::try_from(all).unwrap_or(u64::MAX)
        };
        let regions = map.iter().enumerate();
        Ok(regions
            .map(|(at, region)| Branch { region: region.as_ref().to_owned(), members: members(at) })
            .collect())
    }
}

/// The fewest that meet a limit: of a ceiling, none.
fn fewest(limit: Limit<u64>) -> u128 {
    if limit.is_ceiling() { 0 } else { u128::try_from(limit.border()).unwrap_or(0) }
}
