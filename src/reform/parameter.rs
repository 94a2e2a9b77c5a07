//! A rule that is varied, and the values that it takes.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use thiserror::Error;

use super::draft::Draft;
use super::{Also, ReformProblem, RulePath, Value};
use crate::exact::greatest_common_divisor;
use crate::from_table::from_table;
use crate::law::Share;

/// A rule that is varied, and the values that it takes, exactly:
///
/// | in a file | values |
/// |---|---|
/// | `{ set = "list.threshold.at_least", from = "0%", to = "10%", step = "0.5%" }` | shares |
/// | `{ set = "list.seats", from = 0, to = 98, step = 1, rest = { set = "single.districts", of = 98 } }` | whole numbers, and another rule that has the rest of `of` |
/// | `{ set = "list.method", values = ["hare", "dhondt"] }` | any, one by one |
/// | `{ set = "list.threshold.at_least", from = "3%", to = "10%", step = "1%", also = [{ set = "list.threshold.kinds.coalition", more = "3%" }] }` | shares, and a rule that moves with them |
///
/// Rules that belong together move together only where [`also`](Self::also) says so. A sweep of a threshold that
/// would turn around the order of it and of a bar that lists of a kind have of their own is refused: nobody asked
/// whether coalitions should have an easier way in than others.
///
/// `to` is among the values when steps hit it; `step` is 1 when left out, and must be there for shares. A tier whose
/// number of seats or districts comes to 0 is left out of the rules: no tier has no seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "ParameterFile")]
pub struct Parameter {
    /// The rule, or the field of it.
    pub set: RulePath,
    /// Its values.
    pub values: Values,
    /// What has the rest.
    pub rest: Option<Rest>,
    /// What moves together with it.
    pub also: Vec<Also>,
}

/// The values of a rule that is varied.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Values {
    /// From a share to another, by steps above 0.
    Shares {
        /// The first.
        from: Share,
        /// Where it ends.
        to: Share,
        /// The step.
        step: Share,
    },
    /// From a whole number to another, by steps above 0.
    Whole {
        /// The first.
        from: u32,
        /// Where it ends.
        to: u32,
        /// The step.
        step: u32,
    },
    /// These, at least one.
    Each(Vec<Value>),
}

/// Another rule, which has what a varied number leaves of a sum: the single-member seats of a house of 98.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rest {
    /// The other rule.
    pub set: RulePath,
    /// The sum.
    pub of: u32,
}

/// What is wrong with a rule that is to be varied.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ParameterError {
    /// A step of nothing, or none where there must be one.
    #[error("`{set}`: steps need a `step` above 0")]
    NoStep {
        /// The rule.
        set: String,
    },
    /// An end before the beginning, or no value at all.
    #[error("`{set}`: there is no value; `from` may not be above `to`, and `values` has at least one")]
    NoValue {
        /// The rule.
        set: String,
    },
    /// Shares that have no common denominator of 32 bits.
    #[error(
        "`{set}`: `from` and `step` have no common denominator below 4,294,967,296; write rounder shares"
    )]
    NoCommonDenominator {
        /// The rule.
        set: String,
    },
    /// More values than can be looked at.
    #[error("`{set}` has more than {most} values; take a larger step", most = Parameter::MOST_VALUES)]
    TooManyValues {
        /// The rule.
        set: String,
    },
    /// A rest of something that is no whole number, or less than nothing.
    #[error("`{set}`: what is left of {of} after {value} is no number of seats")]
    NoRest {
        /// The rule that is varied.
        set: String,
        /// The sum.
        of: u32,
        /// The value.
        value: Value,
    },
    /// A rule that moves with another, and comes to no share.
    #[error("`{set}`: `{also}` than {value} is no share from 0% to 100%")]
    NoDistance {
        /// The rule that moves along.
        set: String,
        /// It, and how far it is from the varied one.
        also: String,
        /// The value of the varied one.
        value: Value,
    },
}

impl Parameter {
    /// The most values of one rule.
    pub const MOST_VALUES: u64 = 1_000_000;

    /// A rule that takes these values, and nothing that moves with it.
    ///
    /// # Errors
    ///
    /// [`RulePathError`](super::RulePathError).
    pub fn new(set: &str, values: Values) -> Result<Self, super::RulePathError> {
        Ok(Self { set: set.parse()?, values, rest: None, also: Vec::new() })
    }

