//! The threshold in the record: who reached it, who came in another way, and what follows when nobody did.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::measure::Measure;
use super::plan::BarKind;
use super::{Threshold, Until, VoteBase};
use crate::plan::ListPlan;
use crate::protocol::layout::{count, grouped, joined, percent, table, votes_are};
use crate::protocol::names::Names;
use crate::protocol::words::{Margin, Words};
use sailau_apportion::Ratio;

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
    /// The votes that are enough; for lists of a kind with a share of its own, those of its line are.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub needed: u128,
    /// Each list with votes there, most first, and those without that need none. A record in brief has those alone of which no
    /// earlier threshold said the same.
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
    /// The votes that are enough for it.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub needed: u128,
    /// Whether it takes part, in this way or in one that was told of before.
    pub passes: bool,
    /// Votes above what is needed; negative below.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub margin: i128,
}

/// `told`: the lists that it tells of, ascending.
pub(crate) fn threshold_step(
    names: &Names<'_>,
    plan: &ListPlan,
    bar: usize,
    (threshold, measure, needed): (&Threshold, Measure, u128),
    (votes, needed_by, passes): (&[u64], impl Fn(usize) -> u128, &[bool]),
    told: &[usize],
) -> ThresholdStep {
    let line = |(i, party, votes): (usize, String, u64)| ThresholdLine {
        party,
        votes,
        needed: needed_by(i),
        passes: passes[i],
        // Both sides are below 2^97.
        margin: i128::from(votes) - i128::try_from(needed_by(i)).unwrap_or(i128::MAX),
    };
    let rule = if bar == 0 { in_words(threshold) } else { way_in_words(names, plan, bar) };
    let lists = names.ordered(plan, votes).into_iter().filter(|(i, _, _)| told.binary_search(i).is_ok());
    let lists = lists.map(line).collect();
    ThresholdStep { rule, of: threshold.of, base: measure.base, quota: measure.quota, needed, lists }
}

/// The threshold, with the shares that kinds of lists have.
fn in_words(threshold: &Threshold) -> String {
    let kinds = threshold.kinds.iter().map(|(kind, share)| format!(", {share} for the kind `{kind}`"));
    threshold.to_string() + &kinds.collect::<String>()
}

impl Words for ThresholdStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let (base, needed) = (grouped(self.base), votes_are(self.needed));
        let quota = self.quota.map(|quota| format!(", quota {quota}")).unwrap_or_default();
        let apart = self.lists.iter().any(|line| line.needed != self.needed);
        let but = if apart { ", or what the list's own line says" } else { "" };
        writeln!(f, "  Threshold: {}. Base {base}{quota}, so {needed} enough{but}.{margin}", self.rule)?;
        let rows = self.lists.iter().map(|line| {
            let margin = grouped(line.margin.unsigned_abs());
            let verdict = match (line.passes, line.margin) {
                (true, 0) => "passes exactly".to_owned(),
                (true, 0..) => format!("passes by {margin}"),
                (true, _) => format!("fails by {margin}, but takes part"),
                (false, 0..) => "has no votes".to_owned(),
                (false, _) => format!("fails by {margin}"),
            };
            let mut row = vec![line.party.clone(), grouped(line.votes), percent(line.votes, self.base)];
            row.extend(apart.then(|| grouped(line.needed)));
            row.push(verdict);
            row
        });
        let mut head = vec!["list", "votes", "share"];
        head.extend(apart.then_some("enough"));
        head.push("");
        table(f, &head, rows.collect())
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
    /// What is counted.
    pub counted: Counted,
    /// Lists with something that is counted, most votes first.
    pub lists: Vec<AlternativeLine>,
    /// The votes that a list needs in each region, where regions are counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<RegionLine>,
}

/// What a further way past the threshold counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Counted {
    /// Votes.
    Votes,
    /// Seats in another tier.
    Seats,
    /// Regions where a list has enough votes.
    Regions,
}

/// A list against a further way past the threshold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AlternativeLine {
    /// The list.
    pub party: String,
    /// What it has: where a share in one district is enough, in that of its largest share; where one in every district is
    /// needed, in that of its smallest.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub has: u128,
    /// What is enough.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub needed: u128,
    /// Where: that district, or the regions where it has enough votes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// Whether it reaches it.
    pub reaches: bool,
}

/// The votes that a list needs in a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RegionLine {
    /// The region.
    pub region: String,
    /// The votes that are enough.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub needed: u128,
}

/// What a list has of what a further way counts, and what is enough.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts {
    pub(super) list: usize,
    pub(super) has: u128,
    pub(super) needed: u128,
    /// The regions where it has enough votes.
    pub(super) places: Vec<String>,
    /// The district that these are the votes of, and their base there.
    pub(super) district: Option<usize>,
    pub(super) base: u128,
}

impl Counts {
    pub(super) fn of(list: usize) -> Self {
        Self { list, ..Self::default() }
    }

    /// Keeps the district with the largest share of the base, or with the smallest.
    pub(super) fn keep(
        &mut self,
        (has, needed): (u128, u128),
        (district, base): (Option<usize>, u128),
        smallest: bool,
    ) {
        // Both sides are sums of votes of one district.
        let (here, before) = (has.saturating_mul(self.base), self.has.saturating_mul(base));
        let better = if smallest { here < before } else { here > before };
        if base > 0 && (self.base == 0 || better) {
            (self.has, self.needed, self.district, self.base) = (has, needed, district, base);
        }
    }
}

