use std::sync::LazyLock;

use jiff::civil::{Date, date};
use serde::Deserialize;

use crate::law::{Certainty, Timeline};
use crate::procedure::Law;
use crate::procedure::funds::Rules;

/// A minimum wage.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MinimumWage {
    /// Its first day.
    #[serde(with = "crate::law::day")]
    pub since: Date,
    /// Tenge a month.
    pub tenge: u32,
    /// Where it was read.
    pub source: String,
    /// How well it is known.
    #[serde(default)]
    pub certainty: Certainty,
    /// What a reader should know besides.
    pub note: Option<String>,
}

/// The rules for election funds since 2004, with the caps of each kind of fund in minimum wages.
#[must_use]
pub fn fund_laws() -> &'static Timeline<Law<Rules>> {
    static LAWS: LazyLock<Timeline<Law<Rules>>> = LazyLock::new(|| {
        Law::timeline([
            include_str!("law/funds/2004-04-14.toml"),
            include_str!("law/funds/2007-06-19.toml"),
            include_str!("law/funds/2023-01-01.toml"),
            include_str!("law/funds/2026-07-01.toml"),
        ])
        .expect("the laws of this crate are tested to be readable")
        .known_until(date(2026, 12, 31))
    });
    &LAWS
}

/// The minimum wages of 2020 to 2026.
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan::minimum_wages;
///
/// assert_eq!(minimum_wages().on(date(2023, 3, 19))?.value.tenge, 70_000);
/// # Ok::<(), sailau::law::TimelineError>(())
/// ```
#[must_use]
pub fn minimum_wages() -> &'static Timeline<MinimumWage> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        wage: Vec<MinimumWage>,
    }
    static WAGES: LazyLock<Timeline<MinimumWage>> = LazyLock::new(|| {
        let file: File = toml::from_str(include_str!("minimum_wages.toml"))
            .expect("the wages of this crate are tested to be readable");
        Timeline::new(file.wage.into_iter().map(|wage| (wage.since, wage)))
            .expect("the wages of this crate are tested to be of different days")
            .known_until(date(2026, 12, 31))
    });
    &WAGES
}
