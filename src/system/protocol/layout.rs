//! Numbers and tables as text.

pub(in crate::system) use crate::text::{grouped, percent, table};

/// `1 seat`, `2 seats`.
pub(crate) fn count(n: u32, what: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{} {what}{plural}", grouped(n))
}
