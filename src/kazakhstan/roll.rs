use std::sync::LazyLock;

use jiff::civil::date;

use crate::law::Timeline;
use crate::procedure::Law;
use crate::procedure::roll::Rules;

/// The rules for voter rolls since 2018: a citizen on one roll only, at most 3,000 voters in a precinct.
#[must_use]
pub fn roll_laws() -> &'static Timeline<Law<Rules>> {
    static LAWS: LazyLock<Timeline<Law<Rules>>> = LazyLock::new(|| {
        Law::timeline([include_str!("law/roll/2018-07-10.toml")])
            .expect("the laws of this crate are tested to be readable")
            .known_until(date(2026, 12, 31))
    });
    &LAWS
}
