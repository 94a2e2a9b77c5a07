use serde::{Deserialize, Serialize};

use super::{BLOCK, Generator, stream};
use crate::sha256::Sha256;

/// What an experiment is, as the SHA-256 of everything that its draws depend on, part by part: samples of different
/// experiments do not merge, and it says what differs.
///
/// ```
/// use rand::RngExt;
/// use sailau::simulate::{Proportion, Run, each_draw};
///
/// let heads = each_draw(Proportion::default(), |rng, heads| heads.push(rng.random()));
/// let sixes = each_draw(Proportion::default(), |rng, sixes| sixes.push(rng.random_range(1..=6) == 6));
/// let run = Run::from_seed(7).draws(10_000);
/// let first = run.clone().shard(1, 2).run(&heads)?;
/// let second = run.shard(2, 2).run(&sixes)?;
/// assert_eq!(
///     first.merge(&second).unwrap_err().to_string(),
///     "these samples are of different runs: the experiment differs, in what it draws"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint {
    parts: Vec<Part>,
}

/// Something that the draws depend on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    of: String,
    /// In hexadecimal.
    sha256: String,
}

impl Fingerprint {
    /// The number of a block that no run has.
    const NO_BLOCK: u64 = u64::MAX;

    /// With something else that the draws depend on, in any form that is the same wherever it is the same.
    #[must_use]
    pub fn with(mut self, of: impl Into<String>, form: &str) -> Self {
        let mut hash = Sha256::default();
        hash.bytes(form.as_bytes());
        self.parts.push(Part { of: of.into(), sha256: hash.hex() });
        self
    }

    /// By what some draws leave, from random numbers that no run has.
    #[must_use]
    pub fn of_draws(draw: impl FnOnce(&mut Generator) -> String) -> Self {
        let form = draw(&mut stream(0, Self::NO_BLOCK));
        Self::default().with("the experiment differs, in what it draws", &form)
    }

    /// What differs, in words; none where nothing does.
    pub(super) fn difference(&self, other: &Self) -> Option<String> {
        fn of<'a>(parts: &'a [Part], of: &str) -> Option<&'a str> {
            parts.iter().find(|part| part.of == of).map(|part| part.sha256.as_str())
        }
        let all = self.parts.iter().chain(&other.parts);
        let mut differing = all.filter(|part| of(&self.parts, &part.of) != of(&other.parts, &part.of));
        differing.next().map(|part| part.of.clone())
    }

    /// The SHA-256 of all parts, in hexadecimal.
    pub(super) fn of_all(&self) -> String {
        let mut hash = Sha256::default();
        for part in &self.parts {
            // Neither contains a line's end.
            hash.bytes(part.of.as_bytes());
            hash.bytes(b"\n");
            hash.bytes(part.sha256.as_bytes());
            hash.bytes(b"\n");
        }
        hash.hex()
    }

    /// So many draws make a fingerprint: some more than one, since few of them may come to something.
    pub(super) const DRAWS: u64 = BLOCK / 16;
}
