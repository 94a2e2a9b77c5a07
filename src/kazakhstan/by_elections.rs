use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::law::Certainty;

/// By-elections to mäslihats on one day: how many seats, and where. No votes of them were found.
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan::maslihat_by_elections;
///
/// let round = &maslihat_by_elections()[0];
/// assert_eq!((round.day, round.regions, round.seats.sum()), (date(2025, 10, 26), 16, 71));
/// assert!(round.doubts[0].starts_with("Neither votes nor turnout were found"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MaslihatByElection {
    /// The day.
    pub day: Date,
    /// Regions and cities of their rank in which there were any.
    pub regions: u32,
    /// The seats.
    pub seats: SeatsByMaslihat,
    /// Where they were read.
    pub sources: Vec<String>,
    /// How well they are known.
    pub certainty: Certainty,
    /// What is not known of them.
    pub doubts: Vec<String>,
}

/// Seats by the kind of the mäslihat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatsByMaslihat {
    /// Of regions.
    pub region: u32,
    /// Of towns.
    pub city: u32,
    /// Of districts.
    pub district: u32,
}

impl SeatsByMaslihat {
    /// All of them.
    #[must_use]
    pub fn sum(self) -> u32 {
        self.region.saturating_add(self.city).saturating_add(self.district)
    }
}

/// By-elections to mäslihats of which the seats are known, in order of time.
#[must_use]
pub fn maslihat_by_elections() -> &'static [MaslihatByElection] {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        by_election: Vec<MaslihatByElection>,
    }
    static ROUNDS: LazyLock<Vec<MaslihatByElection>> = LazyLock::new(|| {
        let file: File = toml::from_str(include_str!("maslihats/by_elections.toml"))
            .expect("the by-elections of this crate are tested to be readable");
        file.by_election
    });
    &ROUNDS
}
