//! The least sample that holds one of `k` papers.

use crate::natural::{Between, Natural, is_at_most};
use crate::risk::RiskLimit;

/// The least `n` for which the chance C(N − k, n)/C(N, n) that none of `k` papers of `N` is among `n` is at most α.
pub(super) fn least(population: u64, misread: u64, risk: RiskLimit) -> u64 {
    let chance = Missed { population, misread };
    // Beyond this number the sample cannot miss them all.
    let certain = population - misread + 1;
    // The chance is about (1 − n/(N − (k − 1)/2))^k.
    let middle = population as f64 - (misread as f64 - 1.0) / 2.0;
    let guess = ((-(risk.ln() / misread as f64).exp_m1() * middle).ceil() as u64).clamp(1, certain);
    let (mut low, mut high) = (1, certain);
    let mut step = 1;
    while low < high {
        // Around the guess first, with growing steps, then half of what is left.
        let at = if low == 1 && high == certain { guess.min(high - 1) } else { near(low, high, guess, step) };
        step = step.saturating_mul(4);
        if chance.is_at_most(at, risk) {
            high = at;
        } else {
            low = at + 1;
        }
    }
    low
}

/// A number from `low`, below `high`: a step from the guess to the side that is still open, no more than to the middle.
fn near(low: u64, high: u64, guess: u64, step: u64) -> u64 {
    let middle = low + (high - low) / 2;
    if high <= guess {
        high.saturating_sub(step).max(middle)
    } else if low > guess {
        (low - 1).saturating_add(step).min(middle)
    } else {
        middle
    }
}

/// The chance that a sample misses every one of the misread papers.
struct Missed {
    population: u64,
    misread: u64,
}

impl Missed {
    /// Whether it is at most α for a sample of at most N − k papers. The product has min(n, k) factors, for n papers that miss
    /// k are as likely as k papers that miss n.
    fn is_at_most(&self, sample: u64, risk: RiskLimit) -> bool {
        let (few, many) = (sample.min(self.misread), sample.max(self.misread));
        let logarithm: f64 =
            (0..few).map(|drawn| (-(many as f64) / (self.population - drawn) as f64).ln_1p()).sum();
        // Logarithms are right to 1e-15 of their size and their sum to less than this.
        let doubt = 1e-15 * (few as f64 + 10.0) * logarithm.abs();
        if (logarithm - risk.ln()).abs() > doubt {
            logarithm < risk.ln()
        } else {
            self.is_exactly_at_most(few, many, risk)
        }
    }

    fn is_exactly_at_most(&self, few: u64, many: u64, risk: RiskLimit) -> bool {
        let (above, below) = (risk.fraction().numerator(), risk.fraction().denominator());
        is_at_most(|words| {
            let product = |number: u64, of: u64| {
                let first = Between::exactly(&number.into(), words);
                (0..few).fold(first, |product, drawn| {
                    product.times(&Between::exactly(&Natural::from(of - drawn), words))
                })
            };
            (product(below, self.population - many), product(above, self.population))
        })
    }
}

#[cfg(test)]
mod tests {
    use num_bigint::BigUint;
    use proptest::prelude::*;

    use super::*;
    use crate::fraction::Fraction;

    proptest! {
        #[test]
        fn the_least_sample_is_the_least(
            population in 1u64..200, misread in 1u64..200, above in 1u64..40, more in 1u64..40,
        ) {
            let misread = misread.min(population);
            let risk = RiskLimit::new(Fraction::new(above, above + more).unwrap()).unwrap();
            let falling = |from: u64, n: u64| (0..n).map(|i| BigUint::from(from - i)).product::<BigUint>();
            let is_enough = |n: u64| {
                n > population - misread || falling(population - misread, n) * (above + more) <= falling(population, n) * above
            };
            let naive = (1..).find(|&n| is_enough(n)).unwrap();
            prop_assert_eq!(least(population, misread, risk), naive);
        }

        #[test]
        fn exact_and_floating_decisions_agree(
            population in 1_000u64..100_000_000, misread in 1u64..1_000, sample in 1u64..1_000,
        ) {
            let chance = Missed { population, misread: misread.min(population / 3) };
            let (few, many) = (sample.min(chance.misread), sample.max(chance.misread));
            let risk = "5%".parse().unwrap();
            prop_assert_eq!(
                chance.is_at_most(sample.min(population / 3), risk),
                chance.is_exactly_at_most(few.min(population / 3), many.min(population / 3), risk)
            );
        }
    }
}