    /// The same, with a rule that moves together with it.
    ///
    /// # Errors
    ///
    /// [`RulePathError`](super::RulePathError).
    ///
    /// # Examples
    ///
    /// ```
    /// use sailau::reform::{Distance, Parameter, Values};
    ///
    /// let values = Values::Shares { from: "3%".parse()?, to: "10%".parse()?, step: "1%".parse()? };
    /// let threshold = Parameter::new("list.threshold.at_least", values)?
    ///     .with("list.threshold.kinds.coalition", Distance::More("3%".parse()?))?;
    /// assert_eq!(
    ///     threshold.to_string(),
    ///     "list threshold at least 3% to 10% by 1%, list threshold kinds coalition 3% more"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with(mut self, also: &str, distance: super::Distance) -> Result<Self, super::RulePathError> {
        self.also.push(Also { set: also.parse()?, distance });
        Ok(self)
    }

    /// All values, in order.
    ///
    /// # Errors
    ///
    /// [`ParameterError`].
    ///
    /// # Examples
    ///
    /// ```
    /// use sailau::reform::{Parameter, Values};
    ///
    /// let values = Values::Shares { from: "0%".parse()?, to: "1%".parse()?, step: "0.5%".parse()? };
    /// let parameter = Parameter::new("list.threshold.at_least", values)?;
    /// let values: Vec<String> = parameter.list()?.iter().map(ToString::to_string).collect();
    /// assert_eq!(values, ["0.0%", "0.5%", "1.0%"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn list(&self) -> Result<Vec<Value>, ParameterError> {
        let set = || self.set.to_string();
        let range =
            |from: u64, to: u64, step: u64| -> Result<std::ops::RangeInclusive<u64>, ParameterError> {
                if step == 0 {
                    return Err(ParameterError::NoStep { set: set() });
                }
                let Some(length) = to.checked_sub(from) else {
                    return Err(ParameterError::NoValue { set: set() });
                };
                if length / step >= Self::MOST_VALUES {
                    return Err(ParameterError::TooManyValues { set: set() });
                }
                Ok(0..=length / step)
            };
        let values = match &self.values {
            Values::Each(values) => values.clone(),
            &Values::Whole { from, to, step } => {
                let (from, step) = (u64::from(from), u64::from(step));
                range(from, u64::from(to), step)?.map(|k| Value::Whole(from + k * step)).collect()
            }
            &Values::Shares { from, to, step } => {
                let below = common(from.denominator(), step.denominator())
                    .ok_or_else(|| ParameterError::NoCommonDenominator { set: set() })?;
                let parts = |share: Share| {
                    u64::from(share.numerator()) * u64::from(below) / u64::from(share.denominator())
                };
                // `to` is rounded down to whole parts: no value is above it.
                let (first, step) = (parts(from), parts(step));
                let values = range(first, parts(to), step)?.map(|k| first + k * step);
                let shares = values.filter_map(|above| Share::new(u32::try_from(above).ok()?, below).ok());
                shares.map(Value::from).collect()
            }
        };
        if values.is_empty() {
            return Err(ParameterError::NoValue { set: set() });
        }
        Ok(values)
    }

    /// Sets the rule, and the one that has the rest.
    pub(super) fn put(&self, draft: &mut Draft, value: &Value) -> Result<(), ParameterProblem> {
        draft_number(draft, &self.set, value)?;
        for also in &self.also {
            draft_number(draft, &also.set, &also.beside(value)?)?;
        }
        let Some(rest) = &self.rest else { return Ok(()) };
        let left = match value {
            Value::Whole(value) => u64::from(rest.of).checked_sub(*value),
            _ => None,
        };
        let left = left.ok_or_else(|| ParameterError::NoRest {
            set: self.set.to_string(),
            of: rest.of,
            value: value.clone(),
        })?;
        draft_number(draft, &rest.set, &Value::Whole(left))?;
        Ok(())
    }
}

/// What can go wrong when a value is set.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(super) enum ParameterProblem {
    /// The parameter itself is wrong.
    #[error(transparent)]
    Parameter(#[from] ParameterError),
    /// The value cannot be set.
    #[error(transparent)]
    Reform(#[from] ReformProblem),
}

/// Sets a value; a tier of 0 seats or districts goes.
fn draft_number(draft: &mut Draft, path: &RulePath, value: &Value) -> Result<(), ReformProblem> {
    let number = matches!(path.rule(), "seats" | "districts") && path.fields().is_empty();
    if number && *value == Value::Whole(0) {
        return draft.make(&super::Change::RemoveTier { tier: path.tier().to_owned() });
    }
    draft.set(path, value)
}

/// The least common multiple.
pub(super) fn common(a: u32, b: u32) -> Option<u32> {
    (a / greatest_common_divisor(a, b).max(1)).checked_mul(b)
}

/// `list seats 0 to 98 by 1, single districts the rest of 98`.
impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.set.words())?;
        match &self.values {
            Values::Shares { from, to, step } => write!(f, "{from} to {to} by {step}")?,
            Values::Whole { from, to, step } => write!(f, "{from} to {to} by {step}")?,
            Values::Each(values) => {
                let values: Vec<String> = values.iter().map(Value::to_string).collect();
                f.write_str(&values.join(", "))?;
            }
        }
        if let Some(rest) = &self.rest {
            write!(f, ", {} the rest of {}", rest.set.words(), rest.of)?;
        }
        self.also.iter().try_for_each(|also| write!(f, ", {also}"))
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ParameterFile {
    set: RulePath,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    step: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    values: Option<Vec<Value>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rest: Option<Rest>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    also: Vec<Also>,
}

