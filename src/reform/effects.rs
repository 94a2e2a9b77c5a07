//! What each change of a reform did.

use std::convert::Infallible;

use serde::Serialize;
use thiserror::Error;

use super::{Fraction, Group, Reform, Subsets, SubsetsError};
use crate::system::ElectoralSystem;

/// What each change of a reform did to some numbers, such as the seats of each party.
///
/// A change does different things alone and after the others. [`alone`](Effect::alone) and [`last`](Effect::last) are
/// the two ends; neither adds up to what the whole reform did. The [Shapley value](Effect::shapley) does: it is the
/// mean of what the change did over all orders in which the changes could have been made.
///
/// # Sources
///
/// L. S. Shapley, "A value for n-person games", Contributions to the Theory of Games II, 1953: the only division that
/// adds up, treats equals alike, gives nothing to what does nothing, and adds up over sums of numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Effects {
    /// The numbers of the baseline.
    pub baseline: Vec<i64>,
    /// The numbers with all changes.
    pub whole: Vec<i64>,
    /// What each group of changes did.
    pub effects: Vec<Effect>,
}

/// What one group of changes did, number by number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Effect {
    /// The changes.
    pub group: Group,
    /// Against the baseline, with no other change.
    pub alone: Vec<i64>,
    /// After all others.
    pub last: Vec<i64>,
    /// The mean over all orders, exactly.
    pub shapley: Vec<Fraction>,
}

/// Why the effects of changes cannot be told. `E` is what the numbers themselves can fail with.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EffectsError<E> {
    /// The reform cannot be taken apart.
    #[error(transparent)]
    Subsets(#[from] SubsetsError),
    /// Rules by some of the changes give no numbers.
    #[error("rules `{rules}`: {error}")]
    Value {
        /// The rules, by their changes.
        rules: String,
        /// Why not.
        error: E,
    },
    /// Not as many numbers as with the baseline.
    #[error("rules `{rules}` give {found} numbers, and the baseline gives {expected}")]
    Rows {
        /// The rules, by their changes.
        rules: String,
        /// Numbers of the baseline.
        expected: usize,
        /// Numbers found.
        found: usize,
    },
    /// Not as many rows of numbers as there are systems.
    #[error(
        "there are {expected} systems, and {found} rows of numbers are given; give one for each, in their order"
    )]
    Systems {
        /// Systems.
        expected: usize,
        /// Rows found.
        found: usize,
    },
    /// A difference that does not fit.
    #[error("the numbers are too large: a difference goes beyond 64 bits")]
    TooLarge,
}

impl Subsets {
    /// What each group did to the numbers of `value`: one call for each of the [systems](Self::systems).
    ///
    /// For numbers that come from elsewhere there is [`effects_of`](Self::effects_of).
    ///
    /// # Errors
    ///
    /// [`EffectsError`]: `value` fails, or gives another number of numbers than for the baseline.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::convert::Infallible;
    /// use sailau::reform::{Change, Reform, Subsets};
    /// use sailau::system::ElectoralSystem;
    ///
    /// let now = ElectoralSystem::from_toml(
    ///     "name = \"A town\"\n[[tier]]\nname = \"list\"\nseats = 7\nmethod = \"hare\"",
    /// )?;
    /// let reform = Reform::new("Larger", [Change::set("list.seats", 9)?, Change::set("list.method", "dhondt")?]);
    /// let seats = |rules: &ElectoralSystem| match rules.tiers[0].seats {
    ///     sailau::system::Seats::Same(seats) => Ok::<_, Infallible>(vec![i64::from(seats)]),
    ///     _ => Ok(vec![0]),
    /// };
    /// let effects = Subsets::new(&now, &reform)?.effects(seats)?;
    /// assert_eq!(effects.difference(), [2]);
    /// let parts: Vec<String> = effects.effects.iter().map(|effect| effect.shapley[0].to_string()).collect();
    /// assert_eq!(parts, ["2", "0"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn effects<E>(
        &self,
        mut value: impl FnMut(&ElectoralSystem) -> Result<Vec<i64>, E>,
    ) -> Result<Effects, EffectsError<E>> {
        let mut values: Vec<Vec<i64>> = Vec::with_capacity(self.systems().len());
        for system in self.systems() {
            let found =
                value(system).map_err(|error| EffectsError::Value { rules: system.name.clone(), error })?;
            let expected = values.first().map_or(found.len(), Vec::len);
            if found.len() != expected {
                let (rules, found) = (system.name.clone(), found.len());
                return Err(EffectsError::Rows { rules, expected, found });
            }
            values.push(found);
        }
        decompose(self.groups(), &values).ok_or(EffectsError::TooLarge)
    }
}

impl Subsets {
    /// What each group did to numbers that are there already: a row for each of the [systems](Self::systems), in their
    /// order. Means over simulated elections are such numbers, when they are given as sums over the same draws.
    ///
    /// # Errors
    ///
    /// [`EffectsError::Systems`], [`EffectsError::Rows`] and [`EffectsError::TooLarge`].
    pub fn effects_of(&self, rows: Vec<Vec<i64>>) -> Result<Effects, EffectsError<Infallible>> {
        let (expected, found) = (self.systems().len(), rows.len());
        if expected != found {
            return Err(EffectsError::Systems { expected, found });
        }
        let mut rows = rows.into_iter();
        self.effects(|_| Ok(rows.next().unwrap_or_default()))
    }
}

impl Reform {
    /// What each of the changes did to the numbers of `value`: see [`Subsets::effects`].
    ///
    /// # Errors
    ///
    /// [`EffectsError`].
    pub fn effects<E>(
        &self,
        baseline: &ElectoralSystem,
        value: impl FnMut(&ElectoralSystem) -> Result<Vec<i64>, E>,
    ) -> Result<Effects, EffectsError<E>> {
        Subsets::new(baseline, self)?.effects(value)
    }
}

