use serde::Serialize;

use super::Game;

/// Swings: coalitions of the others that lose without a player and win with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Banzhaf {
    /// Each player's, in the game's order.
    pub swings: Vec<u128>,
    /// Those of all players together; at least 1.
    pub all: u128,
    /// How many players have a weight, n: each is in 2^(n − 1) coalitions.
    pub players: u32,
}

impl Game {
    /// Counts every player's swings, exactly.
    ///
    /// ```
    /// use sailau::measure::power::Game;
    ///
    /// // The Council of the Six, 1958. Luxembourg has a vote and no power.
    /// let power = Game::new(&[4, 4, 4, 2, 2, 1], 12)?.banzhaf();
    /// assert_eq!((power.swings.as_slice(), power.all), ([10, 10, 10, 6, 6, 0].as_slice(), 42));
    /// assert_eq!(power.index(5), Some(0.0));
    /// # Ok::<(), sailau::measure::power::PowerError>(())
    /// ```
    #[must_use]
    pub fn banzhaf(&self) -> Banzhaf {
        let quota = self.quota as usize;
        // Losing coalitions of all players, by their weight; then each player is taken out again.
        let losing = self.losing();
        let mut others = losing.clone();
        let swings = self.by_weight(|weight| {
            others.copy_from_slice(&losing);
            for sum in weight..quota {
                others[sum] -= others[sum - weight];
            }
            others[quota.saturating_sub(weight)..].iter().sum()
        });
        // 88 players have fewer than 88 · 2^87 swings.
        Banzhaf { all: swings.iter().sum(), players: self.players().count() as u32, swings }
    }

    /// Coalitions that reach the quota.
    #[must_use]
    pub fn winning_coalitions(&self) -> u128 {
        let losing: u128 = self.losing().iter().sum();
        (1 << self.players().count()) - losing
    }

    /// Coleman's power of the body to act: [`winning_coalitions`](Self::winning_coalitions) of all coalitions.
    /// Between 0 and 1. James Coleman, *Control of collectivities and the power of a collectivity to act* (1971).
    #[must_use]
    pub fn act(&self) -> f64 {
        self.winning_coalitions() as f64 / (1u128 << self.players().count()) as f64
    }

    /// The number of coalitions with each weight below the quota.
    fn losing(&self) -> Vec<u128> {
        let quota = self.quota as usize;
        let mut coalitions = vec![0u128; quota];
        coalitions[0] = 1;
        for weight in self.players() {
            for sum in (weight..quota).rev() {
                coalitions[sum] += coalitions[sum - weight];
            }
        }
        coalitions
    }
}

impl Banzhaf {
    /// Banzhaf's index of a player: its part of all swings. None for a player that is not there. John Banzhaf,
    /// *Weighted voting doesn't work* (1965).
    #[must_use]
    pub fn index(&self, player: usize) -> Option<f64> {
        Some(*self.swings.get(player)? as f64 / self.all as f64)
    }

    /// Everybody's [`index`](Self::index), 1 in sum.
    #[must_use]
    pub fn indices(&self) -> Vec<f64> {
        self.swings.iter().map(|&swings| swings as f64 / self.all as f64).collect()
    }

    /// The absolute index of a player: the chance that its vote decides when the others toss coins. None for a
    /// player that is not there. Lionel Penrose, *The elementary statistics of majority voting* (1946).
    #[must_use]
    pub fn penrose(&self, player: usize) -> Option<f64> {
        let coalitions = 1u128 << self.players.saturating_sub(1).min(127);
        Some(*self.swings.get(player)? as f64 / coalitions as f64)
    }
}
