//! What a law asks of a number, a share, a day or a yes or no, and what was given.

use std::fmt::{self, Display, Formatter};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::text::{grouped, percent};
use crate::law::Share;

/// A limit with the law's own word for whether it is included.
///
/// In a file of law it is written `{ at_least = 700 }` or `{ more_than = "10%" }`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit<T> {
    /// The limit itself is enough.
    AtLeast(T),
    /// The limit itself is not enough.
    MoreThan(T),
    /// The limit itself is not too much.
    AtMost(T),
    /// The limit itself is too much.
    LessThan(T),
}

impl<T> Limit<T> {
    /// The value of the limit, without its word.
    pub fn value(&self) -> &T {
        match self {
            Self::AtLeast(value) | Self::MoreThan(value) | Self::AtMost(value) | Self::LessThan(value) => {
                value
            }
        }
    }

    /// Whether it bounds from above: more of it makes things worse.
    #[must_use]
    pub fn is_ceiling(&self) -> bool {
        matches!(self, Self::AtMost(_) | Self::LessThan(_))
    }
}

impl Limit<u64> {
    /// The last number that meets the limit: the fewest of a floor, the most of a ceiling. It is -1 below 0.
    #[must_use]
    pub fn border(&self) -> i128 {
        match *self {
            Self::AtLeast(n) | Self::AtMost(n) => i128::from(n),
            Self::MoreThan(n) => i128::from(n) + 1,
            Self::LessThan(n) => i128::from(n) - 1,
        }
    }
}

impl Limit<Share> {
    /// The last part of `whole` that meets the limit, exact: the fewest of a floor, the most of a ceiling.
    ///
    /// ```
    /// use sailau::procedure::Limit;
    ///
    /// // More than half of 10 is 6, and of 11 it is 6; two thirds of 17 regions are 12, of 20 they are 14.
    /// assert_eq!(Limit::MoreThan("1/2".parse()?).border_of(10), 6);
    /// assert_eq!(Limit::MoreThan("1/2".parse()?).border_of(11), 6);
    /// assert_eq!(Limit::AtLeast("2/3".parse()?).border_of(17), 12);
    /// assert_eq!(Limit::AtLeast("2/3".parse()?).border_of(20), 14);
    /// # Ok::<(), sailau::law::ShareError>(())
    /// ```
    #[must_use]
    pub fn border_of(&self, whole: u64) -> i128 {
        let share = self.value();
        // At most 2^64 × 2^32.
        let product = i128::from(whole) * i128::from(share.numerator());
        let denominator = i128::from(share.denominator());
        let floor = product / denominator;
        let exact = product % denominator == 0;
        match self {
            Self::AtLeast(_) if exact => floor,
            Self::AtLeast(_) | Self::MoreThan(_) => floor + 1,
            Self::LessThan(_) if exact => floor - 1,
            Self::AtMost(_) | Self::LessThan(_) => floor,
        }
    }
}

impl<T: Display> Display for Limit<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let word = match self {
            Self::AtLeast(_) => "at least",
            Self::MoreThan(_) => "more than",
            Self::AtMost(_) => "at most",
            Self::LessThan(_) => "less than",
        };
        write!(f, "{word} {}", self.value())
    }
}

/// What was needed and what was given, in one of four kinds. `given` is none where it is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Measure {
    /// A number of things: members, signatures, days of a span, tenge.
    Count {
        /// The limit of the law.
        needed: Limit<u64>,
        /// How many there were.
        given: Option<u64>,
        /// What is counted, in the regular plural: "members".
        unit: String,
    },
    /// A part of a whole.
    Share {
        /// The limit of the law.
        needed: Limit<Share>,
        /// The whole.
        whole: u64,
        /// What the whole is: "voters on the roll".
        of: String,
        /// The part.
        given: Option<u64>,
        /// What the part is counted in, in the regular plural: "votes".
        unit: String,
    },
    /// A day against a first day (`AtLeast`, `MoreThan`) or a last one (`AtMost`, `LessThan`).
    Day {
        /// The limit of the law.
        needed: Limit<Date>,
        /// The day.
        given: Option<Date>,
    },
    /// Something that has to be so, or not so.
    YesNo {
        /// What the law asks.
        needed: bool,
        /// What was.
        given: Option<bool>,
    },
}

