//! Every rule that a law of Kazakhstan's institutions has names the article that it stands in, and can be said in a sentence.

use sailau::kazakhstan::{
    akim_consent_laws, akim_election_laws, fund_laws, list_mandate_laws, mandate_laws, maslihat_laws,
    maslihat_mandate_laws, president_laws, recall_laws, referendum_laws, registration_laws, roll_laws,
    senate_laws,
};
use sailau::law::Timeline;
use sailau::procedure::{InWords, Law};
use serde::Serialize;

/// A citation is of the rule itself or of something in it; a rule that a law does not have needs none.
fn every_rule_is_cited<R: Serialize>(laws: &Timeline<Law<R>>) {
    for law in laws.iter() {
        let rules = serde_json::to_value(&law.value.rules).unwrap();
        for (rule, value) in rules.as_object().unwrap() {
            let within = format!("{rule}.");
            let cited = law.value.cite.keys().any(|key| key == rule || key.starts_with(&within));
            assert!(cited || value.is_null(), "{} {rule}", law.value.name);
        }
    }
}

#[test]
fn of_those_who_are_elected() {
    every_rule_is_cited(akim_consent_laws());
    every_rule_is_cited(akim_election_laws());
    every_rule_is_cited(maslihat_laws());
    every_rule_is_cited(president_laws());
    every_rule_is_cited(senate_laws());
}

#[test]
fn of_lists_and_mandates() {
    every_rule_is_cited(mandate_laws());
    every_rule_is_cited(maslihat_mandate_laws());
}

/// Every rule that is there has a sentence, every citation too, and a sentence is one.
fn every_rule_is_said<R: Serialize + InWords>(laws: &Timeline<Law<R>>) {
    for law in laws.iter() {
        let said = law.value.in_words();
        let is_said = |rule: &str| {
            let within = format!("{rule}.");
            said.iter().any(|one| one.rule == rule || one.rule.starts_with(&within))
        };
        let rules = serde_json::to_value(&law.value.rules).unwrap();
        let there = rules.as_object().unwrap().iter().filter(|(_, value)| {
            !value.is_null() && value.as_object().is_none_or(|fields| !fields.is_empty())
        });
        for (rule, _) in there {
            // What the signatures are a part of stands in their sentence.
            assert!(is_said(rule) || rule == "signatures_of", "{}: {rule}", law.value.name);
        }
        for rule in law.value.cite.keys().filter(|rule| *rule != "since" && *rule != "source") {
            assert!(is_said(rule), "{}: {rule}", law.value.name);
        }
        for one in &said {
            let sentence = &one.sentence;
            let begins = sentence.chars().next().is_some_and(char::is_uppercase);
            assert!(begins && sentence.ends_with('.') && !sentence.ends_with(".."), "{sentence}");
            assert!(!sentence.contains(['_', '{', '"', '\n']) && !sentence.contains("  "), "{sentence}");
        }
    }
}

#[test]
fn every_rule_can_be_said() {
    every_rule_is_said(akim_consent_laws());
    every_rule_is_said(akim_election_laws());
    every_rule_is_said(fund_laws());
    every_rule_is_said(list_mandate_laws());
    every_rule_is_said(mandate_laws());
    every_rule_is_said(maslihat_laws());
    every_rule_is_said(maslihat_mandate_laws());
    every_rule_is_said(president_laws());
    every_rule_is_said(recall_laws());
    every_rule_is_said(referendum_laws());
    every_rule_is_said(registration_laws());
    every_rule_is_said(roll_laws());
    every_rule_is_said(senate_laws());
}
