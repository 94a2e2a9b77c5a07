//! A quota of which a threshold is a part.

use crate::law::Share;
use crate::quota::{Rounding, rounded};
use sailau_apportion::{Quota, Ratio};

/// The quota that a threshold is a part of: votes by the seats that they are cast for (Brazil, Código Eleitoral, article
/// 106; Costa Rica, Código Electoral, articles 203 and 205; Colombia, Constitution, article 263).
///
/// Which votes it divides is the threshold's [`of`](super::Threshold::of). The seats are those of the area where the
/// threshold is reached: the district, or the whole tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ThresholdQuota {
    /// Which quota.
    pub method: Quota,
    /// To which whole number it is rounded; none leaves it exact.
    pub rounded: Option<Rounding>,
}

/// Hare's quota, exact.
impl Default for ThresholdQuota {
    fn default() -> Self {
        Self { method: Quota::Hare, rounded: None }
    }
}

impl ThresholdQuota {
    /// The quota of so many votes, at most 2^96, and seats.
    ///
    /// ```
    /// use sailau::system::{Rounding, ThresholdQuota};
    ///
    /// let mut brazil = ThresholdQuota::default();
    /// brazil.rounded = Some(Rounding::NearestHalvesDown);
    /// assert_eq!(brazil.votes_a_seat(100, 8).to_string(), "12"); // 12.5
    /// ```
    #[must_use]
    pub fn votes_a_seat(&self, votes: u128, seats: u32) -> Ratio {
        rounded(self.method.of(votes, seats), self.rounded)
    }
}

/// The smallest whole number of votes that is at least this share of a quota, or more than it.
pub(super) fn votes_of(share: Share, quota: Ratio, inclusive: bool) -> u128 {
    // At most 2^96 votes, 2^32 seats and three, and shares of 2^32.
    let part = quota.numerator * u128::from(share.numerator());
    let whole = quota.denominator * u128::from(share.denominator());
    if inclusive { part.div_ceil(whole) } else { part / whole + 1 }
}
