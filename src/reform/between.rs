//! The difference of two laws, as changes.

use std::collections::BTreeMap;

use super::change::tier_name;
use super::draft::{Draft, default_of, tables};
use super::{Change, Reform, RulePath, Value};
use crate::law::Citation;
use crate::system::ElectoralSystem;

type Table = BTreeMap<String, Value>;

impl Reform {
    /// The reform that made `new` of `old`: applying it to `old` gives `new`, exactly. It has the name, the day and
    /// the source of `new`.
    ///
    /// Changes of rules come first, tier by tier, each with the article of `new` where that has one; then rules that
    /// are the same and stand elsewhere. A rule of several fields is changed field by field, unless fields both come
    /// and go: then it is set as a whole. Defaults are written out as words. A tier that is filled in another way altogether goes, and another comes.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan::law_on;
    /// use sailau::reform::Reform;
    ///
    /// let (old, new) = (law_on(date(2012, 1, 15))?.value, law_on(date(2021, 6, 1))?.value);
    /// let reform = Reform::between(old, new);
    /// let lines: Vec<String> = reform.of_rules().map(ToString::to_string).collect();
    /// assert_eq!(lines, [
    ///     "list against all: not on the ballot → on the ballot (art. 37 and 42-43)",
    ///     "list threshold at least: 7% → 5% (art. 97-1(1) and 43(5))",
    /// ]);
    /// assert_eq!(&reform.apply(old)?, new);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn between(old: &ElectoralSystem, new: &ElectoralSystem) -> Self {
        let mut changes = of_rules(old, new);
        // What the changes of rules leave of what was cited.
        let mut draft = Draft::of(old);
        draft.entitle(&new.name, new.since, new.source.as_deref());
        // They were made for these rules, and can be made.
        let made = changes.iter().all(|change| draft.make(change).is_ok());
        let left = draft.rules().ok().filter(|_| made).and_then(|rules| draft.cited(rules).ok());
        let left = left.map(|rules| rules.citations).unwrap_or_default();
        let elsewhere = new.citations.iter().filter(|(key, cite)| left.get(*key) != Some(cite));
        changes.extend(
            elsewhere.map(|(key, cite)| Change::Citation { key: key.clone(), to: Some(cite.clone()) }),
        );
        let nowhere = left.keys().filter(|key| !new.citations.contains_key(*key));
        changes.extend(nowhere.map(|key| Change::Citation { key: key.clone(), to: None }));
        Self { name: new.name.clone(), since: new.since, source: new.source.clone(), changes }
    }
}

fn of_rules(old: &ElectoralSystem, new: &ElectoralSystem) -> Vec<Change> {
    let (old_tiers, new_tiers) = (tables(old), tables(new));
    // A tier stays when it is filled in the same way: then its rules can be told one by one.
    let stays = |name: &str| match (old.tier(name), new.tier(name)) {
        (Some(old), Some(new)) => std::mem::discriminant(&old.rule) == std::mem::discriminant(&new.rule),
        _ => false,
    };
    let mut changes = Vec::new();
    let gone = old_tiers.iter().map(tier_name).filter(|name| !stays(name));
    changes.extend(gone.map(|name| Change::RemoveTier { tier: name.to_owned() }));
    let order = |tiers: &[Table]| -> Vec<String> {
        tiers.iter().map(tier_name).filter(|name| stays(name)).map(str::to_owned).collect()
    };
    if order(&old_tiers) != order(&new_tiers) {
        changes.push(Change::Order { tiers: order(&new_tiers) });
    }
    for (at, tier) in new_tiers.iter().enumerate() {
        let name = tier_name(tier);
        match old_tiers.iter().find(|tier| tier_name(tier) == name) {
            Some(before) if stays(name) => {
                let cite = |rule: &str| new.citations.get(&format!("{name}.{rule}")).cloned();
                Difference { cite: &cite, changes: &mut changes }.of_tiers(name, before, tier);
            }
            _ => {
                let after = new_tiers[at + 1..].iter().map(tier_name).find(|name| stays(name));
                let own = |key: &str| {
                    key == name || key.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'))
                };
                let cite = new.citations.iter().filter(|(key, _)| own(key));
                changes.push(Change::AddTier {
                    tier: tier.clone(),
                    before: after.map(str::to_owned),
                    cite: cite.map(|(key, cite)| (key.clone(), cite.clone())).collect(),
                });
            }
        }
    }
    changes
}

struct Difference<'a> {
    /// Where a rule stands in the new law.
    cite: &'a dyn Fn(&str) -> Option<Citation>,
    changes: &'a mut Vec<Change>,
}

impl Difference<'_> {
    fn of_tiers(&mut self, name: &str, old: &Table, new: &Table) {
        let mut rules: Vec<&String> = old.keys().chain(new.keys()).collect();
        rules.sort_unstable();
        rules.dedup();
        for rule in rules {
            // A word that is left out says something all the same.
            let default = default_of(rule);
            let (from, to) = (old.get(rule).or(default.as_ref()), new.get(rule).or(default.as_ref()));
            self.of_values(RulePath::new(name, rule, &[]), from, to);
        }
    }

    fn of_values(&mut self, path: RulePath, old: Option<&Value>, new: Option<&Value>) {
        match (old, new) {
            (old, new) if old == new => {}
            (Some(Value::Table(old)), Some(Value::Table(new))) if one_holds_the_other(old, new) => {
                let fields: Vec<&String> =
                    if old.len() > new.len() { old.keys().collect() } else { new.keys().collect() };
                for field in fields {
                    self.of_values(path.within(field), old.get(field), new.get(field));
                }
            }
            (from, Some(to)) => {
                let cite = (self.cite)(path.rule());
                self.changes.push(Change::Set { path, from: from.cloned(), to: to.clone(), cite });
            }
            (from, None) => {
                let cite = (self.cite)(path.rule());
                self.changes.push(Change::Remove { path, from: from.cloned(), cite });
            }
        }
    }
}

/// Whether fields only come or only go.
fn one_holds_the_other(a: &Table, b: &Table) -> bool {
    let holds = |a: &Table, b: &Table| b.keys().all(|field| a.contains_key(field));
    holds(a, b) || holds(b, a)
}
