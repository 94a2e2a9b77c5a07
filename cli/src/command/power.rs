//! `sailau power`: what seats are worth when parties vote as one.

use std::process::ExitCode;

use clap::Args;
use sailau::measure::power::Game;
use sailau::report::{Cell, Column, Kind, Table};

use crate::failure::Failure;
use crate::output::{Form, for_people, print};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau power Amanat=62 Auyl=8 Respublica=6 \"Ak Zhol\"=6 NPK=5 OSDP=4 Baytaq=0 independents=7
  sailau power CDU/CSU=208 AfD=152 SPD=120 Grüne=85 Linke=64 SSW=1 --quota 316 --csv

Banzhaf and Shapley-Shubik are counted exactly: https://docs.rs/sailau/latest/sailau/measure/power")]
pub(crate) struct Wanted {
    /// A party and its seats: NAME=SEATS
    #[arg(required = true, value_parser = party)]
    parties: Vec<(String, u32)>,
    /// Seats that decide; more than half of all unless given
    #[arg(long, value_name = "SEATS")]
    quota: Option<u32>,
    /// At most so many of the smallest winning coalitions are written out
    #[arg(long, value_name = "NUMBER", default_value_t = 12)]
    coalitions: usize,
    #[command(flatten)]
    form: Form,
}

fn party(text: &str) -> Result<(String, u32), String> {
    let (name, seats) = text.rsplit_once('=').ok_or("write NAME=SEATS, such as Amanat=62")?;
    if name.trim().is_empty() {
        return Err("the party has no name; write NAME=SEATS".to_owned());
    }
    let seats = seats.trim().parse().map_err(|_| {
        format!("`{seats}` is no number of seats; a whole number from 0 to {} is needed", u32::MAX)
    })?;
    Ok((name.trim().to_owned(), seats))
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let Wanted { parties, quota, coalitions, form } = wanted;
    let weights: Vec<u32> = parties.iter().map(|(_, seats)| *seats).collect();
    if let Some(twice) =
        parties.iter().enumerate().find(|(at, party)| parties[..*at].iter().any(|other| other.0 == party.0))
    {
        return Err(format!("`{}` stands twice; add its seats up", twice.1.0).into());
    }
    let all = weights.iter().try_fold(0u32, |sum, &seats| sum.checked_add(seats));
    let all = all.ok_or("these are more seats together than can be counted")?;
    let quota = quota.unwrap_or(all / 2 + 1);
    let game = Game::new(&weights, quota)?;
    let (banzhaf, shapley) = (game.banzhaf(), game.shapley_shubik());
    let mut table = Table::new([
        Column::new("party", Kind::Text),
        Column::new("seats", Kind::Count),
        Column::new("share", Kind::Share { places: 1 }),
        Column::new("banzhaf", Kind::Share { places: 1 }).heading("Banzhaf"),
        Column::new("shapley_shubik", Kind::Share { places: 1 }).heading("Shapley-Shubik"),
    ])?;
    for (player, (name, seats)) in parties.iter().enumerate() {
        let share = (all > 0).then(|| f64::from(*seats) / f64::from(all));
        let indices = [banzhaf.index(player), shapley.index(player)].map(Cell::from);
        table.push([Cell::from(name.as_str()), (*seats).into(), share.into()].into_iter().chain(indices))?;
    }
    if let Some(table) = form.of(&table) {
        return print(&table);
    }
    let mut text = format!("{quota} of {all} seats decide.\n\n{}", for_people(&table));
    let number = game.minimal_winning();
    text += &format!("\nCoalitions that win and need every member: {number}\n");
    if number <= *coalitions as u128 {
        for members in game.minimal_winning_coalitions(*coalitions)? {
            let seats: u32 = members.iter().map(|&player| weights[player]).sum();
            let names: Vec<_> = members.iter().map(|&player| parties[player].0.as_str()).collect();
            text += &format!("  {seats:>4}  {}\n", names.join(" + "));
        }
    } else {
        text += &format!("  more than {coalitions}; --coalitions {number} writes them out\n");
    }
    print(&text)
}
