//! Polling stations (files 09 and 10), held against their provinces. Millions of lines pass in one stream.
//!
//! Voters abroad are municipality 999 of their province, and have totals of communities and the nation (province 99).

use std::collections::{BTreeMap, HashMap};

use super::ByHead;
use super::area::Area;
use super::areas::{Areas, same_votes};
use super::layout::{Election, Kind, Line, Lines};
use super::municipalities::Municipal;
use super::parties::Parties;
use crate::error::{ImportError, ImportProblem};
use crate::source::Source;
use crate::{levels, number};

/// Community, province, municipality, district, section and table: columns 10 to 23.
type Station = [u8; 14];

/// Votes to lists of a station: what file 09 says, and the sum of file 10.
struct Count {
    lists: u64,
    sum: u64,
    line: u32,
}

/// The municipality of voters abroad.
const ABROAD: &[u8] = b"999";
/// The province of totals of a community's or the nation's voters abroad.
const TOTAL: &[u8] = b"99";

/// A community's or the nation's total of voters abroad, or what a province has at home and from abroad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Share {
    AtHome { province: u64 },
    Abroad { community: u64, province: u64 },
    Total { community: u64 },
}

/// Votes by share and list.
struct Sums {
    lists: usize,
    rows: BTreeMap<Share, usize>,
    /// A row of all lists for each share.
    votes: Vec<u64>,
}

/// Holds polling stations against their provinces and gives the votes to lists from abroad.
pub(super) fn check(
    facts_file: &Source,
    votes_file: &Source,
    election: &mut Election,
    parties: &Parties<'_>,
    areas: &Areas<'_>,
    municipal: Option<&Municipal>,
) -> Result<u64, ImportError> {
    let mut stations = facts(facts_file, election, areas)?;
    let sums = votes(votes_file, election, parties, &mut stations)?;
    let differ = stations.iter().filter(|(_, station)| station.lists != station.sum);
    if let Some((key, station)) = differ.min_by_key(|(_, station)| station.line) {
        let area = format!("polling station {}", String::from_utf8_lossy(key));
        levels::same(&area, "votes to lists", station.lists, station.sum)
            .map_err(|problem| facts_file.problem_at(u64::from(station.line), problem))?;
    }
    drop(stations);
    sums.held_against(votes_file, parties, areas, municipal)
}

/// File 09: the votes to lists of every station. Blank and null votes are those of their province.
fn facts(
    source: &Source,
    election: &mut Election,
    areas: &Areas<'_>,
) -> Result<HashMap<Station, Count>, ImportError> {
    let mut stations: HashMap<Station, Count> = HashMap::new();
    let mut figures: BTreeMap<u64, [u64; 3]> = BTreeMap::new();
    let mut lines = Lines::open(source, Kind::Stations)?;
    while let Some(line) = lines.next()? {
        election.check_round(&line)?;
        let own = [line.digits(66, 72)?, line.digits(73, 79)?, line.digits(80, 86)?];
        let area = Area::of(&line, 10)?;
        if areas.name_of(area).is_none() {
            let missing = format!("area {:02}{:02} of file 07", area.community, area.province);
            return Err(line.problem(10, 13, ImportProblem::Missing(missing)));
        }
        let mut key: Station = [0; 14];
        key.copy_from_slice(line.bytes(10, 23));
        for (from, to) in [(14, 16), (17, 18)] {
            line.digits(from, to)?;
        }
        let number = u32::try_from(line.number()).unwrap_or(u32::MAX);
        if stations.insert(key, Count { lists: own[2], sum: 0, line: number }).is_some() {
            let station = String::from_utf8_lossy(&key).into_owned();
            return Err(line.problem(10, 23, ImportProblem::Twice(station)));
        }
        if line.bytes(12, 13) == TOTAL {
            continue;
        }
        let province = line.digits(12, 13)?;
        let sums = figures.entry(province).or_default();
        for (sum, own) in sums.iter_mut().zip(own) {
            *sum = number::sum(*sum, own).map_err(|problem| line.problem(66, 86, problem))?;
        }
    }
    for (facts, _) in areas.provinces() {
        let sums = figures.remove(&facts.area.province).unwrap_or_default();
        let whole = [facts.blank, facts.invalid, facts.lists];
        for ((what, whole), parts) in
            ["blank votes", "null votes", "votes to lists"].into_iter().zip(whole).zip(sums)
        {
            levels::same(&facts.name, what, whole, parts).map_err(|problem| source.problem(problem))?;
        }
    }
    match figures.keys().next() {
        None => Ok(stations),
        Some(other) => {
            let missing = format!("province {other:02}, which has polling stations here,");
            Err(source.problem(ImportProblem::Missing(missing)))
        }
    }
}

