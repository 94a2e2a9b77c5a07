//! The steps that every count has: its rules, its tiers, the boxes, ties and seats.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};
use unicode_width::UnicodeWidthStr;

use super::layout::{count, grouped};
use super::names::{Claimants, Names};
use super::words::{Margin, Words};
use crate::candidates::CandidateRule;
use crate::count::figures::Figures;
use crate::law::{Certainty, Citation};
use crate::linkage::Linkage;
use crate::plan::{GivenWinners, ListPlan};
use crate::reason::Reason;
use crate::{ElectoralSystem, Seats, TieRules, Tier, TierRule};

/// Which rules a count follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RulesStep {
    /// The name of the system.
    pub name: String,
    /// The day it came into force.
    pub since: Option<String>,
    /// The act.
    pub source: Option<String>,
}

impl RulesStep {
    pub(crate) fn of(system: &ElectoralSystem) -> Self {
        let since = system.since.map(|day| day.to_string());
        Self { name: system.name.clone(), since, source: system.source.clone() }
    }
}

impl Words for RulesStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "PROTOCOL: {}", self.name)?;
        if let Some(since) = &self.since {
            writeln!(f, "Rules in force since {since}{margin}")?;
        }
        if let Some(source) = &self.source {
            writeln!(f, "Source: {source}")?;
        }
        Ok(())
    }
}

/// A tier, and what fills it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TierStep {
    /// Its seats.
    pub seats: u32,
    /// What fills them.
    pub how: String,
    /// The tiers whose seats that quotas left come to these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_by: Vec<String>,
}

impl TierStep {
    pub(crate) fn of(tier: &Tier, seats: u32) -> Self {
        let how = match &tier.rule {
            TierRule::List(rule) => rule.method.title().into_owned(),
            TierRule::Candidates(CandidateRule { ranked: Some(ranked), .. }) => {
                format!("ranked ballots, {}", ranked.method.word())
            }
            TierRule::Candidates(CandidateRule { several: Some(several), .. }) => {
                let where_ = if tier.seats == Seats::Same(1) { "single" } else { "multi" };
                format!("{where_}-member districts, {}", several.method.word())
            }
            TierRule::Candidates(rule) => match (&rule.majority, rule.run_off) {
                (Some(_), Some(_)) => "single-member districts, two rounds",
                (Some(_), None) => "single-member districts, absolute majority",
                (None, _) if tier.seats == Seats::Same(1) => "single-member districts, plurality",
                (None, _) => "multi-member districts, plurality",
            }
            .to_owned(),
            TierRule::Appointed(rule) => format!("filled by: {}", rule.by),
        };
        let left_by = match tier.linkage() {
            Some(Linkage::Remainders(rule)) => rule.with.clone(),
            _ => Vec::new(),
        };
        Self { seats, how, left_by }
    }
}

impl Words for TierStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let name = margin.tier.unwrap_or_default();
        let own = count(self.seats, "seat");
        let seats = match (self.seats, &self.left_by[..]) {
            (_, []) => own,
            (0, left_by) => format!("what {} leaves", left_by.join(", ")),
            (_, left_by) => format!("{own} and what {} leaves", left_by.join(", ")),
        };
        let heading = format!("TIER {name}: {seats}, {}", self.how);
        writeln!(f, "\n{heading}{margin}")?;
        writeln!(f, "{}", "-".repeat(heading.width()))
    }
}

/// What the ballot boxes held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BallotsStep {
    /// Votes for lists and candidates.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub valid: u128,
    /// Votes against all, where the ballot has that line.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub against_all: u128,
    /// Invalid ballots; none when unknown.
    #[serde(default, deserialize_with = "crate::wide_numbers::read")]
    pub invalid: Option<u128>,
    /// Voters on the roll; none when unknown.
    #[serde(default, deserialize_with = "crate::wide_numbers::read")]
    pub registered: Option<u128>,
}

