//! The command line.

use clap::Args;
use sailau::Method;
use sailau::apportion::Bounds;

use crate::failure::Failure;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau apportion --method sainte-lague --seats 69 Amanat=3431510 Auyl=693938 Respublica=547154
  sailau apportion --compare --seats 5 A=53 B=24 C=23
  sailau apportion --order --method dhondt --seats 5 A=53 B=24 C=23

Methods, ties, certificates and margins: https://docs.rs/sailau/latest/sailau/apportion
Requests and answers of --jsonl: https://docs.rs/crate/sailau-cli")]
pub(crate) struct Wanted {
    /// Who stands, with how many votes: NAME=VOTES
    #[arg(value_name = "NAME=VOTES")]
    parties: Vec<String>,
    /// A name of --list, modified-sainte-lague:F or sequence:D,D,…
    #[arg(long, value_name = "NAME")]
    method: Option<String>,
    /// The house size
    #[arg(long, value_name = "N")]
    seats: Option<u32>,
    /// So many seats for everybody at least
    #[arg(long, value_name = "N")]
    min: Option<u32>,
    /// So many seats for everybody at most
    #[arg(long, value_name = "N")]
    max: Option<u32>,
    /// The seats under every method, side by side
    #[arg(long)]
    compare: bool,
    /// The order in which seats are won, with what each was won
    #[arg(long, conflicts_with_all = ["compare", "min", "max"])]
    order: bool,
    /// The answer as JSON, with certificate and margin; of --order, the order
    #[arg(long, help_heading = "Output", conflicts_with = "compare")]
    json: bool,
    /// Every method in a line
    #[arg(long, exclusive = true)]
    list: bool,
    /// A JSON request a line on standard input, a JSON answer a line on standard output
    #[arg(long, exclusive = true)]
    jsonl: bool,
}

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
    List,
    Lines,
    Table(Arguments, Method),
    Json(Arguments, Method),
    /// The order of the seats, as JSON or in words.
    Order(Arguments, Method, bool),
    /// With a method that is not in the list of all.
    Compare(Arguments, Option<Method>),
}

impl Wanted {
    /// What is to be done.
    pub(crate) fn task(&self) -> Result<Task, Failure> {
        if self.list || self.jsonl {
            return Ok(if self.list { Task::List } else { Task::Lines });
        }
        let mut arguments = Arguments { least: self.min, most: self.max, ..Arguments::default() };
        for party in &self.parties {
            arguments.add(party)?;
        }
        if arguments.parties.is_empty() {
            return Err("whose votes? Give NAME=VOTES for each party; try --help".into());
        }
        arguments.seats = self.seats.ok_or("--seats N is needed, the house size; try --help")?;
        let method = self.method.as_deref().map(str::parse::<Method>).transpose()?;
        if self.compare {
            return Ok(Task::Compare(arguments, method));
        }
        let method = method.ok_or("--method NAME is needed, or --compare for all; --list has their names")?;
        if self.order {
            return Ok(Task::Order(arguments, method, self.json));
        }
        Ok(if self.json { Task::Json(arguments, method) } else { Task::Table(arguments, method) })
    }
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
