//! Rules as TOML and JSON.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::place;
use super::tables::unique_keys;
use super::{
    AgainstAll, Alliances, AppointedRule, Biproportional, Bonus, Cap, DistrictSeats, Districts,
    ElectoralSystem, Exhausted, FirstSeat, Lead, Linkage, ListRule, NoListPasses, OpenList, Placement,
    QuotaRule, RunOff, Seats, SingleRule, SoleQualifier, Threshold, TieRule, Tier, TierRule, Weight, check,
    is_default,
};
use crate::apportion::UnknownMethod;
use crate::law::Citation;
use crate::system::error::{RulesError, RulesPlace};

impl ElectoralSystem {
    /// Reads rules from TOML and checks them.
    ///
    /// # Errors
    ///
    /// [`RulesError`] with the line and column, and what to do.
    ///
    /// # Examples
    ///
    /// ```
    /// use sailau::system::ElectoralSystem;
    ///
    /// let netherlands = ElectoralSystem::from_toml(r#"
    ///     name = "Tweede Kamer"
    ///     [[tier]]
    ///     name = "list"
    ///     seats = 150
    ///     method = "dhondt"
    ///     threshold = { at_least = "1/150", of = "valid votes" }
    /// "#)?;
    /// assert_eq!(netherlands.tiers.len(), 1);
    ///
    /// let error = ElectoralSystem::from_toml("name = \"A\"\n[[tier]]\nname = \"list\"\nseat = 5").unwrap_err();
    /// assert!(error.to_string().starts_with("line 4, column 1: unknown field `seat`"));
    /// # Ok::<(), sailau::system::RulesError>(())
    /// ```
    pub fn from_toml(text: &str) -> Result<Self, RulesError> {
        let file: SystemFile = toml::from_str(text).map_err(|error| RulesError {
            place: error.span().map(|span| RulesPlace::of(text, span.start)),
            rule: None,
            problem: one_line(error.message()),
        })?;
        file.into_system().map_err(|wrong| {
            let offset = place::in_toml(text, &wrong.path);
            wrong.at(offset.map(|offset| RulesPlace::of(text, offset)))
        })
    }

    /// Reads rules from JSON and checks them.
    ///
    /// # Errors
    ///
    /// [`RulesError`] with the line and column, and what to do.
    ///
    /// ```
    /// use sailau::system::ElectoralSystem;
    ///
    /// let rules = r#"{"name": "A", "tier": [{"name": "list", "method": "hare", "seats": 0}]}"#;
    /// let error = ElectoralSystem::from_json(rules).unwrap_err();
    /// assert_eq!(error.to_string(), "line 1, column 68: tier `list`, `seats`: a tier has at least one seat");
    /// ```
    pub fn from_json(text: &str) -> Result<Self, RulesError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let first = text.len() - text.trim_start().len();
        if !text[first..].starts_with('{') {
            return Err(RulesError {
                place: Some(RulesPlace::of(text, first)),
                rule: None,
                problem: "rules are one object: {\"name\": …, \"tier\": [ … ]}".to_owned(),
            });
        }
        let file: SystemFile = serde_json::from_str(text).map_err(|error| {
            let message = error.to_string();
            let place = format!(" at line {} column {}", error.line(), error.column());
            RulesError {
                place: Some(RulesPlace::of_bytes(text, error.line(), error.column())),
                rule: None,
                problem: one_line(message.strip_suffix(&place).unwrap_or(&message)),
            }
        })?;
        file.into_system().map_err(|wrong| {
            let offset = place::in_json(text, &wrong.path);
            wrong.at(offset.map(|offset| RulesPlace::of(text, offset)))
        })
    }

    /// Reads rules from a file: JSON when its name ends in `.json`, otherwise TOML.
    ///
    /// # Errors
    ///
    /// [`RulesError`], which names the file.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, RulesError> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let unreadable = |problem| RulesError { place: None, rule: Some(name.clone()), problem };
        let bytes = std::fs::read(path).map_err(|error| unreadable(format!("cannot be opened: {error}")))?;
        let text = String::from_utf8(bytes)
            .map_err(|_| unreadable("not UTF-8 text; save the file as UTF-8".to_owned()))?;
        let is_json = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"));
        let read = if is_json { Self::from_json(&text) } else { Self::from_toml(&text) };
        read.map_err(|error| error.in_file(&name))
    }

    /// Writes the rules as TOML; reading it back gives an equal value.
    ///
    /// # Errors
    ///
    /// [`RulesError`] when the rules contradict themselves and could not be read back.
    pub fn to_toml(&self) -> Result<String, RulesError> {
        check::check(self)?;
        toml::to_string(self).map_err(|error| RulesError {
            place: None,
            rule: None,
            problem: error.to_string(),
        })
    }

    /// Writes the rules as indented JSON; reading it back gives an equal value.
    ///
    /// # Errors
    ///
    /// [`RulesError`] when the rules contradict themselves and could not be read back.
    pub fn to_json(&self) -> Result<String, RulesError> {
        check::check(self)?;
        serde_json::to_string_pretty(self).map_err(|error| RulesError {
            place: None,
            rule: None,
            problem: error.to_string(),
        })
    }
}

