use std::sync::LazyLock;

use jiff::civil::date;

use crate::law::Timeline;
use crate::procedure::Law;
use crate::procedure::mandates::Rules;

/// Lists for the Mäjilis, from 1 July 2026 the Kurultai, and the seats they win. Known since 7 February 2022.
#[must_use]
pub fn mandate_laws() -> &'static Timeline<Law<Rules>> {
    static LAWS: LazyLock<Timeline<Law<Rules>>> = LazyLock::new(|| {
        Law::timeline([
            include_str!("law/mandates/majilis/2022-02-07.toml"),
            include_str!("law/mandates/majilis/2022-11-05.toml"),
            include_str!("law/mandates/majilis/2026-07-01.toml"),
        ])
        .expect("the laws of this crate are tested to be readable")
        .known_until(date(2026, 12, 31))
    });
    &LAWS
}

/// Lists for mäslihats, and the seats they win, from 5 November 2022 to 30 June 2026; what the law says since was not
/// read.
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan::maslihat_mandate_laws;
/// use sailau::procedure::mandates::Group;
///
/// let law = maslihat_mandate_laws().on(date(2023, 3, 19))?.value;
/// assert_eq!(law.rules.list_quota.as_ref().unwrap().groups, [Group::Women, Group::Youth]);
/// assert!(law.rules.seats_quota.is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn maslihat_mandate_laws() -> &'static Timeline<Law<Rules>> {
    static LAWS: LazyLock<Timeline<Law<Rules>>> = LazyLock::new(|| {
        Law::timeline([include_str!("law/mandates/maslihat/2022-11-05.toml")])
            .expect("the laws of this crate are tested to be readable")
            .known_until(date(2026, 6, 30))
    });
    &LAWS
}
