use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal};

use super::SimulateError;
use crate::interval::Interval;

/// A two-sided confidence level, between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Confidence(f64);

impl Confidence {
    /// 95 of 100.
    pub const P95: Self = Self(0.95);
    /// 99 of 100.
    pub const P99: Self = Self(0.99);

    /// A level.
    ///
    /// # Errors
    ///
    /// [`SimulateError::NotALevel`] unless it is above 0 and below 1.
    pub fn new(level: f64) -> Result<Self, SimulateError> {
        // Where 1 - level is lost in rounding, no quantile is left.
        if level > 0.0 && level < 1.0 && level / 2.0 + 0.5 < 1.0 {
            return Ok(Self(level));
        }
        Err(SimulateError::NotALevel(level.to_string()))
    }

    /// The level.
    #[must_use]
    pub fn level(self) -> f64 {
        self.0
    }

    /// The standard normal's quantile that leaves half of the rest above it: 1.96 for 95 of 100.
    #[must_use]
    pub fn z(self) -> f64 {
        Normal::standard().inverse_cdf(0.5 + self.0 / 2.0)
    }
}

impl Interval {
    pub(super) fn around(middle: f64, half_width: f64) -> Self {
        Self { low: middle - half_width, high: middle + half_width }
    }
}
