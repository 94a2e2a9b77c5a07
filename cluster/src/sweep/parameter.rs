//! Parameters: names for values that a sweep runs through.

use std::cell::Cell;

use serde::{Deserialize, Serialize};
use toml::Value;

use super::SweepError;
use crate::results::is_column;

/// The most scenarios of a sweep: a table of them must fit into memory.
const MOST_SCENARIOS: usize = 1_000_000;

/// A name and the values that it runs through: a list of them, or whole numbers from one to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// The name; `$name` stands for the value.
    pub name: String,
    /// The values, one by one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Value>,
    /// The first whole number of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<i64>,
    /// The number that the range does not exceed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<i64>,
    /// The step of the range; 1 unless stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<u32>,
    /// How a number of the range is written, with `{}` in its place, such as `"{}%"` or `"{}/1000"`; as a number unless
    /// stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub write: Option<String>,
}

impl Parameter {
    /// All its values.
    ///
    /// # Errors
    ///
    /// [`SweepError::Parameter`]: no values, or both a list and a range, or half of a range.
    pub fn all(&self) -> Result<Vec<Value>, SweepError> {
        let wrong =
            |problem: &str| SweepError::Parameter { name: self.name.clone(), problem: problem.to_owned() };
        let range = [self.from.is_some(), self.to.is_some(), self.step.is_some(), self.write.is_some()];
        match (self.values.is_empty(), self.from, self.to) {
            (false, _, _) if range.contains(&true) => {
                Err(wrong("it has a list of values and a range; keep one"))
            }
            (false, _, _) => Ok(self.values.clone()),
            (true, Some(from), Some(to)) if from <= to => {
                let step = self.step.unwrap_or(1);
                if step == 0 {
                    return Err(wrong("its step is 0; write 1 or more"));
                }
                if (i128::from(to) - i128::from(from)) / i128::from(step) >= MOST_SCENARIOS as i128 {
                    return Err(wrong("its range has more than a million values"));
                }
                let numbers = (from..=to).step_by(step as usize);
                match &self.write {
                    None => Ok(numbers.map(Value::Integer).collect()),
                    Some(form) if form.contains("{}") => {
                        Ok(numbers.map(|number| form.replace("{}", &number.to_string()).into()).collect())
                    }
                    Some(_) => Err(wrong("`write` has no `{}` where the number goes")),
                }
            }
            (true, Some(_), Some(_)) => Err(wrong("its range ends before it begins")),
            (true, None, None) => Err(wrong("it has no values; write `values = […]`, or `from` and `to`")),
            (true, _, _) => Err(wrong("its range needs both `from` and `to`")),
        }
    }
}

/// One value of each parameter.
#[derive(Debug, Clone)]
pub(super) struct Setting {
    values: Vec<(String, Value)>,
    used: Vec<Cell<bool>>,
}

impl Setting {
    /// Every combination, the last parameter fastest.
    pub(super) fn every(parameters: &[Parameter]) -> Result<Vec<Self>, SweepError> {
        let mut settings = vec![Vec::new()];
        for (number, parameter) in parameters.iter().enumerate() {
            if parameters[..number].iter().any(|other| other.name == parameter.name) {
                let problem = "it stands there twice".to_owned();
                return Err(SweepError::Parameter { name: parameter.name.clone(), problem });
            }
            if is_column(&parameter.name) {
                let problem = "the results have a column of this name; give it another".to_owned();
                return Err(SweepError::Parameter { name: parameter.name.clone(), problem });
            }
            let values = parameter.all()?;
            if settings.len().saturating_mul(values.len()) > MOST_SCENARIOS {
                return Err(SweepError::TooMany(MOST_SCENARIOS));
            }
            settings = settings
                .into_iter()
                .flat_map(|setting: Vec<(String, Value)>| {
                    let name = &parameter.name;
                    let extended = values.iter().map(move |value| {
                        let mut longer = setting.clone();
                        longer.push((name.clone(), value.clone()));
                        longer
                    });
                    extended.collect::<Vec<_>>()
                })
                .collect();
        }
        let used = vec![Cell::new(false); parameters.len()];
        Ok(settings.into_iter().map(|values| Self { values, used: used.clone() }).collect())
    }

    /// What distinguishes the scenario: `threshold = 5%, swing = 0.1`.
    pub(super) fn name(&self) -> String {
        self.texts().iter().map(|(name, value)| format!("{name} = {value}")).collect::<Vec<_>>().join(", ")
    }

    /// The values as texts.
    pub(super) fn texts(&self) -> Vec<(String, String)> {
        let values = self.values.iter().map(|(name, value)| match value {
            Value::String(text) => (name.clone(), text.clone()),
            other => (name.clone(), other.to_string()),
        });
        values.collect()
    }

    /// Puts the values in place of the names.
    pub(super) fn fill(&self, value: &Value) -> Result<Value, SweepError> {
        Ok(match value {
            Value::String(text) => match text.strip_prefix('$') {
                None => value.clone(),
                Some(rest) if rest.starts_with('$') => Value::String(rest.to_owned()),
                Some(name) => {
                    let at = self.values.iter().position(|(known, _)| known == name).ok_or_else(|| {
                        let known: Vec<_> = self.values.iter().map(|(name, _)| name.as_str()).collect();
                        SweepError::NoParameter { name: name.to_owned(), known: known.join(", ") }
                    })?;
                    self.used[at].set(true);
                    self.values[at].1.clone()
                }
            },
            Value::Array(values) => {
                Value::Array(values.iter().map(|value| self.fill(value)).collect::<Result<_, _>>()?)
            }
            Value::Table(fields) => {
                let filled = fields.iter().map(|(name, value)| Ok((name.clone(), self.fill(value)?)));
                Value::Table(filled.collect::<Result<_, SweepError>>()?)
            }
            other => other.clone(),
        })
    }

    /// A parameter that stands nowhere is a mistake: every one of its scenarios would be the same.
    pub(super) fn all_used(&self) -> Result<(), SweepError> {
        match self.values.iter().zip(&self.used).find(|(_, used)| !used.get()) {
            None => Ok(()),
            Some(((name, _), _)) => Err(SweepError::Parameter {
                name: name.clone(),
                problem: format!("nothing uses it; write \"${name}\" where its value goes"),
            }),
        }
    }
}
