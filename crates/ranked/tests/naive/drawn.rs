//! Small elections at random, with many ties, blank ranks, overvotes and candidates named twice.

use sailau_ranked::{Ballots, BallotsBuilder, Rank};

/// SplitMix64: the same elections on every machine.
#[derive(Debug, Clone)]
pub(crate) struct Draws(u64);

impl Draws {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One of so many, from 0.
    pub(crate) fn below(&mut self, many: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(many)) >> 64) as u64
    }

    pub(crate) fn once_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }

    pub(crate) fn order(&mut self, of: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..of).collect();
        for at in (1..of).rev() {
            order.swap(at, self.below(at as u64 + 1) as usize);
        }
        order
    }
}

/// One election: so many candidates, and for each list its number and ranks.
#[derive(Debug, Clone)]
pub(crate) struct Drawn {
    pub(crate) candidates: usize,
    pub(crate) seats: usize,
    pub(crate) lists: Vec<(u64, Vec<Rank>)>,
}

impl Drawn {
    pub(crate) fn ballots(&self) -> Ballots {
        let mut builder = BallotsBuilder::new(self.candidates).unwrap();
        for (number, ranks) in &self.lists {
            builder.add(*number, ranks.iter().cloned()).unwrap();
        }
        builder.build()
    }

    /// As it stands in a file.
    pub(crate) fn written(&self) -> String {
        let mut file = Vec::new();
        self.ballots().write(&mut file).unwrap();
        let file = String::from_utf8(file).unwrap();
        format!("{} candidates, {} seats\n{file}", self.candidates, self.seats)
    }
}

/// 3 to 8 candidates, 5 to 60 ballots; up to `seats` seats, and fewer than candidates but for one election in twenty.
pub(crate) fn election(draws: &mut Draws, seats: std::ops::RangeInclusive<usize>) -> Drawn {
    let candidates = 3 + draws.below(6) as usize;
    let (fewest, most) = (*seats.start(), *seats.end());
    let mut seats = fewest + draws.below((most - fewest + 1) as u64) as usize;
    if !draws.once_in(20) {
        seats = seats.min(candidates - 1);
    }
    let ballots = 5 + draws.below(56);
    // Favourites: a candidate is drawn as the lower of several draws from an order.
    let favourites = draws.order(candidates);
    let steep = 1 + draws.below(3);
    let damage = [0, 0, 40, 8][draws.below(4) as usize];
    let mut lists: Vec<(u64, Vec<Rank>)> = Vec::new();
    let mut left = ballots;
    while left > 0 {
        let number = if draws.once_in(2) { 1 } else { 1 + draws.below(left.min(9)) };
        left -= number;
        let length = draws.below(candidates as u64 + 1) as usize;
        let mut ranks: Vec<Rank> = Vec::new();
        let mut open = favourites.clone();
        while ranks.len() < length && !open.is_empty() {
            let at = (0..steep).map(|_| draws.below(open.len() as u64)).min().unwrap() as usize;
            ranks.push(Rank::One(open.remove(at)));
        }
        if damage > 0 {
            spoil(draws, &mut ranks, candidates, damage);
        }
        lists.push((number, ranks));
    }
    Drawn { candidates, seats, lists }
}

/// The same lists, each from up to a thousand times as many voters: figures with more digits to cut.
pub(crate) fn of_many(draws: &mut Draws, mut drawn: Drawn) -> Drawn {
    for (number, _) in &mut drawn.lists {
        *number *= 1 + draws.below(1_000);
    }
    drawn
}

fn spoil(draws: &mut Draws, ranks: &mut Vec<Rank>, candidates: usize, one_in: u64) {
    for at in 0..ranks.len() {
        if !draws.once_in(one_in) {
            continue;
        }
        ranks[at] = match draws.below(5) {
            0 | 1 => Rank::Blank,
            2 => Rank::Overvote,
            3 => Rank::One(draws.below(candidates as u64) as usize),
            _ => Rank::Several(draws.order(candidates)[..2 + draws.below(2) as usize].to_vec()),
        };
        if draws.once_in(3) {
            ranks.insert(at, Rank::Blank);
        }
    }
}
