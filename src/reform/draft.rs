//! Rules under amendment: a rules file whose fields are changed one by one.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::change::tier_name;
use super::{Change, ReformProblem, RulePath, Value};
use crate::law::{Citation, Share};
use crate::system::{ElectoralSystem, ListRule, RulesError, UnknownName, from_value};
use crate::text::nearest;

type Table = BTreeMap<String, Value>;

/// Rules under amendment. What stands in between need not make sense.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    name: String,
    since: Option<Date>,
    source: Option<String>,
    tiers: Vec<Table>,
    citations: BTreeMap<String, Citation>,
    /// Citations that changes have given: they must be of something.
    given: BTreeSet<String>,
}

impl Draft {
    pub(super) fn of(system: &ElectoralSystem) -> Self {
        Self {
            name: system.name.clone(),
            since: system.since,
            source: system.source.clone(),
            tiers: tables(system),
            citations: system.citations.clone(),
            given: BTreeSet::new(),
        }
    }

    /// The title of the reformed rules. A citation of another day goes with it.
    pub(super) fn entitle(&mut self, name: &str, since: Option<Date>, source: Option<&str>) {
        name.clone_into(&mut self.name);
        if since != self.since {
            self.citations.remove(ElectoralSystem::SINCE);
        }
        self.since = since;
        self.source = source.map(str::to_owned);
    }

    /// The rules without what is cited.
    pub(super) fn rules(&self) -> Result<ElectoralSystem, RulesError> {
        let mut system = from_value(serde_json::json!({ "name": self.name, "tier": self.tiers }))?;
        system.since = self.since;
        system.source.clone_from(&self.source);
        Ok(system)
    }

    /// Puts to the rules what is still cited, and what the changes cite.
    pub(super) fn cited(&self, mut rules: ElectoralSystem) -> Result<ElectoralSystem, ReformProblem> {
        for (key, citation) in &self.citations {
            if rules.can_cite(key) {
                rules.citations.insert(key.clone(), citation.clone());
            } else if self.given.contains(key) {
                return Err(ReformProblem::CitesNothing { key: key.clone() });
            }
        }
        Ok(rules)
    }

    pub(super) fn same_text(&self, other: &Self) -> bool {
        self.tiers == other.tiers && self.citations == other.citations
    }

    pub(super) fn same_citations(&self, other: &Self) -> bool {
        self.citations == other.citations
    }

    /// Makes one change; of several that are one, the caller makes each.
    pub(super) fn make(&mut self, change: &Change) -> Result<(), ReformProblem> {
        match change {
            Change::Set { path, from, to, cite } => {
                self.expect(path, from.as_ref())?;
                self.set(path, to)?;
                self.cite(path, cite.as_ref());
            }
            Change::Remove { path, from, cite } => {
                self.expect(path, from.as_ref())?;
                self.remove(path)?;
                self.cite(path, cite.as_ref());
            }
            Change::AddTier { tier, before, cite } => {
                let name = tier_name(tier);
                if self.position(name).is_ok() {
                    return Err(ReformProblem::TierIsThere { tier: name.to_owned() });
                }
                let at = match before {
                    Some(before) => self.position(before)?,
                    None => self.tiers.len(),
                };
                self.tiers.insert(at, tier.clone());
                for (key, citation) in cite {
                    if !is_of(key, name) {
                        return Err(ReformProblem::CitesNothing { key: key.clone() });
                    }
                    self.give(key, Some(citation));
                }
            }
            Change::RemoveTier { tier } => {
                let at = self.position(tier)?;
                self.tiers.remove(at);
                self.citations.retain(|key, _| !is_of(key, tier));
                self.given.retain(|key| !is_of(key, tier));
            }
            Change::Order { tiers } => self.order(tiers)?,
            Change::Citation { key, to } => self.give(key, to.as_ref()),
            Change::Together { changes, .. } => {
                for change in changes {
                    self.make(change)?;
                }
            }
        }
        Ok(())
    }

    /// Sets a value whatever is there; the rule's citation goes.
    pub(super) fn set(&mut self, path: &RulePath, to: &Value) -> Result<(), ReformProblem> {
        let field = self.field(path, true)?;
        if let Some((table, last)) = field {
            table.insert(last.to_owned(), to.clone());
        }
        self.cite(path, None);
        Ok(())
    }

    fn remove(&mut self, path: &RulePath) -> Result<(), ReformProblem> {
        let gone = match self.field(path, false)? {
            Some((table, last)) => table.remove(last).is_some(),
            None => false,
        };
        if gone {
            return Ok(());
        }
        let mut there = Vec::new();
        if let Ok(at) = self.position(path.tier()) {
            paths(path.tier(), &self.tiers[at], &mut there);
        }
        let path = path.to_string();
        let nearest = nearest(&path, there.iter().map(String::as_str)).map(str::to_owned);
        Err(ReformProblem::NothingThere { path, nearest })
    }

