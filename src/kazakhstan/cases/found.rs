//! What the law makes of the facts, figure by figure, and how that compares with what a case says.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};

use super::CaseFault;
use crate::law::Citation;
use crate::procedure::office::{Elected, Polled};
use crate::procedure::{Decision, Law, Limit, Measure, Requirement, Verdict};
use crate::text::{UnknownName, one_line};

/// Figures by their paths, with full stops between the words.
#[derive(Default)]
pub(super) struct Found {
    figures: BTreeMap<String, Value>,
    /// What a case has to say something of.
    must: BTreeSet<String>,
    /// What is expected of a figure of which a case says nothing.
    otherwise: BTreeMap<String, Value>,
    /// Why requirements were not met, or an event was refused.
    why: Option<String>,
    /// What the rules of the law cite.
    pub(super) citations: Vec<Citation>,
}

impl Found {
    /// Nothing yet, under a law.
    pub(super) fn under<R>(law: &Law<R>) -> Self {
        Self::citing(law.cite.values())
    }

    /// Nothing yet, under a law with these citations.
    pub(super) fn citing<'a>(citations: impl IntoIterator<Item = &'a Citation>) -> Self {
        Self { citations: citations.into_iter().cloned().collect(), ..Self::default() }
    }

    /// A decision, of which a case says at least whether all was met.
    pub(super) fn decided<R>(law: &Law<R>, decision: &Decision) -> Self {
        let mut found = Self::under(law);
        found.decision(decision);
        found.must("met");
        found
    }

    /// A vote on one office: the decision, and who is elected or what follows.
    pub(super) fn polled<R>(law: &Law<R>, polled: &Polled) -> Self {
        let mut found = Self::under(law);
        found.decision(&polled.decision);
        let (follows, among) = match &polled.result {
            Elected::Elected(name) => {
                found.set("elected", name.as_str());
                ("elected", None)
            }
            Elected::SecondVote { between, tied, .. } => {
                if !tied.is_empty() {
                    found.set("tied", json!(tied));
                }
                ("second vote", Some(between))
            }
            Elected::RepeatVote(among) => ("repeat vote", Some(among)),
            Elected::RepeatElection => ("repeat election", None),
            Elected::NotRuled(among) => ("not ruled", Some(among)),
        };
        found.set("follows", follows);
        found.must("follows");
        if let Some(among) = among {
            found.set("among", json!(among));
        }
        found
    }

    pub(super) fn set(&mut self, path: impl Into<String>, value: impl Into<Value>) {
        self.figures.insert(path.into(), value.into());
    }

    /// The word by which a value is written in files.
    pub(super) fn set_word(&mut self, path: &str, value: &impl Serialize) {
        self.set(path, serde_json::to_value(value).unwrap_or_default());
    }

    pub(super) fn set_day(&mut self, path: impl Into<String>, day: Date) {
        self.set(path, day.to_string());
    }

    pub(super) fn must(&mut self, path: impl Into<String>) {
        self.must.insert(path.into());
    }

    /// A figure that has to be as usual where a case says nothing of it.
    pub(super) fn usually(&mut self, path: &str, usual: impl Into<Value>, is: impl Into<Value>) {
        self.set(path, is);
        self.otherwise.insert(path.to_owned(), usual.into());
    }

    pub(super) fn because(&mut self, why: impl Into<String>) {
        self.why = Some(one_line(&why.into()));
    }

    /// Whether all was met, and each requirement.
    pub(super) fn decision(&mut self, decision: &Decision) {
        let met = match decision.verdict {
            Verdict::Met => json!(true),
            Verdict::NotMet => json!(false),
            Verdict::Open => json!("open"),
        };
        self.set("met", met);
        self.requirements(&decision.requirements);
        let unmet = decision.requirements.iter().filter(|one| one.verdict == decision.verdict && !one.met());
        let unmet: Vec<_> = unmet.map(in_words).collect();
        if !unmet.is_empty() {
            self.because(unmet.join("; "));
        }
    }

    /// What each asks for, and by how much it passed or fell short. Where a rule asks twice, the worse answer counts.
    pub(super) fn requirements(&mut self, requirements: &[Requirement]) {
        for one in requirements {
            let (needed, margin) = (format!("needed.{}", one.rule), format!("margin.{}", one.rule));
            let before = self.figures.get(&margin).and_then(Value::as_i64).map(i128::from);
            if before.zip(one.margin).is_some_and(|(before, now)| before <= now) {
                continue;
            }
            self.set(needed, border(one));
            if let Some(spare) = one.margin.and_then(whole) {
                self.set(margin, spare);
            }
        }
    }

    /// What a case says against what was found.
    pub(super) fn against(&self, decision: &toml::Table) -> Vec<CaseFault> {
        let mut said = BTreeMap::new();
        flat("", &toml::Value::Table(decision.clone()), &mut said);
        let mut faults = Vec::new();
        for (path, expected) in &said {
            match self.figures.get(path) {
                None => {
                    let known = self.figures.keys().map(String::as_str);
                    faults.push(CaseFault::NoSuchFigure(UnknownName::new("figure", path, known).into()));
                }
                Some(found) if found == expected => {}
                Some(found) => faults.push(self.differs(path, expected, found)),
            }
        }
        for (path, found) in &self.figures {
            if said.contains_key(path) {
                continue;
            }
            match self.otherwise.get(path) {
                Some(usual) if usual != found => faults.push(self.differs(path, usual, found)),
                None if self.must.contains(path) => {
                    faults.push(CaseFault::Unsaid { key: path.clone(), found: self.explained(path, found) });
                }
                _ => {}
            }
        }
        faults
    }

    fn differs(&self, path: &str, expected: &Value, found: &Value) -> CaseFault {
        CaseFault::Differs {
            key: path.to_owned(),
            expected: words(expected),
            found: self.explained(path, found),
        }
    }

    fn explained(&self, path: &str, found: &Value) -> String {
        let asks_why = ["met", "state", "refused", "follows", "phase"].contains(&path);
        match self.why.as_ref().filter(|_| asks_why) {
            Some(why) => format!("{} ({why})", words(found)),
            None => words(found),
        }
    }
}

