//! Rules as sentences, as a lawyer would read them: every field of a rules file, defaults too, with the article.
//!
//! Whatever a rule consists of is taken apart here without a rest, so that the compiler finds what was forgotten.

mod candidates;
mod linkage;
mod list;
mod method;
mod placement;
mod quota;
mod ranked;
mod threshold;
mod tier;

use std::fmt;

use serde::Serialize;

use super::ElectoralSystem;
use super::rules::{Seats, Tier, known_seats};
use crate::law::Citation;
use crate::text::one_line;

/// A sentence of [`ElectoralSystem::in_words`], and what it is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Sentence {
    /// The tier; none for what holds for all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// The field of the rules file, with full stops between a field and those within it: `threshold.kinds`. `house` stands
    /// for the seats of all tiers, and `cite` for what is only said of where rules stand.
    pub field: String,
    /// The sentence.
    pub sentence: String,
    /// Where the rule stands, where the file says it.
    #[serde(rename = "cite", skip_serializing_if = "Option::is_none")]
    pub cited: Option<Citation>,
}

/// `A list takes part with at least 5% of valid votes. [art. 97-1(1)]`
impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)?;
        match &self.cited {
            Some(cited) => write!(f, " [{}]", one_line(&cited.to_string())),
            None => Ok(()),
        }
    }
}

/// The sentences of a system, one after the other.
struct Words<'a> {
    system: &'a ElectoralSystem,
    tier: Option<&'a Tier>,
    said: Vec<Sentence>,
}

impl Words<'_> {
    fn say(&mut self, field: &str, sentence: impl Into<String>) {
        let rule = field.split('.').next().unwrap_or(field);
        // The first sentence of a rule has its article.
        let name = self.tier.map(|tier| tier.name.as_str());
        let told = self.said.iter().any(|said| {
            said.tier.as_deref() == name && said.field.split('.').next() == Some(rule) && said.cited.is_some()
        });
        let key = match name {
            Some(name) => format!("{name}.{rule}"),
            None => rule.to_owned(),
        };
        let cited = self.system.citations.get(&key).filter(|_| !told).cloned();
        let sentence = one_line(&sentence.into());
        self.said.push(Sentence { tier: name.map(str::to_owned), field: field.to_owned(), sentence, cited });
    }
}

pub(super) fn in_words(system: &ElectoralSystem) -> Vec<Sentence> {
    let ElectoralSystem { name, since, source, tiers, citations } = system;
    let mut words = Words { system, tier: None, said: Vec::new() };
    words.say("name", format!("{}.", name.trim_end_matches('.')));
    if let Some(since) = since {
        words.say("since", format!("In force since {since}."));
    }
    if let Some(source) = source {
        words.say("source", format!("Taken from: {}.", source.trim_end_matches('.')));
    }
    if let Some(house) = house(tiers) {
        words.say("house", house);
    }
    for tier in tiers {
        words.tier = Some(tier);
        words.of_tier(tier);
    }
    words.tier = None;
    // What no sentence had room for: rules that are cited though nothing is said of them, doubts and addresses.
    for (key, citation) in citations {
        let Citation { article: _, act: _, url, certainty: _, note } = citation;
        let told = words.said.iter().any(|said| said.cited.as_ref() == Some(citation));
        if told && url.is_none() && note.is_none() {
            continue;
        }
        let parts = [Some(citation.to_string()), note.clone(), url.clone()];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        words.say("cite", format!("{key}: {}.", parts.join("; ").trim_end_matches('.')));
    }
    words.said
}

/// The seats of the whole house, where the rules alone say how many these are.
fn house(tiers: &[Tier]) -> Option<String> {
    let fixed = |tier: &Tier| match (&tier.seats, known_seats(tier)) {
        (Seats::FromVotesFile, _) | (_, None | Some(0)) => None,
        (_, seats) => seats,
    };
    let mut all = 0u32;
    let mut parts = Vec::new();
    for tier in tiers {
        // Seats of a tier that another has among its own are counted there.
        let within = tiers.iter().any(|other| other.includes_linked() && other.linked().contains(&tier.name));
        let seats = fixed(tier);
        if !within {
            all = all.checked_add(seats?)?;
            parts.push(match tier.includes_linked() {
                true => format!("{} in tier `{}` with {}", seats?, tier.name, listed(tier.linked())),
                false => format!("{} in tier `{}`", seats?, tier.name),
            });
        }
    }
    if parts.len() == 1 {
        let within: Vec<String> = tiers.iter().flat_map(|tier| tier.linked().to_vec()).collect();
        return Some(match within.as_slice() {
            [] => format!("The house has {}.", seats(all)),
            within => format!("The house has {}, those of tier {} among them.", seats(all), listed(within)),
        });
    }
    Some(format!("The house has {}: {}.", seats(all), and(&parts)))
}

/// `1 seat`, `69 seats`.
fn seats(number: u32) -> String {
    match number {
        1 => "1 seat".to_owned(),
        number => format!("{number} seats"),
    }
}

/// `a`, `a and b`, `a, b and c`.
fn and(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// Names of tiers as a sentence has them.
fn listed(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    and(&names)
}

/// `North 5, South 3`.
fn table<V: fmt::Display>(table: impl IntoIterator<Item = (impl fmt::Display, V)>) -> String {
    let rows: Vec<String> = table.into_iter().map(|(name, value)| format!("{name} {value}")).collect();
    rows.join(", ")
}