    fn order(&mut self, names: &[String]) -> Result<(), ReformProblem> {
        let mut places = Vec::with_capacity(names.len());
        for name in names {
            places.push(self.position(name)?);
        }
        let tables: Vec<Table> = places.iter().map(|&at| self.tiers[at].clone()).collect();
        let mut sorted = places;
        sorted.sort_unstable();
        // A tier that is named twice stands where it is named last.
        for (at, table) in sorted.into_iter().zip(tables) {
            self.tiers[at] = table;
        }
        Ok(())
    }

    /// What stands at a place.
    pub(super) fn at(&self, path: &RulePath) -> Option<&Value> {
        let tier = &self.tiers[self.position(path.tier()).ok()?];
        let mut steps = path.steps();
        let mut value = tier.get(steps.next()?)?;
        for step in steps {
            let Value::Table(table) = value else { return None };
            value = table.get(step)?;
        }
        Some(value)
    }

    /// Whether a place has what a change says.
    fn expect(&self, path: &RulePath, from: Option<&Value>) -> Result<(), ReformProblem> {
        let Some(expected) = from else { return Ok(()) };
        self.position(path.tier())?;
        let found = self.at(path);
        let default = if path.fields().is_empty() { default_of(path.rule()) } else { None };
        if found.or(default.as_ref()).is_some_and(|found| same(found, expected)) {
            return Ok(());
        }
        // Other words may say the same: a default that is written out, another name of a method.
        let mut other = self.clone();
        other.set(path, expected)?;
        if let (Ok(other), Ok(this)) = (other.rules(), self.rules())
            && other == this
        {
            return Ok(());
        }
        Err(ReformProblem::NotAsExpected {
            path: path.to_string(),
            expected: expected.clone(),
            found: found.cloned(),
        })
    }

    fn position(&self, tier: &str) -> Result<usize, ReformProblem> {
        let mut names = self.tiers.iter().map(tier_name);
        let known = names.clone();
        names.position(|name| name == tier).ok_or_else(|| UnknownName::new("tier", tier, known).into())
    }

    /// The table that a field is in, and the field's name. Tables on the way are made if asked; without that there
    /// may be none.
    fn field<'a>(
        &'a mut self,
        path: &'a RulePath,
        make: bool,
    ) -> Result<Option<(&'a mut Table, &'a str)>, ReformProblem> {
        let at = self.position(path.tier())?;
        if path.rule() == "name" {
            return Err(ReformProblem::NameStays);
        }
        let mut table = &mut self.tiers[at];
        let mut walked = RulePath::new(path.tier(), path.rule(), &[]);
        let mut steps = path.steps().peekable();
        while let Some(step) = steps.next() {
            if steps.peek().is_none() {
                return Ok(Some((table, step)));
            }
            if !make && !table.contains_key(step) {
                return Ok(None);
            }
            let value = table.entry(step.to_owned()).or_insert_with(|| Value::Table(Table::new()));
            match value {
                Value::Table(inner) => table = inner,
                found => {
                    return Err(ReformProblem::NoFields { path: walked.to_string(), found: found.clone() });
                }
            }
            if let Some(next) = steps.peek() {
                walked = walked.within(next);
            }
        }
        Ok(None)
    }

    fn cite(&mut self, path: &RulePath, cite: Option<&Citation>) {
        self.give(&path.cited(), cite);
    }

    fn give(&mut self, key: &str, cite: Option<&Citation>) {
        match cite {
            Some(cite) => {
                self.citations.insert(key.to_owned(), cite.clone());
                self.given.insert(key.to_owned());
            }
            None => {
                self.citations.remove(key);
                self.given.remove(key);
            }
        }
    }
}

/// Every place within a table.
fn paths(within: &str, table: &Table, there: &mut Vec<String>) {
    for (field, value) in table {
        let path = format!("{within}.{field}");
        if let Value::Table(inner) = value {
            paths(&path, inner, there);
        }
        there.push(path);
    }
}

/// Whether a citation is of a tier or of a rule of it.
fn is_of(key: &str, tier: &str) -> bool {
    key.split_once('.').map_or(key, |(name, _)| name) == tier
}

/// Whether two values say the same, shares compared by what they are.
fn same(a: &Value, b: &Value) -> bool {
    let share = |value: &Value| match value {
        Value::Word(word) => word.parse::<Share>().ok(),
        _ => None,
    };
    a == b || share(a).is_some_and(|a| share(b) == Some(a))
}

/// The tiers as tables of a rules file.
pub(super) fn tables(system: &ElectoralSystem) -> Vec<Table> {
    // A rules file is made of tables, numbers and words, and these are all that a value can be.
    let file = serde_json::to_value(system).ok();
    let tiers = file.and_then(|mut file| file.get_mut("tier").map(serde_json::Value::take));
    tiers.and_then(|tiers| serde_json::from_value(tiers).ok()).unwrap_or_default()
}

/// What a rule of a tier is when it is left out, where a word says it.
pub(super) fn default_of(rule: &str) -> Option<Value> {
    match rule {
        "districts" => Some(Value::from("nationwide")),
        word => serde_json::from_value(ListRule::default_of(word)?).ok(),
    }
}
