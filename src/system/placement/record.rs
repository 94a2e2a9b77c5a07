//! The way of seats to the districts, in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::grid::DistrictGrid;
use crate::apportion::Ratio;
use crate::exact::compare_fractions;
use crate::system::plan::ListPlan;
use crate::system::protocol::layout::{decimal, grouped, table};
use crate::system::protocol::names::Names;
use crate::system::protocol::words::{Margin, Words};

/// A party's seats in the districts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PlacementStep {
    /// The party.
    pub party: String,
    /// Each district where it has some.
    pub districts: Vec<PlacementLine>,
}

/// A party's seats in the regions, before they come to the districts there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PlacementInRegionsStep {
    /// The party.
    pub party: String,
    /// Each region where it has some.
    pub regions: Vec<PlacementLine>,
}

/// A party's seats in a district or a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PlacementLine {
    /// The district or region.
    pub district: String,
    /// Seats in all.
    pub seats: u32,
    /// Those of them that it holds in linked tiers, or more when it holds more than it is due.
    pub held: u32,
}

/// The places where a party has seats, by name.
fn lines(
    names: &Names<'_>,
    places: impl Iterator<Item = Option<usize>>,
    given: &[u32],
    held: &[u32],
) -> Vec<PlacementLine> {
    let some = places.zip(given.iter().zip(held)).filter(|(_, (seats, held))| **seats > 0 || **held > 0);
    let line = |(place, (&seats, &held)): (Option<usize>, (&u32, &u32))| PlacementLine {
        district: names.district(place),
        seats,
        held,
    };
    let mut lines: Vec<_> = some.map(line).collect();
    lines.sort_by(|a, b| a.district.cmp(&b.district));
    lines
}

pub(super) fn placed(
    names: &Names<'_>,
    plan: &ListPlan,
    list: usize,
    given: &[u32],
    held: &[u32],
) -> PlacementStep {
    let districts = lines(names, plan.places.districts.iter().copied(), given, held);
    PlacementStep { party: names.list(plan, list), districts }
}

pub(super) fn placed_in_regions(
    names: &Names<'_>,
    plan: &ListPlan,
    list: usize,
    given: &[u32],
    held: &[u32],
) -> PlacementInRegionsStep {
    let regions = plan.places.regions.iter().map(|region| Some(region.district));
    let regions = lines(names, regions, given, held);
    PlacementInRegionsStep { party: names.list(plan, list), regions }
}

impl Words for PlacementStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  {} by district: {}.{margin}", self.party, in_words(&self.districts))
    }
}

impl Words for PlacementInRegionsStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  {} by region: {}.{margin}", self.party, in_words(&self.regions))
    }
}

/// A party's seats in places, in one line.
fn in_words(lines: &[PlacementLine]) -> String {
    let lines = lines.iter().map(|line| match line.held {
        0 => format!("{} {}", line.district, line.seats),
        held => format!("{} {} ({held} held)", line.district, line.seats),
    });
    lines.collect::<Vec<_>>().join(", ")
}

/// A seat found its district, or its region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PlacedOneStep {
    /// Its place in the order of quotients.
    pub number: u32,
    /// The party.
    pub party: String,
    /// The district or region.
    pub to: String,
}

pub(super) fn placed_one(
    names: &Names<'_>,
    plan: &ListPlan,
    list: u32,
    to: Option<usize>,
    number: u32,
) -> PlacedOneStep {
    let (party, to) = (names.list(plan, list as usize), names.district(to));
    PlacedOneStep { number, party, to }
}

impl Words for PlacedOneStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  Seat {}: {} in {}.{margin}", self.number, self.party, self.to)
    }
}

/// Equal claims to districts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PlacementOpenStep {
    /// Party and district of each, such as "A in North".
    pub claims: Vec<String>,
}

pub(super) fn placement_open(
    names: &Names<'_>,
    plan: &ListPlan,
    claims: impl Iterator<Item = (u32, Option<usize>)>,
) -> PlacementOpenStep {
    PlacementOpenStep { claims: names.with_places(plan, claims) }
}

impl Words for PlacementOpenStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(
            f,
            "  Equal claims: {}. The districts of this and all further seats are open; the seats are the parties'.{margin}",
            self.claims.join(", ")
        )
    }
}

/// Remainders by the quotas of the districts, of the lists that have seats to place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UnitRemaindersStep {
    /// Each remainder where a seat is left, the greatest part of its quota first.
    pub remainders: Vec<UnitRemainderLine>,
}

/// The remainder of a list in a district.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UnitRemainderLine {
    /// The list.
    pub party: String,
    /// The district.
    pub district: String,
    /// The list's votes there.
    pub votes: u64,
    /// The seats that it has by whole quotas.
    pub seats: u32,
    /// The quota.
    pub quota: Ratio,
}

impl UnitRemainderLine {
    /// The votes that the seats by whole quotas leave, as a part of the quota: not in lowest terms.
    fn part(&self) -> (u128, u128) {
        let Ratio { numerator, denominator } = self.quota;
        let taken = u128::from(self.seats).saturating_mul(numerator);
        (u128::from(self.votes).saturating_mul(denominator).saturating_sub(taken), numerator)
    }
}

pub(super) fn remainders(
    names: &Names<'_>,
    plan: &ListPlan,
    (grid, quotas): (&DistrictGrid, &[Option<Ratio>]),
    (seats, room): (&[u32], &[u32]),
) -> UnitRemaindersStep {
    let cells = (0..seats.len()).flat_map(|list| (0..room.len()).map(move |d| (list, d)));
    let line = |(list, d): (usize, usize)| {
        let cell = list * grid.districts + d;
        let (votes, quota) = (grid.votes[cell], quotas[d]?);
        let (party, district) = (names.list(plan, list), names.district(plan.places.districts[d]));
        let seats_here = grid.held[cell];
        (seats[list] > 0 && room[d] > 0 && votes > 0).then_some(UnitRemainderLine {
            party,
            district,
            votes,
            seats: seats_here,
            quota,
        })
    };
    let mut remainders: Vec<_> = cells.filter_map(line).collect();
    remainders.sort_by(|a, b| {
        let names = (&a.party, &a.district).cmp(&(&b.party, &b.district));
        compare_fractions(b.part(), a.part()).then(names)
    });
    UnitRemaindersStep { remainders }
}

impl Words for UnitRemaindersStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  Remainders by the quotas of the districts, where these left a seat:{margin}")?;
        let row = |line: &UnitRemainderLine| {
            let (above, below) = line.part();
            let part = decimal(Ratio { numerator: above, denominator: below });
            let quota = decimal(line.quota);
            vec![
                line.party.clone(),
                line.district.clone(),
                grouped(line.votes),
                grouped(line.seats),
                quota,
                part,
            ]
        };
        let heads = &["list", "district", "votes", "seats", "quota", "remainder of it"];
        table(f, heads, self.remainders.iter().map(row).collect())
    }
}
