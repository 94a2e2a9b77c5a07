//! The elections on board: which there are, and each opened once.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use sailau::electorate::Electorate;
use sailau::kazakhstan;
use sailau::system::ElectoralSystem;
use sailau::votes::Votes;
use serde::{Deserialize, Serialize};

use super::refusal::Refusal;
use crate::named;

/// A line of the list.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Listed {
    name: String,
    country: String,
    title: String,
}

/// A law that a change may begin with.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ListedLaw {
    name: String,
    title: String,
}

/// What can be chosen.
#[derive(Debug, Clone, Serialize)]
pub(super) struct List {
    elections: Vec<Listed>,
    laws: Vec<ListedLaw>,
}

/// An election on board.
#[derive(Debug)]
pub(super) struct OnBoard {
    pub(super) title: String,
    pub(super) rules: ElectoralSystem,
    pub(super) votes: Votes,
    pub(super) sources: Vec<String>,
    /// The electorate of that day, where one was fitted.
    pub(super) electorate: Option<Electorate>,
}

/// All elections by the names of the command line, and the laws of Kazakhstan; the youngest of them first.
pub(super) fn list() -> List {
    let own = kazakhstan::elections().iter().rev().map(|election| Listed {
        name: format!("kazakhstan:{}", election.day),
        country: "Kazakhstan".to_owned(),
        title: election.day.to_string(),
    });
    // Who runs the program outside of a clone has Kazakhstan's alone.
    let world = named::elections().unwrap_or_default();
    let world = world.iter().filter_map(|name| {
        let country = country(name)?;
        Some(Listed { name: format!("world:{name}"), country, title: title(name) })
    });
    let mut world: Vec<_> = world.collect();
    world.sort_by(|a, b| (&a.country, &b.title).cmp(&(&b.country, &a.title)));
    let laws = kazakhstan::laws()
        .iter()
        .rev()
        .map(|law| ListedLaw { name: format!("kazakhstan:{}", law.since), title: law.value.name.clone() });
    List { elections: own.chain(world).collect(), laws: laws.collect() }
}

/// The country of an election of the list, which its sheet says.
fn country(name: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Sheet {
        country: String,
    }
    let sheet = std::fs::read_to_string(crate::case::folder().join(name).join("case.toml")).ok()?;
    toml::from_str::<Sheet>(&sheet).ok().map(|sheet| sheet.country)
}

/// `us_burlington_2009` as `2009, us burlington`; `nz_2023` as `2023`.
fn title(name: &str) -> String {
    let parts: Vec<_> = name.split('_').collect();
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|digit| digit.is_ascii_digit());
    let Some(at) = parts.iter().rposition(|part| is_year(part)) else { return name.replace('_', " ") };
    let rest: Vec<_> =
        parts.iter().enumerate().filter(|&(i, _)| i != at && i != 0).map(|(_, part)| *part).collect();
    let rest = rest.join(" ");
    let separator = if rest.is_empty() { "" } else { ", " };
    format!("{}{separator}{rest}", parts[at])
}

/// The election of this name. Only names of the list are looked for: no part of a name becomes a part of a path.
pub(super) fn open(name: &str) -> Result<Arc<OnBoard>, Refusal> {
    static OPENED: LazyLock<Mutex<HashMap<String, Arc<OnBoard>>>> = LazyLock::new(Mutex::default);
    let opened = || OPENED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = opened().get(name) {
        return Ok(Arc::clone(known));
    }
    let read = Arc::new(read(name)?);
    // As many as there are on the list, and no more.
    opened().insert(name.to_owned(), Arc::clone(&read));
    Ok(read)
}

fn read(name: &str) -> Result<OnBoard, Refusal> {
    if let Some(world) = name.strip_prefix("world:") {
        let case = named::election(world)?;
        return Ok(OnBoard {
            title: format!("{}, {}", case.country, title(&case.name)),
            rules: case.rules,
            votes: case.votes,
            sources: Vec::new(),
            electorate: None,
        });
    }
    let election = kazakhstan::election_named(name).map_err(|error| Refusal::wrong(error.to_string()))?;
    let doubts = election.doubts.iter().map(|doubt| format!("Doubt: {doubt}"));
    Ok(OnBoard {
        title: format!("Kazakhstan, {}", election.day),
        rules: election.law().map_err(Refusal::uncountable)?.clone(),
        votes: election.votes(),
        sources: election.sources.iter().cloned().chain(doubts).collect(),
        electorate: kazakhstan::electorate_named(name).ok().map(|known| known.electorate.clone()),
    })
}

/// The rules of this name: a day of Kazakhstan, or an election of the list.
pub(super) fn law(name: &str) -> Result<ElectoralSystem, Refusal> {
    if name.starts_with("world:") {
        return Ok(open(name)?.rules.clone());
    }
    kazakhstan::law_named(name).cloned().map_err(|error| Refusal::wrong(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_titles() {
        assert_eq!(title("nz_2023"), "2023");
        assert_eq!(title("us_burlington_2009"), "2009, burlington");
        assert_eq!(title("nameless"), "nameless");
    }

    #[test]
    fn no_path_can_be_named() {
        for name in [
            "world:../rules",
            "world:/etc/passwd",
            "world:nz_2023/../nz_2023",
            "file.toml",
            "-",
            "world:",
            "",
        ] {
            assert!(open(name).is_err(), "{name}");
        }
        assert!(open("world:nz_2023").is_ok());
    }
}
