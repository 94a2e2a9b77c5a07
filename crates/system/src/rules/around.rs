//! What a text says besides of a field that could not be read as rules: the tier around it, and the articles.

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What a text says besides of a field that could not be read.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// The name of the tier in which it stands, where that is known.
    pub(super) tier: Option<String>,
    /// The articles that the text cites, by what it cites them for.
    pub(super) articles: Vec<(String, String)>,
}

impl Around {
    pub(super) fn in_toml(text: &str, path: &[String]) -> Self {
        let Ok(root) = DeTable::parse(text) else { return Self::default() };
        let root = root.get_ref();
        let tier = tier_number(path).and_then(|number| {
            let tier = root.get("tier")?.get_ref().as_array()?.get(number)?;
            Some(tier.get_ref().as_table()?.get("name")?.get_ref().as_str()?.to_owned())
        });
        let article = |citation: &Spanned<DeValue<'_>>| {
            Some(citation.get_ref().as_table()?.get("article")?.get_ref().as_str()?.to_owned())
        };
        let cited = root.get("cite").and_then(|cite| cite.get_ref().as_table()).into_iter().flatten();
        let articles =
            cited.filter_map(|(key, of)| Some((key.get_ref().to_string(), article(of)?))).collect();
        Self { tier, articles }
    }

    pub(super) fn in_json(text: &str, path: &[String]) -> Self {
        let Ok(root) = serde_json::from_str::<Value>(text) else { return Self::default() };
        let tier = tier_number(path)
            .and_then(|number| Some(root.get("tier")?.get(number)?.get("name")?.as_str()?.to_owned()));
        let article = |citation: &Value| Some(citation.get("article")?.as_str()?.to_owned());
        let cited = root.get("cite").and_then(Value::as_object).into_iter().flatten();
        Self { tier, articles: cited.filter_map(|(key, of)| Some((key.clone(), article(of)?))).collect() }
    }
}

fn tier_number(path: &[String]) -> Option<usize> {
    match path {
        [first, number, ..] if first == "tier" => number.parse().ok(),
        _ => None,
    }
}
