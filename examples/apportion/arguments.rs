//! The command line.

use std::error::Error;

use sailau::Method;
use sailau::apportion::Bounds;

pub(crate) const USAGE: &str = "usage: apportion --method METHOD --seats N [--min N] [--max N] [--json] NAME=VOTES…
       apportion --compare --seats N [--min N] [--max N] NAME=VOTES…
       apportion --list
       apportion --jsonl < REQUESTS > ANSWERS
A name of --list is a METHOD; a request is a line such as {\"method\":\"dhondt\",\"seats\":5,\"votes\":[70,30]}";

/// Who stands, with how many votes, for how many seats.
#[derive(Default)]
pub(crate) struct Arguments {
    pub(crate) parties: Vec<String>,
    pub(crate) votes: Vec<u64>,
    pub(crate) seats: u32,
    pub(crate) least: Option<u32>,
    pub(crate) most: Option<u32>,
}

pub(crate) enum Task {
    Help,
    List,
    Lines,
    Table(Arguments, Method),
    Json(Arguments, Method),
    /// With a method that is not in the list of all.
    Compare(Arguments, Option<Method>),
}

pub(crate) fn read() -> Result<Task, Box<dyn Error>> {
    use lexopt::prelude::*;

    let mut arguments = Arguments::default();
    let (mut method, mut seats) = (None, None);
    let (mut list, mut lines, mut json, mut compare) = (false, false, false, false);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("method") => once("method", &mut method, parser.value()?.string()?.parse::<Method>()?)?,
            Long("seats") => once("seats", &mut seats, number("seats", &parser.value()?.string()?)?)?,
            Long("min") => once("min", &mut arguments.least, number("min", &parser.value()?.string()?)?)?,
            Long("max") => once("max", &mut arguments.most, number("max", &parser.value()?.string()?)?)?,
            Long("list") => list = true,
            Long("jsonl") => lines = true,
            Long("json") => json = true,
            Long("compare") => compare = true,
            Long("help") | Short('h') => return Ok(Task::Help),
            Value(party) => arguments.add(&party.string()?)?,
            other => return Err(format!("{}; try --help", other.unexpected()).into()),
        }
    }
    if list || lines {
        let count = method.is_some() || seats.is_some() || !arguments.parties.is_empty();
        if (list && lines) || count || arguments.bounds().is_some() || json || compare {
            return Err("--list and --jsonl stand alone; try --help".into());
        }
        return Ok(if list { Task::List } else { Task::Lines });
    }
    if arguments.parties.is_empty() {
        return Err("whose votes? Give NAME=VOTES for each party; try --help".into());
    }
    arguments.seats = seats.ok_or("--seats N is needed, the house size; try --help")?;
    match (compare, json) {
        (true, true) => Err("--json goes with one --method, not with --compare".into()),
        (true, false) => Ok(Task::Compare(arguments, method)),
        (false, json) => {
            let method =
                method.ok_or("--method METHOD is needed, or --compare for all; --list has their names")?;
            Ok(if json { Task::Json(arguments, method) } else { Task::Table(arguments, method) })
        }
    }
}

fn once<T>(name: &str, slot: &mut Option<T>, value: T) -> Result<(), String> {
    match slot.replace(value) {
        Some(_) => Err(format!("--{name} is given twice")),
        None => Ok(()),
    }
}

fn number(name: &str, text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| format!("`--{name} {text}`: a whole number from 0 to {} is needed", u32::MAX))
}

impl Arguments {
    /// `--min` and `--max`, when one of them is given.
    pub(crate) fn bounds(&self) -> Option<Bounds> {
        let (least, most) = (self.least.unwrap_or(0), self.most.unwrap_or(u32::MAX));
        (self.least.is_some() || self.most.is_some()).then(|| Bounds::at_least(least).at_most(most))
    }

    /// Reads `NAME=VOTES`; the last `=` splits.
    fn add(&mut self, text: &str) -> Result<(), String> {
        let Some((name, votes)) = text.rsplit_once('=') else {
            return Err(format!("`{text}` has no votes: write {text}=VOTES"));
        };
        if name.trim().is_empty() || name.contains(char::is_control) {
            return Err(format!("{text:?}: a party needs a name of one line before the ="));
        }
        if self.parties.iter().any(|known| known == name) {
            return Err(format!("`{name}` is given twice: give each party once, with all its votes"));
        }
        self.votes.push(whole_votes(votes).map_err(|reason| format!("`{text}`: {reason}"))?);
        self.parties.push(name.to_owned());
        Ok(())
    }
}

/// Digits, or digits in groups of three parted by underscores.
///
/// Commas and points are not taken: what they mean differs from country to country.
fn whole_votes(text: &str) -> Result<u64, String> {
    let mut groups = text.split('_');
    let first = groups.next().unwrap_or_default();
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let in_threes =
        !text.contains('_') || (first.len() <= 3 && groups.all(|group| group.len() == 3 && digits(group)));
    if text.contains([',', '.', ' ', '\'']) {
        return Err(
            "votes are whole numbers, written without commas and points, such as 3431510 or 3_431_510".into(),
        );
    }
    if !digits(first) || !in_threes {
        return Err(format!("votes are a whole number from 0 to {}, such as 3431510 or 3_431_510", u64::MAX));
    }
    text.replace('_', "").parse().map_err(|_| format!("more than the {} votes that can be counted", u64::MAX))
}
