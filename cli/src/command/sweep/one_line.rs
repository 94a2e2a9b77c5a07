//! Ranges on the command line, over rules and votes.

use std::process::ExitCode;

use clap::Args;
use sailau::law::Share;
use sailau::reform::{
    Change, Parameter, Reform, RulePath, Sweep, TippingError, Value, Values, has_majority, tipping_threshold,
};
use sailau::report::{Table, wrapped};
use sailau::system::{ElectoralSystem, ListRule, Tier, TierRule};
use sailau::votes::Votes;

use super::counted;
use crate::failure::Failure;
use crate::named::{Source, not_both_from_stdin};
use crate::output::{Form, print};
use crate::votes::VotesOptions;

/// What varies.
#[derive(Debug, Clone, Args)]
pub(super) struct Ranges {
    /// The threshold of a list tier, from a share to another
    #[arg(long, value_name = "FROM..TO", value_parser = shares, help_heading = "Ranges")]
    threshold: Option<(Share, Share)>,
    /// The step of the threshold
    #[arg(long, value_name = "SHARE", default_value = "0.5%", help_heading = "Ranges")]
    step: Share,
    /// The seats of a tier, from a number to another
    #[arg(long, value_name = "FROM..TO", value_parser = numbers, help_heading = "Ranges")]
    house_size: Option<(u32, u32)>,
    /// Methods of sharing seats, one by one
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', help_heading = "Ranges")]
    method: Vec<String>,
    /// Which tier, where the rules have several list tiers
    #[arg(long, value_name = "NAME", help_heading = "Ranges")]
    tier: Option<String>,
}

impl Ranges {
    pub(super) fn any(&self) -> bool {
        self.threshold.is_some() || self.house_size.is_some() || !self.method.is_empty()
    }

    /// The list tier that is meant.
    fn tier<'a>(&self, rules: &'a ElectoralSystem) -> Result<(&'a Tier, &'a ListRule), Failure> {
        let lists = rules.tiers.iter().filter_map(|tier| match &tier.rule {
            TierRule::List(rule) => Some((tier, &**rule)),
            _ => None,
        });
        let lists: Vec<_> = lists.collect();
        let names = || lists.iter().map(|(tier, _)| tier.name.as_str()).collect::<Vec<_>>().join(", ");
        let found = match &self.tier {
            Some(name) => lists.iter().find(|(tier, _)| tier.name == *name),
            None if lists.len() > 1 => {
                return Err(format!("which tier? Say --tier NAME; the list tiers are {}", names()).into());
            }
            None => lists.first(),
        };
        let none = || match &self.tier {
            Some(name) => format!("there is no list tier `{name}`; there are {}", names()),
            None => {
                "the rules have no tier of lists, whose threshold, seats and method could vary".to_owned()
            }
        };
        Ok(*found.ok_or_else(none)?)
    }

    fn parameters(&self, tier: &Tier) -> Result<Vec<Parameter>, Failure> {
        let path = |rule: &str| RulePath::new(&tier.name, rule, &[]).to_string();
        let mut vary = Vec::new();
        if !self.method.is_empty() {
            let methods = self.method.iter().map(|name| {
                let method: sailau::Method = name.parse()?;
                Ok(Value::from(&method))
            });
            let methods = methods.collect::<Result<Vec<_>, sailau::apportion::UnknownMethod>>()?;
            vary.push(Parameter::new(&path("method"), Values::Each(methods))?);
        }
        if let Some((from, to)) = self.house_size {
            vary.push(Parameter::new(&path("seats"), Values::Whole { from, to, step: 1 })?);
        }
        if let Some((from, to)) = self.threshold {
            let place = RulePath::of_threshold(tier).to_string();
            vary.push(Parameter::new(&place, Values::Shares { from, to, step: self.step })?);
        }
        match vary.len() {
            0 => {
                Err("what varies? Say --threshold 0%..10%, --house-size 50..150 or --method hare,dhondt"
                    .into())
            }
            3.. => Err("two rules vary at most; leave one range out, or write a sweep file".into()),
            _ => Ok(vary),
        }
    }
}

fn ends(text: &str) -> Result<(&str, &str), String> {
    text.split_once("..").ok_or_else(|| format!("`{text}` is no range; write two dots in the middle"))
}

