use std::sync::LazyLock;

use jiff::civil::date;

use crate::law::Timeline;
use crate::procedure::Law;
use crate::procedure::recall::{Rules, list_mandate};

/// The rules for recalling a deputy of a single-member district: since 5 November 2022 of the Mäjilis and of
/// mäslihats, since 1 July 2026 of mäslihats alone.
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan::recall_laws;
/// use sailau::procedure::recall::Seat;
///
/// let reaches = |day| recall_laws().on(day).map(|law| law.value.rules.reaches("mäjilis", Seat::SingleMember));
/// assert_eq!(reaches(date(2026, 6, 30)), Ok(true));
/// assert_eq!(reaches(date(2026, 7, 1)), Ok(false));
/// assert!(reaches(date(2022, 11, 4)).is_err());
/// ```
#[must_use]
pub fn recall_laws() -> &'static Timeline<Law<Rules>> {
    static LAWS: LazyLock<Timeline<Law<Rules>>> = LazyLock::new(|| {
        Law::timeline([
            include_str!("law/recall/2022-11-05.toml"),
            include_str!("law/recall/2026-07-01.toml"),
        ])
        .expect("the laws of this crate are tested to be readable")
        .known_until(date(2026, 12, 31))
    });
    &LAWS
}

/// When a deputy who was elected on a party's list loses the mandate: of the Mäjilis in the Constitution of 1995, of
/// the Kurultai in that of 2026.
#[must_use]
pub fn list_mandate_laws() -> &'static Timeline<Law<list_mandate::Rules>> {
    static LAWS: LazyLock<Timeline<Law<list_mandate::Rules>>> = LazyLock::new(|| {
        Law::timeline([
            include_str!("law/list_mandate/2023-01-01.toml"),
            include_str!("law/list_mandate/2026-07-01.toml"),
        ])
        .expect("the laws of this crate are tested to be readable")
        .known_until(date(2026, 12, 31))
    });
    &LAWS
}
