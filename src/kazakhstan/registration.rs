use std::sync::LazyLock;

use jiff::civil::{Date, date};

use super::regions_on;
use crate::law::{Timeline, TimelineError};
use crate::procedure::Law;
use crate::procedure::registration::Rules;

/// What a party needs to be registered: the texts of 2002, 2009, 2020 and 2022.
#[must_use]
pub fn registration_laws() -> &'static Timeline<Law<Rules>> {
    static LAWS: LazyLock<Timeline<Law<Rules>>> = LazyLock::new(|| {
        Law::timeline([
            include_str!("law/registration/2002-07-15.toml"),
            include_str!("law/registration/2009-02-06.toml"),
            include_str!("law/registration/2020-05-25.toml"),
            include_str!("law/registration/2022-11-05.toml"),
        ])
        .expect("the laws of this crate are tested to be readable")
        .known_until(date(2026, 12, 31))
    });
    &LAWS
}

/// The region on whose ground a region of today lay on a day: itself where it was there, else the one that it came
/// from.
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan::region_then;
///
/// assert_eq!(region_then("Ulytau", date(2022, 6, 7))?, Some("Karaganda"));
/// assert_eq!(region_then("Ulytau", date(2022, 6, 8))?, Some("Ulytau"));
/// assert_eq!(region_then("Shymkent", date(2018, 1, 1))?, Some("South Kazakhstan"));
/// assert_eq!(region_then("Atlantis", date(2018, 1, 1))?, None);
/// # Ok::<(), sailau::law::TimelineError>(())
/// ```
///
/// # Errors
///
/// [`TimelineError`] outside the days of [`regions_on`].
pub fn region_then(region: &str, day: Date) -> Result<Option<&'static str>, TimelineError> {
    let then = regions_on(day)?;
    let on = |map: &[&'static super::Region], name: &str| map.iter().find(|one| one.name == name).copied();
    if let Some(same) = on(&then, region) {
        return Ok(Some(&same.name));
    }
    let today = regions_on(date(2026, 12, 31))?;
    let from = on(&today, region).and_then(|one| one.from.as_deref());
    Ok(from.and_then(|from| on(&then, from)).map(|one| one.name.as_str()))
}
