//! Polls as an electorate: what `simulate` asks about them.

use std::collections::BTreeMap;

use clap::Args;
use jiff::civil::Date;
use sailau::electorate::Electorate;
use sailau::electorate::polls::{PollError, Polls, Pooling, Undecided};

use crate::failure::Failure;

/// What is said of polls.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct PollOptions {
    /// Polls as CSV: date, house, sample and a column a party (or party,share); undecided, design_effect, @others, @against-all
    #[arg(long, value_name = "FILE", help_heading = "Polls")]
    pub(crate) polls: Option<String>,
    /// The day of reference; that of the latest poll when it is left out
    #[arg(long, value_name = "YYYY-MM-DD", help_heading = "Polls", requires = "polls")]
    day: Option<Date>,
    /// The day of the election: polls err as German ones did so many days before
    #[arg(
        long,
        value_name = "YYYY-MM-DD",
        help_heading = "Polls",
        requires = "polls",
        conflicts_with = "poll_error"
    )]
    election: Option<Date>,
    /// How far the election is from the polls besides sampling: a standard deviation of log ratios, such as 0.18; 0 when neither
    /// this nor --election is given
    #[arg(long, value_name = "SD", help_heading = "Polls", requires = "polls")]
    poll_error: Option<f64>,
    /// Days before the day of reference that a poll may be from: 14 when it is left out
    #[arg(long, value_name = "DAYS", help_heading = "Polls", requires = "polls")]
    window: Option<u32>,
    /// Days in which a poll's weight falls to half; age does not count when it is left out
    #[arg(long, value_name = "DAYS", help_heading = "Polls", requires = "polls")]
    half_life: Option<f64>,
    /// All polls of a house, not only its newest
    #[arg(long, help_heading = "Polls", requires = "polls")]
    all_polls: bool,
    /// The correlation of the errors of two polls: 0.5 when it is left out
    #[arg(long, value_name = "NUMBER", help_heading = "Polls", requires = "polls")]
    correlation: Option<f64>,
    /// How many times the variance of a simple random sample polls have: 1 when it is left out
    #[arg(long, value_name = "FACTOR", help_heading = "Polls", requires = "polls")]
    design_effect: Option<f64>,
    /// Take off what a house sees more of a party than the others do
    #[arg(long, help_heading = "Polls", requires = "polls")]
    house_effects: bool,
    /// How the undecided answer, such as "Red=2,Blue=1"; as the decided when it is left out
    #[arg(long, value_name = "PARTY=WEIGHT,…", value_parser = weights, help_heading = "Polls", requires = "polls")]
    undecided: Option<Weights>,
    /// How many are taken to be asked where a poll does not say
    #[arg(long, value_name = "N", help_heading = "Polls", requires = "polls", value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    sample: Option<u64>,
    /// How many vote, where there are no districts: 1,000,000 when it is left out
    #[arg(long, value_name = "N", help_heading = "Polls", requires = "polls", value_parser = clap::value_parser!(u64).range(1..=1_000_000_000_000))]
    voters: Option<u64>,
}

/// Weights by party.
type Weights = BTreeMap<String, f64>;

fn weights(text: &str) -> Result<Weights, String> {
    let mut weights = Weights::new();
    for part in text.split(',') {
        let (name, weight) = part.rsplit_once('=').ok_or("write PARTY=WEIGHT, parted by commas")?;
        let weight = weight.trim().parse().map_err(|_| format!("`{}` is no number", weight.trim()))?;
        if weights.insert(name.trim().to_owned(), weight).is_some() {
            return Err(format!("`{}` stands there twice", name.trim()));
        }
    }
    Ok(weights)
}

impl PollOptions {
    /// The electorate of the polls in this file, upon the districts of another where there is one.
    pub(crate) fn electorate(&self, file: &str, base: Option<&Electorate>) -> Result<Electorate, Failure> {
        let polls = if file == "-" { Polls::from_csv(std::io::stdin().lock()) } else { Polls::open(file) };
        let pooled = polls?.pool(&self.pooling())?;
        let error = self.error(pooled.day)?;
        Ok(match base {
            Some(base) => pooled.upon(base, error)?,
            None => pooled.electorate(error, self.voters.unwrap_or(1_000_000))?,
        })
    }

    fn pooling(&self) -> Pooling {
        let default = Pooling::default();
        Pooling {
            day: self.day,
            window: self.window.unwrap_or(default.window),
            half_life: self.half_life,
            newest_only: !self.all_polls,
            correlation: self.correlation.unwrap_or(default.correlation),
            design_effect: self.design_effect.unwrap_or(default.design_effect),
            sample: self.sample,
            house_effects: self.house_effects,
            undecided: self.undecided.clone().map_or(Undecided::InProportion, Undecided::Split),
        }
    }

    fn error(&self, day: Date) -> Result<PollError, Failure> {
        let Some(election) = self.election else { return Ok(PollError::of(self.poll_error.unwrap_or(0.0))?) };
        let days = day.until(election).ok().and_then(|span| u32::try_from(span.get_days()).ok());
        match days {
            Some(days) => Ok(PollError::days_before(days)),
            None => {
                Err(format!("the election of {election} is before the polls of {day}; give an earlier --day")
                    .into())
            }
        }
    }
}
