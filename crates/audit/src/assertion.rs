//! What is to be confirmed: a sum over papers is above 0.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use thiserror::Error;

use crate::assorter::Assorter;
use crate::margin::Margin;

/// The papers of a contest as they were reported, counted by kind. A kind is whatever a paper can be read as: a ballot for a
/// list, one against all, a blank one.
///
/// ```
/// use sailau_audit::Papers;
///
/// // Two lists, and 40 papers of 1,000 that are invalid.
/// let papers = Papers::new(vec![500, 460], 1_000)?;
/// assert_eq!(papers.other(), 40);
/// # Ok::<(), sailau_audit::AssertionError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written")]
pub struct Papers {
    by_kind: Vec<u64>,
    population: u64,
}

#[derive(Deserialize)]
struct Written {
    by_kind: Vec<u64>,
    population: u64,
}

impl TryFrom<Written> for Papers {
    type Error = AssertionError;

    fn try_from(written: Written) -> Result<Self, AssertionError> {
        Self::new(written.by_kind, written.population)
    }
}

/// Coefficients of the kinds of papers; the assertion is that their sum over all papers is above 0. A paper of no kind
/// (invalid, or of another contest in the same box) counts 0, unless it is said to count [otherwise](Self::counting_no_kind): in
/// a share of all papers that are in the boxes an invalid one is as good as any other.
///
/// Whoever asserts that 500 papers for one list outweigh 460 for another says
///
/// ```
/// use sailau_audit::{Assertion, Papers};
///
/// let papers = Papers::new(vec![500, 460], 1_000)?;
/// let first_wins = Assertion::new(vec![1, -1])?;
/// assert_eq!(first_wins.sum(&papers)?, 40);
/// assert_eq!(first_wins.margin(&papers)?.to_string(), "20");
/// # Ok::<(), sailau_audit::AssertionError>(())
/// ```
///
/// Fractions are made whole by their common denominator first, which changes nothing that follows: `V₁/3 > V₂/4` is
/// `vec![4, -3]`. Stark 2020 (SHANGRLA, arXiv 1911.10035) and Blom and others 2021 (arXiv 2107.11903) have such assertions for
/// plurality, thresholds, divisor methods and largest remainders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Coefficients", into = "Coefficients")]
pub struct Assertion {
    coefficients: Vec<i128>,
    no_kind: i128,
    lowest: i128,
    highest: i128,
}

/// Coefficients as they stand in a file: a list, and where papers of no kind count, `{"kinds": [95, -5], "none": -5}`.
#[derive(Serialize)]
#[serde(untagged)]
enum Coefficients {
    Kinds(Vec<i128>),
    WithNone(WithNone),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WithNone {
    kinds: Vec<i128>,
    none: i128,
}

/// By what stands there: an untagged form is read into a buffer first, which has no room for numbers of 128 bits.
impl<'de> Deserialize<'de> for Coefficients {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = Coefficients;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of coefficients, or a table with `kinds` and `none`")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Coefficients, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(list)).map(Coefficients::Kinds)
            }

            fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<Coefficients, A::Error> {
                WithNone::deserialize(MapAccessDeserializer::new(table)).map(Coefficients::WithNone)
            }
        }

        deserializer.deserialize_any(Either)
    }
}

