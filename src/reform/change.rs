//! One change to the rules, as data.

use std::collections::BTreeMap;
use std::fmt;

use serde::ser::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{RulePath, Value};
use crate::from_table::from_table;
use crate::law::Citation;
use crate::text::in_plain_words;

/// One change to the rules of an election, in the words of a rules file.
///
/// In a file it is a table that begins with what it does:
///
/// | change | what it does |
/// |---|---|
/// | `{ set = "list.threshold.at_least", from = "5%", to = "3%" }` | a rule, or a field of it, is from now on this |
/// | `{ remove = "list.sole_qualifier" }` | a rule, or a field of it, goes; what holds without it is in the [rules reference](crate::rules_reference) |
/// | `{ add_tier = { name = "single", … }, before = "list" }` | a tier comes; at the end when `before` is left out |
/// | `{ remove_tier = "assembly" }` | a tier goes |
/// | `{ order = ["list", "single"] }` | these tiers stand in this order |
/// | `{ citation = "list.threshold", to = { article = "97-1" } }` | the text only: a rule stands elsewhere. Without `to` it stands nowhere |
/// | `{ together = "69 + 29 to 49 + 49", changes = [ … ] }` | several changes that are one: they are made all or not at all |
///
/// `from` says what is there before, as an amending act does; a baseline that has something else is refused. A change
/// of a rule drops the rule's own citation, because the article no longer says so; `cite = { article = "…" }` gives
/// another. A citation of the whole tier stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Change {
    /// A rule, or a field of it, is from now on this.
    Set {
        /// Where.
        #[serde(rename = "set")]
        path: RulePath,
        /// What is there before, where it is said.
        #[serde(skip_serializing_if = "Option::is_none")]
        from: Option<Value>,
        /// What is there then.
        to: Value,
        /// Where the rule stands then.
        #[serde(skip_serializing_if = "Option::is_none", serialize_with = "by_words")]
        cite: Option<Citation>,
    },
    /// A rule, or a field of it, goes.
    Remove {
        /// Where.
        #[serde(rename = "remove")]
        path: RulePath,
        /// What is there before, where it is said.
        #[serde(skip_serializing_if = "Option::is_none")]
        from: Option<Value>,
        /// Where it stands that there is none, for rules that can be cited when they are as a rule.
        #[serde(skip_serializing_if = "Option::is_none", serialize_with = "by_words")]
        cite: Option<Citation>,
    },
    /// A tier comes.
    AddTier {
        /// Its table in the rules file.
        #[serde(rename = "add_tier")]
        tier: BTreeMap<String, Value>,
        /// The tier that it comes before; none for the end.
        #[serde(skip_serializing_if = "Option::is_none")]
        before: Option<String>,
        /// Where its rules stand, by the keys of a rules file: `single`, `single.seats`.
        #[serde(skip_serializing_if = "BTreeMap::is_empty", serialize_with = "by_words")]
        cite: BTreeMap<String, Citation>,
    },
    /// A tier goes, with its citations.
    RemoveTier {
        /// Its name.
        #[serde(rename = "remove_tier")]
        tier: String,
    },
    /// Tiers change places. The order of tiers decides nothing but the order of records and the lots of ties.
    Order {
        /// The tiers that change places among each other, in their new order.
        #[serde(rename = "order")]
        tiers: Vec<String>,
    },
    /// The text only: a rule stands elsewhere.
    Citation {
        /// The key of the citation in a rules file: `list`, `list.threshold`, `since`.
        #[serde(rename = "citation")]
        key: String,
        /// Where it stands; none when nothing is cited any more.
        #[serde(skip_serializing_if = "Option::is_none", serialize_with = "by_words")]
        to: Option<Citation>,
    },
    /// Several changes that are one.
    Together {
        /// What the whole is called.
        #[serde(rename = "together")]
        name: String,
        /// The changes, one after the other.
        changes: Vec<Change>,
    },
}

