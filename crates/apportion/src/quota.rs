use std::fmt;
use std::str::FromStr;

use super::Ratio;
use crate::text::{folded, nearest};

/// The price of one seat, in votes. V is the sum of the votes, S the house size.
///
/// | quota | V by | leans to | where |
/// |---|---|---|---|
/// | Hare | S | nobody | Kazakhstan (art. 97-1), Russia, Ukraine, Georgia, Greece |
/// | Droop | S + 1, integer part plus one | the large | South Africa; Switzerland, with averages |
/// | Hagenbach-Bischoff | S + 1 | the large | the unrounded form of Droop's |
/// | Imperiali | S + 2 | the large, more | Italy's Chamber until 1992, Czech regions since 2021; both pool remainders in the country |
/// | reinforced Imperiali | S + 3 | the large, most | Italy's Chamber before 1956 (unverified) |
///
/// With remainders, a party can win a first seat from the share on that
/// [`theory::inclusion`](super::theory::inclusion) gives, and is sure of it beyond
/// [`theory::exclusion`](super::theory::exclusion). Their bias is that of
/// [`theory::average_bias`](super::theory::average_bias). Both are given below for M seats and p parties.
///
/// It is written and read as the word of its [method](super::Method::name) of largest remainders: `hare`, `droop`,
/// `hagenbach-bischoff`, `imperiali-quota`, `reinforced-imperiali-quota`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Quota {
    /// V / S, exact (Hamilton 1792, Hare 1857, Niemeyer 1970). Stays within the exact share rounded down and
    /// up, and makes the sum of all differences from it as small as can be. Open to the Alabama paradox.
    ///
    /// Thresholds 1/(pM) and (p − 1)/(pM), or 1/(M + 1) when M < p − 1. No bias.
    Hare,
    /// ⌊V / (S + 1)⌋ + 1, a whole number (Droop 1881): the smallest that at most S parties can have.
    ///
    /// Thresholds and bias as with Hagenbach-Bischoff, but for the rounding.
    Droop,
    /// V / (S + 1), exact (Hagenbach-Bischoff 1888). When the votes are exact multiples, S + 1 whole quotas
    /// claim S seats: that is a tie of all their holders.
    ///
    /// Thresholds 2/(p(M + 1)) and 1/(M + 1). Bias (p·share − 1)/p, for two parties as large as D'Hondt's,
    /// for more a p-th of a seat where D'Hondt takes half of one.
    HagenbachBischoff,
    /// V / (S + 2), exact. When whole quotas exceed the house, the count is repeated with V / (S + 1), as
    /// Italy's law had it (decree 361 of 1957, art. 77: the divisor is lowered by one).
    ///
    /// Never gives less than the exact share rounded down, often more than rounded up. No closed form of its
    /// thresholds or its bias is known here.
    Imperiali,
    /// V / (S + 3), exact. When whole quotas exceed the house, the divisor is lowered by one, and by one
    /// again. As for the rest, Imperiali's, more so.
    ReinforcedImperiali,
}

impl Quota {
    const ALL: [Self; 5] =
        [Self::Hare, Self::Droop, Self::HagenbachBischoff, Self::Imperiali, Self::ReinforcedImperiali];

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Hare => "hare",
            Self::Droop => "droop",
            Self::HagenbachBischoff => "hagenbach-bischoff",
            Self::Imperiali => "imperiali-quota",
            Self::ReinforcedImperiali => "reinforced-imperiali-quota",
        }
    }

    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Hare => "Hare quota",
            Self::Droop => "Droop quota",
            Self::HagenbachBischoff => "Hagenbach-Bischoff quota",
            Self::Imperiali => "Imperiali quota",
            Self::ReinforcedImperiali => "reinforced Imperiali quota",
        }
    }

    /// The quota for `votes` in all and a house of `seats`.
    ///
    /// It is at least one vote's worth of something: for `votes` > 0 the fraction is positive.
    ///
    /// ```
    /// use sailau_apportion::Quota;
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
            Self::ReinforcedImperiali => Ratio { numerator: votes, denominator: seats + 3 },
        }
    }

    /// The quota that takes this one's place when its whole quotas exceed the house.
    #[doc(hidden)]
    #[must_use]
    pub fn lowered(self) -> Option<Self> {
        match self {
            Self::ReinforcedImperiali => Some(Self::Imperiali),
            Self::Imperiali => Some(Self::HagenbachBischoff),
            Self::Hare | Self::Droop | Self::HagenbachBischoff => None,
        }
    }
}

/// Capitals, accents and spaces make no other word, as with [methods](super::Method).
impl FromStr for Quota {
    type Err = UnknownQuota;

    fn from_str(word: &str) -> Result<Self, UnknownQuota> {
        let plain = folded(word);
        let called = |quota: &Self| quota.word() == plain || quota.word() == format!("{plain}-quota");
        Self::ALL.into_iter().find(called).ok_or_else(|| UnknownQuota(word.to_owned()))
    }
}

/// A word that names no quota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownQuota(
    /// The word as it was given.
    pub String,
);

impl fmt::Display for UnknownQuota {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (word, words) = (&self.0, Quota::ALL.map(Quota::word));
        let meant = nearest(word, words);
        let meant = meant.map_or("the".to_owned(), |meant| format!("did you mean `{meant}`? The"));
        write!(f, "`{word}` is not a quota; {meant} quotas are {}", words.join(", "))
    }
}

impl std::error::Error for UnknownQuota {}
