//! Alliances in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::AllianceThreshold;
use super::allied::Allied;
use super::contender::Contender;
use super::group::Group;
use crate::plan::{Area, ListPlan};
use crate::protocol::layout::{count, decimal, exact, grouped, table, votes_are};
use crate::protocol::names::Names;
use crate::protocol::sharing::{QUOTAS, QUOTIENTS, last_and_next, quota_columns, quotient_columns};
use crate::protocol::words::{Margin, Words};
use crate::threshold::measure::Measure;
use sailau_apportion::{Method, Quotient, Ratio};

/// Seats were shared among lists and alliances of lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AlliedStep {
    /// The method.
    pub method: Method,
    /// Seats to share.
    pub seats: u32,
    /// Whether it was within an alliance.
    pub inner: bool,
    /// The quota, exact, where the method has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<Ratio>,
    /// Each group, most votes first.
    pub groups: Vec<GroupLine>,
}

/// Which alliances reached their threshold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AllianceThresholdStep {
    /// The rule in words.
    pub rule: String,
    /// The size of the base that shares are of.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub base: u128,
    /// The votes that are enough.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub needed: u128,
    /// The votes that one of its lists has to have; none where the rule asks for none.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::wide_numbers::read"
    )]
    pub one_list: Option<u128>,
    /// The votes from which on a list counts for its alliance; none where all do.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::wide_numbers::read"
    )]
    pub counts_from: Option<u128>,
    /// Each alliance, most votes first.
    pub alliances: Vec<AllianceLine>,
}

/// An alliance against its threshold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AllianceLine {
    /// Its lists, by name.
    pub lists: Vec<String>,
    /// Votes of those of its lists that count for it.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub votes: u128,
    /// Votes of the largest of its lists.
    pub largest: u64,
    /// Whether it stands as an alliance.
    pub passes: bool,
    /// Its lists that win nothing and count for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only_count: Vec<String>,
}

pub(super) fn alliance_threshold(
    names: &Names<'_>,
    plan: &ListPlan,
    rule: &AllianceThreshold,
    (allied, cast): (&[Allied], &[u64]),
    sums: &[u128],
    measure: Measure,
    (alone, helps): (&[bool], &[bool]),
) -> AllianceThresholdStep {
    let mut alliances = Vec::new();
    for (number, &votes) in (0u32..).zip(sums) {
        let members = (0u32..)
            .zip(allied)
            .filter(|(list, own)| own.alliance == Some(number) && cast[*list as usize] > 0);
        let members: Vec<u32> = members.map(|(list, _)| list).collect();
        let Some(&first) = members.first() else { continue };
        let only_count: Vec<u32> = members.iter().copied().filter(|&list| helps[list as usize]).collect();
        let largest = members.iter().map(|&list| cast[list as usize]).max().unwrap_or(0);
        let (lists, only_count) = (names.lists(plan, &members), names.lists(plan, &only_count));
        alliances.push(AllianceLine { lists, votes, largest, passes: !alone[first as usize], only_count });
    }
    alliances.sort_by(|a, b| b.votes.cmp(&a.votes).then_with(|| a.lists.cmp(&b.lists)));
    let bound = if rule.inclusive { "at least" } else { "more than" };
    let one_list = rule.one_list.map(|share| format!(", one of its lists {share}")).unwrap_or_default();
    let from = rule.counts_from.map(|share| format!("; lists count from {share} on")).unwrap_or_default();
    AllianceThresholdStep {
        rule: format!("{bound} {}{one_list}{from}", rule.share),
        base: measure.base,
        needed: measure.needed(rule.share, rule.inclusive),
        one_list: rule.one_list.map(|share| measure.needed(share, true)),
        counts_from: rule.counts_from.map(|share| measure.needed(share, true)),
        alliances,
    }
}

impl Words for AllianceThresholdStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let (base, needed) = (grouped(self.base), votes_are(self.needed));
        let one = self.one_list.map(|votes| format!(", {} of one list", grouped(votes))).unwrap_or_default();
        let from = self.counts_from.map(|votes| format!(", and lists count from {} on", grouped(votes)));
        let from = from.unwrap_or_default();
        let rule = &self.rule;
        writeln!(f, "  Threshold of alliances: {rule}. Base {base}, so {needed} enough{one}{from}.{margin}")?;
        let row = |line: &AllianceLine| {
            let verdict = if line.passes { "passes" } else { "fails: its lists stand alone" };
            let mut verdict = verdict.to_owned();
            if !line.only_count.is_empty() {
                verdict += &format!("; {} win nothing", line.only_count.join(", "));
            }
            let mut row = vec![line.lists.join(" + "), grouped(line.votes)];
            row.extend(self.one_list.map(|_| grouped(line.largest)));
            row.push(verdict);
            row
        };
        let mut head = vec!["alliance", "votes"];
        head.extend(self.one_list.map(|_| "largest list"));
        head.push("");
        table(f, &head, self.alliances.iter().map(row).collect())
    }
}

/// Lists that share seats as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GroupLine {
    /// The lists, by name.
    pub lists: Vec<String>,
    /// Their votes together.
    pub votes: u64,
    /// The most seats that they may have together; none without a limit that could matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
    /// Their sure seats together.
    pub seats: u32,
    /// The quotient of the last of them; none without a seat, or where quotients do not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Quotient>,
    /// The quotient for one more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Quotient>,
}

