//! The page that people read.

use std::fmt::{self, Write};

use crate::{Curve, threshold};

pub(crate) fn page(
    draws: u64,
    seed: u64,
    threshold: Option<&threshold::Answer>,
    share: Option<&Curve>,
) -> Result<String, fmt::Error> {
    let mut out = String::new();
    if let Some(answer) = threshold {
        writeln!(out, "The list threshold, on the official votes of 2023 (69 list seats, law of 2022)\n")?;
        writeln!(
            out,
            "  A party keeps its list seats as long as the threshold is not above its own share:\n"
        )?;
        for reach in &answer.official {
            writeln!(out, "  {:<12} {}", reach.party, reach.words.join("; "))?;
        }
        writeln!(out, "\nThe list threshold, on {draws} synthetic elections (seed {seed}; 69 + 29 seats)\n")?;
        curve(&mut out, "threshold", &answer.curve)?;
    }
    if let Some(share) = share {
        writeln!(out, "\nList seats of a house of 98, on {draws} synthetic elections (seed {seed})\n")?;
        curve(&mut out, "list seats", share)?;
    }
    let sentences = threshold.map(|answer| &answer.curve).into_iter().chain(share);
    writeln!(out, "\nWhat this takes for granted\n")?;
    let mut told: Vec<&str> = Vec::new();
    for sentence in sentences.flat_map(|curve| &curve.assumptions) {
        if !told.contains(&sentence.as_str()) {
            told.push(sentence);
            writeln!(out, "  * {sentence}")?;
        }
    }
    Ok(out)
}

fn curve(out: &mut String, value: &str, curve: &Curve) -> fmt::Result {
    write!(
        out,
        "  {value:>10}  {:>21}  {:>21}  {:>7}  {:>9}  {:>7} ",
        "P(majority), %", "P(two thirds), %", "parties", "Gallagher", "wasted"
    )?;
    curve.parties.iter().try_for_each(|party| write!(out, " {party:>10}"))?;
    writeln!(out)?;
    for point in &curve.points {
        let chance = |chance: sailau::simulate::elections::Chance| {
            format!("{:.1} [{:.1}, {:.1}]", 100.0 * chance.share, 100.0 * chance.low, 100.0 * chance.high)
        };
        write!(
            out,
            "  {:>10}  {:>21}  {:>21}  {:>7.2}  {:>9}  {:>7} ",
            point.value,
            chance(point.majority),
            chance(point.two_thirds),
            point.parties_in_house,
            point.gallagher.map(|index| format!("{index:.2}")).unwrap_or_default(),
            point.wasted_votes.map(|share| format!("{share:.2} %")).unwrap_or_default(),
        )?;
        point.mean_seats.iter().try_for_each(|seats| write!(out, " {seats:>10.2}"))?;
        writeln!(out)?;
    }
    writeln!(
        out,
        "\n  Brackets: 95 % interval of the simulation's own error. Columns of parties: mean seats."
    )
}
