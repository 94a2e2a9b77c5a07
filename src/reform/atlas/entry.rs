//! A reform as a file of the atlas.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AtlasError, AtlasProblem};
use crate::law::day;
use crate::text::Misread;

/// A reform that was made: the rules before and after it, the elections on both sides, and where all that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Entry {
    /// Its short name, that of its file: small letters, digits and `_`, such as `gr_2016`.
    pub id: String,
    /// The country.
    pub country: String,
    /// What it did, in a few words.
    pub title: String,
    /// How it came about.
    #[serde(default)]
    pub kind: EntryKind,
    /// The day from which the rules after it held; none where it was not found.
    #[serde(default, with = "day::optional", skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// The act or the judgment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<String>,
    /// The article, where one was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// The rules before, by the name under which [`Sources`](super::Sources) has them.
    pub before: String,
    /// The rules after.
    pub after: String,
    /// The elections.
    pub elections: Elections,
    /// Who made it, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Rules that stand in for one of the two laws where its own words cannot count an election's votes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stand_in: Vec<StandIn>,
    /// Lists that are one party in the numbers of an election, whatever they are called on the ballot.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joined: Vec<Joined>,
    /// Effects that somebody published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub published: Vec<Published>,
    /// Where all this was read.
    pub sources: Vec<String>,
    /// What is not certain, a sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<String>,
}

/// How a reform came about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// By a law.
    #[default]
    Act,
    /// By a court.
    Judgment,
    /// Not at all: a counterfactual.
    WhatIf,
}

/// Elections on both sides of a reform, by the names under which [`Sources`](super::Sources) has them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elections {
    /// Held under the rules before, in order of time.
    #[serde(default)]
    pub before: Vec<String>,
    /// Held under the rules after.
    #[serde(default)]
    pub after: Vec<String>,
}

/// One of the two laws of a reform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Law {
    /// The rules before.
    Before,
    /// The rules after.
    After,
}

/// Rules in the place of one of the two laws, for one election.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandIn {
    /// The election.
    pub election: String,
    /// In which law's place.
    pub law: Law,
    /// The rules.
    pub rules: String,
    /// What the law's own words lack here.
    pub why: String,
}

/// Lists that are one party: a large one's satellite, which stood under another name because the law set lists off against the
/// seats of districts. The count knows nothing of it, and has every list as it stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Joined {
    /// The election.
    pub election: String,
    /// What they are called together.
    pub party: String,
    /// Their names in the votes and among winners.
    pub lists: Vec<String>,
}

/// An effect that somebody published, beside which our number is set where it says of whom and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// What was published, with its numbers.
    pub says: String,
    /// Where.
    pub source: String,
    /// The election whose votes it is about, where they are on board.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub election: Option<String>,
    /// Under which law.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub law: Option<Law>,
    /// Whose seats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
}

impl Entry {
    /// Reads an entry from TOML, and checks it.
    ///
    /// # Errors
    ///
    /// [`AtlasError`] with the line: an unknown word, a field that is missing, an election that is named and not listed.
    ///
    /// ```
    /// use sailau::reform::atlas::Entry;
    ///
    /// let text = "id = 'a'\ncountry = 'Dale'\ntitle = 'T'\nbefore = 'x'\nafter = 'x'\nelections = {}\nsources = ['s']";
    /// let error = Entry::from_toml(text).unwrap_err();
    /// assert!(error.to_string().starts_with("line 5: `before` and `after` are both `x`: "));
    /// ```
    pub fn from_toml(text: &str) -> Result<Self, AtlasError> {
        let read: Result<Self, _> = toml::from_str(text);
        let entry = read.map_err(|error| {
            let misread = Misread::in_toml(text, &error);
            AtlasError {
                file: String::new(),
                line: misread.line,
                problem: Box::new(AtlasProblem::Unreadable(misread)),
            }
        })?;
        entry.check().map_err(|problem| {
            let line = place(&problem).and_then(|(key, word)| line_of(text, key, word));
            AtlasError { file: String::new(), line, problem: Box::new(problem) }
        })?;
        Ok(entry)
    }

