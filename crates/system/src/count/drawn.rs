//! What is counted, and the lots that decide where rules let them.

use crate::lots::Lots;

/// Votes or a tally, and who draws lots where the rules let them decide; nobody does where it is made of a reference alone.
///
/// ```
/// use sailau::lots::SeededLots;
/// use sailau::system::{Drawn, ElectoralSystem};
/// use sailau::votes::Votes;
///
/// let rules = ElectoralSystem::from_toml(r#"
///     name = "A town"
///     [[tier]]
///     name = "council"
///     seats = 1
///     method = "dhondt"
///     ties = "lots"
/// "#)?;
/// let votes = Votes::list([("Hill", 500), ("Dale", 500)])?;
/// assert_eq!(rules.count(&votes)?.ties[0].seats, 1);
/// assert_eq!(rules.count(Drawn::new(&votes, &SeededLots::new(7)))?.seats.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Drawn<'a, T> {
    pub(crate) of: &'a T,
    pub(crate) lots: Option<&'a dyn Lots>,
}

impl<T> Clone for Drawn<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Drawn<'_, T> {}

impl<'a, T> Drawn<'a, T> {
    /// With these lots.
    #[must_use]
    pub fn new(of: &'a T, lots: &'a dyn Lots) -> Self {
        Self { of, lots: Some(lots) }
    }
}

impl<'a, T> From<&'a T> for Drawn<'a, T> {
    fn from(of: &'a T) -> Self {
        Self { of, lots: None }
    }
}
