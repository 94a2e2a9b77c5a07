use std::convert::Infallible;
use std::fmt;

use rand::{SeedableRng, TryRng};

use super::chacha::{LANES, ROWS, Stream};
use super::elementary::ln;
use super::normal::{self, NORMALS};
use sailau_apportion::cpu_dispatch::{Task, widest};

/// Words that sixteen blocks give.
const WORDS: usize = LANES * ROWS / 2;
/// Normal numbers come from the second half of a stream's 2^64 blocks.
const OF_NORMALS: u64 = 1 << 63;

/// A source of random numbers: ChaCha with eight rounds, and the distributions that models draw from. See the
/// [module](super).
///
/// It is one of `rand`'s generators: [`SeedableRng`] makes it, and [`RngExt`](rand::RngExt) has more to draw. Each number
/// of these takes a word of 64 bits, also where 32 would do. Normal numbers are a sequence of their own, which
/// other draws do not move on.
///
/// ```
/// use rand::{Rng, SeedableRng};
/// use sailau::random::Generator;
///
/// let (mut one, mut other) = (Generator::seed_from_u64(1), Generator::seed_from_u64(1));
/// other.next_u64();
/// assert_eq!(one.normal(), other.normal());
/// assert_ne!(one.next_u64(), other.next_u64());
/// ```
#[derive(Clone)]
pub struct Generator {
    stream: Stream,
    words: Stock<u64, WORDS>,
    normals: Stock<f64, NORMALS>,
}

/// Numbers made beforehand.
#[derive(Clone)]
struct Stock<T, const N: usize> {
    made: [T; N],
    next: usize,
    /// The block that comes after them.
    block: u64,
}

impl<T: Copy + Default, const N: usize> Stock<T, N> {
    fn from_block(block: u64) -> Self {
        Self { made: [T::default(); N], next: N, block }
    }

    /// Begins with what was made anew.
    fn made(&mut self) {
        self.next = 0;
        self.block = self.block.wrapping_add(LANES as u64);
    }
}

impl Generator {
    /// One of the 2^64 streams of a key. Streams have no numbers in common.
    ///
    /// ```
    /// use rand::Rng;
    /// use sailau::random::Generator;
    ///
    /// assert_ne!(Generator::of_stream([7; 32], 0).next_u64(), Generator::of_stream([7; 32], 1).next_u64());
    /// ```
    #[must_use]
    pub fn of_stream(key: [u8; 32], stream: u64) -> Self {
        let mut words = [0; 8];
        for (word, bytes) in words.iter_mut().zip(key.chunks_exact(4)) {
            *word = bytes.iter().rev().fold(0, |word, &byte| word << 8 | u32::from(byte));
        }
        Self {
            stream: Stream { key: words, number: stream },
            words: Stock::from_block(0),
            normals: Stock::from_block(OF_NORMALS),
        }
    }

    #[inline(always)]
    fn word(&mut self) -> u64 {
        loop {
            if let Some(&word) = self.words.made.get(self.words.next) {
                self.words.next += 1;
                return word;
            }
            self.more_words();
        }
    }

    /// A uniform number between 0 and 1, without the ends: the middle of one of 2^52 equal parts.
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use sailau::random::Generator;
    ///
    /// let uniform = Generator::seed_from_u64(1).uniform();
    /// assert!(uniform > 0.0 && uniform < 1.0);
    /// ```
    #[inline(always)]
    pub fn uniform(&mut self) -> f64 {
        normal::uniform(self.word())
    }

    /// A standard normal number.
    #[inline(always)]
    pub fn normal(&mut self) -> f64 {
        loop {
            if let Some(&normal) = self.normals.made.get(self.normals.next) {
                self.normals.next += 1;
                return normal;
            }
            self.more_normals();
        }
    }

    /// Fills a slice with independent standard normal numbers: those that [`normal`](Self::normal) would give one after the
    /// other.
    ///
    /// ```
    /// use rand::SeedableRng;
    /// use sailau::random::Generator;
    ///
    /// let mut numbers = [0.0; 1_000];
    /// Generator::seed_from_u64(1).fill_normals(&mut numbers);
    /// let mut again = Generator::seed_from_u64(1);
    /// assert!(numbers.iter().all(|&number| number == again.normal()));
    /// ```
    #[inline(always)]
    pub fn fill_normals(&mut self, mut numbers: &mut [f64]) {
        while !numbers.is_empty() {
            let left = self.normals.made.get(self.normals.next..).unwrap_or_default();
            let (now, later) = numbers.split_at_mut(left.len().min(numbers.len()));
            now.iter_mut().zip(left).for_each(|(number, &made)| *number = made);
            self.normals.next += now.len();
            numbers = later;
            if self.normals.next >= NORMALS {
                self.more_normals();
            }
        }
    }

