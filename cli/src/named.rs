//! One way to name rules and votes, in every command: a file, `-`, `kazakhstan:DAY` or `world:NAME`; and votes as official
//! files too.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::io::Read as _;
use std::path::Path;
use std::str::FromStr;

use sailau::kazakhstan;
use sailau::system::{ElectoralSystem, Seats};
use sailau::votes::Votes;

use crate::case::{self, Case};
use crate::failure::Failure;
use crate::official::{Imported, OfficialFiles};

/// What stands on the command line for rules or votes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    Stdin,
    File(String),
    /// The whole name, with its prefix.
    Kazakhstan(String),
    /// The name of the election.
    World(String),
    /// Votes alone: files of an election office, with their format.
    Official(OfficialFiles),
}

impl FromStr for Source {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        // A file of such a name is still within reach as ./kazakhstan:…
        Ok(match text.strip_prefix("world:") {
            Some(name) => Self::World(name.to_owned()),
            None if kazakhstan::is_named(text) => Self::Kazakhstan(text.to_owned()),
            None if text == "-" => Self::Stdin,
            None => match OfficialFiles::named(text) {
                Some(files) => Self::Official(files),
                None => Self::File(text.to_owned()),
            },
        })
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdin => f.write_str("-"),
            Self::File(name) | Self::Kazakhstan(name) => f.write_str(name),
            Self::World(name) => write!(f, "world:{name}"),
            Self::Official(files) => files.fmt(f),
        }
    }
}

impl Source {
    /// What official files hold that this names; none where it is no such file.
    ///
    /// With `as_a_table` a file is taken for a table of another form, whatever stands in it.
    pub(crate) fn imported(&self, as_a_table: bool) -> Result<Option<Imported>, Failure> {
        let found = match self {
            Self::Official(_) if as_a_table => {
                return Err(format!(
                    "{self} is read as its format says: leave out --columns, --separator, --encoding and --sum"
                )
                .into());
            }
            Self::Official(files) => Some(files.clone()),
            Self::File(name) if !as_a_table => OfficialFiles::found(name),
            _ => None,
        };
        found.map(|files| files.import()).transpose()
    }

    /// The name without what is the same for all: for the head of a column.
    pub(crate) fn short(&self) -> &str {
        match self {
            Self::Stdin => "-",
            Self::File(name) => Path::new(name).file_stem().and_then(|stem| stem.to_str()).unwrap_or(name),
            Self::Kazakhstan(name) => name.split_once(':').map_or(name, |(_, day)| day),
            Self::World(name) => name,
            Self::Official(files) => files.short(),
        }
    }

    /// The rules of this name.
    pub(crate) fn rules(&self) -> Result<ElectoralSystem, Failure> {
        match self {
            Self::Stdin => {
                let mut text = String::new();
                std::io::stdin().lock().read_to_string(&mut text)?;
                let is_json = text.trim_start().starts_with('{');
                let rules = if is_json { ElectoralSystem::from_json } else { ElectoralSystem::from_toml };
                rules(&text).map_err(|error| format!("standard input, {error}").into())
            }
            Self::File(name) => {
                self.must_be_there(name)?;
                Ok(ElectoralSystem::open(name)?)
            }
            Self::Kazakhstan(name) => Ok(kazakhstan::law_named(name)?.clone()),
            Self::World(name) => Ok(election(name)?.rules),
            Self::Official(_) => Err(format!(
                "{self} are votes; rules are a file, -, kazakhstan:YYYY-MM-DD or world:NAME, and stand before them"
            )
            .into()),
        }
    }

    /// Votes that the program has on board, for these rules; none where they are a file or standard input.
    ///
    /// Winners that stand in place of votes stood under the election's own rules, and are left out under others.
    pub(crate) fn votes_on_board(&self, rules: &ElectoralSystem) -> Result<Option<Votes>, Failure> {
        let (votes, own) = match self {
            Self::Stdin | Self::Official(_) => return Ok(None),
            Self::File(name) => {
                self.must_be_there(name)?;
                return Ok(None);
            }
            Self::Kazakhstan(name) => {
                let election = kazakhstan::election_named(name)?;
                (election.votes(), election.law()?.clone())
            }
            Self::World(name) => {
                let case = election(name)?;
                (case.votes, case.rules)
            }
        };
        Ok(Some(if own == *rules { votes } else { votes.without_winners() }))
    }

    /// Seats of districts that come with the votes of the rules' own election are written into the rules, where other votes
    /// do not give them: so a what-if has as many as that election had.
    pub(crate) fn with_own_seats(&self, rules: &mut ElectoralSystem, votes: &Votes) -> Result<(), Failure> {
        let Self::World(name) = self else { return Ok(()) };
        if votes.field().district_facts().iter().any(|known| known.seats.is_some()) {
            return Ok(());
        }
        let own = election(name)?.votes;
        let known = own.field().district_facts().iter();
        let table: BTreeMap<_, _> =
            known.filter_map(|known| Some((known.name.clone(), known.seats?))).collect();
        let tiers = rules.tiers.iter_mut().filter(|tier| tier.seats == Seats::FromVotesFile);
        for tier in tiers.filter(|_| !table.is_empty()) {
            tier.seats = Seats::ByDistrict(table.clone());
        }
        Ok(())
    }

    /// A name with a colon that is no file was meant for something that there is not.
    fn must_be_there(&self, name: &str) -> Result<(), Failure> {
        match name.split_once(':') {
            Some((prefix, _)) if !Path::new(name).exists() => Err(format!(
                "`{name}`: no such file, and `{prefix}:` is nothing that is on board; \
                 names are kazakhstan:YYYY-MM-DD and world:NAME, and votes may be FORMAT:FILE (sailau import --list)"
            )
            .into()),
            _ => Ok(()),
        }
    }
}

/// Standard input can be read once: by the rules, or by the votes.
pub(crate) fn not_both_from_stdin(rules: &Source, votes: &Source) -> Result<(), Failure> {
    match (rules, votes) {
        (Source::Stdin, Source::Stdin) => {
            Err("rules and votes cannot both come from standard input; name a file for one".into())
        }
        _ => Ok(()),
    }
}

/// The same of many, which are called `these`.
pub(crate) fn once_from_stdin<'a>(
    sources: impl IntoIterator<Item = &'a Source>,
    these: &str,
) -> Result<(), Failure> {
    match sources.into_iter().filter(|source| **source == Source::Stdin).count() {
        0 | 1 => Ok(()),
        _ => {
            Err(format!("only one of {these} can come from standard input; name files for the others").into())
        }
    }
}

/// The names of the official elections.
pub(crate) fn elections() -> Result<Vec<String>, Failure> {
    Ok(case::names().map_err(|_| {
        "the elections of the world come with the repository: run the program within a clone of it".to_owned()
    })?)
}

/// An official election by name.
pub(crate) fn election(name: &str) -> Result<Case, Failure> {
    let names = elections()?;
    if names.iter().any(|known| known == name) {
        return Ok(Case::open(name)?);
    }
    let start: String = name.chars().take_while(|c| *c != '_').collect();
    let near: Vec<_> = names.iter().filter(|known| known.starts_with(&start) && !start.is_empty()).collect();
    let near = match near.as_slice() {
        [] => "`sailau world` lists them".to_owned(),
        near => {
            let near: Vec<_> = near.iter().map(|name| name.as_str()).collect();
            format!("there are {}", near.join(", "))
        }
    };
    Err(format!("`world:{name}`: there is no such election; {near}").into())
}
