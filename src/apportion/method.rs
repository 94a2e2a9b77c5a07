use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use super::Ratio;

/// How votes become seats.
///
/// In rules files and on command lines a method is one lower-case word, see [`Method::name`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// Whole quotas first, then the largest remainders: `hare`, `droop`, `hagenbach-bischoff`, `imperiali-quota`.
    LargestRemainder(Quota),
    /// Each seat to the highest quotient: `dhondt`, `sainte-lague`.
    HighestAverages(Divisor),
}

/// The price of one seat, in votes. V is the sum of the votes, S the house size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Quota {
    /// V / S, exact (Hare, Hamilton, Niemeyer). Used by Kazakhstan (art. 97-1), Russia, Ukraine. Neutral
    /// between large and small; open to the Alabama paradox.
    Hare,
    /// ⌊V / (S + 1)⌋ + 1, a whole number (Droop 1881): the smallest that no more than S parties' worth of
    /// votes can reach. Used by South Africa.
    Droop,
    /// V / (S + 1), exact (Hagenbach-Bischoff 1888). Leans to the large. When the votes are exact multiples,
    /// S + 1 whole quotas claim S seats: that is a tie of all their holders.
    HagenbachBischoff,
    /// V / (S + 2), exact (Imperiali; Italy's Chamber 1956-1992). Leans strongly to the large. When whole
    /// quotas exceed the house, the count is repeated with V / (S + 1), as Italy's law had it (decree 361 of
    /// 1957, art. 77: the divisor is lowered by one).
    Imperiali,
}

/// The series by which votes are divided for the first, second, third … seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Divisor {
    /// 1, 2, 3, … (Jefferson 1792, D'Hondt 1878). Leans to the large; never gives less than the whole Hare
    /// quotas. Used by Spain, the Netherlands, Portugal and many more.
    DHondt,
    /// 1, 3, 5, … (Webster 1832, Sainte-Laguë 1910). Neutral. Used by Germany, New Zealand, Latvia.
    SainteLague,
}

impl Quota {
    /// The quota for `votes` in all and a house of `seats`.
    ///
    /// It is at least one vote's worth of something: for `votes` > 0 the fraction is positive.
    ///
    /// ```
    /// use sailau::apportion::Quota;
    ///
    /// assert_eq!(Quota::Hare.of(6_638_629, 98).to_string(), "6638629/98");
    /// assert_eq!(Quota::Droop.of(100, 9).to_string(), "11");
    /// ```
    #[must_use]
    pub fn of(self, votes: u128, seats: u32) -> Ratio {
        let seats = u128::from(seats);
        match self {
            // A house of no seats has no Hare quota; 1 keeps the fraction a fraction.
            Self::Hare => Ratio { numerator: votes, denominator: seats.max(1) },
            Self::Droop => Ratio { numerator: votes / (seats + 1) + 1, denominator: 1 },
            Self::HagenbachBischoff => Ratio { numerator: votes, denominator: seats + 1 },
            Self::Imperiali => Ratio { numerator: votes, denominator: seats + 2 },
        }
    }
}

impl Divisor {
    /// The divisor of a party's seat number `held` + 1, when it holds `held` seats already.
    ///
    /// ```
    /// use sailau::apportion::Divisor;
    ///
    /// let series: Vec<u64> = (0..4).map(|held| Divisor::SainteLague.after(held)).collect();
    /// assert_eq!(series, [1, 3, 5, 7]);
    /// ```
    #[must_use]
    pub fn after(self, held: u32) -> u64 {
        let (slope, first) = self.line();
        slope * u64::from(held) + first
    }

    /// The series as a straight line: `slope` × seats held + `first`.
    pub(super) fn line(self) -> (u64, u64) {
        match self {
            Self::DHondt => (1, 1),
            Self::SainteLague => (2, 1),
        }
    }
}

impl Method {
    /// Every method of this version, in the order of the documentation.
    pub const ALL: [Self; 6] = [
        Self::LargestRemainder(Quota::Hare),
        Self::LargestRemainder(Quota::Droop),
        Self::LargestRemainder(Quota::HagenbachBischoff),
        Self::LargestRemainder(Quota::Imperiali),
        Self::HighestAverages(Divisor::DHondt),
        Self::HighestAverages(Divisor::SainteLague),
    ];

    /// The word for this method in rules files and on command lines.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::LargestRemainder(Quota::Hare) => "hare",
            Self::LargestRemainder(Quota::Droop) => "droop",
            Self::LargestRemainder(Quota::HagenbachBischoff) => "hagenbach-bischoff",
            Self::LargestRemainder(Quota::Imperiali) => "imperiali-quota",
            Self::HighestAverages(Divisor::DHondt) => "dhondt",
            Self::HighestAverages(Divisor::SainteLague) => "sainte-lague",
        }
    }

    /// The method's name as a sentence would have it, such as "Hare quota and largest remainders".
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::LargestRemainder(Quota::Hare) => "Hare quota and largest remainders",
            Self::LargestRemainder(Quota::Droop) => "Droop quota and largest remainders",
            Self::LargestRemainder(Quota::HagenbachBischoff) => {
                "Hagenbach-Bischoff quota and largest remainders"
            }
            Self::LargestRemainder(Quota::Imperiali) => "Imperiali quota and largest remainders",
            Self::HighestAverages(Divisor::DHondt) => "D'Hondt highest averages",
            Self::HighestAverages(Divisor::SainteLague) => "Sainte-Laguë highest averages",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A word that names no method.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not a method; the methods are {all}", all = Method::ALL.map(Method::name).join(", "))]
pub struct UnknownMethod(
    /// The word as it was given.
    pub String,
);

/// Reads a [`Method::name`], or one of the names `hamilton`, `jefferson` and `webster`.
impl FromStr for Method {
    type Err = UnknownMethod;

    fn from_str(word: &str) -> Result<Self, UnknownMethod> {
        match word {
            "hamilton" => Ok(Self::LargestRemainder(Quota::Hare)),
            "jefferson" => Ok(Self::HighestAverages(Divisor::DHondt)),
            "webster" => Ok(Self::HighestAverages(Divisor::SainteLague)),
            _ => Self::ALL
                .into_iter()
                .find(|method| method.name() == word)
                .ok_or_else(|| UnknownMethod(word.to_owned())),
        }
    }
}

impl Serialize for Method {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Method {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
