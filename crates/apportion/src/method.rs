use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::names::{method_called, no_method};
use super::{Divisor, FirstDivisor, Quota, Sequence, SequenceError};
use crate::text::folded;

/// How votes become seats.
///
/// In rules files and on command lines a method is one lower-case word, see [`Method::name`]. Which theorems
/// hold for it, its thresholds and its bias: [`theory`](super::theory). One example by many methods: [the
/// page of this room](super#one-example-many-methods).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// Whole quotas first, then one seat each to the largest remainders; see [`Quota`].
    ///
    /// With Hare's quota this is Hamilton's method, the law of the US House by the censuses from 1850 to
    /// 1890; Kazakhstan, Russia and Ukraine use it. It stays within the exact share rounded down and up and
    /// has no bias, but a seat more for the house can cost a party one (Alabama 1880), and so can votes won.
    LargestRemainder(Quota),
    /// Whole quotas first, then each seat left over to the largest quotient v/(s + 1), s being the seats
    /// held: Hagenbach-Bischoff's way (1888) of finding D'Hondt's seats, as the laws of the Netherlands and
    /// Switzerland have it.
    ///
    /// It finds them with every quota: whole quotas that do not exceed the house are never more than
    /// D'Hondt's seats, and a quota that exceeds it is lowered (see [`Quota::Imperiali`]). So bias and
    /// thresholds are D'Hondt's.
    QuotaThenAverages(Quota),
    /// Whole quotas first, then one seat each to the largest v/⌊q⌋, the remainder relative to the whole
    /// quotas (Lowndes 1822 with Hare's quota, proposed for the US House and never enacted). Who has no whole
    /// quota comes first, by votes. Leans to the small.
    ///
    /// With Hare's quota the thresholds for M seats and p parties are 0 (1/p when M = 1) and (p − 2)/((p −
    /// 1)M), or 1/(M + 1) when M < p. No formula of its bias is known here.
    RelativeRemainder(Quota),
    /// Each seat to the highest quotient v/d(s), s being the seats held; see [`Divisor`] for the series d.
    ///
    /// All these methods are free of the paradoxes: nobody loses a seat to a larger house, to votes won or to
    /// a party that joins. None always stays within the exact share rounded down and up.
    HighestAverages(Divisor),
    /// Balinski and Young's quota method (1975): seats one by one to the highest v/(s + 1) among those whom
    /// the next seat does not lift above their exact share rounded up. Nobody loses a seat when the house
    /// grows, nobody leaves the share rounded down and up; votes won can still cost a seat. Never enacted.
    ///
    /// Leans to the large as D'Hondt does, as far as the share rounded up allows. Thresholds: no closed form
    /// is known here. See [`balinski_young`](super::balinski_young).
    BalinskiYoung,
    /// All seats to the most votes: first past the post when there is one seat, the party block vote
    /// otherwise (Singapore's group constituencies, US electors in all but two states).
    ///
    /// Thresholds 1/p and 1/2. As large a bias to the large as there can be.
    Block,
}

impl Method {
    /// D'Hondt's method.
    pub const DHONDT: Self = Self::HighestAverages(Divisor::DHondt);
    /// Sainte-Laguë's method.
    pub const SAINTE_LAGUE: Self = Self::HighestAverages(Divisor::SainteLague);
    /// The method of Huntington and Hill.
    pub const HUNTINGTON_HILL: Self = Self::HighestAverages(Divisor::HuntingtonHill);
    /// Hare's quota and largest remainders.
    pub const HARE: Self = Self::LargestRemainder(Quota::Hare);

    /// Every method that has a name of its own, in the order of the documentation.
    ///
    /// Modified Sainte-Laguë stands here with its first divisor 1.4; series given as data are not listed.
    pub const ALL: [Self; 27] = [
        Self::LargestRemainder(Quota::Hare),
        Self::LargestRemainder(Quota::Droop),
        Self::LargestRemainder(Quota::HagenbachBischoff),
        Self::LargestRemainder(Quota::Imperiali),
        Self::LargestRemainder(Quota::ReinforcedImperiali),
        Self::QuotaThenAverages(Quota::Hare),
        Self::QuotaThenAverages(Quota::Droop),
        Self::QuotaThenAverages(Quota::HagenbachBischoff),
        Self::QuotaThenAverages(Quota::Imperiali),
        Self::QuotaThenAverages(Quota::ReinforcedImperiali),
        Self::RelativeRemainder(Quota::Hare),
        Self::RelativeRemainder(Quota::Droop),
        Self::RelativeRemainder(Quota::HagenbachBischoff),
        Self::RelativeRemainder(Quota::Imperiali),
        Self::RelativeRemainder(Quota::ReinforcedImperiali),
        Self::HighestAverages(Divisor::DHondt),
        Self::HighestAverages(Divisor::SainteLague),
        Self::HighestAverages(Divisor::ModifiedSainteLague(FirstDivisor::SEVEN_FIFTHS)),
        Self::HighestAverages(Divisor::Adams),
        Self::HighestAverages(Divisor::Dean),
        Self::HighestAverages(Divisor::HuntingtonHill),
        Self::HighestAverages(Divisor::Danish),
        Self::HighestAverages(Divisor::Imperiali),
        Self::HighestAverages(Divisor::Macanese),
        Self::HighestAverages(Divisor::Estonian),
        Self::BalinskiYoung,
        Self::Block,
    ];