fn shares(text: &str) -> Result<(Share, Share), String> {
    let (from, to) = ends(text)?;
    let share = |text: &str| text.parse::<Share>().map_err(|error| error.to_string());
    let (from, to) = (share(from)?, share(to)?);
    let wide = |share: Share| (u64::from(share.numerator()), u64::from(share.denominator()));
    let ((a, b), (c, d)) = (wide(from), wide(to));
    if a * d > c * b {
        return Err(format!("{from} is more than {to}; the smaller one comes first"));
    }
    Ok((from, to))
}

fn numbers(text: &str) -> Result<(u32, u32), String> {
    let (from, to) = ends(text)?;
    let number = |text: &str| {
        text.parse::<u32>().map_err(|_| format!("`{text}` is no whole number from 0 to {}", u32::MAX))
    };
    let (from, to) = (number(from)?, number(to)?);
    if from > to {
        return Err(format!("{from} is more than {to}; the smaller one comes first"));
    }
    Ok((from, to))
}

pub(super) fn run(
    rules: &Source,
    source: &Source,
    ranges: &Ranges,
    options: &VotesOptions,
    all: bool,
    form: Form,
) -> Result<ExitCode, Failure> {
    not_both_from_stdin(rules, source)?;
    let name = rules.to_string();
    let mut rules = rules.rules()?;
    let (tier, rule) = ranges.tier(&rules)?;
    let vary = ranges.parameters(tier)?;
    let (tier, no_threshold) = (tier.name.clone(), rule.threshold.is_none());
    let mut notes = Vec::new();
    if no_threshold && ranges.threshold.is_some() {
        let none: Value = Value::Table(
            [("at_least", "0%"), ("of", "valid votes")].map(|(k, v)| (k.to_owned(), v.into())).into(),
        );
        let place = RulePath::new(&tier, "threshold", &[]).to_string();
        rules = Reform::new(&rules.name, [Change::set(&place, none)?]).apply(&rules)?;
        notes.push("The rules have no threshold: one of valid votes is added.".to_owned());
    }
    let mut votes = options.read(source, &rules, false)?;
    if !votes.winners().is_empty() {
        votes = votes.without_winners();
        notes.push(
            "Winners that stand in place of votes are left out: under other rules they did not stand."
                .to_owned(),
        );
    }
    let table = Sweep { vary: vary.clone() }.table(&rules, &votes)?;
    if let Some(table) = form.of(&Table::of_sweep(&table)) {
        return print(&table);
    }
    let what: Vec<String> = vary.iter().map(Parameter::to_string).collect();
    let mut text = wrapped(&format!("{name}, votes of {source}: {}", what.join("; ")), 2);
    text += &counted::page(&table, all);
    if ranges.threshold.is_some() && vary.len() == 1 {
        text += &exactly(&rules, &tier, &votes, &table.holders);
    }
    for note in notes {
        text.push('\n');
        text += &wrapped(&note, 0);
    }
    print(&text)
}

/// At which thresholds, to the vote, each party has seats, and somebody a majority.
fn exactly(rules: &ElectoralSystem, tier: &str, votes: &Votes, holders: &[String]) -> String {
    let mut lines = Vec::new();
    let parties =
        holders.iter().filter(|name| votes.field().parties().iter().any(|party| party.name == **name));
    for party in parties {
        let seats = tipping_threshold(rules, tier, votes, |outcome| Ok(outcome.seats_in(tier, party)? > 0));
        let majority = tipping_threshold(rules, tier, votes, has_majority(party));
        let (seats, majority) = match (seats, majority) {
            (Ok(seats), Ok(majority)) => (seats, majority),
            (Err(error), _) | (_, Err(error)) => return not_exactly(&error),
        };
        let stretches = |stretches: &[sailau::reform::Stretch]| {
            let held = stretches.iter().filter(|stretch| stretch.holds);
            let words = held.map(|stretch| stretch.to_string().trim_end_matches(": yes").to_owned());
            words.collect::<Vec<_>>().join("; ")
        };
        if seats.iter().any(|stretch| stretch.holds) {
            lines.push(format!("  {party} has seats {}", stretches(&seats)));
        }
        if majority.iter().any(|stretch| stretch.holds) {
            lines.push(format!("  {party} has a majority {}", stretches(&majority)));
        }
    }
    let mut text = format!("\nTo the vote, over every threshold of {tier}:\n");
    for line in lines {
        text += &wrapped(&line, 4);
    }
    text
}

fn not_exactly(error: &TippingError) -> String {
    format!("\n{}", wrapped(&format!("To the vote it is not told: {error}."), 0))
}
