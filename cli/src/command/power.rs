//! `sailau power`: what seats are worth when parties vote as one.

use std::process::ExitCode;

use clap::Args;
use sailau::measure::power::Game;
use sailau::report::{Cell, Column, Kind, Table, wrapped};

use crate::failure::Failure;
use crate::output::{Form, for_people, print};
use crate::seated::{Seated, Seats};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau power Amanat=62 Auyl=8 Respublica=6 \"Ak Zhol\"=6 NPK=5 OSDP=4 Baytaq=0 independents=7
  sailau power kazakhstan:2023-03-19 kazakhstan:2023-03-19
  sailau power parliament.csv --quota 316 --csv

A table has the columns party and seats. Who was elected without a party votes alone.
Banzhaf and Shapley-Shubik are counted exactly: https://docs.rs/sailau/latest/sailau/measure/power")]
pub(crate) struct Wanted {
    #[command(flatten)]
    seats: Seats,
    /// Seats that decide; more than half of all unless given
    #[arg(long, value_name = "SEATS")]
    quota: Option<u32>,
    /// At most so many of the smallest winning coalitions are written out
    #[arg(long, value_name = "NUMBER", default_value_t = 12)]
    coalitions: usize,
    #[command(flatten)]
    form: Form,
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let Wanted { seats, quota, coalitions, form } = wanted;
    let seated = seats.read()?;
    let quota = quota.unwrap_or(seated.house / 2 + 1);
    let game = Game::new(&weights(&seated), quota)?;
    let (banzhaf, shapley) = (game.banzhaf(), game.shapley_shubik());
    let mut table = Table::new([
        Column::new("party", Kind::Text),
        Column::new("seats", Kind::Count),
        Column::new("share", Kind::Share { places: 1 }),
        Column::new("banzhaf", Kind::Share { places: 1 }).heading("Banzhaf"),
        Column::new("shapley_shubik", Kind::Share { places: 1 }).heading("Shapley-Shubik"),
    ])?;
    // Those without a party are alike: one stands for all.
    let alone = (seated.alone > 0).then_some((Cell::Absent("(each without a party)"), 1));
    let parties = seated.parties.iter().map(|party| (Cell::from(party.name.as_str()), party.seats));
    for (player, (name, seats)) in parties.chain(alone).enumerate() {
        let share = (seated.house > 0).then(|| f64::from(seats) / f64::from(seated.house));
        let indices = [banzhaf.index(player), shapley.index(player)].map(Cell::from);
        table.push([name, seats.into(), share.into()].into_iter().chain(indices))?;
    }
    if let Some(table) = form.of(&table) {
        return print(&table);
    }
    let mut text = format!("{quota} of {} seats decide.\n\n{}", seated.house, for_people(&table));
    let number = game.minimal_winning();
    text += &format!("\nCoalitions that win and need every member: {number}\n");
    if number <= *coalitions as u128 {
        for members in game.minimal_winning_coalitions(*coalitions)? {
            let seats: u32 = members.iter().map(|&player| game.weights()[player]).sum();
            let names = wrapped(&format!("{:8}{}", "", names(&seated, &members)), 8);
            text += &format!("{seats:>6}{}", &names[6..]);
        }
    } else {
        text += &format!("  more than {coalitions}; --coalitions {number} writes them out\n");
    }
    print(&text)
}

/// Parties as they vote, and then each who votes alone.
fn weights(seated: &Seated) -> Vec<u32> {
    let parties = seated.parties.iter().map(|party| party.seats);
    // More than this many are refused whatever their number.
    let alone = seated.alone.min(sailau::measure::power::MOST_WEIGHT + 1);
    parties.chain((0..alone).map(|_| 1)).collect()
}

fn names(seated: &Seated, members: &[usize]) -> String {
    let parties: Vec<&str> = members
        .iter()
        .filter_map(|&player| seated.parties.get(player))
        .map(|party| party.name.as_str())
        .collect();
    let alone = members.len() - parties.len();
    match alone {
        0 => parties.join(" + "),
        1 => parties.into_iter().chain(["one without a party"]).collect::<Vec<_>>().join(" + "),
        _ => {
            format!("{} + {alone} without a party", parties.join(" + ")).trim_start_matches(" + ").to_owned()
        }
    }
}