    /// The word for this method in rules files and on command lines; it reads back as the same method.
    ///
    /// ```
    /// use sailau_apportion::{Method, Quota};
    ///
    /// assert_eq!(Method::DHONDT.name(), "dhondt");
    /// assert_eq!(Method::RelativeRemainder(Quota::Hare).name(), "hare-relative");
    /// let sweden: Method = "modified-sainte-lague:1.2".parse()?;
    /// assert_eq!(sweden.name(), "modified-sainte-lague:6/5");
    /// # Ok::<(), sailau_apportion::UnknownMethod>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> Cow<'static, str> {
        match self {
            Self::LargestRemainder(quota) => quota.word().into(),
            Self::QuotaThenAverages(quota) => format!("{}-averages", quota.word()).into(),
            Self::RelativeRemainder(quota) => format!("{}-relative", quota.word()).into(),
            Self::HighestAverages(Divisor::ModifiedSainteLague(first))
                if *first != FirstDivisor::SEVEN_FIFTHS =>
            {
                format!("modified-sainte-lague:{first}").into()
            }
            Self::HighestAverages(Divisor::Sequence(sequence)) => format!("sequence:{sequence}").into(),
            Self::HighestAverages(divisor) => divisor.word().into(),
            Self::BalinskiYoung => "balinski-young".into(),
            Self::Block => "block".into(),
        }
    }

    /// The method's name as a sentence would have it, such as "Hare quota and largest remainders".
    #[must_use]
    pub fn title(&self) -> Cow<'static, str> {
        match self {
            Self::LargestRemainder(quota) => format!("{} and largest remainders", quota.title()).into(),
            Self::QuotaThenAverages(quota) => format!("{} and highest averages", quota.title()).into(),
            Self::RelativeRemainder(quota) => {
                format!("{} and largest relative remainders", quota.title()).into()
            }
            Self::HighestAverages(divisor) => divisor.title().into(),
            Self::BalinskiYoung => "Balinski-Young quota method".into(),
            Self::Block => "block vote: most votes take all".into(),
        }
    }

    /// Whether seats of this method follow from a divisor.
    #[must_use]
    pub fn divisor(&self) -> Option<&Divisor> {
        if let Self::HighestAverages(divisor) = self { Some(divisor) } else { None }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

/// A word that names no method.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnknownMethod {
    /// No such word.
    Word(
        /// The word as it was given.
        String,
    ),
    /// A parameter that does not fit.
    Divisors(SequenceError),
}

impl fmt::Display for UnknownMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => write!(f, "{}", no_method(word, &[])),
            Self::Divisors(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for UnknownMethod {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Word(_) => None,
            Self::Divisors(error) => Some(error),
        }
    }
}

impl From<SequenceError> for UnknownMethod {
    fn from(error: SequenceError) -> Self {
        Self::Divisors(error)
    }
}

/// Reads a [`Method::name`], or one of the names that the field knows besides, such as `hamilton`, `jefferson`, `webster`,
/// `hill`, `first-past-the-post`. Capitals, accents, apostrophes and spaces make no other name: `D'Hondt` and
/// `Sainte-Laguë` are read. A first divisor or a series of one's own follows a colon: `modified-sainte-lague:1.2`,
/// `sequence:1,3/2,2`.
impl FromStr for Method {
    type Err = UnknownMethod;

    fn from_str(word: &str) -> Result<Self, UnknownMethod> {
        if let Some((name, parameter)) = word.split_once(':') {
            match &*folded(name) {
                "modified-sainte-lague" => {
                    return Ok(Self::HighestAverages(Divisor::ModifiedSainteLague(
                        parameter.trim().parse()?,
                    )));
                }
                "sequence" => {
                    let sequence: Sequence = parameter.trim().parse()?;
                    return Ok(Self::HighestAverages(Divisor::Sequence(Arc::new(sequence))));
                }
                _ => {}
            }
        }
        method_called(word).ok_or_else(|| UnknownMethod::Word(word.to_owned()))
    }
}
