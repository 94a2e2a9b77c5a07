use std::sync::LazyLock;

use jiff::civil::{Date, date};
use serde::Deserialize;

use super::named::day_named;
use super::{is_named, map_on, regions_on};
use crate::law::{Certainty, Timeline, TimelineError};
use crate::procedure::Law;
use crate::procedure::registration::calendar::{Calendar, CalendarError, Event};
use crate::procedure::registration::{Facts, Rules};

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

/// The registration law of a name: that of Kazakhstan of a day, `kazakhstan:YYYY-MM-DD`, or that of a file. So do scenarios name laws
/// of [entry](crate::simulate::behaviour::Entry).
///
/// # Errors
///
/// In words: what is wrong with the day or with the file, and what to do.
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan::registration_law;
///
/// assert_eq!(registration_law("kazakhstan:2023-01-01")?.since, date(2022, 11, 5));
/// assert_eq!(registration_law("kazakhstan:2023").unwrap_err(), "write kazakhstan:YYYY-MM-DD");
/// # Ok::<(), String>(())
/// ```
pub fn registration_law(name: &str) -> Result<Law<Rules>, String> {
    if is_named(name) {
        let day = day_named(name).map_err(|_| "write kazakhstan:YYYY-MM-DD".to_owned())?;
        return Ok(registration_laws().on(day).map_err(|error| error.to_string())?.value.clone());
    }
    let text = std::fs::read_to_string(name).map_err(|error| {
        format!("cannot be read ({error}); write kazakhstan:YYYY-MM-DD, or a file that is there")
    })?;
    Law::from_toml(&text).map_err(|error| error.to_string())
}

/// A party that is to be registered on a day: nothing is known of it but the map of that day.
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan::{party_on, registration_laws};
///
/// let day = date(2023, 1, 1);
/// let party = party_on("An example", day)?.with_branches([("Astana", 4_000), ("Shymkent", 1_000)]);
/// let decision = registration_laws().on(day)?.value.decide(&party)?;
/// assert!(decision.requirement("members").unwrap().met());
/// // Eighteen of the twenty regions have no member.
/// assert_eq!(decision.requirement("regions").unwrap().margin, Some(-18));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`TimelineError`] outside the days of [`regions_on`].
pub fn party_on(party: &str, day: Date) -> Result<Facts, TimelineError> {
    Ok(Facts::unknown(party, map_on(day)?))
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

/// The steps of a party's life whose days were found.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PartyLife {
    /// The party's short name.
    pub party: String,
    /// Its steps, in order.
    pub events: Vec<Event>,
    /// How well they are known.
    pub certainty: Certainty,
    /// Where they were read.
    pub sources: Vec<String>,
    /// What a reader should know besides.
    pub note: Option<String>,
}

impl PartyLife {
    /// The life under the [laws](registration_laws) of its days.
    ///
    /// # Errors
    ///
    /// [`CalendarError`] never arises for the lives of this crate as they are.
    pub fn calendar(&self) -> Result<Calendar<'static>, CalendarError> {
        Calendar::new(registration_laws(), &self.events)
    }
}

/// The lives of parties, as far as the days of their registration were found.
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan::party_lives;
/// use sailau::procedure::registration::calendar::Phase;
///
/// let respublica = party_lives().iter().find(|life| life.party == "Respublica").unwrap();
/// let status = respublica.calendar()?.on(date(2022, 12, 31))?;
/// assert_eq!(status.phase, Phase::Founded);
/// assert_eq!(status.until, Some(date(2023, 4, 3)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn party_lives() -> &'static [PartyLife] {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        life: Vec<PartyLife>,
    }
    static LIVES: LazyLock<Vec<PartyLife>> = LazyLock::new(|| {
        let file: File = toml::from_str(include_str!("registrations/lives.toml"))
            .expect("the lives of this crate are tested to be readable");
        file.life
    });
    &LIVES
}
