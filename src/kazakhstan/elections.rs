use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use super::law_on;
use crate::law::TimelineError;
use crate::system::ElectoralSystem;
use crate::votes::{Votes, Winner};

/// An election of the Mäjilis with its official figures.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Election {
    /// Election day.
    pub day: Date,
    /// Where the figures were read.
    pub sources: Vec<String>,
    /// What does not fit, or was not found.
    pub doubts: Vec<String>,
    #[serde(skip)]
    votes: Votes,
    #[serde(skip)]
    official: Vec<OfficialSeats>,
}

/// Seats as the Central Election Commission announced them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OfficialSeats {
    /// The election day.
    election: Date,
    /// `list`, `single` or `assembly`.
    pub tier: String,
    /// The party, or who appoints; none for candidates who stood without a party.
    pub party: Option<String>,
    /// How many; 0 for a list that won none.
    pub seats: u32,
}

impl Election {
    /// The official votes, and the single-member winners where only those are published (1999, 2004, 2023).
    #[must_use]
    pub fn votes(&self) -> Votes {
        self.votes.clone()
    }

    /// The official seats, by tier.
    #[must_use]
    pub fn official_seats(&self) -> &[OfficialSeats] {
        &self.official
    }

    /// The official seats of a party in a tier, or of candidates without one.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan;
    ///
    /// let election = kazakhstan::election(date(2023, 3, 19)).unwrap();
    /// assert_eq!((election.seats_in("single", Some("Amanat")), election.seats_in("single", None)), (22, 7));
    /// ```
    #[must_use]
    pub fn seats_in(&self, tier: &str, party: Option<&str>) -> u32 {
        let rows = self.official.iter().filter(|row| row.tier == tier && row.party.as_deref() == party);
        rows.map(|row| row.seats).sum()
    }

    /// The law of election day.
    ///
    /// # Errors
    ///
    /// [`TimelineError`] never arises for the elections of this crate.
    pub fn law(&self) -> Result<&'static ElectoralSystem, TimelineError> {
        Ok(law_on(self.day)?.value)
    }
}

/// The elections of 1999, 2004, 2007, 2012, 2016, 2021 and 2023, in order of time.
///
/// ```
/// use sailau::kazakhstan;
///
/// // Every official list result comes out of the official votes and the law of the day.
/// for election in kazakhstan::elections() {
///     let outcome = election.law()?.count(&election.votes())?;
///     for row in election.official_seats().iter().filter(|row| row.tier == "list") {
///         let party = row.party.as_deref().unwrap_or_default();
///         assert_eq!(outcome.seats_in("list", party)?, row.seats, "{} {party}", election.day);
///     }
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn elections() -> &'static [Election] {
    static ELECTIONS: LazyLock<Vec<Election>> = LazyLock::new(read);
    &ELECTIONS
}

/// The election of that day.
#[must_use]
pub fn election(day: Date) -> Option<&'static Election> {
    elections().iter().find(|election| election.day == day)
}

const VOTES: [&str; 7] = [
    include_str!("elections/1999-10-10.csv"),
    include_str!("elections/2004-09-19.csv"),
    include_str!("elections/2007-08-18.csv"),
    include_str!("elections/2012-01-15.csv"),
    include_str!("elections/2016-03-20.csv"),
    include_str!("elections/2021-01-10.csv"),
    include_str!("elections/2023-03-19.csv"),
];

#[derive(Deserialize)]
struct ElectionsFile {
    election: Vec<Election>,
}

fn read() -> Vec<Election> {
    let file: ElectionsFile = toml::from_str(include_str!("elections/elections.toml"))
        .expect("the list of elections is tested to be readable");
    let official: Vec<OfficialSeats> = super::regions::rows(include_str!("elections/official_seats.csv"));
    let elections = file.election.into_iter().zip(VOTES);
    elections
        .map(|(mut election, votes)| {
            let own = official.iter().filter(|row| row.election == election.day);
            election.official = own.cloned().collect();
            let single = election.official.iter().filter(|row| row.tier == "single");
            let winners: Vec<_> = single.map(winner).collect();
            election.votes = Votes::from_csv(votes.as_bytes(), &[])
                .and_then(|votes| votes.with_winners(winners))
                .expect("the votes of this crate are tested to be readable");
            election
        })
        .collect()
}

fn winner(row: &OfficialSeats) -> Winner {
    match &row.party {
        Some(party) => Winner::of_party(&row.tier, party, row.seats),
        None => Winner::independents(&row.tier, row.seats),
    }
}
