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
    /// Every region of the country, with the cities that rank as one.
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

    /// A party with so many members in each region; the regions are the map.
    #[must_use]
    pub fn with_members<N: Into<String>>(
        party: impl Into<String>,
        regions: impl IntoIterator<Item = (N, u64)>,
    ) -> Self {
        let regions = regions.into_iter().map(|(region, members)| Branch { region: region.into(), members });
        let branches: Vec<_> = regions.collect();
        let map = branches.iter().map(|branch| branch.region.clone());
        Self { branches: Some(branches.clone()), ..Self::unknown(party, map) }
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
        check_map(&self.map)?;
        if let Some(from) = self.initiators_from {
            FactError::check_part("regions of the founders", from, "regions", self.map.len() as u64)?;
            if let Some(initiators) = self.initiators {
                FactError::check_part("regions of the founders", from, "founders", initiators)?;
            }
        }
        let Some(branches) = &self.branches else {
            return Ok(());
        };
        let known: BTreeSet<_> = self.map.iter().map(String::as_str).collect();
        let mut seen = BTreeSet::new();
        for branch in branches {
            let name = branch.region.clone();
            if !known.contains(name.as_str()) {
                let known = self.map.join(", ");
                return Err(FactError::Unknown { kind: "region".to_owned(), name, known });
            }
            if !seen.insert(&branch.region) {
                return Err(FactError::Twice { kind: "region".to_owned(), name });
            }
        }
        let sum: u128 = branches.iter().map(|branch| u128::from(branch.members)).sum();
        FactError::check_part("members of the regions", sum, "members", self.members.unwrap_or(u64::MAX))
    }
}

pub(super) fn check_map(map: &[impl AsRef<str>]) -> Result<(), FactError> {
    if map.is_empty() {
        return Err(FactError::Nobody { what: "regions".to_owned() });
    }
    let mut seen = BTreeSet::new();
    match map.iter().map(AsRef::as_ref).find(|region| !seen.insert(*region)) {
        Some(twice) => Err(FactError::Twice { kind: "region".to_owned(), name: twice.to_owned() }),
        None => Ok(()),
    }
}