/// A message in one line, whatever names stand in it.
fn one_line(message: &str) -> String {
    let lines: Vec<_> = message.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("; ").chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// A contradiction, with its path in a file.
#[derive(Debug)]
pub(in crate::system) struct Wrong {
    pub(in crate::system) path: Vec<String>,
    pub(in crate::system) rule: String,
    pub(in crate::system) problem: String,
}

impl Wrong {
    fn at(self, place: Option<RulesPlace>) -> RulesError {
        RulesError { place, rule: Some(one_line(&self.rule)), problem: one_line(&self.problem) }
    }
}

impl From<Wrong> for RulesError {
    fn from(wrong: Wrong) -> Self {
        wrong.at(None)
    }
}

/// The top of a rules file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SystemFile {
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
        deserialize_with = "unique_keys",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    citations: BTreeMap<String, Citation>,
}

/// A day as TOML's own date or as text.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(try_from = "DayFile", into = "String")]
struct Day(Date);

#[derive(Deserialize)]
#[serde(untagged, expecting = "a day such as 2022-11-05")]
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

/// A tier as it stands in a file: every field that some kind of tier has.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TierFile {
    name: String,
    method: String,
    seats: Seats,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    districts: Option<DistrictsFile>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    contest: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ties: Option<TieRule>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    against_all: Option<AgainstAll>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lead: Option<Lead>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    run_off: Option<RunOff>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    no_list_passes: Option<NoListPasses>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_least: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    exhausted: Option<Exhausted>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    threshold: Option<Threshold>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sole_qualifier: Option<SoleQualifier>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    majority: Option<Threshold>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    turnout: Option<Threshold>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quota: Option<QuotaRule>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    weight: Option<Weight>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    first_seat: Option<FirstSeat>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    alliances: Option<Alliances>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bonus: Option<Bonus>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cap: Option<Cap>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    biproportional: Option<Biproportional>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    linkage: Option<Linkage>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    placement: Option<Placement>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    open_list: Option<OpenList>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    district_seats: Option<DistrictSeats>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged, expecting = "\"nationwide\", \"each\", \"regions\" or a number of districts such as 29")]
enum DistrictsFile {
    Number(u32),
    Word(DistrictsWord),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum DistrictsWord {
    Nationwide,
    Each,
    Regions,
}

const PLURALITY: &str = "plurality";
const MAJORITY: &str = "absolute majority";
const APPOINTED: &str = "appointed";

impl SystemFile {
    fn into_system(self) -> Result<ElectoralSystem, Wrong> {
        let tiers = self.tiers.into_iter().enumerate();
        let system = ElectoralSystem {
            name: self.name,
            since: self.since.map(|day| day.0),
            source: self.source,
            tiers: tiers.map(|(i, tier)| tier.into_tier(i)).collect::<Result<_, _>>()?,
            citations: self.citations,
        };
        check::check(&system)?;
        Ok(system)
    }
}

impl TryFrom<SystemFile> for ElectoralSystem {
    type Error = RulesError;

