//! `sailau rounding`: how often numbers rounded on the way give a seat to somebody else.

use std::process::ExitCode;

use clap::Args;
use sailau::report::{columns, grouped, wrapped};
use sailau::simulate::rounding::{Percentages, Rounded, RoundedTier, Rounding};
use sailau::simulate::{Confidence, Proportion, Run};
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::named::{Source, not_both_from_stdin};
use crate::output::{percent, print};
use crate::progress::Bar;
use crate::votes::VotesOptions;

/// The level of all intervals.
const LEVEL: Confidence = Confidence::P95;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau rounding world:nz_2023 world:nz_2023 --draws 2000
  sailau rounding kazakhstan:2023-03-19 kazakhstan:2023-03-19 --decimals 2 --draws 5000
  sailau rounding rules.toml votes.csv --spread 0.1 --json

Elections are drawn around the votes: each list's, in each area that shares seats, times exp(spread x z) with a normal z. Equal
rounded numbers are decided by a fair lot. Rounding is exact, half up; the same seed draws the same.
What is rounded and how the formula comes about: https://docs.rs/sailau/latest/sailau/simulate/rounding")]
pub(crate) struct Wanted {
    /// Rules: a file, -, kazakhstan:YYYY-MM-DD or world:NAME
    rules: Source,
    /// Votes: a file, -, kazakhstan:YYYY-MM-DD or world:NAME
    votes: Source,
    /// The most decimals, up to 3; all fewer ones are shown too
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(0..=3))]
    decimals: u32,
    /// How far each list's votes vary: the standard deviation of their logarithm
    #[arg(long, value_name = "SPREAD", default_value_t = 0.2)]
    spread: f64,
    /// How many elections to draw
    #[arg(long, value_name = "N", default_value_t = 20_000, help_heading = "Draws")]
    draws: u64,
    /// The same number draws the same elections
    #[arg(long, value_name = "N", default_value_t = 1, help_heading = "Draws")]
    seed: u64,
    /// As many as there are cores when it is left out
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, help_heading = "Draws")]
    threads: usize,
    #[command(flatten)]
    reading: VotesOptions,
    /// JSON, for programs.
    #[arg(long, help_heading = "Output")]
    json: bool,
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let Wanted { rules, votes, decimals, spread, draws, seed, threads, reading, json } = wanted;
    not_both_from_stdin(rules, votes)?;
    let mut system = rules.rules()?;
    let votes = reading.read(votes, &system, false)?;
    rules.with_own_seats(&mut system, &votes)?;
    let rounding = Rounding::of(&system, &votes)?.decimals(*decimals)?.spread(*spread)?;
    let bar = Bar::new(*draws, "elections");
    let run = Run::from_seed(*seed).draws(*draws).threads(*threads);
    let (sample, _) = run.run_watched(&rounding, bar.watch())?;
    drop(bar);
    let tiers = || rounding.tiers().iter().zip(&sample.summary.tiers);
    if *json {
        let tiers: Vec<_> = tiers().map(|(tier, rounded)| as_json(tier, rounded)).collect();
        let all =
            json!({"name": system.name, "draws": draws, "seed": seed, "spread": spread, "tiers": tiers});
        return print(&(all.to_string() + "\n"));
    }
    let words = format!(
        "{}: {} elections drawn, each list's votes times exp({spread} z), seed {seed}.",
        system.name,
        grouped(*draws)
    );
    let mut text = wrapped(&words, 0);
    tiers().for_each(|(tier, rounded)| text += &page(tier, rounded));
    text += &wrapped("In brackets the 95 % interval of the simulation's own error.", 0);
    print(&text)
}

fn as_json(tier: &RoundedTier, rounded: &Rounded) -> Value {
    let chance = |proportion: &Proportion| {
        let interval = proportion.wilson(LEVEL);
        json!({"share": proportion.share(), "low": interval.low, "high": interval.high, "draws": proportion.yes})
    };
    let quotients = (0u32..).zip(&rounded.quotients).map(|(decimals, ties)| {
        let (affected, wrong) = (chance(&ties.affected), chance(&ties.wrong));
        let expected = rounded.expected(decimals);
        json!({"decimals": decimals, "affected": affected, "expected": expected, "wrong": wrong})
    });
    let percentages = (0u32..).zip(&rounded.percentages).map(|(decimals, row)| {
        let threshold = row.threshold.as_ref().map(chance);
        json!({"decimals": decimals, "other_seats": chance(&row.other_seats), "threshold": threshold})
    });
    json!({
        "tier": tier.name, "method": tier.method.name(), "seats": tier.seats(), "areas": tier.areas.len(),
        "left_aside": tier.left_aside, "safe_digits": tier.safe_digits(),
        "quotients": quotients.collect::<Vec<_>>(), "percentages": percentages.collect::<Vec<_>>(),
        "whole_quota": rounded.whole_quota.as_ref().map(chance),
    })
}

fn page(tier: &RoundedTier, rounded: &Rounded) -> String {
    let areas = match tier.areas.len() {
        1 => String::new(),
        areas => format!(" in {areas} areas"),
    };
    let mut text = format!("\n{}: {} seats{areas}, {}\n", tier.name, tier.seats(), tier.method.title());
    if !tier.left_aside.is_empty() {
        text += &wrapped(&format!("  Not followed here: {}.", tier.left_aside.join(", ")), 2);
    }
    if !rounded.quotients.is_empty() {
        let mut lines = vec![row(["quotients to", "affected", "by the formula", "wrong"])];
        for (decimals, ties) in (0u32..).zip(&rounded.quotients) {
            let expected = rounded.expected(decimals).map_or_else(|| "-".to_owned(), one_in);
            let (affected, wrong) = (shown(&ties.affected), shown(&ties.wrong));
            lines.push(row([&decimals_in_words(decimals), &affected, &expected, &wrong]));
        }
        text += &columns("  ", &lines);
        if let Some(digits) = tier.safe_digits() {
            text += &format!("  With {digits} decimals no two different quotients become equal.\n");
        }
    }
    let mut lines = vec![row(["percentages to", "other seats", "other lists above the threshold"])];
    for (decimals, Percentages { other_seats, threshold, .. }) in (0u32..).zip(&rounded.percentages) {
        let threshold = threshold.as_ref().map_or_else(|| "-".to_owned(), shown);
        lines.push(row([&decimals_in_words(decimals), &shown(other_seats), &threshold]));
    }
    text += &columns("  ", &lines);
    if let Some(whole) = &rounded.whole_quota {
        text += &format!("  The quota in whole votes gives other seats in {}.\n", shown(whole));
    }
    text
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

fn decimals_in_words(decimals: u32) -> String {
    match decimals {
        0 => "whole numbers".to_owned(),
        1 => "1 decimal".to_owned(),
        more => format!("{more} decimals"),
    }
}

/// A chance with its interval.
fn shown(proportion: &Proportion) -> String {
    let Some(share) = proportion.share() else { return "-".to_owned() };
    let interval = proportion.wilson(LEVEL);
    let percent = |share: f64| format!("{:.3}", 100.0 * share);
    let words = if proportion.yes == 0 { "none seen".to_owned() } else { one_in(share) };
    format!("{words} [{}, {}] %", percent(interval.low), percent(interval.high))
}

/// A chance in the words of a table: per cent where it is large, one in so many where it is small.
fn one_in(share: f64) -> String {
    match share {
        share if share >= 0.1 => percent(share),
        share if share > 1e-12 => format!("1 in {}", grouped((1.0 / share).round() as u64)),
        _ => "never".to_owned(),
    }
}
