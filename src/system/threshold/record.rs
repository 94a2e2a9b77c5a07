//! The threshold in the record: who reached it, who came in another way, and what follows when nobody did.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::measure::Measure;
use super::plan::BarKind;
use super::{Threshold, Until, VoteBase};
use crate::apportion::Ratio;
use crate::system::plan::ListPlan;
use crate::system::protocol::layout::{count, grouped, joined, percent, table, votes_are};
use crate::system::protocol::names::Names;
use crate::system::protocol::words::{Margin, Words};

/// Who reached the threshold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ThresholdStep {
    /// The rule in words, such as "at least 5% of valid votes".
    pub rule: String,
    /// What the share is of.
    pub of: VoteBase,
    /// The size of the base.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub base: u128,
    /// The quota, exact, where the threshold is a part of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<Ratio>,
    /// The votes that are enough.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub needed: u128,
    /// Each list, most votes first.
    pub lists: Vec<ThresholdLine>,
}

/// A list against the threshold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ThresholdLine {
    /// The list.
    pub party: String,
    /// Its votes.
    pub votes: u64,
    /// Whether it takes part.
    pub passes: bool,
    /// Votes above what is needed; negative below.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub margin: i128,
}

pub(crate) fn threshold_step(
    names: &Names<'_>,
    plan: &ListPlan,
    bar: usize,
    (threshold, measure, needed): (&Threshold, Measure, u128),
    votes: &[u64],
    passes: &[bool],
) -> ThresholdStep {
    let needed_by = |list: usize| match (bar, plan.shares.get(list)) {
        (0, Some(share)) => measure.needed(*share, threshold.inclusive),
        _ => needed,
    };
    let line = |(i, party, votes): (usize, String, u64)| ThresholdLine {
        party,
        votes,
        passes: passes[i],
        // Both sides are below 2^97.
        margin: i128::from(votes) - i128::try_from(needed_by(i)).unwrap_or(i128::MAX),
    };
    let rule = if bar == 0 { threshold.to_string() } else { way_in_words(names, plan, bar) };
    let lists = names.ordered(plan, votes).into_iter().map(line).collect();
    ThresholdStep { rule, of: threshold.of, base: measure.base, quota: measure.quota, needed, lists }
}

impl Words for ThresholdStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let (base, needed) = (grouped(self.base), votes_are(self.needed));
        let quota = self.quota.map(|quota| format!(", quota {quota}")).unwrap_or_default();
        writeln!(f, "  Threshold: {}. Base {base}{quota}, so {needed} enough.{margin}", self.rule)?;
        let rows = self.lists.iter().map(|line| {
            let margin = grouped(line.margin.unsigned_abs());
            let verdict = match (line.passes, line.margin) {
                (true, 0) => "passes exactly".to_owned(),
                (true, _) => format!("passes by {margin}"),
                (false, 0..) => "has no votes".to_owned(),
                (false, _) => format!("fails by {margin}"),
            };
            vec![line.party.clone(), grouped(line.votes), percent(line.votes, self.base), verdict]
        });
        table(f, &["list", "votes", "share", ""], rows.collect())
    }
}

/// A further way past the threshold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AlternativeStep {
    /// The rule in words, such as "or 3 seats of tier `single`".
    pub rule: String,
    /// Who takes part by now, most votes first.
    pub admitted: Vec<String>,
}

pub(crate) fn alternative(
    names: &Names<'_>,
    plan: &ListPlan,
    bar: usize,
    votes: &[u64],
    passes: &[bool],
) -> AlternativeStep {
    let (rule, admitted) = (way_in_words(names, plan, bar), names.those(plan, votes, passes));
    AlternativeStep { rule, admitted }
}

/// The next lists by votes came in.
pub(super) fn until_step(
    names: &Names<'_>,
    plan: &ListPlan,
    until: &Until,
    votes: &[u64],
    passes: &[bool],
) -> AlternativeStep {
    let mut rule = "the next lists by votes".to_owned();
    if let Some(from) = until.from {
        rule += &format!(" from {from} on");
    }
    let lists = Some(until.lists).filter(|&lists| lists > 0);
    let lists = lists.map(|lists| format!("{} take part", count(lists, "list")));
    let bound = if until.inclusive { "at least" } else { "more than" };
    let share = until.share.map(|share| format!("all together have {bound} {share}"));
    let both: Vec<_> = lists.into_iter().chain(share).collect();
    rule += &format!(", until {}", both.join(" and "));
    AlternativeStep { rule, admitted: names.those(plan, votes, passes) }
}

impl Words for AlternativeStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let admitted = joined(&self.admitted, "nobody");
        writeln!(f, "  Threshold: {}. By now these take part: {admitted}.{margin}", self.rule)
    }
}

/// Another way past the threshold, in words.
fn way_in_words(names: &Names<'_>, list: &ListPlan, number: usize) -> String {
    let (Some(threshold), Some(bar)) = (&list.rule.threshold, list.bars.get(number)) else {
        return String::new();
    };
    let or = match bar.needed {
        true => "and ",
        false if number > 0 => "or ",
        false => "",
    };
    let tier = |number: usize| &names.plan.tiers[number].name;
    match &bar.kind {
        BarKind::Main => threshold.to_string(),
        BarKind::Votes(share) => format!("{or}at least {share} of {}", threshold.of),
        BarKind::AnyDistrict(share) => {
            let share = share.unwrap_or(threshold.share);
            format!("{or}at least {share} of {} in one district", threshold.of)
        }
        BarKind::EveryDistrict(share) => {
            let share = share.unwrap_or(threshold.share);
            format!("{or}at least {share} of {} in every district", threshold.of)
        }
        BarKind::Seats { tier: number, seats } => {
            format!("{or}at least {} of tier `{}`", count(*seats, "seat"), tier(*number))
        }
        BarKind::VotesASeat(rule) => {
            let (tier, regions) = (tier(rule.tier), count(rule.regions, "region"));
            format!("{or}as many votes as there are for each seat of tier `{tier}`, in {regions}")
        }
        BarKind::First => format!("{or}more votes than any other list"),
    }
}

/// No list reached the threshold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NoListPassesStep {
    /// Whether the threshold is waived, by an option of the rules.
    pub waived: bool,
}

impl Words for NoListPassesStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let choice = if self.waived {
            "by option, every list with votes takes part"
        } else {
            "by option, the seats stay empty"
        };
        writeln!(f, "  No list reached the threshold: {choice}.{margin}")
    }
}
