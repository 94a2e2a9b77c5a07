use std::sync::LazyLock;

use serde::Deserialize;

use super::regions::rows;

/// The turnout of a region.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct RegionTurnout {
    /// The region's name.
    pub region: String,
    /// Those given a ballot, in hundredths of a per cent of the voters listed.
    pub turnout: u32,
}

/// The turnout of each region on 19 March 2023, preliminary figures of the evening.
///
/// ```
/// use sailau::kazakhstan::turnouts_2023;
///
/// let almaty = turnouts_2023().iter().find(|one| one.region == "Almaty city").unwrap();
/// assert_eq!(almaty.turnout, 2_582);
/// ```
#[must_use]
pub fn turnouts_2023() -> &'static [RegionTurnout] {
    static TURNOUTS: LazyLock<Vec<RegionTurnout>> =
        LazyLock::new(|| rows(include_str!("elections/2023-03-19-turnout.csv")));
    &TURNOUTS
}
