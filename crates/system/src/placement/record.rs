//! The way of seats to the districts, in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::RemainderOf;
use crate::exact::compare_fractions;
use crate::is_default::is_default;
use crate::plan::ListPlan;
use crate::protocol::layout::{decimal, grouped, small, table};
use crate::protocol::names::Names;
use crate::protocol::sharing::{QUOTIENTS, last_and_next, quotient, quotient_columns};
use crate::protocol::words::{Margin, Words};
use sailau_apportion::{Method, Quotient, Ratio};

/// A party's seats in the districts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PlacementStep {
    /// The party.
    pub party: String,
    /// The region, where its seats in it come to the districts there; none where it is about the whole tier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The method that shares its seats among districts, where one table can show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// Each district where it has votes or seats.
    pub districts: Vec<PlacementLine>,
}

/// A party's seats in the regions, before they come to the districts there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PlacementInRegionsStep {
    /// The party.
    pub party: String,
    /// The method that shares its seats among regions, where one table can show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// Each region where it has votes or seats.
    pub regions: Vec<PlacementLine>,
}

/// A party's seats in a district or a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PlacementLine {
    /// The district or region.
    pub district: String,
    /// Its votes there.
    pub votes: u64,
    /// Seats in all.
    pub seats: u32,
    /// Those of them that it holds in linked tiers, or more when it holds more than it is due.
    pub held: u32,
    /// The quotient of the last of them; none without a seat, or where the method has no quotients.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Quotient>,
    /// The quotient for one more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Quotient>,
}

/// A party's votes and seats in places, those that it holds among them, and the method that shares them.
#[derive(Clone, Copy)]
pub(super) struct InPlaces<'a> {
    pub(super) votes: &'a [u64],
    pub(super) given: &'a [u32],
    pub(super) held: &'a [u32],
    pub(super) method: Option<&'a Method>,
}

/// The places where a party has votes or seats, most seats first.
fn lines(
    names: &Names<'_>,
    places: impl Iterator<Item = Option<usize>>,
    InPlaces { votes, given, held, method }: InPlaces<'_>,
) -> Vec<PlacementLine> {
    let divisor = method.and_then(Method::divisor);
    let line = |(place, ((&votes, &seats), &held)): (Option<usize>, ((&u64, &u32), &u32))| {
        let (last, next) = last_and_next(divisor, votes, seats);
        PlacementLine { district: names.district(place), votes, seats, held, last, next }
    };
    let all = places.zip(votes.iter().zip(given).zip(held)).map(line);
    let mut lines: Vec<_> = all.filter(|line| (line.votes, line.seats, line.held) != (0, 0, 0)).collect();
    lines.sort_by(|a, b| b.seats.cmp(&a.seats).then_with(|| a.district.cmp(&b.district)));
    lines
}

pub(super) fn placed(
    names: &Names<'_>,
    plan: &ListPlan,
    list: usize,
    region: Option<usize>,
    inside: impl Iterator<Item = usize>,
    seats: InPlaces<'_>,
) -> PlacementStep {
    let districts = lines(names, inside.map(|d| plan.places.districts[d]), seats);
    let region = names.plan.district(region);
    PlacementStep { party: names.list(plan, list), region, method: seats.method.cloned(), districts }
}

pub(super) fn placed_in_regions(
    names: &Names<'_>,
    plan: &ListPlan,
    list: usize,
    seats: InPlaces<'_>,
) -> PlacementInRegionsStep {
    let regions = plan.places.regions.iter().map(|region| Some(region.district));
    let regions = lines(names, regions, seats);
    PlacementInRegionsStep { party: names.list(plan, list), method: seats.method.cloned(), regions }
}

impl Words for PlacementStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let of = self.region.as_ref().map(|region| format!(" in {region}")).unwrap_or_default();
        in_words(
            f,
            (&format!("{}{of}", self.party), "district"),
            self.method.as_ref(),
            &self.districts,
            margin,
        )
    }
}

impl Words for PlacementInRegionsStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        in_words(f, (&self.party, "region"), self.method.as_ref(), &self.regions, margin)
    }
}

/// A party's seats in places: as a table where its votes there show why, otherwise in one line.
fn in_words(
    f: &mut Formatter<'_>,
    (party, place): (&str, &str),
    method: Option<&Method>,
    lines: &[PlacementLine],
    margin: &Margin<'_>,
) -> fmt::Result {
    let Some(method) = method else {
        let some = lines.iter().filter(|line| line.seats > 0 || line.held > 0);
        let some = some.map(|line| match line.held {
            0 => format!("{} {}", line.district, line.seats),
            held => format!("{} {} ({held} held)", line.district, line.seats),
        });
        let some = some.collect::<Vec<_>>().join(", ");
        return writeln!(f, "  {party} by {place}: {some}.{margin}");
    };
    writeln!(f, "  {party} by {place}, {}:{margin}", method.title())?;
    let held = lines.iter().any(|line| line.held > 0);
    let quotients = lines.iter().any(|line| line.next.is_some());
    let row = |line: &PlacementLine| {
        let mut row = vec![line.district.clone(), grouped(line.votes), grouped(line.seats)];
        row.extend(held.then(|| grouped(line.held)));
        row.extend(quotients.then(|| quotient_columns(line.last, line.next, 1)).into_iter().flatten());
        row
    };
    let mut head = vec![place, "votes", "seats"];
    head.extend(held.then_some("held"));
    head.extend(quotients.then_some(QUOTIENTS).into_iter().flatten());
    table(f, &head, lines.iter().map(row).collect())
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
    /// Its quotient there; none where a table before has what seats are placed by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quotient: Option<PlaceQuotient>,
    /// Its quotient in the whole country, where that says whose turn it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<Quotient>,
}

