//! The least power of a factor that reaches 1/α.

use crate::margin::Margin;
use crate::natural::{Between, Natural, is_at_most};
use crate::risk::RiskLimit;

/// By what a fortune grows with each paper without error: `(rest + gain) / rest`, exact.
#[derive(Debug, Clone)]
pub(crate) struct Factor {
    rest: Natural,
    gain: Natural,
}

impl Factor {
    /// For a stake of `above / below` of the highest one: 1 + stake · x/(1 − x), where x is the margin's share.
    pub(crate) fn of_stake(margin: Margin, above: u64, below: u64) -> Self {
        Self {
            rest: Natural::from(margin.rest()).times(&below.into()),
            gain: Natural::from(margin.numerator()).times(&above.into()),
        }
    }

    /// For an inflator of `above / below`, at least 1: 1/(1 − x / inflator).
    pub(crate) fn of_inflator(margin: Margin, above: u64, below: u64) -> Self {
        // N·above − m·below is (N − m)·below + N·(above − below).
        let more = Natural::from(margin.all()).times(&above.saturating_sub(below).into());
        Self {
            rest: Natural::from(margin.rest()).times(&below.into()).plus(&more),
            gain: Natural::from(margin.numerator()).times(&below.into()),
        }
    }

    /// The least number of papers, if it is at most `most`, after which the fortune is 1/α or more.
    pub(crate) fn least(&self, risk: RiskLimit, most: u64) -> Option<u64> {
        if self.rest.is_zero() {
            return Some(1).filter(|&one| one <= most);
        }
        let papers = risk.ln() / self.ln();
        if papers * (1.0 - 1e-12) > most as f64 {
            return None;
        }
        // Logarithms are right to 1e-15 of their size, and only numbers within 1e-12 are asked for exactly.
        let (mut low, mut high) = (least_whole(papers * (1.0 - 1e-12)), least_whole(papers * (1.0 + 1e-12)));
        while low < high {
            let middle = low + (high - low) / 2;
            if self.is_enough(middle, risk) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Some(low).filter(|&papers| papers <= most)
    }

    /// ln(rest / (rest + gain)), below 0.
    fn ln(&self) -> f64 {
        let (rest, gain) = (self.rest.to_f64(), self.gain.to_f64());
        // Where the quotient is near 1, the difference has the digits that it has lost.
        if gain < rest { (-gain / (rest + gain)).ln_1p() } else { (rest / (rest + gain)).ln() }
    }

    fn is_enough(&self, papers: u64, risk: RiskLimit) -> bool {
        let (above, below) = (risk.fraction().numerator(), risk.fraction().denominator());
        let all = self.rest.plus(&self.gain);
        is_at_most(|words| {
            let side = |base: &Natural, number: u64| {
                Between::exactly(base, words).power(papers).times(&Between::exactly(&number.into(), words))
            };
            (side(&self.rest, below), side(&all, above))
        })
    }
}

/// The least whole number that is not below, at least 1, at most the greatest of 64 bits.
fn least_whole(number: f64) -> u64 {
    (number.ceil() as u64).max(1)
}

#[cfg(test)]
mod tests {
    use num_bigint::BigUint;
    use proptest::prelude::*;

    use super::*;
    use crate::fraction::Fraction;

    proptest! {
        /// Counting up with exact numbers says the same, on the boundary as well.
        #[test]
        fn the_least_power_is_the_least(
            population in 1u64..300, part in 1u64..300, above in 1u64..40, more in 1u64..40, stake in 1u64..=4,
        ) {
            let margin = Margin::checked(u128::from(part.min(population)), 1, population);
            let factor = Factor::of_stake(margin, stake, 4);
            let risk = RiskLimit::new(Fraction::new(above, above + more).unwrap()).unwrap();
            let numbers = |n: &Natural| BigUint::from(n.to_f64() as u64);
            let (rest, all) = (numbers(&factor.rest), numbers(&factor.rest.plus(&factor.gain)));
            let is_enough = |n: u32| rest.pow(n) * (above + more) <= all.pow(n) * above;
            let least = (1..).find(|&n| is_enough(n)).unwrap();
            prop_assert_eq!(factor.least(risk, u64::MAX), Some(u64::from(least)));
            prop_assert_eq!(factor.least(risk, u64::from(least) - 1), None);
        }

        /// Risks that are exact powers are met by their exponent.
        #[test]
        fn a_tie_with_the_limit_is_enough(exponent in 1u32..20, part in 1u64..8, scale in 1u64..1_000_000_000) {
            let margin = Margin::new(u128::from(part * scale), 1, 8 * scale).unwrap();
            let risk = Fraction::new((8 - part).pow(exponent), 8u64.pow(exponent)).unwrap();
            let least = Factor::of_stake(margin, 1, 1).least(RiskLimit::new(risk).unwrap(), u64::MAX);
            prop_assert_eq!(least, Some(exponent.into()));
        }
    }

    #[test]
    fn the_largest_populations_are_no_trouble() {
        let margin = Margin::new(1, 1, u64::MAX).unwrap();
        let risk = "5%".parse().unwrap();
        assert_eq!(Factor::of_stake(margin, 1, 1).least(risk, u64::MAX), None);
        let margin = Margin::new(u128::from(u64::MAX) - 1, 1, u64::MAX).unwrap();
        assert_eq!(Factor::of_stake(margin, 1, 1).least(risk, u64::MAX), Some(1));
        let close =
            RiskLimit::new(Fraction::new(999_999_999_999_999_999, 1_000_000_000_000_000_000).unwrap())
                .unwrap();
        let margin = Margin::new(5, 1, u64::MAX).unwrap();
        assert_eq!(Factor::of_stake(margin, 1, 1).least(close, u64::MAX), Some(4));
    }
}