    /// An exponential number with mean 1.
    pub fn exponential(&mut self) -> f64 {
        -ln(self.uniform())
    }

    #[cold]
    #[inline(never)]
    fn more_words(&mut self) {
        widest(Words { stream: self.stream, first: self.words.block, words: &mut self.words.made });
        self.words.made();
    }

    #[cold]
    #[inline(never)]
    fn more_normals(&mut self) {
        widest(Normals { stream: self.stream, first: self.normals.block, numbers: &mut self.normals.made });
        self.normals.made();
    }
}

struct Words<'a> {
    stream: Stream,
    first: u64,
    words: &'a mut [u64; WORDS],
}

impl Task for Words<'_> {
    #[inline(always)]
    fn run(self) {
        let rows = self.stream.blocks(self.first);
        for (words, rows) in self.words.chunks_exact_mut(LANES).zip(rows.chunks_exact(2)) {
            for (lane, word) in words.iter_mut().enumerate() {
                *word = u64::from(rows[1][lane]) << 32 | u64::from(rows[0][lane]);
            }
        }
    }
}

struct Normals<'a> {
    stream: Stream,
    first: u64,
    numbers: &'a mut [f64; NORMALS],
}

impl Task for Normals<'_> {
    #[inline(always)]
    fn run(self) {
        normal::normals(&self.stream, self.first, self.numbers);
    }
}

impl SeedableRng for Generator {
    type Seed = [u8; 32];

    /// The first stream of a key.
    fn from_seed(key: [u8; 32]) -> Self {
        Self::of_stream(key, 0)
    }
}

impl TryRng for Generator {
    type Error = Infallible;

    /// The lower half of a word.
    #[inline]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.word() as u32)
    }

    #[inline]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.word())
    }

    /// Words from their lowest byte on; what the last one has too many is thrown away.
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for part in bytes.chunks_mut(8) {
            part.copy_from_slice(&self.word().to_le_bytes()[..part.len()]);
        }
        Ok(())
    }
}

/// Where it stands would fill a page.
impl fmt::Debug for Generator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Generator").field("stream", &self.stream.number).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use rand::rngs::ChaCha8Rng;
    use rand::{Rng, RngExt};

    use super::*;

    /// Another implementation gives the same words, block by block.
    #[test]
    fn words_are_those_of_chacha() {
        let key = std::array::from_fn(|at| at as u8 ^ 0xa5);
        let mut ours = Generator::of_stream(key, 77);
        let drawn: Vec<u64> = (0..3 * WORDS).map(|_| ours.next_u64()).collect();
        let mut theirs = ChaCha8Rng::from_seed(key);
        theirs.set_stream(77);
        for (at, &word) in drawn.iter().enumerate() {
            let (block, pair) = (at / WORDS * LANES + at % LANES, at % WORDS / LANES);
            theirs.set_word_pos((block * ROWS + 2 * pair) as u128);
            assert_eq!(word, theirs.next_u64(), "{at}");
        }
    }

    #[test]
    fn numbers_do_not_depend_on_the_instructions() {
        let stream = Stream { key: [1, 2, 3, 4, 5, 6, 7, 8], number: 9 };
        let (mut wide, mut plain) = ([0.0; NORMALS], [0.0; NORMALS]);
        for first in [0, 16, OF_NORMALS, u64::MAX - 3] {
            widest(Normals { stream, first, numbers: &mut wide });
            Normals { stream, first, numbers: &mut plain }.run();
            assert_eq!(wide.map(f64::to_bits), plain.map(f64::to_bits));
        }
    }

    #[test]
    fn normal_numbers_stand_by_themselves() {
        let mut one = Generator::seed_from_u64(3);
        let mut other = one.clone();
        let mut all = [0.0; 1_000];
        one.fill_normals(&mut all);
        for (at, number) in all.into_iter().enumerate() {
            if at % 7 == 0 {
                other.next_u32();
            }
            assert_eq!(number, other.normal());
        }
        let mut three = [0.0; 3];
        one.fill_normals(&mut three);
        assert_eq!(three, [other.normal(), other.normal(), other.normal()]);
        one.fill_normals(&mut []);
        assert_eq!(one.normal(), other.normal());
    }

    #[test]
    fn bytes_are_those_of_the_words() {
        let mut bytes = [0; 11];
        let (mut one, mut other) = (Generator::seed_from_u64(4), Generator::seed_from_u64(4));
        one.fill_bytes(&mut bytes);
        let words = [other.next_u64().to_le_bytes(), other.next_u64().to_le_bytes()].concat();
        assert_eq!(bytes, words[..11]);
        assert_eq!(one.random::<u64>(), other.random::<u64>());
    }
}
