//! Remainders of districts, pooled in the country: seats that quotas left are shared by them.

pub(crate) mod check;
pub(crate) mod count;
pub(crate) mod pool;
pub(crate) mod record;

use serde::{Deserialize, Serialize};

/// The seats that quotas left in other tiers are shared by the remainders there: a list's votes that no whole quota took
/// are added up over all districts, and stand in the place of its votes. The threshold is still reached by votes.
///
/// Czechia's second scrutiny (Act 247/1995, as amended by 189/2021) and Cyprus's second and third distribution (Law 72 of
/// 1979, article 33) are such; both are secondary, neither text was read for this.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PooledRemainders {
    /// The tiers that leave the seats, and whose remainders are added up.
    pub with: Vec<String>,
    /// How the seats go by them.
    pub remainders: RemainderSeats,
}

/// How seats go by pooled remainders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum RemainderSeats {
    /// By the tier's own quota of them: whole quotas first, and then as its rule of quotas has it.
    #[serde(rename = "pooled")]
    Pooled,
    /// One each in their order, the largest first; and again from the first while there are more seats than lists.
    #[serde(rename = "in turn")]
    InTurn,
}