impl BallotsStep {
    pub(crate) fn of(figures: &Figures) -> Self {
        let &Figures { against_all, invalid, registered, .. } = figures;
        Self { valid: figures.valid(), against_all, invalid, registered }
    }
}

impl Words for BallotsStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        write!(f, "  Valid votes {}", grouped(self.valid))?;
        if self.against_all > 0 {
            write!(f, ", against all {}", grouped(self.against_all))?;
        }
        match self.invalid {
            Some(invalid) => write!(f, ", invalid ballots {}", grouped(invalid))?,
            None => write!(f, ", invalid ballots not known")?,
        }
        if let Some(registered) = self.registered {
            write!(f, ", voters on the roll {}", grouped(registered))?;
        }
        writeln!(f, ".{margin}")
    }
}

/// Votes against all that the ballot cannot have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AgainstAllNotOnTheBallotStep {
    /// How many; they count as invalid.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub votes: u128,
}

impl Words for AgainstAllNotOnTheBallotStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(
            f,
            "  The ballot of these rules has no line against all: {} such votes count as invalid.{margin}",
            grouped(self.votes)
        )
    }
}

/// Tie rules decided between equal claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TieBrokenStep {
    /// The rule, and those before it that could not decide.
    pub rule: TieRules,
    /// Who won by it.
    pub winners: Vec<String>,
}

impl TieBrokenStep {
    pub(crate) fn of(names: &Names<'_>, rule: TieRules, who: Claimants<'_>, winners: &[u32]) -> Self {
        Self { rule, winners: names.names(who, winners) }
    }
}

impl Words for TieBrokenStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  Equal claims, decided by {}: {}.{margin}", self.rule, self.winners.join(", "))
    }
}

/// Equal claims that no rule decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TieOpenStep {
    /// Who competes.
    pub parties: Vec<String>,
    /// Seats among them.
    pub seats: u32,
    /// The rules that could not decide, or say that nothing does.
    pub rule: TieRules,
    /// Why it could not.
    pub why: String,
}

impl Words for TieOpenStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let (seats, among) = (count(self.seats, "seat"), self.parties.join(", "));
        writeln!(f, "  TIE: {seats} open among {among}; {}.{margin}", self.why)
    }
}

/// The seats of an area's lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SeatsStep {
    /// Each list with seats, most first.
    pub lists: Vec<SeatsLine>,
}

/// A list's seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SeatsLine {
    /// The list.
    pub party: String,
    /// Its seats.
    pub seats: u32,
}

impl SeatsStep {
    pub(crate) fn of(names: &Names<'_>, plan: &ListPlan, given: &[u32]) -> Self {
        let seated = given.iter().enumerate().filter(|&(_, &seats)| seats > 0);
        let line = |(list, &seats): (usize, &u32)| SeatsLine { party: names.list(plan, list), seats };
        let mut lists: Vec<_> = seated.map(line).collect();
        lists.sort_by(|a, b| b.seats.cmp(&a.seats).then_with(|| a.party.cmp(&b.party)));
        Self { lists }
    }
}

impl Words for SeatsStep {
    fn write(&self, f: &mut Formatter<'_>, _: &Margin<'_>) -> fmt::Result {
        let lines = self.lists.iter().map(|line| format!("{} {}", line.party, line.seats));
        writeln!(f, "  Seats: {}.", super::layout::joined(&lines.collect::<Vec<_>>(), "none"))
    }
}

/// Winners were given in place of votes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WinnersGivenStep {
    /// Seats by holder and district.
    pub winners: Vec<WinnerLine>,
}

/// Winners as given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WinnerLine {
    /// The district, where it is known.
    pub district: Option<String>,
    /// Candidate or party; "without a party" when neither is known.
    pub holder: String,
    /// How many seats.
    pub seats: u32,
}

