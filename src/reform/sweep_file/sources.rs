use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use super::StationVotes;
use crate::electorate::Electorate;
use crate::system::ElectoralSystem;
use crate::votes::Votes;

/// Who knows what the names in a sweep file stand for: files beside it, and laws, electorates and elections on board.
///
/// A name that stands for nothing is an error in a reader's words, without the name itself where it is in the text.
pub trait Sources {
    /// The rules of this name as the text of a rules file in TOML, in which `$` and a parameter's name may stand for a value.
    ///
    /// # Errors
    ///
    /// Why there are none.
    fn rules(&self, name: &str) -> Result<String, String> {
        Err(unknown(name))
    }

    /// The electorate of this name as the text of its file in TOML; `$` and names of parameters as in rules.
    ///
    /// # Errors
    ///
    /// Why there is none.
    fn electorate(&self, name: &str) -> Result<String, String> {
        Err(unknown(name))
    }

    /// What voters and parties do about the rules, under this name, as the text of a
    /// [scenario](crate::simulate::behaviour::Scenario) in TOML; `$` and names of parameters as in rules.
    ///
    /// # Errors
    ///
    /// Why there is nothing.
    fn behaviour(&self, name: &str) -> Result<String, String> {
        Err(unknown(name))
    }

    /// The votes of this name. `rules` have the tiers of all systems of the sweep: every contest and kind that some of them
    /// know may stand in a file.
    ///
    /// # Errors
    ///
    /// Why there are none.
    fn votes(&self, name: &str, rules: &ElectoralSystem) -> Result<Votes, String> {
        let _ = rules;
        Err(unknown(name))
    }

    /// Votes of polling stations, summed to districts: a row for each district and party, and for each word that is none
    /// (`@registered`, `@invalid`, `@against-all`).
    ///
    /// # Errors
    ///
    /// Why there are none.
    fn stations(&self, name: &str) -> Result<Vec<StationVotes>, String> {
        Err(unknown(name))
    }
}

/// Files beside a sweep file, by their names: rules and electorates in TOML or JSON, votes and polling stations in CSV.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    folder: PathBuf,
}

impl Files {
    /// The files of a folder.
    #[must_use]
    pub fn of_folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Files beside this one.
    #[must_use]
    pub fn beside(path: &Path) -> Self {
        Self::of_folder(path.parent().unwrap_or(Path::new("")))
    }

    /// Where the file of this name is.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn text(&self, name: &str) -> Result<String, String> {
        let path = self.path(name);
        let unread = |why: &dyn std::fmt::Display| format!("{} cannot be read: {why}", path.display());
        let bytes = std::fs::read(&path).map_err(|error| unread(&error))?;
        String::from_utf8(bytes).map_err(|_| unread(&"it is not UTF-8 text"))
    }

    /// The text as TOML; that of a file of JSON is read, and written once more.
    fn toml(&self, name: &str, again: impl Fn(&str) -> Result<String, String>) -> Result<String, String> {
        let text = self.text(name)?;
        let is_json = Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("json"));
        if is_json { again(&text).map_err(|why| format!("{name}, {why}")) } else { Ok(text) }
    }
}

impl Sources for Files {
    fn rules(&self, name: &str) -> Result<String, String> {
        self.toml(name, |text| {
            let rules = ElectoralSystem::from_json(text).and_then(|rules| rules.to_toml());
            rules.map_err(|error| error.to_string())
        })
    }

    fn electorate(&self, name: &str) -> Result<String, String> {
        self.toml(name, |text| {
            let electorate = Electorate::from_json(text).and_then(|electorate| electorate.to_toml());
            electorate.map_err(|error| error.to_string())
        })
    }

    fn behaviour(&self, name: &str) -> Result<String, String> {
        self.text(name)
    }

    fn votes(&self, name: &str, rules: &ElectoralSystem) -> Result<Votes, String> {
        let text = self.text(name)?;
        Votes::from_csv(text.as_bytes(), &rules.contests()).map_err(|error| format!("{name}, {error}"))
    }

    fn stations(&self, name: &str) -> Result<Vec<StationVotes>, String> {
        let text = self.text(name)?;
        stations_of_csv(&text).map_err(|problem| format!("{name}, {problem}"))
    }
}

/// Rows of `station,district,party,votes`, summed to districts.
fn stations_of_csv(text: &str) -> Result<Vec<StationVotes>, String> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let head = reader.headers().map_err(|error| error.to_string())?.clone();
    let column = |name: &str| {
        let at = head.iter().position(|known| known.trim() == name);
        at.ok_or_else(|| format!("there is no column `{name}`; stations have station,district,party,votes"))
    };
    let (station, district) = (column("station")?, column("district")?);
    let (party, votes) = (column("party")?, column("votes")?);
    let mut sums: BTreeMap<(String, String), (u64, HashSet<String>)> = BTreeMap::new();
    for row in reader.records() {
        let row = row.map_err(|error| error.to_string())?;
        let line = row.position().map_or(0, csv::Position::line);
        let cell = |at: usize| row.get(at).unwrap_or_default().trim();
        if cell(district).is_empty() || cell(party).is_empty() {
            return Err(format!("line {line}: a row has no district, or no party"));
        }
        let given: u64 = cell(votes).parse().map_err(|_| {
            format!("line {line}, column `votes`: `{}` is not a number of votes", cell(votes))
        })?;
        let key = (cell(district).to_owned(), cell(party).to_owned());
        let (sum, stations) = sums.entry(key).or_default();
        *sum = sum.checked_add(given).ok_or_else(|| format!("line {line}: the votes are too many"))?;
        stations.insert(cell(station).to_owned());
    }
    let rows = sums.into_iter().map(|((district, party), (votes, stations))| StationVotes {
        district,
        party,
        votes,
        stations: stations.len() as u64,
    });
    Ok(rows.collect())
}

fn unknown(name: &str) -> String {
    format!("`{name}` stands for nothing here; write it out as a table")
}
