//! Exact prices of rows and columns, and beside each a float that mostly spares the exact one.

// Floats tell apart what differs by more than all rounding could; the rest is compared exactly.
#![allow(clippy::float_arithmetic)]

use std::cmp::Ordering;

use super::ratio::BigRatio;
use super::signposts::Signpost;
use crate::exact::compare_products;

/// The divisors of rows, and the inverses of the divisors of columns. Neither is ever 0.
#[derive(Debug, Clone)]
pub(super) struct Prices {
    exact: Vec<BigRatio>,
    about: Vec<f64>,
}

impl Prices {
    pub(super) fn of(exact: Vec<BigRatio>) -> Self {
        let about = exact.iter().map(BigRatio::about).collect();
        Self { exact, about }
    }

    pub(super) fn len(&self) -> usize {
        self.exact.len()
    }

    pub(super) fn exact(&self, node: usize) -> &BigRatio {
        &self.exact[node]
    }

    /// As [`BigRatio::about`].
    pub(super) fn about(&self, node: usize) -> f64 {
        self.about[node]
    }

    pub(super) fn set(&mut self, node: usize, price: BigRatio) {
        self.about[node] = price.about();
        self.exact[node] = price;
    }

    pub(super) fn into_exact(self) -> Vec<BigRatio> {
        self.exact
    }

    /// Votes by the divisors of a row and a column against a signpost, exactly.
    #[inline]
    pub(super) fn compare(&self, votes: u64, row: usize, column: usize, signpost: Signpost) -> Ordering {
        // What is known is far from both ends of the range of floats.
        let quotient = votes as f64 * signpost.down as f64 * self.about[column];
        let limit = signpost.up[0] as f64 * signpost.up[1] as f64 * self.about[row];
        differ(quotient, limit).unwrap_or_else(|| {
            let (row, column) = (&self.exact[row], &self.exact[column]);
            compare_products(
                &[&[votes], &[signpost.down], row.denominator(), column.numerator()],
                &[&[signpost.up[0]], &[signpost.up[1]], row.numerator(), column.denominator()],
            )
        })
    }
}

/// Which of two numbers is the greater, if they are known well enough: each to 2^-32 of itself. Not where one is
/// unknown, NaN.
#[inline]
pub(super) fn differ(a: f64, b: f64) -> Option<Ordering> {
    const ABOVE: f64 = 1.0 + 1.0 / (1u32 << 30) as f64;
    if a > b * ABOVE {
        Some(Ordering::Greater)
    } else if a * ABOVE < b {
        Some(Ordering::Less)
    } else {
        None
    }
}
