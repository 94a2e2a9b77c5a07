//! Seats of districts in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use crate::apportion::Method;
use crate::system::plan::ListPlan;
use crate::system::protocol::layout::{grouped, table};
use crate::system::protocol::names::Names;
use crate::system::protocol::words::{Margin, Words};

/// The districts' seats were apportioned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DistrictSeatsStep {
    /// The method.
    pub method: Method,
    /// Each district, most seats first.
    pub districts: Vec<DistrictLine>,
}

/// A district's seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DistrictLine {
    /// The district.
    pub district: String,
    /// What they were apportioned by.
    pub base: u64,
    /// The seats.
    pub seats: u32,
}

pub(crate) fn district_seats(
    names: &Names<'_>,
    plan: &ListPlan,
    method: &Method,
    bases: &[u64],
    seats: &[u32],
) -> DistrictSeatsStep {
    let line = |(district, (&base, &seats)): (Option<usize>, (&u64, &u32))| DistrictLine {
        district: names.district(district),
        base,
        seats,
    };
    let absent = plan.areas.iter().filter(|area| area.ballots.is_empty()).map(|area| area.district);
    let all = plan.places.districts.iter().copied().chain(absent);
    let mut districts: Vec<_> = all.zip(bases.iter().zip(seats)).map(line).collect();
    districts.sort_by(|a, b| b.seats.cmp(&a.seats).then_with(|| a.district.cmp(&b.district)));
    DistrictSeatsStep { method: method.clone(), districts }
}

impl Words for DistrictSeatsStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  Seats of the districts, by {}:{margin}", self.method.title())?;
        let row = |line: &DistrictLine| vec![line.district.clone(), grouped(line.base), grouped(line.seats)];
        table(f, &["district", "by", "seats"], self.districts.iter().map(row).collect())
    }
}
