//! What is real: the laws, the parties of the data, and the map.

use std::error::Error;

use jiff::civil::{Date, date};
use sailau::apportion::{Method, apportion};
use sailau::kazakhstan::{self, region_then, regions_on, registration_laws};
use sailau::law::InForce;
use sailau::procedure::registration::calendar::Phase;
use sailau::procedure::registration::{Facts, Rules, Smallest};
use sailau::procedure::{Law, Limit};
use serde::Serialize;

/// The last day for which the laws and the map are known.
pub(crate) const TODAY: Date = date(2026, 11, 24);

pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A law, and the least that passes it.
#[derive(Serialize)]
pub(crate) struct LawRow {
    pub(crate) since: Date,
    pub(crate) members: Option<u64>,
    pub(crate) in_each: Option<u64>,
    pub(crate) initiators: Option<u64>,
    /// On the map of that day.
    pub(crate) smallest: Smallest,
}

/// A party under a law.
#[derive(Serialize)]
pub(crate) struct PartyRow {
    pub(crate) party: &'static str,
    pub(crate) members: u64,
    pub(crate) members_year: Option<u16>,
    pub(crate) under: Vec<Under>,
}

#[derive(Serialize)]
pub(crate) struct Under {
    pub(crate) law: Date,
    /// Members beyond what is asked in all.
    pub(crate) margin: i128,
    /// Were its members spread as the population: regions with a branch beyond those needed.
    pub(crate) as_population_margin: i128,
    /// Were they spread so: the smallest branch.
    pub(crate) smallest_branch: (String, u64),
}

/// What is known of a party's way to registration.
#[derive(Serialize)]
pub(crate) struct LifeRow {
    pub(crate) party: &'static str,
    pub(crate) clocks: Vec<Clock>,
    /// Today.
    pub(crate) phase: Phase,
    pub(crate) since: Option<Date>,
    pub(crate) missed_elections: u32,
}

#[derive(Serialize)]
pub(crate) struct Clock {
    pub(crate) step: String,
    pub(crate) day: Option<Date>,
    pub(crate) days_to_spare: Option<i128>,
    pub(crate) article: String,
}

/// What the redrawing of 8 June 2022 did to a just sufficient party.
#[derive(Serialize)]
pub(crate) struct RedrawingRow {
    pub(crate) law: Date,
    pub(crate) regions: [u64; 2],
    pub(crate) in_regions: [u128; 2],
    pub(crate) smallest: [u128; 2],
    /// Members that a party lacks which had just enough in each old region, at the old seat.
    pub(crate) lacking: u128,
    pub(crate) lacking_in: Vec<String>,
}

/// The units of all maps: the regions of today.
pub(crate) fn units() -> Result<Vec<&'static kazakhstan::Region>> {
    Ok(regions_on(TODAY)?)
}

pub(crate) fn populations() -> Result<Vec<u64>> {
    Ok(units()?.iter().map(|unit| u64::from(unit.population_2022.unwrap_or(0))).collect())
}

/// The region of a unit on a day; every region of today lay in one on the days asked for here.
pub(crate) fn then(unit: &str, day: Date) -> &str {
    region_then(unit, day).ok().flatten().unwrap_or(unit)
}

pub(crate) fn laws() -> Result<Vec<LawRow>> {
    let row = |law: InForce<'static, Law<Rules>>| {
        let map: Vec<_> = regions_on(law.since)?.iter().map(|region| region.name.as_str()).collect();
        let rules = &law.value.rules;
        Ok(LawRow {
            since: law.since,
            members: rules.members.map(value),
            in_each: rules.branch_members.map(value),
            initiators: rules.initiators.map(value),
            smallest: law.value.smallest(&map)?,
        })
    };
    registration_laws().iter().map(row).collect()
}

fn value(limit: Limit<u64>) -> u64 {
    *limit.value()
}

