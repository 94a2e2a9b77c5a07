//! One official election: its rules, its votes, and the seats that were declared.
//!
//! Shared by the test that walks all of them, by `examples/world` and by the program.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::Read;
use std::path::{Path, PathBuf};

use sailau::lots::SeededLots;
use sailau::ranked::Ballots;
use sailau::report::{self, Column, Kind, Table, TableError};
use sailau::system::{CountError, Drawn, ElectoralSystem, Outcome, TierRule};
use sailau::votes::{Votes, VotesBuilder};
use serde::Deserialize;

/// Where the elections are: beside the library, of which the program is a member.
pub(crate) fn folder() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = own.ancestors().map(|above| above.join("tests/world")).find(|folder| folder.is_dir());
    found.unwrap_or_else(|| own.join("tests/world"))
}

/// The names of all elections, sorted.
pub(crate) fn names() -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder())? {
        let path = entry?.path();
        if path.join("case.toml").exists() {
            names.extend(path.file_name().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    names.sort();
    Ok(names)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    country: String,
    rules: String,
    #[serde(default)]
    not_checked: Option<String>,
    /// The seed that draws lots as they were drawn.
    #[serde(default)]
    lots: Option<u64>,
}

/// An official number of seats. Without a district it is the sum of the tier's districts; tier `total` is all tiers. A blank
/// number was not published, and is not compared.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Cell {
    pub(crate) tier: String,
    pub(crate) district: Option<String>,
    pub(crate) party: Option<String>,
    pub(crate) seats: Option<u32>,
}

pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) country: String,
    pub(crate) not_checked: Option<String>,
    lots: Option<u64>,
    pub(crate) rules: ElectoralSystem,
    pub(crate) rules_file: PathBuf,
    pub(crate) votes: Votes,
    pub(crate) official: Vec<Cell>,
}

/// Official beside computed, for every tier and level at which official numbers are known.
pub(crate) struct Comparison {
    pub(crate) tier: String,
    pub(crate) by_district: bool,
    pub(crate) rows: Vec<Row>,
}

pub(crate) struct Row {
    pub(crate) district: Option<String>,
    pub(crate) party: Option<String>,
    pub(crate) official: u32,
    pub(crate) computed: u32,
}

impl Comparison {
    pub(crate) fn official(&self) -> u32 {
        self.rows.iter().map(|row| row.official).sum()
    }

    /// Seats that match cell by cell.
    pub(crate) fn agree(&self) -> u32 {
        self.rows.iter().map(|row| row.official.min(row.computed)).sum()
    }

    pub(crate) fn is_equal(&self) -> bool {
        self.rows.iter().all(|row| row.official == row.computed)
    }
}

impl Case {
    pub(crate) fn open(name: &str) -> Result<Self, Box<dyn Error>> {
        let folder = folder().join(name);
        let sheet = std::fs::read_to_string(folder.join("case.toml"))
            .map_err(|_| format!("there is no case `{name}`; --list shows them"))?;
        let sheet: Sheet = toml::from_str(&sheet)?;
        let rules_file = rules_file(&sheet.rules);
        let rules = ElectoralSystem::open(&rules_file)?;
        let mut votes = read_votes(&folder, &rules)?;
        let mut official = csv::Reader::from_path(folder.join("seats.csv"))?;
        let official = official.deserialize().collect::<Result<Vec<Cell>, _>>()?;
        let Sheet { country, not_checked, lots, .. } = sheet;
        if not_checked.is_some() {
            // What is not checked may be a tier whose votes were not found.
            votes = votes.allow_uncounted();
        }
        Ok(Self { name: name.to_owned(), country, not_checked, lots, rules, rules_file, votes, official })
    }

    /// Counts it, with lots as they were drawn.
    pub(crate) fn count(&self) -> Result<Outcome, CountError> {
        match self.lots {
            Some(seed) => self.rules.count(Drawn::new(&self.votes, &SeededLots::new(seed))),
            None => self.rules.count(&self.votes),
        }
    }

    /// Holds what was counted against the official seats.
    pub(crate) fn compare(&self, outcome: &Outcome) -> Vec<Comparison> {
        let levels: BTreeSet<_> =
            self.official.iter().map(|cell| (cell.tier.clone(), cell.district.is_some())).collect();
        levels.into_iter().map(|(tier, by_district)| self.level(outcome, tier, by_district)).collect()
    }

    /// The same as a table: a row for each tier, district and party.
    pub(crate) fn table(&self, outcome: &Outcome) -> Result<Table, TableError> {
        let mut table = Table::new([
            Column::new("tier", Kind::Text),
            Column::new("district", Kind::Text),
            Column::new("party", Kind::Text),
            Column::new("official", Kind::Count),
            Column::new("counted", Kind::Count),
        ])?;
        for level in self.compare(outcome) {
            for row in &level.rows {
                let district = row.district.as_deref().map_or(report::Cell::Absent(""), Into::into);
                let party =
                    row.party.as_deref().map_or(report::Cell::Absent("(without a party)"), Into::into);
                let seats = [row.official.into(), row.computed.into()];
                table.push([level.tier.as_str().into(), district, party].into_iter().chain(seats))?;
            }
        }
        Ok(table)
    }