/// Why papers and coefficients are no assertion.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AssertionError {
    /// More papers by kind than there are.
    #[error(
        "{counted} papers of all kinds are more than the population of {population}; give the number of papers in the boxes"
    )]
    TooFewPapers {
        /// The sum over the kinds.
        counted: u128,
        /// What was given as the number of papers.
        population: u64,
    },
    /// There is nothing to look at.
    #[error("there are no papers: the population is 0")]
    NoPapers,
    /// All coefficients are 0 or there are none.
    #[error(
        "every coefficient is 0, so the sum is 0 whatever the papers say; at least one must be above 0 or below"
    )]
    NoCoefficient,
    /// Coefficients and papers of different length.
    #[error(
        "{coefficients} coefficients for {kinds} kinds of papers; give one for each kind, 0 for those that do not matter"
    )]
    Kinds {
        /// The number of coefficients.
        coefficients: usize,
        /// The number of kinds.
        kinds: usize,
    },
    /// Beyond 128 bits.
    #[error(
        "coefficients from {lowest} to {highest} are too large for {population} papers; divide them by their common divisor"
    )]
    TooLarge {
        /// The least coefficient.
        lowest: i128,
        /// The greatest.
        highest: i128,
        /// The number of papers.
        population: u64,
    },
    /// The reported papers say the contrary.
    #[error(
        "the reported papers contradict the assertion: their sum is {sum}, and it must not be below 0; look at the coefficients"
    )]
    ReportedFalse {
        /// The sum over the reported papers.
        sum: i128,
    },
}

impl Papers {
    /// The number of papers of each kind, and of all papers in the boxes. Those of no kind are the difference.
    ///
    /// # Errors
    ///
    /// [`AssertionError::TooFewPapers`] and [`AssertionError::NoPapers`].
    pub fn new(by_kind: Vec<u64>, population: u64) -> Result<Self, AssertionError> {
        let counted = by_kind.iter().map(|&papers| u128::from(papers)).sum();
        if population == 0 {
            return Err(AssertionError::NoPapers);
        }
        if counted > u128::from(population) {
            return Err(AssertionError::TooFewPapers { counted, population });
        }
        Ok(Self { by_kind, population })
    }

    /// The papers of each kind.
    #[must_use]
    pub fn by_kind(&self) -> &[u64] {
        &self.by_kind
    }

    /// All papers, at least 1.
    #[must_use]
    pub fn population(&self) -> u64 {
        self.population
    }

    /// The papers of no kind.
    #[must_use]
    pub fn other(&self) -> u64 {
        // The sum is at most the population.
        self.population - self.by_kind.iter().sum::<u64>()
    }
}

impl Assertion {
    /// A coefficient for each kind of paper.
    ///
    /// # Errors
    ///
    /// [`AssertionError::NoCoefficient`]; [`AssertionError::TooLarge`] where the greatest is further than 2^127 from the least.
    pub fn new(coefficients: Vec<i128>) -> Result<Self, AssertionError> {
        Self::counting_no_kind(coefficients, 0)
    }

    /// A coefficient for each kind of paper, and one for papers of no kind.
    ///
    /// ```
    /// use sailau_audit::{Assertion, Papers};
    ///
    /// // More than 5 % of all papers in the boxes, 100 of which are invalid.
    /// let papers = Papers::new(vec![60, 840], 1_000)?;
    /// let above = Assertion::counting_no_kind(vec![95, -5], -5)?;
    /// assert_eq!(above.sum(&papers)?, 95 * 60 - 5 * 940);
    /// # Ok::<(), sailau_audit::AssertionError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`new`](Self::new).
    pub fn counting_no_kind(coefficients: Vec<i128>, no_kind: i128) -> Result<Self, AssertionError> {
        let all = || coefficients.iter().copied().chain([no_kind, 0]);
        let lowest = all().min().unwrap_or(0);
        let highest = all().max().unwrap_or(0);
        if lowest == highest {
            return Err(AssertionError::NoCoefficient);
        }
        if highest.checked_sub(lowest).is_none() {
            return Err(AssertionError::TooLarge { lowest, highest, population: 0 });
        }
        Ok(Self { coefficients, no_kind, lowest, highest })
    }

    /// The coefficient of each kind.
    #[must_use]
    pub fn coefficients(&self) -> &[i128] {
        &self.coefficients
    }

    /// The coefficient of papers of no kind: 0, unless it was said otherwise.
    #[must_use]
    pub fn no_kind(&self) -> i128 {
        self.no_kind
    }

