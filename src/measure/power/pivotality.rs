use std::fmt;

use serde::Serialize;

use super::{Game, PowerError};

/// What part of a house decides.
///
/// In JSON and as text: `more than half`, `two thirds`, `three quarters`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum Quota {
    /// More than half of all members.
    #[serde(rename = "more than half")]
    Half,
    /// At least two thirds of all members.
    #[serde(rename = "two thirds")]
    TwoThirds,
    /// At least three quarters of all members.
    #[serde(rename = "three quarters")]
    ThreeQuarters,
}

impl Quota {
    /// The three of them, the lowest first.
    pub const ALL: [Self; 3] = [Self::Half, Self::TwoThirds, Self::ThreeQuarters];

    /// The members that it takes in a house of so many.
    ///
    /// ```
    /// use sailau::measure::power::Quota;
    ///
    /// assert_eq!(Quota::ALL.map(|quota| quota.of(98)), [50, 66, 74]);
    /// ```
    #[must_use]
    pub fn of(self, house: u32) -> u32 {
        // None is more than the house, save half of nobody.
        match self {
            Self::Half => house / 2 + 1,
            Self::TwoThirds => house - house / 3,
            Self::ThreeQuarters => house - house / 4,
        }
    }
}

impl fmt::Display for Quota {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Half => "more than half",
            Self::TwoThirds => "two thirds",
            Self::ThreeQuarters => "three quarters",
        })
    }
}

/// Power in a house at one quota.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AtQuota {
    /// The quota.
    pub quota: Quota,
    /// The members that it takes.
    pub needed: u32,
    /// Each party's power, in the order of the seats; none when so many seats are empty that nobody reaches the quota.
    pub members: Option<Vec<MemberPower>>,
    /// The number of minimal winning coalitions; 0 when nobody reaches the quota.
    pub minimal_winning: u128,
}

/// The power of a party.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MemberPower {
    /// Its seats.
    pub seats: u32,
    /// Coalitions that it turns from losing into winning.
    pub swings: u128,
    /// Its part of all swings.
    pub banzhaf: f64,
    /// The part of all orders in which it is pivotal.
    pub shapley_shubik: f64,
    /// What it can do.
    pub role: Role,
}

/// What a party can do in a house.
///
/// In JSON and as text: `dictator`, `veto`, `pivotal`, `dummy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Decides alone, and nothing is decided without it.
    Dictator,
    /// Nothing is decided without it.
    Veto,
    /// Is needed in some coalition.
    Pivotal,
    /// Is needed in none.
    Dummy,
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Dictator => "dictator",
            Self::Veto => "veto",
            Self::Pivotal => "pivotal",
            Self::Dummy => "dummy",
        })
    }
}

/// Power at more than half, two thirds and three quarters of a house.
///
/// Quotas are of `house`, its size by law, which is more than the seats when some are empty; a smaller one is taken
/// for the sum of the seats.
///
/// # Errors
///
/// [`PowerError`]: too many parties or seats to count exactly, or no seats.
///
/// ```
/// use sailau::measure::power::{Role, pivotality};
///
/// // The Mäjilis of 2021: 76, 12 and 10 of the lists' 98 seats. One party alone has more than three quarters.
/// let alone = pivotality(&[76, 12, 10], 98)?;
/// assert!(alone.iter().all(|at| at.members.as_ref().unwrap()[0].role == Role::Dictator));
///
/// // That of 2023: 62 seats, five smaller parties and seven members without a party. It needs partners for
/// // two thirds (66 of 98), any of the parties.
/// let seats = [62, 8, 6, 6, 5, 4, 1, 1, 1, 1, 1, 1, 1];
/// let power = pivotality(&seats, 98)?;
/// let roles = |at: usize| power[at].members.as_ref().unwrap().iter().map(|one| one.role).collect::<Vec<_>>();
/// assert_eq!(roles(0)[..2], [Role::Dictator, Role::Dummy]);
/// assert_eq!(roles(1)[..2], [Role::Veto, Role::Pivotal]);
/// # Ok::<(), sailau::measure::power::PowerError>(())
/// ```
pub fn pivotality(seats: &[u32], house: u32) -> Result<Vec<AtQuota>, PowerError> {
    // Also the check of everything but the quota.
    let filled = Game::new(seats, 1)?.weight();
    let house = house.max(filled);
    Quota::ALL
        .into_iter()
        .map(|quota| {
            let needed = quota.of(house);
            if needed > filled {
                return Ok(AtQuota { quota, needed, members: None, minimal_winning: 0 });
            }
            let game = Game::new(seats, needed)?;
            Ok(AtQuota {
                quota,
                needed,
                members: Some(members(&game)),
                minimal_winning: game.minimal_winning(),
            })
        })
        .collect()
}

fn members(game: &Game) -> Vec<MemberPower> {
    let (banzhaf, shapley_shubik) = (game.banzhaf(), game.shapley_shubik());
    let indices = banzhaf.indices().into_iter().zip(shapley_shubik.indices());
    let players = game.weights().iter().zip(&banzhaf.swings).zip(indices);
    players
        .map(|((&seats, &swings), (banzhaf, shapley_shubik))| {
            let role = match swings {
                0 => Role::Dummy,
                _ if game.weight() - seats >= game.quota() => Role::Pivotal,
                _ if seats >= game.quota() => Role::Dictator,
                _ => Role::Veto,
            };
            MemberPower { seats, swings, banzhaf, shapley_shubik, role }
        })
        .collect()
}
