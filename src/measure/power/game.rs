use thiserror::Error;

/// The most players with a weight. The least common multiple of 1 to 88, the denominator of all their Shapley-Shubik
/// indices, is the last below 2^128.
pub const MOST_PLAYERS: usize = 88;

/// The most weight of all together: a count of coalitions is kept for each.
pub const MOST_WEIGHT: u32 = 10_000;

/// A weighted voting game: players who together reach the quota win.
///
/// A player is a party that votes as one, a state, or a single member. One without weight is in no coalition and
/// has no power.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Game {
    pub(super) quota: u32,
    pub(super) weights: Vec<u32>,
}

/// Why a game cannot be.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PowerError {
    /// More players than whole numbers of 128 bits can count the orders of.
    #[error(
        "{given} players have a weight, and power is counted exactly for at most {MOST_PLAYERS}; join some of them"
    )]
    TooManyPlayers {
        /// Those with a weight.
        given: usize,
    },
    /// More weight than coalitions are counted for.
    #[error(
        "the weights add up to {given}, and coalitions are counted up to {MOST_WEIGHT}; divide weights and quota by what they have in common"
    )]
    TooMuchWeight {
        /// All weights.
        given: u64,
    },
    /// A quota that everybody reaches, or that nobody does.
    #[error("the quota is {quota} of {weight}; give one between 1 and the weight of all")]
    QuotaOutOfRange {
        /// The quota.
        quota: u32,
        /// All weights.
        weight: u32,
    },
    /// More coalitions than were asked for.
    #[error("there are {number} minimal winning coalitions, more than the {most} asked for")]
    TooManyCoalitions {
        /// How many.
        number: u128,
        /// How many were asked for.
        most: usize,
    },
}

impl Game {
    /// Players with these weights, who need `quota` of them.
    ///
    /// # Errors
    ///
    /// [`PowerError`]: more than [`MOST_PLAYERS`] with a weight, more weight than [`MOST_WEIGHT`], or a quota of 0 or
    /// of more than all weights.
    pub fn new(weights: &[u32], quota: u32) -> Result<Self, PowerError> {
        let given = weights.iter().filter(|&&weight| weight > 0).count();
        if given > MOST_PLAYERS {
            return Err(PowerError::TooManyPlayers { given });
        }
        // At most 88 of them are not 0.
        let weight: u64 = weights.iter().map(|&weight| u64::from(weight)).sum();
        let weight = u32::try_from(weight).ok().filter(|&weight| weight <= MOST_WEIGHT);
        let Some(weight) = weight else {
            let given = weights.iter().map(|&weight| u64::from(weight)).sum();
            return Err(PowerError::TooMuchWeight { given });
        };
        if !(1..=weight).contains(&quota) {
            return Err(PowerError::QuotaOutOfRange { quota, weight });
        }
        Ok(Self { quota, weights: weights.to_vec() })
    }

    /// What it takes to win.
    #[must_use]
    pub fn quota(&self) -> u32 {
        self.quota
    }

    /// The players' weights.
    #[must_use]
    pub fn weights(&self) -> &[u32] {
        &self.weights
    }

    /// All weights together.
    #[must_use]
    pub fn weight(&self) -> u32 {
        self.weights.iter().sum()
    }

    /// The players with a weight.
    pub(super) fn players(&self) -> impl Iterator<Item = usize> + Clone {
        self.weights.iter().map(|&weight| weight as usize).filter(|&weight| weight > 0)
    }

    /// `of` each weight, called once for each that is different; 0 for players without.
    pub(super) fn by_weight(&self, mut of: impl FnMut(usize) -> u128) -> Vec<u128> {
        let mut values: Vec<u128> = Vec::with_capacity(self.weights.len());
        for (i, &weight) in self.weights.iter().enumerate() {
            let earlier = self.weights[..i].iter().position(|&other| other == weight);
            values.push(match earlier {
                Some(twin) => values[twin],
                None if weight == 0 => 0,
                None => of(weight as usize),
            });
        }
        values
    }
}
