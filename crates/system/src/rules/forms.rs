//! The sample forms of the book, for messages: how a field is written.

use toml::de::{DeTable, DeValue};
use toml::{Spanned, Value};

/// The page of the book that shows each word as it should be.
const PAGE: &str = include_str!("../../../../docs/rules/forms.md");

/// Tables whose keys are names that the file gives.
const OF_NAMES: [&str; 7] = ["cite", "guaranteed", "kinds", "seats", "each", "fixed", "votes"];

/// Tables of ranked ballots: a word that stands elsewhere was rarely meant for one of theirs.
const OF_RANKED: [&str; 5] = ["reading", "surplus", "exclusion", "election", "meek"];

/// Which of the two ways of writing a file is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Toml,
    Json,
}

/// Fields above the tiers, where a form has both.
const ABOVE: [&str; 4] = ["name", "since", "source", "cite"];

/// A field as a form has it.
struct Sample<'a> {
    /// The table around it, `tier` for a tier's own fields; those above the tiers have none.
    parent: &'a str,
    key: &'a str,
    value: &'a Spanned<DeValue<'a>>,
    form: &'static str,
}

/// How the field at this path is written; none where no form has it.
pub(super) fn example(path: &[String], language: Language) -> Option<String> {
    let names: Vec<&str> = path.iter().map(String::as_str).filter(|step| !is_number(step)).collect();
    let (key, above) = names.split_last()?;
    let parent = above.last().copied().unwrap_or_default();
    if *key == "tier" && parent.is_empty() {
        return Some(match language {
            Language::Toml => "[[tier]], with two brackets on each side".to_owned(),
            Language::Json => r#""tier": [{"name": "list", "seats": 69, "method": "hare"}]"#.to_owned(),
        });
    }
    let parent = if matches!(parent, "majority" | "turnout") { "threshold" } else { parent };
    let of_names = OF_NAMES.contains(&parent);
    first([key, parent], |sample| {
        let same = sample.parent == parent && sample.key == *key;
        let named = of_names && sample.parent == parent;
        (same || named).then(|| sample.written(key, language))
    })
}

/// Where a field stands that stands elsewhere than it was written: the table that it is a field of, and how it is written
/// there.
pub(super) fn home(key: &str, language: Language) -> Option<(String, String)> {
    first([key, key], |sample| {
        let table = sample.parent;
        let within = ["", "tier"].contains(&table) || OF_NAMES.contains(&table) || OF_RANKED.contains(&table);
        let is_home = sample.key == key && !within;
        is_home.then(|| {
            let field = sample.written(key, language);
            let form = match language {
                Language::Toml => format!("{table} = {{ …, {field} }}"),
                Language::Json => format!("\"{table}\": {{…, {field}}}"),
            };
            (table.to_owned(), form)
        })
    })
}

/// The first sample that gives something: those below these headings come before the others.
fn first<T>(headings: [&str; 2], mut take: impl FnMut(&Sample<'_>) -> Option<T>) -> Option<T> {
    let sections = || PAGE.split("\n## ").skip(1).map(|section| section.split_once('\n').unwrap_or_default());
    let below = headings.into_iter().flat_map(|own| sections().filter(move |(heading, _)| *heading == own));
    let blocks = below.chain(sections()).flat_map(|(_, section)| section.split("```toml form\n").skip(1));
    for form in blocks.filter_map(|rest| rest.split("```").next()) {
        let Ok(root) = DeTable::parse(form) else { continue };
        if let Some(found) = within(form, None, root.get_ref(), &mut take) {
            return Some(found);
        }
    }
    None
}

fn within<T>(
    form: &'static str,
    parent: Option<&str>,
    table: &DeTable<'_>,
    take: &mut impl FnMut(&Sample<'_>) -> Option<T>,
) -> Option<T> {
    // The outer ones first: a page shows them for their own sake.
    for (key, value) in table {
        let key = &**key.get_ref();
        let parent = parent.unwrap_or(if ABOVE.contains(&key) { "" } else { "tier" });
        if let Some(found) = take(&Sample { parent, key, value, form }) {
            return Some(found);
        }
    }
    for (key, value) in table {
        let tables: Vec<&DeTable<'_>> = match value.get_ref() {
            DeValue::Table(table) => vec![table],
            DeValue::Array(items) => items.iter().filter_map(|item| item.get_ref().as_table()).collect(),
            _ => Vec::new(),
        };
        let inner = |table| within(form, Some(key.get_ref()), table, take);
        if let Some(found) = tables.into_iter().find_map(inner) {
            return Some(found);
        }
    }
    None
}

impl Sample<'_> {
    /// `key = value`, by the name that the file has.
    fn written(&self, key: &str, language: Language) -> String {
        let text = self.form.get(self.value.span()).unwrap_or_default();
        match language {
            Language::Toml if text.starts_with('[') && self.value.get_ref().is_table() => text.to_owned(),
            Language::Toml => format!("{key} = {text}"),
            Language::Json => {
                let file = toml::from_str::<toml::Table>(&format!("value = {text}"));
                let value = file.ok().and_then(|mut file| file.remove("value"));
                format!("\"{key}\": {}", value.map_or_else(|| text.to_owned(), |value| in_json(&value)))
            }
        }
    }
}

fn in_json(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            format!("[{}]", items.iter().map(in_json).collect::<Vec<_>>().join(", "))
        }
        Value::Table(table) => {
            let fields = table.iter().map(|(key, value)| format!("\"{key}\": {}", in_json(value)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
        }
        Value::Datetime(day) => format!("\"{day}\""),
        other => other.to_string(),
    }
}

fn is_number(step: &str) -> bool {
    !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(path: &[&str], language: Language) -> String {
        let path: Vec<String> = path.iter().map(|step| (*step).to_owned()).collect();
        example(&path, language).unwrap_or_default()
    }

    #[test]
    fn a_field_is_shown_as_the_book_has_it() {
        for (path, in_toml, in_json) in [
            (
                &["tier", "0", "threshold"][..],
                "threshold = { at_least = \"5%\", of = \"valid votes\" }",
                "\"threshold\": {\"at_least\": \"5%\", \"of\": \"valid votes\"}",
            ),
            (&["tier", "0", "threshold", "of"], "of = \"valid votes\"", "\"of\": \"valid votes\""),
            (&["tier", "0", "majority", "of"], "of = \"valid votes\"", "\"of\": \"valid votes\""),
            (&["tier", "1", "at_least"], "at_least = 1", "\"at_least\": 1"),
            (&["name"], "name = \"Parliament\"", "\"name\": \"Parliament\""),
            (&["since"], "since = 2022-11-05", "\"since\": \"2022-11-05\""),
            (&["tier", "0", "guaranteed", "Roma"], "Roma = 3", "\"Roma\": 3"),
            (&["tier", "0", "no such field"], "", ""),
            (&[], "", ""),
        ] {
            assert_eq!(shown(path, Language::Toml), in_toml);
            assert_eq!(shown(path, Language::Json), in_json);
        }
    }

    #[test]
    fn a_field_that_stands_elsewhere_is_sent_home() {
        let (table, form) = home("rounded", Language::Toml).unwrap();
        assert_eq!((&*table, &*form), ("quota", "quota = { …, rounded = \"nearest\" }"));
        assert_eq!(home("no such field", Language::Toml), None);
    }
}
