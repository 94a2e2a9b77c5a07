//! Every set of rules on board, with the districts of an election of its own, or the reason why it is not on the scale.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sailau::kazakhstan;
use sailau::simulate::scale::{Ground, Scale, ScaleError};
use sailau::system::ElectoralSystem;
use sailau::votes::Votes;
use serde::Deserialize;

use crate::case;
use crate::failure::Failure;
use crate::named::{Source, election};

/// A set of rules and where its votes are cast.
pub(super) struct Candidate {
    /// Short: the name of the file, or `kazakhstan:` and the first day.
    pub(super) name: String,
    pub(super) rules: ElectoralSystem,
    votes: Option<Votes>,
    empty: Vec<String>,
    /// Why it is set aside.
    aside: Option<String>,
}

/// What `scale.toml` says of a file of rules.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    /// Another election whose districts are taken.
    election: Option<String>,
    /// Tiers that support of lists says nothing of.
    #[serde(default)]
    empty: Vec<String>,
    /// Why it is set aside.
    aside: Option<String>,
}

impl Candidate {
    /// Rules that somebody gives; their districts are those of an election, where one is given or is their own.
    pub(super) fn given(written: &str) -> Result<Self, Failure> {
        let (name, votes) = match written.split_once('=') {
            Some((rules, votes)) => (rules, Some(votes)),
            None => (written, None),
        };
        let source: Source = name.parse()?;
        let rules = source.rules()?;
        let votes = match (votes, &source) {
            (Some(votes), _) => {
                let votes: Source = votes.parse()?;
                match &votes {
                    Source::File(path) => Some(rules.open_votes(path)?),
                    other => other.votes_on_board(&rules)?,
                }
            }
            (None, Source::World(_)) => source.votes_on_board(&rules)?,
            (None, _) => None,
        };
        Ok(Self { name: source.to_string(), rules, votes, empty: Vec::new(), aside: None })
    }

    /// Rules in the districts of these votes.
    pub(super) fn of(name: String, rules: ElectoralSystem, votes: Votes) -> Self {
        Self { name, rules, votes: Some(votes), empty: Vec::new(), aside: None }
    }

    /// Adds it to a scale, or says why not.
    pub(super) fn set_on(&self, scale: &mut Scale) -> Result<(), String> {
        if let Some(why) = &self.aside {
            return Err(why.clone());
        }
        let mut ground = match &self.votes {
            Some(votes) => Ground::of(votes),
            None => Ground::nationwide(),
        };
        for tier in &self.empty {
            ground = ground.leave_empty(tier.as_str());
        }
        scale.add(self.name.as_str(), &self.rules, &ground).map_err(|error| match error {
            ScaleError::Uncountable { why, .. } => why.to_string(),
            error => error.to_string(),
        })
    }
}

/// A system on board. Its rules and votes are read when it is wanted: the votes of all are more than most who name some will wait for.
pub(super) struct Known {
    pub(super) name: String,
    rules: Rules,
    /// The election whose districts it has.
    election: Option<String>,
    sheet: Sheet,
}

enum Rules {
    Law(Box<ElectoralSystem>),
    File(PathBuf),
}

impl Known {
    /// Rules that are counted in a country in one piece.
    fn nationwide(name: String, rules: Rules) -> Self {
        Self { name, rules, election: None, sheet: Sheet::default() }
    }

    /// Reads its rules and its votes.
    pub(super) fn read(self) -> Result<Candidate, Failure> {
        let rules = match self.rules {
            Rules::Law(rules) => *rules,
            Rules::File(path) => ElectoralSystem::open(&path)?,
        };
        let votes = self.election.as_deref().map(votes_of).transpose()?;
        Ok(Candidate { name: self.name, rules, votes, empty: self.sheet.empty, aside: self.sheet.aside })
    }
}

/// All of them: Kazakhstan's laws by day, then files by name.
pub(super) fn all() -> Result<Vec<Known>, Failure> {
    let laws = kazakhstan::laws().iter().map(|law| {
        Known::nationwide(format!("kazakhstan:{}", law.since), Rules::Law(Box::new(law.value.clone())))
    });
    let mut all: Vec<Known> = laws.collect();
    let world = case::folder();
    if !world.is_dir() {
        return Err(
            "the systems of the world come with the repository: run the program within a clone of it".into(),
        );
    }
    let sheets = world.join("scale.toml");
    let text = std::fs::read_to_string(&sheets).map_err(|error| format!("{}: {error}", sheets.display()))?;
    let mut sheets: BTreeMap<String, Sheet> =
        toml::from_str(&text).map_err(|error| format!("{}: {error}", sheets.display()))?;
    let mut own = own_elections()?;
    for path in files(&world.join("rules"))? {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let sheet = sheets.remove(&file).unwrap_or_default();
        let election = sheet.election.clone().or_else(|| own.remove(&file));
        all.push(Known { name: stem(&path), rules: Rules::File(path), election, sheet });
    }
    if let Some(stray) = sheets.keys().next() {
        return Err(format!("scale.toml: there are no rules `{stray}`").into());
    }
    for path in files(&world.with_file_name("ranked").join("rules"))? {
        all.push(Known::nationwide(stem(&path), Rules::File(path)));
    }
    Ok(all)
}

/// The latest election of each file of rules.
fn own_elections() -> Result<BTreeMap<String, String>, Failure> {
    #[derive(Deserialize)]
    struct Case {
        rules: String,
    }
    let mut own: BTreeMap<String, String> = BTreeMap::new();
    let year = |name: &str| {
        let digits = |part: &&str| part.len() >= 4 && part.bytes().take(4).all(|byte| byte.is_ascii_digit());
        name.split('_').find(digits).unwrap_or_default().to_owned()
    };
    for name in case::names()? {
        let text = std::fs::read_to_string(case::folder().join(&name).join("case.toml"))?;
        let rules = toml::from_str::<Case>(&text).map_err(|error| format!("{name}: {error}"))?.rules;
        let latest = own.entry(rules).or_insert_with(|| name.clone());
        if year(&name) >= year(latest) {
            *latest = name;
        }
    }
    Ok(own)
}

fn votes_of(name: &str) -> Result<Votes, Failure> {
    if kazakhstan::is_named(name) {
        return Ok(kazakhstan::election_named(name)?.votes());
    }
    Ok(election(name)?.votes)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<std::io::Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    files.sort();
    Ok(files)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
