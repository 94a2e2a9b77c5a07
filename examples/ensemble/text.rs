//! The page that people read.

use std::fmt::{self, Write};

use sailau::report::grouped;
use sailau::simulate::elections::{Chance, Digest, PairRow, SeatsRow};

pub(crate) fn page(digest: &Digest) -> Result<String, fmt::Error> {
    let mut out = String::new();
    let level = 100.0 * digest.confidence;
    writeln!(
        out,
        "The same {} synthetic elections under three laws, and the oldest once more with the old bar to registration (seed {})",
        grouped(digest.draws),
        digest.seed
    )?;
    if digest.draws < digest.planned {
        writeln!(out, "PART OF A RUN: {} of {} draws", grouped(digest.draws), grouped(digest.planned))?;
    }
    writeln!(
        out,
        "\nSeats, and how sure they are. Brackets: {level:.0} % interval of the simulation's own error.\n"
    )?;
    let wide = digest.seats.iter().map(|row| row.system.len()).max().unwrap_or(0);
    writeln!(
        out,
        "  {:<wide$} {:<18} {:>13}  {:>11}  {:>6}  {:>24}  {:>24}  {:>7}",
        "law", "party", "mean seats", "90 % of", "median", "P(majority)", "P(two thirds)", "P(in)"
    )?;
    let mut system = "";
    for row in &digest.seats {
        if row.system != system {
            system = &row.system;
            writeln!(out)?;
        }
        seats(&mut out, row, wide)?;
    }
    writeln!(out, "\nEvents\n")?;
    for row in &digest.events {
        writeln!(out, "  {:<wide$} {:<44} {}", row.system, row.event, chance(row.chance))?;
    }
    writeln!(out, "\nIndices: mean, and what 90 % of the draws lie between\n")?;
    for row in &digest.indices {
        let [low, _, high] = row.quantiles;
        let system = row.system.as_deref().unwrap_or("votes");
        writeln!(
            out,
            "  {system:<wide$} {:<18} {:>7.2} ± {:.3}   {low:.2} to {high:.2}",
            row.index, row.mean, row.standard_error
        )?;
    }
    writeln!(out, "\nDifferences on the same votes: the first law less the second\n")?;
    let pairs = 2 * wide + 3;
    writeln!(
        out,
        "  {:<pairs$} {:<18} {:>28}  {:>14}  {:>32}  {:>8}",
        "laws", "party", "mean seats", "90 % of draws", "P(majority), points", "worth"
    )?;
    digest.pairs.iter().try_for_each(|row| pair(&mut out, row, pairs))?;
    writeln!(out, "\n  worth: how many times more draws two separate runs would need for the same error.")?;
    writeln!(out, "\nWhat this takes for granted\n")?;
    digest.assumptions.iter().try_for_each(|sentence| writeln!(out, "  * {sentence}"))?;
    Ok(out)
}

fn seats(out: &mut String, row: &SeatsRow, wide: usize) -> fmt::Result {
    let [low, median, high] = row.quantiles;
    writeln!(
        out,
        "  {:<wide$} {:<18} {:>7.2} ± {:.2}  {:>11}  {median:>6}  {:>24}  {:>24}  {:>7}",
        row.system,
        row.party.as_deref().unwrap_or("(without a party)"),
        row.mean,
        row.standard_error,
        format!("{low} to {high}"),
        chance(row.majority),
        chance(row.two_thirds),
        percent(row.enters.share),
    )
}

fn pair(out: &mut String, row: &PairRow, wide: usize) -> fmt::Result {
    // What is the same under both in every draw tells nothing.
    if row.mean == 0.0 && row.gain.is_none() {
        return Ok(());
    }
    let [low, _, high] = row.quantiles;
    let points = |share: f64| 100.0 * share;
    let pairs = 2 * wide + 3;
    writeln!(
        out,
        "  {:<pairs$} {:<18} {:>28}  {:>14}  {:>32}  {:>8}",
        format!("{} − {}", row.first, row.second),
        row.party,
        format!("{:+.3} [{:+.3}, {:+.3}]", row.mean, row.interval.low, row.interval.high),
        format!("{low:+} to {high:+}"),
        format!(
            "{:+.3} [{:+.3}, {:+.3}]",
            points(row.majority),
            points(row.majority_interval.low),
            points(row.majority_interval.high)
        ),
        row.gain.map(|gain| format!("{gain:.1} ×")).unwrap_or_default(),
    )
}

fn chance(chance: Chance) -> String {
    format!("{:>7} [{:.2}, {:.2}]", percent(chance.share), 100.0 * chance.low, 100.0 * chance.high)
}

fn percent(share: f64) -> String {
    format!("{:.2} %", 100.0 * share)
}