impl Effects {
    /// What the whole reform did.
    #[must_use]
    pub fn difference(&self) -> Vec<i64> {
        // That it fits was found when the effects were.
        self.whole.iter().zip(&self.baseline).map(|(whole, base)| whole.saturating_sub(*base)).collect()
    }

    /// The sum of what each group does alone: what one would expect of the whole if changes did not bear on one
    /// another.
    #[must_use]
    pub fn sum_alone(&self) -> Vec<i128> {
        self.sum(|effect| &effect.alone)
    }

    /// The sum of what each group does after all others.
    #[must_use]
    pub fn sum_last(&self) -> Vec<i128> {
        self.sum(|effect| &effect.last)
    }

    fn sum(&self, numbers: impl Fn(&Effect) -> &Vec<i64>) -> Vec<i128> {
        let mut sums = vec![0; self.baseline.len()];
        for effect in &self.effects {
            for (sum, number) in sums.iter_mut().zip(numbers(effect)) {
                *sum += i128::from(*number);
            }
        }
        sums
    }
}

/// The effects, from the numbers of each choice of groups; none when a difference does not fit.
fn decompose(groups: &[Group], values: &[Vec<i64>]) -> Option<Effects> {
    let (baseline, whole) = (values.first()?, values.last()?);
    let all = values.len() - 1;
    let minus = |a: &[i64], b: &[i64]| -> Option<Vec<i64>> {
        a.iter().zip(b).map(|(a, b)| a.checked_sub(*b)).collect()
    };
    minus(whole, baseline)?;
    let orders = factorial(groups.len());
    let mut effects = Vec::with_capacity(groups.len());
    for (i, group) in groups.iter().enumerate() {
        let bit = 1usize << i;
        let mut sums = vec![0i128; baseline.len()];
        for choice in (0..=all).filter(|choice| choice & bit == 0) {
            // In so many orders exactly these come before the group. All weights add up to `orders`, at most 12!, so
            // that no sum of differences of 65 bits goes beyond 94.
            let before = choice.count_ones() as usize;
            let weight = factorial(before) * factorial(groups.len() - 1 - before);
            for ((sum, with), without) in sums.iter_mut().zip(&values[choice | bit]).zip(&values[choice]) {
                *sum += weight * (i128::from(*with) - i128::from(*without));
            }
        }
        effects.push(Effect {
            group: group.clone(),
            alone: minus(&values[bit], baseline)?,
            last: minus(whole, &values[all ^ bit])?,
            shapley: sums.into_iter().map(|sum| Fraction::new(sum, orders)).collect(),
        });
    }
    Some(Effects { baseline: baseline.clone(), whole: whole.clone(), effects })
}

fn factorial(n: usize) -> i128 {
    (1..=n).map(|k| k as i128).product()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn group(name: usize) -> Group {
        Group { changes: vec![name.to_string()], places: vec![name], why: Vec::new() }
    }

    /// Every order in which the changes could have been made, one after the other.
    fn by_orders(n: usize, values: &[Vec<i64>]) -> Vec<Fraction> {
        let mut sums = vec![0; n];
        let mut order: Vec<usize> = (0..n).collect();
        permute(&mut order, 0, &mut |order| {
            let mut made = 0;
            for &i in order {
                sums[i] += i128::from(values[made | 1 << i][0] - values[made][0]);
                made |= 1 << i;
            }
        });
        let all = (1..=n as i128).product();
        sums.into_iter().map(|sum| Fraction::new(sum, all)).collect()
    }

    fn permute(order: &mut Vec<usize>, at: usize, visit: &mut impl FnMut(&[usize])) {
        if at == order.len() {
            return visit(order);
        }
        for i in at..order.len() {
            order.swap(at, i);
            permute(order, at + 1, visit);
            order.swap(at, i);
        }
    }

    proptest! {
        #[test]
        fn the_value_is_the_mean_over_all_orders(
            n in 1usize..6, numbers in prop::collection::vec(-1000i64..1000, 32)
        ) {
            let values: Vec<Vec<i64>> = numbers[..1 << n].iter().map(|&v| vec![v]).collect();
            let groups: Vec<Group> = (0..n).map(group).collect();
            let effects = decompose(&groups, &values).unwrap();
            let found: Vec<Fraction> = effects.effects.iter().map(|effect| effect.shapley[0]).collect();
            prop_assert_eq!(&found, &by_orders(n, &values));
            // It adds up.
            let all: i128 = (1..=n as i128).product();
            let sum: i128 = found.iter().map(|part| part.numerator() * (all / part.denominator())).sum();
            prop_assert_eq!(sum, all * i128::from(effects.difference()[0]));
        }

        #[test]
        fn equals_are_treated_alike_and_what_does_nothing_gets_nothing(
            table in prop::collection::vec(-1000i64..1000, 3)
        ) {
            // The first two are alike: only how many of them there are counts. The third does nothing.
            let values: Vec<Vec<i64>> = (0..8usize).map(|c| vec![table[(c & 3).count_ones() as usize]]).collect();
            let effects = decompose(&[group(0), group(1), group(2)], &values).unwrap().effects;
            prop_assert_eq!(&effects[0].shapley, &effects[1].shapley);
            prop_assert_eq!(effects[2].shapley[0], Fraction::new(0, 1));
            prop_assert_eq!(effects[2].alone[0], 0);
        }
    }

    #[test]
    fn differences_that_do_not_fit_are_refused() {
        assert_eq!(decompose(&[group(0)], &[vec![i64::MIN], vec![i64::MAX]]), None);
    }
}
