use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::{Ratio, Sequence, SequenceError};
use crate::exact::greatest_common_divisor;

/// The series d(0), d(1), d(2), … by which votes are divided for the first, second, third … seat.
///
/// | series | d(s) | leans to | where |
/// |---|---|---|---|
/// | [`DHondt`](Self::DHondt) | s + 1 | the large | Spain, Portugal, Poland, Netherlands, Japan, Türkiye |
/// | [`SainteLague`](Self::SainteLague) | 2s + 1 | nobody | Germany, New Zealand, Latvia |
/// | [`ModifiedSainteLague`](Self::ModifiedSainteLague) | 1.4, then 2s + 1 | nobody, save against a first seat | Norway; Sweden (1.2 since 2018) |
/// | [`Adams`](Self::Adams) | s | the small | Japan's prefectures, French departments |
/// | [`Dean`](Self::Dean) | harmonic mean of s and s + 1 | the small, in the first seats | nowhere |
/// | [`HuntingtonHill`](Self::HuntingtonHill) | √(s(s + 1)) | the small, in the first seats | US House since 1941 |
/// | [`Danish`](Self::Danish) | 3s + 1 | the small | Danish levelling seats, within a region |
/// | [`Imperiali`](Self::Imperiali) | (s + 2)/2 | the large, strongly | Belgian municipalities |
/// | [`Macanese`](Self::Macanese) | 2^s | the small, strongly | Macau |
/// | [`Estonian`](Self::Estonian) | (s + 1)^0.9 | the large | Estonia's compensation mandates |
/// | [`Sequence`](Self::Sequence) | any, given as data | | |
///
/// Each is described with its thresholds for a first seat among p parties and M seats, the share that may do
/// and the largest that may not ([`theory::inclusion`](super::theory::inclusion),
/// [`theory::exclusion`](super::theory::exclusion)), and with its bias: the seats that a share gets beyond
/// its exact part, on average over all house sizes ([`theory::average_bias`](super::theory::average_bias)).
///
/// A series that begins with 0 makes the first claim of everybody infinite: while there are fewer seats than
/// parties with votes, the claims are ordered by the votes themselves (Balinski and Young 1982, appendix A).
///
/// It is written and read as the word of its [method](crate::Method::name): `dhondt`, `modified-sainte-lague:6/5`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Divisor {
    /// 1, 2, 3, … (Jefferson 1792, D'Hondt 1878): votes by a divisor, rounded down. The only divisor method
    /// that never gives less than the exact share rounded down. Makes the most seats a vote that any party
    /// has as few as can be.
    ///
    /// Thresholds 1/(M + p − 1) and 1/(M + 1). Bias (p·share − 1)/2: half a seat for each party, given back
    /// by shares. The US House by the censuses from 1790 to 1830; Spain, Portugal, Poland, the Netherlands,
    /// Japan's blocks, Scotland's regions, Türkiye.
    DHondt,
    /// 1, 3, 5, … (Webster 1832, Sainte-Laguë 1910): votes by a divisor, rounded to the nearest. Makes the
    /// squared differences of seats a vote, weighed by votes, as small as can be.
    ///
    /// Thresholds 1/(2M + p − 2) and 1/(2M − p + 2), or 1/(M + 1) when M < p − 1. No bias. The US House by
    /// the censuses of 1840, 1910 and 1930; Germany since 2009, New Zealand since 1996, Latvia.
    SainteLague,
    /// f, 3, 5, …: Sainte-Laguë with another first divisor f; above 1 it makes the first seat dearer.
    ///
    /// Thresholds, for f ≥ 1 and M ≥ 2(p − 1), f/(2M − 1 + f(p − 1)) and f/(2M − p + 1 + f). No bias beyond
    /// the first seat. 1.4 in Norway and, until the election of 2014, in Sweden; 1.2 in Sweden since 2018.
    ModifiedSainteLague(FirstDivisor),
    /// 0, 1, 2, … (J. Q. Adams 1832): votes by a divisor, rounded up. The only divisor method that never
    /// gives more than the exact share rounded up.
    ///
    /// With M ≥ p everybody with votes has a seat: both thresholds are 0. Bias (1 − p·share)/2, D'Hondt's
    /// turned round. Japan's districts by prefecture since the census of 2020; French departments, whose law
    /// gave a deputy for every 125,000 inhabitants begun (the divisor was fixed, not the house).
    Adams,
    /// 0, 4/3, 12/5, …: 2s(s + 1)/(2s + 1), the harmonic mean of s and s + 1 (James Dean 1832). No seat moved
    /// between two states would bring their numbers of persons a seat closer together.
    ///
    /// Thresholds 0 when M ≥ p; no bias in a large house, some to the small while they have few seats.
    /// Proposed for the US House, never enacted.
    Dean,
    /// 0, √2, √6, …: √(s(s + 1)), the geometric mean of s and s + 1 (Hill 1911, Huntington 1921). No seat
    /// moved between two states would make the relative difference of their persons a seat smaller.
    ///
    /// Thresholds 0 when M ≥ p; no bias in a large house, a little to the small while they have few seats.
    /// The law of the US House since 1941 (2 U.S.C. 2a).
    HuntingtonHill,
    /// 1, 4, 7, …: votes by a divisor, rounded up from a third on.
    ///
    /// Thresholds 1/(3M + p − 3) and 1/(3M − 2p + 3), or 1/(M + 1) when M < p − 1. Bias (1 − p·share)/6.
    /// Denmark places a region's levelling seats in constituencies by it (Folketingsvalgloven § 79).
    Danish,
    /// 1, 1.5, 2, … (Imperiali 1921): as 2, 3, 4, …, so that a party pays for one seat more than it gets.
    /// Does not always meet exact shares.
    ///
    /// Thresholds 2/(M + 2p − 1) and 2/(M + 3). Bias 3(p·share − 1)/2, three times D'Hondt's. Belgian
    /// municipal elections.
    Imperiali,
    /// 1, 2, 4, 8, …: powers of two. Each further seat is so dear that a large house is shared almost
    /// equally, whatever the votes.
    ///
    /// Thresholds 1/(2^(M−1) + p − 1) and, when p > M, 1/(M + 1). The bias grows with the house. Macau (Law
    /// 3/2001, art. 17).
    Macanese,
    /// 1, 2^0.9, 3^0.9, … Leans to the large more than D'Hondt does, since each further seat adds less to the
    /// price. Votes are compared exactly, as integers to the tenth power: v/(a^0.9) > w/(b^0.9) when v¹⁰·b⁹ >
    /// w¹⁰·a⁹.
    ///
    /// No closed form of its thresholds is known here. Estonia's compensation mandates (Riigikogu Election
    /// Act § 62).
    Estonian,
    /// Any growing series of fractions, given as data. Its thresholds and bias are known when it grows by
    /// equal steps.
    Sequence(Arc<Sequence>),
}

