use serde::{Deserialize, Serialize};

/// Seats that are in proportion to the votes of the parties in the whole country and to the seats of the districts at
/// once: the double Pukelsheim.
///
/// The tier's method gives the parties their seats by their voter numbers (votes by the seats of the district, since
/// a voter has as many votes there), and then fills the districts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Biproportional {
    /// What the parties' seats follow from.
    pub by: Upper,
}

/// What the parties' seats follow from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Upper {
    /// Votes: every voter has one.
    #[serde(rename = "votes")]
    Votes,
    /// Voter numbers, exact.
    #[serde(rename = "voter numbers")]
    VoterNumbers,
    /// Voter numbers, each rounded to the nearest whole number in its district.
    #[serde(rename = "rounded voter numbers")]
    RoundedVoterNumbers,
}
