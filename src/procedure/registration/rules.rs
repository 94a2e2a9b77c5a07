use serde::{Deserialize, Serialize};

use crate::law::Share;
use crate::procedure::Limit;

/// What a law asks of a party that is to be registered, and of one that is.
///
/// A rule that is none is not in the law; or what it says was not found, and then its citation says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Citizens who found the party.
    pub initiators: Option<Limit<u64>>,
    /// The part of the regions from which they have to come.
    pub initiators_from: Option<Limit<Share>>,
    /// Members of the organising committee.
    pub committee: Option<Limit<u64>>,
    /// Members in the whole country.
    pub members: Option<Limit<u64>>,
    /// The part of the regions in which the party needs a branch.
    pub regions: Option<Limit<Share>>,
    /// Members that make a branch, in each region that counts; none where one member is enough.
    pub branch_members: Option<Limit<u64>>,
    /// Months from the confirmed notification within which the founding congress is held.
    pub congress_months: Option<u32>,
    /// Months from the confirmed notification after which the organising committee lapses, unless it filed.
    pub committee_months: Option<u32>,
    /// Months from the congress within which the papers are filed.
    pub filing_months: Option<u32>,
    /// Months from registration within which the branches are registered.
    pub branches_months: Option<u32>,
    /// Months from a refusal after which a party may file again.
    pub reapply_months: Option<u32>,
    /// The shortest and the longest suspension by a court, in months.
    pub suspension_months: Option<Span>,
    /// Elections of the lower house in a row that a party may be dissolved for not contesting.
    pub missed_elections: Option<u32>,
    /// Months from the day of this law within which parties registered before it have to register again.
    pub reregistration_months: Option<u32>,
}

/// From so many months to so many, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// The fewest.
    pub from: u32,
    /// The most.
    pub to: u32,
}