/// The first divisor of a modified Sainte-Laguë series: more than 0 and less than 3, the second one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FirstDivisor {
    numerator: u32,
    denominator: u32,
}

impl FirstDivisor {
    /// 1.4: Norway; Sweden from 1952 to the election of 2014.
    pub const SEVEN_FIFTHS: Self = Self { numerator: 7, denominator: 5 };
    /// 1.2: Sweden since the election of 2018.
    pub const SIX_FIFTHS: Self = Self { numerator: 6, denominator: 5 };

    /// The fraction `numerator / denominator`, in lowest terms a denominator of at most 10⁹.
    ///
    /// # Errors
    ///
    /// [`SequenceError`] when it is not between 0 and 3, both excluded.
    pub fn new(numerator: u32, denominator: u32) -> Result<Self, SequenceError> {
        let divisor = greatest_common_divisor(numerator, denominator).max(1);
        let (numerator, denominator) = (numerator / divisor, denominator / divisor);
        let grows = u64::from(numerator) < 3 * u64::from(denominator);
        if numerator == 0 || denominator == 0 || !grows || denominator > 1_000_000_000 {
            return Err(SequenceError::FirstDivisor { numerator, denominator });
        }
        Ok(Self { numerator, denominator })
    }

    /// As an exact fraction.
    #[must_use]
    pub fn ratio(self) -> Ratio {
        Ratio { numerator: self.numerator.into(), denominator: self.denominator.into() }
    }

    pub(super) fn parts(self) -> (u64, u64) {
        (self.numerator.into(), self.denominator.into())
    }
}

/// `7/5`.
impl fmt::Display for FirstDivisor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.ratio().fmt(f)
    }
}

/// Reads `7/5` or `1.4`.
impl FromStr for FirstDivisor {
    type Err = SequenceError;

    fn from_str(text: &str) -> Result<Self, SequenceError> {
        let ratio = super::sequence::fraction(text)?;
        let unfit = || SequenceError::NotAFraction(text.to_owned());
        Self::new(
            u32::try_from(ratio.numerator).map_err(|_| unfit())?,
            u32::try_from(ratio.denominator).map_err(|_| unfit())?,
        )
    }
}