impl Change {
    /// A rule is from now on this.
    ///
    /// ```
    /// use sailau::reform::Change;
    ///
    /// let change = Change::set("list.method", "dhondt")?;
    /// assert_eq!(change.to_string(), "list method becomes dhondt");
    /// # Ok::<(), sailau::reform::RulePathError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`RulePathError`](super::RulePathError).
    pub fn set(path: &str, to: impl Into<Value>) -> Result<Self, super::RulePathError> {
        Ok(Self::Set { path: path.parse()?, from: None, to: to.into(), cite: None })
    }

    /// A rule goes.
    ///
    /// # Errors
    ///
    /// [`RulePathError`](super::RulePathError).
    pub fn remove(path: &str) -> Result<Self, super::RulePathError> {
        Ok(Self::Remove { path: path.parse()?, from: None, cite: None })
    }

    /// Several changes that are one.
    #[must_use]
    pub fn together(name: &str, changes: impl IntoIterator<Item = Self>) -> Self {
        Self::Together { name: name.to_owned(), changes: changes.into_iter().collect() }
    }

    /// Whether it changes a rule. Otherwise it changes only where a rule stands, and no seat hangs on it.
    #[must_use]
    pub fn is_of_rules(&self) -> bool {
        match self {
            Self::Citation { .. } => false,
            Self::Together { changes, .. } => changes.iter().any(Self::is_of_rules),
            _ => true,
        }
    }
}

/// A line for a reader: `list threshold at least: 7% → 5% (art. 97-1(1))`.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Set { path, from, to, cite } => {
                match from {
                    Some(from) => write!(f, "{}: {from} → {to}", path.words())?,
                    None => write!(f, "{} becomes {to}", path.words())?,
                }
                cited(f, cite.as_ref())
            }
            Self::Remove { path, from, cite } => {
                match from {
                    Some(from) => write!(f, "{}: {from} → none", path.words())?,
                    None => write!(f, "{} goes", path.words())?,
                }
                cited(f, cite.as_ref())
            }
            Self::AddTier { tier, before, .. } => {
                write!(f, "tier {} comes", tier_name(tier))?;
                if let Some(before) = before {
                    write!(f, " before {before}")?;
                }
                let rules = tier.iter().filter(|(field, _)| *field != "name");
                let rules: BTreeMap<_, _> =
                    rules.map(|(field, value)| (field.clone(), value.clone())).collect();
                write!(f, ": {}", Value::Table(rules))
            }
            Self::RemoveTier { tier } => write!(f, "tier {tier} goes"),
            Self::Order { tiers } => write!(f, "order of the tiers: {}", tiers.join(", ")),
            Self::Citation { key, to: Some(to) } => write!(f, "{key} is cited from {to}"),
            Self::Citation { key, to: None } => write!(f, "{key} is cited no more"),
            Self::Together { name, changes } => {
                write!(f, "{name} (")?;
                for (i, change) in changes.iter().enumerate() {
                    write!(f, "{}{change}", if i > 0 { "; " } else { "" })?;
                }
                f.write_str(")")
            }
        }
    }
}

fn cited(f: &mut fmt::Formatter<'_>, cite: Option<&Citation>) -> fmt::Result {
    match cite {
        Some(cite) => write!(f, " ({cite})"),
        None => Ok(()),
    }
}

/// The name in a tier's table.
pub(super) fn tier_name(tier: &BTreeMap<String, Value>) -> &str {
    match tier.get("name") {
        Some(Value::Word(name)) => name,
        _ => "",
    }
}

/// A change as it stands in a file: every field that some kind of change has. A change is read by it, so that the error
/// says what is wrong with its kind and not that it is of no kind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeFile {
    set: Option<RulePath>,
    remove: Option<RulePath>,
    add_tier: Option<Value>,
    remove_tier: Option<String>,
    order: Option<Vec<String>>,
    citation: Option<String>,
    together: Option<String>,
    before: Option<String>,
    from: Option<Value>,
    to: Option<Value>,
    cite: Option<Value>,
    changes: Option<Vec<Change>>,
}

