//! What is put into documents: what others of their kind say, and what nobody should.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::Tree;
use crate::choices::Choices;

const NUMBERS: &[&str] = &[
    "0",
    "1",
    "2",
    "3",
    "10",
    "-1",
    "0.0",
    "-0.0",
    "0.5",
    "1.5",
    "1e-9",
    "100",
    "1000",
    "1000000",
    "2147483647",
    "4294967295",
    "4294967296",
    "9007199254740992",
    "9007199254740993",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "1e300",
    "-1e300",
    "1e-300",
    "inf",
    "-inf",
    "nan",
    "0x10",
    "1_000",
    "true",
    "false",
    "2026-02-28",
    "2026-07-01",
    "1995-09-28",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "2026-07-01T10:00:00",
];

const TEXTS: &[&str] = &[
    "",
    " ",
    "0%",
    "5%",
    "100%",
    "101%",
    "-1%",
    "3.5%",
    "99.999999999%",
    "1/2",
    "1/0",
    "0/1",
    "7/10",
    "1/4294967295",
    "4294967295/4294967295",
    "list",
    "single",
    "district",
    "nation",
    "region",
    "each",
    "given",
    "dhondt",
    "hare",
    "droop",
    "sainte-lague",
    "plurality",
    "list votes",
    "valid votes",
    "seats",
    "votes",
    "lots",
    "Hill",
    "Dale",
    "@others",
    "@against-all",
    "@invalid",
    "@independents",
    "a\u{0}b",
    "a\nb",
    "\u{202e}x",
    "\u{7f}",
    "\u{feff}",
    "`",
    "\"",
    "$",
    "$$",
    "$bar",
    "$ no such",
    "{}",
    "ä\u{308}",
    "列",
    "2026-02-28",
    "0000-00-00",
    "9999-12-31",
    "18446744073709551615",
    "-1",
    "1e400",
    "nan",
    "loss of trust",
    "single-member",
    "list.seats",
    "list.threshold.at_least",
    "list..seats",
    ".",
];

/// What the documents of a kind have: subtrees by their keys, fields by the key of their table, and the rest as lists.
pub(super) struct Words {
    by_key: BTreeMap<String, Vec<Tree>>,
    within: BTreeMap<String, Vec<(String, Tree)>>,
    keys: Vec<String>,
    texts: Vec<String>,
    bare: Vec<String>,
}

impl Words {
    pub(super) fn of(documents: &[Tree]) -> Self {
        let (mut by_key, mut within) = (BTreeMap::new(), BTreeMap::new());
        let (mut texts, mut bare) = (BTreeSet::new(), BTreeSet::new());
        fn push<T: PartialEq>(known: &mut Vec<T>, one: T) {
            // Enough of each: rules have thousands of citations.
            if known.len() < 60 && !known.contains(&one) {
                known.push(one);
            }
        }
        for document in documents {
            for path in document.paths() {
                let tree = path.iter().fold(document, |tree, &step| tree.child(step));
                match tree {
                    Tree::Text(text) if text.len() < 80 => drop(texts.insert(text.clone())),
                    Tree::Bare(text) => drop(bare.insert(text.clone())),
                    _ => {}
                }
                let key = document.key(&path).unwrap_or_default();
                if let Tree::Table(fields) = tree {
                    let known: &mut Vec<_> = within.entry(key.to_owned()).or_default();
                    fields.iter().for_each(|field| push(known, field.clone()));
                }
                if !path.is_empty() {
                    push(by_key.entry(key.to_owned()).or_default(), tree.clone());
                }
            }
        }
        let keys = by_key.keys().cloned().collect();
        Self { by_key, within, keys, texts: texts.into_iter().collect(), bare: bare.into_iter().collect() }
    }

    /// What stands under this key elsewhere.
    pub(super) fn under(&self, key: &str, choices: &mut Choices<'_>) -> Option<Tree> {
        self.by_key.get(key).map(|known| choices.one_of(known).clone())
    }

    /// A field of tables under this key.
    pub(super) fn within(&self, key: &str, choices: &mut Choices<'_>) -> Option<(String, Tree)> {
        self.within.get(key).filter(|known| !known.is_empty()).map(|known| choices.one_of(known).clone())
    }

    pub(super) fn anything(&self, choices: &mut Choices<'_>) -> Option<(String, Tree)> {
        let key = self.key(choices);
        self.under(&key, choices).map(|tree| (key, tree))
    }

    pub(super) fn key(&self, choices: &mut Choices<'_>) -> String {
        if self.keys.is_empty() { "name".to_owned() } else { choices.one_of(&self.keys).clone() }
    }

    pub(super) fn bare(&self, choices: &mut Choices<'_>) -> String {
        match choices.in_ten(3) && !self.bare.is_empty() {
            true => choices.one_of(&self.bare).clone(),
            false => choices.pick(NUMBERS).to_owned(),
        }
    }

    pub(super) fn text(&self, choices: &mut Choices<'_>) -> String {
        match choices.below(16) {
            0..9 if !self.texts.is_empty() => choices.one_of(&self.texts).clone(),
            9 => "long ".repeat(1 + choices.below(200)),
            _ => choices.pick(TEXTS).to_owned(),
        }
    }
}
