use std::sync::LazyLock;

use jiff::civil::{Date, date};

use crate::law::{InForce, Timeline, TimelineError};
use crate::system::ElectoralSystem;

/// The last day for which the law was checked. Later days have no answer until somebody looks again.
const KNOWN_UNTIL: Date = date(2026, 12, 31);

const TEXTS: [&str; 8] = [
    include_str!("law/1995-09-28.toml"),
    include_str!("law/1999-05-06.toml"),
    include_str!("law/2004-04-14.toml"),
    include_str!("law/2007-05-21.toml"),
    include_str!("law/2009-02-09.toml"),
    include_str!("law/2021-05-24.toml"),
    include_str!("law/2022-11-05.toml"),
    include_str!("law/2026-07-01.toml"),
];

/// The rules for electing the Mäjilis (from 1 July 2026 the Kurultai), in order of time.
#[must_use]
pub fn laws() -> &'static Timeline<ElectoralSystem> {
    static LAWS: LazyLock<Timeline<ElectoralSystem>> = LazyLock::new(|| {
        let dated = TEXTS.map(|text| {
            let law = ElectoralSystem::from_toml(text).expect("a law of this crate is tested to be readable");
            let since = law.since.expect("a law of this crate is tested to have its day");
            (since, law)
        });
        Timeline::new(dated)
            .expect("the laws of this crate are tested to be of different days")
            .known_until(KNOWN_UNTIL)
    });
    &LAWS
}

/// The rules in force on a day.
///
/// # Errors
///
/// [`TimelineError`] before 28 September 1995 and after the last day that was checked, 31 December 2026.
///
/// # Examples
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan::law_on;
///
/// let law = law_on(date(2021, 1, 10))?;
/// assert_eq!(law.since, date(2009, 2, 9));
/// assert_eq!(law.value.tiers[0].name, "list");
/// # Ok::<(), sailau::law::TimelineError>(())
/// ```
pub fn law_on(day: Date) -> Result<InForce<'static, ElectoralSystem>, TimelineError> {
    laws().on(day)
}