/// What a quotient of a party in a place is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PlaceQuotient {
    /// Its votes there.
    pub votes: u64,
    /// What they are divided by, after the seats that it has there.
    pub divisor: Ratio,
    /// What that is multiplied by and divided by, where quotients of places are compared in proportion: the seats of the
    /// place, or 1, and its votes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
}

/// What the quotients of a place are multiplied by and divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Scale {
    /// The factor.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub times: u128,
    /// The divisor.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub by: u128,
}

pub(super) fn placed_one(
    names: &Names<'_>,
    plan: &ListPlan,
    list: u32,
    to: Option<usize>,
    number: u32,
    quotient: Option<PlaceQuotient>,
    turn: Option<Quotient>,
) -> PlacedOneStep {
    let (party, to) = (names.list(plan, list as usize), names.district(to));
    PlacedOneStep { number, party, to, quotient, turn }
}

impl Words for PlacedOneStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let Self { number, party, to, quotient: own, turn } = self;
        let turn = turn.map(|own| format!(" ({} in the country)", quotient(own, 1))).unwrap_or_default();
        write!(f, "  Seat {number}: {party}{turn} in {to}")?;
        let Some(PlaceQuotient { votes, divisor, scale }) = own else {
            return writeln!(f, ".{margin}");
        };
        write!(f, ", {} / {}", grouped(*votes), decimal(*divisor))?;
        let mut part = Ratio {
            numerator: divisor.denominator.saturating_mul((*votes).into()),
            denominator: divisor.numerator,
        };
        if let Some(Scale { times, by }) = scale {
            if *times != 1 {
                write!(f, " × {}", grouped(*times))?;
            }
            write!(f, " / {}", grouped(*by))?;
            part.numerator = part.numerator.saturating_mul(*times);
            part.denominator = part.denominator.saturating_mul(*by);
        }
        writeln!(f, " = {}.{margin}", small(part))
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
    /// Whether remainders are compared as the votes that they are, and not as parts of the quotas.
    #[serde(default, skip_serializing_if = "is_default")]
    pub as_votes: bool,
    /// Each remainder where a seat is left, the greatest first.
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
    /// The votes that the seats by whole quotas leave, as they are or as a part of the quota: not in lowest terms.
    fn remainder(&self, as_votes: bool) -> (u128, u128) {
        let Ratio { numerator, denominator } = self.quota;
        let taken = u128::from(self.seats).saturating_mul(numerator);
        let above = u128::from(self.votes).saturating_mul(denominator).saturating_sub(taken);
        (above, if as_votes { denominator } else { numerator })
    }
}

pub(super) fn remainders(
    names: &Names<'_>,
    plan: &ListPlan,
    of: RemainderOf,
    (votes, held): (&[u64], &[u32]),
    quotas: &[Option<Ratio>],
    (seats, room): (&[u32], &[u32]),
) -> UnitRemaindersStep {
    let cells = (0..seats.len()).flat_map(|list| (0..room.len()).map(move |d| (list, d)));
    let line = |(list, d): (usize, usize)| {
        let cell = list * room.len() + d;
        let (votes, seats_there, quota) = (votes[cell], held[cell], quotas[d]?);
        (seats[list] > 0 && room[d] > 0 && votes > 0).then(|| UnitRemainderLine {
            party: names.list(plan, list),
            district: names.district(plan.places.districts[d]),
            votes,
            seats: seats_there,
            quota,
        })
    };
    let as_votes = of == RemainderOf::Nothing;
    let mut remainders: Vec<_> = cells.filter_map(line).collect();
    remainders.sort_by(|a, b| {
        let names = (&a.party, &a.district).cmp(&(&b.party, &b.district));
        compare_fractions(b.remainder(as_votes), a.remainder(as_votes)).then(names)
    });
    UnitRemaindersStep { as_votes, remainders }
}

impl Words for UnitRemaindersStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  Remainders by the quotas of the districts, where these left a seat:{margin}")?;
        let row = |line: &UnitRemainderLine| {
            let (above, below) = line.remainder(self.as_votes);
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
        let remainder = if self.as_votes { "remainder" } else { "remainder of it" };
        let heads = &["list", "district", "votes", "seats", "quota", remainder];
        table(f, heads, self.remainders.iter().map(row).collect())
    }
}
