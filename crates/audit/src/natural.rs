//! Natural numbers of any size, and their leading words rounded one way: powers of a million factors are compared with them.

use std::cmp::Ordering;

/// `words · 2^(64 · shift)`, the least word first and the last not 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Natural {
    words: Vec<u64>,
    shift: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Round {
    Down,
    Up,
}

impl From<u128> for Natural {
    fn from(number: u128) -> Self {
        let mut words = vec![number as u64, (number >> 64) as u64];
        trim(&mut words);
        Self { words, shift: 0 }
    }
}

impl From<u64> for Natural {
    fn from(number: u64) -> Self {
        u128::from(number).into()
    }
}

fn trim(words: &mut Vec<u64>) {
    while words.last() == Some(&0) {
        words.pop();
    }
}

impl Natural {
    pub(crate) fn is_zero(&self) -> bool {
        self.words.is_empty()
    }

    /// The exact product.
    pub(crate) fn times(&self, other: &Self) -> Self {
        let mut words = vec![0u64; self.words.len() + other.words.len()];
        for (place, &a) in self.words.iter().enumerate() {
            let mut carry = 0u128;
            for (word, &b) in words.iter_mut().skip(place).zip(&other.words) {
                let sum = u128::from(*word) + u128::from(a) * u128::from(b) + carry;
                *word = sum as u64;
                carry = sum >> 64;
            }
            if let Some(word) = words.get_mut(place + other.words.len()) {
                *word = carry as u64;
            }
        }
        trim(&mut words);
        Self { words, shift: self.shift.saturating_add(other.shift) }
    }

    /// The exact sum of two numbers that were never rounded.
    pub(crate) fn plus(&self, other: &Self) -> Self {
        debug_assert!(self.shift == 0 && other.shift == 0);
        let longest = self.words.len().max(other.words.len());
        let mut words = Vec::with_capacity(longest + 1);
        let mut carry = 0u128;
        for place in 0..longest {
            let word = |number: &Self| u128::from(number.words.get(place).copied().unwrap_or(0));
            let sum = word(self) + word(other) + carry;
            words.push(sum as u64);
            carry = sum >> 64;
        }
        words.push(carry as u64);
        trim(&mut words);
        Self { words, shift: 0 }
    }

    /// Its `most` leading words, the rest rounded.
    fn rounded(mut self, most: usize, round: Round) -> Self {
        let dropped = self.words.len().saturating_sub(most);
        if dropped == 0 {
            return self;
        }
        let lost = self.words.drain(..dropped).any(|word| word != 0);
        self.shift = self.shift.saturating_add(dropped as u64);
        if lost && round == Round::Up {
            let overflown = self.words.iter_mut().all(|word| {
                *word = word.wrapping_add(1);
                *word == 0
            });
            if overflown {
                self.words.push(1);
            }
        }
        self
    }

    /// The nearest number of floating point or one beside it.
    pub(crate) fn to_f64(&self) -> f64 {
        let scale = 2f64.powi(i32::try_from(self.shift.saturating_mul(64)).unwrap_or(i32::MAX));
        self.words.iter().rev().fold(0.0, |number, &word| number * 2f64.powi(64) + word as f64) * scale
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.is_zero() || other.is_zero() {
            return other.is_zero().cmp(&self.is_zero());
        }
        let places = |number: &Self| number.words.len() as u128 + u128::from(number.shift);
        places(self).cmp(&places(other)).then_with(|| {
            let longest = self.words.len().max(other.words.len());
            let leading =
                |number: &Self, place: usize| number.words.iter().rev().nth(place).copied().unwrap_or(0);
            (0..longest)
                .map(|at| leading(self, at).cmp(&leading(other, at)))
                .find(|o| o.is_ne())
                .unwrap_or(Ordering::Equal)
        })
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A product with as many leading words as it is worked with, between two bounds.
#[derive(Debug, Clone)]
pub(crate) struct Between {
    low: Natural,
    high: Natural,
    words: usize,
}

impl Between {
    pub(crate) fn exactly(number: &Natural, words: usize) -> Self {
        let rounded = |round| number.clone().rounded(words, round);
        Self { low: rounded(Round::Down), high: rounded(Round::Up), words }
    }

    pub(crate) fn times(&self, other: &Self) -> Self {
        Self {
            low: self.low.times(&other.low).rounded(self.words, Round::Down),
            high: self.high.times(&other.high).rounded(self.words, Round::Up),
            words: self.words,
        }
    }

    pub(crate) fn power(&self, mut exponent: u64) -> Self {
        let mut power = Self::exactly(&1u64.into(), self.words);
        let mut square = self.clone();
        loop {
            if exponent % 2 == 1 {
                power = power.times(&square);
            }
            exponent /= 2;
            if exponent == 0 {
                return power;
            }
            square = square.times(&square);
        }
    }
}

/// Whether the first number is at most the second. Both are asked for with more and more words until their bounds tell them
/// apart; with enough words both are exact.
pub(crate) fn is_at_most(numbers: impl Fn(usize) -> (Between, Between)) -> bool {
    let mut words = 4;
    loop {
        let (left, right) = numbers(words);
        if left.high <= right.low {
            return true;
        }
        if left.low > right.high {
            return false;
        }
        words *= 2;
    }
}

#[cfg(test)]
mod tests {
    use num_bigint::BigUint;
    use proptest::prelude::*;

    use super::*;

    fn big(number: &Natural) -> BigUint {
        let digits = number.words.iter().flat_map(|&word| [word as u32, (word >> 32) as u32]).collect();
        BigUint::new(digits) << (64 * number.shift)
    }

    proptest! {
        #[test]
        fn bounds_hold_the_power(base: u128, exponent in 0u64..200, words in 1usize..6) {
            let power = Between::exactly(&base.into(), words).power(exponent);
            let exact = BigUint::from(base).pow(u32::try_from(exponent).unwrap());
            prop_assert!(big(&power.low) <= exact && exact <= big(&power.high));
            if words >= 5 && exponent <= 2 {
                prop_assert_eq!(big(&power.low), exact);
            }
        }

        #[test]
        fn powers_are_compared_like_exact_ones(a: u128, b: u128, n in 0u64..150, m in 0u64..150) {
            let exact = BigUint::from(a).pow(u32::try_from(n).unwrap()) <= BigUint::from(b).pow(u32::try_from(m).unwrap());
            let power = |base: u128, n, words| Between::exactly(&base.into(), words).power(n);
            prop_assert_eq!(is_at_most(|words| (power(a, n, words), power(b, m, words))), exact);
        }

        #[test]
        fn near_powers_are_told_apart(a in 1u128.., n in 1u64..60) {
            let power = |base: u128, words| Between::exactly(&base.into(), words).power(n);
            prop_assert!(is_at_most(|words| (power(a - 1, words), power(a, words))));
            prop_assert!(!is_at_most(|words| (power(a, words), power(a - 1, words))));
            prop_assert!(is_at_most(|words| (power(a, words), power(a, words))));
        }

        #[test]
        fn sums_are_exact(a: u128, b: u128) {
            prop_assert_eq!(big(&Natural::from(a).plus(&b.into())), BigUint::from(a) + BigUint::from(b));
        }
    }
}
