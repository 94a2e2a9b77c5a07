use std::fmt;

use super::Line;
use crate::{Method, Quota};

/// Which of the field's theorems hold for a method, whatever the votes and the house.
///
/// A `false` means that there are votes that break the rule, not that they are common. Tied seats are
/// understood as still to be given; the rules hold of the sure seats and of what a tie can bring.
///
/// | | lower quota | upper quota | house | population | consistent |
/// |---|---|---|---|---|---|
/// | D'Hondt | yes | | yes | yes | yes |
/// | Adams | | yes | yes | yes | yes |
/// | every other divisor method | | | yes | yes | yes |
/// | whole quotas, then averages: D'Hondt's seats | yes | | yes | yes | yes |
/// | largest remainders, Hare | yes | yes | | | |
/// | largest remainders, a lower quota | yes | | | | |
/// | relative remainders, Hare, Droop or Hagenbach-Bischoff | yes | yes | | | |
/// | relative remainders, Imperiali's quotas | yes | | | | |
/// | quota method of Balinski and Young | yes | yes | yes | | |
/// | block | | | yes | yes | yes |
///
/// The whole-number Droop quota exceeds Hare's when there are fewer votes than S(S + 1) for S seats; the
/// table is about elections with as many votes. Source: Balinski and Young, *Fair Representation* (1982),
/// appendix A. No method can be population monotone and stay within the quota (their theorem 6.1).
///
/// ```
/// use sailau_apportion::{Method, theory::Properties};
///
/// let of = |method: &Method| Properties::of(method).to_string();
/// assert_eq!(of(&Method::HARE), "lower quota, upper quota");
/// assert_eq!(of(&Method::DHONDT), "lower quota, house monotone, population monotone, consistent");
/// // No method has all of it.
/// assert!(Method::ALL.iter().map(Properties::of).all(|has| !(has.upper_quota && has.population_monotone
///     && has.lower_quota)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Properties {
    /// Nobody gets less than its exact share S·v/V rounded down.
    pub lower_quota: bool,
    /// Nobody gets more than its exact share rounded up.
    pub upper_quota: bool,
    /// Nobody loses a seat when the house grows: free of the Alabama paradox.
    pub house_monotone: bool,
    /// When a party's votes grow faster than another's, it never loses a seat while the other wins one: free
    /// of the population paradox.
    pub population_monotone: bool,
    /// Any group of parties, sharing the seats it got among itself, shares them the same way (also coherent,
    /// uniform): free of the paradox of new states.
    pub consistent: bool,
}

impl Properties {
    /// The properties of a method.
    #[must_use]
    pub fn of(method: &Method) -> Self {
        let none = Self {
            lower_quota: false,
            upper_quota: false,
            house_monotone: false,
            population_monotone: false,
            consistent: false,
        };
        // All three follow from one multiplier for everybody.
        let by_divisor = Self { house_monotone: true, population_monotone: true, consistent: true, ..none };
        match method {
            Method::HighestAverages(divisor) => {
                let line = Line::of(divisor);
                Self {
                    lower_quota: line.is_some_and(|line| line.first == line.slope),
                    upper_quota: line.is_some_and(|line| line.first == 0),
                    ..by_divisor
                }
            }
            Method::LargestRemainder(quota) => {
                Self { lower_quota: true, upper_quota: *quota == Quota::Hare, ..none }
            }
            // With q the exact share and a quota V/(S + s), s up to 1, a party that whole quotas have brought
            // to ⌈q⌉ has so small a relative remainder that the seats left over end before it.
            Method::RelativeRemainder(quota) => Self {
                lower_quota: true,
                upper_quota: !matches!(quota, Quota::Imperiali | Quota::ReinforcedImperiali),
                ..none
            },
            Method::QuotaThenAverages(_) => Self::of(&Method::DHONDT),
            Method::BalinskiYoung => {
                Self { lower_quota: true, upper_quota: true, house_monotone: true, ..none }
            }
            Method::Block => by_divisor,
        }
    }
}

/// The names of those that hold, such as `lower quota, upper quota`.
impl fmt::Display for Properties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = [
            (self.lower_quota, "lower quota"),
            (self.upper_quota, "upper quota"),
            (self.house_monotone, "house monotone"),
            (self.population_monotone, "population monotone"),
            (self.consistent, "consistent"),
        ];
        let mut comma = "";
        for (_, name) in all.into_iter().filter(|(holds, _)| *holds) {
            write!(f, "{comma}{name}")?;
            comma = ", ";
        }
        Ok(())
    }
}
