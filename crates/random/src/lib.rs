//! Numbers by chance: the same from one seed on every machine.
//!
//! A [`Generator`] gives words of 64 random bits by ChaCha with eight rounds, and makes of them everything that the models of
//! this crate draw: uniform, normal, exponential, gamma, beta and binomial numbers. From the seed to the number there are
//! additions, multiplications, divisions and square roots only, which IEEE 754 rounds alike everywhere, and whole numbers;
//! no function of the machine's mathematical library is called and no two operations are fused. So a draw is the same
//! with any vectors, any number of threads and any compiler's target, and nothing that other crates switch on changes it.
//!
//! ```
//! use rand::{RngExt, SeedableRng};
//! use sailau::random::Generator;
//!
//! let mut generator = Generator::seed_from_u64(2023);
//! let heights: Vec<f64> = (0..1_000).map(|_| 175.0 + 7.0 * generator.normal()).collect();
//! let mean = heights.iter().sum::<f64>() / 1_000.0;
//! assert!((174.0..176.0).contains(&mean));
//!
//! // Every method of `rand` is there as well.
//! assert!((1..=6).contains(&generator.random_range(1..=6)));
//! ```
//!
//! | number | how | source |
//! |---|---|---|
//! | word | ChaCha, eight rounds: the key is the seed, the stream a block of draws | Bernstein 2008 |
//! | uniform | the middle of one of 2^52 equal parts of 0 to 1 | |
//! | normal | a radius √(−2 ln u) in a random direction, two numbers of each | Box and Muller 1958 |
//! | exponential | −ln u | |
//! | gamma, beta | rejection from a cube of a normal number, as logarithms | Marsaglia and Tsang 2000 |
//! | binomial | inversion where fewer than 10 are expected, otherwise transformed rejection | Kachitvichyanukul and Schmeiser 1988; Hörmann 1993 |
//!
//! Eight rounds are enough for chance: the best attack on ChaCha, which asks for far more than statistical tests do, breaks
//! seven (Aumasson, *Too much crypto*, 2019). Normal numbers come from blocks of their own, so that they are made many at a
//! time, whatever else is drawn between them.

// No input may panic. What cannot happen says why it cannot.
#![warn(clippy::unwrap_used, clippy::panic)]

mod binomial;
mod chacha;
mod digamma;
mod elementary;
mod gamma;
mod generator;
mod normal;
mod stirling;
#[cfg(test)]
mod tests;

#[doc(hidden)]
pub use digamma::{digamma, trigamma};
#[doc(hidden)]
pub use elementary::{exp, exp_m1, ln, ln_1p, logistic, logit};
pub use generator::Generator;
#[doc(hidden)]
pub use normal::quantile;
#[doc(hidden)]
pub use stirling::stirling_error;
