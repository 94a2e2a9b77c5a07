//! Numbers as a record prints them.

pub(super) use crate::text::{grouped, percent};

/// `1 vote`, `2 votes`, from the regular plural.
pub(super) fn counted(n: u128, plural: &str) -> String {
    match (n, plural.strip_suffix("ies"), plural.strip_suffix('s')) {
        (1, Some(stem), _) => format!("1 {stem}y"),
        (1, None, Some(singular)) => format!("1 {singular}"),
        _ => format!("{} {plural}", grouped(n)),
    }
}
