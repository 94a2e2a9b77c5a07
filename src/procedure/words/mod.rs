//! The law of a procedure as sentences, each with the rule that it says and the article.
//!
//! A file for each procedure takes its rules apart field by field: a rule that is added to a law has no sentence until
//! somebody writes one, and the compiler says so.

mod akim;
mod funds;
mod list_mandate;
mod mandates;
mod maslihat;
mod office;
mod president;
mod recall;
mod referendum;
mod registration;
mod roll;
mod senate;

use std::fmt::Display;

use serde::Serialize;

use super::text::counted;
use super::{Law, Limit};
use crate::law::{Citation, Share};

/// Rules that can be said in sentences.
pub trait InWords {
    /// A sentence for each rule, in the order of the law, with the rule's name in its file (of a rule within a rule, with a
    /// full stop). [`Law::in_words`] adds the articles.
    fn in_words(&self) -> Vec<(String, String)>;
}

/// A sentence of a law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Said {
    /// The rule's name in the file of law.
    pub rule: String,
    /// What it says.
    pub sentence: String,
    /// Where it stands and how well it is known: of the rule, or of the one that it is within.
    pub citation: Option<Citation>,
}

impl<R: InWords> Law<R> {
    /// What the law says, rule by rule, and behind it what is cited though the law has no such rule here, such as a rule
    /// whose text was not found.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan;
    ///
    /// let said = kazakhstan::registration_laws().on(date(2023, 1, 1))?.value.in_words();
    /// let members = said.iter().find(|one| one.rule == "members").unwrap();
    /// assert_eq!(members.sentence, "The party has at least 5,000 members in the whole country.");
    /// assert_eq!(members.citation.as_ref().unwrap().to_string(), "art. 10(6)");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn in_words(&self) -> Vec<Said> {
        let sentences = self.rules.in_words();
        let mut said: Vec<_> = sentences
            .into_iter()
            .map(|(rule, sentence)| Said { citation: self.cited(&rule).cloned(), rule, sentence })
            .collect();
        for (rule, citation) in &self.cite {
            let within = format!("{rule}.");
            let told = said.iter().any(|one| one.rule == *rule || one.rule.starts_with(&within));
            if told || rule == "since" || rule == "source" {
                continue;
            }
            let name = rule.replace('.', ", ").replace('_', " ");
            let note = citation.note.as_deref().unwrap_or("no rule was found");
            let sentence = format!("Of {name}: {}.", note.trim_end_matches('.'));
            said.push(Said { rule: rule.clone(), sentence, citation: Some(citation.clone()) });
        }
        said
    }

    /// The citation of a rule, or of the rule that it is within.
    fn cited(&self, rule: &str) -> Option<&Citation> {
        let mut path = rule;
        loop {
            if let Some(citation) = self.cite.get(path) {
                return Some(citation);
            }
            path = path.rsplit_once('.')?.0;
        }
    }
}

/// Sentences being gathered.
#[derive(Default)]
struct Sentences(Vec<(String, String)>);

impl Sentences {
    fn say(&mut self, rule: impl Into<String>, sentence: impl Into<String>) {
        self.0.push((rule.into(), sentence.into()));
    }

    /// Of a rule that a law may not have.
    fn say_if<T>(&mut self, rule: &str, value: Option<T>, sentence: impl FnOnce(T) -> String) {
        if let Some(value) = value {
            self.say(rule, sentence(value));
        }
    }
}

/// "at least 5,000 members", "at most 1 roll".
fn number(limit: Limit<u64>, plural: &str) -> String {
    limit.map(|number| so_many(number, plural)).to_string()
}

/// "1 month", "3 months", from the regular plural.
fn so_many(number: impl Into<u128>, plural: &str) -> String {
    counted(number.into(), plural)
}

/// "more than half of the registered voters", "all regions".
fn part(limit: Limit<Share>, of: &str) -> String {
    let share = limit.value();
    if matches!(limit, Limit::AtLeast(_)) && share.numerator() == share.denominator() {
        return format!("all {of}");
    }
    format!("{} of the {of}", limit.map(share_in_words))
}

fn share_in_words(share: Share) -> String {
    let is = |numerator, denominator| {
        u64::from(share.numerator()) * denominator == u64::from(share.denominator()) * numerator
    };
    let words = [
        (1, 2, "half"),
        (1, 3, "a third"),
        (2, 3, "two thirds"),
        (1, 4, "a quarter"),
        (3, 4, "three quarters"),
        (1, 5, "a fifth"),
    ];
    match words.iter().find(|(numerator, denominator, _)| is(*numerator, *denominator)) {
        Some((.., words)) => (*words).to_owned(),
        None => share.to_string(),
    }
}

/// "a", "a and b", "a, b and c".
fn listed(names: impl IntoIterator<Item = impl Display>) -> String {
    let mut names: Vec<String> = names.into_iter().map(|name| name.to_string()).collect();
    match names.pop() {
        None => "nobody".to_owned(),
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} and {last}", names.join(", ")),
    }
}
