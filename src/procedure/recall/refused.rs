use jiff::civil::Date;
use thiserror::Error;

use crate::procedure::{Decision, FactError, Verdict};
use crate::text::one_line;

/// Why an event of a recall is not taken; the case stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Refused {
    /// The facts cannot be so, or one is missing.
    #[error(transparent)]
    Facts(#[from] FactError),
    /// Something else comes first.
    #[error("{event} on {day}, but {state} [{article}]")]
    OutOfTurn {
        /// What was to happen.
        event: String,
        /// On which day.
        day: Date,
        /// How the case stands.
        state: String,
        /// The article that the event rests on; `no article` where the law does not have it.
        article: String,
    },
    /// The law does not allow it.
    #[error("the law refuses that {event} on {day}: {}", reasons(.decision))]
    ByLaw {
        /// What was to happen.
        event: String,
        /// On which day.
        day: Date,
        /// Every requirement, with what was needed and given, and the article.
        decision: Box<Decision>,
    },
}

/// The requirements that were not met, with their articles.
fn reasons(decision: &Decision) -> String {
    let unmet = decision.requirements.iter().filter(|one| one.verdict == Verdict::NotMet);
    let said = unmet.map(|one| {
        let article = one.citation.as_ref().map_or_else(|| "no article".to_owned(), ToString::to_string);
        let (needed, given) = (one.measure.needed_in_words(), one.measure.given_in_words());
        format!("{} [{article}]: needed {needed}, given {given}", one.name)
    });
    one_line(&said.collect::<Vec<_>>().join("; "))
}