impl Measure {
    /// A number of things.
    pub fn count(needed: Limit<u64>, given: impl Into<Option<u64>>, unit: impl Into<String>) -> Self {
        Self::Count { needed, given: given.into(), unit: unit.into() }
    }

    /// A part of a whole, compared exactly: `given`/`whole` against a fraction.
    pub fn share(
        needed: Limit<Share>,
        given: impl Into<Option<u64>>,
        unit: impl Into<String>,
        whole: u64,
        of: impl Into<String>,
    ) -> Self {
        Self::Share { needed, whole, of: of.into(), given: given.into(), unit: unit.into() }
    }

    /// A day: `AtLeast` is the first day allowed, `AtMost` the last one.
    pub fn day(needed: Limit<Date>, given: impl Into<Option<Date>>) -> Self {
        Self::Day { needed, given: given.into() }
    }

    /// A yes or no.
    pub fn yes_no(needed: bool, given: impl Into<Option<bool>>) -> Self {
        Self::YesNo { needed, given: given.into() }
    }

    /// The last number that meets the limit, with the unit's plural; none for days, yes and no.
    #[must_use]
    pub fn border(&self) -> Option<i128> {
        match self {
            Self::Count { needed, .. } => Some(needed.border()),
            Self::Share { needed, whole, .. } => Some(needed.border_of(*whole)),
            Self::Day { .. } | Self::YesNo { .. } => None,
        }
    }

    /// By how much the requirement was passed: 0 is just enough, negative is short. In units, or in days; none
    /// for yes and no, or where what was given is not known.
    #[must_use]
    pub fn margin(&self) -> Option<i128> {
        match self {
            Self::Count { needed, given, .. } => Some(beyond(needed, needed.border(), i128::from((*given)?))),
            Self::Share { needed, whole, given, .. } => {
                Some(beyond(needed, needed.border_of(*whole), i128::from((*given)?)))
            }
            Self::Day { needed, given } => {
                // Counted from the limit's own day, so that the first and the last day of the calendar do as well.
                let days = i128::from(days_between(*needed.value(), (*given)?));
                Some(match needed {
                    Limit::AtLeast(_) => days,
                    Limit::MoreThan(_) => days - 1,
                    Limit::AtMost(_) => -days,
                    Limit::LessThan(_) => -days - 1,
                })
            }
            Self::YesNo { .. } => None,
        }
    }

    /// Whether it was met; none where what was given is not known.
    #[must_use]
    pub fn met(&self) -> Option<bool> {
        match self {
            Self::YesNo { needed, given } => given.map(|given| given == *needed),
            _ => self.margin().map(|margin| margin >= 0),
        }
    }

    /// The unit of the margin.
    #[must_use]
    pub fn unit(&self) -> &str {
        match self {
            Self::Count { unit, .. } | Self::Share { unit, .. } => unit,
            Self::Day { .. } => "days",
            Self::YesNo { .. } => "",
        }
    }

    /// Whether it is about a day.
    #[must_use]
    pub fn is_day(&self) -> bool {
        matches!(self, Self::Day { .. })
    }

    /// Whether it bounds from above.
    #[must_use]
    pub fn is_ceiling(&self) -> bool {
        match self {
            Self::Count { needed, .. } => needed.is_ceiling(),
            Self::Share { needed, .. } => needed.is_ceiling(),
            Self::Day { needed, .. } => needed.is_ceiling(),
            Self::YesNo { .. } => false,
        }
    }