    /// Reads an entry from a file, whose name must be its id.
    ///
    /// # Errors
    ///
    /// [`AtlasError`] with the file and the line.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, AtlasError> {
        let path = path.as_ref();
        let file = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| AtlasError {
            file: file.clone(),
            line: None,
            problem: Box::new(AtlasProblem::NoFile(error.to_string())),
        })?;
        let entry = Self::from_toml(&text).map_err(|error| AtlasError { file: file.clone(), ..error })?;
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        if entry.id != stem {
            let line = line_of(&text, "id", &entry.id);
            let problem = AtlasProblem::Id { id: entry.id, must: format!("`{stem}`, as the file is called") };
            return Err(AtlasError { file, line, problem: Box::new(problem) });
        }
        Ok(entry)
    }

    /// Every election, with the law that it was held under; those before come first.
    pub fn all_elections(&self) -> impl Iterator<Item = (Law, &str)> {
        let before = self.elections.before.iter().map(|name| (Law::Before, name.as_str()));
        before.chain(self.elections.after.iter().map(|name| (Law::After, name.as_str())))
    }

    /// The rules that stand in for one of the two laws with an election's votes, where there are some.
    #[must_use]
    pub fn stand_in(&self, election: &str, law: Law) -> Option<&str> {
        let stand_in = self.stand_in.iter().find(|one| one.election == election && one.law == law);
        stand_in.map(|one| one.rules.as_str())
    }

    fn check(&self) -> Result<(), AtlasProblem> {
        let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if self.id.is_empty() || !self.id.chars().all(is_name) {
            let must = "of small letters, digits and `_`".to_owned();
            return Err(AtlasProblem::Id { id: self.id.clone(), must });
        }
        let texts = [
            ("country", &self.country),
            ("title", &self.title),
            ("before", &self.before),
            ("after", &self.after),
        ];
        if let Some((field, _)) = texts.iter().find(|(_, text)| text.trim().is_empty()) {
            return Err(AtlasProblem::Empty(field));
        }
        if self.sources.is_empty() {
            return Err(AtlasProblem::Empty("sources"));
        }
        if self.before == self.after {
            return Err(AtlasProblem::SameRules(self.before.clone()));
        }
        let mut known = BTreeSet::new();
        for (_, election) in self.all_elections() {
            if !known.insert(election) {
                return Err(AtlasProblem::ElectionTwice(election.to_owned()));
            }
        }
        if known.is_empty() {
            return Err(AtlasProblem::NoElection);
        }
        let standing_in = self.stand_in.iter().map(|one| ("stand_in", Some(&one.election)));
        let published = self.published.iter().map(|one| ("published", one.election.as_ref()));
        let joined = self.joined.iter().map(|one| ("joined", Some(&one.election)));
        for (field, election) in standing_in.chain(joined).chain(published) {
            if let Some(election) = election.filter(|election| !known.contains(election.as_str())) {
                return Err(AtlasProblem::NoSuchElection { field, election: election.clone() });
            }
        }
        let half = self.published.iter().find(|one| {
            let given = [one.election.is_some(), one.law.is_some(), one.party.is_some()];
            given.contains(&true) && given.contains(&false)
        });
        half.map_or(Ok(()), |one| Err(AtlasProblem::HalfNamed(one.says.clone())))
    }
}

/// The entries of a folder, a file each (`*.toml`), in the order of their ids.
///
/// # Errors
///
/// [`AtlasError`]: the folder or a file cannot be read, or an entry is wrong.
pub fn open(folder: impl AsRef<Path>) -> Result<Vec<Entry>, AtlasError> {
    let folder = folder.as_ref();
    let unread = |error: std::io::Error| AtlasError {
        file: folder.display().to_string(),
        line: None,
        problem: Box::new(AtlasProblem::NoFile(error.to_string())),
    };
    let mut entries = Vec::new();
    for file in std::fs::read_dir(folder).map_err(unread)? {
        let path = file.map_err(unread)?.path();
        if path.extension().is_some_and(|end| end == "toml") {
            entries.push(Entry::open(&path)?);
        }
    }
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(entries)
}

/// A key of the file, and a word that stands behind it.
fn place(problem: &AtlasProblem) -> Option<(&str, &str)> {
    match problem {
        AtlasProblem::Id { id, .. } => Some(("id", id)),
        AtlasProblem::Empty(field) => Some((field, "")),
        AtlasProblem::SameRules(rules) => Some(("after", rules)),
        AtlasProblem::NoElection => Some(("elections", "")),
        AtlasProblem::ElectionTwice(election) => Some(("", election)),
        AtlasProblem::NoSuchElection { election, .. } => Some(("election", election)),
        AtlasProblem::HalfNamed(says) => Some(("says", says)),
        _ => None,
    }
}

/// The last line of a text that begins with a key and has a word behind it.
fn line_of(text: &str, key: &str, word: &str) -> Option<usize> {
    let is_it = |line: &str| line.trim_start().starts_with(key) && line.contains(word);
    let last = text.lines().enumerate().filter(|(_, line)| is_it(line)).last();
    last.map(|(at, _)| at + 1)
}

impl fmt::Display for EntryKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Act => "act",
            Self::Judgment => "judgment",
            Self::WhatIf => "what-if",
        })
    }
}

impl fmt::Display for Law {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Before => "before",
            Self::After => "after",
        })
    }
}