const KINDS: &str =
    "a change has one of `set`, `remove`, `add_tier`, `remove_tier`, `order`, `citation` and `together`";

impl<'de> Deserialize<'de> for Change {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_table::<D, ChangeFile, Self>(deserializer, "the table of a change")
    }
}

impl TryFrom<ChangeFile> for Change {
    type Error = String;

    fn try_from(file: ChangeFile) -> Result<Self, String> {
        let ChangeFile {
            set,
            remove,
            add_tier,
            remove_tier,
            order,
            citation,
            together,
            before,
            from,
            to,
            cite,
            changes,
        } = file;
        let kinds = [
            set.is_some(),
            remove.is_some(),
            add_tier.is_some(),
            remove_tier.is_some(),
            order.is_some(),
            citation.is_some(),
            together.is_some(),
        ];
        if kinds.iter().filter(|there| **there).count() != 1 {
            return Err(KINDS.to_owned());
        }
        let given = [
            ("before", before.is_some()),
            ("from", from.is_some()),
            ("to", to.is_some()),
            ("cite", cite.is_some()),
            ("changes", changes.is_some()),
        ];
        let only = |kind: &str, fields: &[&str]| {
            let idle = given.iter().find(|(field, there)| *there && !fields.contains(field));
            idle.map_or(Ok(()), |(field, _)| {
                Err(format!("`{field}` has no meaning with `{kind}`; remove it"))
            })
        };
        if let Some(path) = set {
            only("set", &["from", "to", "cite"])?;
            let to = to.ok_or("`set` needs `to`, what the rule is from now on")?;
            return Ok(Self::Set { path, from, to, cite: cite.map(read).transpose()? });
        }
        if let Some(path) = remove {
            only("remove", &["from", "cite"])?;
            return Ok(Self::Remove { path, from, cite: cite.map(read).transpose()? });
        }
        if let Some(tier) = add_tier {
            only("add_tier", &["before", "cite"])?;
            let tier = match tier {
                Value::Table(tier) if !tier_name(&tier).is_empty() => tier,
                _ => return Err("`add_tier` is the table of a tier, with its `name`".to_owned()),
            };
            let cite = cite.map(read).transpose()?.unwrap_or_default();
            return Ok(Self::AddTier { tier, before, cite });
        }
        if let Some(tier) = remove_tier {
            only("remove_tier", &[])?;
            return Ok(Self::RemoveTier { tier });
        }
        if let Some(tiers) = order {
            only("order", &[])?;
            return Ok(Self::Order { tiers });
        }
        if let Some(key) = citation {
            only("citation", &["to"])?;
            return Ok(Self::Citation { key, to: to.map(read).transpose()? });
        }
        only("together", &["changes"])?;
        let changes = changes.filter(|changes| !changes.is_empty());
        let changes = changes.ok_or("`together` needs `changes`, at least one")?;
        Ok(Self::Together { name: together.unwrap_or_default(), changes })
    }
}

/// A citation, or a table of them.
fn read<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, String> {
    let json = serde_json::to_value(value).map_err(|error| error.to_string())?;
    serde_json::from_value(json)
        .map_err(|error| format!("the citation is not one: {}", in_plain_words(&error.to_string())))
}

/// The other way round: what serde writes as words and tables, as a value.
pub(super) fn write<T: Serialize>(citation: T) -> Option<Value> {
    serde_json::to_value(citation).and_then(serde_json::from_value).ok()
}

/// A citation, or a table of them, as all values are written: fields in the order of their names.
fn by_words<T: Serialize, S: Serializer>(citation: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let value = write(citation).ok_or_else(|| S::Error::custom("a citation has words alone"))?;
    value.serialize(serializer)
}