pub(super) fn allied(
    names: &Names<'_>,
    plan: &ListPlan,
    method: &Method,
    seats: u32,
    (members, groups): (&[u32], &[Group]),
    most: &[u32],
    inner: bool,
) -> AlliedStep {
    // Where the largest has a bonus, its seats do not follow from these figures alone.
    let plain = inner || plan.rule.bonus.is_none();
    let divisor = method.divisor().filter(|_| plain);
    let quota = match method {
        Method::LargestRemainder(quota)
        | Method::RelativeRemainder(quota)
        | Method::QuotaThenAverages(quota)
            if plain =>
        {
            Some(quota.of(groups.iter().map(|group| u128::from(group.votes)).sum(), seats))
        }
        _ => None,
    };
    let line = |(i, group): (usize, &Group)| {
        let (last, next) = last_and_next(divisor, group.votes, group.seats);
        GroupLine {
            lists: names.lists(plan, group.lists(members)),
            votes: group.votes,
            most: most.get(i).copied().filter(|&most| most < seats),
            seats: group.seats,
            last,
            next,
        }
    };
    let mut groups: Vec<_> = groups.iter().enumerate().map(line).collect();
    groups.sort_by(|a, b| b.votes.cmp(&a.votes).then_with(|| a.lists.cmp(&b.lists)));
    AlliedStep { method: method.clone(), seats, inner, quota, groups }
}

impl Words for AlliedStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let among = if self.inner { "Within the alliance" } else { "Among alliances and lists" };
        writeln!(f, "  {among}: {}, {}.{margin}", self.method.title(), count(self.seats, "seat"))?;
        if let Some(quota) = self.quota {
            writeln!(f, "  Quota {} = {} votes a seat.", exact(quota), decimal(quota))?;
        }
        let bounded = self.groups.iter().any(|line| line.most.is_some());
        let quotients = self.groups.iter().any(|line| line.next.is_some());
        let row = |line: &GroupLine| {
            let mut row = vec![line.lists.join(" + "), grouped(line.votes)];
            row.extend(bounded.then(|| line.most.map_or("-".to_owned(), grouped)));
            row.push(grouped(line.seats));
            row.extend(self.quota.map(|quota| quota_columns(line.votes, quota)).into_iter().flatten());
            row.extend(quotients.then(|| quotient_columns(line.last, line.next, 1)).into_iter().flatten());
            row
        };
        let mut heads = vec!["lists", "votes"];
        heads.extend(bounded.then_some("at most"));
        heads.push("seats");
        heads.extend(self.quota.map(|_| QUOTAS).into_iter().flatten());
        heads.extend(quotients.then_some(QUOTIENTS).into_iter().flatten());
        table(f, &heads, self.groups.iter().map(row).collect())
    }
}

/// Seats of an alliance went to its candidates with most votes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AllianceCandidatesStep {
    /// The lists of the alliance, by name.
    pub lists: Vec<String>,
    /// Its seats.
    pub seats: u32,
    /// Each candidate, in the order of their votes.
    pub candidates: Vec<AllianceCandidateLine>,
}

/// A candidate of an alliance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AllianceCandidateLine {
    /// The candidate.
    pub name: String,
    /// The party of the list; none for one who stands alone.
    pub party: Option<String>,
    /// The votes.
    pub votes: u64,
    /// Whether the candidate's list has a seat by them.
    pub elected: bool,
    /// Whether the candidate competes with equal ones for the seats that are left.
    pub tied: bool,
}

/// What became of the candidate of this place and number.
pub(super) fn in_order(
    names: &Names<'_>,
    plan: &ListPlan,
    area: &Area,
    (lists, group): (&[u32], Group),
    contenders: &[Contender],
    fate: impl Fn(usize, u32) -> (bool, bool),
) -> AllianceCandidatesStep {
    let line = |(place, one): (usize, &Contender)| {
        let candidate = &area.roster[one.number as usize];
        let (elected, tied) = fate(place, one.number);
        let party = plan.parties[candidate.list].map(|party| names.party(party));
        AllianceCandidateLine { name: candidate.name.clone(), party, votes: one.votes, elected, tied }
    };
    let candidates = contenders.iter().enumerate().map(line).collect();
    AllianceCandidatesStep { lists: names.lists(plan, lists), seats: group.seats, candidates }
}

impl Words for AllianceCandidatesStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let (lists, seats) = (self.lists.join(" + "), count(self.seats, "seat"));
        writeln!(f, "  Candidates of {lists}: {seats}, in the order of their votes.{margin}")?;
        let row = |line: &AllianceCandidateLine| {
            let fate = match (line.elected, line.tied) {
                (true, _) => "has a seat",
                (false, true) => "tied",
                (false, false) => "",
            };
            let party = line.party.clone().unwrap_or_else(|| "-".to_owned());
            vec![line.name.clone(), party, grouped(line.votes), fate.to_owned()]
        };
        table(f, &["candidate", "list", "votes", ""], self.candidates.iter().map(row).collect())
    }
}
