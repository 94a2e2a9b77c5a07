//! Where a rule stands in a rules file.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use crate::system::{Tier, TierRule};

/// The place of a rule: the tier, the rule, and a field of it, with full stops between them: `list.seats`,
/// `list.threshold.at_least`. A name that has a full stop or a quotation mark itself stands in quotation marks:
/// `list.seats."St. Gallen"`.
///
/// ```
/// use sailau::reform::RulePath;
///
/// let path: RulePath = "list.threshold.at_least".parse()?;
/// assert_eq!((path.tier(), path.rule()), ("list", "threshold"));
/// assert_eq!(path.to_string(), "list.threshold.at_least");
/// assert!("list".parse::<RulePath>().is_err());
/// # Ok::<(), sailau::reform::RulePathError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RulePath {
    tier: String,
    rule: String,
    fields: Vec<String>,
}

/// Why a text is not the place of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "`{0}` is not the place of a rule; write tier and rule with a full stop between them, such as `list.seats` or `list.threshold.at_least`"
)]
pub struct RulePathError(
    /// The text as given.
    pub String,
);

impl RulePath {
    /// The place of a rule of a tier, and of fields within it.
    #[must_use]
    pub fn new(tier: &str, rule: &str, fields: &[&str]) -> Self {
        let fields = fields.iter().map(|&field| field.to_owned()).collect();
        Self { tier: tier.to_owned(), rule: rule.to_owned(), fields }
    }

    /// The place of the share that a list tier's threshold asks for: `at_least` or `more_than`, whichever the rules say, and
    /// `at_least` where there is no threshold.
    ///
    /// ```
    /// use sailau::ElectoralSystem;
    /// use sailau::reform::RulePath;
    ///
    /// let rules = ElectoralSystem::from_toml(
    ///     "name = 'A town'\n[[tier]]\nname = 'list'\nseats = 7\nmethod = 'dhondt'\n\
    ///      threshold = { more_than = '3%', of = 'valid votes' }",
    /// )?;
    /// assert_eq!(RulePath::of_threshold(&rules.tiers[0]).to_string(), "list.threshold.more_than");
    /// # Ok::<(), sailau::RulesError>(())
    /// ```
    #[must_use]
    pub fn of_threshold(tier: &Tier) -> Self {
        let field = match &tier.rule {
            TierRule::List(rule) if rule.threshold.as_ref().is_some_and(|bar| !bar.inclusive) => "more_than",
            _ => "at_least",
        };
        Self::new(&tier.name, "threshold", &[field])
    }

    /// The tier.
    #[must_use]
    pub fn tier(&self) -> &str {
        &self.tier
    }

    /// The rule of the tier: what a citation is of.
    #[must_use]
    pub fn rule(&self) -> &str {
        &self.rule
    }

    /// The field within the rule, from the outside in; empty for the rule as a whole.
    #[must_use]
    pub fn fields(&self) -> &[String] {
        &self.fields
    }

    /// A field of what stands here.
    pub(super) fn within(&self, field: &str) -> Self {
        let mut path = self.clone();
        path.fields.push(field.to_owned());
        path
    }

    /// Rule and fields, from the outside in.
    pub(super) fn steps(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.rule.as_str()).chain(self.fields.iter().map(String::as_str))
    }

    /// What a citation of the rule is called.
    pub(super) fn cited(&self) -> String {
        format!("{}.{}", self.tier, self.rule)
    }

    /// `list threshold at least`.
    pub(super) fn words(&self) -> String {
        let steps: Vec<String> = self.steps().map(|step| step.replace('_', " ")).collect();
        format!("{} {}", self.tier, steps.join(" "))
    }
}

impl fmt::Display for RulePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |f: &mut fmt::Formatter<'_>, name: &str| {
            if name.is_empty() || name.contains(['.', '"', '\\']) {
                write!(f, "\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
            } else {
                f.write_str(name)
            }
        };
        name(f, &self.tier)?;
        for step in self.steps() {
            f.write_str(".")?;
            name(f, step)?;
        }
        Ok(())
    }
}

impl FromStr for RulePath {
    type Err = RulePathError;

    fn from_str(text: &str) -> Result<Self, RulePathError> {
        let mut names = names(text).ok_or_else(|| RulePathError(text.to_owned()))?.into_iter();
        match (names.next(), names.next()) {
            (Some(tier), Some(rule)) => Ok(Self { tier, rule, fields: names.collect() }),
            _ => Err(RulePathError(text.to_owned())),
        }
    }
}

fn names(text: &str) -> Option<Vec<String>> {
    let mut names = Vec::new();
    let mut rest = text;
    loop {
        let (name, after) = match rest.strip_prefix('"') {
            Some(quoted) => unquote(quoted)?,
            None => {
                let end = rest.find('.').unwrap_or(rest.len());
                let name = &rest[..end];
                if name.is_empty() || name.contains(['"', '\\']) {
                    return None;
                }
                (name.to_owned(), &rest[end..])
            }
        };
        names.push(name);
        if after.is_empty() {
            return Some(names);
        }
        rest = after.strip_prefix('.')?;
    }
}

/// What stands before the closing quotation mark, and what follows it.
fn unquote(text: &str) -> Option<(String, &str)> {
    let mut name = String::new();
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Some((name, &text[at + 1..])),
            '\\' => match letters.next()? {
                (_, escaped @ ('"' | '\\')) => name.push(escaped),
                _ => return None,
            },
            _ => name.push(letter),
        }
    }
    None
}

impl Serialize for RulePath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RulePath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_full_stops_stand_in_quotation_marks() {
        for text in [r#"list.seats."St. Gallen""#, r#"a b."x\"y\\"."z.""#, "list.seats.Abai"] {
            assert_eq!(text.parse::<RulePath>().unwrap().to_string(), text);
        }
        for text in ["", "list", "list.", ".seats", "list..seats", "list.\"a", "list.\"a\"b", r#"l."\n""#] {
            assert_eq!(text.parse::<RulePath>().unwrap_err(), RulePathError(text.to_owned()), "{text}");
        }
    }
}
