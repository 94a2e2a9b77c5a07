//! The tables of a rules file, and the rules that they say.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::list_rule::{TierFile, unless_default};
use super::seats::DistrictsFile;
use super::{AppointedRule, Contradiction, Districts, ListRule, TieRule, Tier, TierRule};
use crate::ElectoralSystem;
use crate::candidates::CandidateRule;
use crate::error::RulesErrorKind;
use crate::law::Citation;
use crate::several_votes::{SeveralVotes, SeveralVotesMethod};
use crate::text::folded;
use crate::unique_keys::unique_keys;
use sailau_apportion::{UnknownMethod, nearest_method, no_method};
use sailau_ranked::{RankedMethod, RankedRule};

/// The top of a rules file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SystemFile {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    since: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(default, rename = "tier")]
    tiers: Vec<TierFile>,
    #[serde(
        default,
        rename = "cite",
        deserialize_with = "citations",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    citations: BTreeMap<String, Citation>,
}

/// A day as TOML's own date or as text.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(try_from = "DayFile", into = "String")]
struct Day(Date);

#[derive(Deserialize)]
#[serde(untagged, expecting = "a day is needed here, such as 2022-11-05")]
enum DayFile {
    Text(String),
    Toml(toml::value::Datetime),
}

impl TryFrom<DayFile> for Day {
    type Error = String;

    fn try_from(file: DayFile) -> Result<Self, String> {
        let text = match file {
            DayFile::Text(text) => text,
            DayFile::Toml(day) => day.to_string(),
        };
        // A time of day, or another form of the date, would be passed over.
        let day = text.parse().ok().filter(|day: &Date| day.to_string() == text);
        day.map(Day).ok_or_else(|| format!("`{text}` is not a day of the calendar; write it like 2022-11-05"))
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.0.to_string()
    }
}

fn citations<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, Citation>, D::Error> {
    unique_keys(deserializer, "a table")
}

pub(super) const PLURALITY: &str = "plurality";
pub(super) const MAJORITY: &str = "absolute majority";
pub(super) const APPOINTED: &str = "appointed";

/// The methods by which candidates are elected.
pub(super) fn of_candidates() -> impl Iterator<Item = &'static str> {
    let several = SeveralVotesMethod::ALL.into_iter().map(SeveralVotesMethod::word);
    let ranked = RankedMethod::ALL.into_iter().map(RankedMethod::word);
    [PLURALITY, MAJORITY].into_iter().chain(several).chain(ranked)
}

impl SystemFile {
    /// The rules as they stand, in whatever form their names are.
    pub(super) fn into_tiers(self) -> Result<ElectoralSystem, Contradiction> {
        let tiers = self.tiers.into_iter().enumerate();
        let tiers = tiers.map(|(i, tier)| tier.into_tier(i)).collect::<Result<_, _>>();
        Ok(ElectoralSystem {
            name: self.name,
            since: self.since.map(|day| day.0),
            source: self.source,
            tiers: tiers.map_err(|wrong: Contradiction| wrong.cited(&self.citations))?,
            citations: self.citations,
        })
    }
}

impl From<ElectoralSystem> for SystemFile {
    fn from(system: ElectoralSystem) -> Self {
        Self {
            name: system.name,
            since: system.since.map(Day),
            source: system.source,
            tiers: system.tiers.into_iter().map(TierFile::from).collect(),
            citations: system.citations,
        }
    }
}