    fn try_from(file: SystemFile) -> Result<Self, RulesError> {
        Ok(file.into_system()?)
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
    fn into_tier(self, index: usize) -> Result<Tier, Wrong> {
        let wrong = |field: &str, problem: String| check::wrong_tier(index, &self.name, Some(field), problem);
        // Every field that the method does not use must be absent: a rule without effect is a mistake.
        let unused = |fields: &[(&str, bool)]| match fields.iter().find(|(_, given)| *given) {
            Some((field, _)) => {
                Err(wrong(field, format!("has no meaning with method \"{}\"; remove it", self.method)))
            }
            None => Ok(()),
        };
        let by = ("by", self.by.is_some());
        let run_off = ("run_off", self.run_off.is_some());
        let lead = ("lead", self.lead.is_some());
        let majority = ("majority", self.majority.is_some());
        let turnout = ("turnout", self.turnout.is_some());
        let threshold = ("threshold", self.threshold.is_some());
        let no_list_passes = ("no_list_passes", self.no_list_passes.is_some());
        let sole_qualifier = ("sole_qualifier", self.sole_qualifier.is_some());
        let of_lists = [
            threshold,
            no_list_passes,
            sole_qualifier,
            ("quota", self.quota.is_some()),
            ("at_least", self.at_least.is_some()),
            ("weight", self.weight.is_some()),
            ("first_seat", self.first_seat.is_some()),
            ("alliances", self.alliances.is_some()),
            ("bonus", self.bonus.is_some()),
            ("cap", self.cap.is_some()),
            ("exhausted", self.exhausted.is_some()),
            ("biproportional", self.biproportional.is_some()),
            ("linkage", self.linkage.is_some()),
            ("placement", self.placement.is_some()),
            ("open_list", self.open_list.is_some()),
            ("district_seats", self.district_seats.is_some()),
        ];
        let ties = self.ties.unwrap_or_default();
        let against_all = self.against_all.unwrap_or_default();

        let rule = match self.method.as_str() {
            APPOINTED => {
                unused(&of_lists)?;
                unused(&[
                    run_off,
                    majority,
                    turnout,
                    lead,
                    ("ties", self.ties.is_some()),
                    ("against_all", self.against_all.is_some()),
                    ("contest", self.contest.is_some()),
                    ("districts", self.districts.is_some()),
                ])?;
                let missing = || {
                    let problem = "appointed seats need `by`, the name of who fills them";
                    wrong("method", problem.to_owned())
                };
                TierRule::Appointed(AppointedRule { by: self.by.clone().ok_or_else(missing)? })
            }
            PLURALITY | MAJORITY => {
                unused(&[by])?;
                unused(&of_lists)?;
                if self.method == PLURALITY {
                    unused(&[run_off, majority, lead])?;
                } else if self.majority.is_none() {
                    let problem = "an absolute majority needs `majority`, such as \
                                   { more_than = \"50%\", of = \"valid votes\" }";
                    return Err(wrong("method", problem.to_owned()));
                }
                TierRule::Single(SingleRule {
                    majority: self.majority,
                    lead: self.lead,
                    run_off: self.run_off,
                    turnout: self.turnout,
                    ties,
                    against_all,
                })
            }
            word => {
                let method = word.parse().map_err(|error| {
                    let problem = match &error {
                        UnknownMethod::Word(_) => format!("{error}; or {PLURALITY}, {MAJORITY}, {APPOINTED}"),
                        _ => error.to_string(),
                    };
                    wrong("method", problem)
                })?;
                unused(&[by, run_off, majority, turnout, lead])?;
                TierRule::List(Box::new(ListRule {
                    method,
                    threshold: self.threshold,
                    no_list_passes: self.no_list_passes.unwrap_or_default(),
                    sole_qualifier: self.sole_qualifier,
                    ties,
                    against_all,
                    quota: self.quota,
                    at_least: self.at_least.unwrap_or_default(),
                    weight: self.weight,
                    first_seat: self.first_seat,
                    alliances: self.alliances,
                    bonus: self.bonus,
                    cap: self.cap,
                    exhausted: self.exhausted.unwrap_or_default(),
                    biproportional: self.biproportional,
                    linkage: self.linkage,
                    placement: self.placement,
                    open_list: self.open_list,
                }))
            }
        };
        Ok(Tier {
            name: self.name,
            seats: self.seats,
            districts: match self.districts {
                None | Some(DistrictsFile::Word(DistrictsWord::Nationwide)) => Districts::Nationwide,
                Some(DistrictsFile::Word(DistrictsWord::Each)) => Districts::Each,
                Some(DistrictsFile::Word(DistrictsWord::Regions)) => Districts::Regions,
                Some(DistrictsFile::Number(number)) => Districts::Number(number),
            },
            district_seats: self.district_seats,
            contest: self.contest,
            rule,
        })
    }
}

impl From<Tier> for TierFile {
    fn from(tier: Tier) -> Self {
        let file = Self {
            name: tier.name,
            method: String::new(),
            seats: tier.seats,
            districts: match tier.districts {
                Districts::Nationwide => None,
                Districts::Each => Some(DistrictsFile::Word(DistrictsWord::Each)),
                Districts::Regions => Some(DistrictsFile::Word(DistrictsWord::Regions)),
                Districts::Number(number) => Some(DistrictsFile::Number(number)),
            },
            contest: tier.contest,
            by: None,
            ties: None,
            against_all: None,
            lead: None,
            run_off: None,
            no_list_passes: None,
            threshold: None,
            sole_qualifier: None,
            majority: None,
            turnout: None,
            at_least: None,
            exhausted: None,
            quota: None,
            weight: None,
            first_seat: None,
            alliances: None,
            bonus: None,
            cap: None,
            biproportional: None,
            linkage: None,
            placement: None,
            open_list: None,
            district_seats: tier.district_seats,
        };
        // Defaults are left out, so that a written file is as short as a hand-made one.
        fn unless_default<T: Default + PartialEq>(value: T) -> Option<T> {
            Some(value).filter(|value| !is_default(value))
        }
        match tier.rule {
            TierRule::List(rule) => Self {
                method: rule.method.name().into_owned(),
                threshold: rule.threshold,
                no_list_passes: unless_default(rule.no_list_passes),
                sole_qualifier: rule.sole_qualifier,
                ties: unless_default(rule.ties),
                against_all: unless_default(rule.against_all),
                quota: rule.quota,
                at_least: unless_default(rule.at_least),
                weight: rule.weight,
                first_seat: rule.first_seat,
                alliances: rule.alliances,
                bonus: rule.bonus,
                cap: rule.cap,
                exhausted: unless_default(rule.exhausted),
                biproportional: rule.biproportional,
                linkage: rule.linkage,
                placement: rule.placement,
                open_list: rule.open_list,
                ..file
            },
            TierRule::Single(rule) => Self {
                method: if rule.majority.is_some() { MAJORITY } else { PLURALITY }.to_owned(),
                majority: rule.majority,
                lead: rule.lead,
                run_off: rule.run_off,
                turnout: rule.turnout,
                ties: unless_default(rule.ties),
                against_all: unless_default(rule.against_all),
                ..file
            },
            TierRule::Appointed(rule) => Self { method: APPOINTED.to_owned(), by: Some(rule.by), ..file },
        }
    }
}
