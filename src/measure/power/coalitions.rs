use super::{Game, PowerError};

impl Game {
    /// How many coalitions win and lose with any member less: William Riker's minimal winning ones (*The Theory of
    /// Political Coalitions*, 1962). At least 1.
    ///
    /// ```
    /// use sailau::measure::power::Game;
    ///
    /// let game = Game::new(&[47, 46, 17, 16, 2], 65)?;
    /// assert_eq!(game.minimal_winning(), 6);
    /// assert_eq!(game.minimal_winning_coalitions(6)?[..3], [vec![0, 1], vec![0, 2, 3], vec![0, 2, 4]]);
    /// # Ok::<(), sailau::measure::power::PowerError>(())
    /// ```
    #[must_use]
    pub fn minimal_winning(&self) -> u128 {
        let quota = self.quota as usize;
        let mut larger = vec![0u128; quota];
        larger[0] = 1;
        let mut number = 0;
        // The smallest member is needed: then all are. Before it come the larger ones.
        for (_, weight) in self.by_size() {
            number += larger[quota.saturating_sub(weight)..].iter().sum::<u128>();
            for sum in (weight..quota).rev() {
                larger[sum] += larger[sum - weight];
            }
        }
        number
    }

    /// The [minimal winning](Self::minimal_winning) coalitions, at most so many: players by number, each coalition in
    /// order. Those of large players come first.
    ///
    /// # Errors
    ///
    /// [`PowerError::TooManyCoalitions`] when there are more.
    pub fn minimal_winning_coalitions(&self, most: usize) -> Result<Vec<Vec<usize>>, PowerError> {
        let number = self.minimal_winning();
        if number > most as u128 {
            return Err(PowerError::TooManyCoalitions { number, most });
        }
        let players = self.by_size();
        let mut coalitions = Vec::new();
        let mut search = Search { players: &players, members: Vec::new(), coalitions: &mut coalitions };
        search.from(0, self.quota as usize, self.weight() as usize);
        for coalition in &mut coalitions {
            coalition.sort_unstable();
        }
        Ok(coalitions)
    }

    /// Players with a weight and their weights, the largest first.
    fn by_size(&self) -> Vec<(usize, usize)> {
        let players = self.weights.iter().enumerate().filter(|&(_, &weight)| weight > 0);
        let mut players: Vec<_> = players.map(|(player, &weight)| (player, weight as usize)).collect();
        players.sort_by_key(|&(player, weight)| (std::cmp::Reverse(weight), player));
        players
    }
}

/// Takes or leaves one player after the other, the largest first.
struct Search<'a> {
    players: &'a [(usize, usize)],
    members: Vec<usize>,
    coalitions: &'a mut Vec<Vec<usize>>,
}

impl Search<'_> {
    /// Completes the members by players from `next` on, who have `left` together; `missing`, at least 1, is what the
    /// members lack. Every call finds a coalition, because all who are left would be enough.
    fn from(&mut self, next: usize, missing: usize, left: usize) {
        if left < missing {
            return;
        }
        let Some(&(player, weight)) = self.players.get(next) else { return };
        self.members.push(player);
        if weight >= missing {
            self.coalitions.push(self.members.clone());
        } else {
            self.from(next + 1, missing - weight, left - weight);
        }
        self.members.pop();
        self.from(next + 1, missing, left - weight);
    }
}
