use super::Ratio;

/// The price of one seat, in votes. V is the sum of the votes, S the house size.
///
/// | quota | V by | bias | where |
/// |---|---|---|---|
/// | Hare | S | none | Kazakhstan (art. 97-1), Russia, Ukraine |
/// | Droop | S + 1, integer part plus one | to the large | South Africa |
/// | Hagenbach-Bischoff | S + 1 | to the large | as a first step in Switzerland and Luxembourg |
/// | Imperiali | S + 2 | strongly to the large | Italy 1956-1992, Ecuador for a time |
/// | reinforced Imperiali | S + 3 | stronger still | Italy's Chamber in 1948-1953 in some districts |
///
/// With remainders, a party is sure of a seat from the share that [`theory`](super::theory) gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Quota {
    /// V / S, exact (Hare, Hamilton, Niemeyer). Neutral between large and small; open to the Alabama paradox.
    Hare,
    /// ⌊V / (S + 1)⌋ + 1, a whole number (Droop 1881): the smallest that no more than S parties' worth of
    /// votes can reach.
    Droop,
    /// V / (S + 1), exact (Hagenbach-Bischoff 1888). When the votes are exact multiples, S + 1 whole quotas
    /// claim S seats: that is a tie of all their holders.
    HagenbachBischoff,
    /// V / (S + 2), exact. When whole quotas exceed the house, the count is repeated with V / (S + 1), as
    /// Italy's law had it (decree 361 of 1957, art. 77: the divisor is lowered by one).
    Imperiali,
    /// V / (S + 3), exact. When whole quotas exceed the house, the divisor is lowered by one, and by one again.
    ReinforcedImperiali,
}

impl Quota {
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
            Self::ReinforcedImperiali => Ratio { numerator: votes, denominator: seats + 3 },
        }
    }

    /// The quota that takes this one's place when its whole quotas exceed the house.
    pub(super) fn lowered(self) -> Option<Self> {
        match self {
            Self::ReinforcedImperiali => Some(Self::Imperiali),
            Self::Imperiali => Some(Self::HagenbachBischoff),
            Self::Hare | Self::Droop | Self::HagenbachBischoff => None,
        }
    }
}
