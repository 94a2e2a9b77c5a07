//! Names of rules in the one form that names of votes have, wherever the rules come from.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::file::SystemFile;
use super::{Contradiction, Seats, Tier, TierRule};
use crate::ElectoralSystem;
use crate::district_seats::DistrictSeats;
use crate::error::{RuleAt, RulesErrorKind};
use crate::text;

/// The same rules with every name that meets the votes in one form; nothing is copied where it is so already.
///
/// # Errors
///
/// [`Contradiction`] where a table has one name in two forms.
pub(crate) fn in_one_form(system: &ElectoralSystem) -> Result<Cow<'_, ElectoralSystem>, Contradiction> {
    let mut names = system.tiers.iter().flat_map(names_of).chain(system.citations.keys().map(String::as_str));
    if names.all(|name| matches!(one_form(name), Cow::Borrowed(_))) {
        return Ok(Cow::Borrowed(system));
    }
    // As tables of a file, where every text and every key is a name or a word.
    let Ok(mut file) = serde_json::to_value(system) else { return Ok(Cow::Borrowed(system)) };
    if let Some(tiers) = file.get_mut("tier") {
        rename(tiers)?;
    }
    if let Some(Value::Object(citations)) = file.get_mut("cite") {
        *citations = renamed(std::mem::take(citations))?;
    }
    match SystemFile::deserialize(file) {
        Ok(file) => file.into_tiers().map(Cow::Owned),
        // What is wrong with such rules their check says better.
        Err(_) => Ok(Cow::Borrowed(system)),
    }
}

/// A name with spaces around it is as it is: the check refuses it.
fn one_form(name: &str) -> Cow<'_, str> {
    if name.trim() == name { text::one_form(name) } else { Cow::Borrowed(name) }
}

fn rename(value: &mut Value) -> Result<(), Contradiction> {
    match value {
        Value::String(text) => {
            if let Cow::Owned(name) = one_form(text) {
                *text = name;
            }
            Ok(())
        }
        Value::Array(items) => items.iter_mut().try_for_each(rename),
        Value::Object(fields) => {
            *fields = renamed(std::mem::take(fields))?;
            fields.values_mut().try_for_each(rename)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

/// A table by the one form of its keys.
fn renamed(table: Map<String, Value>) -> Result<Map<String, Value>, Contradiction> {
    let mut named = Map::new();
    for (key, value) in table {
        let key = one_form(&key).into_owned();
        if named.contains_key(&key) {
            return Err(Contradiction {
                path: Vec::new(),
                rule: RuleAt::field(&key).into(),
                problem: "stands in a table twice, in two forms of the same letters or spaces".to_owned(),
                kind: RulesErrorKind::FieldTwice { field: key }.into(),
            });
        }
        named.insert(key, value);
    }
    Ok(named)
}

/// Every name of a tier that meets the votes or another tier.
fn names_of(tier: &Tier) -> Vec<&str> {
    let mut names = vec![tier.name.as_str()];
    names.extend(tier.contest.as_deref());
    names.extend(names_of_seats(&tier.seats));
    names.extend(tier.district_seats.iter().flat_map(DistrictSeats::names));
    match &tier.rule {
        TierRule::List(rule) => {
            for (_, stage) in rule.stages() {
                names.extend(stage.looks_at());
                names.extend(stage.kinds());
                names.extend(stage.names());
            }
        }
        TierRule::Candidates(rule) => {
            let votes = rule.several.as_ref().and_then(|several| several.votes.as_ref());
            names.extend(votes.into_iter().flat_map(names_of_seats));
        }
        TierRule::Appointed(rule) => names.push(&rule.by),
    }
    names
}

/// The districts that seats are given for by name.
pub(crate) fn names_of_seats(seats: &Seats) -> Vec<&str> {
    match seats {
        Seats::ByDistrict(table) => table.keys().map(String::as_str).collect(),
        Seats::Same(_) | Seats::FromVotesFile => Vec::new(),
    }
}
