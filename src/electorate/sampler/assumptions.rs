use crate::electorate::Electorate;

impl Electorate {
    /// The author's assumptions, then a sentence for each built-in choice.
    pub(super) fn all_assumptions(&self) -> Vec<String> {
        self.assumptions.clone()
    }
}
