use std::sync::LazyLock;

use jiff::civil::{Date, date};
use serde::Deserialize;
use thiserror::Error;

use super::regions::rows;
use crate::law::{Timeline, TimelineError};
use crate::procedure::maslihat::{Kind, Rules};
use crate::procedure::{FactError, Law};
use crate::system::{CountError, Districts, ElectoralSystem, Outcome, Seats};
use crate::votes::{Votes, VotesBuilder};

/// The party lists of one mäslihat's election, with the official seats.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MaslihatElection {
    /// Election day.
    pub day: Date,
    /// The region or city.
    pub region: String,
    /// All seats of the mäslihat; none where only those of the lists are known.
    pub seats: Option<u32>,
    /// Seats that were shared among lists.
    pub list_seats: u32,
    /// The official votes.
    pub votes: Votes,
    /// The official list seats by party.
    pub official: Vec<(String, u32)>,
}

/// Why there are no rules, or no count, for a mäslihat.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MaslihatError {
    /// No law is known for the day.
    #[error(transparent)]
    Law(#[from] TimelineError),
    /// It cannot have so many seats.
    #[error(transparent)]
    Facts(#[from] FactError),
    /// The votes do not fit the rules.
    #[error(transparent)]
    Count(#[from] CountError),
}

impl MaslihatElection {
    /// The seats of the lists by the law of the day, with the protocol. Votes in the districts are not here, so
    /// their seats stay open.
    ///
    /// # Errors
    ///
    /// [`MaslihatError`] never arises for the elections of this crate as they are.
    pub fn outcome(&self) -> Result<Outcome, MaslihatError> {
        // Where the house is not known, an even one: an odd seat would go to the districts.
        let seats = self.seats.unwrap_or_else(|| self.list_seats.saturating_mul(2));
        Ok(maslihat_system(self.day, Kind::Region, seats)?.count(&self.votes)?)
    }
}

/// How mäslihats are divided between lists and districts: from 2004 to 2018 all seats in single-member districts, to
/// 2022 all by lists, since then half and half in regions and in Astana, Almaty and Shymkent.
#[must_use]
pub fn maslihat_laws() -> &'static Timeline<Law<Rules>> {
    static LAWS: LazyLock<Timeline<Law<Rules>>> = LazyLock::new(|| {
        Law::timeline([
            include_str!("law/maslihat/seats/2004-04-14.toml"),
            include_str!("law/maslihat/seats/2018-06-29.toml"),
            include_str!("law/maslihat/seats/2022-11-05.toml"),
            include_str!("law/maslihat/seats/2026-07-01.toml"),
        ])
        .expect("the laws of this crate are tested to be readable")
        .known_until(date(2026, 12, 31))
    });
    &LAWS
}

const SYSTEMS: [&str; 5] = [
    include_str!("law/maslihat/2004-04-14.toml"),
    include_str!("law/maslihat/2018-06-29.toml"),
    include_str!("law/maslihat/2021-05-24.toml"),
    include_str!("law/maslihat/2022-11-05.toml"),
    include_str!("law/maslihat/2026-07-01.toml"),
];

/// The rules by which the votes for mäslihats are counted, of lists and of districts, whatever the size of one: the numbers of
/// seats in them stand for those that [`maslihat_system`] puts there.
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan::maslihat_rules;
///
/// let since = |day| maslihat_rules().on(day).map(|law| law.since);
/// // Lists alone, with seven per cent, and with five since 24 May 2021.
/// assert_eq!(since(date(2021, 1, 10)), Ok(date(2018, 6, 29)));
/// assert_eq!(since(date(2022, 1, 1)), Ok(date(2021, 5, 24)));
/// ```
#[must_use]
pub fn maslihat_rules() -> &'static Timeline<ElectoralSystem> {
    static LAWS: LazyLock<Timeline<ElectoralSystem>> = LazyLock::new(|| {
        let dated = SYSTEMS.map(|text| {
            let law = ElectoralSystem::from_toml(text).expect("a law of this crate is tested to be readable");
            (law.since.expect("a law of this crate is tested to have its day"), law)
        });
        Timeline::new(dated)
            .expect("the laws of this crate are tested to be of different days")
            .known_until(date(2026, 12, 31))
    });
    &LAWS
}

