//! Names that facts give, against those that there are.

use std::collections::BTreeSet;

use super::FactError;
use crate::text::nearest;

impl FactError {
    /// Names of one kind of thing: each is one, and none is given twice. Gives them as a set.
    ///
    /// # Errors
    ///
    /// [`FactError::NotAName`] for one that is empty or has blanks around it, and [`FactError::Twice`].
    pub fn check_names<'a>(
        kind: &str,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Result<BTreeSet<&'a str>, Self> {
        let mut seen = BTreeSet::new();
        for name in names {
            if name.is_empty() || name.trim() != name {
                return Err(Self::NotAName { kind: kind.to_owned(), name: name.to_owned() });
            }
            if !seen.insert(name) {
                return Err(Self::Twice { kind: kind.to_owned(), name: name.to_owned() });
            }
        }
        Ok(seen)
    }

    /// Refuses a name that is none of those that there are.
    ///
    /// # Errors
    ///
    /// [`FactError::Unknown`], with the name that was meant where one is near.
    ///
    /// # Examples
    ///
    /// ```
    /// use sailau::procedure::FactError;
    ///
    /// let unknown = FactError::check_known("region", "Ulitau", ["Abai", "Ulytau"]).unwrap_err();
    /// assert!(matches!(&unknown, FactError::Unknown { nearest: Some(meant), .. } if meant == "Ulytau"));
    /// assert_eq!(
    ///     unknown.to_string(),
    ///     "no region is called `Ulitau`; there are Abai, Ulytau; did you mean `Ulytau`?"
    /// );
    /// ```
    pub fn check_known<'a>(
        kind: &str,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), Self> {
        let known: Vec<&str> = known.into_iter().collect();
        match known.contains(&name) {
            true => Ok(()),
            false => Err(Self::unknown(kind, name, known)),
        }
    }

    /// A name that is none of these.
    pub(super) fn unknown<'a>(kind: &str, name: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        Self::Unknown {
            kind: kind.to_owned(),
            name: name.to_owned(),
            nearest: nearest(name, known.iter().copied()).map(str::to_owned),
            known: known.into_iter().map(str::to_owned).collect(),
        }
    }

    /// A map with at least one region, and none twice.
    pub(super) fn check_map(map: &[impl AsRef<str>]) -> Result<BTreeSet<&str>, Self> {
        if map.is_empty() {
            return Err(Self::Nobody { what: "regions".to_owned() });
        }
        Self::check_names("region", map.iter().map(AsRef::as_ref))
    }

    /// What is given by region: each region is on the map, and none comes twice.
    pub(super) fn check_on_map<'a>(
        map: &[String],
        regions: impl IntoIterator<Item = &'a str>,
    ) -> Result<BTreeSet<&'a str>, Self> {
        let there = Self::check_map(map)?;
        let seen = Self::check_names("region", regions)?;
        match seen.difference(&there).next() {
            Some(region) => Err(Self::unknown("region", region, map.iter().map(String::as_str))),
            None => Ok(seen),
        }
    }
}

/// `; did you mean …?`, where a name is near.
pub(super) fn meant(nearest: &Option<String>) -> String {
    nearest.as_ref().map_or(String::new(), |meant| format!("; did you mean `{meant}`?"))
}
