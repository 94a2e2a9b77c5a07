//! Parameters: names for values that a sweep runs through.

use std::cell::Cell;

use serde::{Deserialize, Serialize};
use toml::Value;

use super::figures::is_column;
use super::{ParameterProblem, SweepFileProblem};

/// The most scenarios of a sweep: a table of them must fit into memory.
pub(super) const MOST_SCENARIOS: usize = 1_000_000;

/// A name and the values that it runs through: a list of them, or whole numbers from one to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SweepParameter {
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

impl SweepParameter {
    /// All its values, in order.
    ///
    /// # Errors
    ///
    /// [`ParameterProblem`]: no values, or both a list and a range, or half of a range.
    pub fn all(&self) -> Result<Vec<Value>, ParameterProblem> {
        let of_range =
            self.from.is_some() || self.to.is_some() || self.step.is_some() || self.write.is_some();
        match (self.values.is_empty(), self.from, self.to) {
            (false, _, _) if of_range => Err(ParameterProblem::ListAndRange),
            (false, _, _) => Ok(self.values.clone()),
            (true, Some(from), Some(to)) if from <= to => {
                let step = self.step.unwrap_or(1);
                if step == 0 {
                    return Err(ParameterProblem::NoStep);
                }
                if (i128::from(to) - i128::from(from)) / i128::from(step) >= MOST_SCENARIOS as i128 {
                    return Err(ParameterProblem::TooLong);
                }
                let numbers = (from..=to).step_by(step as usize);
                match &self.write {
                    None => Ok(numbers.map(Value::Integer).collect()),
                    Some(form) if form.contains("{}") => {
                        Ok(numbers.map(|number| form.replace("{}", &number.to_string()).into()).collect())
                    }
                    Some(_) => Err(ParameterProblem::NoPlace),
                }
            }
            (true, Some(_), Some(_)) => Err(ParameterProblem::Backwards),
            (true, None, None) => Err(ParameterProblem::NoValues),
            (true, _, _) => Err(ParameterProblem::HalfARange),
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
    /// Every combination, the last parameter fastest; or the parameter that is at fault, by its number.
    pub(super) fn every(
        parameters: &[SweepParameter],
    ) -> Result<Vec<Self>, (Option<usize>, Box<SweepFileProblem>)> {
        let mut settings = vec![Vec::new()];
        for (number, parameter) in parameters.iter().enumerate() {
            let wrong = |problem| {
                let name = parameter.name.clone();
                (Some(number), Box::new(SweepFileProblem::Parameter { name, problem }))
            };
            if parameters[..number].iter().any(|other| other.name == parameter.name) {
                return Err(wrong(ParameterProblem::Twice));
            }
            if is_column(&parameter.name) {
                return Err(wrong(ParameterProblem::Column));
            }
            let values = parameter.all().map_err(wrong)?;
            if settings.len().saturating_mul(values.len()) > MOST_SCENARIOS {
                return Err((None, Box::new(SweepFileProblem::TooMany)));
            }
            let longer = |setting: Vec<(String, Value)>| {
                let extended = values.iter().map(|value| {
                    let mut longer = setting.clone();
                    longer.push((parameter.name.clone(), value.clone()));
                    longer
                });
                extended.collect::<Vec<_>>()
            };
            settings = settings.into_iter().flat_map(longer).collect();
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
    pub(super) fn fill(&self, value: &Value) -> Result<Value, SweepFileProblem> {
        Ok(match value {
            Value::String(text) => match text.strip_prefix('$') {
                None => value.clone(),
                Some(rest) if rest.starts_with('$') => Value::String(rest.to_owned()),
                Some(name) => {
                    let at = self.values.iter().position(|(known, _)| known == name);
                    let at = at.ok_or_else(|| SweepFileProblem::NoParameter {
                        name: name.to_owned(),
                        known: self.values.iter().map(|(name, _)| name.clone()).collect(),
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
                Value::Table(filled.collect::<Result<_, SweepFileProblem>>()?)
            }
            other => other.clone(),
        })
    }

    /// A parameter that stands nowhere is a mistake: every one of its scenarios would be the same.
    pub(super) fn unused(&self) -> Option<usize> {
        self.used.iter().position(|used| !used.get())
    }
}

/// Whether `$` and a name stand somewhere in a value, or `$$`.
pub(super) fn has_names(value: &Value) -> bool {
    match value {
        Value::String(text) => text.starts_with('$'),
        Value::Array(values) => values.iter().any(has_names),
        Value::Table(fields) => fields.values().any(has_names),
        _ => false,
    }
}
