//! The JSON of an answer.

use sailau::apportion::biproportional::{BigRatio, CellTie, Solution};
use sailau::apportion::{Certificate, Change, Margins, Workspace};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

/// Seats of parties; fields that were not asked for are left out.
#[derive(Serialize)]
pub(crate) struct Answer<'a, T> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) parties: Option<&'a [String]>,
    pub(crate) seats: &'a [u32],
    pub(crate) ties: T,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub(crate) proof: Option<Proof>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) margin: Option<Option<MarginOf<'a>>>,
}

/// The certificate, and a short divisor when it is one of divisors.
#[derive(Serialize)]
pub(crate) struct Proof {
    certificate: Certificate,
    /// None within: ties and infinite claims leave no divisor.
    #[serde(skip_serializing_if = "Option::is_none")]
    divisor: Option<Option<String>>,
}

impl From<Certificate> for Proof {
    fn from(certificate: Certificate) -> Self {
        let divisor = match &certificate {
            Certificate::Divisors(interval) => {
                Some(interval.nice_divisor().map(|divisor| divisor.to_string()))
            }
            _ => None,
        };
        Self { certificate, divisor }
    }
}

/// A request that cannot be met.
#[derive(Serialize)]
pub(crate) struct Refusal<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<&'a RawValue>,
    pub(crate) error: &'a str,
}

/// The ties of the last count, without memory of their own.
pub(crate) struct TiesIn<'a>(pub(crate) &'a Workspace);

impl Serialize for TiesIn<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.ties())
    }
}

/// The fewest votes that change a seat; `null` for a way by which nothing changes. The outcome before is the answer
/// itself, and is not said again.
#[derive(Serialize)]
pub(crate) struct MarginOf<'a> {
    transfer: &'a Option<Change>,
    added: &'a Option<Change>,
    removed: &'a Option<Change>,
}

impl<'a> From<&'a Margins> for MarginOf<'a> {
    fn from(margins: &'a Margins) -> Self {
        Self { transfer: &margins.transfer, added: &margins.added, removed: &margins.removed }
    }
}

/// Seats of parties in districts, in rows, as the votes were asked in.
#[derive(Serialize)]
pub(crate) struct MatrixAnswer<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a RawValue>,
    seats: Matrix<'a>,
    district_divisors: &'a [BigRatio],
    party_divisors: &'a [BigRatio],
    ties: &'a [CellTie],
}

impl<'a> MatrixAnswer<'a> {
    pub(crate) fn new(id: Option<&'a RawValue>, solution: &'a Solution) -> Self {
        let (district_divisors, party_divisors) = (&solution.district_divisors, &solution.party_divisors);
        let seats =
            Matrix { seats: &solution.seats, rows: district_divisors.len(), length: party_divisors.len() };
        Self { id, seats, district_divisors, party_divisors, ties: &solution.ties }
    }
}

struct Matrix<'a> {
    seats: &'a [u32],
    rows: usize,
    length: usize,
}

impl Serialize for Matrix<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let row = |row| &self.seats[row * self.length..(row + 1) * self.length];
        serializer.collect_seq((0..self.rows).map(row))
    }
}
