use serde::Serialize;

use super::Game;
use crate::exact::greatest_common_divisor;

/// Shapley-Shubik indices as fractions of one denominator: exact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ShapleyShubik {
    /// Each player's, in the game's order; in sum the denominator.
    pub numerators: Vec<u128>,
    /// The least common multiple of 1 to the number of players with a weight.
    pub denominator: u128,
}

impl Game {
    /// The part of all orders of players in which each is pivotal: those before it lose, and win with it.
    ///
    /// Exact. With n players, one that is pivotal after k others is so with a chance of 1 / (n (n−1 over k)) for each
    /// such set of others, and all these fractions have the least common multiple of 1 to n as a denominator (Bakir
    /// Farhi, *An identity involving the least common multiple of binomial coefficients*, 2009), which fits where n!
    /// does not. Lloyd Shapley and Martin Shubik, *A method for evaluating the distribution of power in a committee
    /// system*, American Political Science Review 48 (1954).
    ///
    /// ```
    /// use sailau::measure::power::Game;
    ///
    /// // The Council of the Nine, 1973.
    /// let power = Game::new(&[10, 10, 10, 10, 5, 5, 3, 3, 2], 41)?.shapley_shubik();
    /// assert_eq!(power.fraction(0), Some((5, 28)));
    /// assert_eq!(power.fraction(8), Some((1, 105)));
    /// assert_eq!(power.index(0), Some(5.0 / 28.0));
    /// # Ok::<(), sailau::measure::power::PowerError>(())
    /// ```
    #[must_use]
    pub fn shapley_shubik(&self) -> ShapleyShubik {
        let quota = self.quota as usize;
        let players = self.players().count();
        let losing = self.losing_by_size(players);
        let denominator = (1..=players as u128).fold(1, lcm);
        let chances = chances(players as u128, denominator);
        // A row: coalitions without the player of one size less, and of this size.
        let (mut smaller, mut row) = (vec![0u128; quota], vec![0u128; quota]);
        let numerators = self.by_weight(|weight| {
            smaller.fill(0);
            let mut sum = 0;
            for (all, chance) in losing.chunks_exact(quota).zip(&chances) {
                row.copy_from_slice(all);
                for (others, with) in row[weight.min(quota)..].iter_mut().zip(&smaller) {
                    *others -= with;
                }
                let swings: u128 = row[quota.saturating_sub(weight)..].iter().sum();
                // At most (n−1 over k) swings: the product is at most the denominator over n.
                sum += swings * chance;
                std::mem::swap(&mut smaller, &mut row);
            }
            sum
        });
        ShapleyShubik { numerators, denominator }
    }

    /// Coalitions of each size below that of all, by their weight below the quota: a row for each size.
    fn losing_by_size(&self, players: usize) -> Vec<u128> {
        let quota = self.quota as usize;
        let mut coalitions = vec![0u128; players * quota];
        coalitions[0] = 1;
        for (joined, weight) in self.players().enumerate() {
            let most = (joined + 1).min(players - 1);
            for size in (1..=most).rev() {
                let (below, here) = coalitions.split_at_mut(size * quota);
                let below = &below[(size - 1) * quota..];
                for (with, without) in here[..quota].iter_mut().skip(weight).zip(below) {
                    *with += without;
                }
            }
        }
        coalitions
    }
}

/// For each number k of players before the pivotal one, denominator / (n (n−1 over k)).
fn chances(players: u128, denominator: u128) -> Vec<u128> {
    let mut orders = players;
    let mut chances = Vec::with_capacity(players as usize);
    for before in 0..players {
        chances.push(denominator / orders);
        orders = orders * (players - 1 - before) / (before + 1);
    }
    chances
}

impl ShapleyShubik {
    /// A player's index, within two units of the last place. None for a player that is not there.
    #[must_use]
    pub fn index(&self, player: usize) -> Option<f64> {
        let (numerator, denominator) = self.fraction(player)?;
        Some(numerator as f64 / denominator as f64)
    }

    /// A player's index as a fraction in lowest terms. None for a player that is not there.
    #[must_use]
    pub fn fraction(&self, player: usize) -> Option<(u128, u128)> {
        let numerator = *self.numerators.get(player)?;
        let common = greatest_common_divisor(numerator, self.denominator);
        Some((numerator / common, self.denominator / common))
    }

    /// Everybody's [`index`](Self::index), 1 in sum.
    #[must_use]
    pub fn indices(&self) -> Vec<f64> {
        (0..self.numerators.len()).filter_map(|player| self.index(player)).collect()
    }
}

fn lcm(a: u128, b: u128) -> u128 {
    a / greatest_common_divisor(a, b) * b
}
