//! What is drawn: votes that like to tie, nearly tie, overflow or fall off steeply; houses; bounds; divisors of one's own.

use crate::apportion::Method;

/// Numbers of a block, by a counter that is mixed (SplitMix64, Steele and others 2014): cheap, and the same everywhere.
pub(crate) struct Draws {
    counter: u64,
}

/// One step of the counter: the golden ratio in 64 bits.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

impl Draws {
    pub(crate) fn of(seed: u64, block: u64) -> Self {
        Self { counter: mixed(mixed(seed.wrapping_add(STEP)) ^ block) }
    }

    fn any(&mut self) -> u64 {
        self.counter = self.counter.wrapping_add(STEP);
        mixed(self.counter)
    }

    /// A number below another one.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.any()) * u128::from(end)) >> 64) as u64
    }

    fn between(&mut self, first: u64, last: u64) -> u64 {
        first + self.below(last - first + 1)
    }

    pub(crate) fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// Mostly a few; now and then more than a block of a batch has room for.
    pub(crate) fn parties(&mut self) -> usize {
        let most = match self.below(32) {
            0 => 40,
            1..=12 => 12,
            _ => 6,
        };
        self.between(1, most) as usize
    }

    /// Elections of a table: a block of a batch and some more; now and then more than its stretches have.
    pub(crate) fn rows(&mut self) -> usize {
        if self.once_in(64) { 550 } else { self.between(33, 48) as usize }
    }

    /// Mostly a small house; now and then one that floats of 32 bits cannot tell apart.
    pub(crate) fn house(&mut self) -> u32 {
        let most = match self.below(1 << 14) {
            0 => 5_000,
            1..=31 => 1_000,
            32..=1023 => 100,
            1024..=5119 => 40,
            _ => 12,
        };
        self.below(most + 1) as u32
    }

    /// Votes of so many parties.
    pub(crate) fn votes(&mut self, parties: usize, votes: &mut Vec<u64>) {
        let base = self.any();
        let kind = self.below(16);
        let first = votes.len();
        for _ in 0..parties {
            let v = match kind {
                0..=2 => self.below(13),
                3 => self.below(100),
                4 => self.below(30) * 60_060,
                5 | 6 => self.below(1_000_000),
                7 => self.below(1 << 32),
                // Multiples of one number, give or take a vote: floats of 32 or of 64 bits cannot tell their claims apart.
                8 | 9 => near_multiple(base >> 38 | 1 << 18, self.below(90)),
                10 | 11 => near_multiple(base >> 8 | 1 << 54, self.below(90)),
                // All equal, save for a vote here and there.
                12 => (base >> 1).saturating_add(self.below(3)),
                // Every order of magnitude.
                13 => {
                    let shift = self.below(64);
                    self.any() >> shift
                }
                // The end of the range.
                14 => u64::MAX - self.below(4),
                _ => self.any(),
            };
            votes.push(v);
        }
        // One giant and many dwarfs.
        if kind < 3 && self.once_in(8) {
            votes[first + self.below(parties as u64) as usize] = base;
        }
    }

    /// The fewest and the most seats of each party: the fewest leave a house that can be filled, the most not always.
    pub(crate) fn bounds(&mut self, parties: usize, seats: u32) -> (Vec<u32>, Vec<u32>) {
        let share = u64::from(seats) / parties as u64;
        let least: Vec<u32> =
            (0..parties).map(|_| if self.once_in(2) { self.below(share + 1) as u32 } else { 0 }).collect();
        let most = least.iter().map(|&least| {
            let more = self.below(2 * share + 3) as u32;
            if self.once_in(2) { least + more } else { u32::MAX }
        });
        let most = most.collect();
        (least, most)
    }

    /// Every method with a name, and series with divisors that are drawn.
    pub(crate) fn methods(&mut self) -> Vec<Method> {
        let own = [self.first_divisor(), self.first_divisor(), self.sequence(), self.sequence()];
        let own = own.map(|name| name.parse().unwrap_or_else(|error| panic!("{name}: {error}")));
        Method::ALL.into_iter().chain(own).collect()
    }

    fn first_divisor(&mut self) -> String {
        let below = if self.once_in(8) { self.between(1, 1_000_000_000) } else { self.between(1, 20) };
        format!("modified-sainte-lague:{}/{below}", self.between(1, 3 * below - 1))
    }

    /// One to four divisors, now and then the first of them 0, and a step.
    fn sequence(&mut self) -> String {
        let (unit, most, step) =
            if self.once_in(8) { (1, 1 << 40, (1 << 29) - 1) } else { (self.between(1, 12), 60, 60) };
        let mut divisor = if self.once_in(3) { 0 } else { self.between(1, most) };
        let mut text = format!("sequence:{divisor}/{unit}");
        for _ in 0..self.below(4) {
            divisor += self.between(1, most);
            text += &format!(",{divisor}/{unit}");
        }
        // Steps are not too fine beside what is written out.
        format!("{text}+{}/{unit}", self.between(step.min(8), step))
    }
}

fn near_multiple(base: u64, times: u64) -> u64 {
    base.saturating_mul(times / 3).saturating_add(times % 3).saturating_sub(1)
}
