//! Provinces, communities and the nation, by their numbers.

use super::layout::Line;
use crate::error::{ImportError, ImportProblem};

/// An area by the Ministry's number of its community and the INE's of its province: 99 is all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Area {
    pub(super) community: u64,
    pub(super) province: u64,
}

/// All provinces of a community, all communities of the nation.
const ALL: u64 = 99;
const NATION: Area = Area { community: ALL, province: ALL };

impl Area {
    /// From two columns, the community's first.
    pub(super) fn of(line: &Line<'_>, from: usize) -> Result<Self, ImportError> {
        let area =
            Self { community: line.digits(from, from + 1)?, province: line.digits(from + 2, from + 3)? };
        if area.community == ALL && area.province != ALL {
            let found = format!("{:02}{:02}", area.community, area.province);
            let known = "99 and 99 for the nation, 99 for the province of a community";
            return Err(line.problem(from, from + 3, ImportProblem::unknown(&found, known)));
        }
        Ok(area)
    }

    pub(super) fn is_province(self) -> bool {
        self.province != ALL
    }

    /// The area that it is a part of.
    pub(super) fn within(self) -> Option<Self> {
        match self {
            NATION => None,
            Self { province: ALL, .. } => Some(NATION),
            Self { community, .. } => Some(Self { community, province: ALL }),
        }
    }
}