/// File 10: votes of lists, each line of a station that file 09 has.
fn votes(
    source: &Source,
    election: &mut Election,
    parties: &Parties<'_>,
    stations: &mut HashMap<Station, Count>,
) -> Result<Sums, ImportError> {
    let mut sums = Sums { lists: parties.len(), rows: BTreeMap::new(), votes: Vec::new() };
    let mut lines = Lines::open(source, Kind::StationVotes)?;
    // Lines of a station stand together: it is looked up once, and its sum kept at hand.
    let (mut key, mut sum): (Station, u64) = ([0; 14], 0);
    let mut row = 0;
    while let Some(line) = lines.next()? {
        election.check_round(&line)?;
        if line.bytes(10, 23) != key {
            keep(stations, &key, sum).map_err(|problem| line.problem(30, 36, problem))?;
            key.copy_from_slice(line.bytes(10, 23));
            sum = 0;
            if !stations.contains_key(&key) {
                let missing = ImportProblem::Missing("this polling station in file 09".to_owned());
                return Err(line.problem(10, 23, missing));
            }
            row = sums.row(&line)?;
        }
        let list = parties.place(&line, 24, 29)?;
        let votes = line.digits(30, 36)?;
        // Sums of less than 10⁷ a line do not reach 2⁶⁴.
        sum += votes;
        sums.votes[row + list] += votes;
    }
    keep(stations, &key, sum).map_err(|problem| source.problem(problem))?;
    Ok(sums)
}

fn keep(stations: &mut HashMap<Station, Count>, key: &Station, sum: u64) -> Result<(), ImportProblem> {
    if let Some(station) = stations.get_mut(key) {
        station.sum = number::sum(station.sum, sum)?;
    }
    Ok(())
}

impl Sums {
    /// Where the row of a line's station begins.
    fn row(&mut self, line: &Line<'_>) -> Result<usize, ImportError> {
        let (community, province) = (line.digits(10, 11)?, line.digits(12, 13)?);
        let share = match (line.bytes(12, 13) == TOTAL, line.bytes(14, 16) == ABROAD) {
            (true, true) => Share::Total { community },
            (true, false) => {
                let found = String::from_utf8_lossy(line.bytes(14, 16)).into_owned();
                let known = "999, voters abroad, where the province is 99";
                return Err(line.problem(14, 16, ImportProblem::unknown(&found, known)));
            }
            (false, true) => Share::Abroad { community, province },
            (false, false) => Share::AtHome { province },
        };
        let next = self.votes.len();
        let row = *self.rows.entry(share).or_insert(next);
        if row == next {
            self.votes.resize(next + self.lists, 0);
        }
        Ok(row)
    }

    /// The votes of all shares for which this holds, by heads.
    fn by_head(&self, parties: &Parties<'_>, of: impl Fn(Share) -> bool) -> Result<ByHead, ImportProblem> {
        let mut sums = ByHead::new();
        for (_, &row) in self.rows.iter().filter(|&(&share, _)| of(share)) {
            for (list, &votes) in
                self.votes[row..row + self.lists].iter().enumerate().filter(|(_, votes)| **votes > 0)
            {
                let sum = sums.entry(parties.head(list)).or_default();
                *sum = number::sum(*sum, votes)?;
            }
        }
        Ok(sums)
    }

    /// Stations have the votes of their provinces, those at home the votes of municipalities, and voters abroad their totals.
    fn held_against(
        &self,
        source: &Source,
        parties: &Parties<'_>,
        areas: &Areas<'_>,
        municipal: Option<&Municipal>,
    ) -> Result<u64, ImportError> {
        let wrong = |problem| source.problem(problem);
        for (facts, _) in areas.provinces() {
            let number = facts.area.province;
            let of_province = |share: Share| match share {
                Share::AtHome { province } | Share::Abroad { province, .. } => province == number,
                Share::Total { .. } => false,
            };
            let sums = self.by_head(parties, of_province).map_err(wrong)?;
            let own = areas.by_head(facts.area, parties).map_err(wrong)?;
            same_votes(&facts.name, &own, &sums, parties).map_err(wrong)?;
            if let Some(own) = municipal.and_then(|municipal| municipal.sums.get(&number)) {
                let sums = self.by_head(parties, |share| share == Share::AtHome { province: number });
                let area = format!("municipalities of {}", facts.name);
                same_votes(&area, own, &sums.map_err(wrong)?, parties).map_err(wrong)?;
            }
        }
        for &total in self.rows.keys() {
            let Share::Total { community: whole } = total else { continue };
            let own = self.by_head(parties, |share| share == total).map_err(wrong)?;
            let parts = self.by_head(
                parties,
                |share| matches!(share, Share::Abroad { community, .. } if whole == 99 || community == whole),
            );
            let area = format!("voters abroad of community {whole:02} (99: the nation)");
            same_votes(&area, &own, &parts.map_err(wrong)?, parties).map_err(wrong)?;
        }
        let abroad = self.by_head(parties, |share| matches!(share, Share::Abroad { .. })).map_err(wrong)?;
        abroad.into_values().try_fold(0, number::sum).map_err(wrong)
    }
}