impl WinnersGivenStep {
    pub(crate) fn of(names: &Names<'_>, rows: &[GivenWinners]) -> Self {
        let line = |row: &GivenWinners| {
            let winner = &names.votes.winners()[row.row];
            let holder = match (&winner.candidate, &winner.party) {
                (Some(candidate), Some(party)) => format!("{candidate} ({party})"),
                (Some(name), None) | (None, Some(name)) => name.clone(),
                (None, None) => "without a party".to_owned(),
            };
            WinnerLine { district: winner.district.clone(), holder, seats: row.seats }
        };
        Self { winners: rows.iter().map(line).collect() }
    }
}

impl Words for WinnersGivenStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  The votes are not known. These winners are given and taken as they are:{margin}")?;
        for line in &self.winners {
            let district = line.district.as_deref().unwrap_or("district not given");
            writeln!(f, "    {} {} ({district})", line.seats, line.holder)?;
        }
        Ok(())
    }
}

/// Seats that voters do not fill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AppointedStep {
    /// Who fills them.
    pub by: String,
    /// How many.
    pub seats: u32,
}

impl Words for AppointedStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let seats = count(self.seats, "seat");
        writeln!(f, "  {seats} filled by: {}. Nobody's votes decide here.{margin}", self.by)
    }
}

/// The votes of a tier are not there, and its seats may stay empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct VotesNotGivenStep {}

impl Words for VotesNotGivenStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  The votes for this tier are not given: its seats stay empty, as was allowed.{margin}")
    }
}

/// Seats that stay empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UnfilledStep {
    /// How many.
    pub seats: u32,
    /// Why.
    pub reason: Reason,
}

impl Words for UnfilledStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  UNFILLED: {}; {}.{margin}", count(self.seats, "seat"), self.reason)
    }
}

/// The house grew to hold a guarantee or overhang.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct HouseGrewStep {
    /// By how many seats.
    pub seats: u32,
}

impl Words for HouseGrewStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  The house grows by {}.{margin}", count(self.seats, "seat"))
    }
}

/// The house shrank, because it has fewer seats than districts and winners were refused theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct HouseShrankStep {
    /// By how many seats.
    pub seats: u32,
}

impl Words for HouseShrankStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  The house shrinks by {}.{margin}", count(self.seats, "seat"))
    }
}

/// Rules that were not read in a text that settles them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DoubtsStep {
    /// What they are about, and what is known.
    pub rules: Vec<DoubtLine>,
}

/// A rule that is not verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DoubtLine {
    /// The tier, or the tier and its rule.
    pub rule: String,
    /// How well it is known.
    pub certainty: Certainty,
    /// What a reader should know.
    pub note: Option<String>,
    /// Where it was read.
    pub url: Option<String>,
}

impl DoubtsStep {
    pub(crate) fn of<'a>(cited: impl Iterator<Item = (&'a String, &'a Citation)>) -> Self {
        let line = |(rule, citation): (&String, &Citation)| DoubtLine {
            rule: rule.clone(),
            certainty: citation.certainty,
            note: citation.note.clone(),
            url: citation.url.clone(),
        };
        Self { rules: cited.map(line).collect() }
    }
}

impl Words for DoubtsStep {
    fn write(&self, f: &mut Formatter<'_>, _: &Margin<'_>) -> fmt::Result {
        writeln!(f, "\nNot verified in the text of the law:")?;
        for DoubtLine { rule, certainty, note, url } in &self.rules {
            let note = note.as_ref().map_or(String::new(), |note| format!("; {note}"));
            let url = url.as_ref().map_or(String::new(), |url| format!(" ({url})"));
            writeln!(f, "  {rule}: {certainty}{note}{url}")?;
        }
        Ok(())
    }
}

/// A contest that no tier of the rules reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ContestNotUsedStep {
    /// Its name.
    pub contest: String,
}

impl Words for ContestNotUsedStep {
    fn write(&self, f: &mut Formatter<'_>, _: &Margin<'_>) -> fmt::Result {
        let contest = &self.contest;
        writeln!(f, "\nVotes or winners of `{contest}` are given, but no tier of these rules reads them.")
    }
}