    /// The least coefficient that a paper can have, 0 or below: a paper may always turn out to be of no kind.
    #[must_use]
    pub fn lowest(&self) -> i128 {
        self.lowest
    }

    /// The greatest coefficient that a paper can have, 0 or above.
    #[must_use]
    pub fn highest(&self) -> i128 {
        self.highest
    }

    /// How far a single paper can move the sum when it is misread in the worst way: the greatest coefficient less the least.
    #[must_use]
    pub fn range(&self) -> u128 {
        self.highest.abs_diff(self.lowest)
    }

    /// Whether no coefficient is below 0: then no paper speaks against the assertion, and as long as one speaks for it, it
    /// holds whatever else is read. Such an assertion needs no audit.
    #[must_use]
    pub fn is_trivial(&self) -> bool {
        self.lowest == 0
    }

    /// The coefficient of a paper of this kind, or of none.
    ///
    /// # Errors
    ///
    /// The number of kinds, if there is no such kind.
    pub(crate) fn of_kind(&self, kind: Option<usize>) -> Result<i128, usize> {
        match kind {
            None => Ok(self.no_kind),
            Some(kind) => self.coefficients.get(kind).copied().ok_or(self.coefficients.len()),
        }
    }

    /// The sum over all reported papers; the assertion says that it is above 0.
    ///
    /// # Errors
    ///
    /// [`AssertionError::Kinds`], [`AssertionError::TooLarge`].
    pub fn sum(&self, papers: &Papers) -> Result<i128, AssertionError> {
        let (coefficients, kinds) = (self.coefficients.len(), papers.by_kind.len());
        if coefficients != kinds {
            return Err(AssertionError::Kinds { coefficients, kinds });
        }
        let too_large = || AssertionError::TooLarge {
            lowest: self.lowest,
            highest: self.highest,
            population: papers.population,
        };
        // No sum over a part of the papers is further from 0 than this.
        let all = |coefficient: i128| coefficient.checked_mul(papers.population.into()).ok_or_else(too_large);
        all(self.lowest)?.checked_sub(all(self.highest)?).ok_or_else(too_large)?;
        let of_kinds = self.coefficients.iter().zip(&papers.by_kind);
        let sum: i128 = of_kinds.map(|(a, &count)| a * i128::from(count)).sum();
        Ok(sum + self.no_kind * i128::from(papers.other()))
    }

    /// The margin in papers: how many must be misread, each in the worst way, to make the assertion false.
    ///
    /// # Errors
    ///
    /// [`AssertionError::ReportedFalse`] where the sum is below 0, and what [`sum`](Self::sum) says. A sum of 0 is a tie: its
    /// margin is 0.
    pub fn margin(&self, papers: &Papers) -> Result<Margin, AssertionError> {
        let sum = self.sum(papers)?;
        let difference = u128::try_from(sum).map_err(|_| AssertionError::ReportedFalse { sum })?;
        Ok(Margin::checked(difference, self.range(), papers.population))
    }

    /// The assertion as a mean that is above one half.
    ///
    /// # Errors
    ///
    /// What [`sum`](Self::sum) says.
    pub fn assorter(&self, papers: &Papers) -> Result<Assorter, AssertionError> {
        Ok(Assorter::of(self.lowest, self.highest, self.sum(papers)?, papers.population))
    }
}

impl TryFrom<Coefficients> for Assertion {
    type Error = AssertionError;

    fn try_from(written: Coefficients) -> Result<Self, AssertionError> {
        match written {
            Coefficients::Kinds(kinds) => Self::new(kinds),
            Coefficients::WithNone(WithNone { kinds, none }) => Self::counting_no_kind(kinds, none),
        }
    }
}

impl From<Assertion> for Coefficients {
    fn from(Assertion { coefficients: kinds, no_kind: none, .. }: Assertion) -> Self {
        if none == 0 { Self::Kinds(kinds) } else { Self::WithNone(WithNone { kinds, none }) }
    }
}
