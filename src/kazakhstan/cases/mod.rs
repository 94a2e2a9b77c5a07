//! Cases that stand beside the law as data: facts, the article, and what has to come of them. Who reads the law writes
//! them, without a line of Rust; `sailau law check` and the tests hold them against the law of their day.
//!
//! A file has the same shape for every procedure:
//!
//! ```
//! use sailau::kazakhstan::cases::check_case;
//!
//! let case = check_case(r#"
//!     says = "4,999 members are one too few"
//!     procedure = "registration"
//!     law = 2023-01-01
//!     article = "10(6)"
//!
//!     [facts]
//!     members = 4999
//!
//!     [decision]
//!     met = false
//!     needed.members = 5000
//!     margin.members = -1
//! "#).unwrap();
//! assert_eq!(case.procedure, "registration");
//!
//! let faults = check_case(r#"
//!     says = "A majority of the votes for yes and no would do"
//!     procedure = "referendum"
//!     law = 2024-10-06
//!     article = "31"
//!     facts = { question = "A bridge?", constitutional = false, registered = 100, participants = 60, yes = 30, no = 29 }
//!     decision = { met = true }
//! "#).unwrap_err();
//! assert_eq!(
//!     faults[0].to_string(),
//!     "decision.met: expected true, found false (Majority for yes: needed more than 1/2 of 60 who took part: at \
//!      least 31 votes, given 30 votes (50.000 %))"
//! );
//! ```
//!
//! | file | what it has |
//! |---|---|
//! | `article` | which citations have the article that a case names |
//! | `found` | what the law makes of the facts, figure by figure, and its comparison with the case |
//! | the others | the facts of a procedure, and what the library decides on them |

mod akim;
mod article;
mod found;
mod funds;
mod list_mandate;
mod maslihat;
mod party_life;
mod president;
mod recall;
mod referendum;
mod registration;
mod seats;
mod senate;

use std::fmt::Display;

use jiff::civil::Date;
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};
use thiserror::Error;

use crate::law::{Certainty, Timeline, TimelineError, day};
use crate::procedure::Law;
use crate::text::{Misread, UnknownName, one_line};
use found::Found;

/// A case that came out as it says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LawCase {
    /// What it shows, in a sentence.
    pub says: String,
    /// The procedure, by its word in the file.
    pub procedure: String,
    /// The day whose law decides.
    pub law: Date,
    /// The article that it rests on.
    pub article: String,
    /// How well that article is known.
    pub certainty: Certainty,
    /// What is not certain about law or facts, in words.
    pub doubt: Option<String>,
    /// Where the facts were read, where they are real.
    pub sources: Vec<String>,
}

/// What is wrong with a case, in a line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CaseFault {
    /// It cannot be read: a key is misspelt or missing, or a value is of another kind.
    #[error(transparent)]
    Unreadable(
        /// What is wrong, with line and column, the field, and the word that was meant.
        #[from]
        Misread,
    ),
    /// The law of the day is not on board.
    #[error("law: {0}")]
    NoLaw(
        /// Why.
        #[from]
        TimelineError,
    ),
    /// The facts cannot be so, or one is missing.
    #[error("facts: {0}")]
    Facts(
        /// Why.
        String,
    ),
    /// An article on which no rule of that law rests.
    #[error("article: expected one that the law of {law} rests on, found {}; it rests on {}", one_line(.article), .known.join("; "))]
    NoSuchArticle {
        /// The article, with the act where it names one.
        article: String,
        /// The day of the law.
        law: Date,
        /// What the rules of that law cite.
        known: Vec<String>,
    },
    /// An article that is less well known than the case says.
    #[error(
        "certainty: expected {expected}, found {found}: so well is {} known on the day; write `certainty` and say why in `doubt`",
        one_line(.article)
    )]
    LessCertain {
        /// What the case says.
        expected: Certainty,
        /// What the law's file says.
        found: Certainty,
        /// The article.
        article: String,
    },
    /// A figure of the decision that there is not.
    #[error("decision.{}: {}", one_line(&.0.name), .0)]
    NoSuchFigure(
        /// Its path, and those there are.
        Box<UnknownName>,
    ),
    /// A figure of which the case has to say something.
    #[error(
        "decision.{}: expected a figure of the case, found none in its file; the law gives {}", one_line(.key), one_line(.found)
    )]
    Unsaid {
        /// Its path.
        key: String,
        /// What the law gives.
        found: String,
    },
    /// A figure that is otherwise than the case says.
    #[error("decision.{}: expected {}, found {}", one_line(.key), one_line(.expected), one_line(.found))]
    Differs {
        /// Its path.
        key: String,
        /// What the case says.
        expected: String,
        /// What the law gives, and why where that is known.
        found: String,
    },
}

