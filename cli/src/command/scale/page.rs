//! The first screen, the picture and the JSON of the scale.

use std::collections::BTreeMap;

use sailau::kazakhstan;
use sailau::report::picture::{Frame, Ladder};
use sailau::report::{Table, grouped, wrapped};
use sailau::simulate::scale::Positions;
use serde::Serialize;

use super::drawn;
use super::kept::Kept;
use crate::failure::Failure;
use crate::output::{as_wide_as_fits, cut, fitted, for_people};

/// Letters of a system's name: those of a law of Kazakhstan.
const NAME: usize = 21;

/// Positions with what only the program knows: stable for programs.
#[derive(Serialize)]
struct Whole<'a> {
    seed: u64,
    /// What the systems are called in words.
    names: BTreeMap<&'a str, &'a str>,
    /// What is not on the scale, and why.
    aside: BTreeMap<&'a str, &'a str>,
    #[serde(flatten)]
    positions: &'a Positions,
}

pub(super) fn json(positions: &Positions, kept: &Kept) -> Result<String, Failure> {
    fn by_name(pairs: &[(String, String)]) -> BTreeMap<&str, &str> {
        pairs.iter().map(|(name, words)| (name.as_str(), words.as_str())).collect()
    }
    let whole =
        Whole { seed: kept.sample.seed, names: by_name(&kept.names), aside: by_name(&kept.aside), positions };
    Ok(serde_json::to_string(&whole)? + "\n")
}

pub(super) fn first(positions: &Positions, kept: &Kept) -> String {
    let mut text = format!(
        "{} systems on the same {} electorates (seed {}), compared with {}.\n",
        positions.rows.len(),
        grouped(positions.electorates()),
        kept.sample.seed,
        positions.reference
    );
    text = fitted(&text);
    text += &drawn(kept);
    for sentence in &positions.assumptions {
        text += &wrapped(sentence, 2);
    }
    let mut short = positions.clone();
    short.rows.iter_mut().for_each(|row| row.system = cut(&row.system, NAME));
    text += &format!("\n{}", for_people(&Table::of_scale_in_short(&short)));
    text += &wrapped(
        "in: districts. ±: half of the interval. differs: Gallagher's index less that of the comparison on the same draws. parties: effective number in seats. wasted: \
         votes of lists without a seat. majority: a list has more than half of the seats; made: with half of the votes or less.",
        2,
    );
    if !kept.sample.summary.names.is_empty() {
        text += &side_by_side(&short);
    }
    let silent: Vec<&str> =
        positions.rows.iter().filter(|row| row.failed > 0).map(|row| row.system.as_str()).collect();
    if !silent.is_empty() {
        text += &wrapped(
            &format!("Some draws could not be counted under {}; --csv has how many.", silent.join(", ")),
            2,
        );
    }
    if !kept.aside.is_empty() {
        text += "\nNot on the scale:\n";
        let mut by_reason: Vec<(&str, Vec<&str>)> = Vec::new();
        for (name, why) in &kept.aside {
            match by_reason.iter_mut().find(|(known, _)| known == why) {
                Some((_, names)) => names.push(name),
                None => by_reason.push((why, vec![name])),
            }
        }
        for (why, names) in by_reason {
            text += &wrapped(&format!("{}: {why}", names.join(", ")), 4);
        }
    }
    text
}

/// Gallagher's index in as many electorates as a page is wide.
fn side_by_side(positions: &Positions) -> String {
    let all = positions.rows.first().map_or(0, |row| row.by_lists.len());
    let electorates: Vec<usize> = (0..all).collect();
    let (table, shown) = as_wide_as_fits(&electorates, |some, _| {
        let mut fewer = positions.clone();
        fewer.rows.iter_mut().for_each(|row| row.by_lists.truncate(some.len()));
        for_people(&Table::of_scale_side_by_side(&fewer))
    });
    let mut text = format!("\nGallagher's index in each electorate\n\n{table}");
    if shown < all {
        text += &format!("  … and {} more electorates: --csv --table side-by-side\n", all - shown);
    }
    text
}

pub(super) fn picture(positions: &Positions, kept: &Kept) -> Result<String, Failure> {
    let caption = format!(
        "{} electorates, seed {}, intervals of {} %. {}{}",
        grouped(positions.electorates()),
        kept.sample.seed,
        positions.level * 100.0,
        drawn(kept),
        positions.assumptions.join(" ")
    );
    let frame = Frame::new("Electoral systems on one scale of disproportionality", caption);
    Ok(Ladder::of_scale(frame, positions, kazakhstan::is_named).svg()?)
}