/// The last number, or the first or last day, that is enough.
fn border(requirement: &Requirement) -> Value {
    match &requirement.measure {
        Measure::Day { needed, .. } => {
            let day = match needed {
                Limit::AtLeast(day) | Limit::AtMost(day) => Ok(*day),
                Limit::MoreThan(day) => day.tomorrow(),
                Limit::LessThan(day) => day.yesterday(),
            };
            day.map_or(Value::Null, |day| json!(day.to_string()))
        }
        Measure::YesNo { needed, .. } => json!(needed),
        Measure::Count { .. } | Measure::Share { .. } => {
            requirement.border.and_then(whole).map_or(Value::Null, Value::from)
        }
    }
}

fn whole(number: i128) -> Option<i64> {
    i64::try_from(number).ok()
}

fn in_words(requirement: &Requirement) -> String {
    let Requirement { name, measure, .. } = requirement;
    format!("{name}: needed {}, given {}", measure.needed_in_words(), measure.given_in_words())
}

/// Tables within one another as paths; days as texts.
fn flat(path: &str, value: &toml::Value, said: &mut BTreeMap<String, Value>) {
    let leaf = match value {
        toml::Value::Table(fields) => {
            for (name, value) in fields {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                flat(&path, value, said);
            }
            return;
        }
        toml::Value::Datetime(day) => json!(day.to_string()),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(yes) => json!(yes),
        toml::Value::String(text) => json!(text),
        toml::Value::Array(values) => values.iter().map(item).collect(),
    };
    said.insert(path.to_owned(), leaf);
}

fn item(value: &toml::Value) -> Value {
    match value {
        toml::Value::Integer(number) => json!(number),
        toml::Value::String(text) => json!(text),
        other => json!(other.to_string()),
    }
}

fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) if values.is_empty() => "none".to_owned(),
        Value::Array(values) => values.iter().map(words).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