pub(super) fn alternative(
    names: &Names<'_>,
    plan: &ListPlan,
    bar: usize,
    (votes, passes): (&[u64], &[bool]),
    counts: &[Counts],
    regions: Vec<RegionLine>,
) -> AlternativeStep {
    let (rule, admitted) = (way_in_words(names, plan, bar), names.those_with_votes(plan, votes, passes));
    let counted = match plan.bars.get(bar).map(|bar| &bar.kind) {
        Some(BarKind::Seats { .. }) => Counted::Seats,
        Some(BarKind::VotesASeat(_)) => Counted::Regions,
        _ => Counted::Votes,
    };
    let mut lines: Vec<_> = counts.iter().filter(|own| own.has > 0 && votes[own.list] > 0).collect();
    lines.sort_by_key(|own| (std::cmp::Reverse(votes[own.list]), plan.ranks[own.list]));
    let line = |own: &Counts| AlternativeLine {
        party: names.list(plan, own.list),
        has: own.has,
        needed: own.needed,
        places: names.plan.district(own.district).into_iter().chain(own.places.iter().cloned()).collect(),
        reaches: own.has >= own.needed,
    };
    AlternativeStep { rule, admitted, counted, lists: lines.into_iter().map(line).collect(), regions }
}

impl Words for AlternativeStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let admitted = joined(&self.admitted, "nobody");
        writeln!(f, "  Threshold: {}. By now these take part: {admitted}.{margin}", self.rule)?;
        if !self.regions.is_empty() {
            let regions = self.regions.iter().map(|line| format!("{} {}", line.region, grouped(line.needed)));
            writeln!(f, "  Votes that are enough: {}.", regions.collect::<Vec<_>>().join(", "))?;
        }
        let placed = self.lists.iter().any(|line| !line.places.is_empty());
        let rows = self.lists.iter().map(|line| {
            let mut row = vec![line.party.clone(), grouped(line.has)];
            row.push(grouped(line.needed));
            row.push(if line.reaches { "reaches it" } else { "does not" }.to_owned());
            row.extend(placed.then(|| line.places.join(", ")));
            row
        });
        let rows: Vec<_> = rows.collect();
        let counted = match self.counted {
            Counted::Votes => "votes",
            Counted::Seats => "seats",
            Counted::Regions => "regions",
        };
        let mut head = vec!["list", counted, "enough", ""];
        head.extend(placed.then_some("in"));
        if rows.is_empty() { Ok(()) } else { table(f, &head, rows) }
    }
}

/// Too few reached the threshold, and the next lists by votes came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UntilStep {
    /// The rule in words.
    pub rule: String,
    /// The votes that who comes in needs all the same; none where nothing is.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::wide_numbers::read"
    )]
    pub from: Option<u128>,
    /// The votes that all together need; none where only their number matters.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::wide_numbers::read"
    )]
    pub needed: Option<u128>,
    /// Who reached the threshold, most votes first.
    pub before: Vec<String>,
    /// The votes of all of them.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub votes_before: u128,
    /// Who came in, most votes first, with the votes of all who take part by then.
    pub came_in: Vec<CameInLine>,
}

/// A list that came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CameInLine {
    /// The list.
    pub party: String,
    /// Its votes.
    pub votes: u64,
    /// The votes of all who take part, this list the last of them.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub together: u128,
}

/// The next lists by votes came in: `came_in`, after those who pass besides.
pub(super) fn until_step(
    names: &Names<'_>,
    plan: &ListPlan,
    until: &Until,
    (from, needed): (u128, u128),
    (votes, passes): (&[u64], &[bool]),
    came_in: &[u32],
) -> UntilStep {
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
    let is_new = |list: usize| came_in.iter().any(|&new| new as usize == list);
    let all = names.ordered(plan, votes).into_iter().filter(|(list, _, votes)| passes[*list] && *votes > 0);
    let (new, old): (Vec<_>, Vec<_>) = all.partition(|(list, _, _)| is_new(*list));
    let votes_before: u128 = old.iter().map(|(_, _, votes)| u128::from(*votes)).sum();
    let mut together = votes_before;
    let line = |(_, party, votes): (usize, String, u64)| {
        together += u128::from(votes);
        CameInLine { party, votes, together }
    };
    UntilStep {
        rule,
        from: until.from.map(|_| from),
        needed: until.share.map(|_| needed),
        before: old.into_iter().map(|(_, party, _)| party).collect(),
        votes_before,
        came_in: new.into_iter().map(line).collect(),
    }
}

impl Words for UntilStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let from = self.from.map(|from| format!(" They need {} votes.", grouped(from)));
        let needed = self.needed.map(|needed| format!(" All together need {} votes.", grouped(needed)));
        let (before, votes) = (joined(&self.before, "nobody"), grouped(self.votes_before));
        writeln!(
            f,
            "  Threshold: {}.{}{} Before, {before} with {votes} votes:{margin}",
            self.rule,
            needed.unwrap_or_default(),
            from.unwrap_or_default(),
        )?;
        let row = |line: &CameInLine| vec![line.party.clone(), grouped(line.votes), grouped(line.together)];
        table(f, &["comes in", "votes", "all together"], self.came_in.iter().map(row).collect())
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