impl CaseFault {
    fn facts(why: impl Display) -> Self {
        Self::Facts(one_line(&why.to_string()))
    }
}

/// What cases are about, by the words of their files.
pub const PROCEDURES: [&str; 11] = [
    "seats",
    "registration",
    "party_life",
    "recall",
    "list_mandate",
    "maslihat",
    "referendum",
    "senate",
    "akim",
    "president",
    "funds",
];

/// The same, to read.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Procedure {
    Seats,
    Registration,
    PartyLife,
    Recall,
    ListMandate,
    Maslihat,
    Referendum,
    Senate,
    Akim,
    President,
    Funds,
}

/// A file, with the facts of its procedure.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written<F> {
    says: String,
    procedure: String,
    #[serde(with = "day")]
    law: Date,
    article: String,
    act: Option<String>,
    #[serde(default)]
    certainty: Certainty,
    doubt: Option<String>,
    #[serde(default)]
    sources: Vec<String>,
    facts: F,
    #[serde(deserialize_with = "figures")]
    decision: toml::Table,
}

/// Figures by their names; a day would come as a table with one field.
fn figures<'de, D: Deserializer<'de>>(deserializer: D) -> Result<toml::Table, D::Error> {
    match toml::Value::deserialize(deserializer)? {
        toml::Value::Table(figures) => Ok(figures),
        _ => Err(D::Error::custom("a table of figures is needed here, such as { met = true }")),
    }
}

/// The facts of a procedure.
trait Facts: DeserializeOwned {
    /// What the law of the day makes of them.
    fn judged(self, day: Date) -> Result<Found, CaseFault>;
}

/// Reads a case and holds it against the law of its day.
///
/// # Errors
///
/// Every [`CaseFault`] of the case: a file that cannot be read has one, a decision that is otherwise one for each figure.
pub fn check_case(text: &str) -> Result<LawCase, Vec<CaseFault>> {
    // The procedure says what the facts are, so it is read before the rest.
    #[derive(Deserialize)]
    struct Head {
        procedure: Procedure,
    }
    match read::<Head>(text).map_err(|fault| vec![fault])?.procedure {
        Procedure::Seats => check::<seats::Facts>(text),
        Procedure::Registration => check::<registration::Facts>(text),
        Procedure::PartyLife => check::<party_life::Facts>(text),
        Procedure::Recall => check::<recall::Facts>(text),
        Procedure::ListMandate => check::<list_mandate::Facts>(text),
        Procedure::Maslihat => check::<maslihat::Facts>(text),
        Procedure::Referendum => check::<referendum::Facts>(text),
        Procedure::Senate => check::<senate::Facts>(text),
        Procedure::Akim => check::<akim::Facts>(text),
        Procedure::President => check::<president::Facts>(text),
        Procedure::Funds => check::<funds::Facts>(text),
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, CaseFault> {
    toml::from_str(text).map_err(|error| Misread::in_toml(text, &error).into())
}

fn check<F: Facts>(text: &str) -> Result<LawCase, Vec<CaseFault>> {
    let alone = |fault| vec![fault];
    let Written { says, procedure, law, article, act, certainty, doubt, sources, facts, decision } =
        read::<Written<F>>(text).map_err(alone)?;
    let found = facts.judged(law).map_err(alone)?;
    let named =
        act.as_ref().map_or_else(|| format!("art. {article}"), |act| format!("{act}, art. {article}"));
    let mut faults = Vec::new();
    let resting = article::naming(&found.citations, &article, act.as_deref());
    match resting.iter().map(|citation| citation.certainty).min() {
        None => faults.push(CaseFault::NoSuchArticle {
            article: named,
            law,
            known: article::all(&found.citations),
        }),
        Some(known) if known > certainty => {
            faults.push(CaseFault::LessCertain { expected: certainty, found: known, article: named });
        }
        Some(_) => {}
    }
    faults.extend(found.against(&decision));
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(LawCase { says, procedure, law, article, certainty, doubt, sources })
}

/// The law of a procedure on a day.
fn law_of<R>(laws: &'static Timeline<Law<R>>, day: Date) -> Result<&'static Law<R>, CaseFault> {
    Ok(laws.on(day)?.value)
}

/// A day that may be left out, written as a day and not as a text.
fn some_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    day::deserialize(deserializer).map(Some)
}
