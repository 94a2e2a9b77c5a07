use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use crate::electorate::{Bar, Electorate, Prospect};
use crate::kazakhstan::named::day_named;
use crate::kazakhstan::{NameError, registration_laws};
use crate::law::{TimelineError, day};
use crate::procedure::Limit;

/// An electorate of an election, with what is doubtful about its figures.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DatedElectorate {
    /// Election day.
    #[serde(with = "day")]
    pub day: Date,
    /// What does not fit, or was not found.
    pub doubts: Vec<String>,
    /// Parties whose registration a law of parties may decide, and the members that they would have.
    #[serde(default)]
    pub prospects: BTreeMap<String, Prospect>,
    /// Who votes and who stands; its sources and assumptions are in it.
    pub electorate: Electorate,
}

impl DatedElectorate {
    /// The electorate with the registration law of a day as the bar for its [prospects](Self::prospects), which may be
    /// missing then; the voters of one that is missing vote for the rest in proportion.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan::electorate;
    ///
    /// let majilis = electorate(date(2023, 3, 19)).unwrap();
    /// let strict = majilis.under_registration_law(date(2022, 1, 1))?;
    /// assert_eq!(strict.bar.unwrap().members, 20_000);
    /// assert_eq!(strict.parties.iter().filter(|party| party.entry.is_some()).count(), 2);
    /// # Ok::<(), sailau::law::TimelineError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TimelineError`] outside the days of the laws.
    pub fn under_registration_law(&self, day: Date) -> Result<Electorate, TimelineError> {
        let mut electorate = self.electorate.clone();
        electorate.bar = Some(registration_bar(day)?);
        for party in &mut electorate.parties {
            party.entry = self.prospects.get(&party.name).copied();
        }
        Ok(electorate)
    }

    /// The electorate with the registration law of its own day as its bar, unless it has one: who may stand is the law's to say.
    ///
    /// ```
    /// use sailau::kazakhstan::electorate_named;
    ///
    /// let majilis = electorate_named("kazakhstan:2023-03-19")?.under_its_law()?;
    /// assert_eq!(majilis.bar.unwrap().members, 5_000);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TimelineError`] outside the days of the laws.
    pub fn under_its_law(&self) -> Result<Electorate, TimelineError> {
        let mut electorate = self.electorate.clone();
        if electorate.bar.is_none() {
            electorate.bar = Some(registration_bar(self.day)?);
        }
        Ok(electorate)
    }
}

/// The electorates of the elections of 2021, 2023 and 2026, in order of time. See the [module](mod@crate::kazakhstan::electorates) for what is known of
/// them and what is assumed.
///
/// * 10 January 2021: 17 regions, one list ballot.
/// * 19 March 2023: 29 districts in 20 regions, a list ballot and a ballot between candidates. Respublica and Baytaq are
///   [prospects](DatedElectorate::prospects): they stand, save [under a registration law](DatedElectorate::under_registration_law)
///   that they may not meet.
/// * 23 August 2026: 20 regions, one list ballot of the Kurultai; a scenario, since no result was found.
///
/// ```
/// use sailau::kazakhstan::electorates;
///
/// let rolls = electorates().iter().map(|one| {
///     one.electorate.districts.iter().map(|district| district.registered).sum::<u64>()
/// });
/// assert_eq!(rolls.collect::<Vec<_>>(), [11_919_241, 12_035_578, 12_482_613]);
/// ```
#[must_use]
pub fn electorates() -> &'static [DatedElectorate] {
    static ELECTORATES: LazyLock<Vec<DatedElectorate>> = LazyLock::new(|| {
        let files = [
            include_str!("2021-01-10.toml"),
            include_str!("2023-03-19.toml"),
            include_str!("2026-08-23.toml"),
        ];
        let read =
            |file| toml::from_str(file).expect("the electorates of this crate are tested to be readable");
        files.into_iter().map(read).collect()
    });
    &ELECTORATES
}

/// The electorate of the election of that day.
#[must_use]
pub fn electorate(day: Date) -> Option<&'static DatedElectorate> {
    electorates().iter().find(|one| one.day == day)
}

/// The electorate of the election of the day of a name.
///
/// # Errors
///
/// [`NameError`], as [`law_named`](crate::kazakhstan::law_named), and for days whose electorate is not known.
pub fn electorate_named(name: &str) -> Result<&'static DatedElectorate, NameError> {
    electorate(day_named(name)?).ok_or_else(|| NameError::NoElectorate {
        name: name.to_owned(),
        known: electorates().iter().map(|electorate| electorate.day).collect(),
    })
}

/// What the [registration law](registration_laws) of a day asks of a party that would stand: members in all, and in each
/// region. Every law of the crate asks it of all regions.
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan::registration_bar;
///
/// let bar = registration_bar(date(2022, 1, 1))?;
/// assert_eq!((bar.members, bar.in_each_region), (20_000, 600));
/// let bar = registration_bar(date(2023, 1, 1))?;
/// assert_eq!((bar.members, bar.in_each_region), (5_000, 200));
/// # Ok::<(), sailau::law::TimelineError>(())
/// ```
///
/// # Errors
///
/// [`TimelineError`] outside the days of the laws.
pub fn registration_bar(day: Date) -> Result<Bar, TimelineError> {
    let rules = &registration_laws().on(day)?.value.rules;
    let least = |limit: Option<Limit<u64>>| {
        limit.map_or(0, |limit| u64::try_from(limit.border()).unwrap_or_default())
    };
    Ok(Bar { members: least(rules.members), in_each_region: least(rules.branch_members), ..Bar::default() })
}
