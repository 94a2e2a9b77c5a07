//! Where papers lie.

use std::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};

use crate::votes::{Ballot, Field};

/// Where the papers lie of which something is said: those of a contest in the whole country, or in one district.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The contest, such as `list`.
    pub contest: String,
    /// The district; none for the whole country.
    pub district: Option<String>,
}

impl Place {
    /// Whether papers of a ballot lie there.
    pub(crate) fn holds(&self, field: &Field, ballot: &Ballot) -> bool {
        self.district.as_ref().is_none_or(|district| Self::parts(field, ballot).contains(district))
    }

    /// The district of a ballot, and its region.
    pub(crate) fn parts(field: &Field, ballot: &Ballot) -> Vec<String> {
        let Some(district) = ballot.district.map(|number| &field.districts()[number]) else {
            return Vec::new();
        };
        [Some(district.as_str()), field.region_of(district)]
            .into_iter()
            .flatten()
            .map(str::to_owned)
            .collect()
    }
}

/// `list`, or `single in North`.
impl Display for Place {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.district {
            Some(district) => write!(f, "{} in {district}", self.contest),
            None => f.write_str(&self.contest),
        }
    }
}
