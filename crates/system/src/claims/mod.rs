//! Seats shared by what other tiers left the lists short of.

pub(crate) mod count;
pub(crate) mod record;

use super::rules::Factor;

/// The tier's seats are shared by what the other tiers left the lists short of.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Claims {
    /// The other tiers.
    pub with: Vec<String>,
    /// The house that claims are reckoned in: a list's claim is its share of these seats, less what it holds. Seats of
    /// those who take no part in the lists are taken off first.
    pub claims: u32,
    /// What a claim is multiplied by; 1 when left out.
    pub times: Option<Factor>,
    /// Whether claims are rounded to whole seats, halves up and those below one to nothing.
    pub rounded: bool,
}
