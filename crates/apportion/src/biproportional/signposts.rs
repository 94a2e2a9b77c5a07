//! The signposts at which a quotient is rounded up, in whole numbers.

use crate::Divisor;
use crate::series::Line;

/// Where a quotient makes one more seat.
#[derive(Debug, Clone, Copy)]
pub(super) enum Signposts {
    /// By equal steps: signposts of j + 1/2 are kept as (2j + 1)/2.
    Line(Line),
    /// The harmonic mean of j and j + 1: 2j(j + 1)/(2j + 1).
    Dean,
}

/// A fraction: of two numbers, by one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signpost {
    pub(super) up: [u64; 2],
    pub(super) down: u64,
}

impl Signpost {
    /// The nearest floating-point number: a guess.
    #[allow(clippy::float_arithmetic)]
    pub(super) fn about(self) -> f64 {
        self.up[0] as f64 * self.up[1] as f64 / self.down as f64
    }
}

impl Signposts {
    /// Nothing for series whose divisors are roots or begin elsewhere.
    pub(super) fn of(divisor: &Divisor) -> Option<Self> {
        let line = match divisor {
            Divisor::DHondt => Line::DHONDT,
            Divisor::SainteLague => Line::SAINTE_LAGUE,
            Divisor::Danish => Line::DANISH,
            Divisor::Imperiali => Line::IMPERIALI,
            Divisor::Adams => Line::ADAMS,
            Divisor::Dean => return Some(Self::Dean),
            _ => return None,
        };
        Some(Self::Line(line))
    }

    /// Whether every quotient above 0 makes a seat.
    pub(super) fn begin_at_zero(self) -> bool {
        match self {
            Self::Line(line) => line.first == 0,
            Self::Dean => true,
        }
    }

    /// Between `seats` and one more.
    pub(super) fn at(self, seats: u64) -> Signpost {
        match self {
            Self::Line(Line { slope, first }) => {
                Signpost { up: [slope.saturating_mul(seats).saturating_add(first), 1], down: slope }
            }
            Self::Dean => {
                let double = seats.saturating_mul(2);
                Signpost { up: [double, seats.saturating_add(1)], down: double.saturating_add(1) }
            }
        }
    }
}
