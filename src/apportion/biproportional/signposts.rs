//! The signposts at which a quotient is rounded up, in whole numbers.

use crate::apportion::Divisor;
use crate::apportion::series::Line;

/// A quotient q makes more than j seats where q·`unit` is beyond `at(j)`: signposts of j + 1/2 are kept as (2j + 1)/2.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signposts {
    line: Line,
}

impl Signposts {
    /// Nothing for series that are not linear or begin with 0.
    pub(super) fn of(divisor: &Divisor) -> Option<Self> {
        let line = match divisor {
            Divisor::DHondt => Line::DHONDT,
            Divisor::SainteLague => Line::SAINTE_LAGUE,
            Divisor::Danish => Line::DANISH,
            Divisor::Imperiali => Line::IMPERIALI,
            _ => return None,
        };
        Some(Self { line })
    }

    /// What one more seat costs, on the scale of `at`.
    pub(super) fn unit(self) -> u64 {
        self.line.slope
    }

    pub(super) fn first(self) -> u64 {
        self.line.first
    }

    /// Between `seats` and one more.
    pub(super) fn at(self, seats: u64) -> u64 {
        self.line.slope.saturating_mul(seats).saturating_add(self.line.first)
    }
}