impl<'de> Deserialize<'de> for Parameter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_table::<D, ParameterFile, Self>(deserializer, "the table of a rule that is varied")
    }
}

impl TryFrom<ParameterFile> for Parameter {
    type Error = String;

    fn try_from(file: ParameterFile) -> Result<Self, String> {
        let ParameterFile { set, from, to, step, values, rest, also } = file;
        let share = |word: &str| word.parse::<Share>().map_err(|error| error.to_string());
        let whole =
            |number: u64| u32::try_from(number).map_err(|_| format!("{number} is more than 4,294,967,295"));
        let values = match (from, to, step, values) {
            (None, None, None, Some(values)) => Values::Each(values),
            (Some(Value::Word(from)), Some(Value::Word(to)), Some(Value::Word(step)), None) => {
                Values::Shares { from: share(&from)?, to: share(&to)?, step: share(&step)? }
            }
            (Some(Value::Whole(from)), Some(Value::Whole(to)), None, None) => {
                Values::Whole { from: whole(from)?, to: whole(to)?, step: 1 }
            }
            (Some(Value::Whole(from)), Some(Value::Whole(to)), Some(Value::Whole(step)), None) => {
                Values::Whole { from: whole(from)?, to: whole(to)?, step: whole(step)? }
            }
            _ => {
                return Err(format!(
                    "`{set}`: a rule is varied by `values`, or `from`, `to` and `step`, all shares or all whole numbers"
                ));
            }
        };
        let parameter = Self { set, values, rest, also };
        parameter.list().map_err(|error| error.to_string())?;
        Ok(parameter)
    }
}

impl From<Parameter> for ParameterFile {
    fn from(parameter: Parameter) -> Self {
        let Parameter { set, values, rest, also } = parameter;
        let file = Self { set, from: None, to: None, step: None, values: None, rest, also };
        match values {
            Values::Each(values) => Self { values: Some(values), ..file },
            Values::Shares { from, to, step } => {
                Self { from: Some(from.into()), to: Some(to.into()), step: Some(step.into()), ..file }
            }
            Values::Whole { from, to, step } => {
                Self { from: Some(from.into()), to: Some(to.into()), step: Some(step.into()), ..file }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Parameter, toml::de::Error> {
        toml::from_str(text)
    }

    #[test]
    fn shares_step_exactly() {
        let list = |from: &str, to: &str, step: &str| -> Vec<String> {
            let text = format!("set = \"list.x\"\nfrom = \"{from}\"\nto = \"{to}\"\nstep = \"{step}\"");
            read(&text).unwrap().list().unwrap().iter().map(ToString::to_string).collect()
        };
        assert_eq!(list("3%", "5%", "1%"), ["3%", "4%", "5%"]);
        assert_eq!(list("0%", "1/2", "1/6"), ["0/300", "50/300", "100/300", "150/300"]);
        // The end is not hit.
        assert_eq!(list("0%", "1%", "0.3%"), ["0.0%", "0.3%", "0.6%", "0.9%"]);
        assert_eq!(list("99%", "100%", "1%"), ["99%", "100%"]);
        assert_eq!(list("1/3", "1/3", "1/3"), ["1/3"]);
    }

    #[test]
    fn what_steps_nowhere_is_refused() {
        for text in [
            "set = \"list.x\"\nfrom = 1\nto = 0",
            "set = \"list.x\"\nfrom = 0\nto = 5\nstep = 0",
            "set = \"list.x\"\nfrom = \"0%\"\nto = \"5%\"",
            "set = \"list.x\"\nfrom = \"0%\"\nto = 5",
            "set = \"list.x\"\nfrom = \"0%\"\nto = \"5%\"\nstep = \"0%\"",
            "set = \"list.x\"\nfrom = \"1/4294967295\"\nto = \"5%\"\nstep = \"1%\"",
            "set = \"list.x\"\nfrom = 0\nto = 4294967295",
            "set = \"list.x\"\nvalues = []",
            "set = \"list.x\"\nvalues = [1]\nstep = 1",
            "set = \"list.x\"",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