    fn level(&self, outcome: &Outcome, tier: String, by_district: bool) -> Comparison {
        type Key = (Option<String>, Option<String>);
        let mut cells: BTreeMap<Key, (u32, u32)> = BTreeMap::new();
        let mut places: BTreeSet<&str> = BTreeSet::new();
        let mut parties: BTreeSet<Option<&str>> = BTreeSet::new();
        let mut unpublished: BTreeSet<Key> = BTreeSet::new();
        for cell in self.official.iter().filter(|cell| cell.tier == tier) {
            if cell.district.is_some() != by_district {
                continue;
            }
            places.extend(cell.district.as_deref());
            parties.insert(cell.party.as_deref());
            let key = (cell.district.clone(), cell.party.clone());
            match cell.seats {
                Some(seats) => cells.entry(key).or_default().0 += seats,
                None => {
                    unpublished.insert(key);
                }
            }
        }
        let facts = self.votes.field().district_facts();
        // An official level above the districts is their region.
        let place = |district: Option<&str>| -> Option<String> {
            let district = district?;
            if places.contains(district) {
                return Some(district.to_owned());
            }
            let region = facts.iter().find(|facts| facts.name == district)?.region.clone()?;
            places.contains(region.as_str()).then_some(region)
        };
        // Where only some parties' seats by district are known, the others' are not compared.
        let all = self.official.iter().filter(|cell| cell.tier == tier && cell.district.is_none());
        let partial = by_district
            && all.clone().next().is_some_and(|_| {
                let known: BTreeSet<Option<&str>> = all.map(|cell| cell.party.as_deref()).collect();
                !known.is_subset(&parties)
            });
        for row in outcome.seats.iter().filter(|row| tier == "total" || row.tier == tier) {
            if partial && !parties.contains(&row.party.as_deref()) {
                continue;
            }
            let district = if by_district { place(row.district.as_deref()) } else { None };
            let key = (district, row.party.clone());
            if !unpublished.contains(&key) {
                cells.entry(key).or_default().1 += row.seats;
            }
        }
        let rows = cells.into_iter().map(|((district, party), (official, computed))| Row {
            district,
            party,
            official,
            computed,
        });
        Comparison { tier, by_district, rows: rows.collect() }
    }
}

/// A law of this collection, or a statute of ranked ballots.
fn rules_file(name: &str) -> PathBuf {
    let own = folder().join("rules").join(name);
    if own.exists() { own } else { folder().with_file_name("ranked").join("rules").join(name) }
}

/// The votes of an election with all that comes with them.
fn read_votes(folder: &Path, rules: &ElectoralSystem) -> Result<Votes, Box<dyn Error>> {
    if let Ok(ballots) = std::fs::File::open(folder.join("ballots.csv")) {
        return ranked_votes(rules, std::fs::File::open(folder.join("candidates.csv"))?, ballots);
    }
    let tiers: Vec<_> = rules.tiers.iter().map(|tier| tier.name.as_str()).collect();
    let mut votes = Votes::open_csv(folder.join("votes.csv"), &rules.contests())?;
    if folder.join("districts.csv").exists() {
        votes = votes.open_districts_csv(folder.join("districts.csv"))?;
    }
    if folder.join("winners.csv").exists() {
        votes = votes.open_winners_csv(folder.join("winners.csv"), &tiers)?;
    }
    Ok(votes)
}

/// Ranked ballots, and who stands on their paper.
pub(crate) fn ranked_votes(
    rules: &ElectoralSystem,
    candidates: impl Read,
    ballots: impl Read,
) -> Result<Votes, Box<dyn Error>> {
    let mut stand = BTreeMap::new();
    for row in csv::Reader::from_reader(candidates).deserialize::<(usize, String, Option<String>)>() {
        let (number, name, party) = row?;
        stand.insert(number, (party, name));
    }
    let stand: Vec<_> = stand.values().map(|(party, name)| (party.as_deref(), name.as_str())).collect();
    let mut counting = rules.tiers.iter().filter(|tier| matches!(tier.rule, TierRule::Candidates(_)));
    let tier = counting.next().ok_or("no tier counts ranked ballots")?;
    let contest = tier.contest.as_deref().unwrap_or(&tier.name);
    let mut builder = VotesBuilder::default();
    builder.ranked(contest, None, &stand, Ballots::read(stand.len(), ballots)?)?;
    Ok(builder.build()?)
}
