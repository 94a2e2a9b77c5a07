//! A number of votes with the decimals of its statute.

use std::fmt;

use serde::{Serialize, Serializer};

/// A number of votes, exact in the decimals of its statute, and printed with them.
///
/// ```
/// use sailau_ranked::Amount;
///
/// assert_eq!(Amount::new(90_513_482, 5).to_string(), "905.13482");
/// assert_eq!(Amount::new(-5, 2).to_string(), "-0.05");
/// assert_eq!(Amount::new(1_914, 0).to_string(), "1914");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount {
    units: i128,
    decimals: u8,
}

impl Amount {
    /// So many of the last decimal place.
    #[must_use]
    pub fn new(units: i128, decimals: u8) -> Self {
        Self { units, decimals }
    }

    /// How many of the last decimal place.
    #[must_use]
    pub fn units(self) -> i128 {
        self.units
    }

    /// How many decimals it has.
    #[must_use]
    pub fn decimals(self) -> u8 {
        self.decimals
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = usize::from(self.decimals);
        let digits = format!("{:0>width$}", self.units.unsigned_abs(), width = decimals + 1);
        let (whole, part) = digits.split_at(digits.len() - decimals);
        let point = if part.is_empty() { "" } else { "." };
        f.pad_integral(self.units >= 0, "", &format!("{whole}{point}{part}"))
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
