//! Seats of districts in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::{DistrictSeats, SeatsBy};
use crate::plan::ListPlan;
use crate::protocol::layout::{count, exact_and_decimal, grouped, table};
use crate::protocol::names::Names;
use crate::protocol::sharing::{QUOTAS, QUOTIENTS, last_and_next, quota_columns, quotient_columns};
use crate::protocol::words::{Margin, Words};
use crate::quota::rounded;
use sailau_apportion::{Method, Quotient, Ratio};

/// The districts' seats were apportioned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DistrictSeatsStep {
    /// The method.
    pub method: Method,
    /// What they were apportioned by.
    pub by: SeatsBy,
    /// Seats that each district has before, besides those that the law fixes.
    #[serde(default, skip_serializing_if = "crate::is_default::is_default")]
    pub first: u32,
    /// The seats that were apportioned.
    pub seats: u32,
    /// The quota, where the method has one: exact, or a whole number where it is rounded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<Ratio>,
    /// Each district, most seats first.
    pub districts: Vec<DistrictLine>,
}

/// A district's seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DistrictLine {
    /// The district.
    pub district: String,
    /// What they were apportioned by; none where it is not known, or not asked for.
    pub base: Option<u64>,
    /// Whether the law fixes its seats. Left out of JSON when false.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fixed: bool,
    /// The seats.
    pub seats: u32,
    /// The quotient of the last of them, where the method has quotients and a seat was apportioned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Quotient>,
    /// The quotient for one more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Quotient>,
}

pub(crate) fn district_seats(
    names: &Names<'_>,
    plan: &ListPlan,
    rule: &DistrictSeats,
    (bases, apportioned): (&[u64], u32),
    seats: &[u32],
) -> DistrictSeatsStep {
    let DistrictSeats { method, by, first, .. } = rule;
    let fixed = |number: usize| plan.bases.fixed.get(number).copied().flatten().is_some();
    let line = |(number, (district, (&base, &seats))): (usize, (Option<usize>, (&u64, &u32)))| {
        let fixed = fixed(number);
        // Of a district without votes nothing may be known.
        let known = !fixed && (base > 0 || number < plan.places.districts.len());
        let (base, own) = (Some(base).filter(|_| known), seats.saturating_sub(*first));
        let (last, next) = base.map_or((None, None), |base| last_and_next(method.divisor(), base, own));
        DistrictLine { district: names.district(district), base, fixed, seats, last, next }
    };
    let quota = match method {
        Method::LargestRemainder(quota)
        | Method::RelativeRemainder(quota)
        | Method::QuotaThenAverages(quota) => {
            let total = bases.iter().map(|&n| u128::from(n)).sum();
            Some(rounded(quota.of(total, apportioned), rule.rounded))
        }
        _ => None,
    };
    let absent = plan.areas.iter().filter(|area| area.ballots.is_empty()).map(|area| area.district);
    let all = plan.places.districts.iter().copied().chain(absent);
    let mut districts: Vec<_> = all.zip(bases.iter().zip(seats)).enumerate().map(line).collect();
    districts.sort_by(|a, b| b.seats.cmp(&a.seats).then_with(|| a.district.cmp(&b.district)));
    let (method, by, first) = (method.clone(), *by, *first);
    DistrictSeatsStep { method, by, first, seats: apportioned, quota, districts }
}

impl Words for DistrictSeatsStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let by = match self.by {
            SeatsBy::Population => "population",
            SeatsBy::ValidVotes => "valid votes",
            SeatsBy::Registered => "voters on the roll",
        };
        let first = match self.first {
            0 => String::new(),
            n => format!(" after {} for each", count(n, "seat")),
        };
        let (method, seats) = (self.method.title(), count(self.seats, "seat"));
        writeln!(f, "  Seats of the districts by {by}: {method}, {seats}{first}.{margin}")?;
        if let Some(quota) = self.quota {
            writeln!(f, "  Quota {} a seat.", exact_and_decimal(quota))?;
        }
        let quotients = self.districts.iter().any(|line| line.next.is_some());
        let row = |line: &DistrictLine| {
            let unknown = if line.fixed { "fixed" } else { "not given" };
            let base = line.base.map_or(unknown.to_owned(), grouped);
            let mut row = vec![line.district.clone(), base, grouped(line.seats)];
            if let Some(quota) = self.quota {
                let unknown = || ["-", "-"].map(str::to_owned);
                row.extend(line.base.map_or_else(unknown, |base| quota_columns(base, quota)));
            }
            row.extend(quotients.then(|| quotient_columns(line.last, line.next, 1)).into_iter().flatten());
            row
        };
        let mut head = vec!["district", by, "seats"];
        head.extend(self.quota.map(|_| QUOTAS).into_iter().flatten());
        head.extend(quotients.then_some(QUOTIENTS).into_iter().flatten());
        table(f, &head, self.districts.iter().map(row).collect())
    }
}
