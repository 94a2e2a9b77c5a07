//! `sailau world cross`: the votes of one country under the rules of another.

use std::process::ExitCode;

use clap::Args;
use sailau::report::{Cell, Column, Kind, Table, wrapped};
use sailau::system::Outcome;

use crate::command::count::How;
use crate::failure::Failure;
use crate::named::{Source, election, elections};
use crate::output::{Form, cut, for_people, print};

#[derive(Debug, Args)]
pub(crate) struct Wanted {
    /// Elections by their names; all without one
    names: Vec<String>,
    /// The other rules: a file, -, kazakhstan:YYYY-MM-DD or world:NAME; several with the option again
    #[arg(long, required = true, value_name = "RULES")]
    rules: Vec<Source>,
    /// Let seats of tiers whose votes are not there stay empty
    #[arg(long, help_heading = "Votes")]
    allow_uncounted: bool,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    form: Form,
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let others: Vec<_> =
        wanted.rules.iter().map(|source| Ok((source, source.rules()?))).collect::<Result<_, Failure>>()?;
    let names = if wanted.names.is_empty() { elections()? } else { wanted.names.clone() };
    let mut rows = Vec::new();
    for name in &names {
        let case = election(name)?;
        let own = case.count()?;
        let mut votes = case.votes.clone().without_winners();
        if wanted.allow_uncounted {
            votes = votes.allow_uncounted();
        }
        for (source, rules) in &others {
            let outcome = wanted.how.count(source, rules, &votes);
            let figures = outcome.map(|outcome| figures(&outcome, &own));
            rows.push(Row {
                election: name,
                rules: source,
                figures: figures.map_err(|failure| failure.in_one_line()),
            });
        }
    }
    if let [Row { figures: Err(problem), .. }] = rows.as_slice() {
        return Err(problem.clone().into());
    }
    print(&wanted.form.of(&for_programs(&rows)?).map_or_else(|| page(&rows), Ok)?)
}

/// An election under other rules: the figures, or why it cannot be counted so.
struct Row<'a> {
    election: &'a str,
    rules: &'a Source,
    figures: Result<Figures, String>,
}

struct Figures {
    seats: u32,
    /// The largest party, and its seats here and by the election's own rules.
    largest: Option<String>,
    has: u32,
    own_rules: u32,
    /// Seats that a party has here and not by the election's own rules.
    moved: u32,
}

impl Row<'_> {
    /// The figures in columns; a name is cut to so many letters.
    fn cells(&self, most: usize) -> Vec<Cell> {
        let names = [Cell::from(self.election), Cell::from(self.rules.short())];
        let rest = match &self.figures {
            Ok(Figures { seats, largest, has, own_rules, moved }) => {
                let largest =
                    largest.as_deref().map_or(Cell::Absent("nobody"), |name| cut(name, most).into());
                [(*seats).into(), largest, (*has).into(), (*own_rules).into(), (*moved).into()]
            }
            Err(_) => [(); 5].map(|()| Cell::Absent("-")),
        };
        names.into_iter().chain(rest).collect()
    }
}

fn columns() -> [Column; 7] {
    [
        Column::new("election", Kind::Text),
        Column::new("rules", Kind::Text),
        Column::new("seats", Kind::Count),
        Column::new("largest", Kind::Text),
        Column::new("has", Kind::Count),
        Column::new("own_rules", Kind::Count).heading("own rules"),
        Column::new("moved", Kind::Count),
    ]
}

fn for_programs(rows: &[Row<'_>]) -> Result<Table, Failure> {
    let mut table = Table::new(columns().into_iter().chain([Column::new("not_counted", Kind::Text)]))?;
    for row in rows {
        let problem = row.figures.as_ref().err().map_or(Cell::Absent(""), |problem| problem.as_str().into());
        table.push(row.cells(usize::MAX).into_iter().chain([problem]))?;
    }
    Ok(table)
}

/// What was counted, and then what could not be.
fn page(rows: &[Row<'_>]) -> Result<String, Failure> {
    let mut table = Table::new(columns())?;
    for row in rows.iter().filter(|row| row.figures.is_ok()) {
        table.push(row.cells(28))?;
    }
    let mut text = for_people(&table);
    text += "\nhas: seats of the largest party; own rules: those it has by the rules of its own election; moved:\n\
             seats that a party has here and not by these.\n";
    for row in rows {
        if let Err(problem) = &row.figures {
            text += &wrapped(&format!("Not counted: {} under {}: {problem}", row.election, row.rules), 2);
        }
    }
    Ok(text)
}

fn figures(outcome: &Outcome, own: &Outcome) -> Figures {
    let totals = outcome.totals();
    let largest = totals.iter().filter(|(name, _)| name.is_some()).max_by_key(|(_, seats)| *seats);
    let moved = totals.iter().map(|(party, seats)| seats.saturating_sub(own.held_by(*party))).sum();
    Figures {
        seats: outcome.house_size,
        largest: largest.and_then(|(name, _)| name.map(str::to_owned)),
        has: largest.map_or(0, |(_, seats)| *seats),
        own_rules: largest.map_or(0, |(name, _)| own.held_by(*name)),
        moved,
    }
}
