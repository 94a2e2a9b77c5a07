use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::decision::{Decision, Doubt, Requirement};
use super::{LawError, Measure};
use crate::law::{Citation, Timeline, day};
use crate::text::{Misread, UnknownName};

/// The law of a procedure: its rules `R` with their name, day, act and articles.
///
/// In a file the rules stand under `[rules]` and the articles under `[cite]`, by the names of the rules (of a rule
/// within a rule, with a dot). Two more names can be cited: `since` and `source`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law<R> {
    /// What it is called.
    pub name: String,
    /// The day on which it came into force.
    #[serde(with = "day")]
    pub since: Date,
    /// The act.
    pub source: String,
    /// What it says.
    pub rules: R,
    /// Where each rule stands and how well it is known.
    #[serde(default = "BTreeMap::new", skip_serializing_if = "BTreeMap::is_empty")]
    pub cite: BTreeMap<String, Citation>,
}

impl<R: Serialize + DeserializeOwned> Law<R> {
    /// Reads a law from TOML.
    ///
    /// # Errors
    ///
    /// [`LawError::Unreadable`] with line and column for what is not such a law (an unknown word, a share that is
    /// none), and [`LawError::NoSuchRule`] for a citation of nothing.
    pub fn from_toml(text: &str) -> Result<Self, LawError> {
        let law: Self = toml::from_str(text).map_err(|error| Misread::in_toml(text, &error))?;
        let rules =
            serde_json::to_value(&law.rules).map_err(|error| Misread::without_text(&error.to_string()))?;
        for key in law.cite.keys() {
            let found = key.split('.').try_fold(&rules, |within, name| within.get(name));
            if found.is_none() && key != "since" && key != "source" {
                let mut known = vec!["since".to_owned(), "source".to_owned()];
                paths("", &rules, &mut known);
                let known = known.iter().map(String::as_str);
                return Err(LawError::NoSuchRule(UnknownName::new("rule", key, known).into()));
            }
        }
        Ok(law)
    }

    /// Reads the texts that followed one another, each in force from its own day.
    ///
    /// # Errors
    ///
    /// Those of [`Law::from_toml`], and [`LawError::Timeline`] for two texts from the same day or none.
    pub fn timeline<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Timeline<Self>, LawError> {
        let laws: Result<Vec<_>, _> =
            texts.into_iter().map(|text| Self::from_toml(text).map(|law| (law.since, law))).collect();
        Ok(Timeline::new(laws?)?)
    }
}

/// Every rule within others, as it is cited.
fn paths(within: &str, rules: &serde_json::Value, known: &mut Vec<String>) {
    for (name, rule) in rules.as_object().into_iter().flatten() {
        let path = if within.is_empty() { name.clone() } else { format!("{within}.{name}") };
        paths(&path, rule, known);
        known.push(path);
    }
}

impl<R> Law<R> {
    /// A requirement under the rule of that name, with its article.
    pub fn requirement(&self, rule: &str, name: impl Into<String>, measure: Measure) -> Requirement {
        Requirement::new(rule, name, measure, self.cite.get(rule).cloned())
    }

    /// The decision on requirements, with the doubts of the law in it.
    pub fn decision(&self, subject: impl Into<String>, requirements: Vec<Requirement>) -> Decision {
        let cited = ["since", "source"].into_iter();
        let doubts = cited.filter_map(|key| Doubt::of(key, self.cite.get(key)?)).collect();
        Decision::new(
            subject.into(),
            self.name.clone(),
            self.since,
            self.source.clone(),
            requirements,
            doubts,
        )
    }
}
