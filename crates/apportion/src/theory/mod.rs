//! What is known of a method before any vote is cast.
//!
//! * [`inclusion`] and [`exclusion`]: the share with which a party can win a first seat, and the share with which it
//!   can still miss it;
//! * [`seat_bias`] and [`average_bias`]: how many seats more than its exact share a party gets on average;
//! * [`Properties`]: which of the field's theorems hold for a method.
//!
//! ```
//! use sailau_apportion::{Method, theory};
//!
//! // Five seats, four parties. Under D'Hondt an eighth of the vote may do, and a sixth may not.
//! assert_eq!(theory::inclusion(&Method::DHONDT, 5, 4).unwrap().to_string(), "1/8");
//! assert_eq!(theory::exclusion(&Method::DHONDT, 5, 4).unwrap().to_string(), "1/6");
//! // The largest of the four can expect half a seat more than its share, the smallest a third of a seat less.
//! assert_eq!(format!("{:+.3}", theory::seat_bias(&Method::DHONDT, 1, 4, 0.0).unwrap()), "+0.542");
//! assert_eq!(format!("{:+.3}", theory::seat_bias(&Method::DHONDT, 4, 4, 0.0).unwrap()), "-0.375");
//! assert!(theory::Properties::of(&Method::DHONDT).lower_quota);
//! ```
//!
//! Nothing here decides a seat.

mod bias;
mod properties;
mod thresholds;

pub use bias::{average_bias, seat_bias};
pub use properties::Properties;
pub use thresholds::{exclusion, inclusion};

use super::Divisor;

/// A series d(s) = slope·s + first, in whole numbers; its only proportion that matters is first : slope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Line {
    slope: u128,
    first: u128,
}

impl Line {
    /// The series as a line, when it is one.
    fn of(divisor: &Divisor) -> Option<Self> {
        let (slope, first) = match divisor {
            Divisor::DHondt => (1, 1),
            Divisor::SainteLague => (2, 1),
            Divisor::ModifiedSainteLague(first) => {
                let first = first.ratio();
                if first.numerator != first.denominator {
                    return None;
                }
                (2, 1)
            }
            Divisor::Adams => (1, 0),
            Divisor::Danish => (3, 1),
            Divisor::Imperiali => (1, 2),
            Divisor::Sequence(sequence) => {
                let (head, step) = (sequence.head(), sequence.step());
                if head.windows(2).any(|pair| pair[1] - pair[0] != step) {
                    return None;
                }
                (u128::from(step), u128::from(*head.first()?))
            }
            Divisor::Dean | Divisor::HuntingtonHill | Divisor::Macanese | Divisor::Estonian => return None,
        };
        Some(Self { slope, first })
    }
}
