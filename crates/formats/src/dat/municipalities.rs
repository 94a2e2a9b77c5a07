//! Municipalities (files 05 and 06), held against their provinces. Voters abroad are in these alone.

use std::collections::BTreeMap;

use super::ByHead;
use super::areas::Areas;
use super::layout::{Election, Kind, Line, Lines};
use super::parties::Parties;
use crate::error::{ImportError, ImportProblem};
use crate::source::Source;
use crate::{levels, number};

/// What municipalities add up to.
pub(super) struct Municipal {
    /// Provinces that have municipalities in the files.
    pub(super) provinces: usize,
    /// Votes to lists that these provinces have beside those of municipalities.
    pub(super) abroad: u64,
    /// Votes by province and head.
    pub(super) sums: BTreeMap<u64, ByHead>,
}

/// A municipality, by its province.
type Place = (u64, u64);

/// Counts of a municipality, whole and by the districts of a city.
#[derive(Default)]
struct Count {
    whole: Option<u64>,
    /// None where the municipality has no districts.
    districts: Option<u64>,
    line: u64,
}

/// The whole municipality, not a district of a city.
const WHOLE: u64 = 99;

impl Count {
    fn add(&mut self, line: &Line<'_>, district: u64, n: u64) -> Result<(), ImportError> {
        if self.line == 0 || district == WHOLE {
            self.line = line.number();
        }
        if district == WHOLE {
            return match self.whole.replace(n) {
                None => Ok(()),
                Some(_) => Err(line.problem(10, 22, ImportProblem::Twice("this municipality".to_owned()))),
            };
        }
        let sum =
            number::sum(self.districts.unwrap_or(0), n).map_err(|problem| line.problem(10, 22, problem))?;
        self.districts = Some(sum);
        Ok(())
    }

    /// The municipality's own count, which its districts add up to where it has some.
    fn own(&self, source: &Source, (province, municipality): Place, what: &str) -> Result<u64, ImportError> {
        let own = self.whole.unwrap_or(0);
        let area = format!("municipality {province:02}{municipality:03}");
        let same = self.districts.map_or(Ok(()), |parts| levels::same(&area, what, own, parts));
        same.map_err(|problem| source.problem_at(self.line, problem))?;
        Ok(own)
    }
}

/// Reads both files and holds districts against cities, lists against their sum, and municipalities against provinces.
pub(super) fn check(
    facts_file: &Source,
    votes_file: &Source,
    election: &mut Election,
    parties: &Parties<'_>,
    areas: &Areas<'_>,
) -> Result<Municipal, ImportError> {
    let mut totals: BTreeMap<Place, Count> = BTreeMap::new();
    let mut lines = Lines::open(facts_file, Kind::Municipalities)?;
    while let Some(line) = lines.next()? {
        election.check_round(&line)?;
        let place = (line.digits(12, 13)?, line.digits(14, 16)?);
        totals.entry(place).or_default().add(&line, line.digits(17, 18)?, line.digits(206, 213)?)?;
    }
    let mut votes: BTreeMap<(Place, usize), Count> = BTreeMap::new();
    let mut lines = Lines::open(votes_file, Kind::MunicipalVotes)?;
    while let Some(line) = lines.next()? {
        election.check_round(&line)?;
        let place = (line.digits(10, 11)?, line.digits(12, 14)?);
        let list = parties.place(&line, 17, 22)?;
        if !totals.contains_key(&place) {
            let missing = ImportProblem::Missing(format!("this municipality in {}", facts_file.name()));
            return Err(line.problem(10, 14, missing));
        }
        votes.entry((place, list)).or_default().add(&line, line.digits(15, 16)?, line.digits(23, 30)?)?;
    }

    let mut sums: BTreeMap<u64, ByHead> = BTreeMap::new();
    let mut of_lists: BTreeMap<Place, u64> = BTreeMap::new();
    for (&(place, list), count) in &votes {
        let wrong = |problem| votes_file.problem_at(count.line, problem);
        let own = count.own(votes_file, place, &parties.letters(parties.head(list)))?;
        let sum = sums.entry(place.0).or_default().entry(parties.head(list)).or_default();
        *sum = number::sum(*sum, own).map_err(wrong)?;
        let sum = of_lists.entry(place).or_default();
        *sum = number::sum(*sum, own).map_err(wrong)?;
    }
    for (&place, count) in &totals {
        let own = count.own(facts_file, place, "votes to lists")?;
        let area = format!("municipality {:02}{:03}", place.0, place.1);
        let lists = of_lists.get(&place).copied().unwrap_or(0);
        levels::same(&area, "votes to lists", own, lists)
            .map_err(|problem| facts_file.problem_at(count.line, problem))?;
        sums.entry(place.0).or_default();
    }
    let abroad = within_provinces(votes_file, &sums, parties, areas)?;
    Ok(Municipal { provinces: sums.len(), abroad, sums })
}

/// No list has more votes in municipalities than in their province; the rest are votes from abroad.
fn within_provinces(
    source: &Source,
    sums: &BTreeMap<u64, ByHead>,
    parties: &Parties<'_>,
    areas: &Areas<'_>,
) -> Result<u64, ImportError> {
    let mut abroad = 0;
    for (&province, sums) in sums {
        let wrong = |problem| source.problem(problem);
        let facts = areas.province(province).ok_or_else(|| {
            wrong(ImportProblem::Missing(format!("province {province:02}, which has municipalities here,")))
        })?;
        let own = areas.by_head(facts.area, parties).map_err(wrong)?;
        for (&head, &parts) in sums {
            let whole = own.get(&head).copied().unwrap_or(0);
            if parts > whole {
                levels::same(&facts.name, &parties.letters(head), whole, parts).map_err(wrong)?;
            }
        }
        for (head, whole) in own {
            let rest = whole - sums.get(&head).copied().unwrap_or(0);
            abroad = number::sum(abroad, rest).map_err(wrong)?;
        }
    }
    Ok(abroad)
}
