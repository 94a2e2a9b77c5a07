use std::sync::LazyLock;

use jiff::civil::date;

use crate::law::Timeline;
use crate::procedure::Law;
use crate::procedure::senate::Rules;

/// The Senate from 1995 to 30 June 2026, the last day that there was one.
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan::senate_laws;
///
/// assert_eq!(senate_laws().on(date(2026, 6, 30))?.value.composition(20).total(), 50);
/// assert!(senate_laws().on(date(2026, 7, 1)).is_err());
/// # Ok::<(), sailau::law::TimelineError>(())
/// ```
#[must_use]
pub fn senate_laws() -> &'static Timeline<Law<Rules>> {
    static LAWS: LazyLock<Timeline<Law<Rules>>> = LazyLock::new(|| {
        Law::timeline([
            include_str!("law/senate/1995-09-28.toml"),
            include_str!("law/senate/2007-05-21.toml"),
            include_str!("law/senate/2023-03-19.toml"),
        ])
        .expect("the laws of this crate are tested to be readable")
        .known_until(date(2026, 6, 30))
    });
    &LAWS
}