impl TierFile {
    fn into_tier(mut self, index: usize) -> Result<Tier, Contradiction> {
        let name = self.name.clone();
        let word = folded(&self.method).replace('-', " ");
        let method = of_candidates().chain([APPOINTED]).find(|own| own.replace('-', " ") == word);
        let method = method.map_or_else(|| self.method.clone(), str::to_owned);
        let wrong = |field: &str, problem: String| Contradiction::in_tier(index, &name, Some(field), problem);
        let needs = |rule: &str, problem: &str| {
            wrong("method", problem.to_owned()).of_kind(RulesErrorKind::Needs { rule: rule.to_owned() })
        };
        // Every field that the method does not use must be absent: a rule without effect is a mistake.
        let unused = |fields: &[(&str, bool)]| match fields.iter().find(|(_, given)| *given) {
            Some((field, _)) => {
                Err(wrong(field, format!("has no meaning with method \"{method}\"; remove it")))
            }
            None => Ok(()),
        };
        let by = ("by", self.by.is_some());
        let [run_off, majority] =
            [("run_off", self.run_off.is_some()), ("majority", self.majority.is_some())];
        let lead = ("lead", self.lead.is_some());
        let group_limit = ("group_limit", self.group_limit.is_some());
        let ranked = ("ranked", self.ranked.is_some());
        let ballot = ("ballot", self.ballot.is_some());
        let rule = match method.as_str() {
            APPOINTED => {
                unused(&self.of_lists())?;
                unused(&[
                    run_off,
                    majority,
                    lead,
                    group_limit,
                    ranked,
                    ballot,
                    ("ties", self.ties.is_some()),
                    ("against_all", self.against_all.is_some()),
                    ("contest", self.contest.is_some()),
                    ("districts", self.districts.is_some()),
                ])?;
                let missing = || {
                    let problem = "appointed seats need `by`, the name of who fills them";
                    needs("by", problem)
                };
                TierRule::Appointed(AppointedRule { by: self.by.ok_or_else(missing)? })
            }
            PLURALITY | MAJORITY => {
                unused(&[by, ranked, ballot])?;
                let of_lists_only = self.of_lists().into_iter().filter(|(word, _)| *word != "turnout");
                unused(&of_lists_only.collect::<Vec<_>>())?;
                if method == PLURALITY {
                    unused(&[run_off, majority, lead])?;
                } else if self.majority.is_none() {
                    let problem = "an absolute majority needs `majority`, such as \
                                   { more_than = \"50%\", of = \"valid votes\" }";
                    return Err(needs("majority", problem));
                }
                TierRule::Candidates(CandidateRule {
                    majority: self.majority,
                    lead: self.lead,
                    run_off: self.run_off,
                    turnout: self.turnout,
                    group_limit: self.group_limit,
                    ranked: None,
                    several: None,
                    ties: self.ties.unwrap_or_default(),
                    against_all: self.against_all.unwrap_or_default(),
                })
            }
            word if let Some(method) = RankedMethod::named(word) => {
                unused(&[by, run_off, majority, lead, group_limit, ballot])?;
                unused(&self.of_lists())?;
                unused(&[("ties", self.ties.is_some()), ("against_all", self.against_all.is_some())])?;
                let words = self.ranked.unwrap_or_else(|| RankedRule::new(method));
                TierRule::Candidates(CandidateRule {
                    ranked: Some(Box::new(words.by(method))),
                    ties: TieRule::Lots.into(),
                    ..CandidateRule::default()
                })
            }
            word if let Some(method) = SeveralVotesMethod::named(word) => {
                unused(&[by, run_off, majority, lead, ranked])?;
                unused(&self.of_lists())?;
                let words = self.ballot.unwrap_or_else(|| SeveralVotes::new(method));
                TierRule::Candidates(CandidateRule {
                    several: Some(Box::new(words.by(method))),
                    group_limit: self.group_limit,
                    ties: self.ties.unwrap_or_default(),
                    against_all: self.against_all.unwrap_or_default(),
                    ..CandidateRule::default()
                })
            }
            word => {
                let method = word.parse().map_err(|error| match error {
                    UnknownMethod::Word(word) => {
                        let others: Vec<_> = of_candidates().chain([APPOINTED]).collect();
                        let nearest = nearest_method(&word, &others);
                        let kind = RulesErrorKind::UnknownWord { word: word.clone(), nearest };
                        wrong("method", no_method(&word, &others)).of_kind(kind)
                    }
                    error => wrong("method", error.to_string()).of_kind(RulesErrorKind::WrongValue),
                })?;
                unused(&[by, run_off, majority, lead, group_limit, ranked, ballot])?;
                TierRule::List(Box::new(ListRule::of_file(method, &mut self)))
            }
        };
        Ok(Tier {
            name: self.name,
            seats: self.seats,
            districts: self.districts.map_or_else(Districts::default, Districts::from),
            district_seats: self.district_seats,
            contest: self.contest,
            rule,
        })
    }
}

impl From<Tier> for TierFile {
    fn from(tier: Tier) -> Self {
        let mut file = Self::bare(tier.name, tier.seats);
        file.districts = unless_default(tier.districts).map(DistrictsFile::from);
        file.contest = tier.contest;
        file.district_seats = tier.district_seats;
        match tier.rule {
            TierRule::List(rule) => rule.into_file(&mut file),
            TierRule::Candidates(CandidateRule { ranked: Some(rule), .. }) => {
                file.method = rule.method.word().to_owned();
                file.ranked = Some(*rule).filter(|rule| *rule != RankedRule::new(rule.method));
            }
            TierRule::Candidates(rule) => {
                let several = rule.several.as_ref().map(|several| several.method.word());
                let one = if rule.majority.is_some() { MAJORITY } else { PLURALITY };
                file.method = several.unwrap_or(one).to_owned();
                file.ballot = rule.several.map(|several| *several).filter(SeveralVotes::says_more);
                file.majority = rule.majority;
                file.lead = rule.lead;
                file.run_off = rule.run_off;
                file.turnout = rule.turnout;
                file.group_limit = rule.group_limit;
                file.ties = unless_default(rule.ties);
                file.against_all = unless_default(rule.against_all);
            }
            TierRule::Appointed(rule) => {
                file.method = APPOINTED.to_owned();
                file.by = Some(rule.by);
            }
        }
        file
    }
}
