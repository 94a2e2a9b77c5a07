use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::procedure::FactError;

/// A party that is to be registered. What is none is not known, and leaves its requirement
/// [open](crate::procedure::Verdict::Open).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// Its name.
    pub party: String,
    /// Every region that the country has on the day, with the cities that rank as one; the regions of
    /// [`branches`](Self::branches) are among them, and need not be all of them.
    pub map: Vec<String>,
    /// Citizens who found it.
    pub initiators: Option<u64>,
    /// Regions that they come from.
    pub initiators_from: Option<u64>,
    /// Members of the organising committee.
    pub committee: Option<u64>,
    /// Members in the whole country; where this is none and the branches are known, their sum counts.
    pub members: Option<u64>,
    /// Members by region; a region of the map that is left out has none.
    pub branches: Option<Vec<Branch>>,
}

/// The members of a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// The region.
    pub region: String,
    /// Members there.
    pub members: u64,
}

impl Facts {
    /// A party of which nothing is known but the map of its country.
    #[must_use]
    pub fn unknown<N: Into<String>>(party: impl Into<String>, map: impl IntoIterator<Item = N>) -> Self {
        Self {
            party: party.into(),
            map: map.into_iter().map(Into::into).collect(),
            initiators: None,
            initiators_from: None,
            committee: None,
            members: None,
            branches: None,
        }
    }

    /// The same party with so many members in these regions of its map, and none in the others.
    ///
    /// A region that is not on the map is refused by whatever judges the facts, with the name that was meant where one
    /// is near.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan::{party_on, registration_laws};
    /// use sailau::procedure::FactError;
    ///
    /// let day = date(2023, 1, 1);
    /// let law = registration_laws().on(day)?.value;
    /// // 5,000 members are enough, and one region of 20 is not.
    /// let in_almaty = party_on("An example", day)?.with_branches([("Almaty city", 5_000)]);
    /// assert_eq!(law.decide(&in_almaty)?.requirement("regions").unwrap().margin, Some(-19));
    ///
    /// let misspelt = party_on("An example", day)?.with_branches([("Almaty City", 5_000)]);
    /// let Err(FactError::Unknown { nearest, .. }) = law.decide(&misspelt) else { panic!() };
    /// assert_eq!(nearest.as_deref(), Some("Almaty city"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_branches<N: Into<String>>(self, regions: impl IntoIterator<Item = (N, u64)>) -> Self {
        let branch = |(region, members): (N, u64)| Branch { region: region.into(), members };
        Self { branches: Some(regions.into_iter().map(branch).collect()), ..self }
    }

    /// The same party with so many founders, from so many regions.
    #[must_use]
    pub fn with_initiators(self, initiators: u64, from_regions: u64) -> Self {
        Self { initiators: Some(initiators), initiators_from: Some(from_regions), ..self }
    }

    /// The same party with so many members of its organising committee.
    #[must_use]
    pub fn with_committee(self, persons: u64) -> Self {
        Self { committee: Some(persons), ..self }
    }

    /// The same party on another map: the members of several units counted together, or a region renamed.
    ///
    /// `region_of` says in which region of the new map a region of this one lies. To divide a region, begin with the
    /// finest units and join them for each map. Founders are counted by region of the old map, so the number of their
    /// regions is not known on the new one.
    ///
    /// # Errors
    ///
    /// Those of a branch in an unknown region or given twice, and too many members for 64 bits.
    pub fn on_map<'a>(&'a self, region_of: impl Fn(&'a str) -> &'a str) -> Result<Self, FactError> {
        self.check()?;
        let mut seen = BTreeSet::new();
        let regions = self.map.iter().map(|unit| region_of(unit));
        let map: Vec<_> = regions.filter(|region| seen.insert(*region)).map(str::to_owned).collect();
        let joined = self.branches.as_ref().map(|branches| {
            let mut sums: BTreeMap<&str, u64> = BTreeMap::new();
            for branch in branches {
                // The check found that the sum of all fits.
                *sums.entry(region_of(&branch.region)).or_default() += branch.members;
            }
            let of = |region: &String| sums.get(region.as_str()).copied().unwrap_or(0);
            map.iter().map(|region| Branch { region: region.clone(), members: of(region) }).collect()
        });
        Ok(Self { map, branches: joined, initiators_from: None, ..self.clone() })
    }

    /// Members in the whole country, as far as known.
    pub(super) fn in_all(&self) -> Option<u64> {
        self.members.or_else(|| Some(self.branches.as_ref()?.iter().map(|branch| branch.members).sum()))
    }

    /// The members of each region of the map.
    pub(super) fn by_region(&self) -> Option<Vec<(&str, u64)>> {
        let branches = self.branches.as_ref()?;
        let members: BTreeMap<_, _> = branches.iter().map(|one| (one.region.as_str(), one.members)).collect();
        let of = |region: &str| members.get(region).copied().unwrap_or(0);
        Some(self.map.iter().map(|region| (region.as_str(), of(region))).collect())
    }

    pub(super) fn check(&self) -> Result<(), FactError> {
        FactError::check_map(&self.map)?;
        if let Some(from) = self.initiators_from {
            FactError::check_part("regions of the founders", from, "regions", self.map.len() as u64)?;
            if let Some(initiators) = self.initiators {
                FactError::check_part("regions of the founders", from, "founders", initiators)?;
            }
        }
        let Some(branches) = &self.branches else {
            return Ok(());
        };
        FactError::check_on_map(&self.map, branches.iter().map(|branch| branch.region.as_str()))?;
        let sum: u128 = branches.iter().map(|branch| u128::from(branch.members)).sum();
        FactError::check_part("members of the regions", sum, "members", self.members.unwrap_or(u64::MAX))
    }
}
