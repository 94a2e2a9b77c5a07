//! `sailau audit`: how many ballot papers must be looked at to trust a house.

mod paper_by_paper;
mod simulated;
mod stations;
mod written;

use std::process::ExitCode;

use clap::Args;
use sailau::audit::sampling::{Bet, RiskLimit};
use sailau::audit::{Papers, Sample, assertions};
use sailau::report::Table;
use serde::Serialize;

use crate::failure::Failure;
use crate::named::{Source, not_both_from_stdin};
use crate::output::{Form, print, print_as_made};
use crate::votes::VotesOptions;
use paper_by_paper::Step;

#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  sailau audit kazakhstan:2023-03-19 kazakhstan:2023-03-19 --risk 5%
  sailau audit rules.toml votes.csv --risk 1% --bet 'kaplan-wald 0.95' --json
  sailau audit kazakhstan:2023-03-19 kazakhstan:2023-03-19 --simulate 100000
  sailau audit start rules.toml votes.csv --seed 35463115561121636246 --out audit

What an office needs, step by step, and what an audit does not prove: https://docs.rs/sailau/latest/sailau/audit
Columns of votes: https://docs.rs/sailau/latest/sailau/votes"
)]
pub(crate) struct Wanted {
    #[command(subcommand)]
    step: Option<Step>,
    /// Rules: a file, -, kazakhstan:YYYY-MM-DD or world:NAME
    rules: Option<Source>,
    /// Votes: a file, -, kazakhstan:YYYY-MM-DD or world:NAME
    votes: Option<Source>,
    /// The risk limit: the greatest chance that a wrong house is confirmed
    #[arg(long, value_name = "SHARE", default_value = "5%", help_heading = "Audit")]
    risk: RiskLimit,
    /// The test that says when it is enough; the least sample is that of the highest bet, which no error may meet
    #[arg(long, value_name = "TEST", default_value_t = Bet::HIGHEST, help_heading = "Audit")]
    bet: Bet,
    /// Draw among valid papers alone: invalid ones are sealed apart
    #[arg(long, help_heading = "Audit")]
    valid_only: bool,
    /// Play so many audits of the place that decides: how often a wrong house is confirmed, and how much is read
    #[arg(long, value_name = "AUDITS", value_parser = clap::value_parser!(u64).range(1..=100_000_000), help_heading = "Audit")]
    simulate: Option<u64>,
    /// The number from which simulated audits follow; the same gives the same
    #[arg(long, value_name = "NUMBER", default_value_t = 1, help_heading = "Audit")]
    seed: u64,
    #[command(flatten)]
    options: VotesOptions,
    #[command(flatten)]
    form: Form,
    /// Every assertion, and not only the hardest of each place
    #[arg(long, help_heading = "Output")]
    all: bool,
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    if let Some(step) = &wanted.step {
        return paper_by_paper::run(step);
    }
    let (Some(source), Some(votes)) = (&wanted.rules, &wanted.votes) else {
        return Err("give rules and votes, such as sailau audit rules.toml votes.csv --risk 5%".into());
    };
    let Wanted { risk, bet, valid_only, options, form, all, .. } = wanted;
    not_both_from_stdin(source, votes)?;
    let rules = source.rules()?;
    let votes = options.read(votes, &rules, false)?;
    let papers = if *valid_only { Papers::Valid } else { Papers::AllInTheBoxes };
    let found = assertions(&rules, &votes, papers).map_err(|error| Failure::from(error.to_string()))?;
    let sample = Sample::of(&found, *bet, *risk);
    let played = match wanted.simulate {
        Some(audits) => Some(simulated::play(&found, &votes, &sample, (*bet, *risk), (audits, wanted.seed))?),
        None => None,
    };
    if form.json {
        return print_as_made(|out| {
            serde_json::to_writer(&mut *out, &Report { sample: &sample, simulated: played.as_ref() })?;
            writeln!(out)
        });
    }
    if let Some(table) = form.of(&Table::of_audits([(rules.name.as_str(), &sample)])) {
        return print(&table);
    }
    let mut text = if *all { sample.with_all_assertions() } else { sample.to_string() };
    text += &played.map(|played| played.in_words(&sample)).unwrap_or_default();
    print(&format!("{}\n{text}", rules.name))
}

/// What programs read.
#[derive(Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    sample: &'a Sample<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    simulated: Option<&'a simulated::Audits>,
}
