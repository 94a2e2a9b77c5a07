//! `sailau house`: who sits in a house, as half a circle of seats.

use std::io::IsTerminal as _;
use std::process::ExitCode;

use clap::Args;
use sailau::report::picture::Hemicycle;
use sailau::report::{Cell, Column, Kind, Table, Terminal, wrapped};

use crate::failure::Failure;
use crate::output::{Form, print, write_picture};
use crate::seated::{Seated, Seats};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau house kazakhstan:2021-01-10 kazakhstan:2021-01-10
  sailau house Hill=4 Dale=3 Moor=2 --rows 1
  sailau house parliament.csv --svg parliament.svg --title \"The parliament of 2024\"

A table has the columns party and seats, and may have votes and colour (#rrggbb); parties sit from left to right as they
stand there. Rows of @tied and @unfilled are seats of nobody.
Columns of votes: https://docs.rs/sailau/latest/sailau/votes")]
pub(crate) struct Wanted {
    #[command(flatten)]
    seats: Seats,
    /// Write the picture as SVG into a file; - for standard output
    #[arg(long, value_name = "FILE", help_heading = "Picture", conflicts_with_all = ["json", "csv", "markdown"])]
    svg: Option<String>,
    /// Width of the SVG in pixels, from 280 to 4000
    #[arg(long, value_name = "PIXELS", help_heading = "Picture", requires = "svg", default_value_t = 720,
          value_parser = clap::value_parser!(u32).range(280..=4000))]
    width: u32,
    /// Rows of seats, from 1 to 50; as few as make a full picture unless given
    #[arg(long, value_name = "NUMBER", help_heading = "Picture", value_parser = clap::value_parser!(u32).range(1..=50))]
    rows: Option<u32>,
    /// What is shown; the name of the rules or of the file unless given
    #[arg(long, value_name = "TEXT", help_heading = "Picture")]
    title: Option<String>,
    /// Where the figures are from; what stands on the command line unless given
    #[arg(long, value_name = "TEXT", help_heading = "Picture")]
    source: Option<String>,
    #[command(flatten)]
    form: Form,
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let Wanted { seats, svg, width, rows, title, source, form } = wanted;
    let seated = seats.read()?;
    if let Some(table) = form.of(&table(&seated)?) {
        return print(&table);
    }
    let majority = seated.majority();
    let picture = seated.hemicycle(title.as_deref(), source.as_deref());
    let picture = Hemicycle { frame: picture.frame.width(*width), rows: *rows, ..picture };
    match svg.as_deref() {
        Some(file) => write_picture(file, &picture.svg()?),
        None => {
            let terminal = Terminal::from_env(std::io::stdout().is_terminal());
            print(&format!("{}\n{}", wrapped(&majority, 0), picture.to_text(terminal)?))
        }
    }
}

fn table(seated: &Seated) -> Result<Table, Failure> {
    let mut table = Table::new([
        Column::new("party", Kind::Text),
        Column::new("seats", Kind::Count),
        Column::new("share", Kind::Share { places: 1 }),
        Column::new("open", Kind::Text),
    ])?;
    let mut row = |name: Cell, seats: u32, open: Cell| {
        let share = (seated.house > 0).then(|| f64::from(seats) / f64::from(seated.house));
        table.push([name, seats.into(), share.into(), open])
    };
    for party in &seated.parties {
        row(party.name.as_str().into(), party.seats, Cell::Missing)?;
    }
    if seated.alone > 0 {
        row(Cell::Absent("(without a party)"), seated.alone, Cell::Missing)?;
    }
    for (seats, what, name) in
        [(seated.tied, "tied", "(tied)"), (seated.unfilled, "not filled", "(not filled)")]
    {
        if seats > 0 {
            row(Cell::Absent(name), seats, what.into())?;
        }
    }
    Ok(table)
}