/// Each party whose members are known, under each law.
pub(crate) fn parties() -> Result<Vec<PartyRow>> {
    let mut rows = Vec::new();
    for party in kazakhstan::parties() {
        let Some(members) = party.members else {
            continue;
        };
        let under: Result<_> =
            registration_laws().iter().map(|law| under(&party.name, members, law)).collect();
        let members = u64::from(members);
        rows.push(PartyRow { party: &party.short, members, members_year: party.members_year, under: under? });
    }
    Ok(rows)
}

fn under(party: &str, members: u32, law: InForce<'static, Law<Rules>>) -> Result<Under> {
    let spread = apportion(&populations()?, members, Method::HARE)?.seats;
    let names: Vec<_> = units()?.into_iter().map(|unit| unit.name.as_str()).collect();
    let members = names.iter().copied().zip(spread.into_iter().map(u64::from));
    let units = Facts::unknown(party, names.iter().copied()).with_branches(members);
    let facts = units.on_map(|unit| then(unit, law.since))?;
    let decision = law.value.decide(&facts)?;
    let margin =
        |rule| decision.requirement(rule).and_then(|one| one.margin).ok_or("a law without that rule");
    let branches = facts.branches.iter().flatten();
    let smallest = branches.min_by_key(|branch| branch.members).ok_or("a map without regions")?;
    Ok(Under {
        law: law.since,
        margin: margin("members")?,
        as_population_margin: margin("regions")?,
        smallest_branch: (smallest.region.clone(), smallest.members),
    })
}

pub(crate) fn lives() -> Result<Vec<LifeRow>> {
    let mut rows = Vec::new();
    for life in kazakhstan::party_lives() {
        let calendar = life.calendar()?;
        let clock = |one: &sailau::procedure::Requirement| Clock {
            step: one.name.clone(),
            day: match one.measure {
                sailau::procedure::Measure::Day { given, .. } => given,
                _ => None,
            },
            days_to_spare: one.margin,
            article: one.citation.as_ref().map(ToString::to_string).unwrap_or_default(),
        };
        let status = calendar.on(TODAY)?;
        rows.push(LifeRow {
            party: &life.party,
            clocks: calendar.requirements().iter().map(clock).collect(),
            phase: status.phase,
            since: status.since,
            missed_elections: status.missed_elections,
        });
    }
    Ok(rows)
}

/// A party that had just enough before the redrawing, none of it on the ground of the new regions.
pub(crate) fn redrawing() -> Result<Vec<RedrawingRow>> {
    let (old, new) = (date(2022, 6, 7), date(2022, 6, 8));
    let mut rows = Vec::new();
    for day in [date(2020, 5, 25), date(2022, 11, 5)] {
        let law = registration_laws().on(day)?;
        let map: Vec<_> = regions_on(old)?.iter().map(|region| region.name.as_str()).collect();
        let branches = law.value.smallest(&map)?.spread(&map)?;
        let at_seat =
            |unit: &str| branches.iter().find(|one| one.region == unit).map_or(0, |one| one.members);
        let names: Vec<_> = units()?.into_iter().map(|unit| unit.name.as_str()).collect();
        let members = names.iter().map(|&unit| (unit, at_seat(unit)));
        let facts = Facts::unknown("", names.iter().copied()).with_branches(members);
        let redrawn = law.value.redrawing(&facts, |unit| then(unit, old), |unit| then(unit, new))?;
        let lacking = redrawn.lacking_after.ok_or("the branches are known")?;
        let (before, after) = (redrawn.smallest_before, redrawn.smallest_after);
        rows.push(RedrawingRow {
            law: law.since,
            regions: [before.of, after.of],
            in_regions: [before.in_regions, after.in_regions],
            smallest: [before.members, after.members],
            lacking: lacking.members,
            lacking_in: lacking.regions.into_iter().map(|(region, _)| region).collect(),
        });
    }
    Ok(rows)
}
