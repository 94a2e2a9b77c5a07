//! The reforms on board: read from the folder `reforms` of the repository, and looked up in what the program has.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use sailau::kazakhstan;
use sailau::reform::atlas::{CountedElection, Entry, Sources, Study, open};
use sailau::report::{Cell, Column, Kind, Table};
use sailau::system::ElectoralSystem;
use serde::Serialize;

use crate::case;
use crate::failure::Failure;
use crate::named::election;
use crate::output::{Form, cut, for_people, print};

/// What the repository holds: rules by their path in it or by a day of Kazakhstan, elections by their names.
pub(super) struct OnBoard;

impl OnBoard {
    /// The top of the repository: the elections lie two folders below it.
    fn root() -> PathBuf {
        let world = case::folder();
        world.ancestors().nth(2).unwrap_or(Path::new("")).to_owned()
    }
}

impl Sources for OnBoard {
    fn rules(&self, name: &str) -> Result<ElectoralSystem, String> {
        if kazakhstan::is_named(name) {
            return kazakhstan::law_named(name).cloned().map_err(|error| error.to_string());
        }
        ElectoralSystem::open(Self::root().join(name)).map_err(|error| error.to_string())
    }

    fn election(&self, name: &str) -> Result<CountedElection, String> {
        match name.strip_prefix("world:") {
            Some(name) => of_the_world(name).map_err(|failure| failure.in_one_line()),
            None if kazakhstan::is_named(name) => {
                of_kazakhstan(name).map_err(|failure| failure.in_one_line())
            }
            None => Err("an election is world:NAME (sailau world list) or kazakhstan:YYYY-MM-DD".to_owned()),
        }
    }
}

fn of_the_world(name: &str) -> Result<CountedElection, Failure> {
    let case = election(name)?;
    let outcome = case.count()?;
    let rows: Vec<_> = case.compare(&outcome).into_iter().flat_map(|level| level.rows).collect();
    let agree = rows.iter().filter(|row| row.official == row.computed).count();
    let (agree, cells) = (u32::try_from(agree)?, u32::try_from(rows.len())?);
    Ok(CountedElection { votes: case.votes, rules: case.rules, outcome, agree, cells })
}

fn of_kazakhstan(name: &str) -> Result<CountedElection, Failure> {
    let election = kazakhstan::election_named(name)?;
    let (votes, rules) = (election.votes(), election.law()?.clone());
    let outcome = rules.count(&votes)?;
    let mut cells: BTreeMap<(&str, Option<&str>), (u32, u32)> = BTreeMap::new();
    for row in election.official_seats() {
        cells.entry((&row.tier, row.party.as_deref())).or_default().0 += row.seats;
    }
    for row in &outcome.seats {
        cells.entry((&row.tier, row.party.as_deref())).or_default().1 += row.seats;
    }
    let agree = cells.values().filter(|(official, counted)| official == counted).count();
    let (agree, cells) = (u32::try_from(agree)?, u32::try_from(cells.len())?);
    Ok(CountedElection { votes, rules, outcome, agree, cells })
}

/// The entries of these ids, in their order; all without one.
pub(super) fn entries(ids: &[String]) -> Result<Vec<Entry>, Failure> {
    let folder = OnBoard::root().join("reforms");
    if !folder.is_dir() {
        return Err("the reforms come with the repository: run the program within a clone of it".into());
    }
    let all = open(folder)?;
    if ids.is_empty() {
        return Ok(all);
    }
    let one = |id: &String| {
        let found = all.iter().find(|entry| entry.id == *id).cloned();
        found.ok_or_else(|| {
            let start: String = id.chars().take_while(|c| *c != '_').collect();
            let near: Vec<_> =
                all.iter().map(|entry| entry.id.as_str()).filter(|id| id.starts_with(&start)).collect();
            let near = match near.as_slice() {
                [] => "`sailau reform list` has them".to_owned(),
                near => format!("there are {}", near.join(", ")),
            };
            Failure::from(format!("`{id}`: there is no such reform; {near}"))
        })
    };
    ids.iter().map(one).collect()
}

/// The studies of these ids.
pub(super) fn studies(ids: &[String]) -> Result<Vec<Study>, Failure> {
    entries(ids)?.into_iter().map(|entry| Ok(Study::of(entry, &OnBoard)?)).collect()
}

/// An entry as programs see it: the fields are stable.
#[derive(Serialize)]
struct Listed<'a> {
    id: &'a str,
    country: &'a str,
    title: &'a str,
    kind: String,
    since: Option<String>,
    before: &'a str,
    after: &'a str,
    elections: Vec<&'a str>,
    agree: u32,
    cells: u32,
}

pub(super) fn list(form: Form) -> Result<ExitCode, Failure> {
    let entries = entries(&[])?;
    let mut counted: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let mut rows = Vec::new();
    for entry in &entries {
        let (mut agree, mut cells) = (0, 0);
        for (_, name) in entry.all_elections() {
            let of = match counted.get(name) {
                Some(of) => *of,
                None => {
                    let election =
                        OnBoard.election(name).map_err(|why| format!("{}: `{name}`: {why}", entry.id))?;
                    (election.agree, election.cells)
                }
            };
            counted.insert(name, of);
            (agree, cells) = (agree + of.0, cells + of.1);
        }
        rows.push(Listed {
            id: &entry.id,
            country: &entry.country,
            title: &entry.title,
            kind: entry.kind.to_string(),
            since: entry.since.map(|day| day.to_string()),
            before: &entry.before,
            after: &entry.after,
            elections: entry.all_elections().map(|(_, name)| name).collect(),
            agree,
            cells,
        });
    }
    if form.json {
        return print(&(serde_json::to_string(&rows)? + "\n"));
    }
    let table = |most: usize| {
        let mut table = Table::new([
            Column::new("id", Kind::Text),
            Column::new("country", Kind::Text),
            Column::new("since", Kind::Text),
            Column::new("title", Kind::Text),
            Column::new("elections", Kind::Count),
            Column::new("agree", Kind::Count),
            Column::new("cells", Kind::Count),
        ])?;
        for row in &rows {
            let since = row.since.as_deref().map_or(Cell::Absent("-"), Cell::from);
            table.push([
                row.id.into(),
                row.country.into(),
                since,
                cut(row.title, most).into(),
                Cell::Count(row.elections.len() as u64),
                row.agree.into(),
                row.cells.into(),
            ])?;
        }
        Ok::<_, Failure>(table)
    };
    if let Some(table) = form.of(&table(usize::MAX)?) {
        return print(&table);
    }
    let (agree, cells) = counted.values().fold((0, 0), |sum, of| (sum.0 + of.0, sum.1 + of.1));
    print(&format!(
        "{}\n{} reforms, {} elections: {agree} of {cells} official numbers of seats come out\n",
        for_people(&table(36)?),
        rows.len(),
        counted.len()
    ))
}
