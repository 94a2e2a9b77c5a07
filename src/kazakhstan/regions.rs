use std::sync::LazyLock;

use csv::ReaderBuilder;
use jiff::civil::{Date, date};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::law::TimelineError;

/// A region, or a city that ranks as one, as long as it was on the map.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Region {
    /// Its English name.
    pub name: String,
    /// ISO 3166-2 code since November 2022; none for a region that was gone by then.
    pub code: Option<String>,
    /// Region or city.
    pub kind: RegionKind,
    /// Its first day; none when it was there before 1999.
    pub since: Option<Date>,
    /// Its last day; none while it is there.
    pub until: Option<Date>,
    /// The region that it was a part of before.
    pub from: Option<String>,
    /// Inhabitants on 1 January 2022, in the borders of 8 June 2022.
    pub population_2022: Option<u32>,
    /// Inhabitants on 1 January 2023.
    pub population_2023: Option<u32>,
    /// Voters on the roll in March 2023, where found; from sources of different days.
    pub registered_2023: Option<u32>,
    /// Single-member districts of the Mäjilis in 2023. From a secondary source.
    pub single_2023: Option<u32>,
}

/// What kind of region it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RegionKind {
    /// An oblast.
    Region,
    /// A city of republican significance, or the capital.
    City,
}

/// The regions on a day from 1999 to 2026: 16, from 19 June 2018 17, from 8 June 2022 20.
///
/// # Errors
///
/// [`TimelineError`] before 1999 and after 2026: the map of those days was not looked up.
///
/// # Examples
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan::regions_on;
///
/// assert_eq!(regions_on(date(2022, 6, 7))?.len(), 17);
/// let today = regions_on(date(2022, 6, 8))?;
/// assert_eq!(today.len(), 20);
/// let jetisu = today.iter().find(|region| region.name == "Jetisu").unwrap();
/// assert_eq!(jetisu.from.as_deref(), Some("Almaty Region"));
/// # Ok::<(), sailau::law::TimelineError>(())
/// ```
pub fn regions_on(day: Date) -> Result<Vec<&'static Region>, TimelineError> {
    static REGIONS: LazyLock<Vec<Region>> = LazyLock::new(|| rows(include_str!("regions.csv")));
    let (first, last) = (date(1999, 1, 1), date(2026, 12, 31));
    if day < first {
        return Err(TimelineError::TooEarly { day, first });
    }
    if day > last {
        return Err(TimelineError::TooLate { day, last });
    }
    let there = |region: &&Region| {
        region.since.is_none_or(|since| since <= day) && region.until.is_none_or(|until| day <= until)
    };
    Ok(REGIONS.iter().filter(there).collect())
}

/// The map on a day: the names of its regions, as facts about a day carry them.
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan::map_on;
///
/// let new = map_on(date(2022, 6, 8))?;
/// let old = map_on(date(2022, 6, 7))?;
/// let young: Vec<_> = new.into_iter().filter(|region| !old.contains(region)).collect();
/// assert_eq!(young, ["Abai", "Jetisu", "Ulytau"]);
/// # Ok::<(), sailau::law::TimelineError>(())
/// ```
///
/// # Errors
///
/// As [`regions_on`].
pub fn map_on(day: Date) -> Result<Vec<&'static str>, TimelineError> {
    Ok(regions_on(day)?.into_iter().map(|region| region.name.as_str()).collect())
}

/// The rows of a CSV file of this crate.
pub(super) fn rows<T: DeserializeOwned>(file: &'static str) -> Vec<T> {
    let mut reader = ReaderBuilder::new().comment(Some(b'#')).from_reader(file.as_bytes());
    let rows: Result<_, _> = reader.deserialize().collect();
    rows.expect("a table of this crate is tested to be readable")
}