/// One divisor of a series, exactly. It is written and read as it is shown: `7/5`, `√6`, `3^(9/10)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DivisorValue {
    /// A fraction.
    Fraction(Ratio),
    /// The square root of a whole number.
    RootOf(u128),
    /// A whole number to a power.
    Power {
        /// What is raised.
        base: u64,
        /// To which power.
        exponent: Ratio,
    },
}

impl DivisorValue {
    /// The nearest floating-point number, for showing.
    #[must_use]
    #[allow(clippy::float_arithmetic)]
    pub fn to_f64(self) -> f64 {
        match self {
            Self::Fraction(ratio) => ratio.to_f64(),
            Self::RootOf(square) => (square as f64).sqrt(),
            Self::Power { base, exponent } => (base as f64).powf(exponent.to_f64()),
        }
    }
}

/// `7/5`, `√6`, `3^(9/10)`.
impl fmt::Display for DivisorValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fraction(ratio) => ratio.fmt(f),
            Self::RootOf(square) => write!(f, "√{square}"),
            Self::Power { base, exponent } if exponent.denominator == 1 => write!(f, "{base}^{exponent}"),
            Self::Power { base, exponent } => write!(f, "{base}^({exponent})"),
        }
    }
}

impl Divisor {
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::DHondt => "dhondt",
            Self::SainteLague => "sainte-lague",
            Self::ModifiedSainteLague(_) => "modified-sainte-lague",
            Self::Adams => "adams",
            Self::Dean => "dean",
            Self::HuntingtonHill => "huntington-hill",
            Self::Danish => "danish",
            Self::Imperiali => "imperiali",
            Self::Macanese => "macanese",
            Self::Estonian => "estonian",
            Self::Sequence(_) => "sequence",
        }
    }

    pub(super) fn title(&self) -> &'static str {
        match self {
            Self::DHondt => "D'Hondt highest averages",
            Self::SainteLague => "Sainte-Laguë highest averages",
            Self::ModifiedSainteLague(_) => "modified Sainte-Laguë highest averages",
            Self::Adams => "Adams highest averages",
            Self::Dean => "Dean highest averages",
            Self::HuntingtonHill => "Huntington-Hill highest averages",
            Self::Danish => "Danish highest averages",
            Self::Imperiali => "Imperiali highest averages",
            Self::Macanese => "Macanese highest averages (powers of two)",
            Self::Estonian => "Estonian highest averages (to the power of 0.9)",
            Self::Sequence(_) => "highest averages by a given sequence",
        }
    }

    /// The divisor of a party's seat number `held` + 1, when it holds `held` seats already.
    ///
    /// ```
    /// use sailau_apportion::Divisor;
    ///
    /// let show = |series: Divisor| (0..4).map(|held| series.after(held).to_string()).collect::<Vec<_>>();
    /// assert_eq!(show(Divisor::SainteLague), ["1", "3", "5", "7"]);
    /// assert_eq!(show(Divisor::Imperiali), ["1", "3/2", "2", "5/2"]);
    /// assert_eq!(show(Divisor::HuntingtonHill), ["0", "√2", "√6", "√12"]);
    /// ```
    #[must_use]
    pub fn after(&self, held: u32) -> DivisorValue {
        let held = u128::from(held);
        let fraction = |numerator: u128, denominator: u128| {
            let halves = u32::from(denominator == 2 && numerator.is_multiple_of(2));
            DivisorValue::Fraction(Ratio {
                numerator: numerator >> halves,
                denominator: denominator >> halves,
            })
        };
        match self {
            Self::DHondt => fraction(held + 1, 1),
            Self::SainteLague => fraction(2 * held + 1, 1),
            Self::ModifiedSainteLague(first) if held == 0 => DivisorValue::Fraction(first.ratio()),
            Self::ModifiedSainteLague(_) => fraction(2 * held + 1, 1),
            Self::Adams => fraction(held, 1),
            Self::Dean if held == 0 => fraction(0, 1),
            Self::Dean => fraction(2 * held * (held + 1), 2 * held + 1),
            Self::HuntingtonHill if held == 0 => fraction(0, 1),
            Self::HuntingtonHill => DivisorValue::RootOf(held * (held + 1)),
            Self::Danish => fraction(3 * held + 1, 1),
            Self::Imperiali => fraction(held + 2, 2),
            Self::Macanese => {
                DivisorValue::Power { base: 2, exponent: Ratio { numerator: held, denominator: 1 } }
            }
            Self::Estonian => DivisorValue::Power {
                // A u32 and one more.
                base: u64::try_from(held + 1).unwrap_or(u64::MAX),
                exponent: Ratio { numerator: 9, denominator: 10 },
            },
            Self::Sequence(sequence) => DivisorValue::Fraction(sequence.after(held)),
        }
    }
}
