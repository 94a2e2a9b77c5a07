//! Candidates as people read them: by number, and by name where there is one.

/// The names of the candidates in the order of the ballot paper; those without one are known by their number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names<'a>(pub(crate) &'a [&'a str]);

impl Names<'_> {
    /// The number, and the name behind it.
    pub(crate) fn one(&self, candidate: usize) -> String {
        match self.0.get(candidate) {
            Some(name) => format!("{} {name}", candidate + 1),
            None => (candidate + 1).to_string(),
        }
    }

    /// Several, in this order.
    pub(crate) fn several(&self, candidates: &[usize]) -> String {
        let names: Vec<String> = candidates.iter().map(|candidate| self.one(*candidate)).collect();
        names.join(", ")
    }
}
