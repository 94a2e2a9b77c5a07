use serde::Deserialize;

use crate::procedure::Law;

/// A law of another country, on what the rules `R` are about.
///
/// ```
/// use sailau::abroad::{ForeignLaw, recall_laws, registration_laws};
///
/// fn named<R>(laws: &[ForeignLaw<R>]) -> Vec<&str> {
///     laws.iter().map(|one| one.key.as_str()).collect()
/// }
/// assert!(named(recall_laws()).contains(&"taiwan-2016"));
/// assert!(named(registration_laws()).contains(&"russia-2012"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ForeignLaw<R> {
    /// The short name by which it is asked for: `taiwan-2016`. No two laws on one matter share it.
    pub key: String,
    /// The country, or the state of a federation.
    pub country: String,
    /// The law.
    pub law: Law<R>,
}