/// The rules by which a mäslihat of that kind and size was elected on a day: the tier `list` on the whole unit, the
/// tier `single` in as many districts as it has seats.
///
/// # Errors
///
/// [`MaslihatError::Law`] before 14 April 2004 and after the last day that was checked, 31 December 2026;
/// [`MaslihatError::Facts`] without seats.
///
/// # Examples
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan::maslihat_system;
/// use sailau::procedure::maslihat::Kind;
/// use sailau::votes::Votes;
///
/// let rules = maslihat_system(date(2023, 3, 19), Kind::Region, 33)?;
/// let lists = Votes::list([("Hill", 60_000), ("Dale", 36_000), ("Moor", 4_000)])?.allow_uncounted();
/// let outcome = rules.count(&lists)?;
/// // 16 for the lists of more than 5 per cent, 17 for the districts.
/// assert_eq!((outcome.seats_of("Hill")?, outcome.seats_of("Dale")?), (10, 6));
/// assert_eq!(outcome.house_size, 33);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn maslihat_system(day: Date, kind: Kind, seats: u32) -> Result<ElectoralSystem, MaslihatError> {
    let mut system = maslihat_rules().on(day)?.value.clone();
    let split = maslihat_laws().on(day)?.value.split(kind, seats)?;
    system.name = format!("{} ({kind}, {seats} seats)", system.name);
    // A tier without seats, and what is cited for it, is no part of this assembly's rules.
    for (tier, none) in [("list", split.list == 0), ("single", split.single == 0)] {
        if none {
            system.tiers.retain(|one| one.name != tier);
            let within = format!("{tier}.");
            system.citations.retain(|key, _| key != tier && !key.starts_with(&within));
        }
    }
    for tier in &mut system.tiers {
        match tier.name.as_str() {
            "list" => tier.seats = Seats::Same(split.list),
            _ => tier.districts = Districts::Number(split.single),
        }
    }
    Ok(system)
}

/// The lists of 2023 whose official seats are known, and their votes: Astana, Almaty and Kostanay.
///
/// ```
/// use sailau::kazakhstan;
///
/// for election in kazakhstan::maslihat_elections() {
///     let outcome = election.outcome()?;
///     for (party, seats) in &election.official {
///         assert_eq!(outcome.seats_in("list", party)?, *seats, "{} {party}", election.region);
///     }
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn maslihat_elections() -> &'static [MaslihatElection] {
    static ELECTIONS: LazyLock<Vec<MaslihatElection>> =
        LazyLock::new(|| elections(rows(include_str!("maslihats/lists.csv"))));
    &ELECTIONS
}

/// The lists of that region or city on that day.
#[must_use]
pub fn maslihat_election(day: Date, region: &str) -> Option<&'static MaslihatElection> {
    maslihat_elections().iter().find(|one| one.day == day && one.region == region)
}

#[derive(Deserialize)]
struct Row {
    day: Date,
    region: String,
    seats: Option<u32>,
    list_seats: u32,
    party: String,
    votes: u64,
    official: Option<u32>,
}

fn elections(rows: Vec<Row>) -> Vec<MaslihatElection> {
    let of_one = rows.chunk_by(|one, other| (one.day, &one.region) == (other.day, &other.region));
    let elections = of_one.filter_map(|rows| {
        let first = rows.first()?;
        let named = rows.iter().filter_map(|row| Some((row.party.clone(), row.official?)));
        Some(MaslihatElection {
            day: first.day,
            region: first.region.clone(),
            seats: first.seats,
            list_seats: first.list_seats,
            votes: votes(rows),
            official: named.collect(),
        })
    });
    elections.collect()
}

fn votes(rows: &[Row]) -> Votes {
    let mut builder = VotesBuilder::default();
    for row in rows {
        let added = match row.party.as_str() {
            "@against-all" => builder.against_all("list", None, row.votes),
            party => builder.votes("list", None, Some(party), None, row.votes),
        };
        added.expect("the votes of this crate are tested to be readable");
    }
    // Votes in the districts were not published.
    builder.build().expect("the votes of this crate are tested to be readable").allow_uncounted()
}