    /// What was needed, in words.
    #[must_use]
    pub fn needed_in_words(&self) -> String {
        match self {
            Self::Count { needed, unit, .. } => {
                format!("{} {unit}", needed.map(grouped))
            }
            Self::Share { needed, whole, of, unit, .. } => {
                let border = grouped(needed.border_of(*whole).max(0));
                let bound = if needed.is_ceiling() { "at most" } else { "at least" };
                format!("{needed} of {} {of}: {bound} {border} {unit}", grouped(whole))
            }
            Self::Day { needed, .. } => match needed {
                Limit::AtLeast(day) => format!("on {day} or later"),
                Limit::MoreThan(day) => format!("after {day}"),
                Limit::AtMost(day) => format!("on {day} or earlier"),
                Limit::LessThan(day) => format!("before {day}"),
            },
            Self::YesNo { needed, .. } => yes_or_no(*needed).to_owned(),
        }
    }

    /// What was given, in words.
    #[must_use]
    pub fn given_in_words(&self) -> String {
        let words = match self {
            Self::Count { given, unit, .. } => given.map(|given| format!("{} {unit}", grouped(given))),
            Self::Share { given, unit, whole, .. } => {
                given.map(|given| format!("{} {unit} ({})", grouped(given), percent(given, *whole)))
            }
            Self::Day { given, .. } => given.map(|given| given.to_string()),
            Self::YesNo { given, .. } => given.map(|given| yes_or_no(given).to_owned()),
        };
        words.unwrap_or_else(|| "not known".to_owned())
    }
}

impl<T: Copy> Limit<T> {
    /// The same word with another form of the value.
    #[must_use]
    pub fn map<U>(self, to: impl FnOnce(T) -> U) -> Limit<U> {
        match self {
            Self::AtLeast(value) => Limit::AtLeast(to(value)),
            Self::MoreThan(value) => Limit::MoreThan(to(value)),
            Self::AtMost(value) => Limit::AtMost(to(value)),
            Self::LessThan(value) => Limit::LessThan(to(value)),
        }
    }
}

fn beyond<T>(limit: &Limit<T>, border: i128, given: i128) -> i128 {
    if limit.is_ceiling() { border - given } else { given - border }
}

/// Days from one to the other; negative when the other comes first.
fn days_between(from: Date, to: Date) -> i64 {
    // A difference of two days of jiff's calendar always fits.
    from.duration_until(to).as_hours() / 24
}

fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_day_is_counted_from_its_limit() {
        let limit = date(2026, 3, 31);
        let margin = |needed, day| Measure::day(needed, date(2026, 4, day)).margin();
        assert_eq!(margin(Limit::AtLeast(limit), 2), Some(2));
        assert_eq!(margin(Limit::MoreThan(limit), 1), Some(0));
        assert_eq!(margin(Limit::AtMost(limit), 1), Some(-1));
        assert_eq!(margin(Limit::LessThan(limit), 1), Some(-2));
        let all = Measure::day(Limit::AtMost(Date::MAX), Date::MIN).margin().unwrap();
        assert!(all > 7_000_000, "{all}");
    }

    #[test]
    fn nothing_is_less_than_none() {
        assert_eq!(Limit::LessThan(0).border(), -1);
        assert_eq!(Measure::count(Limit::LessThan(0), 0, "members").met(), Some(false));
        assert_eq!(Measure::count(Limit::MoreThan(u64::MAX), u64::MAX, "members").margin(), Some(-1));
    }

    proptest! {
        /// The border is the law's wording, compared by cross-multiplication.
        #[test]
        fn a_share_is_compared_exactly(
            given: u64, whole: u64, (n, d) in (1u32..).prop_flat_map(|d| (0..=d, Just(d)))
        ) {
            let share = Share::new(n, d).unwrap();
            let (left, right) = (u128::from(given) * u128::from(d), u128::from(whole) * u128::from(n));
            let met = |limit| Measure::share(limit, given, "votes", whole, "voters").met();
            prop_assert_eq!(met(Limit::AtLeast(share)), Some(left >= right));
            prop_assert_eq!(met(Limit::MoreThan(share)), Some(left > right));
            prop_assert_eq!(met(Limit::AtMost(share)), Some(left <= right));
            prop_assert_eq!(met(Limit::LessThan(share)), Some(left < right));
        }
    }
}
