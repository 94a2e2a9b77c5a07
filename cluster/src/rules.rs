//! Rules as they stand in a table or a query.

use sailau::{ElectoralSystem, kazakhstan};

/// Rules that are `kazakhstan:DATE`, TOML or JSON.
pub(crate) fn read_rules(text: &str) -> Result<ElectoralSystem, String> {
    if kazakhstan::is_named(text) {
        return kazakhstan::law_named(text).cloned().map_err(|error| error.to_string());
    }
    let rules = if text.trim_start().starts_with('{') {
        ElectoralSystem::from_json(text)
    } else {
        ElectoralSystem::from_toml(text)
    };
    rules.map_err(|error| one_line(&error.to_string()))
}

fn one_line(message: &str) -> String {
    message.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}
