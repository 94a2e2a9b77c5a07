//! Every rule that a law of Kazakhstan's institutions has names the article that it stands in.

use sailau::kazakhstan::{
    akim_consent_laws, akim_election_laws, mandate_laws, maslihat_laws, maslihat_mandate_laws,
    president_laws, senate_laws,
};
use sailau::law::Timeline;
use sailau::procedure::Law;
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
